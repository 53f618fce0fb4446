//! Rules against a plain day-by-day reading that shares nothing with the engine, and the walks
//! that must stay short however far somebody looks.

use std::ops::RangeInclusive;

use bothy_calendar::expand::{ExpandRefused, dates, dates_counted_from, first_match, names};
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, RuleRefused};
use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan as _};
use proptest::prelude::*;

/// Whether the rule, counted from `start`, meets on this day: read straight from the calendar.
fn meets(every: &Every, start: Date, day: Date) -> bool {
    let weeks_apart = |a: Date, b: Date| {
        let monday = |day: Date| day - i64::from(day.weekday().to_monday_zero_offset()).days();
        (monday(b) - monday(a)).get_days() / 7
    };
    let months_apart =
        |a: Date, b: Date| i32::from(b.year() - a.year()) * 12 + i32::from(b.month()) - i32::from(a.month());
    let last = day.last_of_month();
    match every {
        Every::Days { interval } => (day - start).get_days() % i32::from(*interval) == 0,
        Every::Weeks { interval, days } => {
            days.has(day.weekday()) && weeks_apart(start, day) % i32::from(*interval) == 0
        }
        Every::MonthsByWeekday { interval, which } => {
            months_apart(start, day) % i32::from(*interval) == 0
                && which.iter().any(|one| day.nth_weekday_of_month(one.nth, one.day).ok() == Some(day))
        }
        Every::MonthsByDay { interval, days } => {
            months_apart(start, day) % i32::from(*interval) == 0
                && days.iter().any(|at| if *at > 0 { day.day() == *at } else { last.day() + at + 1 == day.day() })
        }
        Every::Years { interval } => {
            (day.month(), day.day()) == (start.month(), start.day())
                && i32::from(day.year() - start.year()) % i32::from(*interval) == 0
        }
    }
}

fn day_by_day(every: &Every, start: Date, ends: Ends, between: RangeInclusive<Date>, limit: usize) -> Vec<Date> {
    let mut met = 0;
    let mut days = Vec::new();
    for day in start.series(1.days()).take_while(|day| day <= between.end()) {
        if !meets(every, start, day) {
            continue;
        }
        met += 1;
        let over = match ends {
            Ends::Never => false,
            Ends::On(last) => day > last,
            Ends::After(meetings) => met > meetings,
        };
        if over || days.len() == limit {
            break;
        }
        if day >= *between.start() {
            days.push(day);
        }
    }
    days
}

fn weekdays() -> impl Strategy<Value = Vec<Weekday>> {
    prop::collection::vec((0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap()), 1..=4)
}

fn any_rule() -> impl Strategy<Value = Every> {
    let interval = prop_oneof![4 => 1..=3_u16, 1 => prop::sample::select(vec![5, 12, 24, 52])];
    let nth = (prop_oneof![1..=5_i8, -5..=-1_i8], 0..7_i8)
        .prop_map(|(nth, day)| NthWeekday { nth, day: Weekday::from_monday_zero_offset(day).unwrap() });
    let days = prop_oneof![1..=31_i8, -31..=-1_i8, Just(31), Just(29)];
    prop_oneof![
        interval.clone().prop_map(|interval| Every::Days { interval }),
        interval.clone().prop_map(|interval| Every::Years { interval }),
        (interval.clone(), weekdays())
            .prop_map(|(interval, days)| Every::Weeks { interval, days: DaysOfWeek::of(&days) }),
        (interval.clone(), prop::collection::btree_set(nth, 1..4))
            .prop_map(|(interval, which)| Every::MonthsByWeekday { interval, which }),
        (interval, prop::collection::btree_set(days, 1..4))
            .prop_map(|(interval, days)| Every::MonthsByDay { interval, days }),
    ]
}

fn any_day() -> impl Strategy<Value = Date> {
    prop_oneof![
        6 => (0..5_000_i32).prop_map(|days| date(2018, 1, 1) + days.days()),
        1 => Just(date(2024, 2, 29)),
        1 => Just(date(2026, 12, 31)),
    ]
}

fn any_ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        Just(Ends::Never),
        (0..400_u32).prop_map(Ends::After),
        (0..8_000_i32).prop_map(|days| Ends::On(date(2018, 1, 1) + days.days())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_days_are_those_of_a_plain_reading(
        (every, start, ends) in (any_rule(), any_day(), any_ends()),
        (ahead, long, limit) in (-400..4_000_i32, 0..1_500_i32, prop_oneof![Just(10_000_usize), 0..40_usize]),
    ) {
        let from = start + ahead.days();
        let between = from..=from + long.days();
        let expected = day_by_day(&every, start, ends, between.clone(), limit);
        prop_assert_eq!(dates_counted_from(&every, start, ends, between.clone(), limit), Ok(expected.clone()));
        match dates(&every, start, ends, between, limit) {
            Ok(days) => {
                prop_assert!(meets(&every, start, start));
                prop_assert_eq!(days, expected);
            }
            Err(ExpandRefused::FirstNotInRule { first, next }) => {
                prop_assert!(!meets(&every, start, start));
                prop_assert_eq!(first, start);
                let next = next.unwrap();
                prop_assert!(next > start && meets(&every, next, next));
                let between = start..=next.yesterday().unwrap();
                prop_assert!(start.series(1.days()).take_while(|day| between.contains(day)).all(|day| !meets(&every, day, day)));
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

fn fridays(nth: i8, interval: u16) -> Every {
    let which = [NthWeekday { nth, day: Weekday::Friday }].into_iter().collect();
    Every::MonthsByWeekday { interval, which }
}

fn month_day(day: i8, interval: u16) -> Every {
    Every::MonthsByDay { interval, days: [day].into_iter().collect() }
}

#[test]
fn a_first_day_off_the_rule_is_refused_with_the_next_that_fits() {
    let tuesdays = Every::weekly(DaysOfWeek::of(&[Weekday::Tuesday]));
    let thursday = date(2026, 11, 26);
    let refused = dates(&tuesdays, thursday, Ends::Never, thursday..=date(2027, 1, 1), 5);
    assert_eq!(refused, Err(ExpandRefused::FirstNotInRule { first: thursday, next: Some(date(2026, 12, 1)) }));
}

#[test]
fn the_last_day_of_the_month_is_the_31st_and_the_28th() {
    let days = dates(&month_day(-1, 1), date(2026, 12, 31), Ends::After(3), date(2026, 1, 1)..=date(2028, 1, 1), 9);
    assert_eq!(days, Ok(vec![date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]));
}

#[test]
fn a_fifth_friday_skips_the_months_without_one() {
    let days = dates(&fridays(5, 1), date(2026, 10, 30), Ends::Never, date(2026, 1, 1)..=date(2027, 5, 1), 9);
    assert_eq!(days, Ok(vec![date(2026, 10, 30), date(2027, 1, 29), date(2027, 4, 30)]));
}

#[test]
fn every_two_weeks_counts_from_the_first_week() {
    let rule = Every::Weeks { interval: 2, days: DaysOfWeek::of(&[Weekday::Monday, Weekday::Friday]) };
    let days = dates(&rule, date(2026, 11, 27), Ends::Never, date(2026, 11, 27)..=date(2027, 1, 1), 4);
    assert_eq!(days, Ok(vec![date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 11), date(2026, 12, 21)]));
}

#[test]
fn the_29th_of_february_comes_every_four_years_and_not_in_2100() {
    let days =
        dates(&Every::Years { interval: 1 }, date(2092, 2, 29), Ends::Never, date(2092, 1, 1)..=date(2108, 12, 31), 9);
    assert_eq!(days, Ok(vec![date(2092, 2, 29), date(2096, 2, 29), date(2104, 2, 29), date(2108, 2, 29)]));
}

#[test]
fn a_rule_that_never_meets_is_found_out_without_walking() {
    // The 31st of every twelfth month from February.
    let days =
        dates_counted_from(&month_day(31, 12), date(2026, 2, 1), Ends::Never, date(2026, 1, 1)..=date(2060, 1, 1), 9);
    assert_eq!(days, Ok(Vec::new()));
    let far = dates_counted_from(&month_day(31, 12), date(2026, 2, 1), Ends::Never, date(2026, 1, 1)..=Date::MAX, 9);
    assert_eq!(far, Err(ExpandRefused::TooFar { last: date(2126, 2, 1) }));
}

#[test]
fn a_rule_that_meets_every_28_years_says_so_and_no_more() {
    let days = dates(&fridays(5, 12), date(2036, 2, 29), Ends::Never, date(2036, 1, 1)..=date(2100, 1, 1), 9);
    assert_eq!(days, Ok(vec![date(2036, 2, 29), date(2064, 2, 29), date(2092, 2, 29)]));
}

#[test]
fn an_end_in_the_year_9999_does_not_matter() {
    let daily = Every::Days { interval: 1 };
    let ends = Ends::On(Date::MAX);
    let days = dates(&daily, date(1950, 1, 1), ends, date(2026, 11, 24)..=Date::MAX, 3);
    assert_eq!(days, Ok(vec![date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)]));
    let last = dates(&daily, date(1950, 1, 1), ends, date(9999, 12, 30)..=Date::MAX, 9);
    assert_eq!(last, Ok(vec![date(9999, 12, 30), Date::MAX]));
}

#[test]
fn four_thousand_million_meetings_are_not_counted_through() {
    let weekly = Every::weekly(DaysOfWeek::ALL);
    let days = dates(&weekly, date(1900, 1, 1), Ends::After(u32::MAX), date(9990, 1, 1)..=Date::MAX, 2);
    assert_eq!(days, Ok(vec![date(9990, 1, 1), date(9990, 1, 2)]));
    let monthly = dates(&month_day(1, 1), date(2026, 1, 1), Ends::After(u32::MAX), date(9990, 1, 1)..=Date::MAX, 2);
    assert_eq!(monthly, Err(ExpandRefused::TooFar { last: date(2226, 1, 1) }));
}

#[test]
fn looking_more_than_a_century_ahead_is_refused_rather_than_cut() {
    let first = date(2026, 1, 1);
    let refused = dates(&Every::Days { interval: 1 }, first, Ends::Never, first..=Date::MAX, usize::MAX);
    assert_eq!(refused, Err(ExpandRefused::TooFar { last: date(2126, 1, 1) }));
}

#[test]
fn a_series_from_before_1900_is_refused() {
    let first = date(1899, 12, 31);
    let refused = dates(&Every::Days { interval: 1 }, first, Ends::Never, first..=first, 1);
    assert_eq!(refused, Err(ExpandRefused::FirstTooLongAgo { first }));
}

#[test]
fn a_rule_that_cannot_stand_is_refused() {
    let first = date(2026, 1, 1);
    let refused = dates(&Every::Days { interval: 0 }, first, Ends::Never, first..=first, 1);
    assert_eq!(refused, Err(ExpandRefused::Rule(RuleRefused::Interval)));
}

#[test]
fn an_end_before_the_beginning_gives_no_day() {
    let (first, before) = (date(2026, 1, 2), date(2026, 1, 1));
    assert_eq!(dates(&Every::Days { interval: 1 }, first, Ends::On(before), first..=Date::MAX, 9), Ok(Vec::new()));
    let backwards = date(2027, 1, 1)..=date(2026, 1, 1);
    assert_eq!(dates(&Every::Days { interval: 1 }, first, Ends::Never, backwards, 9), Ok(Vec::new()));
}

#[test]
fn a_rule_naming_no_day_that_exists_has_no_first_match() {
    let never = month_day(0, 1);
    assert_eq!(first_match(&never, date(2026, 1, 1)), None);
    assert!(!names(&never, date(2026, 1, 1)));
    assert_eq!(first_match(&month_day(31, 1), Date::MAX - Span::new().days(3)), Some(Date::MAX));
}
