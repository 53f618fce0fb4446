//! Calendars of other programs: whatever comes, each event says when it meets or why that is not kept, and no rule names
//! more days than are read.
#![no_main]

use bothy_calendar::expand::names;
use bothy_calendar::foreign::{MOST_DATES, MOST_EVENTS, Ours, events};
use jiff::civil::date;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(zone) = TimeZone::get("Europe/London") else { return };
    let ours = Ours { zone: &zone, today: date(2026, 11, 24), until: date(2028, 5, 24) };
    let Ok(all) = events(text, ours) else { return };
    assert!(all.len() <= MOST_EVENTS);
    for event in all {
        let Ok(meets) = event.meets else { continue };
        assert!(!meets.series.is_empty() || !meets.alone.is_empty(), "{text:?} meets never");
        assert!(meets.alone.len() <= 2 * MOST_DATES + 60);
        for one in &meets.series {
            assert!(names(&one.pattern.every, one.first_on) && one.pattern.starts < one.pattern.ends);
            assert!(one.off.iter().all(|day| names(&one.pattern.every, *day)));
        }
        assert!(meets.alone.iter().all(|one| one.starts < one.ends && one.date >= ours.today && one.date <= ours.until));
    }
});
