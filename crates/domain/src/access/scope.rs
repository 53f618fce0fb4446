//! Scopes: what a list may show, so that counts and paging leak nothing.

use super::permit::Standing;
use super::roles::{Hat, Role};
use crate::duties::{Duty, DutyState, Owner};
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
    /// The hats they wear, for duties that are owed by a role.
    pub hats: Vec<Hat>,
    /// Groups that nothing may be shown of.
    pub kept_from: BTreeSet<GroupId>,
}

impl Scope {
    /// The scope of a person: their own things, and what their hats open to them.
    pub fn of(standing: &Standing) -> Self {
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
            hats: standing.hats().to_vec(),
            kept_from: standing.kept_from().clone(),
        }
    }

    /// In which branches somebody reads what was promised and kept: where they plan, and where they read for others who
    /// answer for the service (trustees, funders). None for everybody else.
    pub fn of_reports(standing: &Standing) -> Option<Self> {
        let reading: Vec<_> = standing
            .hats()
            .iter()
            .filter(|hat| matches!(hat.role, Role::Coordinator | Role::Reader))
            .map(|hat| hat.branch)
            .collect();
        if reading.is_empty() {
            return None;
        }
        let all = reading.iter().any(Option::is_none);
        let plans = if all { Branches::All } else { Branches::Only(reading.into_iter().flatten().collect()) };
        Some(Self { plans: Some(plans), ..Self::of(standing) })
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

    /// One's own duties are always shown; a role's to whoever wears it there, and to who plans there; a worry's only to whom it is owed.
    ///
    /// What has a group is planned where the group is: nobody is shown a duty about a session that they may not
    /// open. What can have no branch at all (a place, a calendar, a row that waits) is for whoever wears the role,
    /// in whichever branch. Nothing is shown of a group that somebody is kept from, not even their own.
    pub fn shows_duty(&self, duty: &Duty, about: &About) -> bool {
        if about.group.is_some_and(|group| self.kept_from.contains(&group)) {
            return false;
        }
        if duty.holder() == Some(self.person) || self.is_asked(duty) {
            return true;
        }
        match duty.owner {
            Owner::Person(person) => person == self.person,
            Owner::Role(Role::Coordinator) => {
                self.wears_for(Role::Coordinator, about)
                    || (about.worry == Worry::No && self.wears_for(Role::Administrator, about))
            }
            Owner::Role(role) => {
                self.wears_for(role, about) || (about.worry == Worry::No && self.wears_for(Role::Coordinator, about))
            }
        }
    }

    fn is_asked(&self, duty: &Duty) -> bool {
        matches!(duty.state, DutyState::Passing { to, .. } if to == self.person)
    }

    fn wears_for(&self, role: Role, about: &About) -> bool {
        let anywhere = about.branch.is_none() && about.group.is_none();
        self.hats.iter().any(|hat| hat.role == role && (anywhere || hat.covers(about.branch)))
    }
}

/// What a duty is about, as far as it decides who is shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The branch of the thing.
    pub branch: Option<BranchId>,
    /// The group of the thing, if it belongs to one.
    pub group: Option<GroupId>,
    /// Whether it is a worry.
    pub worry: Worry,
}

/// Whether a duty is about a worry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worry {
    /// It is: only those who are to read it are shown it.
    Yes,
    /// It is about something else.
    No,
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
