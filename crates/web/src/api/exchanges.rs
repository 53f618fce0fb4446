//! A seat that changes hands: to whom and for what it could, passing on, swapping, putting back.

use super::acts::object;
use super::asked::Asked;
use super::objects::{Ids, Named, SessionBrief};
use super::once::{Call, once};
use super::problem::{Kind, Problem, of_exchange, refused};
use super::read::{answer, id, missing, told};
use super::session_objects::SeatObject;
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::refusals::Answer;
use axum::extract::Path;
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::rota::{Exchanged, SeatSeen, Swapping, Taking, pass_on_seat, put_back, see_seat, swap_seats};
use bothy_domain::ids::{ActId, PersonId, SeatId};
use bothy_domain::rota::ExchangeRefused;
use bothy_domain::rota::candidates::Familiar;
use bothy_domain::rota::strain::Strain;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Something that would be hard on somebody. It is said, and stands in nobody's way.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hard {
    /// `same-time`, `no-time-between`, `little-rest` or `over-own-limit`.
    pub kind: &'static str,
    /// The same in words, as the page has it.
    pub words: String,
}

/// Somebody to whom a seat could be passed on: nothing stands in the way.
#[derive(Debug, Serialize, ToSchema)]
pub struct CouldTake {
    /// Who.
    pub person: Named,
    /// Whether they know the group.
    pub knows_the_group: bool,
    /// What would be hard on them.
    pub hard: Vec<Hard>,
}

/// A seat for which one could be swapped.
#[derive(Debug, Serialize, ToSchema)]
pub struct CouldSwap {
    /// The other seat, with who holds it.
    pub seat: SeatObject,
    /// Its session.
    pub session: SessionBrief,
    /// What would be hard on who holds it now.
    pub hard_on_them: Vec<Hard>,
    /// What would be hard on who holds the seat that was asked for.
    pub hard_on_holder: Vec<Hard>,
}

/// A seat, with what it could be changed for.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatChangeObject {
    /// The seat.
    #[serde(flatten)]
    pub seat: SeatObject,
    /// Its session.
    pub session: SessionBrief,
    /// To whom it could be passed on, those who know the group first. Empty where nobody holds it, or it has begun.
    pub could_take: Vec<CouldTake>,
    /// For which seats it could be swapped, those of its group first.
    pub could_swap: Vec<CouldSwap>,
}

impl SeatChangeObject {
    fn seen(here: &Here, me: PersonId, seen: &SeatSeen) -> Self {
        let desk = here.desk(me);
        let hard = |strains: &[Strain]| strains.iter().map(|strain| hard(&desk, strain, seen)).collect::<Vec<_>>();
        let takes = |one: &Taking| CouldTake {
            person: Named::of(one.to, &seen.people, Ids::Shown),
            knows_the_group: one.familiar == Some(Familiar::Knows),
            hard: hard(&one.strains),
        };
        let swaps = |one: &Swapping| CouldSwap {
            seat: SeatObject::of(here, me, &one.theirs.seat, &seen.people, Ids::Shown),
            session: SessionBrief::of(here, &one.theirs.session),
            hard_on_them: hard(&one.strains),
            hard_on_holder: hard(&one.theirs.strains),
        };
        Self {
            seat: SeatObject::of(here, me, &seen.seat, &seen.people, Ids::Shown),
            session: SessionBrief::of(here, &seen.session),
            could_take: seen.takers.iter().filter(|one| one.found.is_empty()).map(takes).collect(),
            could_swap: seen.swaps.iter().map(swaps).collect(),
        }
    }
}

fn hard(desk: &Desk, strain: &Strain, seen: &SeatSeen) -> Hard {
    let kind = match strain {
        Strain::AtTheSameTime { .. } => "same-time",
        Strain::NoTimeBetween { .. } => "no-time-between",
        Strain::LittleRest { .. } => "little-rest",
        Strain::OverOwnLimit { .. } => "over-own-limit",
    };
    let group = |id| seen.known.get(&id).map(|session| session.group_name.clone());
    Hard { kind, words: desk::exchange::hard(desk, strain, group) }
}

/// A seat with whom it could be passed on to, and for which it could be swapped. For who plans it.
#[utoipa::path(get, path = "/api/v1/seats/{id}/change", tag = "seats",
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "What it could be changed for", body = SeatChangeObject)))]
pub async fn seat_change(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    told(seat_change_of(&here, &known, &text).await)
}

async fn seat_change_of(here: &Here, known: &Known, text: &str) -> Result<Answer, Problem> {
    let wanted: SeatId = id(here, text)?;
    Asked::of_query(here).done()?;
    let seen = see_seat(&here.service.bothy, known, wanted).await.map_err(|error| missing(here, error))?;
    Ok(answer(&SeatChangeObject::seen(here, known.sign_in.person, &seen)))
}

/// From whom to whom a seat is passed on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassOnSeat {
    /// Who holds it, as it was read (`person_…`): if somebody else does by now, nothing is done.
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub from: String,
    /// Who is to have it (`person_…`). They have said yes to it.
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub to: String,
}

/// Two seats that are swapped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwapSeats {
    /// Who holds the seat of the path, as it was read (`person_…`).
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub holder: String,
    /// The other seat (`seat_…`).
    #[schema(pattern = "^seat_[0-9a-f]{32}$")]
    pub with: String,
    /// Who holds the other, as it was read (`person_…`).
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub with_holder: String,
}

/// One seat that changed hands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassingObject {
    /// Which (`seat_…`).
    pub seat: String,
    /// Who had it (`person_…`).
    pub from: String,
    /// Who has it now (`person_…`).
    pub to: String,
}

/// What an exchange did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExchangedObject {
    /// The exchange (`act_…`): by this id it is put back.
    pub exchange: String,
    /// The seats that changed hands.
    pub seats: Vec<PassingObject>,
}

fn exchanged(
    here: &Here,
    known: &Known,
    done: Result<Exchanged, ActionError<ExchangeRefused>>,
) -> Result<Value, Problem> {
    let passing = |one: &bothy_domain::rota::Passing| PassingObject {
        seat: one.seat.to_string(),
        from: one.from.to_string(),
        to: one.to.to_string(),
    };
    match done {
        Ok(done) => Ok(object(&ExchangedObject {
            exchange: done.act.to_string(),
            seats: done.passings.iter().map(passing).collect(),
        })),
        Err(error) => Err(refused(here.words(), error, |rule| {
            let said = desk::exchange::refused(&here.desk(known.sign_in.person), &rule);
            of_exchange(here.words(), &rule, said)
        })),
    }
}

/// Passes a seat on from its holder to somebody who has said yes to it. It is never empty in between; both are told.
#[utoipa::path(post, operation_id = "pass_on_seat", path = "/api/v1/seats/{id}/pass-on", tag = "seats", request_body = PassOnSeat,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "They have it", body = ExchangedObject)))]
pub async fn pass_on(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| {
        let (from, to) = (asked.needed_id::<PersonId>("from"), asked.needed_id::<PersonId>("to"));
        from.zip(to)
    };
    once(call, read, move |here, known, act, sent| async move {
        let seat: SeatId = id(&here, &text)?;
        let (from, to) = sent.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        let done = pass_on_seat(&here.service.bothy, &known, act, seat, from, to).await;
        exchanged(&here, &known, done)
    })
    .await
}

/// Gives each of two seats to the holder of the other. Both have said yes to it, and both are told.
#[utoipa::path(post, operation_id = "swap_seats", path = "/api/v1/seats/{id}/swap", tag = "seats", request_body = SwapSeats,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "They are swapped", body = ExchangedObject)))]
pub async fn swap(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| {
        let (holder, with) = (asked.needed_id::<PersonId>("holder"), asked.needed_id::<SeatId>("with"));
        holder.zip(with.zip(asked.needed_id::<PersonId>("with_holder")))
    };
    once(call, read, move |here, known, act, sent| async move {
        let seat: SeatId = id(&here, &text)?;
        let (holder, (with, with_holder)) = sent.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        let done = swap_seats(&here.service.bothy, &known, act, (seat, holder), (with, with_holder)).await;
        exchanged(&here, &known, done)
    })
    .await
}

/// Puts back what an exchange passed on or swapped, while nobody has changed it since. Everybody is told again.
#[utoipa::path(post, operation_id = "put_back", path = "/api/v1/exchanges/{id}/put-back", tag = "seats", request_body = Option<super::acts::Nothing>,
    params(("id" = String, Path, description = "`act_…`, the `exchange` that was answered", pattern = "^act_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is as it was", body = ExchangedObject)))]
pub async fn put_it_back(Path(text): Path<String>, call: Call) -> Answer {
    once(
        call,
        |_| (),
        move |here, known, act, ()| async move {
            let of: ActId = id(&here, &text)?;
            let done = put_back(&here.service.bothy, &known, act, of).await;
            exchanged(&here, &known, done)
        },
    )
    .await
}
