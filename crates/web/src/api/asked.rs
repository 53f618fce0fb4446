//! What a program asks for: the parameters of a list and the fields of a body, each held to account by its name.

use super::problem::{Kind, Problem};
use crate::here::Here;
use crate::words::{Words, key};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::str::FromStr;

/// How many a list gives where nobody says.
pub const USUAL: usize = 50;
/// How many a list gives at most.
pub const MOST: usize = 200;
/// The longest span of days that one list looks at.
pub const LONGEST_SPAN: i64 = 92;
/// How many days a list looks at where nobody says.
const USUAL_SPAN: i64 = 7;

/// Parameters or fields, each to be asked for by its name; what nobody asked for is not known here.
pub struct Asked {
    words: &'static Words,
    sent: Vec<(String, Value)>,
    errors: BTreeMap<String, Vec<String>>,
}

impl Asked {
    /// What stands after the question mark.
    pub fn of_query(here: &Here) -> Self {
        let pairs = form_urlencoded::parse(here.query.as_bytes()).into_owned();
        let sent = pairs.map(|(name, value)| (name, Value::String(value))).collect();
        Self { words: here.words(), sent, errors: BTreeMap::new() }
    }

    /// The fields of a body.
    pub fn of_body(words: &'static Words, body: Map<String, Value>) -> Self {
        Self { words, sent: body.into_iter().collect(), errors: BTreeMap::new() }
    }

    fn wrong(&mut self, name: &str, says: &'static str) {
        self.errors.entry(name.to_owned()).or_default().push(self.words.t(says).to_owned());
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let place = self.sent.iter().position(|(is, _)| is == name)?;
        let (_, value) = self.sent.swap_remove(place);
        if self.sent.iter().any(|(is, _)| is == name) {
            self.sent.retain(|(is, _)| is != name);
            self.wrong(name, key("api-twice"));
        }
        Some(value)
    }

    /// Text; none where it was not sent.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            // No database keeps the sign that ends a text elsewhere, and nobody reads it.
            Value::String(text) if text.contains('\0') => {
                self.wrong(name, key("api-no-sign"));
                None
            }
            Value::String(text) => Some(text),
            _ => {
                self.wrong(name, key("api-not-text"));
                None
            }
        }
    }

    /// Text that may be left out; empty where it is.
    pub fn text_or_nothing(&mut self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    /// Yes or no; no where it was not sent.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(is)) => is,
            Some(_) => {
                self.wrong(name, key("api-not-yes-or-no"));
                false
            }
        }
    }

    fn missing(&mut self, name: &str) {
        if !self.sent.iter().any(|(is, _)| is == name) {
            self.wrong(name, key("api-needed"));
        }
    }

    /// A whole number between two; none where it was not sent.
    pub fn number(&mut self, name: &str, between: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let number = self.take(name)?.as_i64().filter(|number| between.contains(number));
        if number.is_none() {
            self.wrong(name, key("api-no-number"));
        }
        number
    }

    /// The version that was read, which has to be there. What stands here after a complaint is never used.
    pub fn version(&mut self) -> i64 {
        self.missing("version");
        self.number("version", 1..=i64::MAX).unwrap_or_default()
    }

    /// A day, which has to be there.
    pub fn needed_day(&mut self, name: &str) -> Option<Date> {
        self.missing(name);
        let text = self.text(name)?;
        match Moment::read(&text) {
            Some(Moment::Day(date)) => Some(date),
            _ => {
                self.wrong(name, key("api-no-day"));
                None
            }
        }
    }

    /// A time on the clock of a wall, `19:00`, which has to be there.
    pub fn needed_clock(&mut self, name: &str) -> Option<Time> {
        self.missing(name);
        let text = self.text(name)?;
        let figures = |(index, letter): (usize, char)| if index == 2 { letter == ':' } else { letter.is_ascii_digit() };
        let time = text.parse::<Time>().ok().filter(|_| text.len() == 5 && text.chars().enumerate().all(figures));
        if time.is_none() {
            self.wrong(name, key("api-no-clock"));
        }
        time
    }

    /// An id that has to be there, or `null` for nobody.
    pub fn id_or_nobody<T: FromStr>(&mut self, name: &str) -> Option<T> {
        if self.sent.iter().any(|(is, value)| is == name && value.is_null()) {
            self.take(name);
            return None;
        }
        self.needed_id(name)
    }

    /// Text that has to be there. What stands here after a complaint is never used.
    pub fn needed(&mut self, name: &str) -> String {
        let before = self.errors.len();
        match self.text(name) {
            Some(text) => text,
            None if self.errors.len() > before => String::new(),
            None => {
                self.wrong(name, key("api-needed"));
                String::new()
            }
        }
    }

    /// An id of one kind; none where it was not sent.
    pub fn id<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        let id = text.parse().ok();
        if id.is_none() {
            self.wrong(name, key("api-no-id"));
        }
        id
    }

    /// An id that has to be there.
    pub fn needed_id<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.missing(name);
        self.id(name)
    }

    /// One of these words; none where it was not sent.
    pub fn one_of<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(name)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.wrong(name, key("api-not-one-of"));
        }
        found
    }

    /// One of these words, which has to be there.
    pub fn needed_one_of<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        self.missing(name);
        self.one_of(name, words)
    }

    /// How many.
    pub fn limit(&mut self) -> usize {
        let Some(text) = self.text("limit") else { return USUAL };
        match text.parse::<usize>() {
            Ok(limit) if (1..=MOST).contains(&limit) => limit,
            _ => {
                self.wrong("limit", key("api-limit"));
                USUAL
            }
        }
    }

    /// A whole number from 1 to the most there may be; none where it was not sent.
    pub fn counting(&mut self, name: &str, most: u64, says: &'static str) -> Option<u64> {
        let text = self.text(name)?;
        let number = text.parse::<u64>().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.wrong(name, says);
        }
        number
    }

    /// From when to when: instants with an offset, or days where the organisation is, the last of them whole. From
    /// the morning of today, and for a week, where nobody says.
    pub fn span(&mut self, here: &Here) -> (Timestamp, Timestamp) {
        let zone = here.zone();
        let day = |date: Date| bothy_calendar::zone::whole_day(date, &zone);
        let (from, to) = (self.text("from"), self.text("to"));
        let from = match from.as_deref().map(Moment::read) {
            None => day(here.today()).start,
            Some(Some(Moment::Day(date))) => day(date).start,
            Some(Some(Moment::Instant(at))) => at,
            Some(None) => {
                self.wrong("from", key("api-no-time"));
                here.now
            }
        };
        let after = |days: i64| {
            let day = bothy_calendar::zone::day_of(from, &zone).saturating_add(days.days());
            bothy_calendar::zone::whole_day(day, &zone)
        };
        let to = match to.as_deref().map(Moment::read) {
            None => after(USUAL_SPAN).start,
            Some(Some(Moment::Day(date))) => day(date).end,
            Some(Some(Moment::Instant(at))) => at,
            Some(None) => {
                self.wrong("to", key("api-no-time"));
                from
            }
        };
        if to < from {
            self.wrong("to", key("api-to-before-from"));
        } else if to > after(LONGEST_SPAN).end {
            self.wrong("to", key("api-span"));
        }
        (from, to)
    }

    /// Says that the item after which a list is to go on is none of it.
    pub fn after_unknown(here: &Here) -> Problem {
        Problem::field(here.words(), "after", here.words().t(key("api-after")).to_owned())
    }

    /// Everything was asked for: whatever is left is not known here.
    ///
    /// # Errors
    /// What is to be put right, by name.
    pub fn done(mut self) -> Result<(), Problem> {
        for (name, _) in std::mem::take(&mut self.sent) {
            self.wrong(&name, key("api-not-known"));
        }
        if self.errors.is_empty() {
            return Ok(());
        }
        let mut problem = Kind::Fields.problem(self.words);
        problem.errors = self.errors;
        Err(problem)
    }
}

/// A time as a program says it.
enum Moment {
    Day(Date),
    Instant(Timestamp),
}

impl Moment {
    /// Only years that every part of Bothy can go on counting in.
    fn read(text: &str) -> Option<Self> {
        let known = |year: i16| (1970..=9000).contains(&year);
        if let Ok(date) = text.parse::<Date>()
            && text.len() == "2026-11-24".len()
        {
            return known(date.year()).then_some(Self::Day(date));
        }
        // A plus that was not encoded arrives as a space.
        let at = text.replace(' ', "+").parse::<Timestamp>().ok()?;
        known(at.to_zoned(jiff::tz::TimeZone::UTC).year()).then_some(Self::Instant(at))
    }
}
