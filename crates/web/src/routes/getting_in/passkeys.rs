//! Passkeys: the questions a page's script asks for, and the forms that carry a device's answers.

use super::sign_in::{empty, on};
use super::{account, later, wanted, why_not};
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, away, done, page_with, trouble, with_type};
use crate::routes::form::Fields;
use crate::state::Cookies;
use crate::words::key;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use bothy_actions::ActionError;
use bothy_actions::access::{
    AskedBrowser, Known, PasskeyAttempt, PasskeyRefused, RelyingParty, SignInRefused, add_passkey,
    ask_to_add as ask_device_to_add, ask_to_sign_in as ask_device_to_sign_in, remove_passkey, sign_in_with_passkey,
};
use bothy_domain::access::Device;
use bothy_domain::access::passkey::NameRefused;
use bothy_domain::ids::{ChallengeId, PasskeyId};

const ACCOUNT: &str = "/account";

/// The address that passkeys belong to: the one that was said when the service was started or, on this machine alone,
/// the one the browser asks for. None where a browser would take no passkey.
pub(super) fn party(here: &Here, headers: &HeaderMap) -> Option<RelyingParty> {
    match (&here.service.address, here.service.cookies) {
        (Some(address), _) => RelyingParty::at(address),
        (None, Cookies::Loopback) => {
            let host = headers.get(header::HOST).and_then(|value| value.to_str().ok())?;
            RelyingParty::at(&format!("http://{host}"))
        }
        // A passkey lasts: it must not be made for a name that a proxy or a browser made up.
        (None, Cookies::Secure | Cookies::OwnTls) => None,
    }
}

/// Words about one field, after how long another try is heard, and the status.
struct Problem {
    field: &'static str,
    words: String,
    after: Option<i64>,
    status: StatusCode,
}

/// Why nothing came of it, in words. `wrong` is said where a password or a passkey opens nothing.
fn problem(here: &Here, refused: PasskeyRefused, wrong: &'static str) -> Problem {
    let (field, words) = match refused {
        PasskeyRefused::Try(refused) => {
            let status = match refused {
                SignInRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
                SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            };
            let (words, after) = why_not(here, refused, wrong);
            return Problem { field: "passkey", words, after, status };
        }
        PasskeyRefused::Name(NameRefused::None) => ("passkey-name", key("passkey-no-name")),
        PasskeyRefused::Name(NameRefused::TooLong) => ("passkey-name", key("passkey-long-name")),
        PasskeyRefused::NotJustNow => ("passkey", key("passkey-not-just-now")),
        PasskeyRefused::Enough => ("passkey", key("passkey-enough")),
        PasskeyRefused::KnownAlready => ("passkey", key("passkey-known")),
        PasskeyRefused::Over => ("passkey", key("passkey-over")),
        PasskeyRefused::NotRight => ("passkey", key("passkey-not-right")),
        PasskeyRefused::LastWayIn => ("passkey", key("done-passkey-last")),
    };
    said(here, field, words)
}

fn said(here: &Here, field: &'static str, words: &'static str) -> Problem {
    Problem { field, words: here.words().t(words).to_owned(), after: None, status: StatusCode::UNPROCESSABLE_ENTITY }
}

fn json(value: &serde_json::Value, status: StatusCode) -> Answer {
    with_type(Body::from(value.to_string()), "application/json", status)
}

/// What the script is told: the question, or words to show.
fn told(here: &Here, asked: Result<AskedBrowser, ActionError<PasskeyRefused>>, wrong: &'static str) -> Answer {
    let problem = match asked {
        Ok(asked) => {
            let Ok(ask) = serde_json::from_str::<serde_json::Value>(&asked.options) else {
                return trouble(here, TroubleKind::Ours);
            };
            return json(&serde_json::json!({ "id": asked.id.to_string(), "ask": ask }), StatusCode::OK);
        }
        Err(ActionError::Rule(refused)) => problem(here, refused, wrong),
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    words_only(problem)
}

fn words_only(problem: Problem) -> Answer {
    later(json(&serde_json::json!({ "words": problem.words }), problem.status), problem.after)
}

/// `POST /sign-in/passkey/ask`
pub(super) async fn ask_to_sign_in(here: Here, headers: HeaderMap) -> Answer {
    let Some(party) = party(&here, &headers) else {
        return words_only(said(&here, "passkey", key("passkey-not-here")));
    };
    let asked = ask_device_to_sign_in(&here.service.bothy, here.organisation.id, &party, here.from.clone()).await;
    told(&here, asked, key("passkey-failed"))
}

/// `POST /sign-in/passkey`
pub(super) async fn sign_in(here: Here, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let to = wanted(sent.text("to")).unwrap_or_default().to_owned();
    let device = Device::of_code(sent.text("device")).filter(|device| *device != Device::Door);
    let problem = match (party(&here, &headers), device, sent.value::<ChallengeId>("challenge")) {
        (None, ..) => said(&here, "passkey", key("passkey-not-here")),
        (_, None, _) => said(&here, "device", key("sign-in-which-device")),
        (.., None) => said(&here, "passkey", key("passkey-failed")),
        (Some(party), Some(device), Some(challenge)) => {
            let answer = sent.text_as_sent("answer").to_owned();
            let attempt = PasskeyAttempt { challenge, answer, device, from: here.from.clone() };
            match sign_in_with_passkey(&here.service.bothy, here.organisation.id, &party, attempt).await {
                Ok(begun) => return on(&here, &begun, &to),
                Err(ActionError::Rule(refused)) => problem(&here, refused, key("passkey-wrong")),
                Err(ActionError::Store(error)) => return away(&here, &error),
                Err(_) => return trouble(&here, TroubleKind::NotFound),
            }
        }
    };
    let mut shown = empty(&here, &headers).await;
    shown.to = to;
    sent.text("device").clone_into(&mut shown.device);
    shown.errors.add(problem.field, problem.words);
    later(page_with(&shown, problem.status), problem.after)
}

/// `POST /account/passkeys/ask`
pub(super) async fn ask_to_add(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let Some(party) = party(&here, &headers) else {
        return words_only(said(&here, "passkey", key("passkey-not-here")));
    };
    let sent = Fields::read(&body);
    let (name, password) = (sent.text("passkey-name"), sent.text_as_sent("passkey-password").to_owned());
    let asked = ask_device_to_add(&here.service.bothy, &known, &party, name, password, here.from.clone()).await;
    told(&here, asked, key("account-before-wrong"))
}

/// `POST /account/passkeys`
pub(super) async fn add(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let name = sent.text("passkey-name");
    let problem = match (party(&here, &headers), sent.value::<ChallengeId>("challenge")) {
        (None, _) => said(&here, "passkey", key("passkey-not-here")),
        (_, None) => said(&here, "passkey", key("passkey-not-right")),
        (Some(party), Some(challenge)) => {
            let answer = sent.text_as_sent("answer").to_owned();
            match add_passkey(&here.service.bothy, &known, &party, challenge, name, answer).await {
                Ok(()) => return done(&here, ACCOUNT, "passkey-added"),
                Err(ActionError::Rule(refused)) => problem(&here, refused, key("passkey-not-right")),
                Err(ActionError::Store(error)) => return away(&here, &error),
                Err(_) => return trouble(&here, TroubleKind::NotFound),
            }
        }
    };
    again(&here, &known, &headers, name, problem).await
}

async fn again(here: &Here, known: &Known, headers: &HeaderMap, name: &str, problem: Problem) -> Answer {
    match account::made(here, known, headers).await {
        Ok(mut made) => {
            name.clone_into(&mut made.typed_passkey);
            made.errors.add(problem.field, problem.words);
            later(page_with(&made, problem.status), problem.after)
        }
        Err(answer) => answer,
    }
}

/// `POST /account/passkeys/{id}/remove`
pub(super) async fn remove(
    here: Here,
    Me(known): Me,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let Ok(id) = id.parse::<PasskeyId>() else { return trouble(&here, TroubleKind::NotFound) };
    let password = Fields::read(&body).text_as_sent("remove-password").to_owned();
    match remove_passkey(&here.service.bothy, &known, id, password, here.from.clone()).await {
        Ok(()) => done(&here, ACCOUNT, "passkey-removed"),
        Err(ActionError::Rule(PasskeyRefused::Try(refused))) => {
            account::not_removed(&here, &known, &headers, id.to_string(), refused).await
        }
        Err(ActionError::Rule(PasskeyRefused::NotJustNow)) => done(&here, ACCOUNT, "not-just-now"),
        Err(ActionError::Rule(_)) => done(&here, ACCOUNT, "passkey-last"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
