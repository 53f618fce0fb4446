//! Every distinct cell of the council's list of day services, judged by hand.

use super::{Doubt, understand};
use crate::imports::in_words;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

#[track_caller]
fn taken(text: &str, expected: &[(&str, &str, &str)]) {
    let said = understand(text);
    assert_eq!(said.doubts, [], "{text}");
    let rules: Vec<(String, String, String)> = said
        .patterns
        .iter()
        .map(|one| {
            let clock = |time: jiff::civil::Time| alloc::format!("{:02}:{:02}", time.hour(), time.minute());
            (one.every.rrule(), clock(one.starts), clock(one.ends))
        })
        .collect();
    let rules: Vec<(&str, &str, &str)> = rules.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(rules, expected, "{text}");
}

#[track_caller]
fn waits(text: &str, codes: &[&str]) {
    let said = understand(text);
    let found: Vec<&str> = said.doubts.iter().map(Doubt::code).collect();
    assert_eq!(found, codes, "{text}: {:?}", said.doubts.iter().map(ToString::to_string).collect::<Vec<_>>());
}

const WORKING: &str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
const MO_TH: &str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH";

#[test]
fn days_with_hours_are_taken() {
    taken("Tuesdays and Wednesdays 9.30am - 3.30pm", &[("FREQ=WEEKLY;BYDAY=TU,WE", "09:30", "15:30")]);
    taken("Saturdays 11am - 2pm", &[("FREQ=WEEKLY;BYDAY=SA", "11:00", "14:00")]);
    taken("Monday and Thursday 9.30am - 2.30pm", &[("FREQ=WEEKLY;BYDAY=MO,TH", "09:30", "14:30")]);
    taken("7.30am - 6.30pm every day", &[("FREQ=DAILY", "07:30", "18:30")]);
    taken("Fridays, 9.30am-2.30pm", &[("FREQ=WEEKLY;BYDAY=FR", "09:30", "14:30")]);
    taken("Wednesday, 11.30am - 1pm", &[("FREQ=WEEKLY;BYDAY=WE", "11:30", "13:00")]);
    taken("Wednesday 10am - 2pm", &[("FREQ=WEEKLY;BYDAY=WE", "10:00", "14:00")]);
    taken("Tuesday, 1pm - 4pm", &[("FREQ=WEEKLY;BYDAY=TU", "13:00", "16:00")]);
    taken("Wednesday 11am - 4.30pm", &[("FREQ=WEEKLY;BYDAY=WE", "11:00", "16:30")]);
    taken("Monday and Wednesday 3.30pm - 5.30pm.", &[("FREQ=WEEKLY;BYDAY=MO,WE", "15:30", "17:30")]);
    taken("Wednesday and Thursday 9am -5pm", &[("FREQ=WEEKLY;BYDAY=WE,TH", "09:00", "17:00")]);
    taken(
        "Monday, Tuesday, Wednesday and Friday, 10.30am - 2pm",
        &[("FREQ=WEEKLY;BYDAY=MO,TU,WE,FR", "10:30", "14:00")],
    );
    taken("Tuesday, Thursday and Friday, 9.30am - 2.30pm", &[("FREQ=WEEKLY;BYDAY=TU,TH,FR", "09:30", "14:30")]);
    taken("Tuesday and Wednesday every week from 10.00am - 2.30pm", &[("FREQ=WEEKLY;BYDAY=TU,WE", "10:00", "14:30")]);
}

#[test]
fn spans_of_days_are_taken() {
    taken("Monday to Friday, 9am till 3pm", &[(WORKING, "09:00", "15:00")]);
    taken("Monday to Friday,  9am till 3.15pm", &[(WORKING, "09:00", "15:15")]);
    taken("Tuesday - Saturday, 11am - 3.30pm", &[("FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA", "11:00", "15:30")]);
    taken("Monday - Friday, 9.00am - 5.00pm", &[(WORKING, "09:00", "17:00")]);
    taken("Monday - Friday, 9am - 4pm", &[(WORKING, "09:00", "16:00")]);
    taken("Monday - Friday, 10-2.30pm", &[(WORKING, "10:00", "14:30")]);
    taken("Monday - Friday,  8.30am - 4pm", &[(WORKING, "08:30", "16:00")]);
    taken("Tuesday - Thursday, 9am - 4pm", &[("FREQ=WEEKLY;BYDAY=TU,WE,TH", "09:00", "16:00")]);
    taken("Monday - Friday, 11am - 3pm", &[(WORKING, "11:00", "15:00")]);
    taken("Monday - Friday, 10am - 3pm", &[(WORKING, "10:00", "15:00")]);
    taken("Monday - Friday, 9.30am - 3.30pm.", &[(WORKING, "09:30", "15:30")]);
}

#[test]
fn several_rules_in_one_cell_are_taken() {
    taken(
        "Tuesdays 10.30am - 2pm. Thursdays 9.30am - 2pm.",
        &[("FREQ=WEEKLY;BYDAY=TU", "10:30", "14:00"), ("FREQ=WEEKLY;BYDAY=TH", "09:30", "14:00")],
    );
    taken(
        "Monday - Thursday, 10.00am - 4.00pm. Friday, 10.00am - 1.00pm",
        &[(MO_TH, "10:00", "16:00"), ("FREQ=WEEKLY;BYDAY=FR", "10:00", "13:00")],
    );
    taken(
        "Monday - Thursday 9am-4pm, Friday 9am -3pm",
        &[(MO_TH, "09:00", "16:00"), ("FREQ=WEEKLY;BYDAY=FR", "09:00", "15:00")],
    );
    taken(
        "Monday to Thursday, 9am - 3.30pm. Friday, 9am - 2pm.",
        &[(MO_TH, "09:00", "15:30"), ("FREQ=WEEKLY;BYDAY=FR", "09:00", "14:00")],
    );
    taken(
        "Tuesday, 10.30am - 3pm. Thursday, 10.30am - 2.30pm. Saturday, 10am - 3pm.",
        &[
            ("FREQ=WEEKLY;BYDAY=TU", "10:30", "15:00"),
            ("FREQ=WEEKLY;BYDAY=TH", "10:30", "14:30"),
            ("FREQ=WEEKLY;BYDAY=SA", "10:00", "15:00"),
        ],
    );
}

#[test]
fn days_counted_in_the_month_are_taken() {
    taken(
        "Monday, 2pm - 8pm. Wednesday, 10am - 6pm. Thursday, 2pm - 8pm. Friday, 2pm - 5pm.  First, third and fourth Saturdays of the month, 10am - 4pm.",
        &[
            ("FREQ=WEEKLY;BYDAY=MO", "14:00", "20:00"),
            ("FREQ=WEEKLY;BYDAY=WE", "10:00", "18:00"),
            ("FREQ=WEEKLY;BYDAY=TH", "14:00", "20:00"),
            ("FREQ=WEEKLY;BYDAY=FR", "14:00", "17:00"),
            ("FREQ=MONTHLY;BYDAY=1SA,3SA,4SA", "10:00", "16:00"),
        ],
    );
    taken(
        "Last Tuesday of the month 3.00pm - 4.30pm. First Wednesday of the month 2.00pm - 4.00pm.",
        &[("FREQ=MONTHLY;BYDAY=-1TU", "15:00", "16:30"), ("FREQ=MONTHLY;BYDAY=1WE", "14:00", "16:00")],
    );
}

#[test]
fn what_leaves_a_doubt_waits() {
    waits("", &["nothing"]);
    waits("Various times to suit needs", &["varies", "varies", "words"]);
    waits("Various meeting times", &["varies"]);
    waits("Various", &["varies"]);
    waits("Various meeting times and locations", &["varies", "words"]);
    waits("Daily service", &["no-time"]);
    waits("Monday to Friday", &["no-time"]);
    waits("Monday - Friday", &["no-time"]);
    waits("Mondays", &["no-time"]);
    waits("Tuesdays", &["no-time"]);
    waits("Tuesday, Thursday, lunch served at 12.30", &["end-not-said"]);
    waits("Monday - Friday, 9am - 4pm. Wednesday, 9am - 9pm.", &["same-day-twice"]);
}

#[test]
fn long_sentences_wait_with_every_doubt() {
    waits(
        "Meetings during term-time every 2 weeks on Wednesday, 6 - 8pm. Day activities during October / February / Summer holidays.",
        &["term-time", "words", "season", "season", "season", "holidays", "first-date-not-said"],
    );
    waits(
        "One-to-one support is provided for 31 hours a week and 50 weeks a year, can be used flexibly between 7.30 am and 5 pm Monday to Friday according to individual needs.",
        &["words", "words", "weeks-a-year", "words", "varies", "words"],
    );
}

#[test]
fn a_doubt_is_a_sentence() {
    let said = understand("Monday to Friday");
    assert_eq!(said.doubts[0].to_string(), "It says Monday to Friday but no time.");
    let said = understand("Tuesday every other week 2pm - 4pm");
    assert_eq!(said.doubts[0].to_string(), "It says every 2 weeks on Tuesdays but no first date to count from.");
}

#[test]
fn what_was_understood_is_shown_in_words() {
    let said = understand("Monday - Friday, 10-2.30pm");
    assert_eq!(in_words::pattern(&said.patterns[0]), "Monday to Friday, 10am to 2:30pm");
}
