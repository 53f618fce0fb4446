//! The life of one session: planned, moved, called off, let run after all.

use jiff::Timestamp;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// It is going to happen.
    Planned,
    /// It will not happen; people were or are being told.
    CalledOff {
        /// Since when.
        at: Timestamp,
        /// Why, as a word that can be shown to everybody.
        why: WhyCalledOff,
    },
}

/// Why a session is called off: words that are fit for everybody, never a person's reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyCalledOff {
    /// Too few people to hold it.
    TooFewPeople,
    /// The place cannot be used.
    PlaceClosed,
    /// Snow, storm, heat.
    Weather,
    /// A holiday, or the group's own week off.
    WeekOff,
    /// The series was changed and no longer meets then.
    RuleChanged,
    /// Something else.
    Other,
}

impl WhyCalledOff {
    /// All reasons.
    pub const ALL: [Self; 6] =
        [Self::TooFewPeople, Self::PlaceClosed, Self::Weather, Self::WeekOff, Self::RuleChanged, Self::Other];

    /// The word under which the reason is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooFewPeople => "too-few-people",
            Self::PlaceClosed => "place-closed",
            Self::Weather => "weather",
            Self::WeekOff => "week-off",
            Self::RuleChanged => "rule-changed",
            Self::Other => "other",
        }
    }

    /// The reason of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// Where a session stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It has not begun: all of it can still be arranged.
    ToCome,
    /// It is on now: its time and its seats stay, how people come in may still change.
    On,
    /// It is over: it is the record of what was.
    Over,
}

impl Stage {
    /// A session is on from the moment it begins until the moment it ends.
    pub fn of(begins: Timestamp, ends: Timestamp, now: Timestamp) -> Self {
        if now < begins {
            Self::ToCome
        } else if now < ends {
            Self::On
        } else {
            Self::Over
        }
    }
}

/// Why a session stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionRefused {
    /// It has begun or is over.
    #[error("the session has begun")]
    HasBegun,
    /// It is over: nothing can be prepared for it any more.
    #[error("the session is over")]
    IsOver,
    /// It is called off already.
    #[error("the session is called off already")]
    CalledOffAlready,
    /// It is not called off.
    #[error("the session is not called off")]
    NotCalledOff,
    /// It would begin in the past.
    #[error("the new time is already past")]
    IntoThePast,
    /// It would end before, or when, it begins.
    #[error("the end is not after the start")]
    EndsBeforeStart,
}

impl SessionState {
    /// A session is called off only before it begins, and once.
    ///
    /// # Errors
    /// Says why it cannot be.
    pub fn call_off(self, why: WhyCalledOff, begins: Timestamp, now: Timestamp) -> Result<Self, SessionRefused> {
        match self {
            Self::CalledOff { .. } => Err(SessionRefused::CalledOffAlready),
            Self::Planned if now >= begins => Err(SessionRefused::HasBegun),
            Self::Planned => Ok(Self::CalledOff { at: now, why }),
        }
    }

    /// A session that was called off may run after all, while there is still time.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn run_after_all(self, begins: Timestamp, now: Timestamp) -> Result<Self, SessionRefused> {
        match self {
            Self::Planned => Err(SessionRefused::NotCalledOff),
            Self::CalledOff { .. } if now >= begins => Err(SessionRefused::HasBegun),
            Self::CalledOff { .. } => Ok(Self::Planned),
        }
    }

    /// What makes a session ready is changed until it ends; after that it is the record of what was.
    ///
    /// # Errors
    /// It is over.
    pub fn prepare(begins: Timestamp, ends: Timestamp, now: Timestamp) -> Result<(), SessionRefused> {
        match Stage::of(begins, ends, now) {
            Stage::ToCome | Stage::On => Ok(()),
            Stage::Over => Err(SessionRefused::IsOver),
        }
    }

    /// A session is moved only before it begins, to a time still to come, with its end after its start.
    ///
    /// # Errors
    /// Says why it cannot be.
    pub fn may_move(
        self,
        begins: Timestamp,
        new_start: Timestamp,
        new_end: Timestamp,
        now: Timestamp,
    ) -> Result<(), SessionRefused> {
        match self {
            Self::CalledOff { .. } => Err(SessionRefused::CalledOffAlready),
            Self::Planned if now >= begins => Err(SessionRefused::HasBegun),
            Self::Planned if new_start <= now => Err(SessionRefused::IntoThePast),
            Self::Planned if new_end <= new_start => Err(SessionRefused::EndsBeforeStart),
            Self::Planned => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    const OFF: SessionState = SessionState::CalledOff { at: Timestamp::UNIX_EPOCH, why: WhyCalledOff::Weather };

    #[test]
    fn a_session_is_on_from_its_first_moment_and_over_from_its_last() {
        let stage = |now| Stage::of(at(10), at(20), at(now));
        assert_eq!([9, 10, 19, 20].map(stage), [Stage::ToCome, Stage::On, Stage::On, Stage::Over]);
    }

    #[test]
    fn a_session_is_prepared_until_it_ends() {
        let prepared = |now| SessionState::prepare(at(10), at(20), at(now));
        assert_eq!([9, 10, 19, 20].map(prepared), [Ok(()), Ok(()), Ok(()), Err(SessionRefused::IsOver)]);
    }

    #[test]
    fn a_session_is_called_off_once() {
        assert_eq!(OFF.call_off(WhyCalledOff::Other, at(10), at(1)), Err(SessionRefused::CalledOffAlready));
    }

    #[test]
    fn a_session_that_has_begun_is_not_called_off() {
        assert_eq!(SessionState::Planned.call_off(WhyCalledOff::Other, at(10), at(10)), Err(SessionRefused::HasBegun));
    }

    #[test]
    fn a_session_called_off_may_still_run() {
        assert_eq!(OFF.run_after_all(at(10), at(9)), Ok(SessionState::Planned));
    }

    #[test]
    fn a_session_is_not_moved_into_the_past() {
        assert_eq!(SessionState::Planned.may_move(at(100), at(50), at(60), at(50)), Err(SessionRefused::IntoThePast));
    }

    #[test]
    fn a_moved_session_ends_after_it_begins() {
        assert_eq!(
            SessionState::Planned.may_move(at(100), at(200), at(200), at(50)),
            Err(SessionRefused::EndsBeforeStart)
        );
    }
}
