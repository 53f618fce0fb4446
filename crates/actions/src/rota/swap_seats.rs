//! A coordinator swaps the seats of two people who have said yes to it: both change in one write (PW2).

use super::hands::{Exchanged, Refused, SWAP, as_text, entries, lock_seats, made_before, save_all, tell_both};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, PersonId, SeatId};
use bothy_domain::rota::ExchangeRefused;
use bothy_domain::rota::exchange::{Passing, swap};
use bothy_store::{Commit, Writing, access};
use jiff::Timestamp;

/// A seat and who holds it, as whoever presses saw it.
pub type SeenHeld = (SeatId, PersonId);

struct Input {
    who: Known,
    act: ActId,
    one: SeenHeld,
    other: SeenHeld,
    now: Timestamp,
}

/// Gives each of two seats to the holder of the other. Both are told.
///
/// # Errors
/// What stands in the way, by name and of whom; or a seat is not there for this coordinator.
pub async fn swap_seats(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    one: SeenHeld,
    other: SeenHeld,
) -> Result<Exchanged, Refused> {
    let input = Input { who: who.clone(), act, one, other, now: bothy.now() };
    bothy.db.write("swap_seats", input, |w, input| Box::pin(swap_in(w, input))).await
}

async fn swap_in(w: &mut Writing, input: &Input) -> Result<Commit<Exchanged>, Refused> {
    let organisation = input.who.sign_in.organisation;
    let ((seat, has), (for_seat, has_it)) = (input.one, input.other);
    if seat == for_seat {
        return Err(ActionError::Rule(ExchangeRefused::OnePerson));
    }
    let passings = [Passing { seat, from: has, to: has_it }, Passing { seat: for_seat, from: has_it, to: has }];
    let words = as_text(&passings);
    let held = lock_seats(w, &input.who, &[seat, for_seat], &[has, has_it], input.now).await?;
    let (one, Some(other)) = held.both()? else { return Err(ActionError::NotFound) };
    let date = one.session.date;
    if let Some(passings) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(Exchanged { act: input.act, passings, date }));
    }
    held.allowed(organisation)?;
    let takes_one = one.candidate(w, organisation, has_it, input.now).await?;
    let takes_other = other.candidate(w, organisation, has, input.now).await?;
    let swapped = swap(&one.side(has, &takes_one), &other.side(has_it, &takes_other), input.now);
    let (new_one, new_other) = swapped.map_err(ActionError::Rule)?;
    save_all(w, &held.locked, organisation, &[new_one, new_other], input.now).await?;
    tell_both(w, organisation, "seat-swapped", (one, other), (has_it, has), input.now).await?;
    let hash = crate::access::token_hash(&words);
    access::spend(w, organisation, input.act.uuid(), SWAP, &hash, &words, input.now).await?;
    replan(w, held.locked, input.now).await?;
    let audit = entries(&input.who, "seat-swapped", &passings, input.now).ok_or(ActionError::NotFound)?;
    Ok(Commit::Changed(Exchanged { act: input.act, passings: passings.to_vec(), date }, audit))
}
