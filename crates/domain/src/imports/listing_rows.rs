//! Listing rows: what a row of somebody's list of other services means.
//!
//! All of it is kept as said, and none of it is checked by being read. Not here: from which list and which year it
//! comes; whoever brings it in says that.

use super::columns::{Column, Columns};
use super::group_rows::{closed_now, one_line, point_said, telephone, venue_said};
use super::outcome::{AlreadyHere, Outcome, Refusal, RowDoubt};
use super::whereabouts::{KnownPostcode, Postcode, Whereabouts, whereabouts};
use crate::directory::{ListingWords, website};
use alloc::string::String;
use alloc::vec::Vec;
use jiff::civil::Date;

/// Another service as a file says it. Texts are plain, without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRow {
    /// What is said of it; a website that is none is left out.
    pub words: ListingWords,
    /// Where it is on the map.
    pub whereabouts: Whereabouts,
    /// In which year whoever keeps the list last looked at it, where the row says so. It is no check of ours.
    pub said_in: Option<i16>,
}

/// Reads one row and says how it ends. A refused row is returned too, so that it can be shown.
pub fn listing_row(
    columns: &Columns,
    row: &[String],
    known: &dyn Fn(&Postcode) -> Option<KnownPostcode>,
    here: &mut AlreadyHere,
) -> (ListingRow, Outcome) {
    let cell = |column| columns.cell(row, column);
    let (place, where_doubt) = whereabouts(&cell(Column::Postcode), point_said(columns, row), known);
    let said_website = one_line(&cell(Column::Website));
    let words = ListingWords {
        name: one_line(&cell(Column::Name)),
        what: cell(Column::Purpose),
        for_whom: cell(Column::ForWhom),
        how_to_come: cell(Column::HowToCome),
        area: one_line(&cell(Column::Area)),
        address: venue_said(columns, row),
        postcode: place.postcode.as_ref().map_or_else(String::new, |code| String::from(code.as_str())),
        website: website(&said_website).unwrap_or_default(),
        telephone: telephone(&cell(Column::Telephone)),
    };
    let said_in = year_said(&cell(Column::LastChecked));
    let listing = ListingRow { words, whereabouts: place, said_in };
    let words = &listing.words;
    if words.name.is_empty() {
        return (listing, Outcome::Refused(Refusal::NoName));
    }
    if let Err(refusal) = here.first_time(&words.name, &words.postcode, &words.address) {
        return (listing, Outcome::Refused(refusal));
    }
    let mut doubts: Vec<RowDoubt> = Vec::new();
    if words.what.is_empty() {
        doubts.push(RowDoubt::WhatNotSaid);
    }
    if !words.can_be_reached() {
        doubts.push(RowDoubt::NoWayToReach);
    }
    if words.website.is_empty() && !said_website.is_empty() {
        doubts.push(RowDoubt::NotAWebsite { said: said_website.chars().take(200).collect() });
    }
    doubts.extend(where_doubt.map(RowDoubt::Where));
    doubts.extend(closed_now(columns, row, &words.name));
    (listing, Outcome::of(doubts))
}

/// The year of a day such as "2018-12-20" or "2018-12-20T14:45:51Z"; other ways of writing days are not guessed at.
fn year_said(said: &str) -> Option<i16> {
    let day: Date = said.get(..10)?.parse().ok()?;
    (1900..=2200).contains(&day.year()).then(|| day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn read(cells: &[&str]) -> (ListingRow, Outcome) {
        let headers = ["Name", "Description", "Clients", "Address", "Postcode", "Website", "Telephone"];
        let strings = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        let columns = Columns::of(&strings(&headers)).unwrap();
        listing_row(&columns, &strings(cells), &|_| None, &mut AlreadyHere::default())
    }

    #[test]
    fn a_row_that_says_what_and_how_to_reach_it_comes_in() {
        let (row, outcome) =
            read(&["Tea", "Tea and talk", "Anyone", "", "", "http://tea.example.org ", "tel:0131 496 0199"]);
        assert_eq!(outcome, Outcome::Imported);
        assert_eq!(
            (row.words.website.as_str(), row.words.telephone.as_str()),
            ("http://tea.example.org", "0131 496 0199")
        );
    }

    #[test]
    fn what_is_in_doubt_waits_with_its_reasons() {
        let (row, outcome) = read(&["Tea", "", "", "", "", "javascript:alert(1)", ""]);
        assert_eq!(
            outcome.reason(),
            "It does not say what the service does. It has no address, website or telephone number. \
             “javascript:alert(1)” is not the address of a website."
        );
        assert_eq!(row.words.website, "");
        assert_eq!(read(&["", "Tea", "", "", "", "", "1"]).1, Outcome::Refused(Refusal::NoName));
    }

    #[test]
    fn the_year_of_a_row_is_read_from_a_plain_day_only() {
        for (said, year) in [
            ("2018-12-20", Some(2018)),
            ("2018-12-20T14:45:51.344207Z", Some(2018)),
            ("20/12/2018", None),
            ("2018", None),
            ("0001-01-01", None),
            ("2018-13-41", None),
            ("", None),
            ("ééééééé2018", None),
        ] {
            assert_eq!(year_said(said), year, "{said}");
        }
    }

    #[test]
    fn markup_and_formulas_are_text() {
        let (row, _) =
            read(&["=HYPERLINK(\"x\")", "<b>Tea</b><script>alert(1)</script>", "", "1 High Street", "", "", ""]);
        assert_eq!((row.words.name.as_str(), row.words.what.as_str()), ("=HYPERLINK(\"x\")", "Tea"));
    }
}
