//! A rule in plain English, so that a person can see what was understood.
//!
//! What is printed here reads back (`said_times`) as the same rule; a property test holds both together.

use crate::sessions::recurrence::{DaysOfWeek, Every, NthWeekday, Pattern, WEEK};
use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::civil::{Time, Weekday};

/// "Tuesdays and Wednesdays, 9:30am to 3:30pm".
pub fn pattern(pattern: &Pattern) -> String {
    format!("{}, {}", days(&pattern.every), hours(pattern.starts, pattern.ends))
}

/// "9:30am to 3:30pm".
pub fn hours(starts: Time, ends: Time) -> String {
    format!("{} to {}", hour(starts), hour(ends))
}

/// "9:30am", "12 noon".
pub fn hour(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "12 midnight".to_owned(),
        (12, 0) => "12 noon".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
        }
    }
}

/// "Monday to Friday", "First and third Saturdays of the month".
pub fn days(every: &Every) -> String {
    match every {
        Every::Days { interval: 1 } => "Every day".to_owned(),
        Every::Days { interval } => format!("Every {interval} days"),
        Every::Weeks { interval: 1, days } => week(*days),
        Every::Weeks { interval, days } => format!("Every {interval} weeks on {}", plurals(*days)),
        Every::MonthsByWeekday { interval, which } => capital(&format!("{} {}", weekdays(which), of_month(*interval))),
        Every::MonthsByDay { interval, days } => format!("On the {} {}", month_days(days), of_month(*interval)),
        Every::Years { interval: 1 } => "Every year".to_owned(),
        Every::Years { interval } => format!("Every {interval} years"),
    }
}

fn of_month(interval: u16) -> String {
    if interval == 1 { "of the month".to_owned() } else { format!("of every {interval} months") }
}

fn week(days: DaysOfWeek) -> String {
    let all: Vec<Weekday> = days.days().collect();
    if let (Some(first), Some(last)) = (all.first(), all.last())
        && all.len() > 2
        && DaysOfWeek::span(*first, *last) == days
    {
        return format!("{} to {}", name(*first), name(*last));
    }
    plurals(days)
}

fn plurals(days: DaysOfWeek) -> String {
    list(&days.days().map(|day| format!("{}s", name(day))).collect::<Vec<_>>())
}

fn weekdays(which: &BTreeSet<NthWeekday>) -> String {
    let groups: Vec<String> = WEEK
        .into_iter()
        .filter_map(|day| {
            let nths: Vec<String> = which.iter().filter(|one| one.day == day).map(|one| nth(one.nth)).collect();
            (!nths.is_empty()).then(|| format!("{} {}s", list(&nths), name(day)))
        })
        .collect();
    list(&groups)
}

fn month_days(days: &BTreeSet<i8>) -> String {
    let from_start = days.iter().filter(|day| **day > 0).map(|day| numbered(*day));
    let from_end = days.iter().rev().filter(|day| **day < 0).map(|day| match *day {
        -1 => "last".to_owned(),
        other => format!("{} last", numbered(other.saturating_neg())),
    });
    let words: Vec<String> = from_start.chain(from_end).collect();
    let unit = if days.iter().any(|day| *day < 0) { " day" } else { "" };
    format!("{}{unit}", list(&words))
}

fn nth(nth: i8) -> String {
    let word = match nth.unsigned_abs() {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        _ => "fifth",
    };
    match nth {
        -1 => "last".to_owned(),
        below if below < 0 => format!("{word} last"),
        _ => word.to_owned(),
    }
}

fn numbered(day: i8) -> String {
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// "a, b and c".
fn list(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// A day's name, as people write it.
pub fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[track_caller]
    fn check(every: Every, expected: &str) {
        let said = Pattern { every, starts: time(9, 30, 0, 0), ends: time(12, 0, 0, 0) };
        assert_eq!(pattern(&said), format!("{expected}, 9:30am to 12 noon"));
    }

    #[test]
    fn two_days_are_named_as_people_name_them() {
        check(Every::weekly(DaysOfWeek::of(&[Weekday::Wednesday, Weekday::Tuesday])), "Tuesdays and Wednesdays");
    }

    #[test]
    fn a_run_of_days_is_a_span() {
        check(Every::weekly(DaysOfWeek::WORKING), "Monday to Friday");
    }

    #[test]
    fn the_numbered_ones_of_a_month_are_words() {
        let which = [1, 3, 4].into_iter().map(|nth| NthWeekday { nth, day: Weekday::Saturday }).collect();
        check(Every::MonthsByWeekday { interval: 1, which }, "First, third and fourth Saturdays of the month");
    }

    #[test]
    fn the_last_day_of_a_month_says_day() {
        check(
            Every::MonthsByDay { interval: 1, days: [1, -1].into_iter().collect() },
            "On the 1st and last day of the month",
        );
    }
}
