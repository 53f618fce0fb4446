//! What is hard on somebody who holds seats: two at one time, no time to get there, too little rest, more than enough.
//!
//! Warnings, not refusals: who may hold a seat at all stands in [`super::candidates`]. A coordinator sees them beside
//! the seat and before it changes hands, and asks the person.

use crate::ids::{PlaceId, SessionId};
use crate::sessions::change::monday_of;
use alloc::vec::Vec;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// How long somebody rests between a session of one day and the first of another.
///
/// Eleven hours, the daily rest of the Working Time Regulations 1998 for those who are paid; Bothy takes the same for
/// volunteers. Nobody is refused by it.
pub const REST: SignedDuration = SignedDuration::from_hours(11);

/// How long it takes, at least, to put the chairs away and get from one place to another.
///
/// Bothy's own: how far two places are apart by foot or bus, nobody here knows.
pub const ON_THE_WAY: SignedDuration = SignedDuration::from_mins(30);

/// A session that somebody holds a seat on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Which session.
    pub session: SessionId,
    /// Its day, by the clock on its wall.
    pub date: Date,
    /// Its first instant.
    pub starts: Timestamp,
    /// The instant at which it is over.
    pub ends: Timestamp,
    /// Where; none for online and telephone.
    pub place: Option<PlaceId>,
}

/// Something that is hard on whoever holds a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strain {
    /// They hold a seat on another session at the same time.
    AtTheSameTime {
        /// The other session.
        session: SessionId,
    },
    /// They come from another place, or go on to one, with hardly any time between.
    NoTimeBetween {
        /// The other session.
        session: SessionId,
        /// How many minutes there are.
        minutes: i64,
    },
    /// Between this session and one of another day they rest less than [`REST`].
    LittleRest {
        /// The other session.
        session: SessionId,
        /// How many whole hours there are.
        hours: i64,
    },
    /// They hold more that week than they said is enough.
    OverOwnLimit {
        /// How many they hold, this one among them.
        held: u16,
        /// How many they said are enough.
        limit: u16,
    },
}

impl Strain {
    /// The other session that it speaks of.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::AtTheSameTime { session }
            | Self::NoTimeBetween { session, .. }
            | Self::LittleRest { session, .. } => Some(*session),
            Self::OverOwnLimit { .. } => None,
        }
    }
}

/// Holding a seat is hard where its session clashes with another, leaves no time to get there, leaves too little rest, or is more than its holder said is enough for a week.
///
/// Requirement PW9. `holds` is all that they hold around it, in every branch; whether `this` is among it does not
/// matter. Two sessions that only touch are not at the same time.
pub fn strains(this: &Kept, holds: &[Kept], limit: Option<u16>) -> Vec<Strain> {
    let mut found = Vec::new();
    let others: Vec<&Kept> = holds.iter().filter(|one| one.session != this.session).collect();
    for other in &others {
        found.extend(between(this, other));
    }
    let week = monday_of(this.date);
    let held = others.iter().filter(|one| monday_of(one.date) == week).count().saturating_add(1);
    let held = u16::try_from(held).unwrap_or(u16::MAX);
    if let Some(limit) = limit.filter(|limit| held > *limit) {
        found.push(Strain::OverOwnLimit { held, limit });
    }
    found
}

fn between(this: &Kept, other: &Kept) -> Option<Strain> {
    let session = other.session;
    if this.starts < other.ends && other.starts < this.ends {
        return Some(Strain::AtTheSameTime { session });
    }
    let gap = if other.ends <= this.starts {
        this.starts.duration_since(other.ends)
    } else {
        other.starts.duration_since(this.ends)
    };
    if this.date != other.date {
        return (gap < REST).then(|| Strain::LittleRest { session, hours: gap.as_hours() });
    }
    match (this.place, other.place) {
        (Some(here), Some(there)) if here != there && gap < ON_THE_WAY => {
            Some(Strain::NoTimeBetween { session, minutes: gap.as_mins() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const TUESDAY: Date = date(2026, 11, 24);
    const HOUR: i64 = 3600;

    /// A session on a Tuesday (0) or the days after, from one hour to another, in a place.
    fn kept(id: u128, day: i64, from: i64, to: i64, place: u128) -> Kept {
        let at = |minutes: i64| Timestamp::from_second(1_795_478_400 + day * 24 * HOUR + minutes * 60).unwrap();
        Kept {
            session: SessionId::new(Uuid::from_u128(id)),
            date: TUESDAY.saturating_add(jiff::Span::new().days(day)),
            starts: at(from),
            ends: at(to),
            place: (place > 0).then(|| PlaceId::new(Uuid::from_u128(place))),
        }
    }

    fn evening() -> Kept {
        kept(1, 0, 19 * 60, 21 * 60, 1)
    }

    #[track_caller]
    fn check(other: Kept, expected: Option<Strain>) {
        let found = strains(&evening(), &[evening(), other], None);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        // The other way round it is as hard.
        assert_eq!(strains(&other, &[evening()], None).len(), found.len());
    }

    fn other() -> SessionId {
        SessionId::new(Uuid::from_u128(2))
    }

    #[test]
    fn two_at_one_time_are_named() {
        check(kept(2, 0, 20 * 60, 22 * 60, 1), Some(Strain::AtTheSameTime { session: other() }));
    }

    #[test]
    fn one_after_the_other_in_one_place_is_no_strain() {
        check(kept(2, 0, 17 * 60, 19 * 60, 1), None);
        check(kept(2, 0, 17 * 60, 19 * 60, 0), None);
    }

    #[test]
    fn half_an_hour_is_enough_to_get_there_and_less_is_not() {
        check(kept(2, 0, 17 * 60, 18 * 60 + 30, 2), None);
        let hurried = Strain::NoTimeBetween { session: other(), minutes: 29 };
        check(kept(2, 0, 17 * 60, 18 * 60 + 31, 2), Some(hurried));
    }

    #[test]
    fn eleven_hours_are_rest_and_less_is_not() {
        check(kept(2, 1, 8 * 60, 9 * 60, 1), None);
        let early = kept(2, 1, 8 * 60 - 1, 9 * 60, 1);
        check(early, Some(Strain::LittleRest { session: other(), hours: 10 }));
    }

    #[test]
    fn a_morning_and_an_evening_of_one_day_are_no_lack_of_rest() {
        check(kept(2, 0, 10 * 60, 11 * 60, 2), None);
    }

    #[test]
    fn more_than_they_said_is_enough_is_said_and_as_much_is_not() {
        let holds = [evening(), kept(2, 2, 600, 660, 1), kept(3, 7, 600, 660, 1)];
        assert_eq!(strains(&evening(), &holds, Some(2)), []);
        let over = Strain::OverOwnLimit { held: 2, limit: 1 };
        assert_eq!(strains(&evening(), &holds, Some(1)), [over]);
        assert_eq!(strains(&evening(), &holds, None), []);
    }
}
