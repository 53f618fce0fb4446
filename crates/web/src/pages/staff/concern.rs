//! One worry, for its two readers.

use askama::Template;

use super::going::{HoldLine, TypedGoing};
use super::parts::{Acts, clock};
use super::session::HistoryLine;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon, Pressing, PromiseClock};
use bothy_actions::safety::LooksNow;

/// One worry, for the two people who read worries.
#[derive(Clone, Template)]
#[template(path = "staff/concern.html")]
pub struct Concern {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Its id.
    pub id: String,
    /// "Told us today at 9:14am".
    pub told: String,
    /// "About someone else".
    pub about: String,
    /// The words as they were said.
    pub words: String,
    /// The name they gave, or whose sign-in it was, if they said so; empty where not.
    pub who: String,
    /// How to reach them; empty where they did not say.
    pub back: String,
    /// Our promise.
    pub clock: PromiseClock,
    /// "Read by Sam today at 9:40am"; empty while nobody has.
    pub acknowledged: String,
    /// Who else reads it ("Aileen reads it too"); who is told if nobody does.
    pub readers: String,
    /// What happened with it.
    pub history: Vec<HistoryLine>,
    /// How the looks under it stand, for this reader.
    pub looks: LooksNow,
    /// Whether the reader may hold it.
    pub may_hold: bool,
    /// The holds on it.
    pub holds: Vec<HoldLine>,
    /// What was typed into the form of a hold.
    pub typed: TypedGoing,
    /// What to put right.
    pub errors: Errors,
}

impl Concern {
    fn base(&self) -> String {
        format!("/concerns/{}", self.id)
    }
}

impl Page for Concern {
    const NAME: &'static str = "concern-inside";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Concern {
            frame: Frame { path: "/concerns/concern_1".to_owned(), ..Frame::sample_staff(Tab::Concerns) },
            acts: Acts::sample(),
            id: "concern_1".to_owned(),
            told: "Told us today at 9:14am".to_owned(),
            about: "About someone else".to_owned(),
            words: "He has not been for three weeks and does not answer his door.".to_owned(),
            who: "Joan".to_owned(),
            back: "0131 496 0177".to_owned(),
            clock: clock(Pressing::Soon, 0.6, "1 h 20 left", "by 11:15am"),
            acknowledged: String::new(),
            readers: "You and Sam read this. If neither has by 11:15am, the coordinator on call is told.".to_owned(),
            history: vec![HistoryLine {
                when: "Today, 9:14am".to_owned(),
                what: "You and Sam were told by text.".to_owned(),
            }],
            looks: LooksNow::NotTheirs,
            may_hold: false,
            holds: Vec::new(),
            typed: TypedGoing::default(),
            errors: Errors::default(),
        };
        let read = Concern {
            acknowledged: "Sam has read it, today at 9:40am.".to_owned(),
            clock: clock(Pressing::Done, 1.0, "Read", "in 26 minutes"),
            looks: LooksNow::KeptBack,
            may_hold: true,
            holds: vec![HoldLine {
                id: "hold_1".to_owned(),
                reason: "The council looks into it".to_owned(),
                detail: "By Sam Okafor, Monday 2 November, 10am. Without an end.".to_owned(),
            }],
            ..full.clone()
        };
        let late = Concern {
            who: String::new(),
            back: String::new(),
            looks: LooksNow::LetGo,
            clock: clock(Pressing::Late, 0.0, "40 min late", "due 11:15am"),
            ..full.clone()
        };
        vec![("full", full), ("read", read), ("late", late)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
