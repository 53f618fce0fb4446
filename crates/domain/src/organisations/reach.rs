//! When somebody can be reached, by the clock on the wall: spans of weekdays, and what holds at a moment (AV7).
//!
//! Not here: the crisis lines, which answer by hours of their own.

use alloc::string::String;
use jiff::civil::{Date, Time};
use jiff::{ToSpan as _, civil::DateTime};

/// The ways in which somebody can be reached.
pub const WAYS: [&str; 4] = ["ring", "come-in", "online", "write"];

/// The most letters in what goes with a span.
pub const LONGEST: usize = 200;

/// A span of a weekday in which somebody can be reached in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachHour {
    /// The way: `ring`, `come-in`, `online`, `write`.
    pub way: String,
    /// The number, the place, the words that go with it.
    pub says: String,
    /// 1 is Monday, 7 is Sunday.
    pub day: i8,
    /// From; this minute counts.
    pub starts: Time,
    /// Until; this minute does not count. Midnight is the end of the same day.
    pub ends: Time,
}

/// Why a span is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HourRefused {
    /// There is no such way to reach somebody.
    #[error("there is no such way")]
    NoWay,
    /// No weekday was named.
    #[error("no day of the week is named")]
    NoDay,
    /// People would not know whom to ring, or where to come.
    #[error("it does not say whom to ring or where to come")]
    NoWords,
    /// What is to be rung is not a number that can be rung.
    #[error("this is not a number that can be rung")]
    NoNumber,
    /// The words are longer than they may be.
    #[error("the words are longer than {LONGEST} letters")]
    TooLong,
    /// It would be over before it begins.
    #[error("it ends before it begins")]
    EndsFirst,
    /// The same way is open then already.
    #[error("the same way is open then already, on day {day}")]
    Overlaps {
        /// Which weekday, 1 is Monday.
        day: i8,
    },
}

/// How long a way stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenUntil {
    /// It never shuts.
    Always,
    /// Until this moment of the clock on the wall.
    At(DateTime),
}

impl ReachHour {
    fn minutes(&self) -> (i32, i32) {
        let minute = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let ends = if self.ends == Time::midnight() { 24 * 60 } else { minute(self.ends) };
        (minute(self.starts), ends)
    }

    fn holds(&self, way: &str, day: Date, time: Time) -> bool {
        self.way == way
            && self.day == day.weekday().to_monday_one_offset()
            && self.starts <= time
            && (time < self.ends || self.ends == Time::midnight())
    }

    /// What it says, in one text: to see whether somebody changed it meanwhile.
    pub fn version(&self) -> String {
        alloc::format!("{} {} {} {} {}", self.way, self.day, self.starts, self.ends, self.says)
    }
}

/// A span names a way, a weekday and words; it ends after it begins, and the same way is not open twice at once.
///
/// Requirement AV7. Who is there over midnight is written as two spans, one until midnight and one from it.
///
/// # Errors
/// The first thing that is wrong, by name.
pub fn may_stand<'h>(span: &ReachHour, others: impl IntoIterator<Item = &'h ReachHour>) -> Result<(), HourRefused> {
    if !WAYS.contains(&span.way.as_str()) {
        return Err(HourRefused::NoWay);
    }
    if !(1..=7).contains(&span.day) {
        return Err(HourRefused::NoDay);
    }
    if span.says.trim().is_empty() {
        return Err(HourRefused::NoWords);
    }
    if span.says.chars().count() > LONGEST {
        return Err(HourRefused::TooLong);
    }
    if span.way == "ring" && !can_be_rung(&span.says) {
        return Err(HourRefused::NoNumber);
    }
    let (from, to) = span.minutes();
    if to <= from {
        return Err(HourRefused::EndsFirst);
    }
    let clash = |other: &&ReachHour| {
        let (starts, ends) = other.minutes();
        other.way == span.way && other.day == span.day && starts < to && from < ends
    };
    match others.into_iter().find(clash) {
        Some(other) => Err(HourRefused::Overlaps { day: other.day }),
        None => Ok(()),
    }
}

/// Whether this is a number that somebody can ring: three to fifteen digits and what stands between them.
pub fn can_be_rung(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let known = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-');
    (3..=15).contains(&digits) && number.trim().chars().all(known)
}

/// The span of a way that holds at a moment of the wall, and until when the way stays open without a break.
pub fn open_at<'h>(hours: &'h [ReachHour], way: &str, at: DateTime) -> Option<(&'h ReachHour, OpenUntil)> {
    let open = hours.iter().find(|span| span.holds(way, at.date(), at.time()))?;
    let (mut last, mut day) = (open, at.date());
    // What is open a week later without a break came round to itself: it never shuts.
    while day <= at.date().saturating_add(7.days()) {
        let mut next = day;
        if last.ends == Time::midnight() {
            next = day.saturating_add(1.day());
        }
        let until = next.to_datetime(last.ends);
        match hours.iter().find(|span| span.holds(way, next, last.ends)) {
            Some(span) => (last, day) = (span, next),
            None => return Some((open, OpenUntil::At(until))),
        }
    }
    Some((open, OpenUntil::Always))
}

/// The next span that begins after a moment of the wall, of those that fit.
pub fn next_after(hours: &[ReachHour], fits: impl Fn(&ReachHour) -> bool, at: DateTime) -> Option<(Date, &ReachHour)> {
    (0..8).find_map(|ahead| {
        let day = at.date().saturating_add(i64::from(ahead).days());
        let weekday = day.weekday().to_monday_one_offset();
        let later = |span: &&ReachHour| span.day == weekday && fits(span) && (ahead > 0 || span.starts > at.time());
        hours.iter().filter(later).min_by_key(|span| span.starts).map(|span| (day, span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use jiff::civil::{date, time};

    fn ring(day: i8, from: i8, to: i8) -> ReachHour {
        ReachHour {
            way: "ring".into(),
            says: "0131 496 0140".into(),
            day,
            starts: time(from, 0, 0, 0),
            ends: time(to, 0, 0, 0),
        }
    }

    /// 23 November 2026 is a Monday.
    fn at(day: i8, hour: i8, minute: i8) -> DateTime {
        date(2026, 11, day).at(hour, minute, 0, 0)
    }

    #[track_caller]
    fn until(hours: &[ReachHour], moment: DateTime, expected: Option<OpenUntil>) {
        assert_eq!(open_at(hours, "ring", moment).map(|(_, until)| until), expected);
    }

    #[test]
    fn a_way_is_open_from_its_first_minute_until_before_its_last() {
        let hours = [ring(1, 9, 16)];
        until(&hours, at(23, 8, 59), None);
        until(&hours, at(23, 9, 0), Some(OpenUntil::At(at(23, 16, 0))));
        until(&hours, at(23, 15, 59), Some(OpenUntil::At(at(23, 16, 0))));
        until(&hours, at(23, 16, 0), None);
        until(&hours, at(24, 10, 0), None);
    }

    #[test]
    fn who_is_there_over_midnight_is_there_until_the_morning() {
        let hours = [ring(1, 18, 0), ring(2, 0, 2)];
        until(&hours, at(23, 23, 59), Some(OpenUntil::At(at(24, 2, 0))));
        until(&hours, at(24, 0, 0), Some(OpenUntil::At(at(24, 2, 0))));
        until(&hours, at(24, 2, 0), None);
        until(&[ring(1, 18, 0)], at(23, 23, 59), Some(OpenUntil::At(at(24, 0, 0))));
    }

    #[test]
    fn a_way_that_is_open_round_the_week_never_shuts() {
        let hours: Vec<ReachHour> = (1..=7).map(|day| ring(day, 0, 0)).collect();
        until(&hours, at(29, 12, 0), Some(OpenUntil::Always));
    }

    #[test]
    fn the_next_opening_is_found_over_the_end_of_the_week() {
        let hours = [ring(1, 9, 16)];
        let next = next_after(&hours, |_| true, at(23, 9, 0)).map(|(day, _)| day);
        assert_eq!(next, Some(date(2026, 11, 30)));
    }

    #[track_caller]
    fn refused(span: &ReachHour, expected: Result<(), HourRefused>) {
        assert_eq!(may_stand(span, &[ring(1, 9, 16)]), expected);
    }

    #[test]
    fn the_same_way_is_not_open_twice_at_once() {
        refused(&ring(1, 15, 18), Err(HourRefused::Overlaps { day: 1 }));
        refused(&ring(1, 16, 18), Ok(()));
        refused(&ring(1, 0, 9), Ok(()));
        refused(&ring(2, 9, 16), Ok(()));
        refused(&ReachHour { way: "come-in".into(), ..ring(1, 9, 16) }, Ok(()));
    }

    #[test]
    fn a_span_ends_after_it_begins_and_midnight_is_the_end_of_the_day() {
        refused(&ring(2, 16, 9), Err(HourRefused::EndsFirst));
        refused(&ring(2, 9, 9), Err(HourRefused::EndsFirst));
        refused(&ring(2, 18, 0), Ok(()));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        refused(&ReachHour { way: "pigeon".into(), ..ring(2, 9, 16) }, Err(HourRefused::NoWay));
        refused(&ring(0, 9, 16), Err(HourRefused::NoDay));
        refused(&ReachHour { says: " ".into(), ..ring(2, 9, 16) }, Err(HourRefused::NoWords));
        refused(&ReachHour { says: "the office".into(), ..ring(2, 9, 16) }, Err(HourRefused::NoNumber));
    }
}
