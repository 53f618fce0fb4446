//! The list of public holidays: any text is read or refused, and a day that is known is either a holiday or not.
#![no_main]

use bothy_calendar::holidays::holidays;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(known) = holidays(text, "scotland") {
        let christmas = date(2026, 12, 25);
        // What is on the list is known.
        assert!(known.on(christmas).is_none() || known.knows(christmas));
    }
});
