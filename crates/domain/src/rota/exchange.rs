//! A seat that changes hands: passed on to somebody else, swapped for another, or put back as it was.
//!
//! The old holder and the new one stand in one change, so that a seat is never empty in between and nobody is ever
//! seen in two places. A coordinator does it by hand once the people have said yes; handing back stays open to both.

use super::candidates::{Candidate, hindrances, in_the_way_of_holder};
use super::seat::{Holding, Seat, SeatRefused};
use crate::ids::{PersonId, SeatId, SessionId};
use crate::sessions::change::monday_of;
use jiff::Timestamp;
use jiff::civil::Date;

/// When a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Which session.
    pub session: SessionId,
    /// Its day, by the clock on its wall.
    pub date: Date,
    /// Its first instant.
    pub starts: Timestamp,
    /// The instant at which it is over.
    pub ends: Timestamp,
}

/// One seat that changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passing {
    /// Which seat.
    pub seat: SeatId,
    /// Who had it.
    pub from: PersonId,
    /// Who has it now.
    pub to: PersonId,
}

/// A seat to change hands, with whoever is to have it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The seat as it is.
    pub seat: &'a Seat,
    /// When its session is.
    pub on: When,
    /// Who has it, as whoever presses believes.
    pub from: PersonId,
    /// Who is to have it, as the rota sees them for this session.
    pub to: &'a Candidate,
}

/// Why seats stay with whom they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeRefused {
    /// Somebody else has one of the seats by now, or nobody.
    #[error("a seat is not as it was any more")]
    ChangedSince,
    /// Both seats are one person's: there is nobody to swap with.
    #[error("both seats are the same person's")]
    OnePerson,
    /// One of the sessions has begun, is over or was called off.
    #[error("a session has begun or is not running")]
    TooLate,
    /// Something stands in the way of one of them.
    #[error("somebody cannot hold the seat")]
    Cannot {
        /// Of whom.
        person: PersonId,
        /// What.
        why: SeatRefused,
    },
}

/// Somebody as the rota would see them for the session `for_day` if they gave up what they hold on `given`.
///
/// What one lets go of stands in nobody's way: not at its time, and not against one's limit of that week.
pub fn without(who: &Candidate, given: When, for_day: Date) -> Candidate {
    let mut who = who.clone();
    let before = who.holds.len();
    who.holds.retain(|held| held.session != given.session);
    if who.holds.len() < before && monday_of(given.date) == monday_of(for_day) {
        who.held_that_week = who.held_that_week.saturating_sub(1);
    }
    who
}

/// A seat may be passed on from its holder to somebody who may hold it, by the same rule as an empty one is given.
///
/// # Errors
/// [`ExchangeRefused::ChangedSince`], [`ExchangeRefused::TooLate`] or [`ExchangeRefused::Cannot`].
pub fn pass_on(side: &Side<'_>, now: Timestamp) -> Result<Seat, ExchangeRefused> {
    let empty = emptied(side, now)?;
    let found = hindrances(side.seat, side.on.date, side.on.starts, side.on.ends, side.to);
    if let Some(why) = found.into_iter().next() {
        return Err(ExchangeRefused::Cannot { person: side.to.person, why });
    }
    filled(empty, side, now)
}

/// Two people may swap their seats if each may hold the other's, once their own is given up.
///
/// The same checks as for a seat that is given: nobody gets by a swap what they could not be asked for. Both change in
/// one write, so that nobody sees both gone or one person in two places.
///
/// # Errors
/// [`ExchangeRefused::OnePerson`], [`ExchangeRefused::ChangedSince`], [`ExchangeRefused::TooLate`] or
/// [`ExchangeRefused::Cannot`].
pub fn swap(one: &Side<'_>, other: &Side<'_>, now: Timestamp) -> Result<(Seat, Seat), ExchangeRefused> {
    if one.from == other.from || one.seat.id == other.seat.id {
        return Err(ExchangeRefused::OnePerson);
    }
    // What somebody changed meanwhile is said before what stands in anybody's way: it may be in the way only by that.
    for side in [one, other] {
        emptied(side, now)?;
    }
    let (to_one, to_other) = freed(one, other);
    let one = pass_on(&Side { to: &to_one, ..*one }, now)?;
    let other = pass_on(&Side { to: &to_other, ..*other }, now)?;
    Ok((one, other))
}

/// Both as they are once each has given up their own seat.
fn freed(one: &Side<'_>, other: &Side<'_>) -> (Candidate, Candidate) {
    (without(one.to, other.on, one.on.date), without(other.to, one.on, other.on.date))
}

/// What was passed on or swapped may be put back, once, as long as nobody has changed it since.
///
/// Whoever had the seat gets it back unless they are elsewhere by now, must be kept away, or lack what it asks for.
/// Their limit is for new seats: this one was theirs. `changed` is when the seats changed hands.
///
/// # Errors
/// [`ExchangeRefused::ChangedSince`], [`ExchangeRefused::TooLate`] or [`ExchangeRefused::Cannot`].
pub fn put_back(side: &Side<'_>, changed: Timestamp, now: Timestamp) -> Result<Seat, ExchangeRefused> {
    unchanged(side, changed)?;
    let empty = emptied(side, now)?;
    let found = in_the_way_of_holder(side.seat, side.on.date, side.on.starts, side.on.ends, side.to);
    if let Some(why) = found.into_iter().next() {
        return Err(ExchangeRefused::Cannot { person: side.to.person, why });
    }
    filled(empty, side, now)
}

/// A swap is put back as it was made: both seats at once, or neither.
///
/// # Errors
/// As [`put_back`].
pub fn swap_back(
    one: &Side<'_>,
    other: &Side<'_>,
    changed: Timestamp,
    now: Timestamp,
) -> Result<(Seat, Seat), ExchangeRefused> {
    for side in [one, other] {
        unchanged(side, changed)?;
    }
    let (to_one, to_other) = freed(one, other);
    let one = put_back(&Side { to: &to_one, ..*one }, changed, now)?;
    let other = put_back(&Side { to: &to_other, ..*other }, changed, now)?;
    Ok((one, other))
}

/// Whether a seat is still as an exchange left it.
fn unchanged(side: &Side<'_>, changed: Timestamp) -> Result<(), ExchangeRefused> {
    if side.seat.holding != (Holding::Held { by: side.from, since: changed }) {
        return Err(ExchangeRefused::ChangedSince);
    }
    Ok(())
}

fn emptied(side: &Side<'_>, now: Timestamp) -> Result<Seat, ExchangeRefused> {
    side.seat.clone().hand_back(side.from, side.on.starts, now).map_err(|refused| match refused {
        SeatRefused::TooLate => ExchangeRefused::TooLate,
        _ => ExchangeRefused::ChangedSince,
    })
}

fn filled(empty: Seat, side: &Side<'_>, now: Timestamp) -> Result<Seat, ExchangeRefused> {
    let person = side.to.person;
    empty.take(person, side.on.starts, now).map_err(|why| ExchangeRefused::Cannot { person, why })
}

#[cfg(test)]
mod tests;
