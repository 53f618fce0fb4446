//! When can I reach someone? Each way: open now, next, or shut. The lamp only while one is there.

use askama::Template;

use super::{SessionLine, Will};
use crate::pages::{Frame, HelpNumber, Page};
use crate::parts::{Drawing, HoursStrip, Icon, Lamp, Size};

/// `/reach`
#[derive(Clone, Template)]
#[template(path = "public/reach.html")]
pub struct Reach {
    /// What stands around it.
    pub frame: Frame,
    /// "Wednesday 25 November, 2:10pm".
    pub now: String,
    /// Only while a named person is there.
    pub someone: Option<ReachNow>,
    /// When somebody is there next, in words ("tomorrow, 10am"); empty where not known.
    pub next_at: String,
    /// The ways, open ones first.
    pub ways: Vec<Way>,
    /// The names of the ways, as heads of the week's table.
    pub columns: Vec<String>,
    /// The coming days.
    pub week: Vec<DayRow>,
    /// The next session one could come to.
    pub next: Option<SessionLine>,
    /// What happens to a message when nobody is there, one sentence each.
    pub shut: Vec<String>,
}

/// Somebody is there now.
#[derive(Clone, Debug)]
pub struct ReachNow {
    /// "Shona has the phone until 4pm".
    pub who: String,
    /// How to reach them, if by number.
    pub number: Option<HelpNumber>,
}

/// One way of reaching somebody.
#[derive(Clone, Debug)]
pub struct Way {
    /// The drawing.
    pub icon: Icon,
    /// "Ring us".
    pub name: String,
    /// The number, the place, how fast.
    pub how: String,
    /// Whether it is open now.
    pub open: bool,
    /// The hours today.
    pub hours: HoursStrip,
    /// "Open until 4pm."
    pub state: String,
    /// "Next: tomorrow, 10am."
    pub next: String,
}

/// One day of the week's table.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// "Today", "Thursday".
    pub day: String,
    /// Whether it is today.
    pub today: bool,
    /// One for each column; empty for nothing.
    pub cells: Vec<String>,
}

impl Page for Reach {
    const NAME: &'static str = "reach";

    fn samples() -> Vec<(&'static str, Self)> {
        let way = |icon: Icon, name: &str, how: &str, open: &[(u16, u16)], state: &str, next: &str| Way {
            icon,
            name: name.to_owned(),
            how: how.to_owned(),
            open: state.starts_with("Open") || state.starts_with("Any"),
            hours: HoursStrip { open: open.to_vec(), now: 850 },
            state: state.to_owned(),
            next: next.to_owned(),
        };
        let row = |day: &str, today: bool, cells: [&str; 3]| DayRow {
            day: day.to_owned(),
            today,
            cells: cells.map(str::to_owned).to_vec(),
        };
        let full = Reach {
            frame: Frame::sample("/reach"),
            now: "Wednesday 25 November, 2:10pm".to_owned(),
            someone: Some(ReachNow {
                who: "Shona has the phone until 4pm".to_owned(),
                number: Some(HelpNumber {
                    number: "0131 496 0140".to_owned(),
                    href: "tel:01314960140".to_owned(),
                    what: "Ring us".to_owned(),
                }),
            }),
            next_at: "tomorrow, 10am".to_owned(),
            ways: vec![
                way(Icon::Phone, "Ring us", "0131 496 0140", &[(600, 960)], "Open until 4pm.", "Next: tomorrow, 10am."),
                way(
                    Icon::Door,
                    "Come in",
                    "Ryrie Street Hall",
                    &[(780, 960)],
                    "Open until 4pm.",
                    "Aileen and Priya are there.",
                ),
                way(
                    Icon::Screen,
                    "Type with others",
                    "Night owls, online. You can just read.",
                    &[],
                    "Shut today.",
                    "Next: Friday, 9pm.",
                ),
                way(
                    Icon::Note,
                    "Write to us",
                    "At any time.",
                    &[(0, 1440)],
                    "Any time.",
                    "A reply by Monday 30 November.",
                ),
            ],
            columns: ["Ring", "Come in", "Online"].map(str::to_owned).to_vec(),
            week: vec![
                row("Today", true, ["Until 4pm", "Ryrie Street until 4pm", ""]),
                row("Thursday", false, ["10am to 4pm", "", "Carers’ circle, 6:30pm"]),
                row("Friday", false, ["10am to 4pm", "River walk, 11am", "Night owls, 9pm to 11pm"]),
                row("Saturday", false, ["", "Allotment, 10am to noon", ""]),
            ],
            next: SessionLine::samples().into_iter().next(),
            shut: vec!["Text tonight: read by 9:30am tomorrow.".to_owned()],
        };
        let night = Reach { someone: None, ..full.clone() };
        let empty = Reach {
            someone: None,
            next_at: String::new(),
            ways: Vec::new(),
            week: Vec::new(),
            next: None,
            shut: Vec::new(),
            ..full.clone()
        };
        vec![("full", full), ("night", night), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
