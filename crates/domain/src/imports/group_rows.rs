//! Group rows: what a row of somebody's list of groups means.
//!
//! Days, hours and venue have to be certain, the rest is kept as said. Not here: which kind of group
//! it is and who facilitates; a person says that when they look.

use super::columns::{Column, Columns};
use super::outcome::{AlreadyHere, Outcome, Refusal, RowDoubt};
use super::said_times::{SaidTimes, understand};
use super::whereabouts::{KnownPostcode, Point, Postcode, Whereabouts, whereabouts};
use alloc::string::String;
use alloc::vec::Vec;

/// A group as a file says it. Texts are plain, without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// What it is called.
    pub name: String,
    /// Days and times as said.
    pub times_said: String,
    /// Days and times as understood.
    pub times: SaidTimes,
    /// The venue, with its address.
    pub venue: String,
    /// Where that is on the map.
    pub whereabouts: Whereabouts,
    /// What happens there.
    pub purpose: String,
    /// For whom it is.
    pub for_whom: String,
    /// The area it serves.
    pub area: String,
    /// How somebody comes to it.
    pub how_to_come: String,
    /// Telephone, as text; never dialled by the program.
    pub telephone: String,
    /// Access as said.
    pub access: String,
}

/// Reads one row and says how it ends. A refused row is returned too, so that it can be shown.
pub fn group_row(
    columns: &Columns,
    row: &[String],
    known: &dyn Fn(&Postcode) -> Option<KnownPostcode>,
    here: &mut AlreadyHere,
) -> (GroupRow, Outcome) {
    let cell = |column| columns.cell(row, column);
    let times_said = times_said(columns, row);
    let (place, where_doubt) = whereabouts(&cell(Column::Postcode), point_said(columns, row), known);
    let venue = venue_said(columns, row);
    let group = GroupRow {
        name: one_line(&cell(Column::Name)),
        times: understand(&times_said),
        times_said,
        venue,
        whereabouts: place,
        purpose: cell(Column::Purpose),
        for_whom: cell(Column::ForWhom),
        area: cell(Column::Area),
        how_to_come: cell(Column::HowToCome),
        telephone: telephone(&cell(Column::Telephone)),
        access: cell(Column::Access),
    };
    if group.name.is_empty() {
        return (group, Outcome::Refused(Refusal::NoName));
    }
    let postcode = group.whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
    if let Err(refusal) = here.first_time(&group.name, postcode, &group.venue) {
        return (group, Outcome::Refused(refusal));
    }
    let mut doubts: Vec<RowDoubt> = group.times.doubts.iter().cloned().map(RowDoubt::Times).collect();
    doubts.extend(venue_doubt(&group, &cell(Column::SecondPoint)));
    doubts.extend(where_doubt.map(RowDoubt::Where));
    doubts.extend(closed_now(columns, row, &group.name));
    (group, Outcome::of(doubts))
}

/// Days and times in one column, or put together from a day and its hours.
fn times_said(columns: &Columns, row: &[String]) -> String {
    let cell = |column| columns.cell(row, column);
    let times = cell(Column::Times);
    let day = cell(Column::Day);
    let (start, end) = (cell(Column::Start), cell(Column::End));
    let hours = match (start.is_empty(), end.is_empty()) {
        (true, true) => times.clone(),
        (false, true) => start,
        (true, false) => alloc::format!("until {end}"),
        (false, false) => alloc::format!("{start} - {end}"),
    };
    if columns.has(Column::Day) && !day.is_empty() {
        return if hours.is_empty() { day } else { alloc::format!("{day}, {hours}") };
    }
    if times.is_empty() { hours } else { times }
}

/// Venue and address, each once.
pub(super) fn venue_said(columns: &Columns, row: &[String]) -> String {
    let parts = [Column::Venue, Column::Address, Column::Town].map(|column| one_line(&columns.cell(row, column)));
    let mut said: Vec<&str> = Vec::new();
    for part in &parts {
        if !part.is_empty() && !said.iter().any(|before| before.contains(part.as_str())) {
            said.push(part);
        }
    }
    said.join(", ")
}

/// The point in one column or two.
pub(super) fn point_said(columns: &Columns, row: &[String]) -> Option<Point> {
    Point::read(&columns.cell(row, Column::Point))
        .or_else(|| Point::of(&columns.cell(row, Column::Latitude), &columns.cell(row, Column::Longitude)))
}

/// "(currently closed)" in the name, or anything in a column of closures.
pub(super) fn closed_now(columns: &Columns, row: &[String], name: &str) -> Option<RowDoubt> {
    let closure = columns.cell(row, Column::ClosedNow);
    let said = if closure.is_empty() { name } else { closure.lines().next().unwrap_or_default() };
    let closed = !closure.is_empty() && !matches!(closure.to_lowercase().as_str(), "no" | "none" | "n/a" | "open")
        || name.to_lowercase().contains("closed");
    closed.then(|| RowDoubt::ClosedNow { said: said.chars().take(200).collect() })
}

/// A number that somebody put behind "http://" is still a number.
pub(super) fn telephone(said: &str) -> String {
    let said = one_line(said);
    let said = said.strip_prefix("http://").or_else(|| said.strip_prefix("tel:")).unwrap_or(&said);
    String::from(said.trim())
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn venue_doubt(group: &GroupRow, second_point: &str) -> Option<RowDoubt> {
    let words = || group.venue.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let days = words().filter(|word| is_day(word.strip_suffix('s').unwrap_or(word))).count();
    let postcodes = postcodes_in(&group.venue);
    if !second_point.is_empty() || days > 1 || postcodes > 1 {
        return Some(RowDoubt::TwoVenues);
    }
    if words().any(|word| matches!(word.as_str(), "various" | "varies" | "tbc" | "tba")) {
        return Some(RowDoubt::VenueVaries { said: group.venue.chars().take(200).collect() });
    }
    let nowhere = group.venue.is_empty() && group.whereabouts.postcode.is_none();
    nowhere.then_some(RowDoubt::WhereNotSaid)
}

fn is_day(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// Two neighbouring words that make a postcode.
fn postcodes_in(text: &str) -> usize {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words
        .iter()
        .zip(words.iter().skip(1))
        .filter(|(first, second)| second.len() == 3 && Postcode::read(&alloc::format!("{first}{second}")).is_some())
        .count()
}
