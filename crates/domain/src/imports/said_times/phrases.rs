//! Puts words and numbers together into phrases: days, hours, how often, and what is not understood.

use super::clock::{self, Reading};
use super::doubts::Doubt;
use super::tokens::{Kind, Token, tokens};
use super::vocabulary::{Meaning, Part, Sign, Unit};
use crate::sessions::recurrence::{DaysOfWeek, NthWeekday};
use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use jiff::civil::{Date, Weekday};

/// Which days a phrase names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    Weekly(DaysOfWeek),
    Nth { which: BTreeSet<NthWeekday>, every: bool, many: bool, said: String },
    MonthDays(BTreeSet<i8>),
    Days(u16),
    Years(u16),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phrase {
    When(When),
    Hours {
        from: Reading,
        to: Reading,
        said: String,
    },
    Lone {
        reading: Reading,
        said: String,
    },
    Ending {
        said: String,
    },
    Part(Part),
    /// Every so many weeks.
    Weeks(u16),
    /// Of the month, or of every so many months.
    Monthly(u16),
    First {
        on: Date,
        said: String,
    },
    /// A name of what happens.
    Noun,
    /// A comma, "and", a dash between days and hours.
    Soft,
    /// The end of a sentence or line.
    Hard,
    /// Closed: takes back the days before it.
    Closed(Doubt),
    Doubt(Doubt),
}

pub(super) struct Reader<'t> {
    text: &'t str,
    rest: &'t [Token],
    out: Vec<Phrase>,
    /// Words not understood, in one piece so far.
    lost: Option<Range<usize>>,
}

/// The phrases of a text, in order.
pub(super) fn phrases(text: &str) -> Vec<Phrase> {
    let tokens = tokens(text);
    let mut reader = Reader { text, rest: &tokens, out: Vec::new(), lost: None };
    while !reader.rest.is_empty() {
        let used = reader.step().max(1);
        reader.rest = reader.rest.get(used..).unwrap_or_default();
    }
    reader.tell_lost();
    reader.out
}

impl Reader<'_> {
    pub(super) fn meaning(&self, ahead: usize) -> Option<Meaning> {
        self.rest.get(ahead).and_then(Token::meaning)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<Kind> {
        self.rest.get(ahead).map(|token| token.kind)
    }

    pub(super) fn from(&self, ahead: usize) -> &[Token] {
        self.rest.get(ahead..).unwrap_or_default()
    }

    /// The text of so many pieces from here.
    pub(super) fn said(&self, used: usize) -> String {
        let start = self.rest.first().map_or(0, |token| token.at.start);
        let end = self.rest.get(used.saturating_sub(1)).map_or(start, |token| token.at.end);
        self.text.get(start..end).unwrap_or_default().to_owned()
    }

    pub(super) fn put(&mut self, phrase: Phrase, used: usize) -> usize {
        self.tell_lost();
        self.out.push(phrase);
        used
    }

    pub(super) fn doubt(&mut self, doubt: Doubt, used: usize) -> usize {
        self.put(Phrase::Doubt(doubt), used)
    }

    pub(super) fn lose(&mut self, used: usize) -> usize {
        let start = self.rest.first().map_or(0, |token| token.at.start);
        let end = self.rest.get(used.saturating_sub(1)).map_or(start, |token| token.at.end);
        let start = self.lost.take().map_or(start, |lost| lost.start);
        self.lost = Some(start..end);
        used
    }

    fn tell_lost(&mut self) {
        if let Some(lost) = self.lost.take() {
            let said = self.text.get(lost).unwrap_or_default().to_owned();
            self.out.push(Phrase::Doubt(Doubt::Words { said }));
        }
    }

    /// Reads one phrase and says how many pieces it used.
    fn step(&mut self) -> usize {
        if let Some(used) = self.one_date() {
            return used;
        }
        if let Some(used) = self.hours() {
            return used;
        }
        match self.kind(0) {
            Some(Kind::Comma) => self.put(Phrase::Soft, 1),
            Some(Kind::Stop | Kind::Break) => self.put(Phrase::Hard, 1),
            Some(Kind::Dash) => self.stray_dash(),
            Some(Kind::Slash) => self.slash(),
            Some(Kind::Number { value, .. }) => self.counted(value),
            Some(Kind::Word(meaning)) => self.word(meaning),
            _ => self.lose(1),
        }
    }

    fn word(&mut self, meaning: Meaning) -> usize {
        match meaning {
            Meaning::Day { .. } => self.day_or_span(),
            Meaning::WorkingDays => self.put(Phrase::When(When::Weekly(DaysOfWeek::WORKING)), 1),
            Meaning::Weekend => {
                let days = DaysOfWeek::of(&[Weekday::Saturday, Weekday::Sunday]);
                self.put(Phrase::When(When::Weekly(days)), 1)
            }
            Meaning::Nth(_) | Meaning::Last => self.numbered(false),
            Meaning::Every => self.every(),
            Meaning::Other => self.other(1),
            Meaning::Daily => self.put(Phrase::When(When::Days(1)), 1),
            Meaning::Fortnightly => self.put(Phrase::Weeks(2), 1),
            Meaning::Monthly | Meaning::Unit(Unit::Month) => self.put(Phrase::Monthly(1), 1),
            Meaning::Weekly | Meaning::Unit(Unit::Week) => 1,
            Meaning::Unit(Unit::Day) | Meaning::Hours | Meaning::Noun => self.put(Phrase::Noun, 1),
            Meaning::Part(part) => self.put(Phrase::Part(part), 1),
            Meaning::And => self.put(Phrase::Soft, 1),
            Meaning::Between => self.between(),
            Meaning::From => self.first_date(),
            Meaning::To => self.until(),
            Meaning::Month(_) => {
                let said = self.said(1);
                let year = matches!(self.kind(1), Some(Kind::Number { digits: 4, .. }));
                self.doubt(Doubt::Season { said }, if year { 2 } else { 1 })
            }
            Meaning::Sign(sign) => {
                let doubt = Doubt::from_sign(sign, &self.said(1));
                let phrase = if sign == Sign::Closed { Phrase::Closed(doubt) } else { Phrase::Doubt(doubt) };
                self.put(phrase, 1)
            }
            _ => self.lose(1),
        }
    }

    /// Hours with a start and an end, or a single time that says itself to be one.
    fn hours(&mut self) -> Option<usize> {
        let (from, used) = clock::reading(self.rest)?;
        if let Some((to, more)) = self.to_reading(used, &[Meaning::To]) {
            let used = used + 1 + more;
            let said = self.said(used);
            return Some(self.put(Phrase::Hours { from, to, said }, used));
        }
        let spelled = match self.kind(0) {
            Some(Kind::Number { .. }) => used > 1,
            _ => true,
        };
        let said = self.said(used);
        spelled.then(|| self.put(Phrase::Lone { reading: from, said }, used))
    }

    /// The second time of a range, after a dash or one of these words.
    fn to_reading(&self, ahead: usize, words: &[Meaning]) -> Option<(Reading, usize)> {
        let leads =
            self.kind(ahead) == Some(Kind::Dash) || self.meaning(ahead).is_some_and(|word| words.contains(&word));
        if leads { clock::reading(self.from(ahead + 1)) } else { None }
    }

    /// "between 10am and 12 noon", "between Monday and Friday".
    fn between(&mut self) -> usize {
        if let Some((from, used)) = clock::reading(self.from(1))
            && let Some((to, more)) = self.to_reading(used + 1, &[Meaning::To, Meaning::And])
        {
            let used = used + 2 + more;
            let said = self.said(used);
            return self.put(Phrase::Hours { from, to, said }, used);
        }
        if let (
            Some(Meaning::Day { day: from, .. }),
            Some(Meaning::And | Meaning::To),
            Some(Meaning::Day { day: to, .. }),
        ) = (self.meaning(1), self.meaning(2), self.meaning(3))
            && from != to
        {
            return self.put(Phrase::When(When::Weekly(DaysOfWeek::span(from, to))), 4);
        }
        1
    }

    /// "Tuesday", "Monday to Friday".
    fn day_or_span(&mut self) -> usize {
        let Some(Meaning::Day { day: from, .. }) = self.meaning(0) else { return self.lose(1) };
        let leads = self.kind(1) == Some(Kind::Dash) || self.meaning(1) == Some(Meaning::To);
        // "Mon - to Fri" is written too.
        let double = usize::from(leads && self.meaning(2) == Some(Meaning::To));
        if leads && let Some(Meaning::Day { day: to, .. }) = self.meaning(2 + double) {
            // A third day after another dash, or a span from a day to itself, says nothing certain.
            let chain = self.kind(3 + double) == Some(Kind::Dash)
                && matches!(self.meaning(4 + double), Some(Meaning::Day { .. }));
            if from == to || chain {
                return self.lose(if chain { 5 + double } else { 3 + double });
            }
            return self.put(Phrase::When(When::Weekly(DaysOfWeek::span(from, to))), 3 + double);
        }
        self.put(Phrase::When(When::Weekly(DaysOfWeek::NONE.with(from))), 1)
    }

    /// "1st, 3rd and last", and what they count: a day of the week, or days of the month.
    fn numbered(&mut self, every: bool) -> usize {
        let lead = usize::from(every);
        let mut nths = Vec::new();
        let mut at = lead;
        loop {
            match (self.meaning(at), self.meaning(at + 1)) {
                (Some(Meaning::Nth(nth)), Some(Meaning::Last)) => {
                    nths.push(nth.saturating_neg());
                    at += 2;
                }
                (Some(Meaning::Nth(nth)), _) => {
                    nths.push(nth);
                    at += 1;
                }
                (Some(Meaning::Last), _) => {
                    nths.push(-1);
                    at += 1;
                }
                _ => break,
            }
            let next = self.after_separator(at);
            if next == at || !matches!(self.meaning(next), Some(Meaning::Nth(_) | Meaning::Last)) {
                break;
            }
            at = next;
        }
        let said = self.said(at + 1);
        let possible = !nths.is_empty() && nths.iter().all(|nth| nth.unsigned_abs() <= 5);
        match self.meaning(at) {
            Some(Meaning::Day { day, many, .. }) if possible => {
                let which = nths.iter().map(|nth| NthWeekday { nth: *nth, day }).collect();
                self.put(Phrase::When(When::Nth { which, every, many, said }), at + 1)
            }
            _ => self.month_days(nths, at),
        }
    }

    /// Past a comma, "and", "&" or a slash between two of a list.
    fn after_separator(&self, at: usize) -> usize {
        let comma = usize::from(matches!(self.kind(at), Some(Kind::Comma | Kind::Slash)));
        let and = usize::from(self.meaning(at + comma) == Some(Meaning::And));
        let every = usize::from(comma + and > 0 && self.meaning(at + comma + and) == Some(Meaning::Every));
        at + comma + and + every
    }

    /// "the 15th of the month", "the last day of the month".
    fn month_days(&mut self, nths: Vec<i8>, at: usize) -> usize {
        let day = usize::from(self.meaning(at) == Some(Meaning::Unit(Unit::Day)));
        let every = usize::from(self.meaning(at + day) == Some(Meaning::Every));
        let months = match (self.kind(at + day + every), self.meaning(at + day + every + 1)) {
            (Some(Kind::Word(Meaning::Unit(Unit::Month))), _) => true,
            (Some(Kind::Number { .. }), Some(Meaning::Unit(Unit::Month))) => every == 1,
            _ => false,
        };
        let certain = day == 1 || nths.iter().all(|nth| *nth > 0);
        if months && certain && !nths.is_empty() {
            return self.put(Phrase::When(When::MonthDays(nths.into_iter().collect())), at + day);
        }
        self.lose(at.max(1))
    }

    /// "every …"
    fn every(&mut self) -> usize {
        match (self.kind(1), self.meaning(2)) {
            (Some(Kind::Word(Meaning::Unit(Unit::Day))), _) => self.put(Phrase::When(When::Days(1)), 2),
            (Some(Kind::Word(Meaning::Unit(Unit::Week))), _) => 2,
            (Some(Kind::Word(Meaning::Unit(Unit::Month))), _) => self.put(Phrase::Monthly(1), 2),
            (Some(Kind::Word(Meaning::Unit(Unit::Year))), _) => self.put(Phrase::When(When::Years(1)), 2),
            (Some(Kind::Word(Meaning::Fortnightly)), _) => self.put(Phrase::Weeks(2), 2),
            (Some(Kind::Word(Meaning::Other)), _) => self.other(2),
            (Some(Kind::Number { value, .. }), Some(Meaning::Unit(unit))) => self.interval(value, unit, 3),
            (Some(Kind::Word(Meaning::Nth(nth))), Some(Meaning::Unit(unit))) if unit != Unit::Day => {
                self.interval(u32::try_from(nth).unwrap_or(0), unit, 3)
            }
            (Some(Kind::Word(Meaning::Nth(_) | Meaning::Last)), _) => self.numbered(true),
            _ => 1,
        }
    }

    fn interval(&mut self, count: u32, unit: Unit, used: usize) -> usize {
        let Some(count) = u16::try_from(count).ok().filter(|count| (1..=366).contains(count)) else {
            return self.lose(used);
        };
        let phrase = match unit {
            Unit::Day => Phrase::When(When::Days(count)),
            Unit::Week => Phrase::Weeks(count),
            Unit::Month => Phrase::Monthly(count),
            Unit::Year => Phrase::When(When::Years(count)),
        };
        self.put(phrase, used)
    }

    /// "every other Tuesday", "alternate weeks": `used` pieces lead to what it counts.
    fn other(&mut self, used: usize) -> usize {
        match self.meaning(used) {
            Some(Meaning::Unit(unit)) => self.interval(2, unit, used + 1),
            _ => self.put(Phrase::Weeks(2), used),
        }
    }

    /// "7 days a week", "50 weeks a year", "31 hours a week".
    fn counted(&mut self, value: u32) -> usize {
        let Some(Meaning::Unit(unit)) = self.meaning(1) else {
            let hours = usize::from(self.meaning(1) == Some(Meaning::Hours));
            return self.lose(1 + hours);
        };
        let per = match self.meaning(2) {
            Some(Meaning::Unit(per)) if per != Unit::Day => Some(per),
            _ => None,
        };
        let used = if per.is_some() { 3 } else { 2 };
        match (value, unit, per) {
            (7, Unit::Day, Some(Unit::Week)) => self.put(Phrase::When(When::Days(1)), used),
            (_, Unit::Week | Unit::Month, Some(Unit::Year)) => {
                let said = self.said(used);
                self.doubt(Doubt::WeeksAYear { said }, used)
            }
            (_, _, Some(_)) => {
                let said = self.said(used);
                self.doubt(Doubt::HowOften { said }, used)
            }
            // "four weekly", and lengths of courses.
            _ => self.lose(used),
        }
    }

    /// A dash that is no part of a span: harmless only between days and hours.
    fn stray_dash(&mut self) -> usize {
        if self.lost.is_some() {
            return self.lose(1);
        }
        let time_next = clock::reading(self.from(1)).is_some();
        let day_next = matches!(
            self.meaning(1),
            Some(Meaning::Day { .. } | Meaning::Nth(_) | Meaning::Last | Meaning::WorkingDays | Meaning::Weekend)
        );
        let harmless = match self.out.last() {
            Some(Phrase::Hours { .. } | Phrase::Lone { .. } | Phrase::Ending { .. }) => !time_next,
            Some(Phrase::When(_)) => !day_next,
            _ => true,
        };
        if harmless { self.put(Phrase::Soft, 1) } else { self.lose(1) }
    }

    fn slash(&mut self) -> usize {
        let days = matches!(self.out.last(), Some(Phrase::When(_)))
            && matches!(self.meaning(1), Some(Meaning::Day { .. } | Meaning::Weekend));
        let in_doubt = self.lost.is_some() || matches!(self.out.last(), Some(Phrase::Doubt(_)));
        if days || in_doubt { self.put(Phrase::Soft, 1) } else { self.lose(1) }
    }
}
