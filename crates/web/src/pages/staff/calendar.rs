//! One's own sessions in the calendar of one's own phone.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Square};

/// `/account/calendar`
#[derive(Clone, Template)]
#[template(path = "staff/calendar.html")]
pub struct CalendarPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The link that was just made; it is shown this once.
    pub made: Option<MadeLink>,
    /// The links there are.
    pub links: Vec<CalendarLine>,
    /// Whether one more may be made.
    pub one_more: bool,
    /// So many there may be, in a sentence.
    pub most: String,
    /// The word for a new one, as typed.
    pub word: String,
    /// What to put right.
    pub errors: Errors,
}

/// A link that is shown.
#[derive(Clone)]
pub struct MadeLink {
    /// Its whole address.
    pub address: String,
    /// The same in the way in which a phone asks whether to add it.
    pub webcal: String,
    /// The same for a phone that is pointed at a screen.
    pub square: Square,
}

/// A link there is.
#[derive(Clone, Debug)]
pub struct CalendarLine {
    /// Its id.
    pub id: String,
    /// What stands at each session.
    pub says: String,
    /// When it was made and last read, in a sentence.
    pub when: String,
}

impl Page for CalendarPage {
    const NAME: &'static str = "calendar";

    fn samples() -> Vec<(&'static str, Self)> {
        let none = CalendarPage {
            frame: Frame { path: "/account/calendar".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            made: None,
            links: Vec::new(),
            one_more: true,
            most: "You can have 5 of them.".to_owned(),
            word: "Busy".to_owned(),
            errors: Errors::default(),
        };
        let line = |id: &str, says: &str| CalendarLine {
            id: id.to_owned(),
            says: says.to_owned(),
            when: "Made: Monday 23 November. Last read: Wednesday 25 November.".to_owned(),
        };
        let address = "https://peers.example.org/c/0123456789abcdef0123456789abcdef.ics";
        let made = CalendarPage {
            made: Some(MadeLink {
                address: address.to_owned(),
                webcal: address.replace("https://", "webcal://"),
                square: Square::of(address),
            }),
            links: vec![line("calendar_1", "Busy")],
            ..none.clone()
        };
        let mut wrong = CalendarPage { word: "Open café".to_owned(), ..none.clone() };
        wrong.errors.add("word", wrong.frame.t("calendar-tells").to_owned());
        let full = CalendarPage {
            links: (1..=5).map(|number| line(&format!("calendar_{number}"), "Appointment")).collect(),
            one_more: false,
            ..none.clone()
        };
        vec![("none", none), ("made", made), ("wrong", wrong), ("full", full)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
