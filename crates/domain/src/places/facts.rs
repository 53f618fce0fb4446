//! Facts about a place or a route.

use jiff::civil::Date;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// The way in without a step.
    StepFree,
    /// A hearing loop.
    Loop,
    /// The light.
    Light,
    /// How loud it is.
    Noise,
    /// Toilets.
    Toilets,
    /// Buses and trams.
    Bus,
    /// Whether others can hear or see in.
    Privacy,
    /// Where to leave a car or a bicycle.
    Parking,
    /// What it costs.
    Cost,
    /// How to find the door.
    Door,
    /// Where to meet when the building must be left.
    AssemblyPoint,
    /// The nearest defibrillator.
    Defibrillator,
    /// Slope of a route.
    Slope,
    /// Surface of a route.
    Surface,
    /// Where a route can be left or rested on.
    Stops,
    /// Shelter on a route.
    Shelter,
    /// Telephone signal on a route.
    Signal,
}

impl FactKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 17] = [
        Self::StepFree,
        Self::Door,
        Self::Toilets,
        Self::Loop,
        Self::Light,
        Self::Noise,
        Self::Privacy,
        Self::Bus,
        Self::Parking,
        Self::Cost,
        Self::AssemblyPoint,
        Self::Defibrillator,
        Self::Slope,
        Self::Surface,
        Self::Stops,
        Self::Shelter,
        Self::Signal,
    ];

    /// The word under which the kind is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::StepFree => "step-free",
            Self::Loop => "loop",
            Self::Light => "light",
            Self::Noise => "noise",
            Self::Toilets => "toilets",
            Self::Bus => "bus",
            Self::Privacy => "privacy",
            Self::Parking => "parking",
            Self::Cost => "cost",
            Self::Door => "door",
            Self::AssemblyPoint => "assembly-point",
            Self::Defibrillator => "defibrillator",
            Self::Slope => "slope",
            Self::Surface => "surface",
            Self::Stops => "stops",
            Self::Shelter => "shelter",
            Self::Signal => "signal",
        }
    }

    /// The kind of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the fact is for everybody, or only for those who hold a session there.
    pub fn is_for_everybody(self) -> bool {
        !matches!(self, Self::AssemblyPoint | Self::Defibrillator)
    }
}

/// Whether a fact is good news for somebody who needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is as people would wish.
    Good,
    /// It is not, or only partly.
    Less,
    /// Nobody knows.
    NotKnown,
}

impl Says {
    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Less => "less",
            Self::NotKnown => "not-known",
        }
    }

    /// The value of a stored word; anything else is not known.
    pub fn of_code(code: &str) -> Self {
        match code {
            "good" => Self::Good,
            "less" => Self::Less,
            _ => Self::NotKnown,
        }
    }
}

/// A fact about a place wants another look when nobody has checked it for a year, or ever.
///
/// Lifts break and doors move. A year is Bothy's own default, to be set by the organisation.
pub fn needs_another_look(checked_on: Option<Date>, today: Date) -> bool {
    checked_on.is_none_or(|on| on.saturating_add(jiff::Span::new().years(1)) < today)
}

/// A place wants another look on the day after its oldest check has stood for a year.
///
/// What nobody has checked has no day from which a year could be counted; it shows as unchecked.
pub fn wants_a_look_on(checked: impl IntoIterator<Item = Date>) -> Option<Date> {
    let oldest = checked.into_iter().min()?;
    Some(oldest.saturating_add(jiff::Span::new().years(1)).saturating_add(jiff::Span::new().days(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fact_stands_for_a_year_to_the_day() {
        assert!(!needs_another_look(Some(date(2025, 11, 24)), date(2026, 11, 24)));
        assert!(needs_another_look(Some(date(2025, 11, 23)), date(2026, 11, 24)));
    }

    #[test]
    fn the_oldest_check_says_when_a_place_wants_a_look() {
        let checked = [date(2026, 3, 1), date(2025, 12, 24), date(2026, 11, 2)];
        let day = wants_a_look_on(checked).unwrap();
        assert_eq!(day, date(2026, 12, 25));
        assert!(needs_another_look(Some(checked[1]), day));
        assert!(!needs_another_look(Some(checked[1]), day.yesterday().unwrap()));
        assert_eq!(wants_a_look_on([]), None);
    }

    #[test]
    fn a_fact_that_was_never_checked_wants_a_look() {
        assert!(needs_another_look(None, date(2026, 11, 24)));
    }
}
