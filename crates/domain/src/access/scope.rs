//! Scopes: what a list may show, so that counts and paging leak nothing.

use super::permit::Standing;
use super::roles::Role;
use crate::ids::{BranchId, GroupId, OrganisationId, PersonId};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

/// Which branches a list reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branches {
    /// All of the organisation.
    All,
    /// Only these, and nothing that has no branch.
    Only(BTreeSet<BranchId>),
}

/// What one person's lists may show. The store turns it into conditions, never the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Who looks.
    pub person: PersonId,
    /// In which branches they plan; none where they do not plan at all.
    pub plans: Option<Branches>,
    /// The roles they wear, for duties that are owed by a role.
    pub roles: Vec<Role>,
    /// Groups that nothing may be shown of.
    pub kept_from: BTreeSet<GroupId>,
}

impl Scope {
    /// The scope of a person: their own things, and what their hats open to them.
    pub fn of(standing: &Standing) -> Self {
        let mut roles: Vec<Role> = standing.hats().iter().map(|hat| hat.role).collect();
        roles.sort_unstable();
        roles.dedup();
        let planning: Vec<_> = standing.hats().iter().filter(|hat| hat.role == Role::Coordinator).collect();
        let plans = if planning.is_empty() {
            None
        } else if planning.iter().any(|hat| hat.branch.is_none()) {
            Some(Branches::All)
        } else {
            Some(Branches::Only(planning.iter().filter_map(|hat| hat.branch).collect()))
        };
        Self {
            organisation: standing.organisation,
            person: standing.person,
            plans,
            roles,
            kept_from: standing.kept_from().clone(),
        }
    }

    /// Whether a thing of this branch and group belongs in the person's planning lists.
    pub fn shows(&self, branch: Option<BranchId>, group: Option<GroupId>) -> bool {
        let in_branch = match &self.plans {
            None => false,
            Some(Branches::All) => true,
            Some(Branches::Only(branches)) => branch.is_some_and(|branch| branches.contains(&branch)),
        };
        in_branch && !group.is_some_and(|group| self.kept_from.contains(&group))
    }
}
