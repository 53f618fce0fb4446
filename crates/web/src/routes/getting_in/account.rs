//! `/account`: one's own devices and password.

use super::{later, password_key, why_not};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::AccountPage;
use crate::refusals::{Answer, away, done, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::ActionError;
use bothy_actions::access::{
    ChangeRefused, Known, SignInRefused, change_password, end_device, end_everywhere, see_account,
};
use bothy_actions::error::Never;
use bothy_domain::ids::SignInId;

const HERE: &str = "/account";

pub(super) async fn see(here: Here, Me(known): Me, headers: HeaderMap) -> Answer {
    match made(&here, &known, &headers).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

/// The page as it stands.
pub(super) async fn made(here: &Here, known: &Known, headers: &HeaderMap) -> Result<AccountPage, Answer> {
    let account = see_account(&here.service.bothy, known).await.map_err(|error| away(here, &error))?;
    let wall = here.service.bothy.wall();
    let mut made = desk::account::page(&here.desk(known.sign_in.person), here.frame(None), known, &account, wall);
    if super::elsewhere::doorway(here).is_some() {
        made.elsewhere = account.provider.clone().unwrap_or_default();
    }
    made.passkeys_here = super::passkeys::party(here, headers).is_some();
    Ok(made)
}

/// The page with the form by which a passkey or a link was to be taken away: the password was not right.
pub(super) async fn not_removed(
    here: &Here,
    known: &Known,
    headers: &HeaderMap,
    id: String,
    refused: SignInRefused,
) -> Answer {
    let (words, wait) = why_not(here, refused, key("account-before-wrong"));
    match made(here, known, headers).await {
        Ok(mut made) => {
            made.removing = id;
            made.errors.add("remove-password", words);
            later(page_with(&made, status_of(refused)), wait)
        }
        Err(answer) => answer,
    }
}

/// With which status a password that opens nothing is answered.
pub(super) fn status_of(refused: SignInRefused) -> StatusCode {
    match refused {
        SignInRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
    }
}

fn ended(here: &Here, answer: Result<(), ActionError<Never>>, then: Answer) -> Answer {
    match answer {
        Ok(()) => then,
        Err(ActionError::Store(error)) => away(here, &error),
        Err(_) => trouble(here, TroubleKind::NotFound),
    }
}

pub(super) async fn end(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<SignInId>() else { return trouble(&here, TroubleKind::NotFound) };
    let answer = end_device(&here.service.bothy, &known, id).await;
    ended(&here, answer, done(&here, HERE, "signed-out-device"))
}

pub(super) async fn end_all(here: Here, Me(known): Me) -> Answer {
    let answer = end_everywhere(&here.service.bothy, &known).await;
    ended(&here, answer, done(&here, "/", "signed-out-everywhere"))
}

pub(super) async fn password(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (before, after) = (sent.text_as_sent("before").to_owned(), sent.text_as_sent("after").to_owned());
    let (field, words, wait, status) =
        match change_password(&here.service.bothy, &known, here.from.clone(), before, after).await {
            Ok(()) => return done(&here, HERE, "password-changed"),
            Err(ActionError::Rule(ChangeRefused::New(refused))) => {
                let words = here.words().t(password_key(refused)).to_owned();
                ("after", words, None, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(ActionError::Rule(ChangeRefused::Old(refused))) => {
                let status = status_of(refused);
                let (words, wait) = why_not(&here, refused, key("account-before-wrong"));
                ("before", words, wait, status)
            }
            Err(ActionError::Store(error)) => return away(&here, &error),
            Err(_) => return trouble(&here, TroubleKind::NotFound),
        };
    match made(&here, &known, &headers).await {
        Ok(mut made) => {
            made.errors.add(field, words);
            later(page_with(&made, status), wait)
        }
        Err(answer) => answer,
    }
}
