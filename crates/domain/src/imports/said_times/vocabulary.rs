//! The words that a timetable is written in, and what each of them says.
//!
//! A word that is not here is not understood, and makes the reader ask a person.

use jiff::civil::Weekday;

/// A part of the day, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before noon.
    Morning,
    /// From noon.
    Afternoon,
    /// Evening or night.
    Evening,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A word that says something which no rule can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Closed,
    Except,
    TermTime,
    Holidays,
    Appointment,
    Varies,
    Ask,
    NotDecided,
    Season,
    About,
    Either,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Day {
        day: Weekday,
        many: bool,
        short: bool,
    },
    WorkingDays,
    Weekend,
    Number(u32),
    Nth(i8),
    Last,
    Am,
    Pm,
    Noon,
    Midnight,
    Hours,
    To,
    And,
    Every,
    Other,
    Unit(Unit),
    Daily,
    Weekly,
    Fortnightly,
    Monthly,
    Part(Part),
    Month(i8),
    Between,
    From,
    Sign(Sign),
    /// Says nothing by itself: "on", "the".
    Glue,
    /// Names the thing that happens: "lunch club".
    Noun,
    Unknown,
}

/// What a word says, in lower case with straight apostrophes. `written` is how it stood: "may" is no month.
pub(super) fn meaning(word: &str, written: &str) -> Meaning {
    if let Some(day) = day(word) {
        return day;
    }
    if let Some(month) = month(word) {
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        return if capital || !matches!(word, "may" | "march") { Meaning::Month(month) } else { Meaning::Unknown };
    }
    if let Some(sign) = sign(word) {
        return Meaning::Sign(sign);
    }
    if let Some(count) = counted(word) {
        return count;
    }
    structure(word)
}

fn day(word: &str) -> Option<Meaning> {
    let (stem, many) = match word {
        "tues" | "thurs" | "weds" => (word, false),
        _ => match word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).or_else(|| word.strip_suffix('s')) {
            Some(stem) => (stem, true),
            None => (word, false),
        },
    };
    let (day, short) = match stem {
        "monday" => (Weekday::Monday, false),
        "mon" => (Weekday::Monday, true),
        "tuesday" => (Weekday::Tuesday, false),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wednesday" => (Weekday::Wednesday, false),
        "wed" | "weds" => (Weekday::Wednesday, true),
        "thursday" => (Weekday::Thursday, false),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "friday" => (Weekday::Friday, false),
        "fri" => (Weekday::Friday, true),
        "saturday" => (Weekday::Saturday, false),
        "sat" => (Weekday::Saturday, true),
        "sunday" => (Weekday::Sunday, false),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    };
    Some(Meaning::Day { day, many, short })
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn sign(word: &str) -> Option<Sign> {
    Some(match word {
        "closed" | "closes" | "shut" | "cancelled" => Sign::Closed,
        "except" | "excepting" | "excluding" | "excl" | "exc" | "not" | "no" | "without" | "unless" | "but" => {
            Sign::Except
        }
        "term" | "terms" | "termtime" | "semester" => Sign::TermTime,
        "holiday" | "holidays" => Sign::Holidays,
        "appointment" | "appointments" | "arrangement" | "arranged" | "request" | "booking" | "bookings" | "booked"
        | "negotiation" => Sign::Appointment,
        "various" | "varies" | "vary" | "varied" | "varying" | "variable" | "flexible" | "flexibly" | "different"
        | "depends" | "depending" | "suit" | "suits" | "rota" | "irregular" => Sign::Varies,
        "phone" | "call" | "contact" | "ring" | "telephone" | "tel" | "email" | "ask" | "enquire" | "website"
        | "programme" | "program" | "check" | "see" => Sign::Ask,
        "tbc" | "tba" | "tbd" | "unknown" | "confirmed" => Sign::NotDecided,
        "summer" | "winter" | "spring" | "autumn" | "christmas" | "easter" | "seasonal" | "ramadan" => Sign::Season,
        "approximately" | "approx" | "about" | "around" | "circa" | "usually" | "normally" | "sometimes"
        | "occasional" | "occasionally" | "most" | "some" | "generally" | "roughly" | "typically" | "mostly"
        | "possibly" => Sign::About,
        "or" => Sign::Either,
        _ => return None,
    })
}

fn counted(word: &str) -> Option<Meaning> {
    Some(match word {
        "first" => Meaning::Nth(1),
        "second" => Meaning::Nth(2),
        "third" => Meaning::Nth(3),
        "fourth" | "forth" => Meaning::Nth(4),
        "fifth" => Meaning::Nth(5),
        "last" => Meaning::Last,
        "two" => Meaning::Number(2),
        "three" => Meaning::Number(3),
        "four" => Meaning::Number(4),
        "five" => Meaning::Number(5),
        "six" => Meaning::Number(6),
        "seven" => Meaning::Number(7),
        "eight" => Meaning::Number(8),
        _ => return None,
    })
}

fn structure(word: &str) -> Meaning {
    match word {
        "weekday" | "weekdays" => Meaning::WorkingDays,
        "weekend" | "weekends" => Meaning::Weekend,
        "am" => Meaning::Am,
        "pm" => Meaning::Pm,
        "noon" | "midday" | "noontime" => Meaning::Noon,
        "midnight" => Meaning::Midnight,
        "h" | "hr" | "hrs" | "hour" | "hours" => Meaning::Hours,
        "to" | "till" | "til" | "'til" | "'till" | "until" | "untill" | "thru" | "through" => Meaning::To,
        "and" | "plus" | "also" | "then" => Meaning::And,
        "every" | "each" => Meaning::Every,
        "other" | "alternate" | "alternating" | "alternative" => Meaning::Other,
        "day" | "days" => Meaning::Unit(Unit::Day),
        "week" | "weeks" => Meaning::Unit(Unit::Week),
        "month" | "months" => Meaning::Unit(Unit::Month),
        "year" | "years" => Meaning::Unit(Unit::Year),
        "daily" | "everyday" => Meaning::Daily,
        "weekly" => Meaning::Weekly,
        "fortnight" | "fortnightly" | "fortnights" => Meaning::Fortnightly,
        "monthly" => Meaning::Monthly,
        "morning" | "mornings" => Meaning::Part(Part::Morning),
        "afternoon" | "afternoons" => Meaning::Part(Part::Afternoon),
        "evening" | "evenings" | "eve" | "eves" | "night" | "nights" => Meaning::Part(Part::Evening),
        "between" => Meaning::Between,
        "from" | "start" | "starts" | "starting" | "begin" | "begins" | "beginning" | "commencing" | "commences"
        | "since" => Meaning::From,
        "of" | "the" | "a" | "an" | "on" | "at" | "in" | "is" | "are" | "we" | "it" | "this" | "that" | "for"
        | "with" | "by" | "be" | "held" | "our" | "will" | "take" | "takes" | "taking" | "place" | "happens"
        | "meet" | "meets" | "run" | "runs" | "running" | "inclusive" | "only" | "sharp" | "once" | "per" | "both"
        | "during" | "calendar" | "o'clock" | "there" | "regular" | "regularly" => Meaning::Glue,
        "lunch" | "lunches" | "club" | "clubs" | "group" | "groups" | "service" | "services" | "meeting"
        | "meetings" | "session" | "sessions" | "class" | "classes" | "open" | "opens" | "opening" | "time"
        | "times" | "centre" | "served" | "support" | "peer" | "drop" => Meaning::Noun,
        _ => Meaning::Unknown,
    }
}

/// Words that say one thing only together; dashes between them do not matter.
pub(super) const TOGETHER: &[(&[&str], Meaning)] = &[
    (&["school", "holidays"], Meaning::Sign(Sign::Holidays)),
    (&["school", "holiday"], Meaning::Sign(Sign::Holidays)),
    (&["bank", "holidays"], Meaning::Sign(Sign::Holidays)),
    (&["bank", "holiday"], Meaning::Sign(Sign::Holidays)),
    (&["public", "holidays"], Meaning::Sign(Sign::Holidays)),
    (&["public", "holiday"], Meaning::Sign(Sign::Holidays)),
    (&["term", "time"], Meaning::Sign(Sign::TermTime)),
    (&["term", "times"], Meaning::Sign(Sign::TermTime)),
    (&["school", "term"], Meaning::Sign(Sign::TermTime)),
    (&["school", "terms"], Meaning::Sign(Sign::TermTime)),
    (&["to", "be", "confirmed"], Meaning::Sign(Sign::NotDecided)),
    (&["to", "be", "announced"], Meaning::Sign(Sign::NotDecided)),
    (&["to", "be", "arranged"], Meaning::Sign(Sign::NotDecided)),
    (&["to", "be", "decided"], Meaning::Sign(Sign::NotDecided)),
    (&["to", "suit"], Meaning::Sign(Sign::Varies)),
    (&["apart", "from"], Meaning::Sign(Sign::Except)),
    (&["other", "than"], Meaning::Sign(Sign::Except)),
    (&["bi", "weekly"], Meaning::Unknown),
    (&["bi", "monthly"], Meaning::Unknown),
    (&["drop", "in"], Meaning::Noun),
    (&["drop", "ins"], Meaning::Noun),
    (&["lunch", "time"], Meaning::Noun),
    (&["week", "days"], Meaning::WorkingDays),
    (&["week", "ends"], Meaning::Weekend),
    (&["week", "end"], Meaning::Weekend),
    (&["the", "hours", "of"], Meaning::Glue),
    (&["all", "year", "round"], Meaning::Glue),
    (&["all", "year"], Meaning::Glue),
    (&["throughout", "the", "year"], Meaning::Glue),
];
