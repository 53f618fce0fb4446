//! The hours of a help line: read or not read, never guessed; what is read has an answer for every minute of a week.
#![no_main]

use bothy_actions::help::WeekHours;
use jiff::ToSpan as _;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(hours) = WeekHours::read(text) else { return };
    let monday = date(2026, 11, 23).at(0, 0, 0, 0);
    for minutes in (0..7 * 24 * 60).step_by(97) {
        let _ = hours.at(monday.saturating_add(minutes.minutes()));
    }
});
