//! Before everybody is signed out: how many, what ends, and what stays.

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Icon};
use askama::Template;

/// `/settings/sign-everybody-out`
#[derive(Clone, Template)]
#[template(path = "staff/everybody_out.html")]
pub struct EverybodyOut {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its form.
    pub acts: Acts,
    /// What ends, a sentence each.
    pub happens: Vec<String>,
    /// What stays, a sentence each.
    pub stays: Vec<String>,
    /// The reason as it was typed.
    pub reason: String,
    /// What to put right.
    pub errors: Errors,
}

impl Page for EverybodyOut {
    const NAME: &'static str = "everybody-out";

    fn samples() -> Vec<(&'static str, Self)> {
        let said = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
        let full = Self {
            frame: Frame { path: "/settings/sign-everybody-out".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            happens: said(&["41 people are signed out, on 63 devices.", "Two tokens are taken back."]),
            stays: said(&["Your own sign-in on this device.", "Roles, passwords, codes and passkeys."]),
            reason: String::new(),
            errors: Errors::default(),
        };
        let mut wrong = full.clone();
        wrong.errors.add("reason", wrong.frame.t("going-say-reason").to_owned());
        vec![("full", full), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
