//! Dates, times and lengths as pages say them: "Tuesday 24 November", "6:30pm to 8pm", "1 h 48 min".
//!
//! Everything is kept in pieces, so that Fluent can word it in any language; `Display` is the
//! British wording, in the style of GOV.UK (12 noon and midnight in words, no ":00").

use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp};

/// A date in full; the year only where it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidDate {
    /// The day of the week.
    pub weekday: Weekday,
    /// 1 to 31.
    pub day: i8,
    /// 1 to 12.
    pub month: i8,
    /// Where it is said.
    pub year: Option<i16>,
}

/// "Tuesday 24 November 2026".
pub fn date_in_full(date: Date) -> SaidDate {
    SaidDate { weekday: date.weekday(), day: date.day(), month: date.month(), year: Some(date.year()) }
}

/// "Tuesday 24 November", and with the year where it is not the year of `today`.
pub fn date(date: Date, today: Date) -> SaidDate {
    let said = date_in_full(date);
    SaidDate { year: said.year.filter(|year| *year != today.year()), ..said }
}

impl SaidDate {
    /// The weekday's key in Fluent: `tuesday`.
    pub fn weekday_key(&self) -> &'static str {
        weekday_key(self.weekday)
    }

    /// The month's key in Fluent: `november`.
    pub fn month_key(&self) -> &'static str {
        MONTHS.get(month_place(self.month)).map_or("", |(key, _)| key)
    }
}

impl fmt::Display for SaidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = MONTHS.get(month_place(self.month)).map_or("", |(_, name)| name);
        write!(f, "{} {} {month}", weekday_name(self.weekday), self.day)?;
        self.year.map_or(Ok(()), |year| write!(f, " {year}"))
    }
}

/// The key of a day of the week in Fluent: `tuesday`.
pub fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

fn weekday_name(day: Weekday) -> &'static str {
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

/// Keys and British names of the months, January first.
const MONTHS: [(&str, &str); 12] = [
    ("january", "January"),
    ("february", "February"),
    ("march", "March"),
    ("april", "April"),
    ("may", "May"),
    ("june", "June"),
    ("july", "July"),
    ("august", "August"),
    ("september", "September"),
    ("october", "October"),
    ("november", "November"),
    ("december", "December"),
];

fn month_place(month: i8) -> usize {
    usize::try_from(month).unwrap_or(0).wrapping_sub(1)
}

/// A time of the day by the twelve-hour clock; seconds are never said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidTime {
    /// 12 noon.
    Noon,
    /// Midnight.
    Midnight,
    /// Before noon.
    Morning {
        /// 1 to 12.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
    /// After noon.
    Afternoon {
        /// 1 to 12.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
}

/// "7pm", "6:30pm", "12 noon", "midnight".
pub fn time(time: Time) -> SaidTime {
    let minute = time.minute();
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    match (time.hour(), minute) {
        (12, 0) => SaidTime::Noon,
        (0, 0) => SaidTime::Midnight,
        (0..12, _) => SaidTime::Morning { hour, minute },
        _ => SaidTime::Afternoon { hour, minute },
    }
}

impl fmt::Display for SaidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, half) = match *self {
            Self::Noon => return f.write_str("12 noon"),
            Self::Midnight => return f.write_str("midnight"),
            Self::Morning { hour, minute } => (hour, minute, "am"),
            Self::Afternoon { hour, minute } => (hour, minute, "pm"),
        };
        if minute == 0 { write!(f, "{hour}{half}") } else { write!(f, "{hour}:{minute:02}{half}") }
    }
}

/// From one time to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidHours {
    /// The start.
    pub from: SaidTime,
    /// The end.
    pub to: SaidTime,
}

/// "6:30pm to 8pm".
pub fn hours(from: Time, to: Time) -> SaidHours {
    SaidHours { from: time(from), to: time(to) }
}

impl fmt::Display for SaidHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// A length of time, rounded down to what still helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidLength {
    /// Less than a minute.
    Moment,
    /// Under an hour.
    Minutes(i64),
    /// Under ten hours; minutes may be 0.
    HoursAndMinutes {
        /// 1 to 9.
        hours: i64,
        /// 0 to 59.
        minutes: i64,
    },
    /// From ten hours and under two days.
    Hours(i64),
    /// Two days or more.
    Days(i64),
}

/// "1 h 48 min", "7 h", "26 h", "3 days"; the sign of a length is left aside.
pub fn length(length: SignedDuration) -> SaidLength {
    let minutes = length.as_mins().saturating_abs();
    match minutes {
        0 => SaidLength::Moment,
        1..60 => SaidLength::Minutes(minutes),
        60..600 => SaidLength::HoursAndMinutes { hours: minutes / 60, minutes: minutes % 60 },
        600..2_880 => SaidLength::Hours(minutes / 60),
        _ => SaidLength::Days(minutes / 1_440),
    }
}

impl fmt::Display for SaidLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment => f.write_str("less than a minute"),
            Self::Minutes(minutes) => write!(f, "{minutes} min"),
            Self::HoursAndMinutes { hours, minutes: 0 } | Self::Hours(hours) => write!(f, "{hours} h"),
            Self::HoursAndMinutes { hours, minutes } => write!(f, "{hours} h {minutes} min"),
            Self::Days(days) => write!(f, "{days} days"),
        }
    }
}

/// How a moment stands to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// So long until then.
    Still(SaidLength),
    /// So long ago; it is late.
    Late(SaidLength),
}

/// How long is left until a moment, or how late it is. At the moment itself nothing is late.
pub fn left(now: Timestamp, until: Timestamp) -> Left {
    let between = until.duration_since(now);
    if between.is_negative() { Left::Late(length(between)) } else { Left::Still(length(between)) }
}

/// A day as one says it from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NearDay {
    /// The day before today.
    Yesterday,
    /// Today.
    Today,
    /// The day after today.
    Tomorrow,
    /// Two to six days ahead: the name of the day says enough.
    ThisWeek(Weekday),
    /// Any other day, said in full.
    Other(SaidDate),
}

/// Today, tomorrow, a weekday, or the date.
pub fn near(day: Date, today: Date) -> NearDay {
    match today.until(day).map(|span| span.get_days()) {
        Ok(-1) => NearDay::Yesterday,
        Ok(0) => NearDay::Today,
        Ok(1) => NearDay::Tomorrow,
        Ok(2..=6) => NearDay::ThisWeek(day.weekday()),
        _ => NearDay::Other(date(day, today)),
    }
}

impl NearDay {
    /// The key in Fluent: `yesterday`, `today`, `tomorrow`, `tuesday` …, or `date`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Yesterday => "yesterday",
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::ThisWeek(day) => weekday_key(*day),
            Self::Other(_) => "date",
        }
    }
}

impl fmt::Display for NearDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yesterday => f.write_str("Yesterday"),
            Self::Today => f.write_str("Today"),
            Self::Tomorrow => f.write_str("Tomorrow"),
            Self::ThisWeek(day) => f.write_str(weekday_name(*day)),
            Self::Other(said) => said.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, time as clock};

    const TODAY: Date = day(2026, 11, 23);

    #[track_caller]
    fn check_time(hour: i8, minute: i8, expected: &str) {
        assert_eq!(time(clock(hour, minute, 0, 0)).to_string(), expected);
    }

    #[track_caller]
    fn check_left(minutes: i64, expected: &str) {
        assert_eq!(length(SignedDuration::from_mins(minutes)).to_string(), expected);
    }

    #[test]
    fn dates_are_said_in_full_without_this_year() {
        assert_eq!(date(day(2026, 11, 24), TODAY).to_string(), "Tuesday 24 November");
        assert_eq!(date(day(2027, 1, 1), TODAY).to_string(), "Friday 1 January 2027");
        assert_eq!(date_in_full(day(2026, 12, 31)).to_string(), "Thursday 31 December 2026");
    }

    #[test]
    fn dates_have_keys_for_other_languages() {
        let said = date(day(2026, 5, 31), TODAY);
        assert_eq!((said.weekday_key(), said.month_key()), ("sunday", "may"));
    }

    #[test]
    fn full_hours_are_said_without_minutes() {
        check_time(19, 0, "7pm");
        check_time(18, 30, "6:30pm");
        check_time(9, 5, "9:05am");
    }

    #[test]
    fn noon_and_midnight_are_words_and_their_neighbours_are_not() {
        check_time(12, 0, "12 noon");
        check_time(0, 0, "midnight");
        check_time(0, 30, "12:30am");
        check_time(12, 30, "12:30pm");
        check_time(11, 59, "11:59am");
        check_time(23, 59, "11:59pm");
    }

    #[test]
    fn hours_are_said_from_one_to_the_other() {
        assert_eq!(hours(clock(18, 30, 0, 0), clock(20, 0, 0, 0)).to_string(), "6:30pm to 8pm");
    }

    #[test]
    fn lengths_say_what_still_helps() {
        check_left(0, "less than a minute");
        check_left(59, "59 min");
        check_left(60, "1 h");
        check_left(108, "1 h 48 min");
        check_left(420, "7 h");
        check_left(605, "10 h");
        check_left(2_879, "47 h");
        check_left(2_880, "2 days");
        check_left(4_400, "3 days");
    }

    #[test]
    fn a_moment_that_has_passed_is_late() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let after = |seconds| now + SignedDuration::from_secs(seconds);
        assert_eq!(left(now, after(0)), Left::Still(SaidLength::Moment));
        assert_eq!(left(now, after(180)), Left::Still(SaidLength::Minutes(3)));
        assert_eq!(left(now, after(-7_200)), Left::Late(SaidLength::HoursAndMinutes { hours: 2, minutes: 0 }));
        assert!(matches!(left(Timestamp::MIN, Timestamp::MAX), Left::Still(SaidLength::Days(7_000_000..))));
    }

    #[test]
    fn near_days_are_said_from_today() {
        let said = |date| near(date, TODAY).to_string();
        assert_eq!(said(day(2026, 11, 22)), "Yesterday");
        assert_eq!(said(day(2026, 11, 23)), "Today");
        assert_eq!(said(day(2026, 11, 24)), "Tomorrow");
        assert_eq!(said(day(2026, 11, 25)), "Wednesday");
        assert_eq!(said(day(2026, 11, 29)), "Sunday");
        assert_eq!(said(day(2026, 11, 30)), "Monday 30 November");
        assert_eq!(near(day(2026, 11, 25), TODAY).key(), "wednesday");
        assert_eq!(near(Date::MAX, Date::MIN).key(), "date");
    }
}
