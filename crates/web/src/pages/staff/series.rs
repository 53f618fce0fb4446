//! A series: its form, a change from a date on, and what that change would do before it is done.

use askama::Template;

use super::parts::Acts;
use super::way_in::WayInFields;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Errors, Icon};

/// The form of a series as it was typed, with what may be chosen. Field names begin with `series-`.
#[derive(Clone, Default)]
pub struct SeriesFields {
    /// The chosen days of the week, as values of `days`.
    pub chosen_days: Vec<String>,
    /// The seven days.
    pub days: Vec<Choice>,
    /// Every week, every second week, the first … last of the month: the values and words.
    pub rhythms: Vec<(String, String)>,
    /// The chosen rhythm.
    pub rhythm: String,
    /// "18:30".
    pub start: String,
    /// "20:00".
    pub end: String,
    /// The first date: day, month, year.
    pub from: (String, String, String),
    /// In person, online, phone, hybrid.
    pub modes: Vec<Choice>,
    /// The chosen one.
    pub mode: String,
    /// Places to choose from: id and name; the first says none.
    pub places: Vec<(String, String)>,
    /// The chosen one.
    pub place: String,
    /// Rooms in buildings to choose from: id and name; the first says none.
    pub halls: Vec<(String, String)>,
    /// The chosen one.
    pub hall: String,
    /// How people come in from afar.
    pub way_in: WayInFields,
    /// The last date: day, month, year; empty where the series goes on.
    pub until: (String, String, String),
    /// Whether closed days are left out: the one choice.
    pub closed_days: Vec<Choice>,
    /// "yes" where it is ticked.
    pub chosen_closed_days: Vec<String>,
    /// Weeks off, one on each line.
    pub weeks: String,
    /// How many facilitators' seats.
    pub seats: String,
    /// Checks a seat may ask for: id and name; the first says none.
    pub checks: Vec<(String, String)>,
    /// The chosen one.
    pub check: String,
    /// Training steps a seat may ask for: id and name; the first says none.
    pub trainings: Vec<(String, String)>,
    /// The chosen one.
    pub training: String,
}

impl SeriesFields {
    pub(super) fn sample() -> SeriesFields {
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        SeriesFields {
            chosen_days: vec!["thu".to_owned()],
            days: [
                ("mon", "Monday"),
                ("tue", "Tuesday"),
                ("wed", "Wednesday"),
                ("thu", "Thursday"),
                ("fri", "Friday"),
                ("sat", "Saturday"),
                ("sun", "Sunday"),
            ]
            .map(|(value, words)| Choice::new(value, words))
            .to_vec(),
            rhythms: pairs(&[
                ("week", "Every week"),
                ("fortnight", "Every two weeks"),
                ("1", "First of the month"),
                ("3", "Third of the month"),
                ("last", "Last of the month"),
            ]),
            rhythm: "week".to_owned(),
            start: "18:30".to_owned(),
            end: "20:00".to_owned(),
            from: ("3".to_owned(), "12".to_owned(), "2026".to_owned()),
            modes: vec![
                Choice::new("in-person", "In the room"),
                Choice::new("online", "Online"),
                Choice::new("phone", "By phone"),
                Choice::new("hybrid", "In the room and online"),
            ],
            mode: "hybrid".to_owned(),
            places: pairs(&[("", "No place"), ("place_1", "Ryrie Street Hall"), ("place_2", "Mill Lane workshop")]),
            place: "place_1".to_owned(),
            halls: pairs(&[("", "No room, or not said"), ("hall_1", "Ryrie Street Hall: Room 2")]),
            hall: "hall_1".to_owned(),
            way_in: WayInFields::sample(),
            until: (String::new(), String::new(), String::new()),
            closed_days: vec![Choice::new("yes", "Off on closed days")],
            chosen_closed_days: vec!["yes".to_owned()],
            weeks: "21 December 2026 to 3 January 2027: Winter break".to_owned(),
            seats: "2".to_owned(),
            checks: pairs(&[("", "None"), ("pvg", "PVG")]),
            check: "pvg".to_owned(),
            trainings: pairs(&[
                ("", "None"),
                ("shadow", "Has shadowed twice"),
                ("lead", "Has led with somebody twice"),
            ]),
            training: "lead".to_owned(),
        }
    }
}

/// The form that changes a series from a date on; it leads to [`SeriesChange`] and saves nothing.
#[derive(Clone, Template)]
#[template(path = "staff/series_ask.html")]
pub struct SeriesAsk {
    /// What stands around it.
    pub frame: Frame,
    /// The series.
    pub id: String,
    /// The version the form was printed from.
    pub version: String,
    /// The group's name.
    pub group: String,
    /// The group from the inside, without the prefix.
    pub group_href: String,
    /// The rule as it stands, in words.
    pub now: String,
    /// The form; its first date is the day from which the change holds.
    pub fields: SeriesFields,
    /// What to put right.
    pub errors: Errors,
}

/// What a change would do, before it is done.
#[derive(Clone, Template)]
#[template(path = "staff/series_change.html")]
pub struct SeriesChange {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The series.
    pub id: String,
    /// The group's name.
    pub group: String,
    /// The group from the inside, without the prefix.
    pub group_href: String,
    /// "1 December".
    pub from: String,
    /// The rule now.
    pub now: String,
    /// The rule from then on.
    pub will_be: String,
    /// Every field of the change, carried to the form that confirms it, the version among them.
    pub carried: Vec<(String, String)>,
    /// Each session that is touched, by date.
    pub moves: Vec<MoveLine>,
    /// What is worth knowing before saving, a sentence each ("Tam holds Open café then").
    pub worth_knowing: Vec<String>,
    /// How many people's seats move with it.
    pub seats_touched: usize,
}

/// What becomes of one session.
#[derive(Clone)]
pub struct MoveLine {
    /// "Thu 3 Dec"; empty for a new one.
    pub was: String,
    /// "Tue 8 Dec, 7pm"; empty where it is called off.
    pub will: String,
    /// Why Bothy chose this; empty where the rule says it.
    pub why: String,
    /// What becomes of it.
    pub outcome: MoveOutcome,
}

/// What becomes of a session when its series changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveOutcome {
    /// It stays.
    Kept,
    /// It moves.
    Moved,
    /// It is called off.
    Cancelled,
    /// It is new.
    New,
}

impl SeriesChange {
    fn count(&self, outcome: MoveOutcome) -> usize {
        self.moves.iter().filter(|line| line.outcome == outcome).count()
    }

    /// The outcomes that there are, each with its number, in the order they are said.
    fn counts(&self) -> Vec<(MoveOutcome, usize)> {
        [MoveOutcome::Moved, MoveOutcome::Kept, MoveOutcome::Cancelled, MoveOutcome::New]
            .into_iter()
            .map(|outcome| (outcome, self.count(outcome)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

impl Page for SeriesAsk {
    const NAME: &'static str = "series-ask";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = SeriesAsk {
            frame: Frame { path: "/series/series_1/change".to_owned(), ..Frame::sample_staff(Tab::Groups) },
            id: "series_1".to_owned(),
            version: "2".to_owned(),
            group: "Carers’ circle".to_owned(),
            group_href: "/groups/carers-circle/inside".to_owned(),
            now: "Every Thursday, 6:30pm to 8pm".to_owned(),
            fields: SeriesFields::sample(),
            errors: Errors::default(),
        };
        let mut wrong = full.clone();
        wrong.errors.add("series-from", "The change has to begin today or later. Which day?");
        vec![("full", full), ("errors", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for SeriesChange {
    const NAME: &'static str = "series-change";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |was: &str, will: &str, why: &str, outcome| MoveLine {
            was: was.to_owned(),
            will: will.to_owned(),
            why: why.to_owned(),
            outcome,
        };
        let full = SeriesChange {
            frame: Frame { path: "/series/series_1/change".to_owned(), ..Frame::sample_staff(Tab::Groups) },
            acts: Acts::sample(),
            id: "series_1".to_owned(),
            group: "Carers’ circle".to_owned(),
            group_href: "/groups/carers-circle/inside".to_owned(),
            from: "1 December".to_owned(),
            now: "Every Thursday, 6:30pm to 8pm. Ryrie Street, Room 2".to_owned(),
            will_be: "Every Tuesday, 7pm to 8:30pm. Ryrie Street, Room 1".to_owned(),
            carried: vec![("version".to_owned(), "2".to_owned()), ("series-start".to_owned(), "19:00".to_owned())],
            moves: vec![
                line("Thu 3 Dec", "Tue 1 Dec, 7pm", "", MoveOutcome::Moved),
                line("Thu 10 Dec", "Tue 8 Dec, 7pm", "", MoveOutcome::Moved),
                line("Thu 17 Dec", "Thu 17 Dec, 6:30pm", "You moved this one by hand.", MoveOutcome::Kept),
                line("Thu 31 Dec", "", "The hall is shut on 29 December.", MoveOutcome::Cancelled),
                line("", "Tue 12 Jan, 7pm", "", MoveOutcome::New),
            ],
            worth_knowing: vec!["Tam holds Open café on Tuesdays at 7pm. His seat would be empty.".to_owned()],
            seats_touched: 2,
        };
        let nothing = SeriesChange { moves: Vec::new(), worth_knowing: Vec::new(), seats_touched: 0, ..full.clone() };
        vec![("full", full), ("nothing", nothing)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
