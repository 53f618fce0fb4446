//! Routes: the line of a walk as a place of its own.

use super::facts::FactKind;
use alloc::format;
use alloc::string::String;

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A building, with halls, keys and an alarm.
    Building,
    /// The route of a walk.
    Route,
}

impl PlaceKind {
    /// The word under which it travels in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Route => "route",
        }
    }

    /// The kind of a word.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Building, Self::Route].into_iter().find(|kind| kind.code() == code)
    }

    /// A walk is asked about slope and shelter, a building about its loop and its light.
    pub fn asks(self, fact: FactKind) -> bool {
        use FactKind::{
            AssemblyPoint, Bus, Cost, Defibrillator, Door, Light, Loop, Noise, Parking, Privacy, Shelter, Signal,
            Slope, StepFree, Stops, Surface, Toilets,
        };
        match fact {
            StepFree | Door | Toilets | Noise | Privacy | Bus | Parking | Cost | Defibrillator | Light => true,
            Loop | AssemblyPoint => self == Self::Building,
            Slope | Surface | Stops | Shelter | Signal => self == Self::Route,
        }
    }
}

/// The longest walk that can be written down, in metres.
const FURTHEST: u32 = 100_000;

/// A distance as people write it in kilometres ("3.2", "3,2 km"), in metres; nothing where it is not one.
///
/// Whole metres; no walk is longer than a hundred kilometres.
pub fn metres_of(said: &str) -> Option<u32> {
    let said = said.trim().trim_end_matches("km").trim_end();
    let (whole, part) = said.split_once(['.', ',']).unwrap_or((said, ""));
    let figures = |text: &str| text.chars().all(|one| one.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 3 || !figures(whole) || !figures(part) {
        return None;
    }
    let metres: u32 = format!("{whole}{part:0<3}").parse().ok()?;
    (1..=FURTHEST).contains(&metres).then_some(metres)
}

/// A distance in metres as kilometres with as many figures as it needs: "3.2".
pub fn kilometres(metres: u32) -> String {
    let text = format!("{}.{:03}", metres / 1_000, metres % 1_000);
    String::from(text.trim_end_matches('0').trim_end_matches('.'))
}

/// About how many tenths of a mile that is. A mile is 1,609.344 metres.
pub fn tenths_of_a_mile(metres: u32) -> u32 {
    let tenths = (u64::from(metres) * 10_000 + 804_672) / 1_609_344;
    u32::try_from(tenths).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_read_as_people_write_it_or_not_at_all() {
        for said in ["3.2", "3,2", " 3.2 km", "3.200", "3.20km"] {
            assert_eq!(metres_of(said), Some(3_200), "{said}");
        }
        assert_eq!(metres_of("4"), Some(4_000));
        for said in ["", "0", "far", "-3", "101", "3.2.1", "1e3", ".5", "3.2222", "٣"] {
            assert_eq!(metres_of(said), None, "{said}");
        }
    }

    #[test]
    fn a_distance_is_said_in_both_measures() {
        assert_eq!(kilometres(3_200), "3.2");
        assert_eq!(kilometres(4_000), "4");
        assert_eq!(kilometres(10_000), "10");
        assert_eq!(kilometres(50), "0.05");
        assert_eq!(tenths_of_a_mile(3_200), 20);
        assert_eq!(tenths_of_a_mile(1_609), 10);
    }

    #[test]
    fn a_walk_is_asked_about_its_slope_and_a_building_is_not() {
        assert!(PlaceKind::Route.asks(FactKind::Slope) && !PlaceKind::Building.asks(FactKind::Slope));
        assert!(!PlaceKind::Route.asks(FactKind::Loop) && PlaceKind::Building.asks(FactKind::Loop));
        for kind in FactKind::ALL {
            assert!(PlaceKind::Route.asks(kind) || PlaceKind::Building.asks(kind), "{}", kind.code());
        }
    }
}
