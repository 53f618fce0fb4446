//! Event rows: what an event of somebody's calendar means for us.
//!
//! An event that goes on becomes a series of the group of its name; what stands there once waits for a person, as
//! most single events of a calendar are no group. Not here: how calendars are written (`calendar/foreign`), which
//! groups there are.

use super::outcome::{Outcome, Refusal, RowDoubt};
use super::whereabouts::{KnownPostcode, Postcode, Whereabouts, whereabouts};
use crate::sessions::Mode;
use crate::sessions::recurrence::{Ends, Pattern};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use jiff::civil::{Date, Time};

/// What a calendar says of an event beside its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// Nothing.
    Plainly,
    /// That it may not take place.
    Tentative,
    /// That it was called off.
    Cancelled,
    /// That it is for its owner's eyes.
    Private,
}

/// A rule with its first day, its end and the days that it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSeries {
    /// On which days, at which hours.
    pub pattern: Pattern,
    /// The first meeting; a day that the rule names.
    pub first_on: Date,
    /// Until when.
    pub ends: Ends,
    /// Days left out; never another meeting of this rule in the same week, Monday to Sunday.
    pub off: BTreeSet<Date>,
}

/// A meeting by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventMeeting {
    /// On which day.
    pub date: Date,
    /// When it begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends; later on the same day.
    pub ends: Time,
}

/// When an event meets, by the organisation's own clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meets {
    /// Its rules; more than one where a day of several in a week is left out.
    pub series: Vec<EventSeries>,
    /// Coming meetings outside its rules.
    pub alone: Vec<EventMeeting>,
    /// What a person has to be asked about them.
    pub doubts: Vec<EventDoubt>,
}

/// An event as a calendar says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidEvent {
    /// Its lasting name in that calendar.
    pub uid: String,
    /// What it is called.
    pub name: String,
    /// Where.
    pub location: String,
    /// What else is said.
    pub marked: Marked,
    /// When it meets, or why that cannot be kept.
    pub meets: Result<Meets, EventRefusal>,
    /// The lines that say its times, as they stand there.
    pub times_said: String,
}

/// An event as it would come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its lasting name in that calendar.
    pub uid: String,
    /// The group's name.
    pub name: String,
    /// Where it meets, without any link; empty where that is not said.
    pub venue: String,
    /// Where that is on the map.
    pub whereabouts: Whereabouts,
    /// How people come.
    pub mode: Mode,
    /// Its rules.
    pub series: Vec<EventSeries>,
    /// Its coming meetings outside them.
    pub alone: Vec<EventMeeting>,
}

/// What a person has to be asked about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sentence of each doubt stands in its Display")]
pub enum EventDoubt {
    OnlyOnce,
    AlsoAlone { meetings: usize },
    Tentative,
    MovesWithClocks { zone: String },
    UnknownZone { zone: String },
    ByLink,
    ElsewhereOn { date: Date },
    OddlyLeftOut { date: Date },
    NoRuleOfOurs { why: String, meetings: usize, last: Date },
    GroupHere { name: String },
    SeveralGroups { name: String, groups: usize },
}

impl EventDoubt {
    /// A short name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OnlyOnce => "only-once",
            Self::AlsoAlone { .. } => "also-alone",
            Self::Tentative => "tentative",
            Self::MovesWithClocks { .. } => "moves-with-clocks",
            Self::UnknownZone { .. } => "unknown-zone",
            Self::ByLink => "by-link",
            Self::ElsewhereOn { .. } => "elsewhere-on",
            Self::OddlyLeftOut { .. } => "oddly-left-out",
            Self::NoRuleOfOurs { .. } => "no-rule-of-ours",
            Self::GroupHere { .. } => "group-here",
            Self::SeveralGroups { .. } => "several-groups",
        }
    }
}

impl fmt::Display for EventDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnlyOnce => write!(f, "It meets once, so it may be no group's meeting."),
            Self::AlsoAlone { meetings: 1 } => write!(f, "It also meets once outside its rule."),
            Self::AlsoAlone { meetings } => write!(f, "It also meets {meetings} times outside its rule."),
            Self::Tentative => write!(f, "The calendar says that it may not take place."),
            Self::MovesWithClocks { zone } => write!(
                f,
                "Its hours are kept by the clock of “{zone}”, so here they would move when the clocks change. Let in, it \
                 stays at the hour of its next meeting."
            ),
            Self::UnknownZone { zone } => {
                write!(f, "Its time zone “{zone}” is not known. Let in, its hours are read as ours.")
            }
            Self::ByLink => write!(f, "It meets by a link. Links are not read from calendars: write it in afterwards."),
            Self::ElsewhereOn { date } => write!(f, "On {date} it meets elsewhere, which does not come in."),
            Self::OddlyLeftOut { date } => {
                write!(f, "It leaves out {date} at another hour than its own. Let in, that day is kept.")
            }
            Self::NoRuleOfOurs { why, meetings, last } => write!(
                f,
                "Its rule is none that is kept here ({why}). Let in, its next meetings come in one by one: {meetings}, up \
                 to {last}."
            ),
            Self::GroupHere { name } => {
                write!(f, "There is a group “{name}” already. Let in, these become meetings of that group.")
            }
            Self::SeveralGroups { name, groups } => {
                write!(f, "There are {groups} groups “{name}” already. Let in, this becomes another one.")
            }
        }
    }
}

/// Why an event cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the sentence of each refusal stands beside it")]
pub enum EventRefusal {
    #[error("It was called off.")]
    Cancelled,
    #[error("It is marked private in that calendar.")]
    Private,
    #[error("It is for whole days and says no hours.")]
    WholeDay,
    #[error("It does not say when it begins.")]
    NoStart,
    #[error("It does not say when it ends.")]
    NoEnd,
    #[error("It does not end on the day on which it begins.")]
    OverMidnight,
    #[error("It is over: no meeting is left in the coming 18 months.")]
    Over,
    #[error("It begins before 1900.")]
    TooLongAgo,
    #[error("“{said}” is not a date and time.")]
    NotATime { said: String },
    #[error("Its rule cannot be kept: {why}.")]
    Rule { why: String },
    #[error("It has more than one rule.")]
    SeveralRules,
    #[error("It is changed from a day on (THISANDFUTURE), which cannot be told apart.")]
    ChangedFromADayOn,
    #[error("It leaves out days that cannot be kept beside its rule.")]
    DaysOffNotKept,
    #[error("It names more than {most} days one by one.")]
    TooManyDates { most: usize },
    #[error("A line of it has more than {most} letters.")]
    LineTooLong { most: usize },
    #[error("In the organisation's time zone it meets on another day than its rule says.")]
    AnotherDayHere,
    #[error("“{name}” came in from this calendar before.")]
    CameBefore { name: String },
    #[error("“{name}” came in from this calendar before and was changed there since; change it here by hand.")]
    ChangedSince { name: String },
    #[error("“{name}” meets at these times already.")]
    MeetsAlready { name: String },
    #[error("Another event higher up in the file has the same number (UID).")]
    NumberTwice,
}

/// The longest name of an event that is taken, in letters.
pub const LONGEST_NAME: usize = 200;

/// Reads one event and says how it ends, leaving aside what is here already.
pub fn event_row(said: &SaidEvent, known: &dyn Fn(&Postcode) -> Option<KnownPostcode>) -> (EventRow, Outcome) {
    let (venue, by_link) = without_links(&said.location);
    let (place, where_doubt) = whereabouts(&postcode_in(&venue), None, known);
    let mut row = EventRow {
        uid: said.uid.clone(),
        name: super::group_rows::one_line(&said.name),
        mode: if by_link && venue.is_empty() { Mode::Online } else { Mode::InPerson },
        venue,
        whereabouts: place,
        series: Vec::new(),
        alone: Vec::new(),
    };
    if row.name.is_empty() {
        return (row, Outcome::Refused(Refusal::NoName));
    }
    let letters = row.name.chars().count();
    if letters > LONGEST_NAME {
        let column = String::from("SUMMARY");
        return (row, Outcome::Refused(Refusal::TooLong { column, letters, most: LONGEST_NAME }));
    }
    let refused = |row, refusal| (row, Outcome::Refused(Refusal::Event(refusal)));
    match said.marked {
        Marked::Private => return refused(row, EventRefusal::Private),
        Marked::Cancelled => return refused(row, EventRefusal::Cancelled),
        Marked::Plainly | Marked::Tentative => {}
    }
    let meets = match &said.meets {
        Ok(meets) => meets.clone(),
        Err(refusal) => return refused(row, refusal.clone()),
    };
    row.series = meets.series;
    row.alone = meets.alone;
    let mut doubts = meets.doubts;
    if said.marked == Marked::Tentative {
        doubts.push(EventDoubt::Tentative);
    }
    if by_link {
        doubts.push(EventDoubt::ByLink);
    }
    let mut doubts: Vec<RowDoubt> = doubts.into_iter().map(RowDoubt::Event).collect();
    if row.venue.is_empty() && !by_link {
        doubts.push(RowDoubt::WhereNotSaid);
    }
    doubts.extend(where_doubt.map(RowDoubt::Where));
    (row, Outcome::of(doubts))
}

/// A location without the links in it, on one line, and whether there was one. A link often lets anybody in.
fn without_links(location: &str) -> (String, bool) {
    let lower = location.to_lowercase();
    let named = ["microsoft teams", "zoom", "google meet"].iter().any(|name| lower.contains(name));
    let is_link = |word: &&str| {
        let word = word.to_lowercase();
        word.contains("://") || word.starts_with("www.") || word.contains("zoom.us") || word.contains("meet.google")
    };
    let linked = named || location.split_whitespace().any(|word| is_link(&word));
    if named {
        return (String::new(), true);
    }
    let kept: Vec<&str> = location.split_whitespace().filter(|word| !is_link(word)).collect();
    let kept = kept.join(" ");
    (String::from(kept.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ')' | '('))), linked)
}

/// The postcode that stands in an address; empty where none does.
fn postcode_in(venue: &str) -> String {
    let words: Vec<&str> = venue.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pairs = words.iter().zip(words.iter().skip(1)).filter(|(_, inward)| inward.len() == 3);
    let mut found = pairs.map(|(out, inward)| alloc::format!("{out} {inward}"));
    found.find(|said| Postcode::read(said).is_some()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn said(location: &str) -> SaidEvent {
        let meeting = EventMeeting { date: date(2027, 3, 2), starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0) };
        SaidEvent {
            uid: "one@example.org".into(),
            name: "Tuesday  group\n".into(),
            location: location.into(),
            marked: Marked::Plainly,
            meets: Ok(Meets { alone: alloc::vec![meeting], ..Meets::default() }),
            times_said: String::new(),
        }
    }

    fn read(said: &SaidEvent) -> (EventRow, Outcome) {
        event_row(said, &|_| None)
    }

    #[test]
    fn a_link_comes_in_neither_as_a_place_nor_as_a_link() {
        let (row, outcome) = read(&said("https://us02web.zoom.us/j/1234?pwd=secret"));
        assert_eq!((row.venue.as_str(), row.mode), ("", Mode::Online));
        assert_eq!(outcome, Outcome::Waiting(alloc::vec![RowDoubt::Event(EventDoubt::ByLink)]));
        let (row, _) = read(&said("Leith Library / https://example.org/room"));
        assert_eq!((row.venue.as_str(), row.mode), ("Leith Library", Mode::InPerson));
        assert_eq!(read(&said("Microsoft Teams Meeting")).0.mode, Mode::Online);
    }

    #[test]
    fn what_is_private_or_called_off_does_not_come_in() {
        for (marked, refusal) in
            [(Marked::Private, EventRefusal::Private), (Marked::Cancelled, EventRefusal::Cancelled)]
        {
            let (_, outcome) = read(&SaidEvent { marked, ..said("Leith Library") });
            assert_eq!(outcome, Outcome::Refused(Refusal::Event(refusal)));
        }
    }

    #[test]
    fn a_name_is_one_line_and_has_an_end() {
        assert_eq!(read(&said("Leith Library")).0.name, "Tuesday group");
        let (_, outcome) = read(&SaidEvent { name: "a".repeat(201), ..said("") });
        assert!(outcome.reason().contains("201 letters"), "{outcome:?}");
        let (_, outcome) = read(&SaidEvent { name: " \n".into(), ..said("") });
        assert_eq!(outcome, Outcome::Refused(Refusal::NoName));
    }

    #[test]
    fn the_postcode_is_found_in_the_address() {
        assert_eq!(postcode_in("Leith Library, 28-30 Ferry Road, Edinburgh EH6 4AE, UK"), "EH6 4AE");
        assert_eq!(postcode_in("Room 2, 30 the Shore"), "");
    }
}
