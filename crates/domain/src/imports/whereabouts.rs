//! Whereabouts: postcodes and points as files say them, and whether they can be right.

use alloc::string::{String, ToString as _};
use core::fmt;

/// A postcode of the right form, written as the post writes it: "EH4 7RD".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Postcode(String);

impl Postcode {
    /// Reads a postcode whatever its spaces and capitals; nothing when no postcode has this form.
    pub fn read(said: &str) -> Option<Self> {
        let letters: String =
            said.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).take(9).collect();
        // Where spaces stand, the last word is the inward half: "EH4 77RD" is a slip, not EH47 7RD.
        let last = said.split_whitespace().next_back()?;
        if last.len() != 3 && last.len() != letters.len() {
            return None;
        }
        let outward = letters.len().checked_sub(3).filter(|outward| (2..=4).contains(outward))?;
        let (out, inward) = (letters.get(..outward)?, letters.get(outward..)?);
        let shape: String = out.chars().map(kind).collect();
        let right = matches!(shape.as_str(), "A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A")
            && inward.chars().map(kind).collect::<String>() == "9AA";
        right.then(|| Self(alloc::format!("{out} {inward}")))
    }

    /// As the post writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn kind(c: char) -> char {
    match c {
        'A'..='Z' => 'A',
        '0'..='9' => '9',
        _ => '?',
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A point on the map, in hundred-thousandths of a degree (about a metre).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Degrees north × 100,000.
    pub latitude: i32,
    /// Degrees east × 100,000.
    pub longitude: i32,
}

impl Point {
    /// Reads "55.97708801383166,-3.30014705657959"; nothing when it is no point in these islands.
    pub fn read(said: &str) -> Option<Self> {
        let (latitude, longitude) = said.split_once([',', ';'])?;
        Self::of(latitude, longitude)
    }

    /// Reads degrees north and east; nothing when they lie outside these islands.
    pub fn of(latitude: &str, longitude: &str) -> Option<Self> {
        let point = Self { latitude: degrees(latitude)?, longitude: degrees(longitude)? };
        let inside =
            (4_900_000..=6_150_000).contains(&point.latitude) && (-900_000..=250_000).contains(&point.longitude);
        inside.then_some(point)
    }

    /// Degrees north as text with five decimals.
    pub fn latitude_text(self) -> String {
        decimal(self.latitude)
    }

    /// Degrees east as text with five decimals.
    pub fn longitude_text(self) -> String {
        decimal(self.longitude)
    }

    /// Whether two points lie further apart than so many kilometres, on a map that is flat between them.
    pub fn is_further_than(self, km: i64, other: Self) -> bool {
        // A degree north is 111.2 km; at 56 degrees north a degree east is 62.2 km. Metres, whole numbers.
        let north = i64::from(self.latitude - other.latitude) * 1_112 / 1_000;
        let east = i64::from(self.longitude - other.longitude) * 622 / 1_000;
        north * north + east * east > km * km * 1_000_000
    }
}

fn degrees(said: &str) -> Option<i32> {
    let said = said.trim();
    if said.len() > 30 || !said.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+')) {
        return None;
    }
    let value: f64 = said.parse().ok()?;
    if !(-180.0..=180.0).contains(&value) {
        return None;
    }
    // Between -18,000,000 and 18,000,000, so it fits; half is added for the nearest one.
    let scaled = value * 100_000.0;
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked above")]
    let whole = (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i32;
    Some(whole)
}

fn decimal(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    alloc::format!("{sign}{}.{:05}", value / 100_000, value % 100_000)
}

/// What a directory of postcodes knows of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPostcode {
    /// About its middle.
    pub point: Point,
    /// The council area's code: S12000036.
    pub council: String,
    /// The health board's code: S08000024.
    pub health_board: String,
}

/// What a file says about where something is, and what the directory knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whereabouts {
    /// The postcode, if it has the form of one.
    pub postcode: Option<Postcode>,
    /// The point as said, or else the postcode's.
    pub point: Option<Point>,
    /// The council area's code.
    pub council: Option<String>,
    /// The health board's code.
    pub health_board: Option<String>,
}

/// What is doubtful about a place on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sentence of each doubt stands in its Display")]
pub enum WhereDoubt {
    NotAPostcode { said: String },
    UnknownPostcode { postcode: Postcode },
    PointFarAway { postcode: Postcode },
}

/// How far a said point may lie from the middle of its postcode before a person is asked, in kilometres.
/// Our figure: postcodes in towns are small, in the glens up to a few kilometres long.
pub const POINT_MAY_BE_OFF_BY: i64 = 3;

impl fmt::Display for WhereDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPostcode { said } => write!(f, "“{said}” is not a postcode."),
            Self::UnknownPostcode { postcode } => {
                write!(f, "The postcode {postcode} is not in the directory of postcodes.")
            }
            Self::PointFarAway { postcode } => {
                write!(f, "The point on the map is more than {POINT_MAY_BE_OFF_BY} km from the postcode {postcode}.")
            }
        }
    }
}

/// Reads postcode and point, and asks the directory.
pub fn whereabouts(
    postcode: &str,
    point: Option<Point>,
    known: &dyn Fn(&Postcode) -> Option<KnownPostcode>,
) -> (Whereabouts, Option<WhereDoubt>) {
    if postcode.trim().is_empty() {
        return (Whereabouts { point, ..Whereabouts::default() }, None);
    }
    let Some(postcode) = Postcode::read(postcode) else {
        let said = postcode.trim().to_string();
        return (Whereabouts { point, ..Whereabouts::default() }, Some(WhereDoubt::NotAPostcode { said }));
    };
    let Some(found) = known(&postcode) else {
        let whereabouts = Whereabouts { postcode: Some(postcode.clone()), point, ..Whereabouts::default() };
        return (whereabouts, Some(WhereDoubt::UnknownPostcode { postcode }));
    };
    let far = point.is_some_and(|point| point.is_further_than(POINT_MAY_BE_OFF_BY, found.point));
    let doubt = far.then(|| WhereDoubt::PointFarAway { postcode: postcode.clone() });
    let whereabouts = Whereabouts {
        postcode: Some(postcode),
        point: Some(point.unwrap_or(found.point)),
        council: Some(found.council),
        health_board: Some(found.health_board),
    };
    (whereabouts, doubt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spaces_and_capitals_of_a_postcode_do_not_matter() {
        for said in ["EH4 7RD", "eh47rd", " EH4  7RD ", "Eh4\u{a0}7rd"] {
            assert_eq!(Postcode::read(said).map(|code| code.to_string()), Some("EH4 7RD".to_string()), "{said}");
        }
    }

    #[test]
    fn impossible_postcodes_are_none() {
        for said in ["", "EH4", "EH4 7R", "EH4 77RD", "1234", "EHH4 7RD", "EH4 RD7", "Edinburgh", "EH４ 7RD"] {
            assert_eq!(Postcode::read(said), None, "{said}");
        }
    }

    #[test]
    fn a_point_is_read_to_the_metre() {
        let point = Point::read("55.97708801383166,-3.30014705657959").unwrap();
        assert_eq!((point.latitude_text(), point.longitude_text()), ("55.97709".to_string(), "-3.30015".to_string()));
    }

    #[test]
    fn a_point_elsewhere_is_none() {
        for said in ["0", "0,0", "91,0", "NaN,inf", "-3.30,55.97", "abc,def", "55.9", "1e9,1"] {
            assert_eq!(Point::read(said), None, "{said}");
        }
    }

    #[test]
    fn a_point_in_another_part_of_town_is_doubtful() {
        let known = |_: &Postcode| {
            let point = Point::read("55.96877,-3.26946").unwrap();
            Some(KnownPostcode { point, council: "S12000036".to_string(), health_board: "S08000024".to_string() })
        };
        let (_, doubt) = whereabouts("EH4 5EU", Point::read("55.92966,-3.20204"), &known);
        assert!(matches!(doubt, Some(WhereDoubt::PointFarAway { .. })));
        let (found, doubt) = whereabouts("EH4 5EU", None, &known);
        assert_eq!((doubt, found.council.as_deref()), (None, Some("S12000036")));
        assert!(found.point.is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(said in any::<String>()) {
            if let Some(code) = Postcode::read(&said) {
                prop_assert_eq!(Postcode::read(code.as_str()), Some(code));
            }
            let _ = Point::read(&said);
        }
    }
}
