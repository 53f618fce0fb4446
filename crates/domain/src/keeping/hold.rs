//! A hold: a reason why a record may not be erased yet.

use super::{ReasonRefused, fit_reason};
use crate::ids::{ConcernId, PersonId};
use core::fmt;
use jiff::Timestamp;
use uuid::Uuid;

/// A thing that can be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// All that is known of a person.
    Person(PersonId),
    /// A worry.
    Concern(ConcernId),
}

impl Held {
    /// The word for its kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => PersonId::PREFIX,
            Self::Concern(_) => ConcernId::PREFIX,
        }
    }

    /// The bare id, for the database.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Person(id) => id.uuid(),
            Self::Concern(id) => id.uuid(),
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => id.fmt(f),
            Self::Concern(id) => id.fmt(f),
        }
    }
}

/// Why nothing was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefused {
    /// Nothing is held for no reason.
    #[error("{0}")]
    Reason(#[from] ReasonRefused),
    /// It would end before it begins.
    #[error("that day has passed")]
    Over,
}

/// A hold says why, and ends later than now or not by itself.
///
/// # Errors
/// What is wrong with it.
pub fn may_hold(reason: &str, until: Option<Timestamp>, now: Timestamp) -> Result<(), HoldRefused> {
    fit_reason(reason)?;
    match until {
        Some(until) if until <= now => Err(HoldRefused::Over),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reason: &str, until: Option<i64>, expected: Result<(), HoldRefused>) {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(may_hold(reason, until.map(at), at(100)), expected);
    }

    #[test]
    fn a_hold_says_why() {
        check("The council looks into it", None, Ok(()));
        check("  ", None, Err(HoldRefused::Reason(ReasonRefused::None)));
        check(&"a".repeat(501), None, Err(HoldRefused::Reason(ReasonRefused::TooLong)));
    }

    #[test]
    fn a_hold_ends_later_than_now() {
        check("The council looks into it", Some(101), Ok(()));
        check("The council looks into it", Some(100), Err(HoldRefused::Over));
    }
}
