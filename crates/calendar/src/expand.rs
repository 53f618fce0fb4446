//! The days on which a rule meets, as wall-clock dates.
//!
//! The `rrule` crate walks; it is given UTC midnights and never a zone, because a session is
//! promised in wall-clock time (the hours are joined to the day in [`crate::zone`]). Before it
//! walks, the rule is moved up close to the days asked for, so that a series ten years old costs
//! no more than a new one, and a rule that never meets is found out without walking.

use std::ops::RangeInclusive;

use bothy_domain::sessions::recurrence::{Ends, Every, NthWeekday, RuleRefused};
use chrono::TimeZone as _;
use jiff::Span;
use jiff::civil::{Date, Weekday};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz};

/// The earliest first day of a series; nothing older is planned by anybody alive.
const EARLIEST_YEAR: i16 = 1900;
/// How far beyond the first day asked for a walk may go, in years.
const HORIZON_YEARS: i16 = 100;
/// How long a rule that stops after so many meetings may be counted through, in years.
const COUNTED_YEARS: i16 = 200;
/// Every rule that meets at all, counted month by month, meets within so many days.
const LONGEST_GAP_DAYS: usize = 400;

/// Why the days of a rule cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpandRefused {
    /// The rule itself cannot stand.
    #[error("the rule cannot stand: {0}")]
    Rule(#[from] RuleRefused),
    /// The series would begin on a day that its own rule does not name.
    #[error("{first} is not a day that the rule names; the next one is {next:?}")]
    FirstNotInRule {
        /// The day given as the first one.
        first: Date,
        /// The next day that the rule names, if it names any.
        next: Option<Date>,
    },
    /// The first day lies before 1900.
    #[error("{first} is too long ago for a series to begin")]
    FirstTooLongAgo {
        /// The day given as the first one.
        first: Date,
    },
    /// More than a hundred years would have to be walked through (two hundred when counting).
    #[error("that is further ahead than {last} and is not worked out")]
    TooFar {
        /// The last day that would be worked out.
        last: Date,
    },
    /// The recurrence engine did not take the rule; the text is its own.
    #[error("the recurrence engine refused the rule: {0}")]
    Engine(String),
}

/// Whether the rule names this day, leaving aside its interval.
///
/// Every day is named by a rule in days or in years: those count from their first one.
pub fn names(every: &Every, day: Date) -> bool {
    match every {
        Every::Days { .. } | Every::Years { .. } => true,
        Every::Weeks { days, .. } => days.has(day.weekday()),
        Every::MonthsByDay { days, .. } => {
            let from_end = day.day() - day.days_in_month() - 1;
            days.contains(&day.day()) || days.contains(&from_end)
        }
        Every::MonthsByWeekday { which, .. } => {
            let nth = (day.day() - 1) / 7 + 1;
            let from_end = -((day.days_in_month() - day.day()) / 7 + 1);
            which.iter().any(|one| one.day == day.weekday() && (one.nth == nth || one.nth == from_end))
        }
    }
}

/// The first day on or after this one that the rule names, leaving aside its interval.
///
/// None when the rule names no day that exists, or at the end of year 9999.
pub fn first_match(every: &Every, on_or_after: Date) -> Option<Date> {
    on_or_after.series(Span::new().days(1)).take(LONGEST_GAP_DAYS).find(|day| names(every, *day))
}

/// The days on which a series meets, in order.
///
/// `first` is the day of the first meeting and has to be a day that the rule names; intervals
/// and [`Ends::After`] count from it. Only days within `between` are given, at most `limit` of
/// them: ask for one more than you need to learn whether there are more. The cost is that of
/// the days given, however old the series is and however far its end; only a monthly rule that
/// ends after so many meetings is walked from its first one.
///
/// # Errors
/// Says why the days cannot be told; nothing is ever left out silently.
pub fn dates(
    every: &Every,
    first: Date,
    ends: Ends,
    between: RangeInclusive<Date>,
    limit: usize,
) -> Result<Vec<Date>, ExpandRefused> {
    let every = every.clone().checked()?;
    if !names(&every, first) {
        return Err(ExpandRefused::FirstNotInRule { first, next: first_match(&every, first) });
    }
    dates_counted_from(&every, first, ends, between, limit)
}

/// As [`dates`], for rules from other calendars whose start need not be a meeting.
///
/// `start` only says from where weeks, months and meetings are counted (RFC 5545 leaves this
/// open; this follows what most programs do: a start off the rule is no meeting).
///
/// # Errors
/// As [`dates`], except that the start may be off the rule.
pub fn dates_counted_from(
    every: &Every,
    start: Date,
    ends: Ends,
    between: RangeInclusive<Date>,
    limit: usize,
) -> Result<Vec<Date>, ExpandRefused> {
    let every = every.clone().checked()?;
    if start.year() < EARLIEST_YEAR {
        return Err(ExpandRefused::FirstTooLongAgo { first: start });
    }
    let lower = start.max(*between.start());
    let mut upper = *between.end();
    let mut count = None;
    match ends {
        Ends::Never => {}
        Ends::On(last) => upper = upper.min(last),
        Ends::After(0) => return Ok(Vec::new()),
        Ends::After(meetings) => match last_of(&every, start, meetings) {
            Last::On(last) => upper = upper.min(last),
            Last::BeyondTime => {}
            Last::HasToBeCounted => count = Some(meetings),
        },
    }
    if limit == 0 || lower > upper {
        return Ok(Vec::new());
    }
    let (from, years) = if count.is_some() { (start, COUNTED_YEARS) } else { (lower, HORIZON_YEARS) };
    let window = Window { from, lower, upper, horizon: from.saturating_add(Span::new().years(years)), limit, count };
    window.walk(&every, start)
}

/// What is asked of one walk.
struct Window {
    /// Where the rule may be moved up to.
    from: Date,
    /// The first day that may be given.
    lower: Date,
    /// The last day that may be given.
    upper: Date,
    /// The last day up to which is walked.
    horizon: Date,
    /// How many days are given at most.
    limit: usize,
    /// How many meetings there are from the start, where only counting tells.
    count: Option<u32>,
}

impl Window {
    fn walk(&self, every: &Every, start: Date) -> Result<Vec<Date>, ExpandRefused> {
        let too_far = ExpandRefused::TooFar { last: self.horizon };
        let Some(anchor) = moved_up(every, start, self.from, self.upper.min(self.horizon)) else {
            // No meeting up to the end asked for, or up to where the walk would have stopped.
            return if self.horizon < self.upper { Err(too_far) } else { Ok(Vec::new()) };
        };
        let mut days = Vec::new();
        let mut met: u32 = 0;
        for instant in &engine(every, start, anchor)? {
            let Some(day) = to_jiff(&instant) else { break };
            if day > self.upper || self.count.is_some_and(|count| met >= count) {
                break;
            }
            if day > self.horizon {
                return Err(too_far);
            }
            if !names(every, day) {
                continue;
            }
            met = met.saturating_add(1);
            if day >= self.lower {
                days.push(day);
                if days.len() >= self.limit {
                    break;
                }
            }
        }
        Ok(days)
    }
}

/// The last day of a rule that ends after so many meetings.
enum Last {
    On(Date),
    BeyondTime,
    HasToBeCounted,
}

fn last_of(every: &Every, start: Date, meetings: u32) -> Last {
    let steps = i64::from(meetings) - 1;
    let days = match every {
        Every::Days { interval } => steps * i64::from(*interval),
        Every::Weeks { interval, days } => {
            let offsets: Vec<i64> = days.days().map(|day| i64::from(day.to_monday_zero_offset())).collect();
            let begins = i64::from(start.weekday().to_monday_zero_offset());
            // The first week counts only from the start on.
            let missed = offsets.iter().filter(|offset| **offset < begins).count();
            let place = steps + i64::try_from(missed).unwrap_or(0);
            let per_week = i64::try_from(offsets.len()).unwrap_or(1).max(1);
            let offset = usize::try_from(place % per_week).ok().and_then(|at| offsets.get(at)).copied();
            (place / per_week) * i64::from(*interval) * 7 + offset.unwrap_or(0) - begins
        }
        Every::MonthsByWeekday { .. } | Every::MonthsByDay { .. } | Every::Years { .. } => return Last::HasToBeCounted,
    };
    plus_days(start, days).map_or(Last::BeyondTime, Last::On)
}

fn plus_days(day: Date, days: i64) -> Option<Date> {
    let span = Span::new().try_days(days).ok()?;
    day.checked_add(span).ok()
}

/// The latest day to count from that changes no meeting on or after `from`.
///
/// None when the rule does not meet between then and `to`.
fn moved_up(every: &Every, start: Date, from: Date, to: Date) -> Option<Date> {
    let whole = |gone: i64, interval: u16| gone.max(0) / i64::from(interval) * i64::from(interval);
    match every {
        Every::Days { interval } => plus_days(start, whole(days_from(start, from)?, *interval)),
        Every::Weeks { interval, .. } => {
            let monday = monday_of(start)?;
            let weeks = whole(days_from(monday, monday_of(from)?)? / 7, *interval);
            if weeks == 0 { Some(start) } else { plus_days(monday, weeks * 7) }
        }
        Every::MonthsByWeekday { interval, .. } | Every::MonthsByDay { interval, .. } => {
            let months = whole(month_number(from) - month_number(start), *interval);
            let mut month = month_number(start) + months;
            while month <= month_number(to) {
                let opens = if month == month_number(start) { start } else { month_opens(month)? };
                if month_meets(every, opens) {
                    return Some(opens);
                }
                month += i64::from(*interval);
            }
            None
        }
        Every::Years { interval } => {
            let gone = whole(i64::from(from.year()) - i64::from(start.year()), *interval);
            let mut year = i64::from(start.year()) + gone;
            while year <= i64::from(to.year()) {
                let short = i16::try_from(year).ok()?;
                if Date::new(short, start.month(), start.day()).is_ok() {
                    return if short == start.year() { Some(start) } else { Date::new(short, 1, 1).ok() };
                }
                year += i64::from(*interval);
            }
            None
        }
    }
}

fn days_from(earlier: Date, later: Date) -> Option<i64> {
    earlier.until(later).ok().map(|span| i64::from(span.get_days()))
}

fn monday_of(day: Date) -> Option<Date> {
    plus_days(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// Months counted through the years, so that they can be subtracted.
fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

fn month_opens(number: i64) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    let month = i8::try_from(number.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// Whether the rule meets in the rest of the month, from this day on.
fn month_meets(every: &Every, from: Date) -> bool {
    from.series(Span::new().days(1)).take_while(|day| day.month() == from.month()).any(|day| names(every, day))
}

/// The rule as the engine takes it, counted from `anchor`.
fn engine(every: &Every, start: Date, anchor: Date) -> Result<RRuleSet, ExpandRefused> {
    let rule = match every {
        Every::Days { interval } => RRule::new(Frequency::Daily).interval(*interval),
        Every::Weeks { interval, days } => RRule::new(Frequency::Weekly)
            .interval(*interval)
            .by_weekday(days.days().map(|day| NWeekday::Every(to_chrono_weekday(day))).collect()),
        Every::MonthsByWeekday { interval, which } => {
            // The engine knows no fifth from last: where one is asked for it gives every such weekday
            // and the walk passes over those that the rule does not name.
            let beyond_engine = which.iter().any(|one| one.nth == -5);
            let nth = |one: &NthWeekday| match to_chrono_weekday(one.day) {
                day if beyond_engine => NWeekday::Every(day),
                day => NWeekday::Nth(i16::from(one.nth), day),
            };
            RRule::new(Frequency::Monthly).interval(*interval).by_weekday(which.iter().map(nth).collect())
        }
        Every::MonthsByDay { interval, days } => {
            RRule::new(Frequency::Monthly).interval(*interval).by_month_day(days.iter().copied().collect())
        }
        Every::Years { interval } => {
            let month = u8::try_from(start.month()).ok().and_then(|month| chrono::Month::try_from(month).ok());
            RRule::new(Frequency::Yearly)
                .interval(*interval)
                .by_month(&month.into_iter().collect::<Vec<_>>())
                .by_month_day(vec![start.day()])
        }
    };
    let midnight = to_chrono(anchor).ok_or(ExpandRefused::FirstTooLongAgo { first: anchor })?;
    rule.week_start(rrule::Weekday::Mon).build(midnight).map_err(|error| ExpandRefused::Engine(error.to_string()))
}

fn to_chrono(day: Date) -> Option<chrono::DateTime<Tz>> {
    let (month, of_month) = (u32::try_from(day.month()).ok()?, u32::try_from(day.day()).ok()?);
    Tz::UTC.with_ymd_and_hms(i32::from(day.year()), month, of_month, 0, 0, 0).single()
}

fn to_jiff(instant: &chrono::DateTime<Tz>) -> Option<Date> {
    use chrono::Datelike as _;
    let year = i16::try_from(instant.year()).ok()?;
    Date::new(year, i8::try_from(instant.month()).ok()?, i8::try_from(instant.day()).ok()?).ok()
}

fn to_chrono_weekday(day: Weekday) -> rrule::Weekday {
    match day {
        Weekday::Monday => rrule::Weekday::Mon,
        Weekday::Tuesday => rrule::Weekday::Tue,
        Weekday::Wednesday => rrule::Weekday::Wed,
        Weekday::Thursday => rrule::Weekday::Thu,
        Weekday::Friday => rrule::Weekday::Fri,
        Weekday::Saturday => rrule::Weekday::Sat,
        Weekday::Sunday => rrule::Weekday::Sun,
    }
}
