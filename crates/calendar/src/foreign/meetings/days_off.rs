//! Days that a rule leaves out. A series of ours leaves out whole weeks, so a rule that meets several times in a week is
//! parted into rules that meet once.

use crate::expand::{dates_counted_from, names};
use bothy_domain::imports::EventRefusal;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, WEEK};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most meetings that are counted through to find the last one.
const MOST_COUNTED: u32 = 4_000;

/// A part of a rule.
pub(super) struct Part {
    pub every: Every,
    pub ends: Ends,
    pub off: BTreeSet<Date>,
}

/// The rule itself where it leaves out nothing or meets once a week at most; else in parts that do.
pub(super) fn parted(every: Every, ends: Ends, start: Date, off: &BTreeSet<Date>) -> Result<Vec<Part>, EventRefusal> {
    if off.is_empty() || is_once_a_week(&every) {
        return Ok(vec![Part { every, ends, off: off.clone() }]);
    }
    let Some(all) = parts(&every) else { return Err(EventRefusal::DaysOffNotKept) };
    let ends = last(&every, ends, start)?;
    let part = |every: Every| {
        let off = off.iter().copied().filter(|day| names(&every, *day)).collect();
        Part { every, ends, off }
    };
    Ok(all.into_iter().map(part).collect())
}

fn is_once_a_week(every: &Every) -> bool {
    match every {
        Every::Days { interval } => *interval >= 7,
        Every::Weeks { days, .. } => days.days().count() == 1,
        Every::MonthsByWeekday { which, .. } => which.len() == 1,
        Every::MonthsByDay { days, .. } => days.len() == 1,
        Every::Years { .. } => true,
    }
}

/// Rules that meet once a week at most and together on the same days; none where there are no such rules, or where
/// two of them could mean the same day.
fn parts(every: &Every) -> Option<Vec<Every>> {
    let weekly = |interval: u16, day| Every::Weeks { interval, days: DaysOfWeek::of(&[day]) };
    match every {
        Every::Days { interval: 1 } => Some(WEEK.into_iter().map(|day| weekly(1, day)).collect()),
        Every::Days { .. } | Every::Years { .. } => None,
        Every::Weeks { interval, days } => Some(days.days().map(|day| weekly(*interval, day)).collect()),
        Every::MonthsByWeekday { interval, which } => {
            let alike = |sign: fn(i8) -> bool| which.iter().all(|one| sign(one.nth));
            let one = |one: &NthWeekday| Every::MonthsByWeekday { interval: *interval, which: BTreeSet::from([*one]) };
            (alike(|nth| nth > 0) || alike(|nth| nth < 0)).then(|| which.iter().map(one).collect())
        }
        Every::MonthsByDay { interval, days } => {
            let one = |day: &i8| Every::MonthsByDay { interval: *interval, days: BTreeSet::from([*day]) };
            let alike = days.iter().all(|day| *day > 0) || days.iter().all(|day| *day < 0);
            alike.then(|| days.iter().map(one).collect())
        }
    }
}

/// A number of meetings cannot be shared out among parts; its last day can.
fn last(every: &Every, ends: Ends, start: Date) -> Result<Ends, EventRefusal> {
    let Ends::After(meetings) = ends else { return Ok(ends) };
    if meetings > MOST_COUNTED {
        return Err(EventRefusal::DaysOffNotKept);
    }
    let most = usize::try_from(meetings).unwrap_or(usize::MAX);
    let days = dates_counted_from(every, start, ends, start..=Date::MAX, most);
    let days = days.map_err(|_| EventRefusal::DaysOffNotKept)?;
    days.last().copied().map(Ends::On).ok_or(EventRefusal::Over)
}
