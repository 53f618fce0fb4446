use std::collections::BTreeSet;

use super::*;
use bothy_domain::sessions::recurrence::{DaysOfWeek, NthWeekday};
use jiff::civil::{Weekday, date, datetime};
use proptest::prelude::*;

const TUESDAY_AT_SEVEN: DateTime = datetime(2026, 11, 24, 19, 0, 0, 0);

#[track_caller]
fn check(text: &str, expected: &str) {
    let zone = zone::named("Europe/London").unwrap();
    let got = parse_rrule_from(text, Start { at: TUESDAY_AT_SEVEN, zone: &zone });
    assert_eq!(got.map(|(every, ends)| write_rrule(&every, ends)), Ok(String::from(expected)));
}

#[track_caller]
fn refused(text: &str, expected: RruleRefused) {
    let zone = zone::named("Europe/London").unwrap();
    assert_eq!(parse_rrule_from(text, Start { at: TUESDAY_AT_SEVEN, zone: &zone }), Err(expected));
}

#[test]
fn our_own_text_needs_no_start() {
    let days = DaysOfWeek::of(&[Weekday::Tuesday, Weekday::Wednesday]);
    let expected = (Every::weekly(days), Ends::On(date(2027, 3, 31)));
    assert_eq!(parse_rrule("FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20270331"), Ok(expected));
}

#[test]
fn case_spaces_and_the_name_in_front_do_not_matter() {
    check(" rrule:freq=weekly; byday=we , tu ;", "FREQ=WEEKLY;BYDAY=TU,WE");
}

#[test]
fn a_week_without_a_day_takes_the_start_s() {
    check("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU");
    assert_eq!(parse_rrule("FREQ=WEEKLY"), Err(RruleRefused::NeedsStart { part: "the day of the week" }));
}

#[test]
fn a_month_without_a_day_takes_the_start_s() {
    check("FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=24");
}

#[test]
fn other_spellings_of_the_same_days_are_understood() {
    check("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    check("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=2TU");
    check("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,-1", "FREQ=MONTHLY;BYDAY=1TU,-1TU");
    check("FREQ=MONTHLY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TU,TH");
    check("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", "FREQ=YEARLY");
    check("FREQ=YEARLY;BYMONTHDAY=1,3", "FREQ=MONTHLY;BYMONTHDAY=1,3");
}

#[test]
fn the_same_parts_with_an_interval_mean_something_else_and_are_refused() {
    refused("FREQ=DAILY;INTERVAL=2;BYDAY=MO", RruleRefused::NotKept { part: "BYDAY" });
    refused("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", RruleRefused::NotKept { part: "BYDAY" });
    refused("FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=3", RruleRefused::NotKept { part: "BYMONTHDAY" });
}

#[test]
fn what_is_not_kept_is_refused_by_name() {
    refused("FREQ=HOURLY", RruleRefused::TooOften { frequency: "HOURLY".into() });
    refused("FREQ=WEEKLY;BYHOUR=9", RruleRefused::NotKept { part: "BYHOUR" });
    refused("FREQ=YEARLY;BYWEEKNO=20", RruleRefused::NotKept { part: "BYWEEKNO" });
    refused("FREQ=YEARLY;BYDAY=3TU", RruleRefused::NotKept { part: "BYDAY" });
    refused("FREQ=WEEKLY;BYDAY=1TU", RruleRefused::NotKept { part: "BYDAY" });
    refused("FREQ=WEEKLY;BYMONTH=1", RruleRefused::NotKept { part: "BYMONTH" });
    refused("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", RruleRefused::NotKept { part: "BYSETPOS" });
    refused("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", RruleRefused::NotKept { part: "BYDAY with BYMONTHDAY" });
    refused("FREQ=WEEKLY;BYWEEKDAY=TU", RruleRefused::Unknown { part: "BYWEEKDAY".into() });
    refused("FREQ=FORTNIGHTLY", RruleRefused::Value { part: "FREQ", value: "FORTNIGHTLY".into() });
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    refused("", RruleRefused::Empty);
    refused("every tuesday", RruleRefused::NotAPart { piece: "EVERY TUESDAY".into() });
    refused("BYDAY=TU", RruleRefused::NoFrequency);
    refused("FREQ=WEEKLY;BYDAY=TU;BYDAY=WE", RruleRefused::Twice { part: "BYDAY" });
    refused("FREQ=WEEKLY;BYDAY=TUE", RruleRefused::Value { part: "BYDAY", value: "TUE".into() });
    refused("FREQ=WEEKLY;BYDAY=", RruleRefused::Value { part: "BYDAY", value: String::new() });
    refused("FREQ=WEEKLY;COUNT=0", RruleRefused::Value { part: "COUNT", value: "0".into() });
    refused("FREQ=WEEKLY;COUNT=99999999999", RruleRefused::Value { part: "COUNT", value: "99999999999".into() });
    refused("FREQ=WEEKLY;UNTIL=20270230", RruleRefused::Value { part: "UNTIL", value: "20270230".into() });
    refused("FREQ=WEEKLY;UNTIL=20270228Z", RruleRefused::Value { part: "UNTIL", value: "20270228Z".into() });
    refused("FREQ=WEEKLY;COUNT=3;UNTIL=20270228", RruleRefused::EndsTwice);
    refused("FREQ=WEEKLY;INTERVAL=0", RruleRefused::Rule(RuleRefused::Interval));
    refused("FREQ=MONTHLY;BYMONTHDAY=32", RruleRefused::Rule(RuleRefused::NoSuchDay));
    refused("FREQ=MONTHLY;BYDAY=6TU", RruleRefused::Rule(RuleRefused::NoSuchDay));
    refused(&"X".repeat(1_001), RruleRefused::TooLong);
}

#[test]
fn a_last_day_counts_as_a_whole() {
    check("FREQ=WEEKLY;UNTIL=20261222", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222");
}

#[test]
fn an_end_before_the_meeting_s_time_leaves_that_day_out() {
    check("FREQ=WEEKLY;UNTIL=20261222T190000", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222");
    check("FREQ=WEEKLY;UNTIL=20261222T185959", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261221");
}

#[test]
fn an_end_in_utc_is_brought_to_the_wall_first() {
    // 23:30 on 30 June in UTC is 00:30 on 1 July in London: 30 June's meeting still happens.
    check("FREQ=WEEKLY;UNTIL=20270629T233000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629");
    // 18:00 UTC in summer is 19:00 on the wall; in winter it is an hour too early.
    check("FREQ=WEEKLY;UNTIL=20270629T180000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629");
    check("FREQ=WEEKLY;UNTIL=20261222T180000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261221");
}

#[test]
fn a_week_from_sunday_is_taken_only_where_it_changes_nothing() {
    check("FREQ=WEEKLY;WKST=SU;BYDAY=TU,SU", "FREQ=WEEKLY;BYDAY=TU,SU");
    check("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");
    check("FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU");
    refused("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU", RruleRefused::WeekStart);
    refused("FREQ=WEEKLY;WKST=XX", RruleRefused::Value { part: "WKST", value: "XX".into() });
}

#[test]
fn a_whole_series_is_read_with_its_zone_and_weeks_off() {
    let text = "DTSTART;TZID=Europe/London:20261124T190000\r\nRRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/London:20261222T190000,20261229T190000";
    let series = parse_series(text, None, &TimeZone::UTC).unwrap();
    assert_eq!(series.zone.iana_name(), Some("Europe/London"));
    assert_eq!(series.starts, TUESDAY_AT_SEVEN);
    assert_eq!(series.except, BTreeSet::from([date(2026, 12, 22), date(2026, 12, 29)]));
}

#[test]
fn a_series_that_starts_in_utc_would_move_with_the_clocks_and_is_refused() {
    let refused = parse_series("DTSTART:20261124T190000Z\nRRULE:FREQ=WEEKLY", None, &TimeZone::UTC);
    assert_eq!(refused, Err(RruleRefused::Value { part: "DTSTART", value: "20261124T190000Z".into() }));
}

#[test]
fn a_day_left_out_at_another_time_is_refused() {
    let text = "DTSTART:20261124T190000 RRULE:FREQ=WEEKLY EXDATE:20261201T180000";
    let refused = parse_series(text, None, &TimeZone::UTC);
    assert_eq!(refused, Err(RruleRefused::Value { part: "EXDATE", value: "20261201T180000".into() }));
}

fn any_every() -> impl Strategy<Value = Every> {
    let interval = 1..=366_u16;
    let nth = (prop_oneof![1..=5_i8, -5..=-1_i8], 0..7_i8)
        .prop_map(|(nth, day)| NthWeekday { nth, day: Weekday::from_monday_zero_offset(day).unwrap() });
    prop_oneof![
        interval.clone().prop_map(|interval| Every::Days { interval }),
        interval.clone().prop_map(|interval| Every::Years { interval }),
        (interval.clone(), prop::collection::vec(0..7_i8, 1..=7)).prop_map(|(interval, days)| {
            let days: Vec<_> = days.iter().map(|day| Weekday::from_monday_zero_offset(*day).unwrap()).collect();
            Every::Weeks { interval, days: DaysOfWeek::of(&days) }
        }),
        (interval.clone(), prop::collection::btree_set(nth, 1..4))
            .prop_map(|(interval, which)| Every::MonthsByWeekday { interval, which }),
        (interval, prop::collection::btree_set(prop_oneof![1..=31_i8, -31..=-1_i8], 1..4))
            .prop_map(|(interval, days)| Every::MonthsByDay { interval, days }),
    ]
}

fn any_ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        Just(Ends::Never),
        (1..=u32::MAX).prop_map(Ends::After),
        (1900..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| Ends::On(date(year, month, day))),
    ]
}

proptest! {
    #[test]
    fn what_we_write_we_read_back((every, ends) in (any_every(), any_ends())) {
        let text = write_rrule(&every, ends);
        let read = parse_rrule(&text);
        prop_assert_eq!(&read, &Ok((every, ends)));
        let (every, ends) = read.unwrap();
        prop_assert_eq!(write_rrule(&every, ends), text);
    }

    #[test]
    fn what_is_taken_from_others_means_the_same_when_written_again(
        text in "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=[1-3])?(;BYDAY=([1-2]|-1)?(TU|TH)(,SU)?)?(;BYMONTHDAY=(-?[1-9]|3[01]))?(;BYMONTH=11)?(;BYSETPOS=1)?(;WKST=(MO|SU))?(;COUNT=[1-9]|;UNTIL=20270[1-9]0[1-9](T1[89]0000Z?)?)?"
    ) {
        let zone = zone::named("Europe/London").unwrap();
        let start = Start { at: TUESDAY_AT_SEVEN, zone: &zone };
        if let Ok((every, ends)) = parse_rrule_from(&text, start) {
            prop_assert_eq!(parse_rrule(&write_rrule(&every, ends)), Ok((every, ends)));
        }
    }

    #[test]
    fn no_text_whatever_is_an_accident(text in "\\PC{0,60}|([A-Z]{0,9}[=;:,T0-9+-]{0,4}){0,9}") {
        let zone = zone::named("Europe/London").unwrap();
        let _ = parse_rrule(&text);
        let _ = parse_rrule_from(&text, Start { at: TUESDAY_AT_SEVEN, zone: &zone });
        let _ = parse_series(&text, None, &zone);
    }
}
