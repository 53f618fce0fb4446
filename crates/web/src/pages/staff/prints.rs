//! What is printed for a day without power: the register of one session, and the pack of a week.

use askama::Template;

use super::RotaBranch;
use crate::pages::public::OrderStep;
use crate::pages::{Frame, HelpNumber, Page, Tab};
use crate::parts::Icon;

/// So many lines to write on: what fits on one A4 beside the rest.
const LINES: usize = 16;

/// The register of one session as it stands on paper.
#[derive(Clone)]
pub struct RegisterSheet {
    /// The group.
    pub group: String,
    /// "Tuesday 24 November, 7pm to 8:30pm".
    pub when: String,
    /// "Leith Library, 28 Ferry Road, EH6 4AE", or how one meets.
    pub place: String,
    /// Why it is called off; empty where it is planned.
    pub called_off: String,
    /// Its seats.
    pub held: Vec<HeldSeat>,
    /// Who opens the door; empty where nobody has to.
    pub opener: String,
    /// The number by which people come in; empty where there is none.
    pub phone: String,
    /// What happens; empty where nobody has written it down.
    pub order: Vec<OrderStep>,
    /// How many of us have to be there.
    pub minimum: u32,
    /// The two who read worries: "Sam or Una"; empty where they are not both named.
    pub readers: String,
}

/// A seat with who holds it.
#[derive(Clone)]
pub struct HeldSeat {
    /// "Facilitator".
    pub role: String,
    /// Who; empty where nobody does.
    pub name: String,
}

impl RegisterSheet {
    fn lines(&self) -> std::ops::Range<usize> {
        0..LINES
    }

    /// As many steps as there is room for.
    fn steps(&self) -> &[OrderStep] {
        self.order.get(..8).unwrap_or(&self.order)
    }

    fn sample() -> RegisterSheet {
        let step =
            |time: &str, what: &str| OrderStep { time: time.to_owned(), what: what.to_owned(), words: String::new() };
        let seat = |role: &str, name: &str| HeldSeat { role: role.to_owned(), name: name.to_owned() };
        RegisterSheet {
            group: "Walk and talk".to_owned(),
            when: "Friday 27 November, 11am to 12:30pm".to_owned(),
            place: "Ryrie Street Hall, 4 Ryrie Street, EH6".to_owned(),
            called_off: String::new(),
            held: vec![seat("Walk leader", "Rhona Baird"), seat("Back marker", "")],
            opener: "Tam Doig".to_owned(),
            phone: String::new(),
            order: vec![step("10:50am", "Meet at the green door"), step("11am", "Walk"), step("", "Tea in the hall")],
            minimum: 2,
            readers: "Sam or Una".to_owned(),
        }
    }

    /// Where little is known.
    fn bare() -> RegisterSheet {
        RegisterSheet {
            place: "By phone".to_owned(),
            held: Vec::new(),
            opener: String::new(),
            phone: "0131 496 0177".to_owned(),
            order: Vec::new(),
            minimum: 1,
            readers: String::new(),
            ..RegisterSheet::sample()
        }
    }
}

/// `/sessions/{id}/register`
#[derive(Clone, Template)]
#[template(path = "staff/register.html")]
pub struct RegisterPage {
    /// What stands around it.
    pub frame: Frame,
    /// The session, without the prefix.
    pub href: String,
    /// The sheet.
    pub sheet: RegisterSheet,
}

/// `/rota/pack`
#[derive(Clone, Template)]
#[template(path = "staff/pack.html")]
pub struct Pack {
    /// What stands around it.
    pub frame: Frame,
    /// "23 November to 29 November".
    pub dates: String,
    /// "Saturday 28 November, 11:32am".
    pub printed: String,
    /// The week before, without the prefix.
    pub previous: String,
    /// The week that is now.
    pub this: String,
    /// The week after.
    pub next: String,
    /// The branches to choose from; empty where there is only one.
    pub branches: Vec<RotaBranch>,
    /// The seven days.
    pub days: Vec<PackDay>,
    /// The organisation's help lines, all of them.
    pub lines: Vec<HelpNumber>,
    /// The places of the week; none where the reader may not see how they are run.
    pub places: Option<Vec<PackPlace>>,
    /// A register for each session that is not called off.
    pub registers: Vec<RegisterSheet>,
    /// How many sessions are on the rota without a register, because there are too many.
    pub more: usize,
}

/// A day of the pack.
#[derive(Clone)]
pub struct PackDay {
    /// "Monday 23 November".
    pub name: String,
    /// Its sessions, by time.
    pub sessions: Vec<PackSession>,
}

/// A session on the rota of the pack.
#[derive(Clone)]
pub struct PackSession {
    /// "7pm to 8:30pm".
    pub time: String,
    /// The group.
    pub group: String,
    /// Where, or how one meets.
    pub place: String,
    /// Its seats.
    pub held: Vec<HeldSeat>,
    /// Why it is called off; empty where it is planned.
    pub called_off: String,
    /// What is missing first; empty where nothing is.
    pub missing: String,
}

/// A place on the phone list.
#[derive(Clone)]
pub struct PackPlace {
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// Whether it is a walk, which nobody opens.
    pub walk: bool,
    /// When it is open; empty where nobody wrote it down.
    pub opening: String,
    /// Who looks after it; empty where nobody wrote it down.
    pub caretaker: String,
    /// Who has keys: "Tam Doig, Joan Orr"; empty where nobody does.
    pub keys: String,
}

impl Pack {
    fn sample() -> Pack {
        let sheet = RegisterSheet::sample();
        let session = PackSession {
            time: "11am to 12:30pm".to_owned(),
            group: sheet.group.clone(),
            place: "Ryrie Street Hall".to_owned(),
            held: sheet.held.clone(),
            called_off: String::new(),
            missing: "Back marker to find".to_owned(),
        };
        let off = PackSession {
            called_off: "The place is shut".to_owned(),
            missing: String::new(),
            held: Vec::new(),
            ..session.clone()
        };
        let day = |name: &str, sessions: Vec<PackSession>| PackDay { name: name.to_owned(), sessions };
        let frame = Frame::sample_staff(Tab::Rota);
        Pack {
            lines: frame.help.emergency.iter().chain(&frame.help.lines).cloned().collect(),
            frame,
            dates: "23 November to 29 November".to_owned(),
            printed: "Monday 23 November, 9:14am".to_owned(),
            previous: "/rota/pack?from=2026-11-16".to_owned(),
            this: "/rota/pack".to_owned(),
            next: "/rota/pack?from=2026-11-30".to_owned(),
            branches: [("All branches", true), ("North", false)]
                .map(|(name, chosen)| RotaBranch { name: name.to_owned(), href: "/rota/pack".to_owned(), chosen })
                .into(),
            days: vec![day("Thursday 26 November", Vec::new()), day("Friday 27 November", vec![session, off])],
            places: Some(vec![PackPlace {
                name: "Ryrie Street Hall".to_owned(),
                address: "4 Ryrie Street, EH6".to_owned(),
                walk: false,
                opening: "From 8am".to_owned(),
                caretaker: String::new(),
                keys: "Tam Doig".to_owned(),
            }]),
            registers: vec![sheet, RegisterSheet::bare()],
            more: 0,
        }
    }
}

impl Page for RegisterPage {
    const NAME: &'static str = "register";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = RegisterPage {
            frame: Frame::sample_staff(Tab::Rota),
            href: "/sessions/session_1".to_owned(),
            sheet: RegisterSheet::sample(),
        };
        let mut bare = RegisterPage { sheet: RegisterSheet::bare(), ..full.clone() };
        bare.frame.help = crate::pages::HelpNow::default();
        let mut off = full.clone();
        "The place is shut".clone_into(&mut off.sheet.called_off);
        vec![("full", full), ("bare", bare), ("called-off", off)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Pack {
    const NAME: &'static str = "pack";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Pack::sample();
        let mut empty = Pack {
            branches: Vec::new(),
            lines: Vec::new(),
            places: Some(Vec::new()),
            registers: Vec::new(),
            ..full.clone()
        };
        for day in &mut empty.days {
            day.sessions.clear();
        }
        let many = Pack { more: 12, places: None, ..full.clone() };
        vec![("full", full), ("empty", empty), ("many", many)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
