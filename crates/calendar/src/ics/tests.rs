use super::*;
use icalendar::{Calendar, CalendarComponent, Component};
use jiff::civil::{date, time};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

fn event() -> FeedEvent {
    FeedEvent {
        uid: "session_0193@bothy.example".to_owned(),
        sequence: 2,
        starts: (date(2026, 11, 24), time(18, 30, 0, 0)),
        ends: (date(2026, 11, 24), time(20, 0, 0, 0)),
        zone: zone::named("Europe/London").unwrap(),
        summary: "Tuesday group".to_owned(),
        location: "Fort Community Wing, North Fort Street".to_owned(),
        description: "Ring the bell; the door is green.\nTea first.".to_owned(),
        url: "https://bothy.example/groups/tuesday?week=1,2".to_owned(),
        status: FeedStatus::Confirmed,
        last_modified: NOW,
    }
}

fn read(text: &str) -> Calendar {
    text.parse().unwrap()
}

fn one_event(text: &str) -> icalendar::Event {
    let calendar = read(text);
    let mut events = calendar.events();
    let event = events.next().cloned().unwrap();
    assert!(events.next().is_none(), "more than one event in {text}");
    event
}

/// The halves of each zone block: kind, DTSTART, offsets, name, rule.
fn zone_blocks(text: &str) -> Vec<Vec<String>> {
    fn half(half: &impl Component) -> String {
        let value = |key| half.property_value(key).unwrap_or("-").to_owned();
        let (from, to) = (value("TZOFFSETFROM"), value("TZOFFSETTO"));
        format!("{} {} {from} {to} {} {}", half.component_kind(), value("DTSTART"), value("TZNAME"), value("RRULE"))
    }
    let is_zone = |part: CalendarComponent| match part {
        CalendarComponent::Other(other) if other.component_kind() == "VTIMEZONE" => {
            Some(other.components().iter().map(half).collect())
        }
        _ => None,
    };
    read(text).components.into_iter().filter_map(is_zone).collect()
}

fn halves(text: &str) -> Vec<String> {
    let blocks = zone_blocks(text);
    assert_eq!(blocks.len(), 1);
    blocks.concat()
}

fn feed_in(zone_name: &str) -> String {
    feed("Groups", &[FeedEvent { zone: zone::named(zone_name).unwrap(), ..event() }], NOW)
}

#[test]
fn a_session_reads_back_as_it_was_written() {
    let read = one_event(&feed("Groups", &[event()], NOW));
    let value = |key: &str| read.property_value(key).unwrap_or("-").to_owned();
    assert_eq!(value("UID"), "session_0193@bothy.example");
    assert_eq!(value("SEQUENCE"), "2");
    assert_eq!(value("SUMMARY"), "Tuesday group");
    assert_eq!(value("LOCATION"), "Fort Community Wing, North Fort Street");
    assert_eq!(value("DESCRIPTION"), "Ring the bell; the door is green.\nTea first.");
    assert_eq!(value("URL"), "https://bothy.example/groups/tuesday?week=1,2");
    assert_eq!(value("STATUS"), "CONFIRMED");
    assert_eq!(value("DTSTART"), "20261124T183000");
    assert_eq!(value("DTEND"), "20261124T200000");
    assert_eq!(read.properties()["DTSTART"].params()["TZID"].value(), "Europe/London");
    assert_eq!(value("DTSTAMP"), "20261118T110640Z");
    assert_eq!(value("LAST-MODIFIED"), value("DTSTAMP"));
}

#[test]
fn a_cancelled_session_stays_in_the_feed_as_cancelled() {
    let text = feed("Groups", &[FeedEvent { status: FeedStatus::Cancelled, sequence: 3, ..event() }], NOW);
    let read = one_event(&text);
    assert_eq!(read.property_value("STATUS"), Some("CANCELLED"));
    assert_eq!(read.property_value("SEQUENCE"), Some("3"));
}

#[test]
fn a_phone_learns_the_name_and_when_to_look_again() {
    let calendar = read(&feed("Groups, Leith", &[event()], NOW));
    let value = |key: &str| calendar.property_value(key);
    assert_eq!(value("X-WR-CALNAME"), Some("Groups, Leith"));
    // The reader does not know that RFC 7986's NAME is text and leaves it escaped.
    assert_eq!(value("NAME"), Some("Groups\\, Leith"));
    assert_eq!(value("METHOD"), Some("PUBLISH"));
    assert_eq!(value("REFRESH-INTERVAL"), Some("PT1H"));
    assert_eq!(value("X-PUBLISHED-TTL"), Some("PT1H"));
    assert_eq!(value("X-WR-TIMEZONE"), Some("Europe/London"));
    assert_eq!(value("VERSION"), Some("2.0"));
}

#[test]
fn what_is_empty_is_left_out() {
    let empty = || String::new();
    let bare = FeedEvent { location: empty(), description: empty(), url: empty(), ..event() };
    let text = feed("", &[bare], NOW);
    for key in ["LOCATION", "DESCRIPTION", "URL", "NAME", "X-WR-CALNAME"] {
        assert!(!text.lines().any(|line| line.starts_with(key)), "{key}");
    }
}

#[test]
fn london_s_clocks_are_told_as_two_rules() {
    assert_eq!(
        halves(&feed_in("Europe/London")),
        [
            "DAYLIGHT 20250330T010000 +0000 +0100 BST FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "STANDARD 20251026T020000 +0100 +0000 GMT FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        ]
    );
}

#[test]
fn new_york_changes_on_the_second_and_the_first_sunday() {
    assert_eq!(
        halves(&feed_in("America/New_York")),
        [
            "DAYLIGHT 20250309T020000 -0500 -0400 EDT FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "STANDARD 20251102T020000 -0400 -0500 EST FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        ]
    );
}

#[test]
fn lord_howe_moves_by_half_an_hour_and_its_summer_is_in_january() {
    assert_eq!(
        halves(&feed_in("Australia/Lord_Howe")),
        [
            "DAYLIGHT 20251005T020000 +1030 +1100 +11 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
            "STANDARD 20250406T020000 +1100 +1030 +1030 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
        ]
    );
}

#[test]
fn clocks_that_never_change_are_told_once() {
    assert_eq!(halves(&feed_in("Asia/Kolkata")), ["STANDARD 19700101T000000 +0530 +0530 IST -"]);
}

#[test]
fn changes_without_a_yearly_rule_are_told_one_by_one() {
    // Morocco's clocks followed the moon: an hour back for Ramadan.
    let zone = zone::named("Africa/Casablanca").unwrap();
    let in_ramadan = date(2024, 3, 20);
    let starts = (in_ramadan, time(18, 30, 0, 0));
    let ends = (in_ramadan, time(20, 0, 0, 0));
    let halves = halves(&feed("Groups", &[FeedEvent { zone, starts, ends, ..event() }], NOW));
    assert!(halves.contains(&"STANDARD 20240310T030000 +0100 +0000 +00 -".to_owned()), "{halves:?}");
    assert!(halves.contains(&"DAYLIGHT 20240414T020000 +0000 +0100 +01 -".to_owned()), "{halves:?}");
    assert!(halves.iter().all(|half| half.ends_with(" -")), "{halves:?}");
}

#[test]
fn what_held_before_a_zone_s_only_change_is_told_too() {
    // Volgograd stayed four hours ahead until 27 December 2020.
    let zone = zone::named("Europe/Volgograd").unwrap();
    let day = date(2020, 11, 1);
    let (starts, ends) = ((day, time(18, 0, 0, 0)), (day, time(19, 0, 0, 0)));
    assert_eq!(
        halves(&feed("Groups", &[FeedEvent { zone, starts, ends, ..event() }], NOW)),
        ["STANDARD 19700101T000000 +0400 +0400 +04 -", "STANDARD 20201227T020000 +0400 +0300 MSK -"]
    );
}

#[test]
fn utc_needs_no_zone() {
    let text = feed("Groups", &[FeedEvent { zone: TimeZone::UTC, ..event() }], NOW);
    assert!(zone_blocks(&text).is_empty());
    assert_eq!(one_event(&text).property_value("DTSTART"), Some("20261124T183000Z"));
}

#[test]
fn every_zone_in_use_is_told_once() {
    let elsewhere = FeedEvent { zone: zone::named("Europe/Dublin").unwrap(), ..event() };
    let text = feed("Groups", &[event(), elsewhere, event()], NOW);
    assert_eq!(zone_blocks(&text).len(), 2);
    assert!(read(&text).property_value("X-WR-TIMEZONE").is_none());
}

#[test]
fn an_end_before_its_start_ends_as_it_starts() {
    let backwards = FeedEvent { ends: (date(2026, 11, 23), time(9, 0, 0, 0)), ..event() };
    let read = one_event(&feed("Groups", &[backwards], NOW));
    assert_eq!(read.property_value("DTEND"), Some("20261124T183000"));
}

#[test]
fn only_whole_web_addresses_stay() {
    for address in ["javascript:alert(1)", "/groups/tuesday", "https://", "https://a b", "https://a\r\nX-EVIL:1"] {
        let text = feed("Groups", &[FeedEvent { url: address.to_owned(), ..event() }], NOW);
        assert!(one_event(&text).property_value("URL").is_none(), "{address}");
    }
}

#[test]
fn words_cannot_begin_a_line_of_their_own() {
    let hostile = "Tea\r\nEND:VEVENT\rBEGIN:VALARM\u{2028}X-EVIL:1\u{85}\u{b}\u{c}\u{0}\u{1b}[2J\nSUMMARY:other";
    let text = feed(
        hostile,
        &[FeedEvent {
            uid: hostile.to_owned(),
            summary: hostile.to_owned(),
            location: hostile.to_owned(),
            description: hostile.to_owned(),
            ..event()
        }],
        NOW,
    );
    let read = one_event(&text);
    assert_eq!(read.property_value("SUMMARY"), Some("Tea END:VEVENT BEGIN:VALARM X-EVIL:1 [2J SUMMARY:other"));
    assert_eq!(
        read.property_value("DESCRIPTION"),
        Some("Tea\nEND:VEVENT\nBEGIN:VALARM\nX-EVIL:1\n\n\n[2J\nSUMMARY:other")
    );
    assert!(read.components().is_empty());
}

#[test]
fn very_long_words_are_cut_with_a_sign() {
    let long = "🫖".repeat(1_000_000);
    let text = feed("Groups", &[FeedEvent { summary: long.clone(), description: long, ..event() }], NOW);
    let read = one_event(&text);
    let length = |key| read.property_value(key).unwrap().chars().count();
    assert_eq!((length("SUMMARY"), length("DESCRIPTION")), (500, 8_000));
    assert!(read.property_value("SUMMARY").unwrap().ends_with("🫖…"));
}

#[test]
fn the_same_feed_is_the_same_text() {
    assert_eq!(feed("Groups", &[event(), event()], NOW), feed("Groups", &[event(), event()], NOW));
}

/// Text as people and machines might hand it over, with everything that lines are made of.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ,;:\\\\\"=]{0,30}",
        2 => "\\PC{0,30}",
        2 => prop::sample::select(vec![
            "\n", "\r\n", "\r", "\t", "\u{2028}", "\u{85}", "\u{0}", "\u{7f}", "\\n", "\\", "🫖", "👩‍👩‍👧", "é", " ",
            "BEGIN:VEVENT", "END:VCALENDAR",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_words_read_back_as_they_were_cleaned(
        (name, summary) in (any_text(), any_text()),
        (location, description) in (any_text(), any_text()),
    ) {
        let text = feed(&name, &[FeedEvent { summary: summary.clone(), location: location.clone(), description: description.clone(), ..event() }], NOW);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line:?}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let calendar = read(&text);
        prop_assert_eq!(calendar.events().count(), 1);
        let read = one_event(&text);
        let value = |key| read.property_value(key).unwrap_or("").to_owned();
        prop_assert_eq!(value("SUMMARY"), one_line(&summary, Limit::Line));
        prop_assert_eq!(value("LOCATION"), one_line(&location, Limit::Line));
        prop_assert_eq!(value("DESCRIPTION"), many_lines(&description, Limit::Text));
        prop_assert_eq!(calendar.property_value("X-WR-CALNAME").unwrap_or(""), one_line(&name, Limit::Line));
    }

    #[test]
    fn cleaning_loses_no_word(text in "[a-zé🫖]{1,8}( [a-zé🫖]{1,8}){0,9}") {
        prop_assert_eq!(one_line(&text, Limit::Line), text.clone());
        prop_assert_eq!(many_lines(&text, Limit::Text), text);
    }
}
