//! Who may read how often somebody was told of a service, of which branches, and how exactly.

use super::signpost::Reads;
use crate::access::permit::Standing;
use crate::access::scope::Branches;
use crate::access::{Role, Scope};
use crate::ids::BranchId;

/// What of the counts somebody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// How exactly.
    pub reads: Reads,
    /// Of which branches; a signpost without a branch is the whole organisation's.
    pub branches: Branches,
}

impl Counted {
    /// A coordinator reads the true counts of what they plan for; a reader of reports those of their part, and of few
    /// only that they are few.
    pub fn of(standing: &Standing) -> Option<Self> {
        if let Some(branches) = Scope::of(standing).plans {
            return Some(Self { reads: Reads::Keeper, branches });
        }
        let reading = || standing.hats().iter().filter(|hat| hat.role == Role::Reader);
        let branches = if reading().any(|hat| hat.branch.is_none()) {
            Branches::All
        } else {
            Branches::Only(reading().filter_map(|hat| hat.branch).collect())
        };
        reading().next().map(|_| Self { reads: Reads::Report, branches })
    }

    /// Whether what was noted in this branch, or in none, is counted for them.
    pub fn counts(&self, branch: Option<BranchId>) -> bool {
        match &self.branches {
            Branches::All => true,
            Branches::Only(ours) => branch.is_some_and(|branch| ours.contains(&branch)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Hat;
    use crate::ids::{HatId, OrganisationId, PersonId};
    use jiff::Timestamp;
    use uuid::Uuid;

    fn counted(role: Role, branch: Option<u128>) -> Option<Counted> {
        let one = Uuid::from_u128;
        let branch = branch.map(|branch| BranchId::new(one(branch)));
        let hat = Hat { id: HatId::new(one(1)), role, branch, from: Timestamp::UNIX_EPOCH, until: None };
        Counted::of(&Standing::at(Timestamp::UNIX_EPOCH, OrganisationId::new(one(1)), PersonId::new(one(1)), [hat], []))
    }

    #[test]
    fn each_reads_their_own_branch_and_the_whole_organisations_readers_all() {
        let (here, there) = (BranchId::new(Uuid::from_u128(1)), BranchId::new(Uuid::from_u128(2)));
        let all = counted(Role::Coordinator, None).unwrap();
        assert!(all.counts(None) && all.counts(Some(there)) && all.reads == Reads::Keeper);
        let leith = counted(Role::Reader, Some(1)).unwrap();
        assert!(leith.counts(Some(here)) && leith.reads == Reads::Report);
        assert!(!leith.counts(Some(there)) && !leith.counts(None));
        for role in [Role::Supporter, Role::Administrator, Role::SafeguardingLead, Role::Referrer, Role::Member] {
            assert_eq!(counted(role, None), None, "{role:?}");
        }
    }
}
