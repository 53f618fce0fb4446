//! A coordinator asks who could hold an empty seat: those who know the group, or those who are new to it, too.

use super::with_seat::{Done, Held, Reach, Refused, ask_all, entry, lock_seat, made_before, spend, still_planned};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::FillSeat;
use bothy_domain::ids::{ActId, SeatId};
use bothy_domain::rota::SeatRefused;
use bothy_store::{Audit, Commit, Writing};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    seat: SeatId,
    reach: Reach,
    now: Timestamp,
}

/// Asks whoever `reach` takes in, could hold the seat, is not being asked already and has not said no. Returns how
/// many are asked now.
///
/// # Errors
/// The seat is held, the session has begun, or it is not there for this person.
pub async fn ask_others(bothy: &Bothy, who: &Known, act: ActId, seat: SeatId, reach: Reach) -> Result<usize, Refused> {
    let input = Input { who: who.clone(), act, seat, reach, now: bothy.now() };
    bothy.db.write("ask_others", input, |w, input| Box::pin(ask_in(w, input))).await
}

async fn ask_in(w: &mut Writing, input: &Input) -> Done<usize> {
    let organisation = input.who.sign_in.organisation;
    let words = match input.reach {
        Reach::WhoKnowsTheGroup => input.seat.to_string(),
        Reach::AlsoNew => format!("{} also-new", input.seat),
    };
    let Held { seat, session, standing, locked } = lock_seat(w, &input.who, input.seat, &[], input.now).await?;
    // After the lock: of two presses of one button, the second finds what the first made.
    if let Some(made) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(made.parse().unwrap_or(0)));
    }
    Permit::<FillSeat>::ask(&standing, session.within(organisation))?;
    still_planned(&session)?;
    if let Some(by) = seat.holder() {
        return Err(ActionError::Rule(SeatRefused::TakenAlready { by }));
    }
    if input.now >= session.starts_at {
        return Err(ActionError::Rule(SeatRefused::TooLate));
    }
    let asked = ask_all(w, organisation, &seat, &session, input.reach, None, input.now).await?;
    spend(w, organisation, input.act, "ask-others", &words, &asked.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(entry(&input.who, "seat-asked", seat.id.to_string(), input.now));
    Ok(Commit::Changed(asked, audit))
}
