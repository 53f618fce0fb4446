//! `/settings/mail` from the mail server as it is set up.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{OwnMail, TypedMail};
use crate::parts::Errors;
use crate::words::key;
use bothy_actions::organisations::SeenSender;
use bothy_domain::organisations::sender::{Security, SenderRefused};
use bothy_domain::organisations::set_up::Set;

/// By what letters would leave without a server of the organisation's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewise {
    /// By the server that the program was started with.
    Given,
    /// By none: they wait.
    Waits,
    /// By none, ever: this is the demonstration.
    Demo,
}

impl Elsewise {
    /// As the program was started.
    pub fn of(letters: Set, demo: bool) -> Self {
        match (demo, letters) {
            (true, _) => Self::Demo,
            (false, Set::Yes) => Self::Given,
            (false, Set::No) => Self::Waits,
        }
    }
}

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &SeenSender, elsewise: Elsewise) -> OwnMail {
    let said = |key| desk.words.t(key).to_owned();
    let by = match (elsewise, &seen.typed) {
        (Elsewise::Demo, _) => key("mail-demo"),
        (_, Some(_)) => key("mail-own"),
        (Elsewise::Given, None) => key("mail-given"),
        (Elsewise::Waits, None) => key("mail-none"),
    };
    let typed = seen.typed.as_ref().map(|typed| TypedMail {
        server: typed.server.clone(),
        port: typed.port.to_string(),
        security: typed.security.code().to_owned(),
        user: typed.user.clone(),
        from_name: typed.from_name.clone(),
        from_address: typed.from_address.clone(),
        reply_to: typed.reply_to.clone(),
        version: seen.version,
    });
    let usual =
        || TypedMail { port: String::from("587"), security: Security::StartTls.code().to_owned(), ..<_>::default() };
    OwnMail {
        frame,
        acts: acts(),
        by: said(by),
        set_up: seen.typed.is_some(),
        password_kept: seen.password_kept,
        asks_password: seen.asks_password,
        securities: Security::ALL.into_iter().map(|one| (one.code().to_owned(), said(security(one)))).collect(),
        typed: typed.unwrap_or_else(usual),
        own_address: seen.own_address.clone().unwrap_or_default(),
        fared: fared(desk, seen),
        without: said(if elsewise == Elsewise::Given { key("mail-remove-given") } else { key("mail-remove-none") }),
        errors: Errors::default(),
    }
}

fn security(security: Security) -> &'static str {
    match security {
        Security::Tls => key("mail-security-tls"),
        Security::StartTls => key("mail-security-starttls"),
        Security::None => key("mail-security-none"),
    }
}

/// How the last letter that they sent themselves fared.
fn fared(desk: &Desk, seen: &SeenSender) -> String {
    let Some(fared) = &seen.fared else { return String::new() };
    let when = desk.moment(fared.done_at.unwrap_or(fared.at));
    let said = match (fared.state.as_str(), fared.tries) {
        ("sent", _) => key("mail-fared-sent"),
        ("waiting", 0) => key("mail-fared-waiting"),
        ("waiting", _) => key("mail-fared-again"),
        _ => key("mail-fared-given-up"),
    };
    let why = fared.why.as_deref().map(|why| desk.words.t(self::why(why))).unwrap_or_default();
    let tries = usize::try_from(fared.tries).unwrap_or_default();
    desk.words.say(said).put("when", when).put("why", why).count("count", tries).to_string()
}

/// Why a letter did not leave: the short words of the postman, said so that they can be put right.
fn why(code: &str) -> &'static str {
    match code {
        "wrong-password" => key("mail-why-password"),
        "no-way-to-sign-in" => key("mail-why-no-sign-in"),
        "not-reached" => key("mail-why-not-reached"),
        "no-such-server" => key("mail-why-no-such-server"),
        "no-answer-in-time" => key("mail-why-slow"),
        "not-safe" => key("mail-why-not-safe"),
        "sender-refused" => key("mail-why-sender"),
        "letter-refused" | "cannot-be-written" => key("mail-why-letter"),
        "refused" | "no-such-address" => key("mail-why-address"),
        "asked-to-wait" => key("mail-why-wait"),
        "inside" => key("mail-why-inside"),
        "no-address" => key("mail-why-no-address"),
        "no-server" => key("mail-why-none"),
        _ => key("mail-why-other"),
    }
}

/// Why a server is not kept: at which field, and in which words.
pub fn refusal(refused: SenderRefused) -> (&'static str, &'static str) {
    match refused {
        SenderRefused::NoServer => ("server", key("mail-no-server")),
        SenderRefused::Port => ("port", key("mail-no-port")),
        SenderRefused::Inside => ("server", key("mail-inside")),
        SenderRefused::InTheClear => ("security", key("mail-in-the-clear")),
        SenderRefused::NoPassword => ("password", key("mail-no-password")),
        SenderRefused::TooLong => ("user", key("mail-long")),
        SenderRefused::FromName => ("from-name", key("mail-from-name-wrong")),
        SenderRefused::FromAddress => ("from-address", key("mail-from-address-wrong")),
        SenderRefused::ReplyTo => ("reply-to", key("mail-from-address-wrong")),
    }
}
