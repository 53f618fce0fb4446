//! A coordinator takes a seat back from somebody by hand; they are told.

use super::with_seat::{Done, Held, Refused, entry, lock_seat, made_before, spend, tell};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::FillSeat;
use bothy_domain::ids::{ActId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use bothy_store::rota::save_seat;
use bothy_store::{Audit, Commit, Writing};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    seat: SeatId,
    now: Timestamp,
}

/// Takes a seat back; it is empty from now on, and the duty to fill it is planned.
///
/// # Errors
/// Nobody holds it, the session has begun, or it is not there for this coordinator.
pub async fn take_back_seat(bothy: &Bothy, who: &Known, act: ActId, seat: SeatId) -> Result<SessionId, Refused> {
    let input = Input { who: who.clone(), act, seat, now: bothy.now() };
    bothy.db.write("take_back_seat", input, |w, input| Box::pin(take_back_in(w, input))).await
}

async fn take_back_in(w: &mut Writing, input: &Input) -> Done<SessionId> {
    let organisation = input.who.sign_in.organisation;
    let words = input.seat.to_string();
    let Held { seat, session, standing, locked } = lock_seat(w, &input.who, input.seat, &[], input.now).await?;
    // After the lock: of two presses of one button, the second finds what the first made.
    if let Some(made) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(made.parse().map_err(|_| ActionError::NotFound)?));
    }
    Permit::<FillSeat>::ask(&standing, session.within(organisation))?;
    let Some(holder) = seat.holder() else { return Err(ActionError::Rule(SeatRefused::NotTheirs)) };
    let seat = seat.hand_back(holder, session.starts_at, input.now).map_err(ActionError::Rule)?;
    save_seat(w, &locked, organisation, &seat).await?;
    tell(w, organisation, holder, "seat-taken-back", &session, &seat.id.to_string(), input.now).await?;
    spend(w, organisation, input.act, "take-back-seat", &words, &session.id.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(entry(&input.who, "seat-taken-back", seat.id.to_string(), input.now));
    Ok(Commit::Changed(session.id, audit))
}
