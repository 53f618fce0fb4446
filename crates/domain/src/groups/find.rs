//! Finding a group: which session fits what somebody wants, in which order they are shown, and what stands in the way
//! where none fits.
//!
//! Not here: the words that are looked for (`sought`), from where distances are counted (`places::near`).

use super::GroupKind;
use crate::places::FactKind;
use crate::sessions::Mode;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use jiff::civil::{Time, Weekday, time};

/// A part of the day, by the clock on the wall where the session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOfDay {
    /// Until noon.
    Morning,
    /// From noon until five.
    Afternoon,
    /// From five on, and the small hours.
    Evening,
}

impl PartOfDay {
    /// All parts in their order.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word under which it stands in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part of a word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// A session belongs to the part of the day in which it begins: evening from five, morning from five to noon.
///
/// What begins in the small hours is evening, as whoever is awake then would say. Five in the afternoon is Bothy's own
/// line: people who work are free from about then.
pub fn part_of_day(starts: Time) -> PartOfDay {
    if starts < time(5, 0, 0, 0) || starts >= time(17, 0, 0, 0) {
        PartOfDay::Evening
    } else if starts < time(12, 0, 0, 0) {
        PartOfDay::Morning
    } else {
        PartOfDay::Afternoon
    }
}

/// How somebody would like to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In a room, whether others join by a link or not.
    Room,
    /// By a link, whether others are in a room or not.
    Online,
    /// By telephone.
    Phone,
    /// In a room and by a link at once, to choose on the day.
    Both,
}

impl Way {
    /// All ways in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Room, Self::Online, Self::Phone, Self::Both];

    /// The word under which it stands in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Online => "online",
            Self::Phone => "phone",
            Self::Both => "both",
        }
    }

    /// The way of a word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// A session in a room and online at once suits who wants either.
    pub fn is_met_by(self, mode: Mode) -> bool {
        match self {
            Self::Room => matches!(mode, Mode::InPerson | Mode::Hybrid),
            Self::Online => matches!(mode, Mode::Online | Mode::Hybrid),
            Self::Phone => mode == Mode::Phone,
            Self::Both => mode == Mode::Hybrid,
        }
    }
}

/// The facts about a place that can be asked for, in the order in which they are offered.
pub const NEEDS: [FactKind; 8] = [
    FactKind::StepFree,
    FactKind::Toilets,
    FactKind::Loop,
    FactKind::Noise,
    FactKind::Light,
    FactKind::Privacy,
    FactKind::Bus,
    FactKind::Parking,
];

/// How far somebody would go, in miles.
pub const MILES: [u32; 5] = [1, 3, 5, 10, 25];

/// What somebody wants. What is empty or absent is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// On one of these days of the week.
    pub days: Vec<Weekday>,
    /// In one of these parts of the day.
    pub parts: Vec<PartOfDay>,
    /// In one of these ways.
    pub ways: Vec<Way>,
    /// In a group of one of these kinds.
    pub kinds: Vec<GroupKind>,
    /// Where all of these are good.
    pub needs: Vec<FactKind>,
    /// No further than so many miles.
    pub within: Option<u32>,
}

/// One thing that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// The words.
    Words,
    /// The days of the week.
    Days,
    /// The parts of the day.
    Parts,
    /// How far.
    Within,
    /// The ways to meet.
    Ways,
    /// What the place must have.
    Needs,
    /// The kinds of group.
    Kinds,
}

impl Choice {
    /// All choices in the order in which they are named.
    pub const ALL: [Self; 7] =
        [Self::Words, Self::Days, Self::Parts, Self::Within, Self::Ways, Self::Needs, Self::Kinds];
}

/// One session as it is weighed.
#[derive(Debug, Clone, Copy)]
pub struct Weighed<'s> {
    /// The day of the week on which it stands, by the calendar where it is.
    pub day: Weekday,
    /// When it begins, by the clock on the wall there.
    pub starts: Time,
    /// How people come.
    pub mode: Mode,
    /// The kind of its group.
    pub kind: GroupKind,
    /// What is good about its place, as somebody has found; empty where nobody has looked.
    pub good: &'s [FactKind],
    /// How far its place is, in metres, where that is known.
    pub metres: Option<u32>,
    /// Whether its group or its place has all the words that are looked for.
    pub says: Says,
}

/// Whether a session has the words that are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It has, or no words are looked for.
    AllWords,
    /// It lacks one at least.
    NotAll,
}

/// A session misses what was chosen and it does not have; one that misses nothing fits.
///
/// What asks for a place is asked only of a session that meets in one: online and by telephone one can be anywhere, so
/// neither distance nor steps leave those out. Whoever can join by a link is not left out by the distance of the room
/// either, but a room they come to must have what they need. What nobody has looked at is not good.
pub fn misses(wanted: &Wanted, one: &Weighed<'_>) -> BTreeSet<Choice> {
    let any = |empty: bool, has: bool| !empty && !has;
    let far = |miles: u32| one.metres.is_none_or(|metres| u64::from(metres) * 1_000 > u64::from(miles) * 1_609_344);
    let in_a_room = one.mode.needs_a_place();
    Choice::ALL
        .into_iter()
        .filter(|choice| match choice {
            Choice::Words => one.says == Says::NotAll,
            Choice::Days => any(wanted.days.is_empty(), wanted.days.contains(&one.day)),
            Choice::Parts => any(wanted.parts.is_empty(), wanted.parts.contains(&part_of_day(one.starts))),
            Choice::Within => !one.mode.needs_a_way_in() && wanted.within.is_some_and(far),
            Choice::Ways => any(wanted.ways.is_empty(), wanted.ways.iter().any(|way| way.is_met_by(one.mode))),
            Choice::Needs => in_a_room && !wanted.needs.iter().all(|need| one.good.contains(need)),
            Choice::Kinds => any(wanted.kinds.is_empty(), wanted.kinds.contains(&one.kind)),
        })
        .collect()
}

/// What is nearest to nothing: for each choice, how many groups would fit without it and with all the others.
///
/// `all` says for each session its group and what it misses. A choice whose leaving brings nothing is not named.
pub fn nearest_to_nothing<G: Ord + Copy>(all: &[(G, BTreeSet<Choice>)]) -> Vec<(Choice, usize)> {
    let without = |choice: Choice| {
        let only = |missing: &BTreeSet<Choice>| missing.len() == 1 && missing.contains(&choice);
        let groups: BTreeSet<G> = all.iter().filter(|(_, missing)| only(missing)).map(|(group, _)| *group).collect();
        (choice, groups.len())
    };
    Choice::ALL.into_iter().map(without).filter(|(_, groups)| *groups > 0).collect()
}

/// The choices that no session at all meets, whatever else was chosen.
pub fn met_by_none<G>(all: &[(G, BTreeSet<Choice>)]) -> Vec<Choice> {
    let none = |choice: &Choice| !all.is_empty() && all.iter().all(|(_, missing)| missing.contains(choice));
    Choice::ALL.into_iter().filter(none).collect()
}

/// Nearest first on each day where a distance is known, then what can be joined from anywhere; else by the clock.
///
/// The key by which the sessions of one day are sorted.
pub fn order_of_day(metres: Option<u32>, starts: Time) -> (u32, Time) {
    (metres.unwrap_or(u32::MAX), starts)
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
