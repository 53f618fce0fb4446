//! What would go with somebody and what must stay; holds; and all that is held about oneself.

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon, Size};
use askama::Template;

/// `/people/{id}/going`
#[derive(Clone, Template)]
#[template(path = "staff/going.html")]
pub struct GoingPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The page of the person.
    pub href: String,
    /// Who, with their stone.
    pub person: Person,
    /// "Before Joan is erased".
    pub title: String,
    /// Why it cannot be done now; empty where it can.
    pub waits: String,
    /// "Hats: 2".
    pub goes: Vec<String>,
    /// "Two sessions to come ask for somebody else at once."
    pub to_come: String,
    /// "Seats held: 12", and why they stay.
    pub stays: Vec<(String, String)>,
    /// The holds.
    pub holds: Vec<HoldLine>,
    /// What was typed.
    pub typed: TypedGoing,
    /// What to put right.
    pub errors: Errors,
}

/// One hold.
#[derive(Clone, Debug)]
pub struct HoldLine {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
    /// "By Sam, Monday 2 November, 10am. Without an end."
    pub detail: String,
}

/// What was typed into the forms.
#[derive(Clone, Debug, Default)]
pub struct TypedGoing {
    /// Why they are erased.
    pub erase: String,
    /// Why there is a hold.
    pub hold: String,
    /// Until when: day, month, year.
    pub until: (String, String, String),
    /// Why it is taken out.
    pub record: String,
}

impl GoingPage {
    fn base(&self) -> String {
        format!("{}/going", self.href)
    }
}

impl Page for GoingPage {
    const NAME: &'static str = "going";

    fn samples() -> Vec<(&'static str, Self)> {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let full = Self {
            frame: Frame { path: "/people/person_1/going".to_owned(), ..Frame::sample_staff(Tab::People) },
            acts: Acts::sample(),
            href: "/people/person_1".to_owned(),
            person: Person::sample("Tam Douglas", ""),
            title: "Before Tam Douglas is erased".to_owned(),
            waits: String::new(),
            goes: vec!["Name and address: 1".to_owned(), "Checks: 2".to_owned()],
            to_come: "Two sessions to come ask for somebody else at once.".to_owned(),
            stays: vec![pair("Seats held: 12", "that a session had its people is counted; it names nobody")],
            holds: Vec::new(),
            typed: TypedGoing::default(),
            errors: Errors::default(),
        };
        let held = Self {
            title: "Tam Douglas cannot be erased now".to_owned(),
            waits: "There is a hold on this record. It is erased once the hold has ended.".to_owned(),
            holds: vec![HoldLine {
                id: "hold_1".to_owned(),
                reason: "The council looks into it".to_owned(),
                detail: "By Sam Okafor, Monday 2 November, 10am. Without an end.".to_owned(),
            }],
            ..full.clone()
        };
        let mut wrong = full.clone();
        wrong.errors.add("erase", wrong.frame.t("going-say-reason").to_owned());
        wrong.errors.add("hold", wrong.frame.t("going-say-reason").to_owned());
        wrong.errors.add("until", wrong.frame.t("going-say-over").to_owned());
        wrong.errors.add("record", wrong.frame.t("going-say-reason").to_owned());
        vec![("full", full), ("held", held), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

/// `/account/record`
#[derive(Clone, Template)]
#[template(path = "staff/own_record.html")]
pub struct OwnRecord {
    /// What stands around it.
    pub frame: Frame,
    /// What is held, by heading.
    pub parts: Vec<HeldPart>,
}

/// What is held under one heading.
#[derive(Clone, Debug)]
pub struct HeldPart {
    /// The heading.
    pub heading: String,
    /// Each record: what each thing is called, and what stands there.
    pub rows: Vec<Vec<(String, String)>>,
}

impl Page for OwnRecord {
    const NAME: &'static str = "own-record";

    fn samples() -> Vec<(&'static str, Self)> {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let part = |heading: &str, rows: Vec<Vec<(String, String)>>| HeldPart { heading: heading.to_owned(), rows };
        let full = Self {
            frame: Frame { path: "/account/record".to_owned(), ..Frame::sample_staff(Tab::More) },
            parts: vec![
                part("Name and address", vec![vec![pair("Name", "Joan Baird"), pair("Email", "joan@example.org")]]),
                part(
                    "Hats",
                    vec![vec![pair("Role", "supporter"), pair("From", "3 March 2022")], vec![pair("Role", "member")]],
                ),
            ],
        };
        vec![("full", full)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
