//! How often a series meets, as a rule in wall-clock days.
//!
//! The rule knows days only; the hours stand beside it and the zone is applied by `calendar`,
//! so that "every Tuesday at 7" stays at 7 on both sides of a clock change (AV2).

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};
use jiff::civil::{Date, Time, Weekday};

/// How often something happens, in days of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Every {
    /// Each day, or each `interval`-th day counted from the first one.
    Days {
        /// 1 is every day, 2 every other day.
        interval: u16,
    },
    /// On these days of the week, each week or each `interval`-th week counted from the first one.
    Weeks {
        /// 1 is every week, 2 every two weeks.
        interval: u16,
        /// The days; at least one.
        days: DaysOfWeek,
    },
    /// On the first, third, last … of a weekday in the month.
    MonthsByWeekday {
        /// 1 is every month.
        interval: u16,
        /// Which ones; at least one.
        which: BTreeSet<NthWeekday>,
    },
    /// On these days of the month; -1 is the last day.
    MonthsByDay {
        /// 1 is every month.
        interval: u16,
        /// 1 to 31, or -1 to -31 counted from the end.
        days: BTreeSet<i8>,
    },
    /// Each year on the date of the first one.
    Years {
        /// 1 is every year.
        interval: u16,
    },
}

/// When a rule stops making sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It goes on until somebody changes it.
    Never,
    /// The last day on which it may still meet, in wall-clock days.
    On(Date),
    /// After so many meetings.
    After(u32),
}

/// Days of the week as a set, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct DaysOfWeek(u8);

impl DaysOfWeek {
    /// No day at all.
    pub const NONE: Self = Self(0);
    /// Monday to Sunday.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);

    /// The set of these days.
    pub fn of(days: &[Weekday]) -> Self {
        days.iter().fold(Self::NONE, |set, day| set.with(*day))
    }

    /// The days from one to another, both counted, going round the end of the week.
    pub fn span(from: Weekday, to: Weekday) -> Self {
        let mut set = Self::NONE.with(from);
        let mut day = from;
        while day != to {
            day = day.next();
            set = set.with(day);
        }
        set
    }

    /// This set and one more day.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.to_monday_zero_offset())
    }

    /// Both sets together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set has this day.
    pub fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// Whether the set has no day.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days in order, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |day| self.has(*day))
    }
}

/// The week, Monday first.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// "The third Saturday" (3) or "the last Tuesday" (-1) of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NthWeekday {
    /// 1 to 5 counted from the start of the month, -1 to -5 from its end.
    pub nth: i8,
    /// The day of the week.
    pub day: Weekday,
}

impl PartialOrd for NthWeekday {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NthWeekday {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        let key = |which: &Self| (which.nth < 0, which.nth, which.day.to_monday_zero_offset());
        key(self).cmp(&key(other))
    }
}

/// Why a rule cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefused {
    /// A rule has to name at least one day.
    #[error("the rule names no day")]
    NoDay,
    /// An interval is at least 1; more than 366 makes no sense.
    #[error("the rule's interval is not between 1 and 366")]
    Interval,
    /// There is no sixth Monday and no 32nd.
    #[error("the rule names a day that no month has")]
    NoSuchDay,
    /// The meeting would end before, or when, it begins.
    #[error("the end is not after the start")]
    EndsBeforeStart,
}

impl Every {
    /// A rule names at least one day that exists, and an interval of at least 1.
    ///
    /// # Errors
    /// Says which part cannot stand.
    pub fn checked(self) -> Result<Self, RuleRefused> {
        let interval = match &self {
            Self::Days { interval } | Self::Years { interval } => *interval,
            Self::Weeks { interval, days } => {
                if days.is_empty() {
                    return Err(RuleRefused::NoDay);
                }
                *interval
            }
            Self::MonthsByWeekday { interval, which } => {
                if which.is_empty() {
                    return Err(RuleRefused::NoDay);
                }
                if which.iter().any(|one| one.nth == 0 || one.nth.unsigned_abs() > 5) {
                    return Err(RuleRefused::NoSuchDay);
                }
                *interval
            }
            Self::MonthsByDay { interval, days } => {
                if days.is_empty() {
                    return Err(RuleRefused::NoDay);
                }
                if days.iter().any(|day| *day == 0 || day.unsigned_abs() > 31) {
                    return Err(RuleRefused::NoSuchDay);
                }
                *interval
            }
        };
        if (1..=366).contains(&interval) { Ok(self) } else { Err(RuleRefused::Interval) }
    }

    /// Every week on these days.
    pub fn weekly(days: DaysOfWeek) -> Self {
        Self::Weeks { interval: 1, days }
    }

    /// The rule as RFC 5545 writes it, without its end: `FREQ=WEEKLY;BYDAY=TU,WE`.
    pub fn rrule(&self) -> String {
        let mut text = String::new();
        let (name, interval) = match self {
            Self::Days { interval } => ("DAILY", interval),
            Self::Weeks { interval, .. } => ("WEEKLY", interval),
            Self::MonthsByWeekday { interval, .. } | Self::MonthsByDay { interval, .. } => ("MONTHLY", interval),
            Self::Years { interval } => ("YEARLY", interval),
        };
        // Writing into a String cannot fail.
        let _ = write!(text, "FREQ={name}");
        if *interval > 1 {
            let _ = write!(text, ";INTERVAL={interval}");
        }
        let by: Vec<String> = match self {
            Self::Weeks { days, .. } => days.days().map(|day| String::from(code(day))).collect(),
            Self::MonthsByWeekday { which, .. } => {
                which.iter().map(|one| alloc::format!("{}{}", one.nth, code(one.day))).collect()
            }
            Self::MonthsByDay { days, .. } => days.iter().map(|day| alloc::format!("{day}")).collect(),
            Self::Days { .. } | Self::Years { .. } => Vec::new(),
        };
        if !by.is_empty() {
            let part = if matches!(self, Self::MonthsByDay { .. }) { "BYMONTHDAY" } else { "BYDAY" };
            let _ = write!(text, ";{part}={}", by.join(","));
        }
        text
    }
}

/// Two letters for a day, as RFC 5545 writes them.
pub fn code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rrule())
    }
}

/// A rule with its hours, as one organisation keeps wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// On which days.
    pub every: Every,
    /// When a meeting begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends, by the clock on the wall; always later on the same day.
    pub ends: Time,
}

impl Pattern {
    /// A meeting ends later than it begins, on the same day.
    ///
    /// # Errors
    /// Says which part cannot stand.
    pub fn checked(self) -> Result<Self, RuleRefused> {
        if self.ends <= self.starts {
            return Err(RuleRefused::EndsBeforeStart);
        }
        Ok(Self { every: self.every.checked()?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(every: Every, expected: &str) {
        assert_eq!(every.checked().map(|rule| rule.rrule()), Ok(String::from(expected)));
    }

    #[test]
    fn tuesday_and_wednesday_stand_in_the_week_s_order() {
        check(Every::weekly(DaysOfWeek::of(&[Weekday::Wednesday, Weekday::Tuesday])), "FREQ=WEEKLY;BYDAY=TU,WE");
    }

    #[test]
    fn a_span_goes_round_the_end_of_the_week() {
        check(Every::weekly(DaysOfWeek::span(Weekday::Saturday, Weekday::Monday)), "FREQ=WEEKLY;BYDAY=MO,SA,SU");
    }

    #[test]
    fn the_last_one_stands_after_the_numbered_ones() {
        let which = [(-1, Weekday::Tuesday), (1, Weekday::Saturday)];
        let which = which.into_iter().map(|(nth, day)| NthWeekday { nth, day }).collect();
        check(Every::MonthsByWeekday { interval: 1, which }, "FREQ=MONTHLY;BYDAY=1SA,-1TU");
    }

    #[test]
    fn every_two_weeks_says_its_interval() {
        check(
            Every::Weeks { interval: 2, days: DaysOfWeek::of(&[Weekday::Friday]) },
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        );
    }

    #[test]
    fn a_rule_without_a_day_is_refused() {
        assert_eq!(Every::weekly(DaysOfWeek::NONE).checked(), Err(RuleRefused::NoDay));
    }

    #[test]
    fn an_interval_of_none_is_refused() {
        assert_eq!(Every::Days { interval: 0 }.checked(), Err(RuleRefused::Interval));
    }

    #[test]
    fn there_is_no_sixth_monday() {
        let which = [NthWeekday { nth: 6, day: Weekday::Monday }].into_iter().collect();
        assert_eq!(Every::MonthsByWeekday { interval: 1, which }.checked(), Err(RuleRefused::NoSuchDay));
    }

    #[test]
    fn a_meeting_that_ends_as_it_begins_is_refused() {
        let noon = jiff::civil::time(12, 0, 0, 0);
        let pattern = Pattern { every: Every::Days { interval: 1 }, starts: noon, ends: noon };
        assert_eq!(pattern.checked(), Err(RuleRefused::EndsBeforeStart));
    }
}
