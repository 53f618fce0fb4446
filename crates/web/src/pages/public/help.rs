//! Whom to ring: the lines that are open now first. All numbers come from the organisation's list.

use askama::Template;

use crate::pages::{Frame, HelpNow, Page};
use crate::parts::{Icon, Lamp, Size};

/// `/help`
#[derive(Clone, Template)]
#[template(path = "public/help.html")]
pub struct Help {
    /// What stands around it; its `help.emergency` stands first.
    pub frame: Frame,
    /// "Wednesday 25 November, 9:14am".
    pub now: String,
    /// The area the lines are for.
    pub area: String,
    /// Open at this moment.
    pub open: Vec<Line>,
    /// Open later.
    pub later: Vec<Line>,
    /// Ways for who cannot speak, from the organisation's list.
    pub silent: Vec<Silent>,
    /// Whether one came here from the first tap of a worry, and may want to go on to tell it.
    pub then_tell: bool,
}

/// One help line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// "116 123"
    pub number: String,
    /// `tel:116123`
    pub href: String,
    /// Whose it is.
    pub name: String,
    /// What it is for.
    pub words: String,
    /// "Day and night", "Tonight, 6pm to 2am".
    pub hours: String,
    /// "Ring. Free".
    pub ways: String,
    /// "2 November"; empty where nobody has checked it.
    pub checked: String,
    /// Where the number was taken from.
    pub source: String,
}

/// A way for who cannot speak.
#[derive(Clone, Debug)]
pub struct Silent {
    /// "Ring and stay on."
    pub what: String,
    /// How it goes.
    pub words: String,
}

impl Page for Help {
    const NAME: &'static str = "help";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |number: &str, name: &str, words: &str, hours: &str, checked: &str| Line {
            number: number.to_owned(),
            href: format!("tel:{}", number.replace(' ', "")),
            name: name.to_owned(),
            words: words.to_owned(),
            hours: hours.to_owned(),
            ways: "Ring. Free".to_owned(),
            checked: checked.to_owned(),
            source: "its own website".to_owned(),
        };
        let full = Help {
            frame: Frame::sample("/help"),
            now: "Wednesday 25 November, 9:14am".to_owned(),
            area: "Edinburgh and Lothian".to_owned(),
            open: vec![
                line(
                    "0131 496 0111",
                    "The night nurse",
                    "A nurse or a helper talks with you.",
                    "Day and night",
                    "2 November",
                ),
                line(
                    "0131 496 0123",
                    "The listeners",
                    "Someone to listen. You don’t have to be at the very end.",
                    "Day and night",
                    "2 November",
                ),
                line(
                    "0131 496 0142",
                    "Sam, from our own network",
                    "Not for danger. For “I don’t know who to ask”.",
                    "Today until 5pm",
                    "",
                ),
            ],
            later: vec![line(
                "0131 496 0158",
                "The evening line",
                "For when you feel low or anxious.",
                "Tonight, 6pm to 2am",
                "2 November",
            )],
            silent: vec![
                Silent { what: "Ring and stay on.".to_owned(), words: "Cough or tap if you can.".to_owned() },
                Silent { what: "Send a text.".to_owned(), words: "It works once you have signed up.".to_owned() },
            ],
            then_tell: false,
        };
        let from_worry = Help { then_tell: true, later: Vec::new(), ..full.clone() };
        let shut = Help { open: Vec::new(), silent: Vec::new(), ..full.clone() };
        let mut none = Help { later: Vec::new(), ..shut.clone() };
        none.frame.help = HelpNow::default();
        vec![("full", full), ("from-worry", from_worry), ("all-shut", shut), ("no-lines", none)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
