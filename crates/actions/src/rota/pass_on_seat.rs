//! A coordinator passes a seat on from its holder to somebody who has said yes: it is never empty in between (PW2).

use super::hands::{Exchanged, PASS_ON, Refused, as_text, entries, lock_seats, made_before, save_all, tell_of_one};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, PersonId, SeatId};
use bothy_domain::rota::exchange::{Passing, pass_on};
use bothy_store::{Commit, Writing, access};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    passing: Passing,
    now: Timestamp,
}

/// Takes a seat from who holds it and gives it to somebody else, in one write. Both are told.
///
/// # Errors
/// What stands in the way, by name; or the seat is not there for this coordinator.
pub async fn pass_on_seat(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    seat: SeatId,
    from: PersonId,
    to: PersonId,
) -> Result<Exchanged, Refused> {
    let input = Input { who: who.clone(), act, passing: Passing { seat, from, to }, now: bothy.now() };
    bothy.db.write("pass_on_seat", input, |w, input| Box::pin(pass_on_in(w, input))).await
}

async fn pass_on_in(w: &mut Writing, input: &Input) -> Result<Commit<Exchanged>, Refused> {
    let organisation = input.who.sign_in.organisation;
    let Passing { seat, from, to } = input.passing;
    let passings = [input.passing];
    let words = as_text(&passings);
    let held = lock_seats(w, &input.who, &[seat], &[from, to], input.now).await?;
    let (one, _) = held.both()?;
    let date = one.session.date;
    if let Some(passings) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(Exchanged { act: input.act, passings, date }));
    }
    held.allowed(organisation)?;
    let takes = one.candidate(w, organisation, to, input.now).await?;
    let passed = pass_on(&one.side(from, &takes), input.now).map_err(ActionError::Rule)?;
    save_all(w, &held.locked, organisation, &[passed], input.now).await?;
    tell_of_one(w, organisation, one, input.passing, input.now).await?;
    let hash = crate::access::token_hash(&words);
    access::spend(w, organisation, input.act.uuid(), PASS_ON, &hash, &words, input.now).await?;
    replan(w, held.locked, input.now).await?;
    let audit = entries(&input.who, "seat-passed-on", &passings, input.now).ok_or(ActionError::NotFound)?;
    Ok(Commit::Changed(Exchanged { act: input.act, passings: passings.to_vec(), date }, audit))
}
