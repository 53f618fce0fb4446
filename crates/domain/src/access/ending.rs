//! When a hat may be taken off: somebody leaves, or does something else from now on.

use super::roles::{Hat, Role};
use crate::ids::BranchId;
use crate::keeping::{ReasonRefused, fit_reason};
use alloc::vec::Vec;
use jiff::Timestamp;

/// What decides whether a hat may be taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingFacts {
    /// The hat.
    pub hat: Hat,
    /// All other hats of the same person.
    pub others: Vec<Hat>,
    /// Whether they are named as one of the two readers of worries.
    pub reads_worries: bool,
    /// How many others administer the organisation.
    pub other_administrators: usize,
}

/// Why a hat is not taken off now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndingRefused {
    /// Nobody loses a role for no reason.
    #[error("{0}")]
    Reason(#[from] ReasonRefused),
    /// It is over already.
    #[error("this role is over already")]
    Over,
    /// Nobody else administers the organisation.
    #[error("nobody else administers this organisation: invite another administrator first")]
    LastAdministrator,
    /// Worries go to them, and they would be nobody here any more.
    #[error("worries go to them: name another reader first")]
    ReadsWorries,
}

/// A hat is taken off for a reason, and never so that nobody administers the organisation or a worry goes to somebody who is gone.
///
/// # Errors
/// What stands in the way.
pub fn may_end(facts: &EndingFacts, reason: &str, now: Timestamp) -> Result<(), EndingRefused> {
    fit_reason(reason)?;
    stands_in_the_way(facts, now).map_or(Ok(()), Err)
}

/// What stands in the way of taking a hat off, whatever the reason.
pub fn stands_in_the_way(facts: &EndingFacts, now: Timestamp) -> Option<EndingRefused> {
    let later = facts.hat.until.is_none_or(|until| now < until);
    let helps = facts.others.iter().any(|hat| hat.worn_at(now) && hat.role.helps_here());
    if !later {
        Some(EndingRefused::Over)
    } else if facts.hat.role == Role::Administrator && facts.other_administrators == 0 {
        Some(EndingRefused::LastAdministrator)
    } else if facts.reads_worries && !helps {
        Some(EndingRefused::ReadsWorries)
    } else {
        None
    }
}

/// A seat to come stays with somebody only while another supporter's hat of theirs covers it.
///
/// `branch` and `starts` are of the session; `left` are the hats that stay.
pub fn keeps_seats(left: &[Hat], branch: Option<BranchId>, starts: Timestamp) -> bool {
    left.iter().any(|hat| hat.role == Role::Supporter && hat.worn_at(starts) && hat.covers(branch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HatId;
    use alloc::vec;
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn hat(role: Role, branch: Option<u128>) -> Hat {
        let branch = branch.map(|number| BranchId::new(Uuid::from_u128(number)));
        Hat { id: HatId::new(Uuid::from_u128(1)), role, branch, from: at(0), until: None }
    }

    fn facts(role: Role, others: Vec<Hat>) -> EndingFacts {
        EndingFacts { hat: hat(role, None), others, reads_worries: false, other_administrators: 0 }
    }

    #[test]
    fn a_hat_is_taken_off_for_a_reason() {
        let supporter = facts(Role::Supporter, vec![]);
        assert_eq!(may_end(&supporter, "She moves to Fife", at(9)), Ok(()));
        assert_eq!(may_end(&supporter, " ", at(9)), Err(EndingRefused::Reason(ReasonRefused::None)));
    }

    #[test]
    fn the_last_administrator_stays_one() {
        let mut last = facts(Role::Administrator, vec![hat(Role::Coordinator, None)]);
        assert_eq!(may_end(&last, "Leaves", at(9)), Err(EndingRefused::LastAdministrator));
        last.other_administrators = 1;
        assert_eq!(may_end(&last, "Leaves", at(9)), Ok(()));
    }

    #[test]
    fn worries_never_go_to_somebody_who_is_gone() {
        let mut reader = facts(Role::Coordinator, vec![]);
        reader.reads_worries = true;
        assert_eq!(may_end(&reader, "Leaves", at(9)), Err(EndingRefused::ReadsWorries));
        reader.others = vec![hat(Role::Supporter, None)];
        assert_eq!(may_end(&reader, "Leaves", at(9)), Ok(()), "they are still here as a supporter");
    }

    #[test]
    fn what_is_over_is_not_ended_again() {
        let mut over = facts(Role::Supporter, vec![]);
        over.hat.until = Some(at(9));
        assert_eq!(may_end(&over, "Leaves", at(9)), Err(EndingRefused::Over));
        assert_eq!(may_end(&over, "Leaves", at(8)), Ok(()), "it would have ended later");
    }

    #[test]
    fn a_seat_stays_while_another_hat_covers_its_branch_on_its_day() {
        let branch = |number| Some(BranchId::new(Uuid::from_u128(number)));
        let east = hat(Role::Supporter, Some(1));
        assert!(keeps_seats(core::slice::from_ref(&east), branch(1), at(50)));
        assert!(!keeps_seats(core::slice::from_ref(&east), branch(2), at(50)));
        let ends = Hat { until: Some(at(50)), ..east };
        assert!(!keeps_seats(&[ends], branch(1), at(50)));
        assert!(!keeps_seats(&[hat(Role::Coordinator, None)], branch(1), at(50)));
    }
}
