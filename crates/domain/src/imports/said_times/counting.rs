//! From the days that a clause names to rules: weekly, counted in the month, counted from a first date.

use super::doubts::Doubt;
use super::phrases::When;
use crate::sessions::recurrence::{DaysOfWeek, Every, NthWeekday};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;
use jiff::civil::Date;

/// The rules of one clause and what they leave open.
pub(super) struct Counted {
    pub(super) everys: Vec<Every>,
    pub(super) doubts: Vec<Doubt>,
}

/// The rules for these days, every so many weeks or months.
pub(super) fn everys(whens: &[When], interval: Option<u16>, monthly: Option<u16>) -> Counted {
    let mut doubts = Vec::new();
    let mut week = DaysOfWeek::NONE;
    let mut in_month: BTreeSet<NthWeekday> = BTreeSet::new();
    let mut month_days: BTreeSet<i8> = BTreeSet::new();
    let mut others = Vec::new();
    let several = whens.iter().filter(|when| matches!(when, When::Nth { .. })).count() > 1;
    let mut after_one: Option<&str> = None;
    for when in whens {
        match when {
            When::Weekly(days) => {
                // "the first Monday and Tuesday": the first Tuesday, or every Tuesday?
                if let Some(said) = after_one {
                    doubts.push(Doubt::WhichOfTheMonth { said: said.into() });
                }
                week = week.and(*days);
            }
            When::Nth { which, every, many, said } => {
                after_one = Some(said);
                match reading_of(which, *every, *many, monthly.is_some() || several) {
                    Reading::InMonth => in_month.extend(which.iter().copied()),
                    Reading::InWeeks(every) => others.push(every),
                    Reading::Open => {
                        doubts.push(Doubt::WhichOfTheMonth { said: said.clone() });
                        in_month.extend(which.iter().copied());
                    }
                }
            }
            When::MonthDays(days) => month_days.extend(days.iter().copied()),
            When::Days(interval) => others.push(Every::Days { interval: *interval }),
            When::Years(interval) => others.push(Every::Years { interval: *interval }),
        }
    }
    let monthly = monthly.unwrap_or(1);
    if let Some(weeks) = interval
        && (week.is_empty() || !in_month.is_empty() || !month_days.is_empty() || !others.is_empty())
    {
        doubts.push(Doubt::HowOften { said: format!("every {weeks} weeks") });
    }
    let mut everys = Vec::new();
    if !week.is_empty() {
        everys.push(Every::Weeks { interval: interval.unwrap_or(1), days: week });
    }
    if !in_month.is_empty() {
        everys.push(Every::MonthsByWeekday { interval: monthly, which: in_month });
    }
    if !month_days.is_empty() {
        everys.push(Every::MonthsByDay { interval: monthly, days: month_days });
    }
    everys.extend(others);
    Counted { everys, doubts }
}

enum Reading {
    InMonth,
    InWeeks(Every),
    Open,
}

/// "1st and 3rd Mondays" can only be counted in the month; "second Tuesday" could be every two weeks.
fn reading_of(which: &BTreeSet<NthWeekday>, every: bool, many: bool, of_the_month: bool) -> Reading {
    let only = match which.first() {
        Some(only) if which.len() == 1 => *only,
        _ => return Reading::InMonth,
    };
    if let (true, false, 2.., Ok(interval)) = (every, of_the_month, only.nth, u16::try_from(only.nth)) {
        return Reading::InWeeks(Every::Weeks { interval, days: DaysOfWeek::NONE.with(only.day) });
    }
    let plain = of_the_month || (matches!(only.nth, 1 | -1) && (every || many));
    if plain { Reading::InMonth } else { Reading::Open }
}

/// A rule with an interval means nothing certain until its first day is known.
pub(super) fn needs_first_date(every: &Every) -> bool {
    match every {
        Every::Years { .. } => true,
        Every::Days { interval }
        | Every::Weeks { interval, .. }
        | Every::MonthsByWeekday { interval, .. }
        | Every::MonthsByDay { interval, .. } => *interval > 1,
    }
}

/// Whether the first meeting of this rule can be on this day.
pub(super) fn may_begin_on(every: &Every, first: Date) -> bool {
    match every {
        Every::Days { .. } | Every::Years { .. } => true,
        Every::Weeks { days, .. } => days.has(first.weekday()),
        Every::MonthsByWeekday { which, .. } => which.iter().any(|one| is_nth(*one, first)),
        Every::MonthsByDay { days, .. } => {
            let from_end = first.day() - first.days_in_month() - 1;
            days.contains(&first.day()) || days.contains(&from_end)
        }
    }
}

fn is_nth(one: NthWeekday, on: Date) -> bool {
    let from_start = (on.day() - 1) / 7 + 1;
    let from_end = (on.day() - on.days_in_month()) / 7 - 1;
    one.day == on.weekday() && (one.nth == from_start || one.nth == from_end)
}

/// Whether two rules may fall on the same day.
pub(super) fn may_share_a_day(a: &Every, b: &Every) -> bool {
    match (a, b) {
        (Every::Weeks { days: a, .. }, Every::Weeks { days: b, .. }) => a.days().any(|day| b.has(day)),
        (Every::Weeks { days, .. }, Every::MonthsByWeekday { which, .. })
        | (Every::MonthsByWeekday { which, .. }, Every::Weeks { days, .. }) => {
            which.iter().any(|one| days.has(one.day))
        }
        (Every::MonthsByWeekday { which: a, .. }, Every::MonthsByWeekday { which: b, .. }) => {
            a.iter().any(|one| b.iter().any(|other| may_be_the_same(*one, *other)))
        }
        (Every::MonthsByDay { days: a, .. }, Every::MonthsByDay { days: b, .. }) => {
            a.iter().any(|day| b.iter().any(|other| day == other || (*day < 0) != (*other < 0)))
        }
        _ => true,
    }
}

/// The last Friday is the fourth or the fifth one.
fn may_be_the_same(one: NthWeekday, other: NthWeekday) -> bool {
    let (from_start, from_end) = if one.nth > other.nth { (one.nth, other.nth) } else { (other.nth, one.nth) };
    one.day == other.day
        && (one.nth == other.nth || (from_end < 0 && from_start > 0 && matches!(from_start - from_end, 5 | 6)))
}
