//! Words from people, made harmless for a line-based format.
//!
//! Writing escapes commas, semicolons and line feeds; a carriage return or another control
//! character would still break lines in some readers, so they never reach it.

/// The most that is kept of a text, in characters.
#[derive(Debug, Clone, Copy)]
pub(super) enum Limit {
    /// Names and places.
    Line,
    /// Descriptions.
    Text,
}

impl Limit {
    fn characters(self) -> usize {
        match self {
            Self::Line => 500,
            Self::Text => 8_000,
        }
    }
}

/// On one line: every kind of line break and control character becomes one space.
pub(super) fn one_line(text: &str, limit: Limit) -> String {
    let mut line = String::with_capacity(text.len().min(limit.characters()));
    let words = text.split(|letter: char| letter.is_whitespace() || is_break(letter) || letter.is_control());
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|letter| !is_hidden(*letter)));
    }
    cut(line, limit)
}

/// Line breaks of every kind become line feeds; other control characters go.
pub(super) fn many_lines(text: &str, limit: Limit) -> String {
    let mut lines = String::with_capacity(text.len().min(limit.characters()));
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                lines.push('\n');
            }
            '\t' => lines.push(' '),
            other if is_break(other) || other == '\n' => lines.push('\n'),
            other if other.is_control() || is_hidden(other) => {}
            other => lines.push(other),
        }
    }
    cut(lines, limit)
}

/// A whole web address that stays on its line; anything else is left out.
pub(super) fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let fits = !host.is_empty() && text.len() <= 2_000 && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(text)
}

/// Breaks a line in some readers although it is not a line feed.
fn is_break(letter: char) -> bool {
    matches!(letter, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Cannot be seen but can turn the following words round, or is no character at all.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{202d}' | '\u{202e}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn cut(text: String, limit: Limit) -> String {
    match text.char_indices().nth(limit.characters()) {
        // One character fewer, for the sign that something was cut.
        Some(_) => text.chars().take(limit.characters() - 1).chain(['…']).collect(),
        None => text,
    }
}
