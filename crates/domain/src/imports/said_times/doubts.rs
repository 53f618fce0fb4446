//! What keeps a timetable from being understood: each doubt is put to a person in words.

use super::vocabulary::{Part, Sign};
use crate::imports::in_words;
use crate::sessions::recurrence::Every;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use core::fmt;
use jiff::civil::Date;

/// One thing that the text leaves open. Texts are quoted as they stood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sentence of each doubt stands in its Display")]
pub enum Doubt {
    Nothing,
    TooLong { letters: usize },
    NoTime { days: Every },
    NoDay { said: String },
    EndNotSaid { said: String },
    StartNotSaid { said: String },
    MorningOrEvening { said: String },
    EndNotAfterStart { said: String },
    PastMidnight { said: String },
    ImpossibleTime { said: String },
    PartDisagrees { said: String, part: Part },
    Parts,
    FirstDateNotSaid { every: Every },
    FirstDateOnAnotherDay { every: Every, first: Date },
    HowOften { said: String },
    FirstDateOfWhich { said: String },
    DateUnclear { said: String },
    OneDate { said: String },
    OnlyUntil { said: String },
    WhichOfTheMonth { said: String },
    SameDayTwice { days: Every },
    MonthlyWithoutDay,
    Closed { said: String },
    Except { said: String },
    TermTime { said: String },
    Holidays { said: String },
    Appointment { said: String },
    Varies { said: String },
    AskFirst { said: String },
    NotDecided { said: String },
    Season { said: String },
    About { said: String },
    Either { said: String },
    WeeksAYear { said: String },
    Words { said: String },
}

impl Doubt {
    /// A short name that does not change, for lists and for the file of words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::TooLong { .. } => "too-long",
            Self::NoTime { .. } => "no-time",
            Self::NoDay { .. } => "no-day",
            Self::EndNotSaid { .. } => "end-not-said",
            Self::StartNotSaid { .. } => "start-not-said",
            Self::MorningOrEvening { .. } => "morning-or-evening",
            Self::EndNotAfterStart { .. } => "end-not-after-start",
            Self::PastMidnight { .. } => "past-midnight",
            Self::ImpossibleTime { .. } => "impossible-time",
            Self::PartDisagrees { .. } => "part-disagrees",
            Self::Parts => "parts",
            Self::FirstDateNotSaid { .. } => "first-date-not-said",
            Self::FirstDateOnAnotherDay { .. } => "first-date-on-another-day",
            Self::HowOften { .. } => "how-often",
            Self::FirstDateOfWhich { .. } => "first-date-of-which",
            Self::DateUnclear { .. } => "date-unclear",
            Self::OneDate { .. } => "one-date",
            Self::OnlyUntil { .. } => "only-until",
            Self::WhichOfTheMonth { .. } => "which-of-the-month",
            Self::SameDayTwice { .. } => "same-day-twice",
            Self::MonthlyWithoutDay => "monthly-without-day",
            Self::Closed { .. } => "closed",
            Self::Except { .. } => "except",
            Self::TermTime { .. } => "term-time",
            Self::Holidays { .. } => "holidays",
            Self::Appointment { .. } => "appointment",
            Self::Varies { .. } => "varies",
            Self::AskFirst { .. } => "ask-first",
            Self::NotDecided { .. } => "not-decided",
            Self::Season { .. } => "season",
            Self::About { .. } => "about",
            Self::Either { .. } => "either",
            Self::WeeksAYear { .. } => "weeks-a-year",
            Self::Words { .. } => "words",
        }
    }

    pub(super) fn from_sign(sign: Sign, said: &str) -> Self {
        let said = said.to_owned();
        match sign {
            Sign::Closed => Self::Closed { said },
            Sign::Except => Self::Except { said },
            Sign::TermTime => Self::TermTime { said },
            Sign::Holidays => Self::Holidays { said },
            Sign::Appointment => Self::Appointment { said },
            Sign::Varies => Self::Varies { said },
            Sign::Ask => Self::AskFirst { said },
            Sign::NotDecided => Self::NotDecided { said },
            Sign::Season => Self::Season { said },
            Sign::About => Self::About { said },
            Sign::Either => Self::Either { said },
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "It says nothing about days and times."),
            Self::TooLong { letters } => write!(f, "It is too long to be read as days and times ({letters} letters)."),
            Self::NoTime { days } => write!(f, "It says {} but no time.", in_sentence(days)),
            Self::NoDay { said } => write!(f, "It says “{said}” but not on which day."),
            Self::EndNotSaid { said } => write!(f, "It says when it begins (“{said}”) but not when it ends."),
            Self::StartNotSaid { said } => write!(f, "It says when it ends (“{said}”) but not when it begins."),
            Self::MorningOrEvening { said } => write!(f, "“{said}” does not say morning or evening."),
            Self::EndNotAfterStart { said } => write!(f, "“{said}” ends before it begins."),
            Self::PastMidnight { said } => write!(f, "“{said}” goes on to midnight or past it."),
            Self::ImpossibleTime { said } => write!(f, "“{said}” is not a time of day."),
            Self::PartDisagrees { said, part } => write!(f, "“{said}” is not in the {}.", part_name(*part)),
            Self::Parts => write!(f, "It names parts of the day, but not which hours belong to which day."),
            Self::FirstDateNotSaid { every } => {
                write!(f, "It says {} but no first date to count from.", in_sentence(every))
            }
            Self::FirstDateOnAnotherDay { every, first } => {
                let weekday = in_words::name(first.weekday());
                write!(f, "It says {}, but the first date, {first}, is a {weekday}.", in_sentence(every))
            }
            Self::HowOften { said } => write!(f, "“{said}” does not say on which days."),
            Self::FirstDateOfWhich { said } => write!(f, "It is not clear what begins “{said}”."),
            Self::DateUnclear { said } => {
                write!(f, "The date “{said}” can be read in more than one way, or is no date.")
            }
            Self::OneDate { said } => write!(f, "“{said}” is one date, not a rule."),
            Self::OnlyUntil { said } => write!(f, "It holds only “{said}”."),
            Self::WhichOfTheMonth { said } => {
                write!(f, "“{said}” does not say whether it is counted in the month or in weeks.")
            }
            Self::SameDayTwice { days } => write!(f, "It says two overlapping times for {}.", in_sentence(days)),
            Self::MonthlyWithoutDay => write!(f, "It says monthly but not which day of the month."),
            Self::Closed { said } => write!(f, "It says “{said}”, and it is not clear for which days."),
            Self::Except { said } => write!(f, "It makes an exception (“{said}”)."),
            Self::TermTime { said } => write!(f, "It depends on school terms (“{said}”), whose dates are not said."),
            Self::Holidays { said } => write!(f, "It says something else about holidays (“{said}”)."),
            Self::Appointment { said } => write!(f, "It has to be arranged first (“{said}”)."),
            Self::Varies { said } => write!(f, "It says that days or times vary (“{said}”)."),
            Self::AskFirst { said } => write!(f, "It says to ask or look elsewhere for the times (“{said}”)."),
            Self::NotDecided { said } => write!(f, "The times are not decided yet (“{said}”)."),
            Self::Season { said } => write!(f, "It holds only for a part of the year (“{said}”)."),
            Self::About { said } => write!(f, "It is not exact (“{said}”)."),
            Self::Either { said } => write!(f, "It leaves a choice open (“{said}”)."),
            Self::WeeksAYear { said } => write!(f, "It says “{said}”, but not which."),
            Self::Words { said } => write!(f, "“{said}” is not understood."),
        }
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Morning => "morning",
        Part::Afternoon => "afternoon",
        Part::Evening => "evening",
    }
}

/// A day's name keeps its capital; other words lose theirs inside a sentence.
fn in_sentence(every: &Every) -> String {
    let words = in_words::days(every);
    if matches!(every, Every::Weeks { interval: 1, .. }) {
        return words;
    }
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}
