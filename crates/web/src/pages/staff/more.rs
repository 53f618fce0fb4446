//! More: what does not stand in the bar, who one is here, and the way out.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Icon;

/// The rest of what somebody may open, and signing out.
#[derive(Clone, Template)]
#[template(path = "staff/more.html")]
pub struct More {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Where one can go from here.
    pub ways: Vec<Way>,
}

/// One way on.
#[derive(Clone)]
pub struct Way {
    /// Where it leads, without the prefix.
    pub href: String,
    /// Its drawing.
    pub icon: Icon,
    /// What is there.
    pub name: String,
    /// One line on what it is for.
    pub note: String,
}

impl Page for More {
    const NAME: &'static str = "more";

    fn samples() -> Vec<(&'static str, Self)> {
        let way = |href: &str, icon: Icon, name: &str, note: &str| Way {
            href: href.to_owned(),
            icon,
            name: name.to_owned(),
            note: note.to_owned(),
        };
        let full = More {
            frame: Frame::sample_staff(Tab::More),
            acts: Acts::sample(),
            ways: vec![
                way("/settings", Icon::Key, "Setting up", "Who reads worries, help lines, closed days"),
                way("/imports", Icon::Note, "Lists brought in", "Places and groups from a council’s file"),
            ],
        };
        let bare = More { ways: Vec::new(), ..full.clone() };
        vec![("full", full), ("bare", bare)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
