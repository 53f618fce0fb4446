//! One's own account: on which devices one is signed in, the password, the second step.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Errors;

/// `/account`
#[derive(Clone, Template)]
#[template(path = "staff/account.html")]
pub struct AccountPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The name they are shown by.
    pub name: String,
    /// Their address, for the password manager.
    pub email: String,
    /// What they are here as, and what that is.
    pub roles: Vec<(String, String)>,
    /// Where they are signed in, this one first.
    pub devices: Vec<DeviceLine>,
    /// Their passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// Whether a browser would take a passkey for this address.
    pub passkeys_here: bool,
    /// The name of a passkey, as typed.
    pub typed_passkey: String,
    /// By which name people know their organisation's own accounts; empty where they cannot sign in with them here.
    pub elsewhere: String,
    /// Theirs, where it is linked.
    pub linked: Vec<LinkedLine>,
    /// Whether they have a password to change.
    pub has_password: bool,
    /// The passkey or the link that is about to be taken away, where its form came back; empty for none.
    pub removing: String,
    /// On how many devices one is signed in at most, in a sentence.
    pub most: String,
    /// How their second step stands, in a sentence.
    pub second_step: String,
    /// What to put right.
    pub errors: Errors,
}

/// A passkey.
#[derive(Clone, Debug)]
pub struct PasskeyLine {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added and last used, in a sentence.
    pub when: String,
}

/// An account elsewhere by which they sign in.
#[derive(Clone, Debug)]
pub struct LinkedLine {
    /// The id of the link.
    pub id: String,
    /// When it was linked and last used, in a sentence.
    pub when: String,
}

/// A device on which somebody is signed in.
#[derive(Clone, Debug)]
pub struct DeviceLine {
    /// The id of the sign-in.
    pub id: String,
    /// "Firefox, Android"; "A browser" where it does not say.
    pub name: String,
    /// "Your own" or "Others use it too".
    pub whose: String,
    /// "Since 23 November, last used today at 9:14am".
    pub when: String,
    /// Whether it is the one that this page is read on.
    pub this: bool,
}

impl AccountPage {
    /// The id of the field for the password in the form that takes this one away.
    fn field_of(&self, id: &str) -> String {
        if self.removing == id { "remove-password".to_owned() } else { format!("remove-password-{id}") }
    }

    /// What to put right in it.
    fn wrong_with(&self, id: &str) -> Option<&str> {
        self.errors.of("remove-password").filter(|_| self.removing == id)
    }
}

impl Page for AccountPage {
    const NAME: &'static str = "account";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |id: &str, name: &str, whose: &str, this: bool| DeviceLine {
            id: id.to_owned(),
            name: name.to_owned(),
            whose: whose.to_owned(),
            when: "Since Monday 23 November, last used Wednesday 25 November, 9:14am".to_owned(),
            this,
        };
        let full = AccountPage {
            frame: Frame { path: "/account".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            name: "Aileen Kerr".to_owned(),
            email: "aileen@example.org".to_owned(),
            roles: vec![("Coordinator".to_owned(), "Plans groups, sessions and places.".to_owned())],
            devices: vec![
                line("signin_1", "Firefox, Android", "Your own", true),
                line("signin_2", "Chrome, Windows", "Others use it too", false),
            ],
            passkeys: vec![PasskeyLine {
                id: "passkey_1".to_owned(),
                name: "Work laptop".to_owned(),
                when: "Added: Monday 23 November, 9:02am. Last used: Wednesday 25 November, 9:14am.".to_owned(),
            }],
            passkeys_here: true,
            typed_passkey: String::new(),
            elsewhere: "your Lothian account".to_owned(),
            linked: vec![LinkedLine {
                id: "linked_1".to_owned(),
                when: "Linked: Monday 23 November, 9:02am. Not used yet.".to_owned(),
            }],
            has_password: true,
            removing: String::new(),
            most: "You can be signed in on 20 devices.".to_owned(),
            second_step: "Your phone shows you codes. You have 8 spare codes left.".to_owned(),
            errors: Errors::default(),
        };
        let mut wrong = AccountPage { devices: full.devices.iter().take(1).cloned().collect(), ..full.clone() };
        wrong.linked = Vec::new();
        wrong.errors.add("elsewhere", wrong.frame.t("elsewhere-taken").to_owned());
        wrong.errors.add("elsewhere-password", wrong.frame.t("account-before-wrong").to_owned());
        wrong.errors.add("before", wrong.frame.t("account-before-wrong").to_owned());
        wrong.errors.add("passkey-name", wrong.frame.t("passkey-no-name").to_owned());
        wrong.errors.add("after", wrong.frame.t("password-short").to_owned());
        let mut removing = AccountPage { removing: "passkey_1".to_owned(), ..full.clone() };
        removing.errors.add("remove-password", removing.frame.t("account-before-wrong").to_owned());
        let none = AccountPage {
            has_password: false,
            passkeys: Vec::new(),
            passkeys_here: false,
            elsewhere: String::new(),
            linked: Vec::new(),
            second_step: "You sign in without codes.".to_owned(),
            ..full.clone()
        };
        vec![("full", full), ("wrong", wrong), ("removing", removing), ("no-password", none)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
