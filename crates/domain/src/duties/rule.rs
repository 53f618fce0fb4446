//! The rules from which duties come.

use super::quality::Quality;

/// Why something is owed; each first line is the rule as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyRule {
    /// Every seat of a planned session has a holder who lacks nothing that it asks for on the day.
    SeatEmpty,
    /// Every session that meets in a place has one named.
    PlaceMissing,
    /// Whoever lets the place has said yes before people come.
    PlaceNotConfirmed,
    /// A place that must be opened has somebody named who opens it.
    NoOpener,
    /// Every session that people join from elsewhere has a link or a telephone number.
    LinkMissing,
    /// Somebody has tried the link or the number before people need it.
    LinkNotTried,
    /// A supporter's check is renewed before it runs out.
    CheckRunningOut,
    /// A training step is done again before it runs out.
    TrainingRunningOut,
    /// A supporter has supervision before the last one has run out.
    SupervisionRunningOut,
    /// The facts of a place in use are looked at again when they are due.
    ReviewRunningOut,
    /// Every row of a file that waits for a person is looked at within the time promised.
    ImportRowWaiting,
    /// The next closed days are known long before the known ones end.
    ClosedDayUnknown,
    /// Every worry is acknowledged by a named person within the time promised.
    WorryWaiting,
    /// A notice that did not arrive is brought to the person in another way.
    NoticeUndelivered,
}

impl DutyRule {
    /// All rules, in the order in which they are listed.
    pub const ALL: [Self; 14] = [
        Self::SeatEmpty,
        Self::PlaceMissing,
        Self::PlaceNotConfirmed,
        Self::NoOpener,
        Self::LinkMissing,
        Self::LinkNotTried,
        Self::CheckRunningOut,
        Self::TrainingRunningOut,
        Self::SupervisionRunningOut,
        Self::ReviewRunningOut,
        Self::ImportRowWaiting,
        Self::ClosedDayUnknown,
        Self::WorryWaiting,
        Self::NoticeUndelivered,
    ];

    /// The word under which the rule is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::SeatEmpty => "seat-empty",
            Self::PlaceMissing => "place-missing",
            Self::PlaceNotConfirmed => "place-not-confirmed",
            Self::NoOpener => "no-opener",
            Self::LinkMissing => "link-missing",
            Self::LinkNotTried => "link-not-tried",
            Self::CheckRunningOut => "check-running-out",
            Self::TrainingRunningOut => "training-running-out",
            Self::SupervisionRunningOut => "supervision-running-out",
            Self::ReviewRunningOut => "review-running-out",
            Self::ImportRowWaiting => "import-row-waiting",
            Self::ClosedDayUnknown => "closed-day-unknown",
            Self::WorryWaiting => "worry-waiting",
            Self::NoticeUndelivered => "notice-undelivered",
        }
    }

    /// The rule of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Which quality a promise of this rule shows when it is kept.
    pub fn quality(self) -> Quality {
        match self {
            Self::SeatEmpty
            | Self::PlaceMissing
            | Self::PlaceNotConfirmed
            | Self::NoOpener
            | Self::LinkMissing
            | Self::LinkNotTried
            | Self::ClosedDayUnknown => Quality::Availability,
            Self::ImportRowWaiting | Self::NoticeUndelivered => Quality::Timeliness,
            Self::ReviewRunningOut => Quality::ProactiveCare,
            Self::CheckRunningOut | Self::TrainingRunningOut | Self::SupervisionRunningOut | Self::WorryWaiting => {
                Quality::Safety
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_comes_back_from_its_word() {
        for rule in DutyRule::ALL {
            assert_eq!(DutyRule::of_code(rule.code()), Some(rule));
        }
        assert_eq!(DutyRule::of_code("seat"), None);
    }

    #[test]
    fn a_worry_is_a_matter_of_safety() {
        assert_eq!(DutyRule::WorryWaiting.quality(), Quality::Safety);
    }
}
