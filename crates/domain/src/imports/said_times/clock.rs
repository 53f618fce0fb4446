//! Hours as people write them: "9.30am", "10-2.30pm", "0930-1130", "12 noon".

use super::tokens::{Kind, Token};
use super::vocabulary::{Meaning, Part};
use jiff::civil::Time;

/// One time of day, as far as its writing says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// With am, pm or noon.
    Spoken(Time),
    /// By the 24-hour clock: 09:30, 1430, 18.00.
    Written(Time),
    /// Without saying morning or evening.
    Bare { hour: i8, minute: i8, two_figures: bool, colon: bool },
    /// The end of a day, or its beginning.
    Midnight,
    /// 25 o'clock.
    Impossible,
}

/// Why two readings make no hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclear {
    MorningOrEvening,
    EndNotAfterStart,
    PastMidnight,
    Impossible,
    PartDisagrees,
}

/// The time of day that begins here: what it says and how many pieces it used.
pub(super) fn reading(here: &[Token]) -> Option<(Reading, usize)> {
    match here.first()?.kind {
        Kind::Word(Meaning::Noon) => Some((Reading::Spoken(time(12, 0)?), 1)),
        Kind::Word(Meaning::Midnight) => Some((Reading::Midnight, 1)),
        Kind::Number { value, digits, zero_led } => number(here, value, digits, zero_led),
        Kind::Clock { hour, minute, digits, colon, zero_led } => {
            let suffix = here.get(1).and_then(Token::meaning);
            if let Some(spoken) = spoken(hour, minute, suffix) {
                return Some((spoken, 2));
            }
            let used = if suffix == Some(Meaning::Hours) { 2 } else { 1 };
            Some((written(hour, minute, zero_led || used == 2, digits == 2, colon), used))
        }
        _ => None,
    }
}

fn number(here: &[Token], value: u32, digits: usize, zero_led: bool) -> Option<(Reading, usize)> {
    let suffix = here.get(1).and_then(Token::meaning);
    let compact = digits == 4 || digits == 3;
    let (hour, minute) = if compact { (value / 100, value % 100) } else { (value, 0) };
    if digits <= 4
        && let Some(spoken) = spoken(hour, minute, suffix)
    {
        return Some((spoken, 2));
    }
    if digits == 4 {
        let used = if suffix == Some(Meaning::Hours) { 2 } else { 1 };
        return (used == 2 || minute % 5 == 0).then(|| (written(hour, minute, true, true, true), used));
    }
    let counted = matches!(suffix, Some(Meaning::Hours | Meaning::Unit(_) | Meaning::Month(_)));
    (digits <= 2 && value <= 24 && !counted).then(|| (written(value, 0, zero_led, digits == 2, false), 1))
}

fn spoken(hour: u32, minute: u32, suffix: Option<Meaning>) -> Option<Reading> {
    let hour = i8::try_from(hour).unwrap_or(i8::MAX);
    let minute = i8::try_from(minute).unwrap_or(i8::MAX);
    let read = match (suffix?, hour) {
        (Meaning::Am, 1..=11) => time(hour, minute),
        (Meaning::Am, 12) => time(0, minute),
        (Meaning::Pm, 12..=23) => time(hour, minute),
        (Meaning::Pm, 1..=11) => time(hour + 12, minute),
        (Meaning::Noon, 12) if minute == 0 => time(12, 0),
        (Meaning::Midnight, 0 | 12) if minute == 0 => return Some(Reading::Midnight),
        (Meaning::Am | Meaning::Pm | Meaning::Noon | Meaning::Midnight, _) => None,
        _ => return None,
    };
    Some(read.map_or(Reading::Impossible, Reading::Spoken))
}

fn written(hour: u32, minute: u32, by_24: bool, two_figures: bool, colon: bool) -> Reading {
    let hour = i8::try_from(hour).unwrap_or(i8::MAX);
    let minute = i8::try_from(minute).unwrap_or(i8::MAX);
    match (hour, time(hour, minute)) {
        (24, _) if minute == 0 => Reading::Midnight,
        (_, None) => Reading::Impossible,
        (0 | 13..=23, Some(time)) => Reading::Written(time),
        (_, Some(time)) if by_24 => Reading::Written(time),
        (hour, Some(_)) => Reading::Bare { hour, minute, two_figures, colon },
    }
}

fn time(hour: i8, minute: i8) -> Option<Time> {
    Time::new(hour, minute, 0, 0).ok()
}

/// The hours between two readings, if the writing leaves no choice.
pub(super) fn between(from: Reading, to: Reading, part: Option<Part>) -> Result<(Time, Time), Unclear> {
    use Reading::{Bare, Impossible, Midnight, Spoken, Written};
    let from = if from == Midnight { time(0, 0).map_or(Impossible, Spoken) } else { from };
    let (starts, ends) = match (from, to) {
        (Impossible, _) | (_, Impossible) => return Err(Unclear::Impossible),
        (_, Midnight) => return Err(Unclear::PastMidnight),
        (Midnight, _) => return Err(Unclear::MorningOrEvening),
        (Spoken(a) | Written(a), Spoken(b) | Written(b)) => (a, b),
        (Bare { hour, minute, .. }, Spoken(b)) => (nearest_before(hour, minute, b)?, b),
        (Bare { hour, minute, two_figures, .. }, Written(b)) => {
            // "2-16" could begin at two in the night or be a slip; "9-17" could not.
            if !two_figures && hour < 5 {
                return Err(Unclear::MorningOrEvening);
            }
            (time(hour, minute).ok_or(Unclear::Impossible)?, b)
        }
        (Spoken(a), Bare { hour, minute, .. }) => (a, only_after(a, hour, minute)?),
        (Written(a), Bare { hour, minute, two_figures: true, .. }) => {
            (a, time(hour, minute).ok_or(Unclear::Impossible)?)
        }
        (Written(_), Bare { .. }) => return Err(Unclear::MorningOrEvening),
        (
            Bare { hour: h1, minute: m1, two_figures: true, colon: true },
            Bare { hour: h2, minute: m2, two_figures: true, colon: true },
        ) if part.is_none() => {
            // 10:00-12:00 with two figures each is how the 24-hour clock is written.
            (time(h1, m1).ok_or(Unclear::Impossible)?, time(h2, m2).ok_or(Unclear::Impossible)?)
        }
        (Bare { hour: h1, minute: m1, .. }, Bare { hour: h2, minute: m2, .. }) => {
            let part = part.ok_or(Unclear::MorningOrEvening)?;
            let a = in_part(h1, m1, part).ok_or(Unclear::MorningOrEvening)?;
            let b = in_part(h2, m2, part).ok_or(Unclear::MorningOrEvening)?;
            (a, b)
        }
    };
    if ends <= starts {
        return Err(Unclear::EndNotAfterStart);
    }
    let agrees = match part {
        None => true,
        Some(Part::Morning) => starts.hour() < 12,
        Some(Part::Afternoon) => (12..18).contains(&starts.hour()),
        Some(Part::Evening) => starts.hour() >= 16,
    };
    if agrees { Ok((starts, ends)) } else { Err(Unclear::PartDisagrees) }
}

/// "6-8pm" begins at six in the evening, "10-2.30pm" at ten in the morning: the nearest one before the end.
fn nearest_before(hour: i8, minute: i8, end: Time) -> Result<Time, Unclear> {
    let afternoon = time(if hour == 12 { 12 } else { hour + 12 }, minute).ok_or(Unclear::Impossible)?;
    if afternoon < end {
        return Ok(afternoon);
    }
    // "3-1pm" is a slip, not a meeting that begins at three in the night.
    let morning = time(hour, minute).filter(|time| (6..12).contains(&hour) && *time < end);
    morning.ok_or(Unclear::EndNotAfterStart)
}

/// "9am-5" can only end in the afternoon; "9am-11" could end in the morning or the evening.
fn only_after(start: Time, hour: i8, minute: i8) -> Result<Time, Unclear> {
    let morning = time(hour % 12, minute).filter(|time| *time > start);
    let afternoon = time(hour % 12 + 12, minute).filter(|time| *time > start);
    match (morning, afternoon) {
        (Some(only), None) | (None, Some(only)) => Ok(only),
        (Some(_), Some(_)) => Err(Unclear::MorningOrEvening),
        (None, None) => Err(Unclear::EndNotAfterStart),
    }
}

fn in_part(hour: i8, minute: i8, part: Part) -> Option<Time> {
    match (part, hour) {
        (Part::Morning, 5..=12) => time(hour, minute),
        (Part::Afternoon, 12) => time(12, minute),
        (Part::Afternoon, 1..=6) | (Part::Evening, 4..=11) => time(hour + 12, minute),
        _ => None,
    }
}
