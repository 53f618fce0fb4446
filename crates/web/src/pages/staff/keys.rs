//! The keys that lead from page to page, and leaving them off.

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Icon;
use askama::Template;

/// `/account/keys`
#[derive(Clone, Template)]
#[template(path = "staff/keys.html")]
pub struct KeysPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its form.
    pub acts: Acts,
}

impl KeysPage {
    /// The places of the main bar of whoever is signed in.
    fn tabs(&self) -> &[Tab] {
        self.frame.person.as_ref().map_or(&[], |person| &person.tabs)
    }
}

impl Page for KeysPage {
    const NAME: &'static str = "keys";

    fn samples() -> Vec<(&'static str, Self)> {
        let frame = Frame { path: "/account/keys".to_owned(), tab: None, ..Frame::sample_staff(Tab::Today) };
        let on = Self { frame, acts: Acts::sample() };
        let mut off = on.clone();
        off.frame.keys = false;
        vec![("on", on), ("off", off)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
