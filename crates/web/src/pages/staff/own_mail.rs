//! The mail server by which the organisation's letters leave.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Errors;

/// `/settings/mail`
#[derive(Clone, Template)]
#[template(path = "staff/own_mail.html")]
pub struct OwnMail {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// By which server letters leave now, in a sentence.
    pub by: String,
    /// Whether a server of the organisation's own is set up.
    pub set_up: bool,
    /// Whether a password of it is kept.
    pub password_kept: bool,
    /// Whether whoever looks has a password that is asked for.
    pub asks_password: bool,
    /// The ways of keeping it safe: value and words.
    pub securities: Vec<(String, String)>,
    /// What stands in the form. The password is shown to nobody again.
    pub typed: TypedMail,
    /// Where a letter to whoever looks goes; empty for nowhere.
    pub own_address: String,
    /// How the last letter to whoever looks fared.
    pub fared: String,
    /// What becomes of letters without the server.
    pub without: String,
    /// What to put right.
    pub errors: Errors,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub struct TypedMail {
    /// The name of the server.
    pub server: String,
    /// The port, as typed.
    pub port: String,
    /// How the way there is kept safe.
    pub security: String,
    /// The name there.
    pub user: String,
    /// Who letters come from.
    pub from_name: String,
    /// From which address.
    pub from_address: String,
    /// Where answers go.
    pub reply_to: String,
    /// How often it was changed, as it stood on the page.
    pub version: i64,
}

impl Page for OwnMail {
    const NAME: &'static str = "own-mail";

    fn samples() -> Vec<(&'static str, Self)> {
        let pair = |value: &str, words: &str| (value.to_owned(), words.to_owned());
        let full = OwnMail {
            frame: Frame { path: "/settings/mail".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            by: "All letters of your organisation leave by your own server.".to_owned(),
            set_up: true,
            password_kept: true,
            asks_password: true,
            securities: vec![pair("tls", "TLS from the start"), pair("starttls", "STARTTLS")],
            typed: TypedMail {
                server: "smtp.example.org".to_owned(),
                port: "587".to_owned(),
                security: "starttls".to_owned(),
                user: "post@example.org".to_owned(),
                from_name: "Lothian Peer Network".to_owned(),
                from_address: "post@example.org".to_owned(),
                reply_to: "hello@example.org".to_owned(),
                version: 1,
            },
            own_address: "aileen@example.org".to_owned(),
            fared: "Today, 9am: the server took the letter.".to_owned(),
            without: "Your letters wait from then on.".to_owned(),
            errors: Errors::default(),
        };
        let none = OwnMail {
            set_up: false,
            password_kept: false,
            asks_password: false,
            typed: TypedMail { port: "587".to_owned(), security: "starttls".to_owned(), ..TypedMail::default() },
            own_address: String::new(),
            fared: String::new(),
            ..full.clone()
        };
        let mut wrong = OwnMail { set_up: false, ..full.clone() };
        wrong.errors.add("server", wrong.frame.t("mail-inside").to_owned());
        wrong.errors.add("port", wrong.frame.t("mail-no-port").to_owned());
        wrong.errors.add("own-password", wrong.frame.t("mail-you-wrong").to_owned());
        vec![("full", full), ("none", none), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
