//! Days and times as people say them: "6:30pm", "Tuesday 24 November", "tomorrow".

use jiff::civil::{Date, Time, Weekday};

use super::{Words, key};

/// "6:30pm", "11am", "noon", "midnight"; "18:30" in a language whose clock counts to 24.
pub fn clock(words: &Words, time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    if words.t(key("when-clock")) == "24" {
        return format!("{hour}:{minute:02}");
    }
    match (hour, minute) {
        (0, 0) => return words.t(key("when-midnight")).to_owned(),
        (12, 0) => return words.t(key("when-noon")).to_owned(),
        _ => {}
    }
    let shown = match hour % 12 {
        0 => 12,
        other => other,
    };
    let half = if hour < 12 { words.t(key("when-am")) } else { words.t(key("when-pm")) };
    if minute == 0 { format!("{shown}{half}") } else { format!("{shown}:{minute:02}{half}") }
}

/// "6:30pm to 8pm".
pub fn span(words: &Words, from: Time, to: Time) -> String {
    words.say(key("when-span")).put("from", clock(words, from)).put("to", clock(words, to)).to_string()
}

/// "24 November"; with the year where it is not the year of `today`.
pub fn day_and_month(words: &Words, date: Date, today: Date) -> String {
    let month = month(words, date.month());
    if date.year() == today.year() {
        format!("{} {month}", date.day())
    } else {
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// "Tuesday 24 November".
pub fn day(words: &Words, date: Date, today: Date) -> String {
    format!("{} {}", weekday(words, date.weekday()), day_and_month(words, date, today))
}

/// "Yesterday", "Today", "Tomorrow", then the name of the day for a week, then the date.
pub fn near_day(words: &Words, date: Date, today: Date) -> String {
    let days = (date - today).get_days();
    match days {
        -1 => words.t(key("when-yesterday")).to_owned(),
        0 => words.t(key("when-today")).to_owned(),
        1 => words.t(key("when-tomorrow")).to_owned(),
        2..=6 => weekday(words, date.weekday()).to_owned(),
        _ => day(words, date, today),
    }
}

/// "Tuesday 24 November" inside a sentence: in Polish "we wtorek 24 listopada".
pub fn on_day(words: &Words, date: Date, today: Date) -> String {
    format!("{} {}", on_weekday(words, date.weekday()), day_and_month(words, date, today))
}

/// "Today", "Tomorrow", the name of the day for a week, then the date, inside a sentence: in Polish "w czwartek".
pub fn on_near_day(words: &Words, date: Date, today: Date) -> String {
    match (date - today).get_days() {
        0 => words.t(key("when-on-today")).to_owned(),
        1 => words.t(key("when-on-tomorrow")).to_owned(),
        2..=6 => on_weekday(words, date.weekday()).to_owned(),
        _ => on_day(words, date, today),
    }
}

fn on_weekday(words: &Words, day: Weekday) -> &str {
    words.t(match day {
        Weekday::Monday => key("when-on-monday"),
        Weekday::Tuesday => key("when-on-tuesday"),
        Weekday::Wednesday => key("when-on-wednesday"),
        Weekday::Thursday => key("when-on-thursday"),
        Weekday::Friday => key("when-on-friday"),
        Weekday::Saturday => key("when-on-saturday"),
        Weekday::Sunday => key("when-on-sunday"),
    })
}

/// "Mondays": on that day of every week.
pub fn weekly(words: &Words, day: Weekday) -> &str {
    words.t(match day {
        Weekday::Monday => key("when-mondays"),
        Weekday::Tuesday => key("when-tuesdays"),
        Weekday::Wednesday => key("when-wednesdays"),
        Weekday::Thursday => key("when-thursdays"),
        Weekday::Friday => key("when-fridays"),
        Weekday::Saturday => key("when-saturdays"),
        Weekday::Sunday => key("when-sundays"),
    })
}

/// "Monday".
pub fn weekday(words: &Words, day: Weekday) -> &str {
    words.t(match day {
        Weekday::Monday => key("when-monday"),
        Weekday::Tuesday => key("when-tuesday"),
        Weekday::Wednesday => key("when-wednesday"),
        Weekday::Thursday => key("when-thursday"),
        Weekday::Friday => key("when-friday"),
        Weekday::Saturday => key("when-saturday"),
        Weekday::Sunday => key("when-sunday"),
    })
}

/// "November", as it stands after the number of a day: in Polish "listopada".
pub fn month(words: &Words, month: i8) -> &str {
    words.t(match month {
        1 => key("when-january"),
        2 => key("when-february"),
        3 => key("when-march"),
        4 => key("when-april"),
        5 => key("when-may"),
        6 => key("when-june"),
        7 => key("when-july"),
        8 => key("when-august"),
        9 => key("when-september"),
        10 => key("when-october"),
        11 => key("when-november"),
        _ => key("when-december"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{english, words};
    use jiff::civil::{date, time};

    #[test]
    fn times_read_as_people_say_them() {
        let said = |hour, minute| clock(english(), time(hour, minute, 0, 0));
        assert_eq!(said(18, 30), "6:30pm");
        assert_eq!(said(11, 0), "11am");
        assert_eq!(said(12, 0), "noon");
        assert_eq!(said(0, 0), "midnight");
        assert_eq!(said(0, 5), "12:05am");
        assert_eq!(said(12, 45), "12:45pm");
    }

    #[test]
    fn near_days_have_names_and_far_ones_dates() {
        let today = date(2026, 11, 25);
        let said = |day| near_day(english(), day, today);
        assert_eq!(said(date(2026, 11, 25)), "Today");
        assert_eq!(said(date(2026, 11, 26)), "Tomorrow");
        assert_eq!(said(date(2026, 11, 28)), "Saturday");
        assert_eq!(said(date(2026, 12, 2)), "Wednesday 2 December");
        assert_eq!(said(date(2027, 1, 5)), "Tuesday 5 January 2027");
        assert_eq!(said(date(2026, 11, 24)), "Yesterday");
        assert_eq!(said(date(2026, 11, 23)), "Monday 23 November");
    }

    #[test]
    fn polish_counts_the_hours_to_24_and_says_the_months_in_their_case() {
        let polish = words("pl");
        let said = |hour, minute| clock(polish, time(hour, minute, 0, 0));
        assert_eq!([said(18, 30), said(9, 0), said(12, 0), said(0, 5)], ["18:30", "9:00", "12:00", "0:05"]);
        let today = date(2026, 11, 25);
        let months = (1..=12_i8).map(|month| day_and_month(polish, date(2026, month, 3), today)).collect::<Vec<_>>();
        assert_eq!(
            months.join(", "),
            "3 stycznia, 3 lutego, 3 marca, 3 kwietnia, 3 maja, 3 czerwca, 3 lipca, 3 sierpnia, 3 września, \
             3 października, 3 listopada, 3 grudnia"
        );
        assert_eq!(span(polish, time(11, 0, 0, 0), time(12, 30, 0, 0)), "11:00–12:30");
    }

    #[test]
    fn polish_says_each_day_alone_inside_a_sentence_and_of_every_week() {
        let polish = words("pl");
        // From a Wednesday; the seventh day after it is a Wednesday again, with its date.
        let today = date(2026, 11, 25);
        let week = (0..=7_i8).map(|ahead| today.checked_add(jiff::Span::new().days(ahead)).unwrap());
        let week = week.collect::<Vec<_>>();
        let alone = week.iter().map(|day| near_day(polish, *day, today)).collect::<Vec<_>>();
        assert_eq!(
            alone.join(", "),
            "Dzisiaj, Jutro, Piątek, Sobota, Niedziela, Poniedziałek, Wtorek, Środa 2 grudnia"
        );
        let inside = week.iter().map(|day| on_near_day(polish, *day, today)).collect::<Vec<_>>();
        assert_eq!(
            inside.join(", "),
            "dzisiaj, jutro, w piątek, w sobotę, w niedzielę, w poniedziałek, we wtorek, w środę 2 grudnia"
        );
        assert_eq!(on_day(polish, date(2027, 1, 7), today), "w czwartek 7 stycznia 2027");
        let every = week.iter().map(|day| weekly(polish, day.weekday())).collect::<Vec<_>>();
        assert_eq!(
            every.join(", "),
            "W środy, W czwartki, W piątki, W soboty, W niedziele, W poniedziałki, We wtorki, W środy"
        );
    }
}
