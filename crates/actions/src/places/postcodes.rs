//! The directory of Scottish postcodes: where each lies, in which council area and health board.
//!
//! Open data (data/scotland-places), packed into the program and unpacked at the first question:
//! about 3 MB while it is held. Imports, the pages of places and whoever looks for a group ask here, and what they ask
//! is kept nowhere.

use bothy_domain::imports::{KnownPostcode, Point};
use bothy_domain::places::near::Area;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::OnceLock;

static PACKED: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/scotland-places/postcodes.csv.gz"));

/// The names of the codes of areas.
static NAMES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/scotland-places/service_areas.json"));

struct Directory {
    /// Sorted by key; the same place in all three lists is the same postcode.
    keys: Vec<u64>,
    points: Vec<Point>,
    areas: Vec<(u8, u8)>,
    /// Codes of council areas and health boards.
    codes: Vec<String>,
    /// The middle of the postcodes of each first half: "EH6".
    outward: BTreeMap<String, Point>,
    /// The council areas and then the health boards, by name.
    named: Vec<Area>,
}

fn directory() -> &'static Directory {
    static DIRECTORY: OnceLock<Directory> = OnceLock::new();
    DIRECTORY.get_or_init(unpacked)
}

/// The middle of all postcodes that begin with this first half, whatever its capitals.
pub fn middle_of_outward(outward: &str) -> Option<Point> {
    directory().outward.get(&outward.trim().to_ascii_uppercase()).copied()
}

/// The council areas, then the health boards, each with the middle of its postcodes.
pub fn areas() -> &'static [Area] {
    &directory().named
}

/// What the directory knows of a postcode, whatever its spaces and capitals.
pub fn find(postcode: &str) -> Option<KnownPostcode> {
    let directory = directory();
    let place = directory.keys.binary_search(&key(postcode)?).ok()?;
    let (council, board) = directory.areas.get(place)?;
    Some(KnownPostcode {
        point: *directory.points.get(place)?,
        council: directory.codes.get(usize::from(*council))?.clone(),
        health_board: directory.codes.get(usize::from(*board))?.clone(),
    })
}

/// Up to seven letters and figures as one number.
fn key(postcode: &str) -> Option<u64> {
    let mut key = 0_u64;
    let mut letters = 0;
    for c in postcode.chars().filter(|c| !c.is_whitespace()) {
        key = key * 37 + u64::from(c.to_ascii_uppercase().to_digit(36)?) + 1;
        letters += 1;
        if letters > 7 {
            return None;
        }
    }
    (letters >= 5).then_some(key)
}

/// A damaged directory would know nothing; the test below counts what it knows.
fn unpacked() -> Directory {
    let mut text = String::with_capacity(8 << 20);
    let _ = flate2::read::GzDecoder::new(PACKED).read_to_string(&mut text);
    let mut codes: Vec<String> = Vec::new();
    let mut number = |code: &str| {
        let place = codes.iter().position(|known| known == code).unwrap_or_else(|| {
            codes.push(code.to_owned());
            codes.len() - 1
        });
        u8::try_from(place).ok()
    };
    let mut outward: BTreeMap<&str, Sum> = BTreeMap::new();
    let mut all: Vec<(u64, Point, (u8, u8))> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            // A postcode cut by a council boundary stands twice, as 3GQA and 3GQB; A is the larger part.
            let (half, inward) = cells.next()?.split_once(' ')?;
            let key = key(&format!("{half}{}", inward.get(..3)?))?;
            let point =
                Point { latitude: hundred_thousandths(cells.next()?)?, longitude: hundred_thousandths(cells.next()?)? };
            outward.entry(half).or_default().add(point);
            Some((key, point, (number(cells.next()?)?, number(cells.next()?)?)))
        })
        .collect();
    all.sort_by_key(|(key, ..)| *key);
    all.dedup_by_key(|(key, ..)| *key);
    let named = named(&codes, &all);
    Directory {
        keys: all.iter().map(|(key, ..)| *key).collect(),
        points: all.iter().map(|(_, point, _)| *point).collect(),
        areas: all.iter().map(|(.., areas)| *areas).collect(),
        codes,
        outward: outward.into_iter().filter_map(|(half, sum)| Some((half.to_owned(), sum.middle()?))).collect(),
        named,
    }
}

/// Points added up, for their middle.
#[derive(Clone, Copy, Default)]
struct Sum {
    latitude: i64,
    longitude: i64,
    count: i64,
}

impl Sum {
    fn add(&mut self, point: Point) {
        self.latitude += i64::from(point.latitude);
        self.longitude += i64::from(point.longitude);
        self.count += 1;
    }

    fn middle(self) -> Option<Point> {
        Some(Point {
            latitude: i32::try_from(self.latitude.checked_div(self.count)?).ok()?,
            longitude: i32::try_from(self.longitude.checked_div(self.count)?).ok()?,
        })
    }
}

#[derive(serde::Deserialize)]
struct Line {
    fields: Fields,
}

#[derive(serde::Deserialize)]
struct Fields {
    name: String,
    code: String,
}

/// Areas whose bounds, and so whose codes, were changed in 2018 and 2019: the directory has the codes from after it, the
/// file of names those from before.
const NEWER: [(&str, &str); 6] = [
    ("S12000047", "Fife"),
    ("S12000048", "Perth and Kinross"),
    ("S08000029", "Fife"),
    ("S08000030", "Tayside"),
    ("S08000031", "Greater Glasgow and Clyde"),
    ("S08000032", "Lanarkshire"),
];

/// Council areas (S12) come before health boards (S08): where both have a name, people mean the council's.
fn named(codes: &[String], all: &[(u64, Point, (u8, u8))]) -> Vec<Area> {
    let mut sums = vec![Sum::default(); codes.len()];
    for (_, point, (council, board)) in all {
        for code in [council, board] {
            if let Some(sum) = sums.get_mut(usize::from(*code)) {
                sum.add(*point);
            }
        }
    }
    let lines: Vec<Line> = serde_json::from_str(NAMES).unwrap_or_default();
    let newer = NEWER.map(|(code, name)| Fields { name: name.to_owned(), code: code.to_owned() });
    let mut named: Vec<(bool, Area)> = lines
        .into_iter()
        .map(|line| line.fields)
        .chain(newer)
        .filter_map(|fields| {
            let place = codes.iter().position(|code| *code == fields.code)?;
            let middle = sums.get(place)?.middle()?;
            Some((!fields.code.starts_with("S12"), Area { name: fields.name, middle }))
        })
        .collect();
    named.sort_by_key(|(board, _)| *board);
    named.into_iter().map(|(_, area)| area).collect()
}

/// "-3.3" is -330000: whole numbers, because 159,000 are read at once.
fn hundred_thousandths(text: &str) -> Option<i32> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: i32 = part
        .chars()
        .chain(std::iter::repeat('0'))
        .take(5)
        .try_fold(0, |sum, c| Some(sum * 10 + i32::try_from(c.to_digit(10)?).ok()?))?;
    Some(sign * (whole.parse::<i32>().ok()?.checked_mul(100_000)? + part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_directory_is_known() {
        let directory = unpacked();
        assert_eq!(directory.keys.len(), 158_738);
        assert!(directory.keys.windows(2).all(|pair| pair[0] < pair[1]), "no postcode twice");
        assert_eq!(directory.codes.len(), 46, "32 council areas and 14 health boards");
    }

    #[test]
    fn a_postcode_cut_by_a_boundary_is_known_once() {
        assert_eq!(find("AB12 3GQ").unwrap().council, "S12000034");
        assert_eq!(find("AB12 3GQA"), None);
    }

    #[test]
    fn every_area_of_the_directory_has_a_name_and_councils_come_first() {
        let names: Vec<&str> = areas().iter().map(|area| area.name.as_str()).collect();
        assert_eq!(names.len(), 46, "{names:?}");
        assert!(
            names.iter().position(|name| *name == "City of Edinburgh")
                < names.iter().position(|name| *name == "Lothian")
        );
        let edinburgh = areas().iter().find(|area| area.name == "City of Edinburgh").unwrap().middle;
        assert!(!edinburgh.is_further_than(4, Point::read("55.94,-3.21").unwrap()));
    }

    #[test]
    fn the_first_half_of_a_postcode_is_the_middle_of_its_postcodes() {
        let leith = middle_of_outward(" eh6 ").unwrap();
        assert!(!leith.is_further_than(1, Point::read("55.972,-3.178").unwrap()), "{leith:?}");
        assert_eq!(middle_of_outward("EH99X"), None);
        assert_eq!(middle_of_outward(""), None);
    }

    #[test]
    fn spaces_and_capitals_do_not_matter() {
        let found = find("EH4 7RD").unwrap();
        assert_eq!(found.council, "S12000036");
        assert_eq!(found.health_board, "S08000024");
        for said in ["eh47rd", " EH4  7rd "] {
            assert_eq!(find(said), Some(found.clone()), "{said}");
        }
        let cramond = Point::read("55.97,-3.29").unwrap();
        assert!(!found.point.is_further_than(2, cramond));
    }

    #[test]
    fn what_is_no_scottish_postcode_is_unknown() {
        for said in ["", "EH4", "EH99 9ZZ", "SW1A 1AA", "EH4 7RD 1", "ÉH4 7RD", "EH4-7RD"] {
            assert_eq!(find(said), None, "{said}");
        }
    }
}
