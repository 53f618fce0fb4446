//! Who can get in: inviting somebody, and how each one signs in.

use askama::Template;

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Errors};

/// `/settings/people`
#[derive(Clone, Template)]
#[template(path = "staff/people_in.html")]
pub struct PeopleIn {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Those who can get in, or could.
    pub people: Vec<PersonIn>,
    /// What somebody can be invited as.
    pub roles: Vec<Choice>,
    /// The branches; the first says the whole organisation.
    pub branches: Vec<(String, String)>,
    /// What was typed into the form, where it came back.
    pub typed: TypedPerson,
    /// What to put right.
    pub errors: Errors,
}

/// What was typed about somebody to be invited.
#[derive(Clone, Debug, Default)]
pub struct TypedPerson {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The roles that were ticked.
    pub roles: Vec<String>,
    /// The id of a branch.
    pub branch: String,
}

/// Somebody who can get in, or could.
#[derive(Clone)]
pub struct PersonIn {
    /// Their id.
    pub id: String,
    /// Their name and hats.
    pub person: Person,
    /// How they sign in, in a sentence.
    pub how: String,
    /// Whether a link may be sent to them: they have no password yet.
    pub may_send: bool,
    /// What may be decided about their second step.
    pub step: StepChoice,
}

/// What may be decided about somebody's second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepChoice {
    /// Nothing: none is asked of them, or it is oneself.
    Nothing,
    /// It may be let be, with a reason.
    LetBe,
    /// It may be asked for again.
    Ask,
}

impl PersonIn {
    fn lets_be(&self) -> bool {
        self.step == StepChoice::LetBe
    }

    fn asks(&self) -> bool {
        self.step == StepChoice::Ask
    }

    fn field(&self) -> String {
        format!("reason-{}", self.id)
    }
}

impl Page for PeopleIn {
    const NAME: &'static str = "people-in";

    fn samples() -> Vec<(&'static str, Self)> {
        let one = |id: &str, name: &str, hats: &str, how: &str, may_send: bool, step: StepChoice| PersonIn {
            id: id.to_owned(),
            person: Person::sample(name, hats),
            how: how.to_owned(),
            may_send,
            step,
        };
        let full = PeopleIn {
            frame: Frame { path: "/settings/people".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            people: vec![
                one("person_1", "Aileen Kerr", "Coordinator", "Password and phone.", false, StepChoice::LetBe),
                one("person_2", "Joan Baird", "Peer supporter", "Has no password yet.", true, StepChoice::Nothing),
                one(
                    "person_3",
                    "Sam Okafor",
                    "Safeguarding lead",
                    "Password alone. The phone was let be.",
                    false,
                    StepChoice::Ask,
                ),
            ],
            roles: vec![Choice::new("coordinator", "Coordinator"), Choice::new("supporter", "Peer supporter")],
            branches: vec![
                (String::new(), "The whole organisation".to_owned()),
                ("branch_1".to_owned(), "Leith".to_owned()),
            ],
            typed: TypedPerson::default(),
            errors: Errors::default(),
        };
        let mut back = PeopleIn {
            typed: TypedPerson {
                name: "Tam".to_owned(),
                email: "tam".to_owned(),
                roles: vec![],
                branch: "branch_1".to_owned(),
            },
            ..full.clone()
        };
        back.errors.add("email", back.frame.t("people-in-no-address").to_owned());
        back.errors.add("role", back.frame.t("people-in-no-role").to_owned());
        vec![("full", full), ("back", back)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
