//! Which of our languages a browser would rather have, by what it sends with every request.

use super::{Words, languages};

/// So much of what a browser says is read: real ones say less than a tenth of it.
const LONGEST: usize = 1000;

/// So many languages are looked at.
const MOST: usize = 32;

/// The language of ours that stands highest in `Accept-Language`; none where none of ours stands in it, or where it
/// cannot be read. What is not understood of it is left out: this only chooses words, and English is always right
/// enough.
pub fn preferred(said: &str) -> Option<&'static Words> {
    let said = said.get(..LONGEST).unwrap_or(if said.len() > LONGEST { "" } else { said });
    let mut best: Option<(u16, &'static Words)> = None;
    for range in said.split(',').take(MOST) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let primary = tag.split('-').next().unwrap_or_default();
        let Some(words) = languages().iter().find(|words| words.code().eq_ignore_ascii_case(primary)) else { continue };
        let Some(weight) = parts.next().map_or(Some(1000), weight) else { continue };
        // Of two that are liked the same, the one that is named first.
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, words));
        }
    }
    best.map(|(_, words)| words)
}

/// `q=0.8` as thousandths; none for anything but what the standard allows.
fn weight(parameter: &str) -> Option<u16> {
    let value = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q="))?;
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{part:0<3}").parse().ok()?;
    match (whole, thousandths) {
        ("0", part) => Some(part),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(said: &str) -> Option<&'static str> {
        preferred(said).map(Words::code)
    }

    #[test]
    fn the_language_that_is_liked_most_is_chosen_of_ours() {
        assert_eq!(chosen("pl"), Some("pl"));
        assert_eq!(chosen("pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7"), Some("pl"));
        assert_eq!(chosen("en-GB,en;q=0.9,pl;q=0.8"), Some("en"));
        assert_eq!(chosen("de, pl;q=0.5, en;q=0.4"), Some("pl"));
        assert_eq!(chosen("en;q=0.5, PL;q=0.50"), Some("en"));
        assert_eq!(chosen("en;q=0.499,pl;q=0.5"), Some("pl"));
        assert_eq!(chosen("pl;q=0, en"), Some("en"));
        assert_eq!(chosen("en , pl ; q=1.000"), Some("en"));
    }

    #[test]
    fn what_is_not_meant_well_chooses_nothing_and_stops_nothing() {
        for said in [
            "",
            ",",
            ";",
            "*",
            "de, fr;q=0.9",
            "plx",
            "p",
            "-pl",
            "pl;q=",
            "pl;q=NaN",
            "pl;q=-1",
            "pl;q=1.5",
            "pl;q=2",
            "pl;q=0.12345",
            "pl;q=1e3",
            "pl;q=0.\u{663}",
            "pl;level=1",
            "\u{0}pl",
            "../pl",
            "pl/../en",
            "<pl>",
            "pl\r\nX: y",
        ] {
            assert_eq!(chosen(said), None, "{said:?}");
        }
        assert_eq!(chosen(&format!("{}pl", "x,".repeat(40))), None);
        // The beginning of what is too long still counts.
        assert_eq!(chosen(&format!("pl,{}", "x".repeat(1_000_000))), Some("pl"));
        assert_eq!(chosen(&format!("pl,{}", "ł".repeat(1_000))), None);
        assert_eq!(chosen("pl;q=x, en"), Some("en"));
    }
}
