//! A rule changed from a date on: what happens to each session that was already made (GB1, item 3).

use crate::ids::SessionId;
use alloc::vec::Vec;
use jiff::civil::{Date, Time};

/// A session that a series made and that has not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Which session.
    pub id: SessionId,
    /// The day on which the series put it.
    pub original_date: Date,
    /// The day on which it now stands.
    pub date: Date,
    /// When it begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// Whether somebody moved it by hand.
    pub by_hand: ByHand,
}

/// Whether a person changed this one session by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByHand {
    /// Somebody did: it is left alone, because people were told.
    Yes,
    /// Nobody did.
    No,
}

/// A day on which the changed series meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meets {
    /// The day.
    pub date: Date,
    /// When it begins.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
}

/// What a changed rule does to one session, or to one day that had none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing changes for it.
    Kept(SessionId),
    /// It moves; the people on it stay, if they can.
    Moved(SessionId, Meets),
    /// The new rule has no meeting near it.
    CalledOff(SessionId),
    /// A new session.
    Added(Meets),
}

/// A changed rule keeps what fits, moves a session within its own week, calls off what has no meeting left, and adds the rest.
///
/// A session that somebody moved by hand is kept as it is. "Within its own week" is Monday to Sunday:
/// people expect this week's meeting this week. Order: by day; the same input gives the same answer.
pub fn fates(made: &[Made], meets: &[Meets]) -> Vec<Fate> {
    let mut open: Vec<Meets> = meets.to_vec();
    let mut fates = Vec::new();
    let mut loose: Vec<&Made> = Vec::new();
    for one in made {
        let same_day = open.iter().position(|day| day.date == one.original_date);
        match (one.by_hand, same_day) {
            (ByHand::Yes, found) => {
                // Its day of the rule is used up all the same, or two sessions would stand in for one.
                if let Some(index) = found {
                    open.remove(index);
                }
                fates.push((one.date, Fate::Kept(one.id)));
            }
            (ByHand::No, Some(index)) => {
                let day = open.remove(index);
                let kept = day.starts == one.starts && day.ends == one.ends && day.date == one.date;
                fates.push((day.date, if kept { Fate::Kept(one.id) } else { Fate::Moved(one.id, day) }));
            }
            (ByHand::No, None) => loose.push(one),
        }
    }
    for one in loose {
        match open.iter().position(|day| monday_of(day.date) == monday_of(one.original_date)) {
            Some(index) => {
                let day = open.remove(index);
                fates.push((day.date, Fate::Moved(one.id, day)));
            }
            None => fates.push((one.date, Fate::CalledOff(one.id))),
        }
    }
    fates.extend(open.into_iter().map(|day| (day.date, Fate::Added(day))));
    fates.sort_by_key(|(date, _)| *date);
    fates.into_iter().map(|(_, fate)| fate).collect()
}

/// The Monday of a day's week.
pub fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(jiff::Span::new().days(back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn id(number: i8) -> SessionId {
        SessionId::new(Uuid::from_u128(u128::from(number.unsigned_abs())))
    }

    fn tuesday(day: i8) -> Made {
        let on = date(2026, 10, day);
        Made {
            id: id(day),
            original_date: on,
            date: on,
            starts: time(19, 0, 0, 0),
            ends: time(20, 30, 0, 0),
            by_hand: ByHand::No,
        }
    }

    fn meets(day: i8, hour: i8) -> Meets {
        Meets { date: date(2026, 10, day), starts: time(hour, 0, 0, 0), ends: time(hour + 1, 30, 0, 0) }
    }

    #[test]
    fn a_session_that_fits_the_new_rule_is_kept() {
        assert_eq!(fates(&[tuesday(6)], &[meets(6, 19)]), [Fate::Kept(id(6))]);
    }

    #[test]
    fn a_new_hour_moves_the_session_of_that_day() {
        assert_eq!(fates(&[tuesday(6)], &[meets(6, 18)]), [Fate::Moved(id(6), meets(6, 18))]);
    }

    #[test]
    fn a_new_day_moves_the_session_within_its_week() {
        assert_eq!(
            fates(&[tuesday(6), tuesday(13)], &[meets(8, 19), meets(15, 19)]),
            [Fate::Moved(id(6), meets(8, 19)), Fate::Moved(id(13), meets(15, 19))]
        );
    }

    #[test]
    fn what_has_no_meeting_in_its_week_is_called_off() {
        assert_eq!(fates(&[tuesday(6), tuesday(13)], &[meets(6, 19)]), [Fate::Kept(id(6)), Fate::CalledOff(id(13))]);
    }

    #[test]
    fn a_week_that_had_no_session_gets_one() {
        assert_eq!(
            fates(&[tuesday(6)], &[meets(6, 19), meets(13, 19)]),
            [Fate::Kept(id(6)), Fate::Added(meets(13, 19))]
        );
    }

    #[test]
    fn a_session_moved_by_hand_is_left_alone() {
        let moved = Made { date: date(2026, 10, 7), by_hand: ByHand::Yes, ..tuesday(6) };
        assert_eq!(fates(&[moved], &[meets(6, 18)]), [Fate::Kept(id(6))]);
    }
}
