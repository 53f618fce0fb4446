//! Rows of tables: what is taken, what waits, what is refused.

use super::columns::Columns;
use super::group_rows::{GroupRow, group_row};
use super::outcome::{AlreadyHere, Outcome, RowDoubt};
use super::place_rows::{PlaceRow, place_row};
use super::whereabouts::{KnownPostcode, Point, Postcode};
use crate::places::{FactKind, Says};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

fn cells(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn known(postcode: &Postcode) -> Option<KnownPostcode> {
    let point = Point::read("55.97,-3.29")?;
    let here = KnownPostcode { point, council: "S12000036".into(), health_board: "S08000024".into() };
    (postcode.as_str() == "EH4 7RD").then_some(here)
}

fn group(headers: &[&str], row: &[&str]) -> (GroupRow, Outcome) {
    let columns = Columns::of(&cells(headers)).unwrap();
    group_row(&columns, &cells(row), &known, &mut AlreadyHere::default())
}

fn place(headers: &[&str], row: &[&str]) -> (PlaceRow, Outcome) {
    let columns = Columns::of(&cells(headers)).unwrap();
    place_row(&columns, &cells(row), &known, &mut AlreadyHere::default())
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Waiting(doubts) => doubts.iter().map(RowDoubt::code).collect(),
        other => [other.code()].into(),
    }
}

const GROUP: [&str; 5] = ["Name", "Days and times", "Venue", "Postcode", "Location"];
const PLACE: [&str; 7] =
    ["Name", "Address", "Postcode", "Opening hours", "Disabled access", "Facilities", "Temporary closure"];

#[test]
fn a_row_that_says_everything_is_imported() {
    let (row, outcome) =
        group(&GROUP, &["Tea <b>club</b>", "Tuesdays 2pm - 4pm", "The Hall", "eh47rd", "55.977,-3.3001"]);
    assert_eq!(outcome, Outcome::Imported);
    assert_eq!(row.name, "Tea club");
    assert_eq!(row.times.patterns.len(), 1);
    assert_eq!(row.whereabouts.council.as_deref(), Some("S12000036"));
}

#[test]
fn a_row_with_a_doubt_waits_with_its_words() {
    let (_, outcome) = group(&GROUP, &["Tea club", "Monday to Friday", "The Hall", "EH4 7RD", ""]);
    assert_eq!(outcome.reason(), "It says Monday to Friday but no time.");
}

#[test]
fn doubts_about_the_venue_wait() {
    let when = "Tuesdays 2pm - 4pm";
    for (venue, postcode, code) in [
        ("Various", "EH4 7RD", "venue-varies"),
        ("", "", "where-not-said"),
        ("Tuesday - Baptist Church. Wednesday - Gordon Court.", "", "two-venues"),
        ("The Hall, EH4 7RD and the Church, EH8 9TF", "EH4 7RD", "two-venues"),
        ("The Hall", "EH4 7R", "not-a-postcode"),
        ("The Hall", "EH99 9ZZ", "unknown-postcode"),
    ] {
        assert_eq!(codes(&group(&GROUP, &["Tea club", when, venue, postcode, ""]).1), [code], "{venue}");
    }
    let (_, outcome) = group(&["Name", "When", "Venue", "Second location"], &["Tea", when, "The Hall", "55.9,-3.1"]);
    assert_eq!(codes(&outcome), ["two-venues"]);
    assert_eq!(codes(&group(&GROUP, &["Tea", when, "Holyrood Abbey - Wednesday Centre", "", ""]).1), ["imported"]);
}

#[test]
fn a_row_without_a_name_is_refused() {
    assert_eq!(group(&GROUP, &["<b> </b>", "Tuesdays 2pm-4pm", "x", "", ""]).1.reason(), "The row has no name.");
}

#[test]
fn the_same_row_twice_is_refused_the_second_time() {
    let columns = Columns::of(&cells(&GROUP)).unwrap();
    let mut here = AlreadyHere::default();
    here.remember("St Bernards Club", "EH4 7RD", "");
    let row = cells(&["St. Bernard's Club", "Tuesdays 2pm - 4pm", "The Hall", "EH4 7RD", ""]);
    assert_eq!(group_row(&columns, &row, &known, &mut here).1.code(), "refused");
    let row = cells(&["Tea club", "Tuesdays 2pm - 4pm", "The Hall", "EH4 7RD", ""]);
    assert_eq!(group_row(&columns, &row, &known, &mut here).1, Outcome::Imported);
    assert_eq!(
        group_row(&columns, &row, &known, &mut here).1.reason(),
        "“Tea club” is here already, with the same postcode or address."
    );
}

#[test]
fn a_day_and_its_hours_in_three_columns_are_one_rule() {
    let headers = ["Title", "Day", "Start time", "End time", "Address"];
    let (row, outcome) = group(&headers, &["Tea club", "Tuesday", "10:00:00", "12:00:00", "1 High Street"]);
    assert_eq!((outcome, row.times_said.as_str()), (Outcome::Imported, "Tuesday, 10:00:00 - 12:00:00"));
    let (_, outcome) = group(&headers, &["Tea club", "Tuesday", "10:00", "", "1 High Street"]);
    assert_eq!(codes(&outcome), ["end-not-said"]);
    let (row, _) = group(&["Name", "Day", "Time", "Venue"], &["Tea club", "Tuesday", "10am-12pm", "The Hall"]);
    assert_eq!(row.times_said, "Tuesday, 10am-12pm");
}

#[test]
fn a_formula_stays_text() {
    let (row, outcome) = group(&GROUP, &["=cmd|'/c calc'!A1", "Tuesdays 2pm - 4pm", "The Hall", "", ""]);
    assert_eq!((row.name.as_str(), outcome), ("=cmd|'/c calc'!A1", Outcome::Imported));
}

#[test]
fn opening_hours_hold_no_place_up() {
    let row = ["Balerno Library", "1 Main Street", "EH4 7RD", "Monday 1pm - 8pm\nThursday closed", "", "", ""];
    let (library, outcome) = place(&PLACE, &row);
    assert_eq!((outcome, library.opening.len()), (Outcome::Imported, 1));
    let row = ["The Base", "1 Main Street", "EH4 7RD", "See programme", "", "", ""];
    let (base, outcome) = place(&PLACE, &row);
    assert_eq!((outcome, base.opening.len(), base.opening_said.as_str()), (Outcome::Imported, 0, "See programme"));
}

#[test]
fn a_place_that_says_it_is_closed_waits() {
    let row = ["Newington Library (currently closed)", "17 Fountainhall Road", "EH4 7RD", "", "", "", ""];
    assert_eq!(codes(&place(&PLACE, &row).1), ["closed-now"]);
    let row = ["Newington Library", "17 Fountainhall Road", "EH4 7RD", "", "", "", "Closed for repairs."];
    assert_eq!(codes(&place(&PLACE, &row).1), ["closed-now"]);
    assert_eq!(codes(&place(&PLACE, &["Mobile Libraries", "", "", "", "", "", ""]).1), ["where-not-said"]);
}

#[test]
fn access_is_taken_only_as_far_as_it_is_said() {
    let fact = |access: &str, facilities: &str| {
        let (row, _) = place(&PLACE, &["Hall", "1 Main Street", "", "", access, facilities, ""]);
        row.facts.into_iter().map(|fact| (fact.kind, fact.says)).collect::<Vec<_>>()
    };
    assert_eq!(fact("Yes", ""), [(FactKind::StepFree, Says::Good)]);
    assert_eq!(fact("Yes (ground floor only)", ""), [(FactKind::StepFree, Says::Less)]);
    assert_eq!(
        fact("", "Free wifi\nDisabled access\nInduction Loop"),
        [(FactKind::StepFree, Says::Good), (FactKind::Loop, Says::Good)]
    );
    assert_eq!(fact("", "Large hall"), []);
}
