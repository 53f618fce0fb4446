//! Whether a group is shown to the public.

use jiff::Timestamp;

/// Where a group stands between an idea and its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupState {
    /// Being prepared; only planning staff see it.
    Preparing,
    /// Shown to everybody since this instant.
    Open(Timestamp),
    /// Not running for a while; shown with that said.
    Pausing(Timestamp),
    /// Over.
    Ended(Timestamp),
}

/// Why a group cannot be shown to the public yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefused {
    /// Nobody, or only one person, would read a worry.
    #[error("two different people have to be named who read worries; {named} named so far")]
    TwoPeopleForWorries {
        /// How many different people are named so far.
        named: usize,
    },
    /// It says nothing about what it is.
    #[error("it does not say what the group is for")]
    NoPurpose,
    /// It is open already.
    #[error("the group is open already")]
    AlreadyOpen,
    /// A group that ended stays ended.
    #[error("the group has ended")]
    Ended,
}

impl GroupState {
    /// No group opens to the public before two different people are named who read worries.
    ///
    /// A worry must reach a person even when one of them is ill or asleep (issue "the heart", 8).
    ///
    /// # Errors
    /// Says what is missing.
    pub fn open(self, two_readers: usize, says_what_for: Purpose, now: Timestamp) -> Result<Self, OpenRefused> {
        match self {
            Self::Open(_) => Err(OpenRefused::AlreadyOpen),
            Self::Ended(_) => Err(OpenRefused::Ended),
            Self::Preparing | Self::Pausing(_) if two_readers < 2 => {
                Err(OpenRefused::TwoPeopleForWorries { named: two_readers })
            }
            Self::Preparing | Self::Pausing(_) if says_what_for == Purpose::Unsaid => Err(OpenRefused::NoPurpose),
            Self::Preparing | Self::Pausing(_) => Ok(Self::Open(now)),
        }
    }

    /// Only an open or pausing group is shown to the public.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Open(_) | Self::Pausing(_))
    }
}

/// Whether a group says what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It does.
    Said,
    /// It does not.
    Unsaid,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(state: GroupState, readers: usize, purpose: Purpose, expected: Result<GroupState, OpenRefused>) {
        assert_eq!(state.open(readers, purpose, Timestamp::UNIX_EPOCH), expected);
    }

    #[test]
    fn one_reader_of_worries_is_not_enough() {
        check(GroupState::Preparing, 1, Purpose::Said, Err(OpenRefused::TwoPeopleForWorries { named: 1 }));
    }

    #[test]
    fn with_two_readers_and_a_purpose_it_opens() {
        check(GroupState::Preparing, 2, Purpose::Said, Ok(GroupState::Open(Timestamp::UNIX_EPOCH)));
    }

    #[test]
    fn a_group_that_says_nothing_of_itself_stays_closed() {
        check(GroupState::Preparing, 2, Purpose::Unsaid, Err(OpenRefused::NoPurpose));
    }

    #[test]
    fn an_ended_group_does_not_open_again() {
        check(GroupState::Ended(Timestamp::UNIX_EPOCH), 2, Purpose::Said, Err(OpenRefused::Ended));
    }
}
