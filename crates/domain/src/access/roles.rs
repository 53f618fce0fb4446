//! The closed list of roles, and the hats by which a person wears them.

use crate::ids::{BranchId, HatId};
use jiff::Timestamp;

/// Every role there is; a new one needs a line in words.md first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Takes part in peer support.
    Member,
    /// Offers peer support, paid or not.
    Supporter,
    /// Plans sessions, places and people.
    Coordinator,
    /// Holds supervision and co-reflection.
    Supervisor,
    /// Decides on safeguarding concerns.
    SafeguardingLead,
    /// An outside person who refers.
    Referrer,
    /// Sets the service up and keeps it running.
    Administrator,
    /// A funder or trustee: reads figures, never people.
    Reader,
    /// Answers for online rooms under the law on online safety.
    OnlineSafetyLead,
    /// Checks who looked at what.
    Auditor,
}

impl Role {
    /// All roles, in the order in which they are listed to people.
    pub const ALL: [Self; 10] = [
        Self::Member,
        Self::Supporter,
        Self::Coordinator,
        Self::Supervisor,
        Self::SafeguardingLead,
        Self::Referrer,
        Self::Administrator,
        Self::Reader,
        Self::OnlineSafetyLead,
        Self::Auditor,
    ];

    /// Whether whoever wears it helps here: everybody but members, and those who refer from outside.
    pub fn helps_here(self) -> bool {
        match self {
            Self::Member | Self::Referrer => false,
            Self::Supporter
            | Self::Coordinator
            | Self::Supervisor
            | Self::SafeguardingLead
            | Self::Administrator
            | Self::Reader
            | Self::OnlineSafetyLead
            | Self::Auditor => true,
        }
    }

    /// The word under which the role is stored and spoken of by programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Supporter => "supporter",
            Self::Coordinator => "coordinator",
            Self::Supervisor => "supervisor",
            Self::SafeguardingLead => "safeguarding",
            Self::Referrer => "referrer",
            Self::Administrator => "administrator",
            Self::Reader => "reader",
            Self::OnlineSafetyLead => "online-safety",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a stored word, if there is one.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// One role a person wears in one organisation, from, to, in one branch or in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hat {
    /// Which hat.
    pub id: HatId,
    /// The role worn.
    pub role: Role,
    /// The branch in which it is worn; none means the whole organisation.
    pub branch: Option<BranchId>,
    /// From this instant.
    pub from: Timestamp,
    /// Until just before this instant; none means until somebody takes it off.
    pub until: Option<Timestamp>,
}

impl Hat {
    /// A hat is worn from its first instant until just before its last.
    pub fn worn_at(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// A hat without a branch counts everywhere; a hat with one counts only for things of that branch.
    pub fn covers(&self, branch: Option<BranchId>) -> bool {
        self.branch.is_none() || self.branch == branch
    }
}
