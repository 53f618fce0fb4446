//! Places: the list, and one place with its facts, each with the day it was last checked.

use askama::Template;

use super::parts::{Acts, Person, Stale};
use super::place_parts::{DoorPicture, HallLine, NewPlaceForm, RunningForm, RunningLine};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Drawing, Errors, Icon};

/// All places.
#[derive(Clone, Template)]
#[template(path = "staff/places.html")]
pub struct Places {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The places, by name.
    pub places: Vec<PlaceLine>,
    /// The form of a new one; none for somebody who may not add any.
    pub new_place: Option<NewPlaceForm>,
    /// What to put right.
    pub errors: Errors,
}

/// A place as a line of a list.
#[derive(Clone)]
pub struct PlaceLine {
    /// Where it is, without the prefix.
    pub href: String,
    /// Its name.
    pub name: String,
    /// "14 Ryrie Street, EH6 7AB"; "A walk, 3.2 km".
    pub note: String,
    /// "5 sessions in two weeks".
    pub sessions: String,
    /// "Look again from 4 September 2027"; that it is time to look again; that nobody has.
    pub look: String,
    /// Whether it is time to look again.
    pub look_now: bool,
    /// Whether it is a walk.
    pub is_route: bool,
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
    /// Its rooms, with the form of each.
    pub halls: Vec<HallLine>,
    /// The form of a room to be added.
    pub new_hall: HallLine,
    /// Who holds a key: holder and second holder, with the note saying which.
    pub keys: Vec<Person>,
    /// When the keys were checked; empty where nobody holds one.
    pub keys_checked: String,
    /// Opening, caretaker, alarm; the length of a walk.
    pub running: Vec<RunningLine>,
    /// The form of how it is run.
    pub form: RunningForm,
    /// How to find the door; may be empty.
    pub door: String,
    /// The picture of the door.
    pub picture: Option<DoorPicture>,
    /// What the picture to be sent shows, as typed.
    pub picture_words: String,
    /// Where a walk starts: name and path.
    pub start: Option<(String, String)>,
    /// When it wants another look.
    pub look: String,
    /// The sessions that are held here next: words and path.
    pub sessions: Vec<(String, String)>,
    /// Which of its forms came back with something to put right; that one stands open.
    pub open: OpenForm,
    /// Whether the reader may change the facts.
    pub may_edit: bool,
    /// What a fact may say: value and words ("yes" Yes, "no" No, "unknown" Not known).
    pub answers: Vec<(String, String)>,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// Which form of a place stands open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenForm {
    /// None of them.
    #[default]
    None,
    /// What it is like.
    Facts,
    /// How it is run.
    Running,
    /// Its rooms.
    Halls,
    /// The picture.
    Picture,
}

impl PlacePage {
    fn is_open(&self, form: OpenForm) -> bool {
        self.open == form
    }

    fn halls_path(&self) -> String {
        format!("/places/{}/halls", self.slug)
    }

    fn hall_path(&self, hall: &HallLine) -> String {
        format!("{}/{}", self.halls_path(), hall.id)
    }

    fn is_route(&self) -> bool {
        self.form.is_route()
    }

    /// What the form of the facts asks: what is written of the door stands there too.
    fn known_facts(&self) -> impl Iterator<Item = &PlaceFact> {
        self.facts.iter().filter(|fact| fact.key != "door" && (fact.says != "not-known" || !fact.words.is_empty()))
    }

    fn not_known(&self) -> String {
        let open = self.facts.iter().filter(|fact| fact.says == "not-known" && fact.words.is_empty());
        open.map(|fact| fact.label.clone()).collect::<Vec<_>>().join(", ")
    }
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
        let line = |name: &str, note: &str, sessions: &str, look: &str| PlaceLine {
            href: "/places/ryrie-street-hall".to_owned(),
            name: name.to_owned(),
            note: note.to_owned(),
            sessions: sessions.to_owned(),
            look: look.to_owned(),
            look_now: look.starts_with("Time"),
            is_route: note.starts_with("A walk"),
        };
        let kinds = vec![
            Choice::new("building", "A building"),
            Choice::with_hint("route", "A walk", "A path, with where it starts."),
        ];
        let form = NewPlaceForm { kinds, kind: "building".to_owned(), ..NewPlaceForm::default() };
        let full = Places {
            frame: Frame::sample_staff(Tab::Places),
            acts: Acts::sample(),
            places: vec![
                line("Mill Lane workshop", "3 Mill Lane, EH6 8RG", "No sessions in two weeks", "Time to look again"),
                line("River path", "A walk of 3.2 km", "2 sessions in two weeks", "Look again from 4 September 2027"),
                line(
                    "Ryrie Street Hall",
                    "14 Ryrie Street, EH6 7AB",
                    "5 sessions in two weeks",
                    "Nobody has checked it",
                ),
            ],
            new_place: Some(form.clone()),
            errors: Errors::default(),
        };
        let empty = Places { places: Vec::new(), ..full.clone() };
        let seen = Places { new_place: None, ..full.clone() };
        let none_seen = Places { new_place: None, ..empty.clone() };
        let mut wrong = full.clone();
        wrong.new_place = Some(NewPlaceForm { name: "Hall".to_owned(), postcode: "EH4".to_owned(), ..form });
        wrong.errors.add("postcode", "We could not read this postcode. An example is EH4 7RD.");
        vec![("full", full), ("empty", empty), ("seen", seen), ("none-seen", none_seen), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl PlacePage {
    fn sample_facts() -> Vec<PlaceFact> {
        let fact = |key: &str, icon: Icon, label: &str, says: &str, said: &str, words: &str| PlaceFact {
            key: key.to_owned(),
            label: label.to_owned(),
            icon,
            says: says.to_owned(),
            said: said.to_owned(),
            words: words.to_owned(),
            less_good: says != "good",
            checked: if says == "not-known" {
                "Not checked yet".to_owned()
            } else {
                "Checked 3 September 2026".to_owned()
            },
            checked_on: if says == "not-known" {
                <_>::default()
            } else {
                ("3".to_owned(), "9".to_owned(), "2026".to_owned())
            },
            problem: String::new(),
        };
        vec![
            fact("step-free", Icon::Ramp, "No steps", "good", "No steps: good", "Ramp and wide door at the side."),
            fact("loop", Icon::Ear, "Hearing loop", "good", "Hearing loop: good", "Ask the hall to switch it on."),
            fact("toilet", Icon::Toilet, "Wide toilet", "good", "Wide toilet: good", ""),
            fact("quiet", Icon::Wave, "Quiet", "less", "Quiet: less good", "Dance class above on Tuesday nights."),
            fact("parking", Icon::Car, "Parking", "not-known", "Parking: not known", ""),
        ]
    }

    fn sample() -> PlacePage {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let line = |label: &str, words: &str, checked: &str| RunningLine {
            label: label.to_owned(),
            words: words.to_owned(),
            checked: checked.to_owned(),
        };
        let checked = "Checked 3 September";
        PlacePage {
            frame: Frame { path: "/places/ryrie-street-hall".to_owned(), ..Frame::sample_staff(Tab::Places) },
            acts: Acts::sample(),
            slug: "ryrie-street-hall".to_owned(),
            version: "4".to_owned(),
            name: "Ryrie Street Hall".to_owned(),
            address: "14 Ryrie Street, EH6 7AB".to_owned(),
            facts: Self::sample_facts(),
            halls: HallLine::samples(),
            new_hall: HallLine::new_one(),
            keys: vec![Person::sample("Tam Doig", "Has the key"), Person::sample("Aileen Kerr", "Has the second key")],
            keys_checked: checked.to_owned(),
            running: vec![
                line("Opening", "Weekdays from 9am to 9pm. One of us opens it", checked),
                line("Caretaker", "Norrie, 0131 496 0155", checked),
                line("Alarm", "The panel is behind the door. You have 30 seconds.", "Not checked yet"),
            ],
            form: RunningForm::sample(),
            door: "Walk past the big steps. The way in is the green door with the ramp.".to_owned(),
            picture: Some(DoorPicture::sample()),
            picture_words: String::new(),
            start: None,
            look: "Look again from 4 September 2027".to_owned(),
            sessions: vec![pair("Carers’ circle, tomorrow, 6:30pm", "/sessions/session_1")],
            open: OpenForm::None,
            may_edit: true,
            answers: vec![pair("not-known", "Not known"), pair("good", "good"), pair("less", "less good")],
            errors: Errors::default(),
            stale: None,
        }
    }
}

impl Page for PlacePage {
    const NAME: &'static str = "place";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Self::sample();
        let bare = PlacePage {
            halls: Vec::new(),
            keys: Vec::new(),
            keys_checked: String::new(),
            running: Vec::new(),
            sessions: Vec::new(),
            picture: None,
            door: String::new(),
            may_edit: false,
            facts: full.facts.iter().filter(|fact| fact.says == "not-known").cloned().collect(),
            ..full.clone()
        };
        let new = PlacePage { may_edit: true, ..bare.clone() };
        let seen = PlacePage { may_edit: false, ..full.clone() };
        let walk = PlacePage {
            name: "River path".to_owned(),
            address: "From Ryrie Street to the weir and back".to_owned(),
            halls: Vec::new(),
            keys: Vec::new(),
            keys_checked: String::new(),
            running: vec![RunningLine {
                label: "How long".to_owned(),
                words: "3.2 km, about 2 miles".to_owned(),
                checked: "Checked 3 September".to_owned(),
            }],
            start: Some(("Ryrie Street Hall".to_owned(), "/places/ryrie-street-hall".to_owned())),
            form: RunningForm::sample_route(),
            ..full.clone()
        };
        let mut stale = full.clone();
        stale.stale =
            Some(Stale::sample("Quiet", "Quiet since the dance class moved.", "Dance class above on Tuesday nights."));
        stale.errors.add("facts", "A day has to be in the past. When was the loop checked?");
        stale.open = OpenForm::Facts;
        if let Some(fact) = stale.facts.get_mut(1) {
            fact.problem = "3 September 2027 is still to come. When was it checked?".to_owned();
        }
        let mut wrong = full.clone();
        wrong.errors.add("second_key_holder", "Both keys are with one person. Choose somebody else for the second.");
        wrong.open = OpenForm::Running;
        let mut no_picture = full.clone();
        no_picture.errors.add("picture", "We could not read this as a picture. Send a JPEG, PNG or WebP.");
        no_picture.picture_words = "The green door".to_owned();
        no_picture.open = OpenForm::Picture;
        let mut hall = full.clone();
        if let Some(room) = hall.halls.first_mut() {
            room.problem = "Another room has this name.".to_owned();
        }
        hall.errors.add("halls", "Another room has this name.");
        hall.open = OpenForm::Halls;
        vec![
            ("full", full),
            ("bare", bare),
            ("new", new),
            ("seen", seen),
            ("walk", walk),
            ("stale", stale),
            ("wrong", wrong),
            ("no-picture", no_picture),
            ("hall", hall),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
