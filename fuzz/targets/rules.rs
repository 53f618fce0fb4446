//! Rules of recurrence: what is read is written and read again as the same, and no rule gives more days than asked.
#![no_main]

use bothy_calendar::expand::{dates_counted_from, names};
use bothy_calendar::rule_text::{parse_rrule, write_rrule};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok((every, ends)) = parse_rrule(text) else { return };
    let written = write_rrule(&every, ends);
    let again = parse_rrule(&written);
    assert_eq!(again.ok(), Some((every.clone(), ends)), "{text:?} was written as {written:?}");
    let between = date(2026, 3, 1)..=date(2027, 11, 30);
    if let Ok(days) = dates_counted_from(&every, date(2026, 3, 3), ends, between.clone(), 60) {
        assert!(days.len() <= 60);
        for pair in days.windows(2) {
            assert!(pair[0] < pair[1], "{text:?} gives days out of order");
        }
        for day in days {
            assert!(between.contains(&day) && names(&every, day), "{text:?} does not name {day}");
        }
    }
});
