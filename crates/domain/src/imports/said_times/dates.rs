//! Dates inside a timetable: a first date to count from, a last date, a single day.

use super::clock;
use super::doubts::Doubt;
use super::phrases::{Phrase, Reader};
use super::tokens::{Kind, date};
use super::vocabulary::Meaning;
use jiff::civil::Date;

impl Reader<'_> {
    /// A calendar date from so many pieces ahead: the date if it is certain, and the pieces it used.
    fn date_at(&self, ahead: usize) -> Option<(Option<Date>, usize)> {
        if matches!(self.meaning(ahead), Some(Meaning::Day { many: false, .. })) {
            let comma = usize::from(self.kind(ahead + 1) == Some(Kind::Comma));
            let (said, used) = self.bare_date_at(ahead + 1 + comma)?;
            let agrees = said.is_none_or(
                |date| matches!(self.meaning(ahead), Some(Meaning::Day { day, .. }) if day == date.weekday()),
            );
            return Some((said.filter(|_| agrees), used + 1 + comma));
        }
        self.bare_date_at(ahead)
    }

    fn bare_date_at(&self, ahead: usize) -> Option<(Option<Date>, usize)> {
        if let Some(Kind::Date(date)) = self.kind(ahead) {
            return Some((date, 1));
        }
        let figure = |at: usize| match self.kind(at) {
            Some(Kind::Word(Meaning::Nth(day))) => u32::try_from(day).ok(),
            Some(Kind::Number { value: day @ 1..=31, digits: 1 | 2, .. }) => Some(day),
            _ => None,
        };
        let name = |at: usize| match self.meaning(at) {
            Some(Meaning::Month(month)) => u32::try_from(month).ok(),
            _ => None,
        };
        let (day, month) = match (figure(ahead), name(ahead + 1)) {
            (Some(day), Some(month)) => (day, month),
            _ => (figure(ahead + 1)?, name(ahead)?),
        };
        let name_first = name(ahead).is_some();
        let comma = usize::from(self.kind(ahead + 2) == Some(Kind::Comma));
        match self.kind(ahead + 2 + comma) {
            Some(Kind::Number { value: year, digits: 4, .. }) => Some((date(year, month, day), 3 + comma)),
            // "October 10am" is no date.
            _ if name_first && !matches!(self.meaning(ahead + 1), Some(Meaning::Nth(_))) => None,
            _ => Some((None, 2)),
        }
    }

    /// A date that no "from" or "until" leads to.
    pub(super) fn one_date(&mut self) -> Option<usize> {
        let (date, used) = self.date_at(0)?;
        let said = self.said(used);
        let doubt = if date.is_some() { Doubt::OneDate { said } } else { Doubt::DateUnclear { said } };
        Some(self.doubt(doubt, used))
    }

    /// "from 3 March 2026", or "from" before a time or a day, where it says nothing.
    pub(super) fn first_date(&mut self) -> usize {
        match self.date_at(1) {
            Some((Some(on), used)) => {
                let said = self.said(used + 1);
                self.put(Phrase::First { on, said }, used + 1)
            }
            Some((None, used)) => {
                let said = self.said(used + 1);
                self.doubt(Doubt::DateUnclear { said }, used + 1)
            }
            None => 1,
        }
    }

    /// "until" without anything before it.
    pub(super) fn until(&mut self) -> usize {
        if let Some((_, used)) = self.date_at(1) {
            let said = self.said(used + 1);
            return self.doubt(Doubt::OnlyUntil { said }, used + 1);
        }
        if let Some((_, used)) = clock::reading(self.from(1)) {
            let said = self.said(used + 1);
            return self.put(Phrase::Ending { said }, used + 1);
        }
        self.lose(1)
    }
}
