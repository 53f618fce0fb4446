//! The directory of Scottish postcodes: where each lies, in which council area and health board.
//!
//! Open data (data/scotland-places), packed into the program and unpacked at the first question:
//! about 3 MB while it is held.

use bothy_domain::imports::{KnownPostcode, Point};
use std::io::Read as _;
use std::sync::OnceLock;

static PACKED: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/scotland-places/postcodes.csv.gz"));

struct Directory {
    /// Sorted by key; the same place in all three lists is the same postcode.
    keys: Vec<u64>,
    points: Vec<Point>,
    areas: Vec<(u8, u8)>,
    /// Codes of council areas and health boards.
    codes: Vec<String>,
}

/// What the directory knows of a postcode, whatever its spaces and capitals.
pub fn find(postcode: &str) -> Option<KnownPostcode> {
    static DIRECTORY: OnceLock<Directory> = OnceLock::new();
    let directory = DIRECTORY.get_or_init(unpacked);
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
    let mut all: Vec<(u64, Point, (u8, u8))> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            // A postcode cut by a council boundary stands twice, as 3GQA and 3GQB; A is the larger part.
            let (outward, inward) = cells.next()?.split_once(' ')?;
            let key = key(&format!("{outward}{}", inward.get(..3)?))?;
            let point =
                Point { latitude: hundred_thousandths(cells.next()?)?, longitude: hundred_thousandths(cells.next()?)? };
            Some((key, point, (number(cells.next()?)?, number(cells.next()?)?)))
        })
        .collect();
    all.sort_by_key(|(key, ..)| *key);
    all.dedup_by_key(|(key, ..)| *key);
    Directory {
        keys: all.iter().map(|(key, ..)| *key).collect(),
        points: all.iter().map(|(_, point, _)| *point).collect(),
        areas: all.iter().map(|(.., areas)| *areas).collect(),
        codes,
    }
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
