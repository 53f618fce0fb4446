//! One promise with its whole course in time, from which any instant's plan is read.

use super::{Occasion, Owed, Owner};
use crate::access::roles::Role;
use crate::duties::rule::DutyRule;
use crate::organisations::Policy;
use alloc::vec;
use alloc::vec::Vec;
use jiff::{SignedDuration, Timestamp};

/// One promise from the instant at which it appears to the one at which it goes.
///
/// The order of the fields is the order of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Promised {
    pub(super) rule: DutyRule,
    pub(super) occasion: Occasion,
    /// The last instant at which it is in time.
    pub(super) due_by: Timestamp,
    /// From this instant it is owed.
    pub(super) appears_at: Timestamp,
    /// Who owes it from when; the first owes it from the start whatever its instant says.
    pub(super) owners: Vec<(Timestamp, Owner)>,
    /// From this instant nobody owes it any more.
    pub(super) gone_at: Option<Timestamp>,
}

impl Promised {
    /// What is owed of this promise now, if anything.
    pub(super) fn owed(&self, now: Timestamp) -> Option<Owed> {
        if now < self.appears_at || self.gone_at.is_some_and(|gone| gone <= now) {
            return None;
        }
        let climbed = self.owners.iter().skip(1).take_while(|(from, _)| *from <= now).count();
        let (_, owner) = self.owners.get(climbed)?;
        Some(Owed {
            rule: self.rule,
            occasion: self.occasion.clone(),
            owner: *owner,
            due_by: self.due_by,
            climbed: u8::try_from(climbed).unwrap_or(u8::MAX),
        })
    }

    /// The next instant at which `owed` differs.
    pub(super) fn changes_after(&self, now: Timestamp) -> Option<Timestamp> {
        let gone = self.gone_at;
        if now < self.appears_at {
            return Some(self.appears_at).filter(|appears| gone.is_none_or(|gone| *appears < gone));
        }
        let gone = gone.filter(|gone| now < *gone);
        if self.gone_at.is_some() && gone.is_none() {
            return None;
        }
        let climbs = self.owners.iter().skip(1).map(|(from, _)| *from).find(|from| now < *from);
        climbs.into_iter().chain(gone).min()
    }
}

/// A later instant; the end of time stays the end of time.
pub(super) fn after(from: Timestamp, seconds: i64) -> Timestamp {
    // A length in seconds has no unit that needs a zone, so this is never refused.
    from.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(from)
}

/// Hours in seconds.
pub(super) fn hours(count: i64) -> i64 {
    count.saturating_mul(3_600)
}

/// Days of 24 hours in seconds: the warning may move by the hour of a clock change, the due time does not.
pub(super) fn days(count: i64) -> i64 {
    count.saturating_mul(86_400)
}

/// What nobody did climbs from the coordinator to the administrator some hours after it was due.
pub(super) fn coordinator_then_administrator(
    from: Timestamp,
    due_by: Timestamp,
    policy: &Policy,
) -> Vec<(Timestamp, Owner)> {
    vec![
        (from, Owner::Role(Role::Coordinator)),
        (after(due_by, hours(policy.climbs_after_hours)), Owner::Role(Role::Administrator)),
    ]
}
