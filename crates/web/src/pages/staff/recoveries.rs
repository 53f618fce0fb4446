//! Those who lost their way in, for the two who answer.

use askama::Template;

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};

/// `/recover`, for those who work here.
#[derive(Clone, Template)]
#[template(path = "staff/recoveries.html")]
pub struct Recoveries {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Who asks.
    pub asked: Vec<AskedLine>,
}

/// Somebody who asks to be let in again.
#[derive(Clone)]
pub struct AskedLine {
    /// The id of the asking.
    pub id: String,
    /// Who, and when they asked.
    pub person: Person,
    /// Who said yes already, in a sentence; empty where nobody.
    pub first: String,
    /// Whether the one who reads said yes already.
    pub mine: bool,
}

impl Page for Recoveries {
    const NAME: &'static str = "recoveries";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |id: &str, name: &str, first: &str, mine: bool| AskedLine {
            id: id.to_owned(),
            person: Person::sample(name, "Asked: Today, 9:14am"),
            first: first.to_owned(),
            mine,
        };
        let full = Recoveries {
            frame: Frame { path: "/recover".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            asked: vec![
                line("recovery_1", "Joan Baird", "", false),
                line("recovery_2", "Tam", "Sam Okafor has spoken with them and said yes.", false),
                line("recovery_3", "Rhona", "Aileen Kerr has spoken with them and said yes.", true),
            ],
        };
        let none = Recoveries { asked: Vec::new(), ..full.clone() };
        vec![("full", full), ("none", none)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
