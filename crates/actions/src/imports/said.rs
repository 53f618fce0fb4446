//! A row as it is kept: its cells under their names, so that a person sees what the file said and it can be
//! read again, and the rules that were understood.

mod events;

pub(super) use events::EventSaid;

use super::reading::ReadFile;
use crate::places::postcodes;
use bothy_domain::imports::{
    AlreadyHere, Columns, EventRow, GroupRow, ListingRow, Outcome, PlaceRow, Postcode, group_row, in_words,
    listing_row, place_row,
};
use bothy_domain::sessions::recurrence::{Every, Pattern, WEEK};
use bothy_store::StoreError;
use bothy_store::imports::ImportKind;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// One rule that was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The days of the week: `tue`, `wed`; empty for a rule in days of the month.
    pub days: Vec<String>,
    /// When a meeting begins, by the clock on the wall: `09:30`.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// How often, as RFC 5545 text: `FREQ=WEEKLY;BYDAY=TU,WE`.
    pub rule: String,
    /// The same in plain words, for a person to see.
    pub words: String,
}

impl Understood {
    fn of(pattern: &Pattern) -> Self {
        Self {
            days: days_of(&pattern.every).into_iter().map(String::from).collect(),
            start: pattern.starts.strftime("%H:%M").to_string(),
            end: pattern.ends.strftime("%H:%M").to_string(),
            rule: pattern.every.rrule(),
            words: in_words::pattern(pattern),
        }
    }
}

fn days_of(every: &Every) -> Vec<&'static str> {
    WEEK.into_iter()
        .filter(|day| match every {
            Every::Days { interval } => *interval == 1,
            Every::Weeks { days, .. } => days.has(*day),
            Every::MonthsByWeekday { which, .. } => which.iter().any(|one| one.day == *day),
            Every::MonthsByDay { .. } | Every::Years { .. } => false,
        })
        .map(short)
        .collect()
}

fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

/// What a row means.
#[derive(Debug, Clone)]
pub(super) enum Meant {
    Group(GroupRow),
    Place(PlaceRow),
    Listing(ListingRow),
    Event(EventRow),
}

/// A row as it stood in its file, with the words by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// Name of the column and cell, in the order of the file.
    pub cells: Vec<(String, String)>,
    pub postcode: String,
    pub address: String,
    /// Days and times as said; empty where the row says none.
    pub times: String,
    /// What was understood of an event of a calendar, which is let in by that and not by its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventSaid>,
}

impl Said {
    /// Reads the row again, by itself: what it means, and how it would end.
    pub fn again(&self, kind: ImportKind) -> Result<(Meant, Outcome), StoreError> {
        if let Some(event) = &self.event {
            return Ok((Meant::Event(event.row(&self.postcode)?), Outcome::Imported));
        }
        let (headers, cells): (Vec<String>, Vec<String>) = self.cells.iter().cloned().unzip();
        let columns = Columns::of(&headers).map_err(|_| StoreError::Unknown { column: "cells" })?;
        let known = |postcode: &Postcode| postcodes::find(postcode.as_str());
        let mut here = AlreadyHere::default();
        Ok(match kind {
            ImportKind::Groups => {
                let (row, outcome) = group_row(&columns, &cells, &known, &mut here);
                (Meant::Group(row), outcome)
            }
            ImportKind::Places => {
                let (row, outcome) = place_row(&columns, &cells, &known, &mut here);
                (Meant::Place(row), outcome)
            }
            ImportKind::Listings => {
                let (row, outcome) = listing_row(&columns, &cells, &known, &mut here);
                (Meant::Listing(row), outcome)
            }
            // Its own row never comes here: it has no columns.
            ImportKind::Calendar => return Err(StoreError::Unknown { column: "cells" }),
        })
    }

    pub fn stored(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|_| StoreError::Unknown { column: "cells" })
    }
}

/// A row that was read, before it is known whether it is here already.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub number: u32,
    pub name: String,
    pub said: Said,
    pub understood: Vec<Understood>,
    pub outcome: Outcome,
    pub meant: Option<Meant>,
}

/// The rows of a list of groups.
pub(super) fn of_groups(file: ReadFile<GroupRow>) -> Vec<Judged> {
    of_rows(file, |row| {
        let understood = row.times.patterns.iter().map(Understood::of).collect();
        let postcode = row.whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
        let said = [postcode, &row.venue, &row.times_said].map(String::from);
        (row.name.clone(), said, understood, Meant::Group(row))
    })
}

/// The rows of a list of places; what is understood of them are their opening hours.
pub(super) fn of_places(file: ReadFile<PlaceRow>) -> Vec<Judged> {
    of_rows(file, |row| {
        let understood = row.opening.iter().map(Understood::of).collect();
        let postcode = row.whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
        let said = [postcode, &row.address, &row.opening_said].map(String::from);
        (row.name.clone(), said, understood, Meant::Place(row))
    })
}

/// The rows of a list of other services; they say no times.
pub(super) fn of_listings(file: ReadFile<ListingRow>) -> Vec<Judged> {
    of_rows(file, |row| {
        let said = [row.words.postcode.clone(), row.words.address.clone(), String::new()];
        (row.words.name.clone(), said, Vec::new(), Meant::Listing(row))
    })
}

type Parts = (String, [String; 3], Vec<Understood>, Meant);

fn of_rows<R>(file: ReadFile<R>, parts: impl Fn(R) -> Parts) -> Vec<Judged> {
    let headers = file.headers;
    file.rows
        .into_iter()
        .map(|row| {
            let cells = headers.iter().cloned().zip(row.cells).collect();
            let (name, [postcode, address, times], understood, meant) = match row.row.map(&parts) {
                None => Default::default(),
                Some((name, said, understood, meant)) => (name, said, understood, Some(meant)),
            };
            let said = Said { cells, postcode, address, times, event: None };
            Judged { number: row.number, name, said, understood, outcome: row.outcome, meant }
        })
        .collect()
}
