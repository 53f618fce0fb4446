//! A coordinator gives an empty seat to somebody by hand: the same rules stand as for a yes (PW2).

use super::with_seat::{
    Done, Held, Refused, entry, lock_seat, made_before, spend, still_planned, tell, thank_the_others,
};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::FillSeat;
use bothy_domain::ids::{ActId, PersonId, SeatId, SessionId};
use bothy_domain::rota::candidates::hindrances;
use bothy_store::rota::{candidates, save_seat};
use bothy_store::{Audit, Commit, Writing};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    seat: SeatId,
    to: PersonId,
    now: Timestamp,
}

/// Gives an empty seat to a person, who is told; everybody who was being asked is thanked.
///
/// # Errors
/// What stands in the way, by name; or it is not there for this coordinator.
pub async fn give_seat(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    seat: SeatId,
    to: PersonId,
) -> Result<SessionId, Refused> {
    let input = Input { who: who.clone(), act, seat, to, now: bothy.now() };
    bothy.db.write("give_seat", input, |w, input| Box::pin(give_in(w, input))).await
}

async fn give_in(w: &mut Writing, input: &Input) -> Done<SessionId> {
    let organisation = input.who.sign_in.organisation;
    let words = format!("{} {}", input.seat, input.to);
    let Held { seat, session, standing, locked } = lock_seat(w, &input.who, input.seat, &[input.to], input.now).await?;
    // After the lock: of two presses of one button, the second finds what the first made.
    if let Some(made) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(made.parse().map_err(|_| ActionError::NotFound)?));
    }
    Permit::<FillSeat>::ask(&standing, session.within(organisation))?;
    still_planned(&session)?;
    let all = candidates(w, organisation, &session, Some(input.to), input.now).await?;
    let Some(candidate) = all.first() else { return Err(ActionError::NotFound) };
    let in_the_way = hindrances(&seat, session.date, session.starts_at, session.ends_at, candidate);
    if let Some(refused) = in_the_way.into_iter().next() {
        return Err(ActionError::Rule(refused));
    }
    let seat = seat.take(input.to, session.starts_at, input.now).map_err(ActionError::Rule)?;
    save_seat(w, &locked, organisation, &seat).await?;
    thank_the_others(w, organisation, seat.id, &session, input.to, input.now).await?;
    tell(w, organisation, input.to, "seat-given", &session, &seat.id.to_string(), input.now).await?;
    spend(w, organisation, input.act, "give-seat", &words, &session.id.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(entry(&input.who, "seat-given", seat.id.to_string(), input.now)).and(entry(
        &input.who,
        "seat-given-to",
        input.to.to_string(),
        input.now,
    ));
    Ok(Commit::Changed(session.id, audit))
}
