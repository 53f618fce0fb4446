//! What was passed on or swapped by mistake is put back as it was, once, while nobody has changed it since.

use super::hands::{
    Exchanged, Refused, as_text, done_by, entries, lock_seats, made_before, save_all, tell_both, tell_of_one,
};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, PersonId, SeatId};
use bothy_domain::rota::exchange::{self, Passing, swap_back};
use bothy_store::{Commit, Writing, access};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    of: ActId,
    now: Timestamp,
}

/// Puts back what the act `of` passed on or swapped. Everybody is told again.
///
/// # Errors
/// Somebody changed it since (also by putting it back), it has begun, or it is not there for this coordinator.
pub async fn put_back(bothy: &Bothy, who: &Known, act: ActId, of: ActId) -> Result<Exchanged, Refused> {
    let input = Input { who: who.clone(), act, of, now: bothy.now() };
    bothy.db.write("put_back", input, |w, input| Box::pin(put_back_in(w, input))).await
}

async fn put_back_in(w: &mut Writing, input: &Input) -> Result<Commit<Exchanged>, Refused> {
    let organisation = input.who.sign_in.organisation;
    let Some((changed, done)) = done_by(w, organisation, input.of).await? else { return Err(ActionError::NotFound) };
    let passings: Vec<Passing> = done.iter().map(|one| Passing { from: one.to, to: one.from, ..*one }).collect();
    let seats: Vec<SeatId> = done.iter().map(|one| one.seat).collect();
    let people: Vec<PersonId> = done.iter().flat_map(|one| [one.from, one.to]).collect();
    let words = input.of.to_string();
    let held = lock_seats(w, &input.who, &seats, &people, input.now).await?;
    let (one, other) = held.both()?;
    let date = one.session.date;
    if let Some(passings) = made_before(w, organisation, input.act, &words).await? {
        return Ok(Commit::Unchanged(Exchanged { act: input.act, passings, date }));
    }
    held.allowed(organisation)?;
    let saved = match (&passings[..], other) {
        ([first], None) => {
            let takes = one.candidate(w, organisation, first.to, input.now).await?;
            let back = exchange::put_back(&one.side(first.from, &takes), changed, input.now);
            let back = back.map_err(ActionError::Rule)?;
            tell_of_one(w, organisation, one, *first, input.now).await?;
            vec![back]
        }
        ([first, second], Some(other)) => {
            let takes_one = one.candidate(w, organisation, first.to, input.now).await?;
            let takes_other = other.candidate(w, organisation, second.to, input.now).await?;
            let (one_side, other_side) = (one.side(first.from, &takes_one), other.side(second.from, &takes_other));
            let (back, other_back) =
                swap_back(&one_side, &other_side, changed, input.now).map_err(ActionError::Rule)?;
            tell_both(w, organisation, "seat-swapped-back", (one, other), (first.to, second.to), input.now).await?;
            vec![back, other_back]
        }
        _ => return Err(ActionError::NotFound),
    };
    save_all(w, &held.locked, organisation, &saved, input.now).await?;
    let hash = crate::access::token_hash(&words);
    access::spend(w, organisation, input.act.uuid(), "put-back-seats", &hash, &as_text(&passings), input.now).await?;
    replan(w, held.locked, input.now).await?;
    let audit = entries(&input.who, "seat-put-back", &passings, input.now).ok_or(ActionError::NotFound)?;
    Ok(Commit::Changed(Exchanged { act: input.act, passings, date }, audit))
}
