//! Looks under a worry: kept back until the safeguarding lead lets them go.

use crate::access::Standing;
use crate::access::roles::Role;

/// The looks under a worry: who opened it.
pub const UNDER_A_WORRY: &[&str] = &["concern-read", "concern-read-late"];

/// The act by which the looks under one worry are let go, for good.
pub const LET_GO: &str = "looks-let-go";

/// Which looks under worries a reader of the audit is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// All of them.
    All,
    /// Those under a worry whose looks were let go.
    LetGo,
}

impl Looks {
    /// Who opened a worry is for the safeguarding lead alone, until they let it go.
    ///
    /// SA21: a worry may be about an administrator, and who reads it would tell them that it is there.
    pub fn shown_to(standing: &Standing) -> Self {
        if standing.wears(Role::SafeguardingLead, None) { Self::All } else { Self::LetGo }
    }

    /// The acts that are kept back until they are let go.
    pub fn kept_back(self) -> &'static [&'static str] {
        match self {
            Self::All => &[],
            Self::LetGo => UNDER_A_WORRY,
        }
    }
}

/// Who may let the looks under a worry go: a safeguarding lead who may read that worry.
///
/// SA21. Its other reader may not: they may be an administrator, who would let themselves see.
pub fn may_let_looks_go(standing: &Standing) -> bool {
    standing.wears_somewhere(Role::SafeguardingLead)
}
