//! Whatever is written: no panic, no meeting that ends before it begins, the same answer twice.

use super::understand;
use crate::imports::in_words;
use crate::sessions::recurrence::{DaysOfWeek, Every, NthWeekday, Pattern, WEEK};
use alloc::string::String;
use alloc::vec::Vec;
use proptest::prelude::*;

#[allow(clippy::too_many_lines, reason = "a table of words")]
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "Monday",
        "Tues",
        "Sat",
        "fri.",
        "to",
        "-",
        "–",
        "and",
        "&",
        "/",
        ",",
        ".",
        ";",
        "\n",
        "every",
        "other",
        "second",
        "1st",
        "last",
        "of the month",
        "9am",
        "5pm",
        "9.30",
        "10:00",
        "0930",
        "1130",
        "12 noon",
        "midnight",
        "10",
        "2",
        "from",
        "until",
        "between",
        "3 March 2026",
        "03/03/2026",
        "31/02/2026",
        "weeks",
        "a year",
        "morning",
        "evenings",
        "closed",
        "various",
        "term time",
        "daily",
        "lunch club",
        "xyz",
        "(",
        ")",
        "24/7",
        "9999999999",
        "ß",
        "’",
        "a.m.",
        "th",
        "every 2 weeks",
        "weekend",
        "day",
        "o'clock",
        "15th",
        "on the",
        "?",
        "hrs",
    ];
    let words = proptest::sample::select(words.to_vec());
    let glue = proptest::sample::select(["", " ", " ", " "].to_vec());
    proptest::collection::vec((words, glue), 0..14)
        .prop_map(|all| all.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

fn days() -> impl Strategy<Value = DaysOfWeek> {
    proptest::sample::subsequence(WEEK.to_vec(), 1..=7).prop_map(|days| DaysOfWeek::of(&days))
}

fn nths() -> impl Strategy<Value = Every> {
    let nth = proptest::sample::select([-5_i8, -4, -3, -2, -1, 1, 2, 3, 4, 5].to_vec());
    let one = (nth, proptest::sample::select(WEEK.to_vec())).prop_map(|(nth, day)| NthWeekday { nth, day });
    (proptest::collection::btree_set(one, 1..6), 1_u16..4)
        .prop_map(|(which, interval)| Every::MonthsByWeekday { interval, which })
}

fn month_days() -> impl Strategy<Value = Every> {
    let day = prop_oneof![1_i8..=31, -31_i8..=-1];
    (proptest::collection::btree_set(day, 1..5), 1_u16..4)
        .prop_map(|(days, interval)| Every::MonthsByDay { interval, days })
}

fn patterns() -> impl Strategy<Value = Pattern> {
    let every = prop_oneof![
        (1_u16..40).prop_map(|interval| Every::Days { interval }),
        (1_u16..9, days()).prop_map(|(interval, days)| Every::Weeks { interval, days }),
        nths(),
        month_days(),
        (1_u16..4).prop_map(|interval| Every::Years { interval }),
    ];
    (every, 0_i32..1439, 1_i32..1439).prop_filter_map("ends the same day", |(every, start, length)| {
        let clock = |minutes: i32| {
            let hour = i8::try_from(minutes / 60).ok()?;
            let minute = i8::try_from(minutes % 60).ok()?;
            jiff::civil::Time::new(hour, minute, 0, 0).ok()
        };
        Pattern { every, starts: clock(start)?, ends: clock(start + length)? }.checked().ok()
    })
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in any::<String>()) {
        let said = understand(&text);
        prop_assert!(said.patterns.iter().all(|pattern| pattern.starts < pattern.ends));
        prop_assert!(!said.patterns.is_empty() || !said.doubts.is_empty());
        prop_assert_eq!(&said, &understand(&text));
    }

    #[test]
    fn any_timetable_words_are_read_without_harm(text in pieces()) {
        let said = understand(&text);
        prop_assert!(said.patterns.iter().all(|pattern| pattern.clone().checked().is_ok()));
        prop_assert!(!said.patterns.is_empty() || !said.doubts.is_empty());
        prop_assert_eq!(&said, &understand(&text));
    }

    #[test]
    fn what_is_printed_reads_back_the_same(pattern in patterns()) {
        let words = in_words::pattern(&pattern);
        let said = understand(&words);
        prop_assert_eq!(&said.patterns, &Vec::from([pattern.clone()]), "{}", words);
        let counted = super::counting::needs_first_date(&pattern.every);
        prop_assert_eq!(said.doubts.is_empty(), !counted, "{}: {:?}", words, said.doubts);
    }
}
