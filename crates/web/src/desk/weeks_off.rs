//! Weeks off as somebody types them, one on each line: `21 December 2026 to 3 January 2027: Winter break`.
//!
//! Read strictly: a line that is not understood is said, and nothing of it is guessed.

use crate::words::{self, Words};
use bothy_domain::sessions::change::monday_of;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The most weeks off that one series has: more than three years of school holidays.
const MOST_WEEKS: usize = 60;
/// The longest name of a week off, in letters.
const LONGEST_NAME: usize = 80;

/// What could not be read, and in which line, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekRefused {
    /// The line has no name after a colon.
    NoName {
        /// Which line.
        line: usize,
    },
    /// A date of the line cannot be read.
    NoDate {
        /// Which line.
        line: usize,
    },
    /// The last day is before the first.
    Backwards {
        /// Which line.
        line: usize,
    },
    /// There are more weeks than a series has.
    TooMany {
        /// The most.
        most: usize,
    },
}

/// Reads the lines. Each week comes once, by its Monday, under the first name it was given.
///
/// # Errors
/// The first line that cannot be read, and why.
pub fn read(words: &Words, text: &str) -> Result<Vec<(Date, String)>, WeekRefused> {
    let mut weeks: Vec<(Date, String)> = Vec::new();
    for (at, said) in text.lines().enumerate().filter(|(_, said)| !said.trim().is_empty()) {
        let line = at + 1;
        let (dates, name) = said.split_once(':').ok_or(WeekRefused::NoName { line })?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(WeekRefused::NoName { line });
        }
        let (first, last) = span(words, dates).ok_or(WeekRefused::NoDate { line })?;
        if last < first {
            return Err(WeekRefused::Backwards { line });
        }
        let mut monday = monday_of(first);
        while monday <= last {
            if !weeks.iter().any(|(day, _)| *day == monday) {
                weeks.push((monday, name.to_owned()));
            }
            if weeks.len() > MOST_WEEKS {
                return Err(WeekRefused::TooMany { most: MOST_WEEKS });
            }
            monday = monday.saturating_add(7.days());
        }
    }
    weeks.sort_by_key(|(day, _)| *day);
    Ok(weeks)
}

/// "21 December 2026 to 3 January 2027", or one day, which stands for its week.
fn span(words: &Words, said: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = said.split_whitespace().collect();
    let to = words.t(crate::words::key("weeks-to"));
    match parts.iter().position(|part| part.eq_ignore_ascii_case(to)) {
        None => date(words, &parts).map(|day| (day, day)),
        Some(at) => Some((date(words, parts.get(..at)?)?, date(words, parts.get(at + 1..)?)?)),
    }
}

/// "21 December 2026", or "21/12/2026".
fn date(words: &Words, parts: &[&str]) -> Option<Date> {
    let of = |day: &str, month: i8, year: &str| {
        let (day, year) = (day.parse().ok()?, year.parse::<i16>().ok().filter(|year| (2000..=2200).contains(year))?);
        Date::new(year, month, day).ok()
    };
    match parts {
        [day, month, year] => {
            let named = (1..=12_i8).find(|one| words::month(words, *one).eq_ignore_ascii_case(month))?;
            of(day, named, year)
        }
        [figures] => match figures.split('/').collect::<Vec<_>>().as_slice() {
            [day, month, year] => of(day, month.parse().ok()?, year),
            _ => None,
        },
        _ => None,
    }
}

/// Says weeks off as they are typed; weeks that follow each other under one name are one line.
pub fn say(words: &Words, weeks: &[(Date, String)]) -> String {
    let lines = spans(weeks).into_iter().map(|(first, last, name)| {
        let day = |day: Date| format!("{} {} {}", day.day(), words::month(words, day.month()), day.year());
        format!("{} {} {}: {name}", day(first), words.t(crate::words::key("weeks-to")), day(last))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Weeks that follow each other under one name as one span, Monday to Sunday.
pub fn spans(weeks: &[(Date, String)]) -> Vec<(Date, Date, &str)> {
    let mut spans: Vec<(Date, Date, &str)> = Vec::new();
    for (day, name) in weeks {
        let monday = monday_of(*day);
        let sunday = monday.saturating_add(6.days());
        match spans.last_mut() {
            Some((_, last, named)) if *named == name && last.saturating_add(1.day()) == monday => *last = sunday,
            _ => spans.push((monday, sunday, name)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::english;
    use jiff::civil::date;

    #[track_caller]
    fn refused(text: &str, why: WeekRefused) {
        assert_eq!(read(english(), text), Err(why), "{text}");
    }

    #[test]
    fn a_span_is_every_week_it_touches_and_comes_back_as_one_line() {
        let said = "21 December 2026 to 3 January 2027: Winter break";
        let weeks = read(english(), said).unwrap();
        assert_eq!(weeks.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [date(2026, 12, 21), date(2026, 12, 28)]);
        assert_eq!(say(english(), &weeks), said);
    }

    #[test]
    fn one_day_stands_for_its_week_and_the_lines_may_come_in_any_order() {
        let weeks = read(english(), "7 July 2027: Fair: the big one\n\n 24/12/2026 : Christmas ").unwrap();
        assert_eq!(
            weeks,
            [(date(2026, 12, 21), "Christmas".to_owned()), (date(2027, 7, 5), "Fair: the big one".to_owned())]
        );
    }

    #[test]
    fn a_line_that_is_not_understood_is_said_by_its_number() {
        refused("21 December 2026", WeekRefused::NoName { line: 1 });
        refused("\n21 December 2026:  ", WeekRefused::NoName { line: 2 });
        for dates in [
            "21 December",
            "soon",
            "31 June 2027",
            "21 Decembre 2026",
            "21.12.2026",
            "1 May 26",
            "1 May 2027 to",
            "1 to 3 May 2027",
        ] {
            refused(&format!("{dates}: Off"), WeekRefused::NoDate { line: 1 });
        }
        refused("3 January 2027 to 21 December 2026: Off", WeekRefused::Backwards { line: 1 });
        refused("1 January 2026 to 1 January 2029: Off", WeekRefused::TooMany { most: 60 });
    }
}
