//! An app for codes: setting it up, moving to a new phone.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Errors, Square};

/// `/account/codes`
#[derive(Clone, Template)]
#[template(path = "staff/app.html")]
pub struct AppPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Whether an app works already.
    pub has_app: bool,
    /// Whether they have a password, which is asked before one is set up.
    pub has_password: bool,
    /// What a new one is to be told: the square, and the same to type; none where none is being set up.
    pub set_up: Option<(Square, String)>,
    /// What to put right.
    pub errors: Errors,
}

impl Page for AppPage {
    const NAME: &'static str = "app";

    fn samples() -> Vec<(&'static str, Self)> {
        let none = AppPage {
            frame: Frame { path: "/account/codes".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            has_app: false,
            has_password: true,
            set_up: None,
            errors: Errors::default(),
        };
        let square = Square::of("otpauth://totp/Bothy:joan%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Bothy");
        let begun = AppPage { set_up: Some((square, "GEZD GNBV GY3T QOJQ".to_owned())), ..none.clone() };
        let mut working = AppPage { has_app: true, ..none.clone() };
        working.errors.add("code", working.frame.t("sign-in-code-wrong").to_owned());
        let mut wrong = none.clone();
        wrong.errors.add("begin-password", wrong.frame.t("account-before-wrong").to_owned());
        vec![("none", none), ("wrong", wrong), ("begun", begun), ("working", working)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
