//! Near what somebody looks: a postcode, the first half of one, or the name of a place or an area.
//!
//! What is said here is asked about once and kept nowhere.

use super::distance::{metres_between, middle_of};
use crate::groups::sought::bare;
use crate::imports::{Point, Postcode};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// What was said of where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearSaid {
    /// Nothing.
    Nothing,
    /// A whole postcode.
    Postcode(Postcode),
    /// The first half of one: "EH6".
    Outward(String),
    /// Anything else: the name of a place, perhaps.
    Name(String),
}

/// The longest name that is looked up, in letters.
const LONGEST_NAME: usize = 80;

/// Reads what was said of where: a postcode whatever its spaces and capitals, its first half, or a name.
pub fn near_said(said: &str) -> NearSaid {
    let short: String = said.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let said = short.trim();
    if said.is_empty() {
        return NearSaid::Nothing;
    }
    if let Some(postcode) = Postcode::read(said) {
        return NearSaid::Postcode(postcode);
    }
    let letters = said.to_ascii_uppercase();
    let shape: String = letters
        .chars()
        .map(|letter| match letter {
            'A'..='Z' => 'A',
            '0'..='9' => '9',
            _ => '?',
        })
        .collect();
    match shape.as_str() {
        "A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A" => NearSaid::Outward(letters),
        _ => NearSaid::Name(said.to_string()),
    }
}

/// One of our places as it may be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// Where it is.
    pub point: Point,
}

/// An area by its name: a council's or a health board's, with the middle of its postcodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// The middle of its postcodes.
    pub middle: Point,
}

/// From where distances are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// What it is.
    pub what: StartKind,
    /// Its name, as we write it.
    pub name: String,
    /// The point.
    pub point: Point,
}

/// What distances are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartKind {
    /// A postcode or one of our places.
    Here,
    /// The middle of something larger.
    Middle,
}

/// Why it is not known from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFound {
    /// The postcode has the form of one and is not in the directory.
    Postcode,
    /// No place and no area is called that.
    Name,
    /// Several places that lie far apart are called that.
    Several,
}

/// How far places of one name may lie from their middle and still be one part of the country, in metres.
const ONE_PART: u32 = 4_000;

/// The place or the area of a name: one of our places by its whole name, then an area, then the part of the country
/// where all our places lie whose name or address has these words.
///
/// # Errors
/// Nothing has this name, or several things have that lie far apart.
pub fn place_named(said: &str, places: &[NamedPlace], areas: &[Area]) -> Result<Start, NotFound> {
    let sought = bare(said);
    if sought.is_empty() {
        return Err(NotFound::Name);
    }
    let same: Vec<&NamedPlace> = places.iter().filter(|place| bare(&place.name) == sought).collect();
    if !same.is_empty() {
        return one_part(&same, said);
    }
    let area = core_of(&sought);
    if let Some(found) = areas.iter().find(|one| !area.is_empty() && core_of(&bare(&one.name)) == area) {
        return Ok(Start { what: StartKind::Middle, name: found.name.clone(), point: found.middle });
    }
    let within: Vec<&NamedPlace> = places
        .iter()
        .filter(|place| has_words(&bare(&place.name), &sought) || has_words(&bare(&place.address), &sought))
        .collect();
    one_part(&within, said)
}

fn one_part(places: &[&NamedPlace], said: &str) -> Result<Start, NotFound> {
    let points: Vec<Point> = places.iter().map(|place| place.point).collect();
    let middle = middle_of(&points).ok_or(NotFound::Name)?;
    if points.iter().any(|point| metres_between(*point, middle) > ONE_PART) {
        return Err(NotFound::Several);
    }
    Ok(match places {
        [one] => Start { what: StartKind::Here, name: one.name.clone(), point: one.point },
        _ => Start { what: StartKind::Middle, name: said.trim().to_string(), point: middle },
    })
}

/// Whether the words stand in the text one after the other, each whole.
fn has_words(text: &str, words: &str) -> bool {
    alloc::format!(" {text} ").contains(&alloc::format!(" {words} "))
}

/// What is left of an area's name without what only says that it is one: "City of Edinburgh" is "edinburgh".
fn core_of(bare: &str) -> String {
    let says = |word: &&str| !matches!(*word, "city" | "of" | "and" | "council" | "area" | "nhs" | "islands" | "the");
    bare.split(' ').filter(says).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn place(name: &str, address: &str, point: &str) -> NamedPlace {
        NamedPlace { name: name.into(), address: address.into(), point: Point::read(point).unwrap() }
    }

    fn places() -> Vec<NamedPlace> {
        vec![
            place("Leith Library", "28 Ferry Road, Leith", "55.97430,-3.18290"),
            place("Thomas Morton Hall", "28a Ferry Road, Leith", "55.97420,-3.18250"),
            place("The Hut", "Main Street, Portree", "57.41250,-6.19400"),
            place("Main Street Rooms", "4 Main Street, Cramond", "55.97900,-3.29900"),
        ]
    }

    fn areas() -> Vec<Area> {
        ["City of Edinburgh", "Perth and Kinross", "Lothian", "Orkney Islands"]
            .map(|name| Area { name: name.into(), middle: Point::read("56,-3").unwrap() })
            .into()
    }

    #[test]
    fn a_postcode_is_told_from_its_first_half_and_from_a_name() {
        assert_eq!(near_said("eh6 8rg"), NearSaid::Postcode(Postcode::read("EH6 8RG").unwrap()));
        for (said, half) in [("eh6", "EH6"), (" G1 ", "G1"), ("EC1A", "EC1A")] {
            assert_eq!(near_said(said), NearSaid::Outward(half.into()), "{said}");
        }
        assert_eq!(near_said(" Leith "), NearSaid::Name("Leith".into()));
        assert_eq!(near_said("EH6 8R"), NearSaid::Name("EH6 8R".into()));
        assert_eq!(near_said(" \u{0} "), NearSaid::Nothing);
    }

    fn named(said: &str) -> Result<(StartKind, String), NotFound> {
        place_named(said, &places(), &areas()).map(|start| (start.what, start.name))
    }

    #[test]
    fn a_name_is_one_of_our_places_then_an_area_then_a_part_of_the_country() {
        assert_eq!(named("leith  LIBRARY"), Ok((StartKind::Here, "Leith Library".into())));
        assert_eq!(named("edinburgh"), Ok((StartKind::Middle, "City of Edinburgh".into())));
        assert_eq!(named("Perth & Kinross"), Ok((StartKind::Middle, "Perth and Kinross".into())));
        assert_eq!(named("NHS Lothian"), Ok((StartKind::Middle, "Lothian".into())));
        assert_eq!(named("Orkney"), Ok((StartKind::Middle, "Orkney Islands".into())));
        assert_eq!(named("Leith"), Ok((StartKind::Middle, "Leith".into())));
        assert_eq!(named("Portree"), Ok((StartKind::Here, "The Hut".into())));
    }

    #[test]
    fn what_nobody_is_called_and_what_too_many_are_called_is_said() {
        for said in ["Atlantis", "Lei", "the city of", "🫖", ""] {
            assert_eq!(named(said), Err(NotFound::Name), "{said}");
        }
        assert_eq!(named("Main Street"), Err(NotFound::Several));
    }

    proptest! {
        #[test]
        fn anything_said_is_read_without_harm(said in any::<String>()) {
            let _ = near_said(&said);
            let _ = place_named(&said, &places(), &areas());
        }
    }
}
