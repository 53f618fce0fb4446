//! `/sign-in`

use super::cookies::keep;
use super::{home, later, wanted, why_not};
use crate::here::Here;
use crate::pages::public::{SignIn, TroubleKind};
use crate::parts::Errors;
use crate::refusals::{Answer, away, on_to, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::ActionError;
use bothy_actions::access::{Attempt, Begun, SignInRefused, elsewhere_name, sign_in};
use bothy_domain::access::Device;
use bothy_domain::access::second_step::Next;

/// The page as it is first seen.
pub(super) async fn empty(here: &Here, headers: &HeaderMap) -> SignIn {
    SignIn {
        frame: here.frame(None),
        email: String::new(),
        device: String::new(),
        to: here.asked("to").as_deref().and_then(wanted).unwrap_or_default().to_owned(),
        passkeys: super::passkeys::party(here, headers).is_some(),
        elsewhere: own_accounts(here).await,
        demo: here.service.demo.is_some(),
        errors: Errors::default(),
    }
}

/// By which name people know the organisation's own accounts; empty where they cannot sign in with them. While the
/// database does not answer the rest of the page stands.
pub(super) async fn own_accounts(here: &Here) -> String {
    if super::elsewhere::doorway(here).is_none() {
        return String::new();
    }
    match elsewhere_name(&here.service.bothy, here.organisation.id).await {
        Ok(name) => name.unwrap_or_default(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "an organisation's own accounts could not be read"
            );
            String::new()
        }
    }
}

pub(super) async fn see(here: Here, headers: HeaderMap) -> Answer {
    page(&empty(&here, &headers).await)
}

pub(super) async fn send(here: Here, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let mut shown = SignIn {
        email: sent.text("email").to_owned(),
        device: sent.text("device").to_owned(),
        to: wanted(sent.text("to")).unwrap_or_default().to_owned(),
        ..empty(&here, &headers).await
    };
    // The door's tablet is set up at its door, not here.
    let device = Device::of_code(&shown.device).filter(|device| *device != Device::Door);
    let password = sent.text_as_sent("password").to_owned();
    for (missing, field, words) in [
        (shown.email.is_empty(), "email", key("sign-in-no-email")),
        (password.is_empty(), "password", key("sign-in-no-password")),
        (device.is_none(), "device", key("sign-in-which-device")),
    ] {
        if missing {
            shown.errors.add(field, here.words().t(words));
        }
    }
    let Some(device) = device.filter(|_| !shown.errors.any()) else {
        return page_with(&shown, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let attempt = Attempt { email: shown.email.clone(), password, device, from: here.from.clone() };
    match sign_in(&here.service.bothy, here.organisation.id, attempt).await {
        Ok(begun) => on(&here, &begun, &shown.to),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(ActionError::Rule(refused)) => {
            let status = match refused {
                SignInRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
                SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            };
            let (words, after) = why_not(&here, refused, key("sign-in-wrong"));
            shown.errors.add("password", words);
            later(page_with(&shown, status), after)
        }
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

/// On to one's own page, or to the second step, which then leads there.
pub(super) fn on(here: &Here, begun: &Begun, to: &str) -> Answer {
    let query = if to.is_empty() {
        String::new()
    } else {
        format!("?to={}", form_urlencoded::byte_serialize(to.as_bytes()).collect::<String>())
    };
    let answer = match begun.next {
        Next::In => on_to(here, wanted(to).unwrap_or_else(|| home(&begun.roles))),
        Next::ShowIt => on_to(here, &format!("/sign-in/code{query}")),
        Next::SetUp => on_to(here, &format!("/sign-in/set-up{query}")),
    };
    keep(answer, begun, here.service.cookies)
}
