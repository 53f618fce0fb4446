//! The hours of a line over the week: `always`, or spans such as `mon 18:00 tue 02:00; fri 18:00 mon 06:00`.

use jiff::civil::{DateTime, Time, Weekday};

const WEEK: i32 = 7 * 24 * 60;

/// When a line answers, in minutes since Monday began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekHours {
    /// Day and night.
    Always,
    /// In these spans; an end before its start runs over the end of the week.
    Spans(Vec<(i32, i32)>),
}

/// Whether a line answers at a moment, and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Day and night.
    Always,
    /// Until this day and time.
    Until(Weekday, Time),
    /// Not now; from this day and time.
    From(Weekday, Time),
    /// Not now, and nobody has said when.
    Never,
}

impl WeekHours {
    /// Reads what was written; none where it is not of this form.
    pub fn read(text: &str) -> Option<Self> {
        if text.trim() == "always" {
            return Some(Self::Always);
        }
        let spans = text.split(';').map(span).collect::<Option<Vec<_>>>()?;
        Some(Self::Spans(spans))
    }

    /// The spans of a week, each with the day and time of its start and of its end; none for day and night.
    pub fn spans(&self) -> Vec<((Weekday, Time), (Weekday, Time))> {
        match self {
            Self::Always => Vec::new(),
            Self::Spans(spans) => spans.iter().map(|(from, to)| (moment(*from), moment(*to))).collect(),
        }
    }

    /// How it stands at a moment of the clock on the wall. The first minute counts, the last does not.
    pub fn at(&self, wall: DateTime) -> Answers {
        let Self::Spans(spans) = self else { return Answers::Always };
        let now = minute(wall.weekday(), wall.time());
        let length = |from: i32, to: i32| (to - from).rem_euclid(WEEK);
        if let Some((_, to)) = spans.iter().find(|(from, to)| length(*from, now) < length(*from, *to)) {
            let (day, time) = moment(*to);
            return Answers::Until(day, time);
        }
        match spans.iter().min_by_key(|(from, _)| length(now, *from)) {
            None => Answers::Never,
            Some((from, _)) => {
                let (day, time) = moment(*from);
                Answers::From(day, time)
            }
        }
    }
}

fn span(text: &str) -> Option<(i32, i32)> {
    let mut words = text.split_whitespace();
    let from = minute(day(words.next()?)?, words.next()?.parse().ok()?);
    let to = minute(day(words.next()?)?, words.next()?.parse().ok()?);
    (words.next().is_none() && from != to).then_some((from, to))
}

fn day(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn minute(day: Weekday, time: Time) -> i32 {
    i32::from(day.to_monday_zero_offset()) * 1440 + i32::from(time.hour()) * 60 + i32::from(time.minute())
}

fn moment(minute: i32) -> (Weekday, Time) {
    let day = i8::try_from(minute / 1440).unwrap_or(0);
    let hour = i8::try_from(minute % 1440 / 60).unwrap_or(0);
    let rest = i8::try_from(minute % 60).unwrap_or(0);
    let weekday = Weekday::from_monday_zero_offset(day).unwrap_or(Weekday::Monday);
    (weekday, Time::new(hour, rest, 0, 0).unwrap_or(Time::midnight()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    const EVENINGS: &str = "mon 18:00 tue 02:00; fri 18:00 mon 06:00";

    #[track_caller]
    fn check(at: DateTime, expected: Answers) {
        assert_eq!(WeekHours::read(EVENINGS).unwrap().at(at), expected);
    }

    #[test]
    fn a_line_answers_from_its_first_minute_until_before_its_last() {
        // 23 November 2026 is a Monday.
        check(date(2026, 11, 23).at(17, 59, 0, 0), Answers::From(Weekday::Monday, time(18, 0, 0, 0)));
        check(date(2026, 11, 23).at(18, 0, 0, 0), Answers::Until(Weekday::Tuesday, time(2, 0, 0, 0)));
        check(date(2026, 11, 24).at(1, 59, 0, 0), Answers::Until(Weekday::Tuesday, time(2, 0, 0, 0)));
        check(date(2026, 11, 24).at(2, 0, 0, 0), Answers::From(Weekday::Friday, time(18, 0, 0, 0)));
    }

    #[test]
    fn a_weekend_runs_over_the_end_of_the_week() {
        check(date(2026, 11, 29).at(23, 0, 0, 0), Answers::Until(Weekday::Monday, time(6, 0, 0, 0)));
        check(date(2026, 11, 23).at(5, 59, 0, 0), Answers::Until(Weekday::Monday, time(6, 0, 0, 0)));
        check(date(2026, 11, 23).at(6, 0, 0, 0), Answers::From(Weekday::Monday, time(18, 0, 0, 0)));
    }

    #[test]
    fn hours_that_are_not_understood_are_not_guessed() {
        assert_eq!(WeekHours::read("evenings"), None);
        assert_eq!(WeekHours::read("mon 18:00 tue"), None);
        assert_eq!(WeekHours::read("always"), Some(WeekHours::Always));
    }
}
