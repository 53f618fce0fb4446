//! Places: the list, and one place with its facts, each with the day it was last checked.

use askama::Template;

use super::parts::{Acts, Person, Stale};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Errors, Icon};

/// All places.
#[derive(Clone, Template)]
#[template(path = "staff/places.html")]
pub struct Places {
    /// What stands around it.
    pub frame: Frame,
    /// The places, by name.
    pub places: Vec<PlaceLine>,
}

/// A place as a line of a list.
#[derive(Clone)]
pub struct PlaceLine {
    /// Where it is, without the prefix.
    pub href: String,
    /// Its name.
    pub name: String,
    /// "3 rooms. 5 groups a week".
    pub note: String,
}

/// One place.
#[derive(Clone, Template)]
#[template(path = "staff/place.html")]
pub struct PlacePage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The part of its address that names it.
    pub slug: String,
    /// The version the form was printed from.
    pub version: String,
    /// Its name.
    pub name: String,
    /// "14 Ryrie Street, EH6 7AB".
    pub address: String,
    /// Its facts, in the order they are asked.
    pub facts: Vec<PlaceFact>,
    /// Its rooms: "Room 2. 14 in a ring".
    pub halls: Vec<String>,
    /// Who holds a key: holder and second holder, with the note saying which.
    pub keys: Vec<Person>,
    /// Opener, caretaker, alarm, assembly point, defibrillator: label and words.
    pub running: Vec<(String, String)>,
    /// The sessions that are held here next: words and path.
    pub sessions: Vec<(String, String)>,
    /// Whether the reader may change the facts.
    pub may_edit: bool,
    /// What a fact may say: value and words ("yes" Yes, "no" No, "unknown" Not known).
    pub answers: Vec<(String, String)>,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// A fact of a place. Its fields are `says-KEY`, `words-KEY`, `checked-KEY-day` and so on.
#[derive(Clone)]
pub struct PlaceFact {
    /// Its key in forms.
    pub key: String,
    /// "Hearing loop".
    pub label: String,
    /// Its drawing.
    pub icon: Icon,
    /// The value of what it says, one of `answers`.
    pub says: String,
    /// What it says, in words: "Hearing loop in Room 2".
    pub said: String,
    /// More, in our own words; may be empty.
    pub words: String,
    /// Whether it is less good news.
    pub less_good: bool,
    /// "Checked 3 September"; "Not checked yet".
    pub checked: String,
    /// The day it was checked: day, month, year, as typed.
    pub checked_on: (String, String, String),
    /// What to put right in this fact; empty where nothing.
    pub problem: String,
}

impl PlaceFact {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.key)
    }

    fn error(&self) -> Option<&str> {
        Some(self.problem.as_str()).filter(|problem| !problem.is_empty())
    }
}

impl Page for Places {
    const NAME: &'static str = "places";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |name: &str, note: &str| PlaceLine {
            href: "/places/ryrie-street-hall".to_owned(),
            name: name.to_owned(),
            note: note.to_owned(),
        };
        let full = Places {
            frame: Frame::sample_staff(Tab::Places),
            places: vec![
                line("Mill Lane workshop", "1 room. Steps at the door"),
                line("River path", "A walk, 2 miles, flat"),
                line("Ryrie Street Hall", "3 rooms. 5 sessions in two weeks"),
            ],
        };
        let empty = Places { places: Vec::new(), ..full.clone() };
        vec![("full", full), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for PlacePage {
    const NAME: &'static str = "place";

    fn samples() -> Vec<(&'static str, Self)> {
        let fact = |key: &str, icon: Icon, label: &str, says: &str, said: &str, words: &str| PlaceFact {
            key: key.to_owned(),
            label: label.to_owned(),
            icon,
            says: says.to_owned(),
            said: said.to_owned(),
            words: words.to_owned(),
            less_good: says != "yes",
            checked: if says == "unknown" {
                "Not checked yet".to_owned()
            } else {
                "Checked 3 September 2026".to_owned()
            },
            checked_on: if says == "unknown" {
                <_>::default()
            } else {
                ("3".to_owned(), "9".to_owned(), "2026".to_owned())
            },
            problem: String::new(),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let full = PlacePage {
            frame: Frame { path: "/places/ryrie-street-hall".to_owned(), ..Frame::sample_staff(Tab::Places) },
            acts: Acts::sample(),
            slug: "ryrie-street-hall".to_owned(),
            version: "4".to_owned(),
            name: "Ryrie Street Hall".to_owned(),
            address: "14 Ryrie Street, EH6 7AB".to_owned(),
            facts: vec![
                fact("step-free", Icon::Ramp, "No steps", "yes", "No steps", "Ramp and wide door at the side."),
                fact(
                    "loop",
                    Icon::Ear,
                    "Hearing loop",
                    "yes",
                    "Hearing loop in Room 2",
                    "Ask the hall to switch it on.",
                ),
                fact("toilet", Icon::Toilet, "Wide toilet", "yes", "A wide toilet with rails", ""),
                fact("quiet", Icon::Wave, "Quiet", "no", "Some noise", "Dance class above on Tuesday nights."),
                fact("parking", Icon::Car, "Parking", "unknown", "Parking: not known", ""),
            ],
            halls: vec!["Room 1. 30 in a ring".to_owned(), "Room 2. 14 in a ring".to_owned()],
            keys: vec![Person::sample("Tam Doig", "Has the key"), Person::sample("Aileen Kerr", "Has the second key")],
            running: vec![
                pair("Who opens", "One of us, half an hour before"),
                pair("Hall keeper", "Norrie, 0131 496 0155"),
                pair("If the alarm rings", "Meet at the bench across the road"),
                pair("Nearest defibrillator", "Outside the library, 200 m"),
            ],
            sessions: vec![pair("Carers’ circle, tomorrow 6:30pm", "/sessions/session_1")],
            may_edit: true,
            answers: vec![pair("yes", "Yes"), pair("no", "No"), pair("partly", "Partly"), pair("unknown", "Not known")],
            errors: Errors::default(),
            stale: None,
        };
        let bare = PlacePage {
            facts: Vec::new(),
            halls: Vec::new(),
            keys: Vec::new(),
            running: Vec::new(),
            sessions: Vec::new(),
            may_edit: false,
            ..full.clone()
        };
        let mut stale = full.clone();
        stale.stale =
            Some(Stale::sample("Quiet", "Quiet since the dance class moved.", "Dance class above on Tuesday nights."));
        stale.errors.add("facts", "A day has to be in the past. When was the loop checked?");
        if let Some(fact) = stale.facts.get_mut(1) {
            fact.problem = "3 September 2027 is still to come. When was it checked?".to_owned();
        }
        vec![("full", full), ("bare", bare), ("stale", stale)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
