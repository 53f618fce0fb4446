//! What a program may do: seats handed back, given and taken, askings answered, duties taken and passed on.
//!
//! Each goes through the action of the page's form, with the same permit and the same rules.

use super::asked::Asked;
use super::once::{Call, once};
use super::problem::{Kind, Problem, of_duty, of_seat, refused};
use super::read::id;
use crate::desk;
use crate::here::Here;
use crate::refusals::Answer;
use axum::extract::Path;
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::duties::{answer_passing, give_back_duty, pass_duty, take_duty};
use bothy_actions::rota::{Reach, Reply, answer_offer, ask_others, give_seat, hand_back_seat, take_back_seat};
use bothy_domain::duties::{Answer as PassingAnswer, Duty, DutyRefused, DutyState};
use bothy_domain::ids::{ActId, DutyId, OfferId, PersonId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Nothing has to be said: `{}`, or no body.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// To whom a seat is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveSeat {
    /// Who (`person_…`).
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub person: String,
}

/// Yes or no.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct YesOrNo {
    /// `yes` or `no`.
    pub answer: YesNo,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    /// They would.
    Yes,
    /// They would rather not.
    No,
}

/// To whom a duty is passed on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassOn {
    /// Who (`person_…`).
    #[schema(pattern = "^person_[0-9a-f]{32}$")]
    pub to: String,
}

/// Who is asked for an empty seat.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskFor {
    /// Whether those who are new to the group are asked, too.
    #[schema(required = false)]
    pub reach: WhoIsAsked,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhoIsAsked {
    /// Those who know the group; so where nobody says.
    KnowsTheGroup,
    /// Those who are new to it, too.
    AlsoNew,
}

/// Who was asked for a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedObject {
    /// The seat (`seat_…`).
    pub seat: String,
    /// How many are asked now that were not before.
    pub asked: usize,
}

/// What became of handing back a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandedBackObject {
    /// The seat (`seat_…`).
    pub seat: String,
    /// The session that now lacks somebody (`session_…`).
    pub session: String,
    /// How many others are asked now.
    pub asked: usize,
}

/// The session of which something was changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneOnSession {
    /// The session (`session_…`).
    pub session: String,
}

/// A duty after it was changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyNow {
    /// The duty (`duty_…`).
    pub id: String,
    /// `open`, `taken`, `passing` or `closed`.
    pub state: &'static str,
    /// Who has it (`person_…`); none where nobody has.
    pub taken_by: Option<String>,
    /// Who was asked to do it and has not answered (`person_…`).
    pub asked: Option<String>,
}

impl DutyNow {
    fn of(duty: &Duty) -> Self {
        let (state, asked) = match duty.state {
            DutyState::Open => ("open", None),
            DutyState::Taken { .. } => ("taken", None),
            DutyState::Passing { to, .. } => ("passing", Some(to.to_string())),
            DutyState::Closed { .. } => ("closed", None),
        };
        Self { id: duty.id.to_string(), state, taken_by: duty.holder().map(|by| by.to_string()), asked }
    }
}

pub(super) fn object(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

pub(super) fn on_session(session: SessionId) -> Value {
    object(&DoneOnSession { session: session.to_string() })
}

fn seat_refused(here: &Here, known: &Known, error: ActionError<SeatRefused>) -> Problem {
    let desk = here.desk(known.sign_in.person);
    refused(here.words(), error, |rule| of_seat(here.words(), &rule, desk::session::hindrance(&desk, &rule)))
}

fn duty_refused(here: &Here, error: ActionError<DutyRefused>) -> Problem {
    refused(here.words(), error, |rule| of_duty(here.words(), rule))
}

/// Hands back a seat that one holds. Whoever knows the group and could hold it is asked in the same moment.
#[utoipa::path(post, path = "/api/v1/seats/{id}/hand-back", tag = "seats", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is handed back", body = HandedBackObject)))]
pub async fn hand_back(Path(text): Path<String>, call: Call) -> Answer {
    once(
        call,
        |_| (),
        move |here, known, act, ()| async move {
            let seat: SeatId = id(&here, &text)?;
            let back = hand_back_seat(&here.service.bothy, &known, act, seat).await;
            let back = back.map_err(|error| seat_refused(&here, &known, error))?;
            let (seat, session) = (seat.to_string(), back.session.to_string());
            Ok(object(&HandedBackObject { seat, session, asked: back.asked }))
        },
    )
    .await
}

/// Gives an empty seat to somebody by hand; they are told. The same rules stand as for a yes.
#[utoipa::path(post, path = "/api/v1/seats/{id}/give", tag = "seats", request_body = GiveSeat,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "They have it", body = DoneOnSession)))]
pub async fn give(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| asked.needed_id::<PersonId>("person");
    once(call, read, move |here, known, act, to| async move {
        let seat: SeatId = id(&here, &text)?;
        let to = to.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        let given = give_seat(&here.service.bothy, &known, act, seat, to).await;
        given.map(on_session).map_err(|error| seat_refused(&here, &known, error))
    })
    .await
}

/// Takes a seat back from whoever holds it, by hand; they are told.
#[utoipa::path(post, path = "/api/v1/seats/{id}/take-back", tag = "seats", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is empty", body = DoneOnSession)))]
pub async fn take_back(Path(text): Path<String>, call: Call) -> Answer {
    once(
        call,
        |_| (),
        move |here, known, act, ()| async move {
            let seat: SeatId = id(&here, &text)?;
            let taken = take_back_seat(&here.service.bothy, &known, act, seat).await;
            taken.map(on_session).map_err(|error| seat_refused(&here, &known, error))
        },
    )
    .await
}

/// Asks whoever could hold an empty seat and has not said no. The first yes has it.
#[utoipa::path(post, path = "/api/v1/seats/{id}/ask", tag = "seats", request_body = Option<AskFor>,
    params(("id" = String, Path, description = "`seat_…`", pattern = "^seat_[0-9a-f]{32}$")),
    responses((status = 200, description = "They are asked", body = AskedObject)))]
pub async fn ask(Path(text): Path<String>, call: Call) -> Answer {
    let words = [("knows-the-group", Reach::WhoKnowsTheGroup), ("also-new", Reach::AlsoNew)];
    let read = move |asked: &mut Asked| asked.one_of("reach", &words).unwrap_or(Reach::WhoKnowsTheGroup);
    once(call, read, move |here, known, act, reach| async move {
        let seat: SeatId = id(&here, &text)?;
        let asked = ask_others(&here.service.bothy, &known, act, seat, reach).await;
        let asked = asked.map_err(|error| seat_refused(&here, &known, error))?;
        Ok(object(&AskedObject { seat: seat.to_string(), asked }))
    })
    .await
}

/// Answers an asking that was made of oneself. The first yes has the seat; the others are thanked.
#[utoipa::path(post, path = "/api/v1/offers/{id}/answer", tag = "seats", request_body = YesOrNo,
    params(("id" = String, Path, description = "`offer_…`", pattern = "^offer_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is answered", body = DoneOnSession)))]
pub async fn answer_asking(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| asked.needed_one_of("answer", &[("yes", Reply::Yes), ("no", Reply::No)]);
    once(call, read, move |here, known, act, reply| async move {
        let offer: OfferId = id(&here, &text)?;
        let reply = reply.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        let answered = answer_offer(&here.service.bothy, &known, act, offer, reply).await;
        answered.map(|done| on_session(done.session)).map_err(|error| seat_refused(&here, &known, error))
    })
    .await
}

/// One step with a duty.
enum Step {
    Take,
    PassTo(PersonId),
    Answer(PassingAnswer),
    GiveBack,
}

async fn step(here: Here, known: Known, act: ActId, text: String, step: Option<Step>) -> Result<Value, Problem> {
    let duty: DutyId = id(&here, &text)?;
    let (bothy, act) = (&here.service.bothy, Some(act));
    let done = match step {
        None => return Err(Kind::Fields.problem(here.words())),
        Some(Step::Take) => take_duty(bothy, &known, act, duty).await,
        Some(Step::PassTo(to)) => pass_duty(bothy, &known, act, duty, to).await,
        Some(Step::Answer(answer)) => answer_passing(bothy, &known, act, duty, answer).await,
        Some(Step::GiveBack) => give_back_duty(bothy, &known, act, duty).await,
    };
    done.map(|duty| object(&DutyNow::of(&duty))).map_err(|error| duty_refused(&here, error))
}

/// Says that one does a duty. One person has it, however many say so at once; a machine cannot. It is closed by the
/// act that satisfies it, such as a filled seat, and never by a tick.
#[utoipa::path(post, path = "/api/v1/duties/{id}/take", tag = "duties", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`duty_…`", pattern = "^duty_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is one's own", body = DutyNow)))]
pub async fn take(Path(text): Path<String>, call: Call) -> Answer {
    once(call, |_| (), move |here, known, act, ()| step(here, known, act, text, Some(Step::Take))).await
}

/// Asks somebody else to do a duty that one has taken. It stays one's own until they say yes.
#[utoipa::path(post, path = "/api/v1/duties/{id}/pass", tag = "duties", request_body = PassOn,
    params(("id" = String, Path, description = "`duty_…`", pattern = "^duty_[0-9a-f]{32}$")),
    responses((status = 200, description = "They are asked", body = DutyNow)))]
pub async fn pass(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| asked.needed_id::<PersonId>("to").map(Step::PassTo);
    once(call, read, move |here, known, act, to| step(here, known, act, text, to)).await
}

/// Answers somebody who asked one to do a duty of theirs.
#[utoipa::path(post, path = "/api/v1/duties/{id}/answer", tag = "duties", request_body = YesOrNo,
    params(("id" = String, Path, description = "`duty_…`", pattern = "^duty_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is answered", body = DutyNow)))]
pub async fn answer_duty(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| {
        let words = [("yes", PassingAnswer::Yes), ("no", PassingAnswer::No)];
        asked.needed_one_of("answer", &words).map(Step::Answer)
    };
    once(call, read, move |here, known, act, answer| step(here, known, act, text, answer)).await
}

/// Gives a duty back to the role that owes it.
#[utoipa::path(post, path = "/api/v1/duties/{id}/give-back", tag = "duties", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`duty_…`", pattern = "^duty_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is nobody's again", body = DutyNow)))]
pub async fn give_back(Path(text): Path<String>, call: Call) -> Answer {
    once(call, |_| (), move |here, known, act, ()| step(here, known, act, text, Some(Step::GiveBack))).await
}
