//! Cuts a timetable into words, numbers and marks.

use super::vocabulary::{self, Meaning, TOGETHER};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use jiff::civil::Date;

/// One piece of the text, and where it stood (in bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Meaning),
    /// Digits only; how many there were matters: 09, 0930.
    Number {
        value: u32,
        digits: usize,
        zero_led: bool,
    },
    /// 9.30 or 09:30.
    Clock {
        hour: u32,
        minute: u32,
        digits: usize,
        colon: bool,
        zero_led: bool,
    },
    /// 13/03/2026; nothing when it could be read two ways or does not exist.
    Date(Option<Date>),
    Dash,
    Comma,
    Slash,
    /// A full stop.
    Stop,
    /// A new line, a semicolon, a bullet: what follows stands by itself.
    Break,
    /// A mark that is not understood.
    Mark,
}

struct Cutter<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
}

/// The pieces of a text, without the words and marks that say nothing.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, chars: text.char_indices().collect(), at: 0 };
    let mut all = Vec::new();
    while let Some(c) = cutter.char(0) {
        let from = cutter.offset();
        if let Some(kind) = cutter.next_kind(c) {
            all.push(Token { kind, at: from..cutter.offset() });
        }
    }
    stops_after_short_days(&mut all);
    let joined = words_together(text, &all);
    joined.into_iter().filter(|token| token.kind != Kind::Word(Meaning::Glue)).collect()
}

/// The words themselves, plain: lower case, straight apostrophes.
fn plain(text: &str) -> String {
    text.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe58}' | '\u{ff0d}')
}

impl Cutter<'_> {
    fn char(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, c)| *c)
    }

    fn offset(&self) -> usize {
        self.chars.get(self.at).map_or(self.text.len(), |(offset, _)| *offset)
    }

    fn next_kind(&mut self, c: char) -> Option<Kind> {
        if c.is_ascii_digit() {
            return Some(self.number());
        }
        if c.is_alphabetic() || (is_apostrophe(c) && self.char(1).is_some_and(char::is_alphabetic)) {
            return Some(self.word());
        }
        self.at += 1;
        if is_dash(c) {
            return Some(Kind::Dash);
        }
        match c {
            '\n' | '\r' | ';' | '\u{2022}' | '*' | '\u{b7}' | '|' | '!' | '\u{2028}' | '\u{85}' => Some(Kind::Break),
            '.' => Some(Kind::Stop),
            ',' | '(' | ')' | '[' | ']' => Some(Kind::Comma),
            '/' => Some(Kind::Slash),
            '&' | '+' => Some(Kind::Word(Meaning::And)),
            ':' | '"' | '\u{201c}' | '\u{201d}' | '@' | '\u{feff}' | '\u{200b}' => None,
            c if c.is_whitespace() || is_apostrophe(c) => None,
            _ => Some(Kind::Mark),
        }
    }

    /// A run of digits that begins so far ahead: its value and length.
    fn digits(&self, ahead: usize) -> Option<(u32, usize)> {
        let mut value: u32 = 0;
        let mut count = 0;
        while let Some(digit) = self.char(ahead + count).and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(digit)?;
            count += 1;
        }
        (count > 0).then_some((value, count))
    }

    fn number(&mut self) -> Kind {
        if let Some(date) = self.date() {
            return date;
        }
        let zero_led = self.char(0) == Some('0');
        let Some((value, digits)) = self.digits(0) else {
            while self.char(0).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
            }
            return Kind::Mark;
        };
        let mark = self.char(digits);
        if digits <= 2
            && matches!(mark, Some('.' | ':'))
            && let Some((minute, 2)) = self.digits(digits + 1)
        {
            self.at += digits + 3;
            // A spreadsheet writes 10:00:00.
            if self.char(0) == Some(':') && self.digits(1) == Some((0, 2)) {
                self.at += 3;
            }
            return Kind::Clock {
                hour: value,
                minute,
                digits,
                colon: mark == Some(':'),
                zero_led: zero_led && digits == 2,
            };
        }
        self.at += digits;
        let suffix: String =
            self.chars.iter().skip(self.at).map(|(_, c)| *c).take(3).collect::<String>().to_lowercase();
        let after = suffix.chars().nth(2);
        if !after.is_some_and(char::is_alphabetic)
            && ["st", "nd", "rd", "th"].iter().any(|ending| suffix.starts_with(ending))
            && let Ok(nth) = i8::try_from(value)
            && (1..=31).contains(&nth)
        {
            self.at += 2;
            return Kind::Word(Meaning::Nth(nth));
        }
        Kind::Number { value, digits, zero_led: zero_led && digits > 1 }
    }

    /// 2026-03-13, 13/03/2026, 13.03.2026. Day and month have to be told apart by the figures themselves.
    fn date(&mut self) -> Option<Kind> {
        let (first, first_digits) = self.digits(0)?;
        let mark = self.char(first_digits)?;
        let (second, second_digits) = self.digits(first_digits + 1)?;
        let then = first_digits + 1 + second_digits;
        if !matches!(mark, '/' | '-' | '.') || self.char(then) != Some(mark) {
            return None;
        }
        let (third, third_digits) = self.digits(then + 1)?;
        let read = match (first_digits, second_digits, third_digits) {
            (4, 2, 2) if mark == '-' => date(first, second, third),
            (1 | 2, 1 | 2, 4) if second > 12 => date(third, first, second),
            (1 | 2, 1 | 2, 4) if first > 12 || first == second => date(third, second, first),
            (1 | 2, 1 | 2, 4) => None,
            (1 | 2, 1 | 2, 2) if mark == '/' => None,
            _ => return None,
        };
        self.at += then + 1 + third_digits;
        Some(Kind::Date(read))
    }

    fn word(&mut self) -> Kind {
        let from = self.at;
        // "a.m." and "p.m."
        if matches!(self.char(0), Some('a' | 'A' | 'p' | 'P'))
            && self.char(1) == Some('.')
            && matches!(self.char(2), Some('m' | 'M'))
            && !self.char(3).is_some_and(char::is_alphabetic)
        {
            let half = if matches!(self.char(0), Some('a' | 'A')) { Meaning::Am } else { Meaning::Pm };
            self.at += if self.char(3) == Some('.') { 4 } else { 3 };
            return Kind::Word(half);
        }
        while self.char(0).is_some_and(|c| c.is_alphabetic() || is_apostrophe(c)) {
            self.at += 1;
        }
        let written: String = self.chars.iter().take(self.at).skip(from).map(|(_, c)| *c).collect();
        let word = plain(&written);
        let word = word.strip_suffix('\'').unwrap_or(&word);
        match vocabulary::meaning(word, &written) {
            Meaning::Unknown => Kind::Word(vocabulary::meaning(word.trim_start_matches('\''), &written)),
            Meaning::Number(value) => Kind::Number { value, digits: 1, zero_led: false },
            known => Kind::Word(known),
        }
    }
}

/// A day that exists.
pub(super) fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1900..=2199).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The stop of "Mon. - Fri." ends no sentence.
fn stops_after_short_days(all: &mut Vec<Token>) {
    let mut at = 0;
    while at + 1 < all.len() {
        let short = matches!(
            all.get(at).map(|token| token.kind),
            Some(Kind::Word(Meaning::Day { short: true, .. } | Meaning::Month(_)))
        );
        let goes_on = matches!(
            all.get(at + 2).map(|token| token.kind),
            Some(
                Kind::Dash
                    | Kind::Comma
                    | Kind::Slash
                    | Kind::Number { .. }
                    | Kind::Clock { .. }
                    | Kind::Word(Meaning::To | Meaning::And)
            )
        );
        if short && goes_on && all.get(at + 1).is_some_and(|token| token.kind == Kind::Stop) {
            all.remove(at + 1);
        }
        at += 1;
    }
}

/// Puts together the words that say one thing only together.
fn words_together(text: &str, all: &[Token]) -> Vec<Token> {
    let mut joined = Vec::with_capacity(all.len());
    let mut rest = all;
    while let Some((first, after)) = rest.split_first() {
        let found = if matches!(first.kind, Kind::Word(_)) {
            TOGETHER.iter().find_map(|(words, meaning)| matching(text, rest, words).map(|used| (used, *meaning)))
        } else {
            None
        };
        // "24 hours" and "24/7" are the round of the clock, no hour of the day.
        let round = matches!(first.kind, Kind::Number { value: 24, digits: 2, .. })
            && matches!(
                (rest.get(1).map(|token| token.kind), rest.get(2).map(|token| token.kind)),
                (Some(Kind::Word(Meaning::Hours)), _) | (Some(Kind::Slash), Some(Kind::Number { value: 7, .. }))
            );
        match found {
            Some((used, meaning)) => {
                let end = rest.get(used.saturating_sub(1)).map_or(first.at.end, |token| token.at.end);
                joined.push(Token { kind: Kind::Word(meaning), at: first.at.start..end });
                rest = rest.get(used..).unwrap_or_default();
            }
            None if round => {
                let used = if matches!(rest.get(1).map(|token| token.kind), Some(Kind::Slash)) { 3 } else { 2 };
                let end = rest.get(used - 1).map_or(first.at.end, |token| token.at.end);
                joined.push(Token { kind: Kind::Mark, at: first.at.start..end });
                rest = rest.get(used..).unwrap_or_default();
            }
            None => {
                joined.push(first.clone());
                rest = after;
            }
        }
    }
    joined
}

/// How many pieces these words use here, if they stand here.
fn matching(text: &str, here: &[Token], words: &[&str]) -> Option<usize> {
    let mut used = 0;
    for (place, word) in words.iter().enumerate() {
        if place > 0 && here.get(used).is_some_and(|token| token.kind == Kind::Dash) {
            used += 1;
        }
        let token = here.get(used)?;
        if !matches!(token.kind, Kind::Word(_)) || plain(text.get(token.at.clone())?) != *word {
            return None;
        }
        used += 1;
    }
    Some(used)
}

impl Token {
    /// The word's meaning, if it is a word.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        match self.kind {
            Kind::Word(meaning) => Some(meaning),
            _ => None,
        }
    }
}
