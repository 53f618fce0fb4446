//! What an organisation asks for, version by version: a session is judged by what was asked when it began.
//!
//! Versions are of what decides whether a session is ready and an organisation sets itself: what is asked of every
//! supporter, and the least number of facilitators of each group. What is deliberately absent: what a seat asks for by
//! name (check, training), which every session has of its own from the day it was made, and numbers that nobody can set.

use crate::ids::{GroupId, PersonId};
use crate::supporters::everyone::AskedOfAll;
use alloc::vec::Vec;
use jiff::Timestamp;

/// One version: what it changed, from when, and who changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// 1, 2 … of the organisation.
    pub number: u32,
    /// From when it holds.
    pub from: Timestamp,
    /// Who made it; none for what stood when versions began.
    pub by: Option<PersonId>,
    /// What it changed.
    pub change: PolicyChange,
}

/// What a version changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyChange {
    /// What is asked of every supporter, from here on.
    OfAll {
        /// What was asked before; none for what stood when versions began.
        before: Option<AskedOfAll>,
        /// What is asked from here on.
        after: AskedOfAll,
    },
    /// The least number of facilitators of a group.
    Minimum {
        /// Which group.
        group: GroupId,
        /// How many it asked for before.
        before: u8,
        /// How many it asks for from here on.
        after: u8,
    },
}

impl PolicyChange {
    fn of_group(self) -> Option<GroupId> {
        match self {
            Self::OfAll { .. } => None,
            Self::Minimum { group, .. } => Some(group),
        }
    }
}

/// All versions of an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyVersions {
    /// By number, which is the order in which they were made.
    all: Vec<PolicyVersion>,
}

impl PolicyVersions {
    /// From versions in any order.
    pub fn new(mut all: Vec<PolicyVersion>) -> Self {
        all.sort_by_key(|version| version.number);
        Self { all }
    }

    /// The versions, the oldest first.
    pub fn all(&self) -> &[PolicyVersion] {
        &self.all
    }

    /// A session is judged by what was asked of every supporter when it began, whatever is changed later.
    ///
    /// House law 3. Before the first version that is known, what that one says held. A coming session begins after every
    /// change so far, and so it is judged by what is asked now. None where no version is known.
    pub fn asked_at(&self, began: Timestamp) -> Option<AskedOfAll> {
        let asked = |version: &PolicyVersion| match version.change {
            PolicyChange::OfAll { after, .. } => Some((version.from, after)),
            PolicyChange::Minimum { .. } => None,
        };
        let held = self.all.iter().filter_map(asked).take_while(|(from, _)| *from <= began).last();
        held.or_else(|| self.all.iter().find_map(asked)).map(|(_, asked)| asked)
    }

    /// A session is judged by the least number of facilitators that its group asked for when it began; `now` is what it asks for now.
    ///
    /// House law 3. A group whose number was never changed asked always for what it asks now.
    pub fn minimum_at(&self, group: GroupId, began: Timestamp, now: u8) -> u8 {
        let changes = || {
            self.all.iter().filter_map(move |version| match version.change {
                PolicyChange::Minimum { group: of, before, after } if of == group => {
                    Some((version.from, before, after))
                }
                PolicyChange::Minimum { .. } | PolicyChange::OfAll { .. } => None,
            })
        };
        match changes().take_while(|(from, ..)| *from <= began).last() {
            Some((_, _, after)) => after,
            None => changes().next().map_or(now, |(_, before, _)| before),
        }
    }

    /// The version by which a session of a group that began then is judged: the newest of all that concern it.
    pub fn held_at(&self, group: GroupId, began: Timestamp) -> Option<&PolicyVersion> {
        let concerns = |version: &&PolicyVersion| version.change.of_group().is_none_or(|of| of == group);
        let held = self.all.iter().filter(concerns).take_while(|version| version.from <= began).last();
        held.or_else(|| self.all.iter().find(concerns))
    }

    /// The number of the next version.
    pub fn next_number(&self) -> u32 {
        self.all.last().map_or(1, |version| version.number.saturating_add(1))
    }

    /// From when a version holds that is made now: never before the one before it, whatever a clock says.
    pub fn next_from(&self, now: Timestamp) -> Timestamp {
        self.all.last().map_or(now, |version| now.max(version.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supporters::everyone::{ReferencesAsked, SupervisionAsked};
    use alloc::vec;
    use uuid::Uuid;

    fn at(day: i8) -> Timestamp {
        jiff::civil::date(2026, 11, day).at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
    }

    fn group(number: u128) -> GroupId {
        GroupId::new(Uuid::from_u128(number))
    }

    fn weeks(weeks: u16) -> AskedOfAll {
        AskedOfAll { references: ReferencesAsked::Two, supervision: SupervisionAsked::Weeks(weeks) }
    }

    fn version(number: u32, day: i8, change: PolicyChange) -> PolicyVersion {
        PolicyVersion { number, from: at(day), by: None, change }
    }

    /// 8 weeks from the 1st, 4 weeks from the 10th; group 1 asks for 2, and for 3 from the 12th on.
    fn versions() -> PolicyVersions {
        PolicyVersions::new(vec![
            version(3, 12, PolicyChange::Minimum { group: group(1), before: 2, after: 3 }),
            version(1, 1, PolicyChange::OfAll { before: None, after: weeks(8) }),
            version(2, 10, PolicyChange::OfAll { before: Some(weeks(8)), after: weeks(4) }),
        ])
    }

    #[test]
    fn a_session_that_began_before_a_change_is_judged_by_what_was_asked_then() {
        assert_eq!(versions().asked_at(at(9)), Some(weeks(8)));
        assert_eq!(versions().minimum_at(group(1), at(11), 3), 2);
    }

    #[test]
    fn a_session_that_begins_after_a_change_is_judged_by_it() {
        assert_eq!(versions().asked_at(at(11)), Some(weeks(4)));
        assert_eq!(versions().minimum_at(group(1), at(13), 3), 3);
    }

    #[test]
    fn a_session_that_begins_in_the_moment_of_a_change_is_judged_by_it() {
        assert_eq!(versions().asked_at(at(10)), Some(weeks(4)));
        assert_eq!(versions().minimum_at(group(1), at(12), 3), 3);
        assert_eq!(versions().held_at(group(1), at(12)).unwrap().number, 3);
    }

    #[test]
    fn before_the_first_version_it_held_as_it_stood() {
        let long_ago = "2020-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(versions().asked_at(long_ago), Some(weeks(8)));
        assert_eq!(versions().held_at(group(1), long_ago).unwrap().number, 1);
        assert_eq!(versions().minimum_at(group(1), long_ago, 3), 2);
    }

    #[test]
    fn what_another_group_asks_for_concerns_nobody_else() {
        assert_eq!(versions().minimum_at(group(2), at(13), 1), 1);
        assert_eq!(versions().held_at(group(2), at(13)).unwrap().number, 2);
        assert_eq!(versions().held_at(group(1), at(13)).unwrap().number, 3);
    }

    #[test]
    fn a_clock_that_went_back_makes_no_version_before_the_last_one() {
        assert_eq!(versions().next_from(at(5)), at(12));
        assert_eq!(versions().next_from(at(20)), at(20));
        assert_eq!(versions().next_number(), 4);
        assert_eq!(PolicyVersions::default().next_number(), 1);
    }
}
