//! The five qualities of a service, to which every duty belongs.

/// What a kept promise shows about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// It is there when people come.
    Availability,
    /// It answers in the time it promised.
    Timeliness,
    /// It looks after people before they have to ask.
    ProactiveCare,
    /// It is good to be there.
    Positivity,
    /// Nobody comes to harm.
    Safety,
}

impl Quality {
    /// All qualities, in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::Availability, Self::Timeliness, Self::ProactiveCare, Self::Positivity, Self::Safety];

    /// The word under which the quality is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Availability => "availability",
            Self::Timeliness => "timeliness",
            Self::ProactiveCare => "proactive-care",
            Self::Positivity => "positivity",
            Self::Safety => "safety",
        }
    }

    /// The quality of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quality| quality.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quality_comes_back_from_its_word() {
        for quality in Quality::ALL {
            assert_eq!(Quality::of_code(quality.code()), Some(quality));
        }
        assert_eq!(Quality::of_code("speed"), None);
    }
}
