//! Events as calendars write them, the good and the hostile; and every file of the corpus.

#![allow(clippy::disallowed_methods, reason = "some of these measure how long reading takes")]

use super::*;
use crate::zone::named;
use bothy_domain::imports::{EventDoubt, EventRefusal, Marked, Meets};
use jiff::civil::date;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A Tuesday.
const TODAY: Date = date(2026, 11, 24);

fn read(text: &str) -> Result<Vec<SaidEvent>, NotACalendar> {
    let zone = named("Europe/London").unwrap();
    events(text, Ours { zone: &zone, today: TODAY, until: date(2028, 5, 24) })
}

fn calendar(events: &[&str]) -> String {
    let events = events.iter().fold(String::new(), |mut all, lines| {
        let _ = write!(all, "BEGIN:VEVENT\r\nSUMMARY:Group\r\n{}\r\nEND:VEVENT\r\n", lines.replace('|', "\r\n"));
        all
    });
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn one(lines: &str) -> Result<Meets, EventRefusal> {
    read(&calendar(&[lines])).unwrap().remove(0).meets
}

/// Its rules with their first days and what they leave out, then what stands alone.
fn said(meets: &Meets) -> String {
    let mut parts: Vec<String> = Vec::new();
    for one in &meets.series {
        let rule = crate::rule_text::write_rrule(&one.pattern.every, one.ends);
        let hours = format!("{}-{}", one.pattern.starts.strftime("%H:%M"), one.pattern.ends.strftime("%H:%M"));
        let off: Vec<String> = one.off.iter().map(ToString::to_string).collect();
        parts.push(format!("{rule} {hours} from {} not {off:?}", one.first_on).replace(" not []", ""));
    }
    parts.extend(
        meets
            .alone
            .iter()
            .map(|one| format!("{} {}-{}", one.date, one.starts.strftime("%H:%M"), one.ends.strftime("%H:%M"))),
    );
    parts.join(" + ")
}

#[track_caller]
fn check(lines: &str, expected: &str, doubts: &[&str]) {
    let meets = one(lines).unwrap();
    assert_eq!(said(&meets), expected, "{lines}");
    assert_eq!(meets.doubts.iter().map(EventDoubt::code).collect::<Vec<_>>(), doubts, "{lines}");
}

#[track_caller]
fn refused(lines: &str, expected: &str) {
    assert_eq!(one(lines).unwrap_err().to_string(), expected, "{lines}");
}

const LONDON: &str = "DTSTART;TZID=Europe/London:20260106T190000|DTEND;TZID=Europe/London:20260106T203000";

#[test]
fn a_weekly_event_is_a_rule_by_the_clock_on_the_wall() {
    check(&format!("{LONDON}|RRULE:FREQ=WEEKLY;BYDAY=TU"), "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06", &[]);
    check(
        "DTSTART:20260106T190000|DURATION:PT90M|RRULE:FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06",
        &[],
    );
    let windows = LONDON.replace("Europe/London", "GMT Standard Time");
    check(
        &format!("{windows}|RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1"),
        "FREQ=MONTHLY;BYDAY=1TU 19:00-20:30 from 2026-01-06",
        &[],
    );
}

#[test]
fn an_hour_of_greenwich_moves_here_and_waits_for_a_person() {
    check(
        "DTSTART:20260106T190000Z|DTEND:20260106T203000Z|RRULE:FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06",
        &["moves-with-clocks"],
    );
    // One that only meets while the clocks stand still is read by its instant, in summer and in winter.
    check("DTSTART:20270706T180000Z|DTEND:20270706T193000Z", "2027-07-06 19:00-20:30", &["only-once"]);
    check("DTSTART:20270105T180000Z|DTEND:20270105T193000Z", "2027-01-05 18:00-19:30", &["only-once"]);
}

#[test]
fn a_clock_that_keeps_step_with_ours_is_brought_to_ours() {
    let paris = LONDON.replace("Europe/London", "Europe/Paris");
    check(&format!("{paris}|RRULE:FREQ=WEEKLY"), "FREQ=WEEKLY;BYDAY=TU 18:00-19:30 from 2026-01-06", &[]);
    let new_york = LONDON.replace("Europe/London", "America/New_York");
    refused(
        &format!("{new_york}|RRULE:FREQ=WEEKLY"),
        "In the organisation's time zone it meets on another day than its rule says.",
    );
}

#[test]
fn both_changes_of_the_clocks_leave_the_wall_as_it_is() {
    // 28 March 2027 has no half past one, 31 October 2027 has it twice.
    check("DTSTART;TZID=Europe/London:20270328T013000|DURATION:PT1H", "2027-03-28 01:30-02:30", &["only-once"]);
    check("DTSTART;TZID=Europe/London:20271031T013000|DURATION:PT1H", "2027-10-31 01:30-02:30", &["only-once"]);
    check("DTSTART:20270328T003000Z|DTEND:20270328T013000Z", "2027-03-28 00:30-01:30", &["only-once"]);
}

#[test]
fn days_left_out_part_a_rule_that_meets_twice_a_week() {
    let lines = format!(
        "{LONDON}|RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270331T190000Z|EXDATE;TZID=Europe/London:20261224T190000"
    );
    check(
        &lines,
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270331 19:00-20:30 from 2026-01-06 + \
         FREQ=WEEKLY;BYDAY=TH;UNTIL=20270331 19:00-20:30 from 2026-01-08 not [\"2026-12-24\"]",
        &[],
    );
    // A number of meetings becomes the last day of both.
    let lines = format!("{LONDON}|RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=200|EXDATE:20261224T190000Z");
    check(
        &lines,
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271202 19:00-20:30 from 2026-01-06 + \
         FREQ=WEEKLY;BYDAY=TH;UNTIL=20271202 19:00-20:30 from 2026-01-08 not [\"2026-12-24\"]",
        &[],
    );
    refused(
        &format!("{LONDON}|RRULE:FREQ=DAILY;INTERVAL=3|EXDATE;TZID=Europe/London:20261208T190000"),
        "It leaves out days that cannot be kept beside its rule.",
    );
}

#[test]
fn a_day_left_out_at_another_hour_waits_for_a_person() {
    check(
        &format!("{LONDON}|RRULE:FREQ=WEEKLY|EXDATE;TZID=Europe/London:20261222T180000"),
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06",
        &["oddly-left-out"],
    );
    check(
        &format!("{LONDON}|RRULE:FREQ=WEEKLY|EXDATE;VALUE=DATE:20261222"),
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06 not [\"2026-12-22\"]",
        &[],
    );
}

#[test]
fn a_moved_meeting_stands_alone_and_a_cancelled_one_is_left_out() {
    let first = format!("UID:1|{LONDON}|RRULE:FREQ=WEEKLY");
    let moved = "UID:1|RECURRENCE-ID;TZID=Europe/London:20261201T190000|DTSTART;TZID=Europe/London:20261203T180000|DTEND;TZID=Europe/London:20261203T190000";
    let off = "UID:1|RECURRENCE-ID:20261222T190000Z|DTSTART:20261222T190000Z|DTEND:20261222T203000Z|STATUS:CANCELLED";
    // Changed meetings may stand before the event that they belong to.
    let all = read(&calendar(&[moved, &first, off])).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(
        said(all[0].meets.as_ref().unwrap()),
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06 not [\"2026-12-01\", \"2026-12-22\"] + 2026-12-03 18:00-19:00"
    );
    let from_then_on = moved.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;");
    let all = read(&calendar(&[&first, &from_then_on])).unwrap();
    assert_eq!(all[0].meets, Err(EventRefusal::ChangedFromADayOn));
}

#[test]
fn extra_days_stand_alone_and_past_ones_do_not_come() {
    check(
        &format!("{LONDON}|RRULE:FREQ=WEEKLY|RDATE;TZID=Europe/London:20260109T190000,20270108T190000"),
        "FREQ=WEEKLY;BYDAY=TU 19:00-20:30 from 2026-01-06 + 2027-01-08 19:00-20:30",
        &["also-alone"],
    );
}

#[test]
fn a_rule_that_is_none_of_ours_comes_in_one_by_one() {
    let lines = "DTSTART;TZID=Europe/London:20260105T190000|DURATION:PT1H|RRULE:FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO";
    check(
        lines,
        "2027-01-04 19:00-20:00 + 2027-04-05 19:00-20:00 + 2027-07-05 19:00-20:00 + 2027-10-04 19:00-20:00 + \
         2028-01-03 19:00-20:00 + 2028-04-03 19:00-20:00",
        &["no-rule-of-ours"],
    );
}

#[test]
fn what_cannot_be_carried_says_why() {
    refused("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261225", "It is for whole days and says no hours.");
    refused("DTSTART:20261224|RRULE:FREQ=YEARLY", "It is for whole days and says no hours.");
    refused("DTEND:20261224T100000", "It does not say when it begins.");
    refused("DTSTART:20261224T100000", "It does not say when it ends.");
    refused("DTSTART:20261224T100000|DTEND:20261224T090000", "It does not say when it ends.");
    refused("DTSTART:20261224T220000|DTEND:20261225T020000", "It does not end on the day on which it begins.");
    refused("DTSTART:20261224T220000|DURATION:P2D", "It does not end on the day on which it begins.");
    refused("DTSTART:20250106T190000|DTEND:20250106T200000", "It is over: no meeting is left in the coming 18 months.");
    refused(
        &format!("{LONDON}|RRULE:FREQ=WEEKLY;UNTIL=20260901"),
        "It is over: no meeting is left in the coming 18 months.",
    );
    refused(&format!("{LONDON}|RRULE:FREQ=WEEKLY;COUNT=3"), "It is over: no meeting is left in the coming 18 months.");
    refused("DTSTART:tomorrow|DURATION:PT1H", "“tomorrow” is not a date and time.");
    refused("DTSTART:18990106T190000|DURATION:PT1H", "It begins before 1900.");
    refused("DTSTART:20261224T100000|DURATION:P9999999999W", "“P9999999999W” is not a date and time.");
    refused(&format!("{LONDON}|RRULE:FREQ=WEEKLY|RRULE:FREQ=DAILY"), "It has more than one rule.");
}

#[test]
fn a_rule_without_end_is_not_walked_to_its_end() {
    let begun = Instant::now();
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=YEARLY;BYSECOND=1",
    ] {
        let refusal = one(&format!("{LONDON}|RRULE:{rule}")).unwrap_err();
        assert!(matches!(refusal, EventRefusal::Rule { .. }), "{rule}: {refusal:?}");
    }
    check(
        &format!("{LONDON}|RRULE:FREQ=DAILY;COUNT=1000000000"),
        "FREQ=DAILY;COUNT=1000000000 19:00-20:30 from 2026-01-06",
        &[],
    );
    // Rules that never meet, counted by an engine that looks for them.
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=WEEKLY;BYMONTH=13",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-366,366",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=7",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;INTERVAL=366",
    ] {
        assert!(one(&format!("{LONDON}|RRULE:{rule}")).is_err(), "{rule}");
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn a_hundred_thousand_days_are_too_many() {
    let days = vec!["20270105T190000"; 100_000].join(",");
    refused(&format!("{LONDON}|RRULE:FREQ=WEEKLY|RDATE:{days}"), "A line of it has more than 65536 letters.");
    let each = vec!["EXDATE:20270105T190000Z"; 100_000].join("|");
    refused(&format!("{LONDON}|RRULE:FREQ=WEEKLY|{each}"), "It names more than 2000 days one by one.");
    let some = vec!["RDATE:20270105T190000Z,20270106T190000Z"; 1_200].join("|");
    refused(&format!("{LONDON}|{some}"), "It names more than 2000 days one by one.");
}

#[test]
fn a_file_that_is_deep_broken_or_endless_is_read_as_far_as_it_can_be() {
    let begun = Instant::now();
    let deep = format!("BEGIN:VCALENDAR\n{}{}", "BEGIN:VEVENT\n".repeat(9_000), "END:VEVENT\n".repeat(9_000));
    assert_eq!(read(&deep).unwrap().len(), 9_000);
    let deeper = format!("BEGIN:VCALENDAR\n{}BEGIN:VEVENT\nEND:VEVENT\n", "BEGIN:X\n".repeat(100_000));
    assert_eq!(read(&deeper), Err(NotACalendar::NoEvent));
    let many = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\nEND:VEVENT\n".repeat(MOST_EVENTS + 1));
    assert_eq!(read(&many), Err(NotACalendar::TooManyEvents { most: MOST_EVENTS }));
    let folded = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{}\nEND:VEVENT\n", "x\n ".repeat(300_000));
    assert_eq!(read(&folded).unwrap()[0].meets, Err(EventRefusal::LineTooLong { most: LONGEST_LINE }));
    assert_eq!(read("Name,Days\nTea,Tuesdays"), Err(NotACalendar::NotOne));
    assert_eq!(read("BEGIN:VCALENDAR\nEND:VCALENDAR"), Err(NotACalendar::NoEvent));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn who_is_invited_and_what_is_described_are_not_kept() {
    let lines = format!(
        "{LONDON}|RRULE:FREQ=WEEKLY|DESCRIPTION:Isla's number is 07700 900123|ORGANIZER;CN=Rhona:mailto:rhona@example.org|\
         ATTENDEE;CN=Isla:mailto:isla@example.org|COMMENT:Isla|CONTACT:Isla|BEGIN:VALARM|SUMMARY:Ring Isla|END:VALARM"
    );
    let all = read(&calendar(&[&lines])).unwrap();
    let everything = format!("{all:?}");
    assert!(
        everything.contains("Group") && !everything.contains("Isla") && !everything.contains("ona"),
        "{everything}"
    );
}

#[test]
fn an_event_that_is_private_called_off_or_twice_there_says_so() {
    let marks = [
        ("CLASS:PRIVATE", Marked::Private),
        ("CLASS:CONFIDENTIAL", Marked::Private),
        ("STATUS:CANCELLED", Marked::Cancelled),
        ("STATUS:TENTATIVE", Marked::Tentative),
        ("STATUS:CONFIRMED", Marked::Plainly),
    ];
    for (line, marked) in marks {
        assert_eq!(read(&calendar(&[line])).unwrap()[0].marked, marked, "{line}");
    }
    let all =
        read(&calendar(&[&format!("UID:1|{LONDON}|RRULE:FREQ=WEEKLY"), &format!("UID:1|{LONDON}|RRULE:FREQ=DAILY")]))
            .unwrap();
    assert!(all[0].meets.is_ok());
    assert_eq!(all[1].meets, Err(EventRefusal::NumberTwice));
}

/// Every calendar that other programs' makers test theirs with, some broken on purpose.
#[test]
fn every_file_of_the_corpus_is_read_in_its_time() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/icalendar-corpus");
    let mut folders = vec![std::path::PathBuf::from(root)];
    let zone = named("Europe/London").unwrap();
    let (mut files, mut with_events, mut taken, mut all) = (0, 0, 0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "ics") {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                let begun = Instant::now();
                // Most of these events lie between 1997 and 2030.
                let then = Ours { zone: &zone, today: date(1997, 1, 1), until: date(2030, 1, 1) };
                let found = events(&text, then).unwrap_or_default();
                assert!(begun.elapsed() < Duration::from_secs(2), "{} took {:?}", path.display(), begun.elapsed());
                files += 1;
                with_events += usize::from(!found.is_empty());
                taken += found.iter().filter(|event| event.meets.is_ok()).count();
                all += found.len();
            }
        }
    }
    assert_eq!((files, with_events, all, taken), (219, 148, 275, 71));
}
