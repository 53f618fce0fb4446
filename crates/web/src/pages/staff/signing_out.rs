//! Before somebody is signed out everywhere: what ends, and what stays with whoever has the device.

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon, Size};
use askama::Template;

/// `/people/{id}/sign-out`
#[derive(Clone, Template)]
#[template(path = "staff/signing_out.html")]
pub struct SigningOutPage {
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
    /// The heading.
    pub title: String,
    /// Why it cannot be done here; empty where it can.
    pub waits: String,
    /// What ends, a sentence each.
    pub happens: Vec<String>,
    /// What the tokens that end are for.
    pub tokens: Vec<String>,
    /// What stays, a sentence each.
    pub stays: Vec<String>,
    /// The reason as it was typed.
    pub reason: String,
    /// What to put right.
    pub errors: Errors,
}

impl Page for SigningOutPage {
    const NAME: &'static str = "signing-out";

    fn samples() -> Vec<(&'static str, Self)> {
        let said = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
        let full = Self {
            frame: Frame { path: "/people/person_1/sign-out".to_owned(), ..Frame::sample_staff(Tab::People) },
            acts: Acts::sample(),
            href: "/people/person_1".to_owned(),
            action: "/people/person_1/sign-out".to_owned(),
            person: Person::sample("Aileen Kerr", ""),
            title: "Sign Aileen Kerr out everywhere".to_owned(),
            waits: String::new(),
            happens: said(&["They are signed out on 3 devices, within a second.", "Two tokens open nothing any more:"]),
            tokens: said(&["The rota on the wall", "My week in a spreadsheet"]),
            stays: said(&["Their roles stay.", "What was printed or downloaded stays with whoever has it."]),
            reason: String::new(),
            errors: Errors::default(),
        };
        let own = Self { waits: full.frame.t("sign-them-out-themselves").to_owned(), ..full.clone() };
        let mut wrong = Self { tokens: Vec::new(), ..full.clone() };
        wrong.errors.add("reason", wrong.frame.t("going-say-reason").to_owned());
        vec![("full", full), ("own", own), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
