//! Which days a rule in text names.

use std::collections::BTreeSet;

use bothy_domain::sessions::recurrence::{DaysOfWeek, Every, NthWeekday, WEEK, code};
use jiff::civil::Weekday;

use super::{Parts, RruleRefused, Start, bad, cut, number};

/// One entry of BYDAY: `TU`, or `2TU`, or `-1TU`.
struct NamedDay {
    nth: Option<i8>,
    day: Weekday,
}

pub(super) fn every(parts: &Parts<'_>, start: Option<Start<'_>>) -> Result<Every, RruleRefused> {
    let interval = parts.interval()?;
    match parts.freq {
        None => Err(RruleRefused::NoFrequency),
        Some("DAILY") => {
            refuse("BYMONTH", parts.by_month)?;
            match same_every_week_or_month(parts, interval)? {
                Some(every) => Ok(every),
                None => Ok(Every::Days { interval }),
            }
        }
        Some("WEEKLY") => weekly(parts, interval, start),
        Some("MONTHLY") => monthly(parts, interval, start),
        Some("YEARLY") => yearly(parts, interval, start),
        Some(often @ ("HOURLY" | "MINUTELY" | "SECONDLY")) => Err(RruleRefused::TooOften { frequency: cut(often) }),
        Some(other) => Err(bad("FREQ", other)),
    }
}

/// With an interval of 1 and nothing else said, plain weekdays mean every week and plain days of
/// the month mean every month, whatever the frequency is called.
fn same_every_week_or_month(parts: &Parts<'_>, interval: u16) -> Result<Option<Every>, RruleRefused> {
    refuse("BYSETPOS", parts.by_set_pos)?;
    match (parts.by_day, parts.by_month_day) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(RruleRefused::NotKept { part: "BYDAY with BYMONTHDAY" }),
        (Some(text), None) if interval == 1 => Ok(Some(Every::weekly(plain_days(text)?))),
        (None, Some(text)) if interval == 1 => Ok(Some(Every::MonthsByDay { interval, days: month_days(text)? })),
        (Some(_), None) => Err(RruleRefused::NotKept { part: "BYDAY" }),
        (None, Some(_)) => Err(RruleRefused::NotKept { part: "BYMONTHDAY" }),
    }
}

fn weekly(parts: &Parts<'_>, interval: u16, start: Option<Start<'_>>) -> Result<Every, RruleRefused> {
    refuse("BYMONTH", parts.by_month)?;
    refuse("BYMONTHDAY", parts.by_month_day)?;
    refuse("BYSETPOS", parts.by_set_pos)?;
    let days = match (parts.by_day, start) {
        (Some(text), _) => plain_days(text)?,
        (None, Some(start)) => DaysOfWeek::of(&[start.at.weekday()]),
        (None, None) => return Err(RruleRefused::NeedsStart { part: "the day of the week" }),
    };
    Ok(Every::Weeks { interval, days })
}

fn monthly(parts: &Parts<'_>, interval: u16, start: Option<Start<'_>>) -> Result<Every, RruleRefused> {
    refuse("BYMONTH", parts.by_month)?;
    match (parts.by_day, parts.by_month_day) {
        (Some(_), Some(_)) => Err(RruleRefused::NotKept { part: "BYDAY with BYMONTHDAY" }),
        (None, Some(text)) => {
            refuse("BYSETPOS", parts.by_set_pos)?;
            Ok(Every::MonthsByDay { interval, days: month_days(text)? })
        }
        (None, None) => {
            refuse("BYSETPOS", parts.by_set_pos)?;
            let start = start.ok_or(RruleRefused::NeedsStart { part: "the day of the month" })?;
            Ok(Every::MonthsByDay { interval, days: BTreeSet::from([start.at.day()]) })
        }
        (Some(text), None) => by_weekday_of_month(parts, interval, text),
    }
}

fn by_weekday_of_month(parts: &Parts<'_>, interval: u16, text: &str) -> Result<Every, RruleRefused> {
    let named = named_days(text)?;
    if let Some(places) = parts.by_set_pos {
        // "The second of all Tuesdays": one plain weekday, as Outlook writes it.
        let [NamedDay { nth: None, day }] = named.as_slice() else {
            return Err(RruleRefused::NotKept { part: "BYSETPOS" });
        };
        let nth = |text: &str| Ok(NthWeekday { nth: number("BYSETPOS", text.trim())?, day: *day });
        let which = places.split(',').map(nth).collect::<Result<BTreeSet<_>, RruleRefused>>()?;
        return Ok(Every::MonthsByWeekday { interval, which });
    }
    let nth = |one: &NamedDay| one.nth.map(|nth| NthWeekday { nth, day: one.day });
    if let Some(which) = named.iter().map(nth).collect::<Option<BTreeSet<_>>>() {
        return Ok(Every::MonthsByWeekday { interval, which });
    }
    // Plain weekdays, or a mixture that no form could show.
    match same_every_week_or_month(parts, interval)? {
        Some(every) => Ok(every),
        None => Err(RruleRefused::NotKept { part: "BYDAY" }),
    }
}

fn yearly(parts: &Parts<'_>, interval: u16, start: Option<Start<'_>>) -> Result<Every, RruleRefused> {
    let Some(month) = parts.by_month else {
        return Ok(same_every_week_or_month(parts, interval)?.unwrap_or(Every::Years { interval }));
    };
    // "Each 24 November" beside a start on 24 November says nothing new.
    refuse("BYDAY", parts.by_day)?;
    refuse("BYSETPOS", parts.by_set_pos)?;
    let start = start.ok_or(RruleRefused::NeedsStart { part: "BYMONTH" })?;
    if number::<i8>("BYMONTH", month).ok() != Some(start.at.month()) {
        return Err(RruleRefused::NotKept { part: "BYMONTH" });
    }
    match parts.by_month_day {
        Some(text) if number::<i8>("BYMONTHDAY", text).ok() != Some(start.at.day()) => {
            Err(RruleRefused::NotKept { part: "BYMONTHDAY" })
        }
        _ => Ok(Every::Years { interval }),
    }
}

/// A week that begins on another day matters only with an interval, and only when the rule's days
/// (and the start) do not lie together in both kinds of week.
pub(super) fn check_week_start(parts: &Parts<'_>, every: &Every, start: Option<Start<'_>>) -> Result<(), RruleRefused> {
    let Some(text) = parts.wkst else { return Ok(()) };
    let begins = weekday(text).ok_or_else(|| bad("WKST", text))?;
    let Every::Weeks { interval, days } = every else { return Ok(()) };
    if *interval == 1 {
        return Ok(());
    }
    let days = start.map_or(*days, |start| days.with(start.at.weekday()));
    let before = |day: Weekday| day.to_monday_zero_offset() < begins.to_monday_zero_offset();
    if days.days().any(before) && days.days().any(|day| !before(day)) {
        return Err(RruleRefused::WeekStart);
    }
    Ok(())
}

fn refuse(part: &'static str, value: Option<&str>) -> Result<(), RruleRefused> {
    value.map_or(Ok(()), |_| Err(RruleRefused::NotKept { part }))
}

fn plain_days(text: &str) -> Result<DaysOfWeek, RruleRefused> {
    let named = named_days(text)?;
    if named.iter().any(|one| one.nth.is_some()) {
        return Err(RruleRefused::NotKept { part: "BYDAY" });
    }
    Ok(named.iter().fold(DaysOfWeek::NONE, |set, one| set.with(one.day)))
}

fn named_days(text: &str) -> Result<Vec<NamedDay>, RruleRefused> {
    text.split(',').map(str::trim).map(|one| named_day(one).ok_or_else(|| bad("BYDAY", one))).collect()
}

fn named_day(text: &str) -> Option<NamedDay> {
    let (nth, letters) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = weekday(letters)?;
    if nth.is_empty() {
        return Some(NamedDay { nth: None, day });
    }
    nth.parse().ok().map(|nth| NamedDay { nth: Some(nth), day })
}

fn weekday(letters: &str) -> Option<Weekday> {
    WEEK.into_iter().find(|day| code(*day) == letters)
}

fn month_days(text: &str) -> Result<BTreeSet<i8>, RruleRefused> {
    text.split(',').map(|one| number("BYMONTHDAY", one.trim())).collect()
}
