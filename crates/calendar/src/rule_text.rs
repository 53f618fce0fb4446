//! Rules as RFC 5545 text: our own, and those that other calendar programs hand over.
//!
//! Only what [`Every`] can say is taken; a few other spellings of exactly the same days are
//! understood ("monthly on Tuesdays" is every week). Everything else is refused by name:
//! a rule that is taken for a different one would send people to a locked door.

mod days;
mod series;

pub use series::{ForeignSeries, parse_series};

use bothy_domain::sessions::recurrence::{Ends, Every, RuleRefused};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::zone;

/// The longest rule that is read, in bytes; a rule that says all we can keep has under 200.
const LONGEST: usize = 1_000;

/// Why a rule in text is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RruleRefused {
    /// Nothing stands there.
    #[error("there is no rule")]
    Empty,
    /// More than a thousand characters.
    #[error("the rule is too long to be one")]
    TooLong,
    /// A piece that is not `NAME=VALUE`.
    #[error("{piece:?} is not a part of a rule")]
    NotAPart {
        /// The piece, cut to 40 characters.
        piece: String,
    },
    /// The same part twice.
    #[error("{part} stands there twice")]
    Twice {
        /// The part's name.
        part: &'static str,
    },
    /// A value that cannot be read.
    #[error("{part} cannot be {value:?}")]
    Value {
        /// The part's name.
        part: &'static str,
        /// The value, cut to 40 characters.
        value: String,
    },
    /// The rule does not say how often.
    #[error("the rule does not say how often (FREQ)")]
    NoFrequency,
    /// Every hour, minute or second.
    #[error("a rule by the hour, minute or second is not kept ({frequency})")]
    TooOften {
        /// What was said.
        frequency: String,
    },
    /// A part of RFC 5545 that Bothy has no place for, alone or in this combination.
    #[error("{part} is not kept in this rule")]
    NotKept {
        /// The part's name.
        part: &'static str,
    },
    /// A part that RFC 5545 does not know.
    #[error("{part:?} is not known")]
    Unknown {
        /// The part's name, cut to 40 characters.
        part: String,
    },
    /// Ends by a date and after a number of meetings at once.
    #[error("the rule ends twice: by COUNT and by UNTIL")]
    EndsTwice,
    /// A week that does not begin on Monday would move meetings.
    #[error("weeks that do not begin on Monday would change the days of this rule")]
    WeekStart,
    /// The rule leaves to its first meeting what only that can say.
    #[error("{part} can only be read beside the first meeting")]
    NeedsStart {
        /// What is left open.
        part: &'static str,
    },
    /// The rule reads well but cannot stand.
    #[error("the rule cannot stand: {0}")]
    Rule(#[from] RuleRefused),
}

/// The start that stands beside a rule, which many programs lean on.
#[derive(Debug, Clone, Copy)]
pub struct Start<'z> {
    /// Day and time by the clock on the wall.
    pub at: DateTime,
    /// The zone of that wall.
    pub zone: &'z TimeZone,
}

/// Reads a rule that stands alone, such as our own `FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20270331`.
///
/// Case does not matter, `RRULE:` in front is passed over, a last day counts as a whole.
///
/// # Errors
/// Names the part that is not taken; [`RruleRefused::NeedsStart`] when only the first meeting
/// could say (use [`parse_rrule_from`] then).
pub fn parse_rrule(text: &str) -> Result<(Every, Ends), RruleRefused> {
    parse(text, None)
}

/// Reads a rule beside its start.
///
/// An end given as a time is compared with the start's time by the clock on the wall (one in UTC
/// is brought to the start's zone first), so that the last meeting is neither lost nor added.
///
/// # Errors
/// Names the part that is not taken.
pub fn parse_rrule_from(text: &str, start: Start<'_>) -> Result<(Every, Ends), RruleRefused> {
    parse(text, Some(start))
}

/// Writes a rule with its end: `FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20270331`.
pub fn write_rrule(every: &Every, ends: Ends) -> String {
    let rule = every.rrule();
    match ends {
        Ends::Never => rule,
        Ends::On(day) => format!("{rule};UNTIL={}", day.strftime("%Y%m%d")),
        Ends::After(meetings) => format!("{rule};COUNT={meetings}"),
    }
}

fn parse(text: &str, start: Option<Start<'_>>) -> Result<(Every, Ends), RruleRefused> {
    if text.len() > LONGEST {
        return Err(RruleRefused::TooLong);
    }
    let upper = text.trim().to_ascii_uppercase();
    let parts = Parts::of(upper.strip_prefix("RRULE:").unwrap_or(&upper))?;
    let every = days::every(&parts, start)?.checked()?;
    days::check_week_start(&parts, &every, start)?;
    Ok((every, parts.ends(start)?))
}

/// The parts of a rule as they stand there.
#[derive(Debug, Default)]
struct Parts<'t> {
    freq: Option<&'t str>,
    interval: Option<&'t str>,
    count: Option<&'t str>,
    until: Option<&'t str>,
    by_day: Option<&'t str>,
    by_month_day: Option<&'t str>,
    by_month: Option<&'t str>,
    by_set_pos: Option<&'t str>,
    wkst: Option<&'t str>,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Result<Self, RruleRefused> {
        let mut parts = Self::default();
        for piece in text.split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
            let Some((name, value)) = piece.split_once('=') else {
                return Err(RruleRefused::NotAPart { piece: cut(piece) });
            };
            let (part, slot) = match name.trim() {
                "FREQ" => ("FREQ", &mut parts.freq),
                "INTERVAL" => ("INTERVAL", &mut parts.interval),
                "COUNT" => ("COUNT", &mut parts.count),
                "UNTIL" => ("UNTIL", &mut parts.until),
                "BYDAY" => ("BYDAY", &mut parts.by_day),
                "BYMONTHDAY" => ("BYMONTHDAY", &mut parts.by_month_day),
                "BYMONTH" => ("BYMONTH", &mut parts.by_month),
                "BYSETPOS" => ("BYSETPOS", &mut parts.by_set_pos),
                "WKST" => ("WKST", &mut parts.wkst),
                "BYHOUR" => return Err(RruleRefused::NotKept { part: "BYHOUR" }),
                "BYMINUTE" => return Err(RruleRefused::NotKept { part: "BYMINUTE" }),
                "BYSECOND" => return Err(RruleRefused::NotKept { part: "BYSECOND" }),
                "BYWEEKNO" => return Err(RruleRefused::NotKept { part: "BYWEEKNO" }),
                "BYYEARDAY" => return Err(RruleRefused::NotKept { part: "BYYEARDAY" }),
                "RSCALE" => return Err(RruleRefused::NotKept { part: "RSCALE" }),
                "SKIP" => return Err(RruleRefused::NotKept { part: "SKIP" }),
                other => return Err(RruleRefused::Unknown { part: cut(other) }),
            };
            if slot.replace(value.trim()).is_some() {
                return Err(RruleRefused::Twice { part });
            }
        }
        if text.trim().is_empty() { Err(RruleRefused::Empty) } else { Ok(parts) }
    }

    fn interval(&self) -> Result<u16, RruleRefused> {
        self.interval.map_or(Ok(1), |text| number("INTERVAL", text))
    }

    fn ends(&self, start: Option<Start<'_>>) -> Result<Ends, RruleRefused> {
        match (self.count, self.until) {
            (None, None) => Ok(Ends::Never),
            (Some(_), Some(_)) => Err(RruleRefused::EndsTwice),
            (Some(text), None) => match number("COUNT", text)? {
                0 => Err(bad("COUNT", text)),
                meetings => Ok(Ends::After(meetings)),
            },
            (None, Some(text)) => last_day(text, start).map(Ends::On),
        }
    }
}

/// The last day on which a meeting may begin.
pub(crate) fn last_day(text: &str, start: Option<Start<'_>>) -> Result<Date, RruleRefused> {
    match moment(text).ok_or_else(|| bad("UNTIL", text))? {
        Moment::Day(day) => Ok(day),
        Moment::Wall(until) => until_beside(until, start.ok_or(RruleRefused::NeedsStart { part: "UNTIL" })?),
        Moment::Utc(until) => {
            let start = start.ok_or(RruleRefused::NeedsStart { part: "UNTIL" })?;
            let instant = zone::instant(until.date(), until.time(), &TimeZone::UTC);
            until_beside(zone::wall(instant, start.zone), start)
        }
    }
}

fn until_beside(until: DateTime, start: Start<'_>) -> Result<Date, RruleRefused> {
    if until.time() >= start.at.time() {
        return Ok(until.date());
    }
    // The meeting of that day would begin after the end.
    until.date().yesterday().map_err(|_| bad("UNTIL", &until.to_string()))
}

/// A date or time as RFC 5545 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    Wall(DateTime),
    Utc(DateTime),
}

pub(crate) fn moment(text: &str) -> Option<Moment> {
    let (stamp, utc) = text.strip_suffix('Z').map_or((text, false), |stamp| (stamp, true));
    match stamp.split_once('T') {
        None if utc => None,
        None => day(stamp).map(Moment::Day),
        Some((of_day, of_time)) => {
            let at = day(of_day)?.to_datetime(clock(of_time)?);
            Some(if utc { Moment::Utc(at) } else { Moment::Wall(at) })
        }
    }
}

fn day(text: &str) -> Option<Date> {
    let (year, rest) = digits(text, 8)?.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn clock(text: &str) -> Option<Time> {
    let (hour, rest) = digits(text, 6)?.split_at_checked(2)?;
    let (minute, second) = rest.split_at_checked(2)?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, 0).ok()
}

fn digits(text: &str, many: usize) -> Option<&str> {
    (text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn number<N: core::str::FromStr>(part: &'static str, text: &str) -> Result<N, RruleRefused> {
    text.parse().map_err(|_| bad(part, text))
}

fn bad(part: &'static str, value: &str) -> RruleRefused {
    RruleRefused::Value { part, value: cut(value) }
}

/// What is quoted back is short: it may be anything.
fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
