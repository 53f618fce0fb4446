//! Said times: what a cell such as "Tuesdays and Wednesdays 9.30am - 3.30pm" plainly says.
//!
//! Words become phrases, phrases become rules; whatever is left over becomes a doubt. Nothing is
//! guessed: a row is taken only when it has rules and no doubt, otherwise a person is asked, with
//! the doubt in words. Not here: dates to skip, places, whose group it is.

mod clauses;
mod clock;
mod counting;
mod dates;
mod doubts;
mod phrases;
mod tokens;
mod vocabulary;

#[cfg(test)]
mod council_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

use crate::sessions::recurrence::Pattern;
use alloc::vec::Vec;
pub use doubts::Doubt;
use jiff::civil::Date;
pub use vocabulary::Part;

/// What a text says about days and times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidTimes {
    /// The rules that were understood, in the order in which they stand.
    pub patterns: Vec<Pattern>,
    /// The first day, where one is plainly said; a rule with an interval is counted from it.
    pub first_on: Option<Date>,
    /// What a person has to be asked.
    pub doubts: Vec<Doubt>,
}

impl SaidTimes {
    /// Times are certain when there is at least one rule and no doubt.
    pub fn is_certain(&self) -> bool {
        !self.patterns.is_empty() && self.doubts.is_empty()
    }

    /// Opening hours may also say on which days it is closed: that day then has no rule.
    pub fn is_certain_for_opening(&self) -> bool {
        !self.patterns.is_empty() && self.doubts.iter().all(|doubt| matches!(doubt, Doubt::Closed { .. }))
    }
}

/// The longest text that is read as days and times, in letters.
pub const LONGEST: usize = 2_000;

/// Reads days and times from a text; what leaves a doubt is said, never guessed.
pub fn understand(text: &str) -> SaidTimes {
    let letters = text.chars().take(LONGEST + 1).count();
    if letters > LONGEST {
        let letters = text.chars().count();
        return SaidTimes { patterns: Vec::new(), first_on: None, doubts: alloc::vec![Doubt::TooLong { letters }] };
    }
    clauses::put_together(phrases::phrases(text))
}
