//! How people come to a session.

/// Where a session meets: in a room, on a screen, by telephone, or in a room and on a screen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// In a place.
    InPerson,
    /// By a link.
    Online,
    /// By telephone.
    Phone,
    /// In a place and by a link.
    Hybrid,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 4] = [Self::InPerson, Self::Online, Self::Phone, Self::Hybrid];

    /// The word under which the mode is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Online => "online",
            Self::Phone => "phone",
            Self::Hybrid => "hybrid",
        }
    }

    /// The mode of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }

    /// Whether the session needs a place.
    pub fn needs_a_place(self) -> bool {
        match self {
            Self::InPerson | Self::Hybrid => true,
            Self::Online | Self::Phone => false,
        }
    }

    /// Whether the session needs a link or a telephone number.
    pub fn needs_a_way_in(self) -> bool {
        match self {
            Self::Online | Self::Hybrid | Self::Phone => true,
            Self::InPerson => false,
        }
    }
}
