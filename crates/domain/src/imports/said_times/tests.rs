//! Ways of writing a timetable that other councils and groups use.

use super::{Doubt, understand};
use alloc::string::String;
use alloc::vec::Vec;

/// Expected rules as "TU,WE 09:30-15:30", or "MONTHLY -1TU 15:00-16:30"; several by "; ".
#[track_caller]
fn taken(text: &str, expected: &str) {
    let said = understand(text);
    assert_eq!(said.doubts, [], "{text}");
    let rules: Vec<String> = said
        .patterns
        .iter()
        .map(|one| {
            let rule = one.every.rrule().replace("FREQ=WEEKLY;BYDAY=", "").replace("FREQ=", "").replace(";BYDAY=", " ");
            let clock = |time: jiff::civil::Time| alloc::format!("{:02}:{:02}", time.hour(), time.minute());
            alloc::format!("{rule} {}-{}", clock(one.starts), clock(one.ends))
        })
        .collect();
    assert_eq!(rules.join("; "), expected, "{text}");
}

#[track_caller]
fn waits(text: &str, code: &str) {
    let said = understand(text);
    let found: Vec<&str> = said.doubts.iter().map(Doubt::code).collect();
    assert!(found.contains(&code), "{text}: {found:?}, {:?}", said.patterns);
}

#[test]
fn days_are_known_by_all_their_names() {
    for name in ["Tue", "Tues", "tue", "TUESDAY", "Tuesday", "Tuesdays", "tuesday's", "Tue.", "Tues:", "each Tuesday"] {
        taken(&alloc::format!("{name} 2pm - 4pm"), "TU 14:00-16:00");
    }
    for name in ["Thu", "Thur", "Thurs", "Thursday", "Thursdays", "every Thursday", "On Thursdays from"] {
        taken(&alloc::format!("{name} 2pm - 4pm"), "TH 14:00-16:00");
    }
    taken("Wed 2pm - 4pm", "WE 14:00-16:00");
    taken("Weds, 2pm - 4pm", "WE 14:00-16:00");
    taken("Sat & Sun 2pm - 4pm", "SA,SU 14:00-16:00");
    taken("Mons and Fris 2pm - 4pm", "MO,FR 14:00-16:00");
}

#[test]
fn lists_of_days_are_taken() {
    taken("Mon/Wed/Fri 10am-12pm", "MO,WE,FR 10:00-12:00");
    taken("Mon, Wed & Fri 10am-12pm", "MO,WE,FR 10:00-12:00");
    taken("Mon, Wed, and Fri: 10am-12pm", "MO,WE,FR 10:00-12:00");
    taken("Mon Wed Fri 10am-12pm", "MO,WE,FR 10:00-12:00");
    taken("every Monday and every Thursday 10am-12pm", "MO,TH 10:00-12:00");
    taken("Mon-Wed & Fri 10am-12pm", "MO,TU,WE,FR 10:00-12:00");
    taken("Both Tuesdays + Fridays 10am-12pm", "TU,FR 10:00-12:00");
    taken(
        "Mon, Wed, Thurs, 8.30am - 5pm\nTue, 10am - 5pm\nFri, 8.30am - 3.40pm",
        "MO,WE,TH 08:30-17:00; TU 10:00-17:00; FR 08:30-15:40",
    );
}

#[test]
fn spans_of_days_are_taken() {
    let all = "MO,TU,WE,TH,FR 09:00-17:00";
    for text in [
        "Mon-Fri 9am-5pm",
        "Mon – Fri 9am – 5pm",
        "Monday — Friday, 9am—5pm",
        "Mon to Fri 9am to 5pm",
        "Monday till Friday 9am until 5pm",
        "Monday through Friday 9am til 5pm",
        "Mon. - Fri. 9am-5pm",
        "weekdays 9am-5pm",
        "Every weekday, 9am-5pm",
        "from Monday to Friday between 9am and 5pm",
        "9am–5pm Mon–Fri",
        "9am-5pm, Monday to Friday",
        "9am to 5pm weekdays",
        "Monday to Friday inclusive, 9am-5pm",
        "Monday to Friday. 9am to 5pm.",
        "9am - 5pm\nMonday - Friday",
        "Mon-Fri: 09:00-17:00",
        "Mon-Fri 0900-1700",
        "Mon - Fri, 9.00 a.m. to 5.00 p.m.",
        "Mon-Fri (9am-5pm)",
        "Mon\u{a0}-\u{a0}Fri 9\u{a0}am - 5\u{a0}pm",
        "Open Monday to Friday 9am-5pm",
        "Opening hours: Mon-Fri 9am-5pm",
        "Mon-Fri 09.00hrs - 17.00hrs",
        "between Monday and Friday 9-5pm",
        "Monday - Friday - 9am - 5pm",
        "MON-FRI 9AM-5PM",
    ] {
        taken(text, all);
    }
    taken("Mon-Sun 9am-5pm", "MO,TU,WE,TH,FR,SA,SU 09:00-17:00");
    taken("Sat to Mon 9am-5pm", "MO,SA,SU 09:00-17:00");
    taken("weekends 10am-4pm", "SA,SU 10:00-16:00");
    taken("Every weekend 10am-4pm", "SA,SU 10:00-16:00");
}

#[test]
fn every_day_is_daily() {
    for text in [
        "daily 9am-5pm",
        "Every day, 9am-5pm",
        "Each day 9am-5pm",
        "9am-5pm daily",
        "7 days a week, 9am-5pm",
        "Seven days a week 9am-5pm",
        "Open daily from 9am to 5pm",
        "everyday 9am-5pm",
    ] {
        taken(text, "DAILY 09:00-17:00");
    }
}

#[test]
fn hours_are_read_as_they_are_written() {
    for (text, hours) in [
        ("9am-12 noon", "09:00-12:00"),
        ("9.30am -12 noon", "09:30-12:00"),
        ("9.30am to noon", "09:30-12:00"),
        ("9.30am - midday", "09:30-12:00"),
        ("10 - 12noon", "10:00-12:00"),
        ("noon - 2pm", "12:00-14:00"),
        ("12 noon till 2pm", "12:00-14:00"),
        ("12-2pm", "12:00-14:00"),
        ("12.30-2pm", "12:30-14:00"),
        ("11-1pm", "11:00-13:00"),
        ("6 - 8pm", "18:00-20:00"),
        ("6.30-8.30pm", "18:30-20:30"),
        ("1:30pm-4:30PM", "13:30-16:30"),
        ("9-11am", "09:00-11:00"),
        ("9am-5", "09:00-17:00"),
        ("10am - 12", "10:00-12:00"),
        ("1pm-3", "13:00-15:00"),
        ("09:30 - 11:30", "09:30-11:30"),
        ("0930-1130", "09:30-11:30"),
        ("1400-1600hrs", "14:00-16:00"),
        ("14:00 to 16:00", "14:00-16:00"),
        ("9:30-14:30", "09:30-14:30"),
        ("9-17", "09:00-17:00"),
        ("10:00-12:00", "10:00-12:00"),
        ("10:00:00 - 12:00:00", "10:00-12:00"),
        ("9am - 18.00pm", "09:00-18:00"),
        ("between 10am and 12 noon", "10:00-12:00"),
        ("from 10am to 2pm", "10:00-14:00"),
        ("at 2.15pm-3pm", "14:15-15:00"),
    ] {
        taken(&alloc::format!("Tuesday {text}"), &alloc::format!("TU {hours}"));
        taken(&alloc::format!("{text} on Tuesdays"), &alloc::format!("TU {hours}"));
    }
}

#[test]
fn a_part_of_the_day_says_morning_or_evening() {
    taken("Tuesday evenings 6-8", "TU 18:00-20:00");
    taken("Tuesday mornings, 10-12", "TU 10:00-12:00");
    taken("Monday and Wednesday afternoons 1.30 - 3.30", "MO,WE 13:30-15:30");
    taken("Tuesdays 7.30 - 9.30 in the evening", "TU 19:30-21:30");
    taken("Monday mornings 10am-12pm and Thursday afternoons 1pm-3pm", "MO 10:00-12:00; TH 13:00-15:00");
    waits("Tuesday mornings 6pm-8pm", "part-disagrees");
    waits("Tuesday evenings", "no-time");
    waits("Monday mornings and Tuesday afternoons 10am-12pm", "parts");
}

#[test]
fn several_hours_on_a_day_are_several_rules() {
    taken(
        "Mon-Thu, 9am-1pm. Mon-Thu, 1.30pm-4:30pm. Fri, 9am-12:30pm",
        "MO,TU,WE,TH 09:00-13:00; MO,TU,WE,TH 13:30-16:30; FR 09:00-12:30",
    );
    taken(
        "Mon-Wed, 9am-5pm, 6pm-10pm. Thu, 9am-5:15pm, 6pm-10pm",
        "MO,TU,WE 09:00-17:00; MO,TU,WE 18:00-22:00; TH 09:00-17:15; TH 18:00-22:00",
    );
    taken("Sat, 9am-12pm and 6:30pm-9:30pm", "SA 09:00-12:00; SA 18:30-21:30");
    taken("Monday 10am-12pm; Thursday 2pm-4pm", "MO 10:00-12:00; TH 14:00-16:00");
    taken("Mondays 10am-12pm and Thursdays 2pm-4pm", "MO 10:00-12:00; TH 14:00-16:00");
    taken("10am-12pm Mondays, 2pm-4pm Thursdays", "MO 10:00-12:00; TH 14:00-16:00");
    taken("Monday      1pm - 8pm\nTuesday     10am - 5pm\n", "MO 13:00-20:00; TU 10:00-17:00");
    taken("Tues - 10am-12pm / Thurs - 2pm-4pm".replace('/', ",").as_str(), "TU 10:00-12:00; TH 14:00-16:00");
    taken("• Monday 10am-12pm • Friday 1pm-3pm", "MO 10:00-12:00; FR 13:00-15:00");
}

#[test]
fn days_of_the_month_are_taken() {
    taken("1st and 3rd Monday of the month, 7pm-9pm", "MONTHLY 1MO,3MO 19:00-21:00");
    taken("1st & 3rd Mon of every month 7pm-9pm", "MONTHLY 1MO,3MO 19:00-21:00");
    taken("1st, 3rd and 5th Saturdays of the month 11am-2pm", "MONTHLY 1SA,3SA,5SA 11:00-14:00");
    taken("First Tuesday of every month from 6.30-7.30pm. ", "MONTHLY 1TU 18:30-19:30");
    taken("every second Tuesday of the month 2pm-4pm", "MONTHLY 2TU 14:00-16:00");
    taken("2nd and 4th Tuesday each month 10.30-11.30am", "MONTHLY 2TU,4TU 10:30-11:30");
    taken("last Friday every month 10am until 12pm", "MONTHLY -1FR 10:00-12:00");
    taken("First and last Friday of the month 10am-12pm", "MONTHLY 1FR,-1FR 10:00-12:00");
    taken("Every last Friday, 10am-12pm", "MONTHLY -1FR 10:00-12:00");
    taken("Monthly, on the third Wednesday, 2pm-4pm", "MONTHLY 3WE 14:00-16:00");
    taken("Once a month on the third Wednesday, 2pm-4pm", "MONTHLY 3WE 14:00-16:00");
    taken("1st Monday and 3rd Wednesday of the month 2pm-4pm", "MONTHLY 1MO,3WE 14:00-16:00");
    taken("1st and 3rd Wednesdays 2pm-4pm", "MONTHLY 1WE,3WE 14:00-16:00");
    taken("2pm-4pm, last Thursday of the month", "MONTHLY -1TH 14:00-16:00");
    taken("Tuesdays and the last Friday of the month, 2pm-4pm", "TU 14:00-16:00; MONTHLY -1FR 14:00-16:00");
    taken("15th of the month 2pm-4pm", "MONTHLY;BYMONTHDAY=15 14:00-16:00");
}

#[test]
fn every_so_many_weeks_needs_a_first_date() {
    for text in [
        "every second Tuesday 2pm-4pm",
        "every other Tuesday 2pm-4pm",
        "Fortnightly on Tuesdays 2pm-4pm",
        "Alternate Tuesdays, 2pm - 4pm",
        "Tuesdays, every 2 weeks, 2pm-4pm",
        "Tuesday every two weeks 2pm-4pm",
        "Tuesdays 2pm-4pm (fortnightly)",
        "2pm-4pm every other Tuesday",
        "every fortnight on Tuesday 2pm-4pm",
        "Every third Tuesday 2pm-4pm",
    ] {
        waits(text, "first-date-not-said");
    }
    waits("every other Tuesday 2pm-4pm from 03/04/2026", "first-date-not-said");
    waits("every other Tuesday 2pm-4pm from 4 March 2026", "first-date-on-another-day");
    waits("Tuesday 2pm-4pm. Fortnightly.", "how-often");
    waits("Bi-weekly, Tuesday 2pm-4pm", "words");
    waits("second Tuesday 2pm-4pm", "which-of-the-month");
    waits("First Monday and Tuesday of the month 2pm-4pm", "which-of-the-month");
    waits("Monthly 2pm-4pm", "monthly-without-day");
    waits("Mondays, monthly, 2pm-4pm", "monthly-without-day");
    waits("twice a week 2pm-4pm", "words");
    waits("3 days a week 2pm-4pm", "how-often");
}

#[test]
fn a_first_date_makes_the_count_certain() {
    for from in [
        "from 3 March 2026",
        "starting 03/03/2026",
        "starting Tuesday 3rd March 2026",
        "from 2026-03-03",
        "beginning March 3, 2026",
    ] {
        let said = understand(&alloc::format!("Every other Tuesday 2pm-4pm, {from}"));
        assert_eq!(said.doubts, [], "{from}");
        assert_eq!(said.first_on, Some(jiff::civil::date(2026, 3, 3)), "{from}");
        assert_eq!(said.patterns[0].every.rrule(), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");
    }
    let said = understand("From 1 April 2026: Mon, Wed 1pm - 8pm; Tue 10am - 5pm");
    assert_eq!((said.doubts.len(), said.patterns.len()), (0, 2));
    assert_eq!(said.first_on, Some(jiff::civil::date(2026, 4, 1)));
}

#[test]
fn dates_that_are_no_rule_wait() {
    waits("Tuesday 3 March 2026 2pm-4pm", "one-date");
    waits("Tuesdays 2pm-4pm until 31st March 2026", "only-until");
    waits("Tuesdays 2pm-4pm from 6 January", "date-unclear");
    waits("Mondays in October 10am-12pm", "season");
    waits("Tuesdays 2pm-4pm from 31/02/2026", "date-unclear");
    waits("Tuesdays 2pm-4pm from Wednesday 3 March 2026", "date-unclear");
    waits(
        "Until 31st March 2015:\nMon & Wed 1-8pm. \n\nFrom 1st April 2015:\nMon, Wed: 1pm - 8pm\nTue, Fri: 10am - 5pm",
        "only-until",
    );
    waits("Mon 9am-5pm. Tue 9am-5pm from 3 March 2026", "first-date-of-which");
}

#[test]
fn hours_that_leave_a_doubt_wait() {
    for (text, code) in [
        ("9-5", "morning-or-evening"),
        ("9:30-11:30", "morning-or-evening"),
        ("2.30 - 3.30", "morning-or-evening"),
        ("9am-11", "morning-or-evening"),
        ("7pm", "end-not-said"),
        ("from 10am", "end-not-said"),
        ("10am onwards", "end-not-said"),
        ("until 5pm", "start-not-said"),
        ("5pm - 3pm", "end-not-after-start"),
        ("3pm-3pm", "end-not-after-start"),
        ("3 - 1pm", "end-not-after-start"),
        ("10am - 12am", "end-not-after-start"),
        ("8pm - midnight", "past-midnight"),
        ("10pm-2am", "end-not-after-start"),
        ("25:00-26:00", "impossible-time"),
        ("9.75am - 5pm", "impossible-time"),
        ("13am - 2pm", "impossible-time"),
        ("10am or 2pm", "either"),
        ("about 10am-12pm", "about"),
        ("10am-late", "words"),
        ("10am-12pm?", "words"),
        ("24 hours", "words"),
        ("10am - 12pm - 2pm", "words"),
        ("times vary", "varies"),
        ("all day", "no-time"),
        ("10am-12pm (closed 11am)", "closed"),
    ] {
        waits(&alloc::format!("Tuesday {text}"), code);
    }
    waits("10am-12pm", "no-day");
    waits("weekly 10am-12pm", "no-day");
}

#[test]
fn conditions_wait() {
    for (text, code) in [
        ("term time only", "term-time"),
        ("during term-time", "term-time"),
        ("school holidays", "holidays"),
        ("except bank holidays", "except"),
        ("not the last week", "except"),
        ("by appointment", "appointment"),
        ("by arrangement", "appointment"),
        ("phone for times", "ask-first"),
        ("TBC", "not-decided"),
        ("to be confirmed", "not-decided"),
        ("October to March", "season"),
        ("summer only", "season"),
        ("50 weeks a year", "weeks-a-year"),
        ("subject to demand", "words"),
        ("see programme", "ask-first"),
        ("apart from July", "except"),
        ("usually", "about"),
        ("varies", "varies"),
        ("bank holidays closed", "closed"),
        ("6 week course", "words"),
        ("(ladies only)", "words"),
        ("until further notice", "words"),
        ("may change", "words"),
    ] {
        waits(&alloc::format!("Tuesdays 2pm-4pm {text}"), code);
        waits(&alloc::format!("Tuesdays 2pm-4pm, {text}"), code);
        waits(&alloc::format!("Tuesdays 2pm-4pm. {text}."), code);
    }
}

#[test]
fn days_and_hours_that_do_not_pair_wait() {
    waits("Monday 9am-5pm, Tuesday and Wednesday", "no-time");
    waits("9am-5pm Monday, 10am-12pm", "no-day");
    waits("Monday 9am-12pm, 1pm-3pm Tuesday", "no-time");
    waits("Monday. Tuesday 9am-5pm", "no-time");
    waits("Monday 9am-12pm. 1pm-3pm", "no-day");
    waits("Mon-Fri 9am-5pm and 10am-2pm Saturday", "no-time");
    waits("Monday 9am-12pm. Monday 11am-1pm", "same-day-twice");
    waits("Daily 9am-5pm. Sunday 10am-4pm", "same-day-twice");
    waits("Saturdays 10am-12pm. First Saturday of the month 11am-1pm", "same-day-twice");
    waits("4th Friday of the month 10am-12pm. Last Friday of the month 11am-1pm", "same-day-twice");
    waits("Monday or Tuesday 10am-12pm", "either");
    waits("Mon-Wed-Fri 10am-12pm", "words");
    waits("Mon-Fri, 10am-3:30pm. See programme for evenings.", "ask-first");
    waits("9am - 18.00pm Mon - Thurs, 9am - 2pm Fridays, weekends by arrangement.", "appointment");
    waits("Mon-Fri, 9am-5pm and 6pm-9pm. Sat, varies", "varies");
}

#[test]
fn closed_days_hold_no_opening_hours_up() {
    let said = understand("Monday      1pm - 8pm\nThursday    closed\nFriday        10am - 5pm\n");
    assert!(!said.is_certain());
    assert!(said.is_certain_for_opening());
    assert_eq!(said.patterns.len(), 2);
    let said = understand("9am-5pm Monday to Friday, closed Saturday and Sunday");
    assert!(said.is_certain_for_opening());
    assert_eq!(said.patterns[0].every.rrule(), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    for text in [
        "Mon-Sat, 9.30am-5.30pm (closed Wednesday afternoons)",
        "Closed Wednesdays. Mon-Sat 9am-5pm",
        "Monday to Saturday 9am-5pm. Wednesday closed",
        "Mon-Fri 9am-5pm, closed",
        "Mon-Fri 9am-5pm, closed 12pm-1pm",
    ] {
        assert!(!understand(text).is_certain_for_opening(), "{text}");
    }
    assert!(!understand("Mon 9am-12pm, closed Tuesday, Wed 1pm-5pm").is_certain_for_opening());
}

#[test]
fn a_text_too_long_for_a_timetable_is_not_read() {
    let said = understand(&"Tuesday 2pm-4pm. ".repeat(200));
    assert_eq!(said.doubts, [Doubt::TooLong { letters: 3400 }]);
}

#[test]
fn harmless_words_make_no_doubt() {
    taken("Lunch club: every Tuesday at 12 noon - 2pm", "TU 12:00-14:00");
    taken("We meet weekly on Tuesdays from 10am to 12pm.", "TU 10:00-12:00");
    taken("Drop-in sessions on Tuesday 10am - 12pm", "TU 10:00-12:00");
    taken("The group meets every Tuesday, 10am - 12pm, all year round", "TU 10:00-12:00");
    waits("Tuesday lunch club, Thursday 12pm-2pm", "no-time");
}
