//! Who looks after those who help here: sees what they have shown, writes it down, ends a hat.

use super::permit::{Act, Standing};
use super::roles::{Hat, Role};
use crate::ids::{BranchId, OrganisationId, PersonId};
use alloc::vec::Vec;

/// The roles that look after those who help.
pub const LOOK_AFTER: [Role; 3] = [Role::Coordinator, Role::SafeguardingLead, Role::Administrator];

/// Somebody who helps here, as the permits about them see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpsHere {
    /// Whose helper it is.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// The branches of their hats, those that have ended among them; none stands for the whole organisation.
    /// A member's hat is never among them.
    pub branches: Vec<Option<BranchId>>,
}

impl HelpsHere {
    /// Somebody with these hats; what a member or a referrer wears does not count.
    pub fn by(organisation: OrganisationId, person: PersonId, hats: &[Hat]) -> Self {
        let branches = hats.iter().filter(|hat| hat.role.helps_here()).map(|hat| hat.branch).collect();
        Self { organisation, person, branches }
    }
}

/// Coordinators, safeguarding leads and administrators see who helps in their branches, and whoever helps in the whole organisation; a member is nobody to be seen here.
///
/// Whoever helps everywhere also holds seats in every branch, so each branch has to know what they have shown.
pub fn looks_after(standing: &Standing, thing: &HelpsHere) -> bool {
    let over = |branch: &Option<BranchId>| {
        LOOK_AFTER.into_iter().any(|role| match branch {
            None => standing.wears_somewhere(role),
            Some(_) => standing.wears(role, *branch),
        })
    };
    standing.organisation == thing.organisation && thing.branches.iter().any(over)
}

/// See what somebody has shown, what runs out, and their hats.
#[derive(Debug)]
pub enum SeeHelper {}

impl Act for SeeHelper {
    type Thing = HelpsHere;

    fn allows(standing: &Standing, thing: &HelpsHere) -> bool {
        looks_after(standing, thing)
    }
}

/// Write down what somebody has shown: nobody vouches for themselves.
#[derive(Debug)]
pub enum RecordShown {}

impl Act for RecordShown {
    type Thing = HelpsHere;

    fn allows(standing: &Standing, thing: &HelpsHere) -> bool {
        looks_after(standing, thing) && standing.person != thing.person
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HatId;
    use alloc::vec;
    use jiff::Timestamp;
    use uuid::Uuid;

    const OURS: OrganisationId = OrganisationId::new(Uuid::from_u128(1));
    const LEITH: BranchId = BranchId::new(Uuid::from_u128(2));
    const GORGIE: BranchId = BranchId::new(Uuid::from_u128(3));

    fn hat(role: Role, branch: Option<BranchId>) -> Hat {
        Hat { id: HatId::new(Uuid::from_u128(9)), role, branch, from: Timestamp::UNIX_EPOCH, until: None }
    }

    fn standing(role: Role, branch: Option<BranchId>) -> Standing {
        let person = PersonId::new(Uuid::from_u128(7));
        Standing::at(Timestamp::UNIX_EPOCH, OURS, person, [hat(role, branch)], [])
    }

    fn joan(role: Role, branch: Option<BranchId>) -> HelpsHere {
        HelpsHere::by(OURS, PersonId::new(Uuid::from_u128(8)), &[hat(role, branch)])
    }

    #[track_caller]
    fn check(role: Role, branch: Option<BranchId>, thing: &HelpsHere, expected: bool) {
        let standing = standing(role, branch);
        assert_eq!((SeeHelper::allows(&standing, thing), RecordShown::allows(&standing, thing)), (expected, expected));
    }

    #[test]
    fn a_coordinator_looks_after_her_own_branch_and_not_another() {
        check(Role::Coordinator, Some(LEITH), &joan(Role::Supporter, Some(LEITH)), true);
        check(Role::Coordinator, Some(GORGIE), &joan(Role::Supporter, Some(LEITH)), false);
        check(Role::Coordinator, None, &joan(Role::Supporter, Some(LEITH)), true);
    }

    #[test]
    fn whoever_helps_everywhere_is_known_in_every_branch() {
        check(Role::Coordinator, Some(GORGIE), &joan(Role::Supporter, None), true);
    }

    #[test]
    fn nobody_is_seen_by_a_members_hat() {
        check(Role::Administrator, None, &joan(Role::Member, None), false);
        check(Role::Administrator, None, &joan(Role::Referrer, None), false);
    }

    #[test]
    fn supporters_readers_and_supervisors_look_after_nobody_here() {
        for role in [Role::Supporter, Role::Reader, Role::Supervisor, Role::Auditor, Role::Member] {
            check(role, None, &joan(Role::Supporter, None), false);
        }
    }

    #[test]
    fn nobody_looks_after_anybody_of_another_organisation() {
        let elsewhere = OrganisationId::new(Uuid::from_u128(5));
        let thing = HelpsHere { organisation: elsewhere, ..joan(Role::Supporter, None) };
        check(Role::Coordinator, None, &thing, false);
    }

    #[test]
    fn nobody_writes_down_what_they_themselves_have_shown() {
        let aileen = standing(Role::Coordinator, None);
        let herself = HelpsHere { organisation: OURS, person: aileen.person, branches: vec![None] };
        assert!(SeeHelper::allows(&aileen, &herself));
        assert!(!RecordShown::allows(&aileen, &herself));
    }
}
