//! What somebody said when they were asked to hold a seat, and for how long a no is a no.

use crate::organisations::Policy;
use jiff::{SignedDuration, Timestamp};

/// How an asking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They hold it.
    Yes,
    /// They cannot.
    No,
    /// They held it and cannot any more.
    HandedBack,
    /// Somebody else was first.
    Filled,
    /// The session was moved or called off, and nobody is asked any more.
    Withdrawn,
}

impl Answer {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Yes, Self::No, Self::HandedBack, Self::Filled, Self::Withdrawn];

    /// The word that stands in the record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::HandedBack => "handed-back",
            Self::Filled => "filled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The answer behind a word of the record.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }

    /// Whoever said that they cannot is not asked again, until the session is moved: a no to the time before says nothing of the new one.
    ///
    /// Requirement AV5. `answered` is when they said it, `since` when the session was last moved.
    pub fn is_a_no(self, answered: Option<Timestamp>, since: Timestamp) -> bool {
        matches!(self, Self::No | Self::HandedBack) && answered.is_some_and(|at| at >= since)
    }
}

/// Whoever leaves for good may hold a seat every week for a year and a half: others are asked at once only for what lies within the days that the planner looks ahead.
///
/// What lies further is a gap on the rota until then. `starts` is the session's first instant.
pub fn is_asked_at_once(starts: Timestamp, now: Timestamp, policy: &Policy) -> bool {
    starts.duration_since(now) <= SignedDuration::from_hours(24 * policy.look_ahead_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_asked_for_the_fortnight_and_not_for_the_spring() {
        let policy = Policy::default();
        let fortnight = 14 * 24 * 60 * 60;
        assert!(is_asked_at_once(at(fortnight).unwrap(), at(0).unwrap(), &policy));
        assert!(!is_asked_at_once(at(fortnight + 1).unwrap(), at(0).unwrap(), &policy));
    }

    fn at(second: i64) -> Option<Timestamp> {
        Timestamp::from_second(second).ok()
    }

    #[test]
    fn a_no_and_a_seat_handed_back_are_a_no() {
        let since = at(100).unwrap();
        let noes: [bool; 5] = Answer::ALL.map(|answer| answer.is_a_no(at(200), since));
        assert_eq!(noes, [false, true, true, false, false]);
    }

    #[test]
    fn a_no_to_the_time_before_a_move_is_none_to_the_new_time() {
        let moved = at(100).unwrap();
        assert!(!Answer::No.is_a_no(at(99), moved));
        assert!(Answer::No.is_a_no(at(100), moved));
        assert!(!Answer::HandedBack.is_a_no(None, moved), "nobody knows when");
    }

    #[test]
    fn every_word_of_the_record_is_read_back_as_the_same_answer() {
        for answer in Answer::ALL {
            assert_eq!(Answer::of(answer.word()), Some(answer));
        }
        assert_eq!(Answer::of("perhaps"), None);
    }
}
