//! Whether a group is shown to the public.

use alloc::vec::Vec;
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

/// What keeps the people safe who come to a group, as it stands in its organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Safety {
    /// How many different people are named who read worries.
    pub readers: usize,
    /// How many help lines are written down.
    pub help_lines: usize,
    /// Whether the recovery sheet of the master key is confirmed.
    pub sheet: Sheet,
}

/// Whether what is sealed could be read again if the master key were lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Somebody typed parts of the printed sheet back.
    Confirmed,
    /// Nobody did.
    Unconfirmed,
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
    /// Whoever needs somebody at once would find no number.
    #[error("no help line is written down")]
    NoHelpLine,
    /// A lost key would take with it all that people wrote.
    #[error("the recovery sheet of the master key is not confirmed")]
    NoRecoverySheet,
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
    /// No group opens to the public before two people read worries, a help line is written down, and what is sealed can be brought back.
    ///
    /// A worry must reach a person even when one of them is ill or asleep (issue "the heart", 8); whoever needs somebody
    /// at once must find a number; and nobody is asked to write what a lost key would destroy.
    ///
    /// # Errors
    /// Says what is missing, the first of [`Self::before_opening`].
    pub fn open(self, safety: Safety, says_what_for: Purpose, now: Timestamp) -> Result<Self, OpenRefused> {
        match self.before_opening(safety, says_what_for).first() {
            Some(missing) => Err(*missing),
            None => Ok(Self::Open(now)),
        }
    }

    /// All that is missing before a group opens, what keeps people safe first.
    pub fn before_opening(self, safety: Safety, says_what_for: Purpose) -> Vec<OpenRefused> {
        match self {
            Self::Open(_) => Vec::from([OpenRefused::AlreadyOpen]),
            Self::Ended(_) => Vec::from([OpenRefused::Ended]),
            Self::Preparing | Self::Pausing(_) => {
                let mut missing = Vec::new();
                if safety.readers < 2 {
                    missing.push(OpenRefused::TwoPeopleForWorries { named: safety.readers });
                }
                if safety.help_lines == 0 {
                    missing.push(OpenRefused::NoHelpLine);
                }
                if safety.sheet == Sheet::Unconfirmed {
                    missing.push(OpenRefused::NoRecoverySheet);
                }
                if says_what_for == Purpose::Unsaid {
                    missing.push(OpenRefused::NoPurpose);
                }
                missing
            }
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

    const SAFE: Safety = Safety { readers: 2, help_lines: 1, sheet: Sheet::Confirmed };

    #[track_caller]
    fn check(state: GroupState, safety: Safety, purpose: Purpose, expected: Result<GroupState, OpenRefused>) {
        assert_eq!(state.open(safety, purpose, Timestamp::UNIX_EPOCH), expected);
    }

    #[test]
    fn one_reader_of_worries_is_not_enough() {
        let one = Safety { readers: 1, ..SAFE };
        check(GroupState::Preparing, one, Purpose::Said, Err(OpenRefused::TwoPeopleForWorries { named: 1 }));
    }

    #[test]
    fn without_a_number_for_who_needs_somebody_now_it_stays_closed() {
        let none = Safety { help_lines: 0, ..SAFE };
        check(GroupState::Preparing, none, Purpose::Said, Err(OpenRefused::NoHelpLine));
    }

    #[test]
    fn nobody_is_let_in_while_a_lost_key_would_destroy_what_they_write() {
        let unsure = Safety { sheet: Sheet::Unconfirmed, ..SAFE };
        check(GroupState::Pausing(Timestamp::UNIX_EPOCH), unsure, Purpose::Said, Err(OpenRefused::NoRecoverySheet));
    }

    #[test]
    fn with_two_readers_and_a_purpose_it_opens() {
        check(GroupState::Preparing, SAFE, Purpose::Said, Ok(GroupState::Open(Timestamp::UNIX_EPOCH)));
    }

    #[test]
    fn a_group_that_says_nothing_of_itself_stays_closed() {
        check(GroupState::Preparing, SAFE, Purpose::Unsaid, Err(OpenRefused::NoPurpose));
    }

    #[test]
    fn an_ended_group_does_not_open_again() {
        check(GroupState::Ended(Timestamp::UNIX_EPOCH), SAFE, Purpose::Said, Err(OpenRefused::Ended));
    }

    #[test]
    fn all_that_is_missing_is_said_at_once() {
        let nothing = Safety { readers: 0, help_lines: 0, sheet: Sheet::Unconfirmed };
        assert_eq!(GroupState::Preparing.before_opening(nothing, Purpose::Unsaid).len(), 4);
    }
}
