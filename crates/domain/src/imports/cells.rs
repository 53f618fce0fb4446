//! Cells: what a table's cell says as plain text, whatever markup or formula it holds.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// The cell as plain text: tags and their addresses gone, entities read, lines kept, spaces made one.
pub fn text(cell: &str) -> String {
    let mut text = cell.to_string();
    // A tag may hide behind entities, and entities behind entities: as many rounds as it takes, within reason.
    for _ in 0..4 {
        let next = entities(&without_tags(&text));
        if next == text {
            break;
        }
        text = next;
    }
    tidy(&without_tag_starts(&text))
}

/// The cell as it may stand in a table that a spreadsheet opens: a formula becomes text.
pub fn for_export(cell: &str) -> String {
    let formula = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']).starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { alloc::format!("'{cell}") } else { cell.to_string() }
}

fn begins_tag(next: Option<char>) -> bool {
    next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        let tag = if begins_tag(from.chars().next()) { from.split_once('>') } else { None };
        match tag {
            Some((tag, after)) => {
                let name: String =
                    tag.chars().skip_while(|c| *c == '/').take_while(char::is_ascii_alphanumeric).collect();
                let name = name.to_ascii_lowercase();
                rest = after;
                match name.as_str() {
                    "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "h1" | "h2" | "h3" | "h4" => out.push('\n'),
                    // What stands inside these is for a machine, not for people.
                    "script" | "style" if !tag.starts_with('/') => rest = after_end(after, &name),
                    "td" | "th" => out.push(' '),
                    _ => {}
                }
            }
            None => {
                out.push('<');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, from)) = rest.split_once("</") {
        let closes =
            from.chars().zip(name.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b)) && from.len() >= name.len();
        if closes {
            return from.split_once('>').map_or("", |(_, after)| after);
        }
        rest = from;
    }
    ""
}

/// A tag that never ends is no tag, but nothing that looks like one may stay.
fn without_tag_starts(text: &str) -> String {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    // From the end, because taking one "<" away may put another before a letter.
    for c in text.chars().rev() {
        if c != '<' || !begins_tag(kept.last().copied()) {
            kept.push(c);
        }
    }
    kept.into_iter().rev().collect()
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        match from.split_once(';').and_then(|(name, after)| entity(name).map(|c| (c, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        "pound" => '£',
        "eacute" => 'é',
        "egrave" => 'è',
        "hellip" => '…',
        _ => return None,
    })
}

/// Spaces made one, empty lines gone, and nothing that a screen would not show.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text
        .split(['\n', '\r', '\u{2028}', '\u{85}'])
        .map(|line| {
            let seen: String = line
                .chars()
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .filter(|c| !c.is_control() && !is_unseen(*c))
                .collect();
            seen.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Marks that turn text round or hide it.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_becomes_its_words() {
        assert_eq!(text(r#"<a href="http://www.number6.org.uk/">Number 6 &amp; friends</a>"#), "Number 6 & friends");
    }

    #[test]
    fn a_script_leaves_nothing() {
        assert_eq!(text("Tea<script>alert('x')</script> club<style>p{}</style>"), "Tea club");
    }

    #[test]
    fn a_tag_behind_entities_does_not_survive() {
        assert_eq!(text("&lt;b&gt;Tea&lt;/b&gt; &amp;lt;i&amp;gt;club"), "Tea club");
    }

    #[test]
    fn a_tag_without_an_end_does_not_survive() {
        assert_eq!(text("Tea <img src=x onerror=alert(1)"), "Tea img src=x onerror=alert(1)");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(text("Monday  10am<br/>Tuesday\u{a0}11am\r\n\r\n"), "Monday 10am\nTuesday 11am");
    }

    #[test]
    fn less_than_is_no_tag() {
        assert_eq!(text("under 5 < 10 & over"), "under 5 < 10 & over");
    }

    #[test]
    fn a_formula_leaves_as_text() {
        for formula in ["=1+1", "+44", "-cmd", "@SUM(A1)", "\t=1", "  =HYPERLINK(\"x\")"] {
            assert_eq!(for_export(formula), alloc::format!("'{formula}"));
        }
        assert_eq!(for_export("Tea club"), "Tea club");
    }

    proptest! {
        #[test]
        fn no_tag_survives(cell in "[<>/!?&;a-z#x0-9 \"=]{0,60}") {
            let said = text(&cell);
            let mut chars = said.chars().peekable();
            while let Some(c) = chars.next() {
                prop_assert!(!(c == '<' && begins_tag(chars.peek().copied())), "{cell:?} became {said:?}");
            }
        }
    }
}
