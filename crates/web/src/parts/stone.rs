//! A person without a photo: initials on a pebble whose shape and tint stay theirs.

use std::fmt;

use askama::filters::{Escaper as _, Html, HtmlSafe};

use super::drawing::Size;

/// A pebble. The name always stands beside it, so it is hidden from screen readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stone {
    initials: String,
    shape: char,
    tint: &'static str,
}

/// A stone in one of its sizes.
pub struct SizedStone<'s>(&'s Stone, Size);

const TINTS: [&str; 5] = ["heather", "moss", "loch", "lamp", "stone"];

impl Stone {
    /// The stone of a person. `id` is any lasting name of theirs: the same id is always the
    /// same shape (of 6) and tint (of 5).
    pub fn of(id: &str, shown_name: &str) -> Stone {
        // FNV-1a: small, and the same in every build, which the standard hasher does not promise.
        let hash = id
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let shape = match hash % 6 {
            0 => 'a',
            1 => 'b',
            2 => 'c',
            3 => 'd',
            4 => 'e',
            _ => 'f',
        };
        let tint = usize::try_from((hash / 6) % 5).ok().and_then(|at| TINTS.get(at)).copied().unwrap_or("stone");
        Stone { initials: initials(shown_name), shape, tint }
    }

    /// Nobody yet: a dashed ring. "Nobody yet" stands beside it.
    pub fn nobody() -> Stone {
        Stone { initials: "?".to_owned(), shape: 'n', tint: "none" }
    }

    /// The stone in another size than the middle one.
    pub fn sized(&self, size: Size) -> SizedStone<'_> {
        SizedStone(self, size)
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.last().and_then(|word| word.chars().next());
    let two: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    if two.is_empty() { "?".to_owned() } else { two }
}

impl fmt::Display for Stone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SizedStone(self, Size::Medium).fmt(f)
    }
}

impl fmt::Display for SizedStone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stone { initials, shape, tint } = self.0;
        f.write_str("<span class=\"b-stone")?;
        if *tint == "none" {
            f.write_str(" b-stone--none")?;
        } else {
            write!(f, " b-stone--{shape} b-stone--{tint}")?;
        }
        write!(f, " b-stone--{}\" aria-hidden=\"true\">", self.1.letter())?;
        Html.write_escaped_str(&mut *f, initials)?;
        f.write_str("</span>")
    }
}

impl HtmlSafe for Stone {}
impl HtmlSafe for SizedStone<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person_is_always_the_same_stone() {
        assert_eq!(Stone::of("person_1", "Joan Baird"), Stone::of("person_1", "Joan Baird"));
        let shapes: std::collections::HashSet<char> =
            (0..60).map(|n| Stone::of(&format!("person_{n}"), "A B").shape).collect();
        assert_eq!(shapes.len(), 6);
    }

    #[test]
    fn initials_come_from_the_first_and_last_name() {
        assert_eq!(initials("Joan Mary Baird"), "JB");
        assert_eq!(initials("élodie"), "É");
        assert_eq!(initials("  "), "?");
        assert!(!Stone::of("x", "<b> &").to_string().contains("<b>"));
    }
}
