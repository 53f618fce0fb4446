//! The pieces of a place's page: how it is run, its rooms, the picture of its door, and their forms.

use crate::parts::Choice;

/// A day as typed: day, month, year.
pub type Boxes = (String, String, String);

/// One thing that is known of running a place, with the day it was checked.
#[derive(Clone, Debug)]
pub struct RunningLine {
    /// "Caretaker".
    pub label: String,
    /// "Norrie, 0131 496 0155".
    pub words: String,
    /// "Checked 3 September"; "Not checked yet".
    pub checked: String,
}

/// A new place as it was typed.
#[derive(Clone, Debug, Default)]
pub struct NewPlaceForm {
    /// A building or a walk: values and words.
    pub kinds: Vec<Choice>,
    /// The chosen one.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its postcode.
    pub postcode: String,
}

/// How a place is run, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct RunningForm {
    /// `building` or `route`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its postcode.
    pub postcode: String,
    /// When it is open.
    pub opening: String,
    /// Whether one of us opens it: values and words.
    pub openers: Vec<Choice>,
    /// The chosen one.
    pub opener: String,
    /// When the opening was checked.
    pub opening_checked: Boxes,
    /// Those who may hold a key: id and name; the first says nobody.
    pub people: Vec<(String, String)>,
    /// Who has the key.
    pub key_holder: String,
    /// Who has the second key.
    pub second_key_holder: String,
    /// When the keys were checked.
    pub keys_checked: Boxes,
    /// Who looks after the building.
    pub caretaker: String,
    /// When that was checked.
    pub caretaker_checked: Boxes,
    /// What is to be known of the alarm.
    pub alarm: String,
    /// When that was checked.
    pub alarm_checked: Boxes,
    /// How long the walk is, in kilometres.
    pub distance: String,
    /// When that was checked.
    pub distance_checked: Boxes,
    /// Where it could start: id and name; the first says nowhere.
    pub starts: Vec<(String, String)>,
    /// The chosen one.
    pub start: String,
}

impl RunningForm {
    /// Whether it is the form of a walk.
    pub fn is_route(&self) -> bool {
        self.kind == "route"
    }
}

/// A room with its form. The ids of its fields end with its own.
#[derive(Clone, Debug, Default)]
pub struct HallLine {
    /// Its id; `new` for the one to be added.
    pub id: String,
    /// "Room 2. For 14 people".
    pub line: String,
    /// What it is like, and when that was checked; empty where nobody has said.
    pub note: String,
    /// Whether it is used no more.
    pub retired: bool,
    /// Its name, as typed.
    pub name: String,
    /// How many it holds, as typed.
    pub holds: String,
    /// What it is like, as typed.
    pub words: String,
    /// When it was checked, as typed.
    pub checked_on: Boxes,
    /// What to put right; empty where nothing.
    pub problem: String,
}

impl HallLine {
    /// The id of one of its fields.
    pub fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.id)
    }
}

/// A picture of a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorPicture {
    /// Its address, without the prefix.
    pub src: String,
    /// What it shows, for those who do not see it.
    pub words: String,
    /// How wide, in dots.
    pub width: u32,
    /// How high, in dots.
    pub height: u32,
}

impl DoorPicture {
    pub(in crate::pages) fn sample() -> DoorPicture {
        DoorPicture {
            src: "/pictures/5f0c7d.jpg".to_owned(),
            words: "A green door with a ramp, left of the big steps.".to_owned(),
            width: 1200,
            height: 800,
        }
    }
}

impl RunningForm {
    pub(super) fn sample() -> RunningForm {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let day = || ("3".to_owned(), "9".to_owned(), "2026".to_owned());
        RunningForm {
            kind: "building".to_owned(),
            name: "Ryrie Street Hall".to_owned(),
            address: "14 Ryrie Street".to_owned(),
            postcode: "EH6 7AB".to_owned(),
            opening: "Weekdays from 9am to 9pm".to_owned(),
            openers: vec![Choice::new("anyway", "It is open when we come"), Choice::new("us", "One of us opens it")],
            opener: "us".to_owned(),
            opening_checked: day(),
            people: vec![pair("", "Nobody"), pair("person_1", "Tam Doig"), pair("person_2", "Aileen Kerr")],
            key_holder: "person_1".to_owned(),
            second_key_holder: "person_2".to_owned(),
            keys_checked: day(),
            caretaker: "Norrie, 0131 496 0155".to_owned(),
            caretaker_checked: day(),
            alarm: "The panel is behind the door. You have 30 seconds.".to_owned(),
            alarm_checked: Boxes::default(),
            distance: String::new(),
            distance_checked: Boxes::default(),
            starts: Vec::new(),
            start: String::new(),
        }
    }

    pub(super) fn sample_route() -> RunningForm {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        RunningForm {
            kind: "route".to_owned(),
            name: "River path".to_owned(),
            address: "From Ryrie Street to the weir and back".to_owned(),
            distance: "3.2".to_owned(),
            distance_checked: ("3".to_owned(), "9".to_owned(), "2026".to_owned()),
            starts: vec![pair("", "Not one of our places"), pair("place_1", "Ryrie Street Hall")],
            start: "place_1".to_owned(),
            ..RunningForm::default()
        }
    }
}

impl HallLine {
    pub(super) fn samples() -> Vec<HallLine> {
        let hall = |id: &str, name: &str, holds: &str, note: &str| HallLine {
            id: id.to_owned(),
            line: format!("{name}. For {holds} people"),
            note: note.to_owned(),
            name: name.to_owned(),
            holds: holds.to_owned(),
            ..HallLine::default()
        };
        let shut = HallLine { retired: true, ..hall("hall_3", "Upper room", "8", "") };
        vec![
            hall("hall_1", "Room 1", "30", "Strip lights, and a stage. Checked 3 September."),
            hall("hall_2", "Room 2", "14", ""),
            shut,
        ]
    }

    /// The form of a room that is not there yet.
    pub fn new_one() -> HallLine {
        HallLine { id: "new".to_owned(), ..HallLine::default() }
    }
}
