//! A listing: what is said of another service, and how far that can be relied on.

use crate::imports::Postcode;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The longest that a name, an address, a website or a telephone number may be, in letters.
pub const LONGEST_LINE: usize = 300;
/// The longest that a text may be, in letters: as long as a cell of a file.
pub const LONGEST_TEXT: usize = 20_000;

/// What is said of a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListingWords {
    /// What it is called.
    pub name: String,
    /// What it does.
    pub what: String,
    /// For whom.
    pub for_whom: String,
    /// How somebody comes to it.
    pub how_to_come: String,
    /// The area it serves.
    pub area: String,
    /// Street and house.
    pub address: String,
    /// Its postcode, as the post writes it; may be empty.
    pub postcode: String,
    /// Its website, http or https and nothing else; may be empty.
    pub website: String,
    /// Its telephone number, as text.
    pub telephone: String,
}

/// A part of what is said of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the parts of `ListingWords`")]
pub enum ListingField {
    Name,
    What,
    ForWhom,
    HowToCome,
    Area,
    Address,
    Postcode,
    Website,
    Telephone,
}

/// Why what is said of a service is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListingRefused {
    /// It has no name.
    #[error("a listing has a name")]
    NoName,
    /// Nobody would know what it is for.
    #[error("a listing says what the service does")]
    WhatNotSaid,
    /// Nobody could come to it.
    #[error("a listing says where the service is, or how to reach it")]
    NoWayToReach,
    /// It is no postcode.
    #[error("this is not a postcode")]
    NotAPostcode,
    /// It is no address on the web.
    #[error("this is not the address of a website")]
    NotAWebsite,
    /// A text is longer than it may be.
    #[error("the words are longer than they may be")]
    TooLong {
        /// Which.
        field: ListingField,
    },
}

impl ListingWords {
    /// Every part with its text.
    pub fn parts(&self) -> [(ListingField, &str); 9] {
        [
            (ListingField::Name, &self.name),
            (ListingField::What, &self.what),
            (ListingField::ForWhom, &self.for_whom),
            (ListingField::HowToCome, &self.how_to_come),
            (ListingField::Area, &self.area),
            (ListingField::Address, &self.address),
            (ListingField::Postcode, &self.postcode),
            (ListingField::Website, &self.website),
            (ListingField::Telephone, &self.telephone),
        ]
    }

    /// What somebody's words are looked for in: all but the website and the number, whose letters and figures would
    /// find it by chance.
    pub fn looked_through(&self) -> Vec<&str> {
        let said = |(field, text): (ListingField, _)| {
            (!matches!(field, ListingField::Website | ListingField::Telephone)).then_some(text)
        };
        self.parts().into_iter().filter_map(said).collect()
    }

    /// A listing says what the service is called, what it does, and one way to reach it.
    ///
    /// # Errors
    /// The first thing that is missing or cannot be read.
    pub fn read(self) -> Result<Self, ListingRefused> {
        for (field, text) in self.parts() {
            let most = match field {
                ListingField::What | ListingField::ForWhom | ListingField::HowToCome => LONGEST_TEXT,
                _ => LONGEST_LINE,
            };
            if text.chars().count() > most {
                return Err(ListingRefused::TooLong { field });
            }
        }
        let trimmed = |text: String| text.trim().to_owned();
        let mut words = Self {
            name: trimmed(self.name),
            what: trimmed(self.what),
            for_whom: trimmed(self.for_whom),
            how_to_come: trimmed(self.how_to_come),
            area: trimmed(self.area),
            address: trimmed(self.address),
            postcode: trimmed(self.postcode),
            website: trimmed(self.website),
            telephone: trimmed(self.telephone),
        };
        if words.name.is_empty() {
            return Err(ListingRefused::NoName);
        }
        if words.what.is_empty() {
            return Err(ListingRefused::WhatNotSaid);
        }
        if !words.postcode.is_empty() {
            let postcode = Postcode::read(&words.postcode).ok_or(ListingRefused::NotAPostcode)?;
            postcode.as_str().clone_into(&mut words.postcode);
        }
        if !words.website.is_empty() {
            words.website = website(&words.website).ok_or(ListingRefused::NotAWebsite)?;
        }
        if !words.can_be_reached() {
            return Err(ListingRefused::NoWayToReach);
        }
        Ok(words)
    }

    /// Whether anything says where it is or how to reach it.
    pub fn can_be_reached(&self) -> bool {
        [&self.address, &self.postcode, &self.website, &self.telephone].into_iter().any(|text| !text.is_empty())
    }
}

/// Only an address that begins with http or https leads anywhere; nothing else is ever a link.
pub fn website(said: &str) -> Option<String> {
    let said = said.trim();
    let (scheme, rest) = said.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || said.chars().count() > LONGEST_LINE {
        return None;
    }
    // What a screen would not show, or what would end the link early, is no part of an address.
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    if rest.chars().any(odd) {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next()?;
    // "http://bank.example@elsewhere.example" leads elsewhere.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let fits = host.contains('.') && !host.starts_with('.') && host.chars().all(plain);
    fits.then(|| alloc::format!("{scheme}://{rest}"))
}

/// How far what is said can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastChecked {
    /// Nobody here has ever checked it.
    Never,
    /// Somebody did, over a year ago.
    LongAgo(Date),
    /// Somebody did within the last year.
    Lately(Date),
}

/// What was checked over a year ago says so: services move, and their numbers go to others.
pub fn last_checked(checked_on: Option<Date>, today: Date) -> LastChecked {
    match checked_on {
        None => LastChecked::Never,
        Some(on) if on.saturating_add(1.year()) < today => LastChecked::LongAgo(on),
        Some(on) => LastChecked::Lately(on),
    }
}

/// A number can be rung by a tap only where one of us has checked it within the year; an old one stays text.
///
/// A number that somebody else has by now is worse than none for whoever rings it in distress. Two numbers in one
/// line are read by people, not dialled.
pub fn number_to_ring(telephone: &str, checked: LastChecked) -> Option<String> {
    if !matches!(checked, LastChecked::Lately(_)) {
        return None;
    }
    let telephone = telephone.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-');
    if !telephone.strip_prefix('+').unwrap_or(telephone).chars().all(plain) {
        return None;
    }
    let digits: String = telephone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (3..=16).contains(&digits.len()).then_some(digits)
}

/// What was checked was how to reach the service then: a new number, website or address is unchecked until somebody
/// checks it.
pub fn check_after_correction(
    (before, after): (&ListingWords, &ListingWords),
    checked_on: Option<Date>,
    checked_now: Option<Date>,
) -> Option<Date> {
    let ways = |words: &ListingWords| {
        [words.telephone.clone(), words.website.clone(), words.address.clone(), words.postcode.clone()]
    };
    checked_now.or(if ways(before) == ways(after) { checked_on } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn words() -> ListingWords {
        ListingWords {
            name: "Women’s Café".to_owned(),
            what: "Soup and advice".to_owned(),
            telephone: "0131 496 0199".to_owned(),
            ..ListingWords::default()
        }
    }

    #[test]
    fn a_listing_says_what_it_is_called_what_it_does_and_one_way_to_it() {
        assert!(words().read().is_ok());
        let refused = |change: fn(&mut ListingWords)| {
            let mut words = words();
            change(&mut words);
            words.read().unwrap_err()
        };
        assert_eq!(refused(|words| words.name = " ".to_owned()), ListingRefused::NoName);
        assert_eq!(refused(|words| words.what.clear()), ListingRefused::WhatNotSaid);
        assert_eq!(refused(|words| words.telephone.clear()), ListingRefused::NoWayToReach);
        assert_eq!(refused(|words| words.postcode = "EH99".to_owned()), ListingRefused::NotAPostcode);
        assert_eq!(refused(|words| words.website = "javascript:alert(1)".to_owned()), ListingRefused::NotAWebsite);
        let long = ListingRefused::TooLong { field: ListingField::Area };
        assert_eq!(refused(|words| words.area = "a".repeat(LONGEST_LINE + 1)), long);
    }

    #[test]
    fn only_http_and_https_are_websites() {
        for said in ["http://www.example.org", " HTTPS://example.org/a?b=c#d ", "http://example.org:8080/x"] {
            assert!(website(said).is_some(), "{said}");
        }
        for said in [
            "",
            "www.example.org",
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,x",
            "http://",
            "http://localhost",
            "http://.org",
            "http://bank.example@elsewhere.example",
            "http://example.org/\" onclick=\"x",
            "https://exa mple.org",
            "ftp://example.org",
        ] {
            assert_eq!(website(said), None, "{said}");
        }
    }

    #[test]
    fn a_check_counts_for_a_year_and_a_day_more_is_long_ago() {
        let on = date(2025, 11, 3);
        assert_eq!(last_checked(None, on), LastChecked::Never);
        assert_eq!(last_checked(Some(on), date(2026, 11, 3)), LastChecked::Lately(on));
        assert_eq!(last_checked(Some(on), date(2026, 11, 4)), LastChecked::LongAgo(on));
    }

    #[test]
    fn only_a_number_that_was_checked_lately_can_be_rung() {
        let on = date(2026, 11, 3);
        let ring = |number, checked| number_to_ring(number, checked);
        assert_eq!(ring("0131 496 0199", LastChecked::Lately(on)).as_deref(), Some("01314960199"));
        assert_eq!(ring("+44 131 496 0199", LastChecked::Lately(on)).as_deref(), Some("+441314960199"));
        assert_eq!(ring("0131 496 0199", LastChecked::Never), None);
        assert_eq!(ring("0131 496 0199", LastChecked::LongAgo(on)), None);
        for two in ["0131 496 0199 / 313 1894", "0131 496 0199 or Freephone 0808", "", "ask Ann"] {
            assert_eq!(ring(two, LastChecked::Lately(on)), None, "{two}");
        }
    }

    #[test]
    fn a_new_number_is_unchecked_until_somebody_checks_it() {
        let (on, today) = (Some(date(2026, 11, 3)), Some(date(2026, 11, 20)));
        let before = words();
        let retold = ListingWords { what: "Soup, advice and company".to_owned(), ..words() };
        let moved = ListingWords { telephone: "0131 496 0111".to_owned(), ..words() };
        assert_eq!(check_after_correction((&before, &retold), on, None), on);
        assert_eq!(check_after_correction((&before, &moved), on, None), None);
        assert_eq!(check_after_correction((&before, &moved), on, today), today);
    }

    #[test]
    fn a_listing_is_not_looked_for_by_its_number_or_its_website() {
        let words = words();
        let all = words.looked_through();
        assert!(all.contains(&"Women’s Café") && all.contains(&"Soup and advice"));
        assert!(!all.iter().any(|text| text.contains("0131") || text.starts_with("http")));
    }

    proptest! {
        #[test]
        fn whatever_is_a_website_begins_with_http_and_holds_no_mark_that_ends_it(said in "(?i)(https?|javascript|data)?(://|:)?[ -~é]{0,40}") {
            if let Some(website) = website(&said) {
                prop_assert!(website.starts_with("http://") || website.starts_with("https://"));
                prop_assert!(!website.contains(['"', '<', '>', '\'', ' ']));
                prop_assert_eq!(super::website(&website), Some(website.clone()));
            }
        }
    }
}
