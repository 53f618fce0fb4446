//! Place rows: what a row of somebody's list of venues means.
//!
//! Opening hours are kept as said and understood where they are certain; they hold nothing up.
//! Access facts are taken only where the row says them; each wants a look (WE2).

use super::columns::{Column, Columns};
use super::group_rows::{closed_now, one_line, point_said, telephone, venue_said};
use super::outcome::{AlreadyHere, Outcome, Refusal, RowDoubt};
use super::said_times::understand;
use super::whereabouts::{KnownPostcode, Postcode, Whereabouts, whereabouts};
use crate::places::{FactKind, Says};
use crate::sessions::recurrence::Pattern;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

/// A place as a file says it. Texts are plain, without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// What it is called.
    pub name: String,
    /// Street and house.
    pub address: String,
    /// Where that is on the map.
    pub whereabouts: Whereabouts,
    /// Opening hours as said.
    pub opening_said: String,
    /// Opening hours as rules, where they are plainly said; empty otherwise.
    pub opening: Vec<Pattern>,
    /// Facts of access as said; none of them checked yet.
    pub facts: Vec<SaidFact>,
    /// Facilities as said.
    pub facilities: String,
    /// What goes on there.
    pub purpose: String,
    /// Telephone, as text; never dialled by the program.
    pub telephone: String,
}

/// One fact about a place as its row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidFact {
    /// What it is about.
    pub kind: FactKind,
    /// How good that is.
    pub says: Says,
    /// The words of the row.
    pub words: String,
}

/// Reads one row and says how it ends. A refused row is returned too, so that it can be shown.
pub fn place_row(
    columns: &Columns,
    row: &[String],
    known: &dyn Fn(&Postcode) -> Option<KnownPostcode>,
    here: &mut AlreadyHere,
) -> (PlaceRow, Outcome) {
    let cell = |column| columns.cell(row, column);
    let (place, where_doubt) = whereabouts(&cell(Column::Postcode), point_said(columns, row), known);
    let opening_said = cell(Column::Times);
    let opening = understand(&opening_said);
    let facilities = cell(Column::Facilities);
    let place = PlaceRow {
        name: one_line(&cell(Column::Name)),
        address: venue_said(columns, row),
        whereabouts: place,
        opening: if opening.is_certain_for_opening() { opening.patterns } else { Vec::new() },
        opening_said,
        facts: facts(&cell(Column::Access), &cell(Column::Bus), &facilities),
        facilities,
        purpose: cell(Column::Purpose),
        telephone: telephone(&cell(Column::Telephone)),
    };
    if place.name.is_empty() {
        return (place, Outcome::Refused(Refusal::NoName));
    }
    let postcode = place.whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
    if let Err(refusal) = here.first_time(&place.name, postcode, &place.address) {
        return (place, Outcome::Refused(refusal));
    }
    let mut doubts: Vec<RowDoubt> = Vec::new();
    if place.address.is_empty() {
        doubts.push(RowDoubt::WhereNotSaid);
    }
    doubts.extend(where_doubt.map(RowDoubt::Where));
    doubts.extend(closed_now(columns, row, &place.name));
    (place, Outcome::of(doubts))
}

fn facts(access: &str, bus: &str, facilities: &str) -> Vec<SaidFact> {
    let mut facts = Vec::new();
    let mut add = |kind, says, words: &str| facts.push(SaidFact { kind, says, words: one_line(words) });
    let named = |needles: &[&str]| {
        facilities
            .split(['\n', ',', '.', ';'])
            .map(str::trim)
            .find(|line| needles.iter().any(|needle| line.to_lowercase().contains(needle)))
            .map(str::to_owned)
    };
    match said_access(access) {
        Some(says) => add(FactKind::StepFree, says, access),
        None => {
            if let Some(words) = named(&["disabled access", "wheelchair access", "step free", "step-free"]) {
                add(FactKind::StepFree, Says::Good, &words);
            }
        }
    }
    if let Some(words) = named(&["toilets for disabled", "accessible toilet", "disabled toilet"]) {
        add(FactKind::Toilets, Says::Good, &words);
    }
    if let Some(words) = named(&["induction loop", "hearing loop"]) {
        add(FactKind::Loop, Says::Good, &words);
    }
    if let Some(words) = named(&["car park", "parking"]) {
        add(FactKind::Parking, Says::Good, &words);
    }
    if !bus.is_empty() {
        add(FactKind::Bus, Says::Good, bus);
    }
    facts
}

/// "Yes" is good, "Yes (ground floor only)" and "No" are less, anything else is not known.
fn said_access(access: &str) -> Option<Says> {
    let said = access.trim().to_lowercase();
    match said.as_str() {
        "" => None,
        "yes" | "y" | "full" | "true" => Some(Says::Good),
        _ if said.starts_with("yes") || said == "no" || said.starts_with("no ") || said.starts_with("partial") => {
            Some(Says::Less)
        }
        _ => Some(Says::NotKnown),
    }
}
