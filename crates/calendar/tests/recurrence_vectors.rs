//! The vectors of a foreign implementation: what our rules can say gives exactly its days,
//! everything else is refused. Where they come from stands beside them in `tests/data`.

use bothy_calendar::expand::dates_counted_from;
use bothy_calendar::rule_text::{RruleRefused, parse_series};
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use serde_json::Value;

const VECTORS: &str = include_str!("data/recurrence-vectors.json");

struct Vector {
    name: String,
    text: String,
    start: Option<DateTime>,
    expected: Vec<DateTime>,
}

fn vectors() -> Vec<Vector> {
    let all: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    let when = |text: &str| text.parse::<DateTime>().unwrap();
    all.iter()
        .map(|one| Vector {
            name: one["name"].as_str().unwrap().to_owned(),
            text: one["text"].as_str().unwrap().to_owned(),
            start: one["dtstart"].as_str().map(when),
            expected: one["expected"].as_array().unwrap().iter().map(|day| when(day.as_str().unwrap())).collect(),
        })
        .collect()
}

/// What a vector comes to here: its meetings, or why it is refused.
fn meetings(vector: &Vector) -> Result<Vec<DateTime>, RruleRefused> {
    let series = parse_series(&vector.text, vector.start, &TimeZone::UTC)?;
    let span = series.starts.date()..=date(2200, 1, 1);
    let days: Vec<Date> = dates_counted_from(&series.every, series.starts.date(), series.ends, span, 50).unwrap();
    let days = days.into_iter().filter(|day| !series.except.contains(day));
    Ok(days.map(|day| day.to_datetime(series.starts.time())).collect())
}

#[test]
fn what_our_rules_can_say_gives_exactly_the_expected_days() {
    let taken: Vec<_> =
        vectors().into_iter().filter_map(|vector| meetings(&vector).ok().map(|days| (vector, days))).collect();
    for (vector, days) in &taken {
        assert_eq!(days, &vector.expected, "{}", vector.name);
    }
    let names: Vec<_> = taken.iter().map(|(vector, _)| vector.name.as_str()).collect();
    assert_eq!(names, TAKEN);
}

#[test]
fn everything_else_is_refused_by_name() {
    let mut reasons = std::collections::BTreeMap::new();
    for vector in vectors() {
        if let Err(refused) = meetings(&vector) {
            let reason = match refused {
                RruleRefused::TooOften { .. } => "more often than daily",
                RruleRefused::NotKept { part } => part,
                RruleRefused::Twice { part: "RRULE" } => "two rules at once",
                RruleRefused::WeekStart => "weeks from Sunday",
                RruleRefused::Unknown { .. } => "an unknown part",
                other => panic!("{}: {other}", vector.name),
            };
            *reasons.entry(reason).or_insert(0) += 1;
        }
    }
    assert_eq!(reasons.values().sum::<usize>() + TAKEN.len(), 150);
    let reasons: Vec<_> = reasons.into_iter().collect();
    assert_eq!(reasons, REFUSED);
}

#[test]
fn the_counts_are_of_the_whole_file() {
    assert_eq!(vectors().len(), 150);
}

/// The vectors that our rules can say, chosen by hand from the file.
const TAKEN: [&str; 25] = [
    "RRuleTest.testYearly",
    "RRuleTest.testYearlyInterval",
    "RRuleTest.testYearlyByMonthDay",
    "RRuleTest.testYearlyByWeekDay",
    "RRuleTest.testMonthly",
    "RRuleTest.testMonthlyInterval",
    "RRuleTest.testMonthlyIntervalLarge",
    "RRuleTest.testMonthlyByWeekDay",
    "RRuleTest.testMonthlyByNWeekDay",
    "RRuleTest.testMonthlyByNWeekDayLarge",
    "RRuleTest.testWeeklyInterval",
    "RRuleTest.testWeeklyByWeekDay",
    "RRuleTest.testDailyInterval",
    "RRuleTest.testDailyByMonthDay",
    "RRuleTest.testDailyByWeekDay",
    "RRuleTest.testUntilNotMatching",
    "RRuleTest.testUntilSingle",
    "RRuleTest.testUntilWithDate",
    "RRuleTest.testDTStartIsDate",
    "RRuleTest.testStr",
    "RRuleTest.testStrCase",
    "RRuleTest.testStrSpaces",
    "RRuleTest.testStrSpacesAndLines",
    "RRuleTest.testStrNoDTStart",
    "RRuleTest.testStrSetExDate",
];

/// How many are refused, by the first part that is not kept.
const REFUSED: [(&str, usize); 15] = [
    ("BYDAY", 6),
    ("BYDAY with BYMONTHDAY", 3),
    ("BYHOUR", 23),
    ("BYMINUTE", 10),
    ("BYMONTH", 12),
    ("BYMONTHDAY", 1),
    ("BYSECOND", 4),
    ("BYWEEKNO", 22),
    ("BYYEARDAY", 17),
    ("EXRULE", 1),
    ("RDATE", 2),
    ("an unknown part", 1),
    ("more often than daily", 21),
    ("two rules at once", 1),
    ("weeks from Sunday", 1),
];
