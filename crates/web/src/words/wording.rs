//! Small things that every language writes in its own way.

use super::{Words, key};

/// What goes on a sentence elsewhere, standing alone: with a large first letter.
pub fn first_large(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A number of tenths: "1.2", in Polish "1,2"; "3" where nothing is over.
pub fn tenths(words: &Words, tenths: u32) -> String {
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}{}{part}", words.t(key("number-point"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{english, words};

    #[test]
    fn a_number_of_tenths_has_the_point_of_its_language() {
        assert_eq!([12, 30, 7].map(|number| tenths(english(), number)), ["1.2", "3", "0.7"]);
        assert_eq!([12, 30, 7].map(|number| tenths(words("pl"), number)), ["1,2", "3", "0,7"]);
    }

    #[test]
    fn a_first_letter_is_made_large_whatever_letter_it_is() {
        assert_eq!(first_large("środa"), "Środa");
        assert_eq!(first_large(""), "");
    }
}
