//! Reading: from the bytes of a file to rows with their outcomes. Nothing here is saved.

pub mod bytes;
mod json;
pub mod known_lists;
pub mod services;
pub mod table;

#[cfg(test)]
mod tests;

use crate::places::postcodes;
use bothy_calendar::foreign::NotACalendar;
use bothy_domain::imports::{
    AlreadyHere, Columns, GroupRow, KnownPostcode, ListingRow, NoNameColumn, Outcome, PlaceRow, Postcode, group_row,
    listing_row, place_row,
};
use bytes::NotRead;
use services::ServiceForm;
use table::Table;

/// Why a file is refused whole.
#[derive(Debug, thiserror::Error)]
pub enum FileRefused {
    /// Its bytes are no table, or too many.
    #[error(transparent)]
    NotRead(#[from] NotRead),
    /// Its rows have no names.
    #[error(transparent)]
    NoNames(#[from] NoNameColumn),
    /// It is no calendar.
    #[error(transparent)]
    NotACalendar(#[from] NotACalendar),
    /// It is meant to be a calendar and is no text.
    #[error("This is no calendar in text. Unpack it if it is packed, and bring the files in it that end in .ics.")]
    CalendarNotText,
}

/// One row of a file and how it ends.
#[derive(Debug, Clone)]
pub struct ReadRow<R> {
    /// 1 is the first row after the header.
    pub number: u32,
    /// The cells as they stood, for a person to see; empty when the row could not be cut into cells.
    pub cells: Vec<String>,
    /// What it means; nothing when the row could not be cut into cells.
    pub row: Option<R>,
    /// Imported, waiting or refused.
    pub outcome: Outcome,
}

/// All rows of a file.
#[derive(Debug, Clone)]
pub struct ReadFile<R> {
    /// The columns' names as they stand in the file.
    pub headers: Vec<String>,
    /// The rows in order.
    pub rows: Vec<ReadRow<R>>,
}

impl<R> ReadFile<R> {
    /// Rows imported, waiting and refused; together they are all rows.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |code| self.rows.iter().filter(|row| row.outcome.code() == code).count();
        (count("imported"), count("waiting"), count("refused"))
    }
}

/// Reads a list of groups. `here` holds what the organisation has already, and learns each row.
///
/// # Errors
/// A file that is no table with names is refused whole.
pub fn groups(file: &[u8], here: &mut AlreadyHere) -> Result<ReadFile<GroupRow>, FileRefused> {
    rows(file, here, group_row)
}

/// Reads a list of places. `here` holds what the organisation has already, and learns each row.
///
/// # Errors
/// A file that is no table with names is refused whole.
pub fn places(file: &[u8], here: &mut AlreadyHere) -> Result<ReadFile<PlaceRow>, FileRefused> {
    rows(file, here, place_row)
}

/// Reads a list of other services. `here` holds what the organisation has already, and learns each row.
///
/// # Errors
/// A file that is no table with names is refused whole.
pub fn listings(file: &[u8], here: &mut AlreadyHere) -> Result<ReadFile<ListingRow>, FileRefused> {
    rows(file, here, listing_row)
}

/// Reads a feed of other services. `here` holds what the organisation has already, and learns each row.
///
/// # Errors
/// What is no text, too large, or hardly a feed is refused whole.
pub fn services(file: &[u8], form: ServiceForm, here: &mut AlreadyHere) -> Result<ReadFile<ListingRow>, FileRefused> {
    rows_of(services::table(file, form)?, here, listing_row)
}

type Rule<R> = fn(&Columns, &[String], &dyn Fn(&Postcode) -> Option<KnownPostcode>, &mut AlreadyHere) -> (R, Outcome);

fn rows<R>(file: &[u8], here: &mut AlreadyHere, rule: Rule<R>) -> Result<ReadFile<R>, FileRefused> {
    rows_of(table::table(&bytes::text(file)?)?, here, rule)
}

fn rows_of<R>(table: Table, here: &mut AlreadyHere, rule: Rule<R>) -> Result<ReadFile<R>, FileRefused> {
    let columns = Columns::of(&table.headers)?;
    let known = |postcode: &Postcode| postcodes::find(postcode.as_str());
    let rows = (1_u32..)
        .zip(table.rows)
        .map(|(number, cells)| match cells {
            Ok(cells) => {
                let (row, outcome) = rule(&columns, &cells, &known, here);
                ReadRow { number, cells, row: Some(row), outcome }
            }
            Err(refusal) => ReadRow { number, cells: Vec::new(), row: None, outcome: Outcome::Refused(refusal) },
        })
        .collect();
    Ok(ReadFile { headers: table.headers, rows })
}
