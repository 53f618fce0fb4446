//! Before a role of somebody ends: what goes back to whom.

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon, Size};
use askama::Template;

/// `/people/{id}/hats/{hat}/end`
#[derive(Clone, Template)]
#[template(path = "staff/ending.html")]
pub struct EndingPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its form.
    pub acts: Acts,
    /// The page of the person, without the prefix.
    pub href: String,
    /// Where the form goes, without the prefix.
    pub action: String,
    /// Who, with their stone.
    pub person: Person,
    /// "Tam Douglas. Coordinator, in Leith".
    pub over: String,
    /// The heading.
    pub title: String,
    /// Why it cannot be done now; empty where it can.
    pub waits: String,
    /// What happens, a sentence each.
    pub happens: Vec<String>,
    /// The sessions on which a seat falls empty: when, which group, and where it is, without the
    /// prefix; empty for who does not plan it.
    pub seats: Vec<(String, String, String)>,
    /// "And 12 more."; empty where all are named.
    pub more: String,
    /// The reason as it was typed.
    pub reason: String,
    /// What to put right.
    pub errors: Errors,
}

impl Page for EndingPage {
    const NAME: &'static str = "ending";

    fn samples() -> Vec<(&'static str, Self)> {
        let seat = |when: &str, group: &str| (when.to_owned(), group.to_owned(), "/sessions/session_1".to_owned());
        let full = Self {
            frame: Frame { path: "/people/person_1/hats/hat_1/end".to_owned(), ..Frame::sample_staff(Tab::People) },
            acts: Acts::sample(),
            href: "/people/person_1".to_owned(),
            action: "/people/person_1/hats/hat_1/end".to_owned(),
            person: Person::sample("Tam Douglas", ""),
            over: "Tam Douglas. Peer supporter, in the whole organisation".to_owned(),
            title: "Tam Douglas and this role".to_owned(),
            waits: String::new(),
            happens: vec![
                "Two seats to come fall empty, and those who know each group are asked.".to_owned(),
                "Nothing that they have taken goes back.".to_owned(),
            ],
            seats: vec![seat("Tomorrow, 11am", "Walk and talk"), seat("Friday, 2pm", "Craft and blether")],
            more: "And 12 more.".to_owned(),
            reason: String::new(),
            errors: Errors::default(),
        };
        let waits = Self {
            waits: "Nobody else administers this organisation. Invite another administrator first.".to_owned(),
            seats: Vec::new(),
            more: String::new(),
            ..full.clone()
        };
        let mut wrong = full.clone();
        wrong.errors.add("reason", wrong.frame.t("going-say-reason").to_owned());
        vec![("full", full), ("waits", waits), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
