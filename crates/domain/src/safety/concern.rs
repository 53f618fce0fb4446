//! A worry that somebody raised: acknowledged by one of two named people, or it climbs.

use crate::ids::PersonId;
use jiff::Timestamp;

/// Whether somebody is in danger at this moment, as the person who tells us sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// Somebody may be. They are shown the numbers to ring first.
    YesOrNotSure,
    /// Not now.
    No,
}

/// Whom or what a worry is about, as far as they want to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// About the person who tells us.
    Myself,
    /// About somebody else.
    SomebodyElse,
    /// About a supporter or somebody on the staff.
    Supporter,
    /// About a place.
    Place,
    /// About something that was written.
    Words,
    /// Something else, or they would rather not say.
    Other,
}

impl About {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Myself, Self::SomebodyElse, Self::Supporter, Self::Place, Self::Words, Self::Other];

    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Myself => "myself",
            Self::SomebodyElse => "somebody-else",
            Self::Supporter => "supporter",
            Self::Place => "place",
            Self::Words => "words",
            Self::Other => "other",
        }
    }

    /// The value of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.code() == code)
    }
}

/// Where a concern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcernState {
    /// Somebody raised it and nobody has said yet that they have it.
    Raised,
    /// This person has it.
    Acknowledged {
        /// Who.
        by: PersonId,
        /// Since when.
        at: Timestamp,
    },
}

/// A concern as far as its clock needs it; its words stay sealed away from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concern {
    /// Where it stands.
    pub state: ConcernState,
    /// Whether somebody is in danger now.
    pub danger: Danger,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// The two people who read worries, in the order of asking.
    pub readers: [PersonId; 2],
}

/// Why a concern stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConcernRefused {
    /// Somebody has it already.
    #[error("somebody has this already")]
    HasItAlready {
        /// Who.
        by: PersonId,
    },
}

impl Concern {
    /// A worry is acknowledged once, by the first who says that they have it.
    ///
    /// # Errors
    /// [`ConcernRefused::HasItAlready`] with the name of who was first.
    pub fn acknowledge(self, by: PersonId, now: Timestamp) -> Result<Self, ConcernRefused> {
        match self.state {
            ConcernState::Raised => Ok(Self { state: ConcernState::Acknowledged { by, at: now }, ..self }),
            ConcernState::Acknowledged { by, .. } => Err(ConcernRefused::HasItAlready { by }),
        }
    }
}
