//! When somebody who is here already is given a further role.

use super::roles::{Hat, Role};
use crate::ids::{BranchId, PersonId};
use jiff::Timestamp;

/// Why a role is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GivingRefused {
    /// Members come in by their own door, referrers by theirs.
    #[error("this role is not given here")]
    NotHere,
    /// They have it already, there or in the whole organisation.
    #[error("they have this role already")]
    WornAlready,
    /// Nobody gives themselves a role.
    #[error("somebody else gives you a role")]
    Themselves,
    /// A branch that is not there.
    #[error("there is no such branch")]
    NoBranch,
}

/// The branch in which a role is worn: an administrator is one of the whole organisation, there is none of a branch.
pub fn worn_in(role: Role, branch: Option<BranchId>) -> Option<BranchId> {
    branch.filter(|_| role != Role::Administrator)
}

/// A role may be given to somebody else who does not have it there yet. Nobody gives themselves one: who may let people
/// in would otherwise read what they were not meant to by their own word alone.
///
/// `worn` are the hats they have, those that are over too.
///
/// # Errors
/// [`GivingRefused`].
pub fn may_give(
    by: PersonId,
    to: PersonId,
    role: Role,
    branch: Option<BranchId>,
    worn: &[Hat],
    now: Timestamp,
) -> Result<(), GivingRefused> {
    if matches!(role, Role::Member | Role::Referrer) {
        return Err(GivingRefused::NotHere);
    }
    if by == to {
        return Err(GivingRefused::Themselves);
    }
    let covers = |hat: &Hat| hat.branch.is_none() || hat.branch == branch;
    if worn.iter().any(|hat| hat.role == role && hat.worn_at(now) && covers(hat)) {
        return Err(GivingRefused::WornAlready);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HatId;
    use uuid::Uuid;

    fn branch(number: u128) -> BranchId {
        BranchId::new(Uuid::from_u128(number))
    }

    fn check(role: Role, at: Option<BranchId>, worn: &[(Role, Option<BranchId>, i64)]) -> Result<(), GivingRefused> {
        let second = |second| Timestamp::from_second(second).unwrap();
        let hats: alloc::vec::Vec<Hat> = worn
            .iter()
            .map(|(role, branch, until)| Hat {
                id: HatId::new(Uuid::from_u128(1)),
                role: *role,
                branch: *branch,
                from: second(0),
                until: Some(second(*until)),
            })
            .collect();
        let person = |number| PersonId::new(Uuid::from_u128(number));
        may_give(person(1), person(2), role, at, &hats, second(50))
    }

    #[test]
    fn a_role_is_given_where_they_do_not_have_it_yet() {
        let leith = Some(branch(1));
        assert_eq!(check(Role::Coordinator, leith, &[(Role::Supporter, None, 99)]), Ok(()));
        assert_eq!(check(Role::Supporter, leith, &[(Role::Supporter, Some(branch(2)), 99)]), Ok(()));
        assert_eq!(check(Role::Supporter, None, &[(Role::Supporter, leith, 99)]), Ok(()));
        assert_eq!(check(Role::Supporter, leith, &[(Role::Supporter, leith, 50)]), Ok(()), "that one is over");
        let already = Err(GivingRefused::WornAlready);
        assert_eq!(check(Role::Supporter, leith, &[(Role::Supporter, leith, 99)]), already);
        assert_eq!(check(Role::Supporter, leith, &[(Role::Supporter, None, 99)]), already);
    }

    #[test]
    fn nobody_gives_themselves_a_role_and_members_are_not_made_here() {
        let me = PersonId::new(Uuid::from_u128(1));
        let refused = may_give(me, me, Role::SafeguardingLead, None, &[], Timestamp::UNIX_EPOCH);
        assert_eq!(refused, Err(GivingRefused::Themselves));
        assert_eq!(check(Role::Member, None, &[]), Err(GivingRefused::NotHere));
    }

    #[test]
    fn an_administrator_is_one_of_the_whole_organisation() {
        assert_eq!(worn_in(Role::Administrator, Some(branch(1))), None);
        assert_eq!(worn_in(Role::Supporter, Some(branch(1))), Some(branch(1)));
    }
}
