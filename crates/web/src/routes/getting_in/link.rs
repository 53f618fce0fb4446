//! `/invite/{token}`: the link somebody was sent.

use super::password_key;
use super::sign_in::own_accounts;
use crate::here::Here;
use crate::pages::public::{Invite, TroubleKind, Welcome};
use crate::parts::Errors;
use crate::refusals::{Answer, away, done, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use bothy_actions::ActionError;
use bothy_actions::access::tries::forgive;
use bothy_actions::access::{LinkKind, UseLinkRefused, see_link, use_link};

pub(super) async fn see(here: Here, Path(token): Path<String>) -> Answer {
    show(&here, &token, Errors::default(), StatusCode::OK).await
}

async fn show(here: &Here, token: &str, errors: Errors, status: StatusCode) -> Answer {
    match see_link(&here.service.bothy, here.organisation.id, token).await {
        Ok(opened) => {
            let status = if opened.is_some() { status } else { StatusCode::NOT_FOUND };
            let welcome = opened.map(|opened| Welcome {
                name: opened.shown_name,
                email: opened.email,
                back: opened.kind == LinkKind::Recovery,
            });
            let elsewhere = own_accounts(here).await;
            page_with(&Invite { frame: here.frame(None), welcome, elsewhere, errors }, status)
        }
        Err(error) => away(here, &error),
    }
}

/// The page of the link, with what was in the way; "not there" where the link itself does not work.
pub(super) async fn with_error(
    here: &Here,
    token: &str,
    field: &'static str,
    words: String,
    status: StatusCode,
) -> Answer {
    let mut errors = Errors::default();
    if !words.is_empty() {
        errors.add(field, words);
    }
    show(here, token, errors, status).await
}

pub(super) async fn send(here: Here, Path(token): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let password = sent.text_as_sent("password").to_owned();
    let problem = match use_link(&here.service.bothy, here.organisation.id, &token, password).await {
        Ok(opened) => {
            let forgiven = forgive(&here.service.bothy, here.organisation.id, &opened.email, here.from.clone()).await;
            return match forgiven {
                Ok(()) => done(&here, "/sign-in", "password"),
                Err(error) => away(&here, &error),
            };
        }
        Err(ActionError::Rule(UseLinkRefused::Password(refused))) => password_key(refused),
        Err(ActionError::Rule(UseLinkRefused::Crowded(_))) => key("sign-in-crowded"),
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(ActionError::NotFound) => return show(&here, &token, Errors::default(), StatusCode::NOT_FOUND).await,
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let mut errors = Errors::default();
    errors.add("password", here.words().t(problem));
    show(&here, &token, errors, StatusCode::UNPROCESSABLE_ENTITY).await
}
