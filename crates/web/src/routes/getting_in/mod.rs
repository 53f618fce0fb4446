//! Getting in and out: signing in, the second step, links, one's own account, and who lets people in.

mod account;
mod app;
mod calendar;
mod cookies;
mod elsewhere;
mod keys;
mod link;
mod own_accounts;
mod own_mail;
mod passkeys;
mod people;
mod recover;
mod sign_in;
mod step;

pub use cookies::{DEVICE_COOKIES, from};
pub use keys::wanted as keys_wanted;

use super::{ForWhom, Route, line};
use crate::here::Here;
use crate::refusals::Answer;
use crate::words::key;
use axum::http::{HeaderValue, header};
use axum::routing::{get, post};
use bothy_actions::access::SignInRefused;
use bothy_domain::access::Role;
use bothy_domain::access::pace::TooEarly;
use bothy_domain::access::password::PasswordRefused;

/// The routes of getting in.
pub fn lines() -> Vec<Route> {
    use ForWhom::{Everyone, SignedIn};
    vec![
        line("GET", "/sign-in", Everyone, get(sign_in::see)),
        line("POST", "/sign-in", Everyone, post(sign_in::send)),
        line("POST", "/sign-in/passkey", Everyone, post(passkeys::sign_in)),
        line("POST", "/sign-in/passkey/ask", Everyone, post(passkeys::ask_to_sign_in)),
        line("POST", "/sign-in/elsewhere", Everyone, post(elsewhere::sign_in)),
        line("GET", "/sign-in/elsewhere/back", Everyone, get(elsewhere::back)),
        line("GET", "/sign-in/code", Everyone, get(step::see_code)),
        line("POST", "/sign-in/code", Everyone, post(step::send_code)),
        line("GET", "/sign-in/set-up", Everyone, get(step::see_set_up)),
        line("POST", "/sign-in/set-up", Everyone, post(step::send_set_up)),
        line("GET", "/invite/{token}", Everyone, get(link::see)),
        line("POST", "/invite/{token}", Everyone, post(link::send)),
        line("POST", "/invite/{token}/elsewhere", Everyone, post(elsewhere::accept)),
        line("GET", "/recover", Everyone, get(recover::see)),
        line("POST", "/recover", Everyone, post(recover::ask)),
        line("POST", "/recover/{id}/yes", SignedIn, post(recover::yes)),
        line("POST", "/recover/{id}/no", SignedIn, post(recover::no)),
        line("GET", "/account", SignedIn, get(account::see)),
        line("POST", "/account/devices/{id}/end", SignedIn, post(account::end)),
        line("POST", "/account/devices/end-all", SignedIn, post(account::end_all)),
        line("POST", "/account/password", SignedIn, post(account::password)),
        line("POST", "/account/passkeys", SignedIn, post(passkeys::add)),
        line("POST", "/account/passkeys/ask", SignedIn, post(passkeys::ask_to_add)),
        line("POST", "/account/passkeys/{id}/remove", SignedIn, post(passkeys::remove)),
        line("POST", "/account/elsewhere", SignedIn, post(elsewhere::begin_link)),
        line("POST", "/account/elsewhere/{id}/remove", SignedIn, post(elsewhere::end_link)),
        line("GET", "/account/codes", SignedIn, get(app::see)),
        line("POST", "/account/codes", SignedIn, post(app::confirm)),
        line("POST", "/account/codes/begin", SignedIn, post(app::begin)),
        line("POST", "/account/codes/change", SignedIn, post(app::change)),
        line("GET", "/account/keys", SignedIn, get(keys::see)),
        line("POST", "/account/keys", SignedIn, post(keys::keep)),
        line("GET", "/account/calendar", SignedIn, get(calendar::see)),
        line("POST", "/account/calendar", SignedIn, post(calendar::make)),
        line("POST", "/account/calendar/{id}/end", SignedIn, post(calendar::end)),
        // `/c/{token}.ics`: what a phone reads.
        line("GET", "/c/{token}", Everyone, get(calendar::read)),
        line("GET", "/settings/sign-in-elsewhere", SignedIn, get(own_accounts::see)),
        line("POST", "/settings/sign-in-elsewhere", SignedIn, post(own_accounts::keep)),
        line("POST", "/settings/sign-in-elsewhere/try", SignedIn, post(own_accounts::try_it)),
        line("POST", "/settings/sign-in-elsewhere/remove", SignedIn, post(own_accounts::remove)),
        line("GET", "/settings/mail", SignedIn, get(own_mail::see)),
        line("POST", "/settings/mail", SignedIn, post(own_mail::keep)),
        line("POST", "/settings/mail/try", SignedIn, post(own_mail::try_it)),
        line("POST", "/settings/mail/remove", SignedIn, post(own_mail::remove)),
        line("GET", "/settings/people", SignedIn, get(people::see)),
        line("POST", "/settings/people", SignedIn, post(people::invite)),
        line("POST", "/settings/people/{id}/invite", SignedIn, post(people::send_link)),
        line("POST", "/settings/people/{id}/second-step", SignedIn, post(people::second_step)),
    ]
}

/// The page that is somebody's own, by their hats.
fn home(roles: &[Role]) -> &'static str {
    if roles.iter().any(|role| !matches!(role, Role::Member | Role::Supporter | Role::Referrer)) {
        "/today"
    } else if roles.contains(&Role::Supporter) {
        "/my-day"
    } else {
        "/"
    }
}

/// Where somebody wanted to go, if that is a page of ours.
pub fn wanted(to: &str) -> Option<&str> {
    let path = to.split('?').next().unwrap_or_default();
    // A backslash is a stroke to some browsers: "/\\elsewhere" would lead away from here.
    let odd = to.contains(|letter: char| letter == '\\' || letter.is_control() || letter.is_whitespace());
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/sign-") && !odd;
    (ours && super::exists(path)).then_some(to)
}

/// Why a try was not heard, in words, and after how many seconds one is.
fn why_not(here: &Here, refused: SignInRefused, wrong: &'static str) -> (String, Option<i64>) {
    let words = here.words();
    // For whoever watches the log: that somebody tries, never who, with what or from where.
    let why = match refused {
        SignInRefused::Wrong => "wrong",
        SignInRefused::Crowded(_) => "crowded",
        SignInRefused::TooEarly(_) => "too-early",
    };
    let route = crate::routes::shape(&here.path).unwrap_or("other");
    tracing::warn!(organisation = %here.organisation.slug, route, why, "a try was refused");
    match refused {
        SignInRefused::Wrong => (words.t(wrong).to_owned(), None),
        SignInRefused::Crowded(_) => (words.t(key("sign-in-crowded")).to_owned(), Some(60)),
        SignInRefused::TooEarly(TooEarly { next_at }) => {
            let wait = next_at.duration_since(here.service.bothy.wall());
            // Never a second too early: what is said is rounded up.
            let seconds = u64::try_from(wait.as_secs()).unwrap_or_default() + 1;
            let said = if seconds <= 90 {
                words.say(key("sign-in-wait")).count("count", seconds)
            } else {
                words.say(key("sign-in-wait-minutes")).count("count", seconds.div_ceil(60))
            };
            (said.to_string(), i64::try_from(seconds).ok())
        }
    }
}

/// Adds after how many seconds another try is heard.
fn later(mut answer: Answer, after: Option<i64>) -> Answer {
    if let Some(after) = after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    answer
}

/// What is to be put right with a password.
fn password_key(refused: PasswordRefused) -> &'static str {
    match refused {
        PasswordRefused::TooShort => key("password-short"),
        PasswordRefused::TooLong => key("password-long"),
        PasswordRefused::TooCommon => key("password-common"),
        PasswordRefused::AName => key("password-name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_nobody_is_led_away_from_here() {
        for ours in ["/today", "/rota?from=2026-11-23", "/account"] {
            assert_eq!(wanted(ours), Some(ours));
        }
        for not in [
            "",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "https://elsewhere.example",
            "/nothing",
            "/sign-out",
            "/today\r\nx: y",
        ] {
            assert_eq!(wanted(not), None, "{not:?}");
        }
    }
}
