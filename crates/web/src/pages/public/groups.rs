//! What is on that I could go to: a list by day.

use askama::Template;

use super::{SessionLine, Will};
use crate::pages::{Frame, Page};
use crate::parts::{Drawing, Icon};

/// `/groups`
#[derive(Clone, Template)]
#[template(path = "public/groups.html")]
pub struct Groups {
    /// What stands around it.
    pub frame: Frame,
    /// How many groups there are to go to.
    pub count: usize,
    /// The coming days that have something on.
    pub days: Vec<DayList>,
    /// The page before, without the prefix.
    pub previous: Option<String>,
    /// The page after, without the prefix.
    pub next: Option<String>,
}

/// One day with what is on.
#[derive(Clone)]
pub struct DayList {
    /// "Today", "Tomorrow", "Friday".
    pub name: String,
    /// "Wednesday 25 November".
    pub date: String,
    /// What is on, by time.
    pub sessions: Vec<SessionLine>,
}

impl Page for Groups {
    const NAME: &'static str = "groups";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut sessions = SessionLine::samples();
        for session in &mut sessions {
            "to 8pm".clone_into(&mut session.under_time);
        }
        let off = SessionLine {
            will: Will::CalledOff("The library is shut for repairs.".to_owned()),
            name: "Tea and company".to_owned(),
            ..sessions.first().cloned().unwrap_or_else(SessionLine::empty)
        };
        let moved = SessionLine {
            will: Will::Moved("At Leith Library this week.".to_owned()),
            name: "Walk and talk".to_owned(),
            ..off.clone()
        };
        let unknown = SessionLine { will: Will::NotKnown, name: "New year walk".to_owned(), ..off.clone() };
        let day = |name: &str, date: &str, sessions: Vec<SessionLine>| DayList {
            name: name.to_owned(),
            date: date.to_owned(),
            sessions,
        };
        let full = Groups {
            frame: Frame::sample("/groups"),
            count: 6,
            days: vec![
                day("Today", "Wednesday 25 November", sessions),
                day("Tomorrow", "Thursday 26 November", vec![off, moved, unknown]),
            ],
            previous: None,
            next: Some("/groups?from=2026-12-09".to_owned()),
        };
        let empty = Groups { days: Vec::new(), count: 0, next: None, ..full.clone() };
        let one = Groups { count: 1, days: full.days.iter().take(1).cloned().collect(), ..full.clone() };
        vec![("full", full), ("empty", empty), ("one", one)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
