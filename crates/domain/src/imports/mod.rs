//! Imports: reading what an organisation already has, row by row, and guessing nothing.
//!
//! Every row ends imported, waiting for a person with its doubts in words, or refused with the reason.
//! Not here: files and encodings (`actions/imports/reading`), saving, taking an import back.

pub mod cells;
pub mod columns;
pub mod event_rows;
pub mod group_rows;
pub mod in_words;
pub mod listing_rows;
pub mod outcome;
pub mod place_rows;
pub mod said_times;
pub mod whereabouts;

#[cfg(test)]
mod row_tests;

pub use columns::{Column, Columns, NoNameColumn};
pub use event_rows::{
    EventDoubt, EventMeeting, EventRefusal, EventRow, EventSeries, Marked, Meets, SaidEvent, event_row,
};
pub use group_rows::{GroupRow, group_row};
pub use listing_rows::{ListingRow, listing_row};
pub use outcome::{AlreadyHere, Outcome, Refusal, RowDoubt};
pub use place_rows::{PlaceRow, SaidFact, place_row};
pub use whereabouts::{KnownPostcode, Point, Postcode, Whereabouts};
