//! Rules that are none of ours ("the first Monday of each quarter"): their next meetings, one by one.

use crate::rule_text::{Start, last_day};
use jiff::civil::{Date, DateTime};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

/// The most meetings that are told one by one.
const MOST_MEETINGS: usize = 60;
/// The most such rules in one file: each may take the engine a while.
const MOST_RULES: usize = 40;
/// The oldest start that is walked from, in years before today: an older one would be a long walk.
const OLDEST_YEARS: i16 = 30;

/// How many such rules may still be walked in this file.
pub(super) struct Purse(usize);

impl Purse {
    pub fn new() -> Self {
        Self(MOST_RULES)
    }

    /// The days on which the rule meets between two days, at most sixty; none where it cannot be told.
    pub fn days(&mut self, text: &str, start: Start<'_>, from: Date, until: Date) -> Option<Vec<Date>> {
        let upper = text.trim().to_ascii_uppercase();
        let plain = ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"];
        let never = ["BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP", "X-"];
        if !plain.iter().any(|part| upper.contains(part)) || never.iter().any(|part| upper.contains(part)) {
            return None;
        }
        if start.at.date().year() < from.year() - OLDEST_YEARS || start.at.date().year() > from.year() + OLDEST_YEARS {
            return None;
        }
        self.0 = self.0.checked_sub(1)?;
        let (ends, parts): (Vec<&str>, Vec<&str>) = upper.split(';').partition(|part| part.starts_with("UNTIL="));
        let last = match ends.as_slice() {
            [] => until,
            [end] => last_day(end.strip_prefix("UNTIL=").unwrap_or(end), Some(start)).ok()?.min(until),
            _ => return None,
        };
        let rule: RRule<Unvalidated> = parts.join(";").parse().ok()?;
        let set: RRuleSet = rule.build(stamp(start.at.date().to_datetime(start.at.time()))?).ok()?;
        let day_before = from.yesterday().ok()?;
        let set = set.limit().after(stamp(day_before.at(23, 59, 59, 0))?).before(stamp(last.at(23, 59, 59, 0))?);
        let found = set.all(u16::try_from(MOST_MEETINGS).ok()?.saturating_add(1));
        let mut days: Vec<Date> = found.dates.iter().filter_map(day).collect();
        days.dedup();
        (days.len() <= MOST_MEETINGS).then_some(days)
    }
}

fn stamp(at: DateTime) -> Option<chrono::DateTime<Tz>> {
    use chrono::TimeZone as _;
    let part = |part: i8| u32::try_from(part).ok();
    let (month, day) = (part(at.month())?, part(at.day())?);
    let (hour, minute) = (part(at.hour())?, part(at.minute())?);
    Tz::UTC.with_ymd_and_hms(i32::from(at.year()), month, day, hour, minute, part(at.second())?).single()
}

fn day(at: &chrono::DateTime<Tz>) -> Option<Date> {
    use chrono::Datelike as _;
    let part = |part: u32| i8::try_from(part).ok();
    Date::new(i16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()
}
