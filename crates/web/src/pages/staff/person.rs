//! One person who helps: what they have shown, what runs out, and the forms to write something down.

use super::parts::{Acts, Person, clock};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon, Pressing, PromiseClock, Size};
use askama::Template;

/// One person who helps.
#[derive(Clone, Template)]
#[template(path = "staff/person.html")]
pub struct PersonPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Their page.
    pub href: String,
    /// Who, with their stone.
    pub person: Person,
    /// "Joan Baird. Peer supporter, since 25 November 2025".
    pub over: String,
    /// "One thing needs a look".
    pub title: String,
    /// What is asked and what is there, what wants a look first.
    pub things: Vec<ThingLine>,
    /// Whether the reader may write something down.
    pub may_record: bool,
    /// Whether the reader may take out all that is held, hold it, or erase them.
    pub may_let_go: bool,
    /// Whether the reader may sign them out everywhere.
    pub may_sign_out: bool,
    /// What was typed into the form that stands open.
    pub typed: TypedRecord,
    /// Today, as it stands in three boxes.
    pub today: (String, String, String),
    /// The kinds of check to choose from, the last is another.
    pub kinds: Vec<(String, String)>,
    /// The training steps to choose from, the last is another.
    pub steps: Vec<(String, String)>,
    /// All that was written down, the newest first.
    pub written: Vec<RecordLine>,
    /// Their hats.
    pub hats: Vec<HatLine>,
    /// The form by which they are given a further role; none for who may not.
    pub giving: Option<GivingForm>,
    /// Their own limit, in words; empty for who holds no seats.
    pub limit: String,
    /// The seats to come: day and time, the group, its page.
    pub seats: Vec<(String, String, String)>,
    /// "And 11 more until 20 January"; empty where all are shown.
    pub more_seats: String,
    /// Whether the reader sees seats at all.
    pub sees_seats: bool,
    /// Which form came back with something to put right; that one stands open.
    pub open: OpenRecord,
    /// What to put right.
    pub errors: Errors,
}

/// One thing that is asked or shown.
#[derive(Clone, Debug)]
pub struct ThingLine {
    /// How it stands, by when.
    pub clock: PromiseClock,
    /// Whether all is well with it.
    pub good: bool,
    /// "PVG check".
    pub what: String,
    /// "Seen on 14 February 2024. Written down by Sam."
    pub detail: String,
}

/// One thing that was written down.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// Its id.
    pub id: String,
    /// "PVG check, 14 February 2024 to 14 February 2027".
    pub what: String,
    /// "Written down by Sam, 14 February 2024, 10am"; empty where that is not known.
    pub noted: String,
}

/// One hat.
#[derive(Clone, Debug)]
pub struct HatLine {
    /// "Peer supporter".
    pub role: String,
    /// "In Leith, since 25 November 2025".
    pub detail: String,
    /// Where it is ended, without the prefix; empty for who may not, and where it is over.
    pub end: String,
}

/// The form by which somebody is given a further role.
#[derive(Clone, Debug, Default)]
pub struct GivingForm {
    /// What they can be given.
    pub roles: Vec<(String, String)>,
    /// The branches; the first says the whole organisation.
    pub branches: Vec<(String, String)>,
    /// The role, as chosen.
    pub role: String,
    /// The branch, as chosen.
    pub branch: String,
}

/// Which form stands open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenRecord {
    /// None of them.
    #[default]
    None,
    /// A check.
    Check,
    /// A training step.
    Training,
    /// A reference.
    Reference,
    /// Supervision.
    Supervision,
}

/// What was typed into the forms; each form has its own day.
#[derive(Clone, Debug, Default)]
pub struct TypedRecord {
    /// The kind or step that was chosen.
    pub kind: String,
    /// The other kind, or the referee.
    pub name: String,
    /// The day: day, month, year.
    pub on: (String, String, String),
    /// The last day.
    pub until: (String, String, String),
}

impl PersonPage {
    fn path(&self, what: &str) -> String {
        format!("{}/{what}", self.href)
    }

    fn is_open(&self, form: OpenRecord) -> bool {
        self.open == form
    }

    /// What was typed, in the form that came back; the first kind and today in the others.
    fn typed_in(&self, form: OpenRecord) -> TypedRecord {
        if self.is_open(form) {
            return self.typed.clone();
        }
        let choices = match form {
            OpenRecord::Check => &self.kinds[..],
            OpenRecord::Training => &self.steps[..],
            OpenRecord::Reference | OpenRecord::Supervision | OpenRecord::None => &[],
        };
        let kind = choices.first().map(|(value, _)| value.clone()).unwrap_or_default();
        TypedRecord { kind, on: self.today.clone(), ..TypedRecord::default() }
    }
}

impl Page for PersonPage {
    const NAME: &'static str = "person";

    fn samples() -> Vec<(&'static str, Self)> {
        let thing = |clock: PromiseClock, what: &str, detail: &str| ThingLine {
            good: clock.pressing == Pressing::Done,
            clock,
            what: what.to_owned(),
            detail: detail.to_owned(),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let full = Self {
            frame: Frame { path: "/people/person_1".to_owned(), ..Frame::sample_staff(Tab::People) },
            acts: Acts::sample(),
            href: "/people/person_1".to_owned(),
            person: Person::sample("Tam Douglas", ""),
            over: "Tam Douglas. Peer supporter, since 3 March 2022".to_owned(),
            title: "One thing needs a look".to_owned(),
            things: vec![
                thing(
                    clock(Pressing::Soon, 0.4, "12 days left", "by 7 December"),
                    "Supervision",
                    "Last on 12 October. It holds 8 weeks.",
                ),
                thing(
                    clock(Pressing::Done, 1.0, "Good", "to 14 February 2027"),
                    "PVG check",
                    "Seen on 14 February 2024. Written down by Sam Okafor.",
                ),
            ],
            may_record: true,
            may_let_go: true,
            may_sign_out: true,
            typed: TypedRecord::default(),
            today: ("25".to_owned(), "11".to_owned(), "2026".to_owned()),
            kinds: vec![pair("pvg", "PVG"), pair("", "Another kind")],
            steps: vec![pair("", "Another kind")],
            written: vec![RecordLine {
                id: "record_1".to_owned(),
                what: "PVG check, 14 February 2024 to 14 February 2027".to_owned(),
                noted: "Written down by Sam Okafor, Monday 2 November, 10am".to_owned(),
            }],
            hats: vec![HatLine {
                role: "Peer supporter".to_owned(),
                detail: "In the whole organisation, since 3 March 2022".to_owned(),
                end: "/people/person_1/hats/hat_1/end".to_owned(),
            }],
            giving: Some(GivingForm {
                roles: vec![pair("supporter", "Peer supporter"), pair("coordinator", "Coordinator")],
                branches: vec![pair("", "The whole organisation"), pair("branch_1", "Leith")],
                role: String::new(),
                branch: String::new(),
            }),
            limit: "3 sessions a week are enough.".to_owned(),
            seats: vec![("Today, 6:30pm".to_owned(), "Men’s shed talk".to_owned(), "/sessions/session_1".to_owned())],
            more_seats: "And 2 more until 20 January.".to_owned(),
            sees_seats: true,
            open: OpenRecord::None,
            errors: Errors::default(),
        };
        let mut wrong = Self {
            open: OpenRecord::Reference,
            typed: TypedRecord { name: "Morag Bain".to_owned(), ..TypedRecord::default() },
            ..full.clone()
        };
        wrong.errors.add("name-reference", "There is a reference of theirs already.");
        wrong.errors.add("hat-role", wrong.frame.t("giving-worn").to_owned());
        let own = Self {
            giving: None,
            may_record: false,
            may_let_go: false,
            may_sign_out: false,
            seats: Vec::new(),
            written: Vec::new(),
            things: Vec::new(),
            ..full.clone()
        };
        vec![("full", full), ("wrong", wrong), ("own", own)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
