//! Comparing what is owed with the duties kept so far.

use super::duty::{Duty, DutyState};
use super::plan::{Over, Owed, Owner, Plan};
use crate::ids::DutyId;
use alloc::vec::Vec;
use jiff::Timestamp;

/// One change to the kept duties of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something is owed for the first time.
    Raise(Owed),
    /// Something that was over is owed again; it keeps its history.
    Reopen(DutyId, Owed),
    /// Something is no longer owed. Whoever has taken it is told by the caller.
    Close(DutyId, Over),
    /// It is owed by this owner now, having moved on this often.
    Climb(DutyId, Owner, u8),
    /// It is due at another time.
    Redue(DutyId, Timestamp),
}

/// Every promise has one duty: raised once, re-opened when it is wanted again, closed when it is not, never doubled.
///
/// `existing` are all duties of the subject, those that are over included. Applying the changes and
/// reconciling again with the same plan gives no change.
pub fn reconcile(existing: &[Duty], plan: &Plan) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut kept = Vec::new();
    for owed in &plan.duties {
        let Some(duty) = newest(existing, owed) else {
            changes.push(Change::Raise(owed.clone()));
            continue;
        };
        kept.push(duty.id);
        if is_over(duty) {
            changes.push(Change::Reopen(duty.id, owed.clone()));
            continue;
        }
        if (duty.owner, duty.climbed) != (owed.owner, owed.climbed) {
            changes.push(Change::Climb(duty.id, owed.owner, owed.climbed));
        }
        if duty.due_by != owed.due_by {
            changes.push(Change::Redue(duty.id, owed.due_by));
        }
    }
    let unwanted = existing.iter().filter(|duty| !is_over(duty) && !kept.contains(&duty.id));
    changes.extend(unwanted.map(|duty| Change::Close(duty.id, plan.over)));
    changes
}

fn is_over(duty: &Duty) -> bool {
    matches!(duty.state, DutyState::Closed { .. })
}

/// The duty that stands for a promise: one that is not over, else the one that ended last.
fn newest<'a>(existing: &'a [Duty], owed: &Owed) -> Option<&'a Duty> {
    let ended = |duty: &Duty| match duty.state {
        DutyState::Open | DutyState::Taken { .. } | DutyState::Passing { .. } => None,
        DutyState::Closed { at, .. } => Some(at),
    };
    existing
        .iter()
        .filter(|duty| duty.rule == owed.rule && duty.occasion == owed.occasion)
        .max_by_key(|duty| (ended(duty).is_none(), ended(duty), duty.id))
}

impl Duty {
    /// A duty that moves on to the next owner leaves whoever had taken it; one whose owner changes otherwise stays taken.
    ///
    /// It moves back when its due time does: that is no reason to take it from somebody who is at it.
    pub fn climb(self, owner: Owner, climbed: u8) -> Self {
        let state = match self.state {
            DutyState::Taken { .. } | DutyState::Passing { .. } if climbed > self.climbed => DutyState::Open,
            kept => kept,
        };
        Self { owner, climbed, state, ..self }
    }

    /// A duty that is wanted again within its occasion is open again, as the plan has it.
    pub fn reopen(self, owed: Owed) -> Self {
        Self::raised(self.id, owed)
    }

    /// A duty is closed by what satisfies it or makes it needless, never by a tick.
    pub fn close(self, how: Over, now: Timestamp) -> Self {
        Self { state: DutyState::Closed { how, at: now }, ..self }
    }
}

#[cfg(test)]
#[path = "reconcile_tests.rs"]
mod tests;
