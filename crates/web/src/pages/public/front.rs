//! The front door: is this for me, is anyone there now, and what could I come to?

use askama::Template;

use super::{SessionLine, Will};
use crate::pages::{Frame, HelpNow, Page};
use crate::parts::{Drawing, Icon, Lamp, Size};

/// `/`
#[derive(Clone, Template)]
#[template(path = "public/front.html")]
pub struct Front {
    /// What stands around it.
    pub frame: Frame,
    /// Only while a session is on and really ready.
    pub lamp: Option<LampCard>,
    /// The next sessions anyone could come to, soonest first.
    pub next: Vec<SessionLine>,
    /// What was promised and kept lately; empty until there is something to count.
    pub promises: Vec<PromiseKept>,
    /// Over what time they were counted ("Last month").
    pub counted_over: String,
    /// False until the organisation has opened to the public.
    pub open: bool,
}

/// The lamp is lit: somebody is there now.
#[derive(Clone, Debug)]
pub struct LampCard {
    /// Where: "Ryrie Street Hall".
    pub place: String,
    /// What and until when: "Open café until 4pm."
    pub what: String,
    /// Who is there: "Aileen and Priya are there now."
    pub who: String,
    /// Where to read more, without the prefix.
    pub path: String,
}

/// One promise with its count, as sentences.
#[derive(Clone, Debug)]
pub struct PromiseKept {
    /// The promise: "If we say a group is on, it is on."
    pub promise: String,
    /// How it went: "34 of 36 were."
    pub kept: String,
}

impl Page for Front {
    const NAME: &'static str = "front";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Front {
            frame: Frame::sample("/"),
            lamp: Some(LampCard {
                place: "Ryrie Street".to_owned(),
                what: "Open café until 4pm.".to_owned(),
                who: "Aileen and Priya are there now.".to_owned(),
                path: "/groups/open-cafe".to_owned(),
            }),
            next: SessionLine::samples(),
            promises: vec![
                PromiseKept {
                    promise: "We write back in 3 working days.".to_owned(),
                    kept: "We did for 27 of 29 people.".to_owned(),
                },
                PromiseKept {
                    promise: "If we say a group is on, it is on.".to_owned(),
                    kept: "34 of 36 were. Two were called off a day before.".to_owned(),
                },
            ],
            counted_over: "Last month".to_owned(),
            open: true,
        };
        let quiet = Front { lamp: None, next: Vec::new(), promises: Vec::new(), ..full.clone() };
        let mut shut = Front { open: false, ..quiet.clone() };
        shut.frame.help = HelpNow::default();
        let dark = Front { lamp: None, ..full.clone() };
        vec![("full", full), ("lamp-out", dark), ("empty", quiet), ("not-open", shut)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
