//! The organisation's own accounts, by which its people can sign in here.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Errors;

/// `/settings/sign-in-elsewhere`
#[derive(Clone, Template)]
#[template(path = "staff/own_accounts.html")]
pub struct OwnAccounts {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Whether it is set up.
    pub set_up: bool,
    /// The address at which people come back; empty where the service was not told its own.
    pub back: String,
    /// What stands in the form. The secret is shown to nobody again.
    pub typed: TypedAccounts,
    /// What a try found, where it fits; empty where none was made.
    pub fits: String,
    /// What to put right.
    pub errors: Errors,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub struct TypedAccounts {
    /// By which name people know the account.
    pub name: String,
    /// The address.
    pub issuer: String,
    /// By which name Bothy is known there.
    pub client_id: String,
    /// How often it was changed, as it stood on the page.
    pub version: i64,
}

impl Page for OwnAccounts {
    const NAME: &'static str = "own-accounts";

    fn samples() -> Vec<(&'static str, Self)> {
        let typed = TypedAccounts {
            name: "your Lothian account".to_owned(),
            issuer: "https://login.example.org/lothian/v2.0".to_owned(),
            client_id: "bothy".to_owned(),
            version: 1,
        };
        let full = OwnAccounts {
            frame: Frame { path: "/settings/sign-in-elsewhere".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            set_up: true,
            back: "https://bothy.example.org/sign-in/elsewhere/back".to_owned(),
            typed: typed.clone(),
            fits: String::new(),
            errors: Errors::default(),
        };
        let none = OwnAccounts { set_up: false, back: String::new(), typed: TypedAccounts::default(), ..full.clone() };
        let mut wrong = OwnAccounts { set_up: false, ..full.clone() };
        wrong.errors.add("issuer", wrong.frame.t("accounts-away").to_owned());
        let fits = OwnAccounts { fits: full.frame.t("accounts-fits").to_owned(), ..full.clone() };
        vec![("full", full), ("none", none), ("wrong", wrong), ("fits", fits)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
