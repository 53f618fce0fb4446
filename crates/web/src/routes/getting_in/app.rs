//! `/account/codes`: an app for codes, of one's own will or on a new phone.

use super::account::status_of;
use super::{later, why_not};
use crate::here::{Here, Me};
use crate::pages::public::{SpareCodes, TroubleKind};
use crate::pages::staff::AppPage;
use crate::parts::{Errors, Square};
use crate::refusals::{Answer, away, done, on_to, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::http::StatusCode;
use bothy_actions::ActionError;
use bothy_actions::access::{
    Known, PasskeyRefused, SetUp, SignInRefused, begin_app, change_app, confirm_app, see_account, see_app,
};

const HERE: &str = "/account/codes";

/// The secret in groups of four, as one types it.
pub(super) fn groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

pub(super) async fn see(here: Here, Me(known): Me) -> Answer {
    show(&here, &known, Errors::default(), StatusCode::OK).await
}

async fn show(here: &Here, known: &Known, errors: Errors, status: StatusCode) -> Answer {
    let read = async {
        let account = see_account(&here.service.bothy, known).await?;
        Ok((account, see_app(&here.service.bothy, known).await?))
    };
    let (account, set_up): (_, Option<SetUp>) = match read.await {
        Ok(read) => read,
        Err(error) => return away(here, &error),
    };
    let made = AppPage {
        frame: here.frame(None),
        acts: crate::desk::acts(),
        has_app: account.has_app,
        has_password: account.has_password,
        set_up: set_up.map(|set_up| (Square::of(&set_up.address), groups(&set_up.secret))),
        errors,
    };
    page_with(&made, status)
}

async fn not(here: &Here, known: &Known, error: ActionError<SignInRefused>) -> Answer {
    match error {
        ActionError::Rule(refused) => {
            let status = status_of(refused);
            let (words, after) = why_not(here, refused, key("sign-in-code-wrong"));
            let mut errors = Errors::default();
            errors.add("code", words);
            later(show(here, known, errors, status).await, after)
        }
        ActionError::Store(error) => away(here, &error),
        _ => trouble(here, TroubleKind::NotFound),
    }
}

pub(super) async fn begin(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let password = Fields::read(&body).text_as_sent("begin-password").to_owned();
    match begin_app(&here.service.bothy, &known, password, here.from.clone()).await {
        Ok(()) => on_to(&here, HERE),
        Err(ActionError::Rule(PasskeyRefused::Try(refused))) => {
            let (words, after) = why_not(&here, refused, key("account-before-wrong"));
            let mut errors = Errors::default();
            errors.add("begin-password", words);
            later(show(&here, &known, errors, status_of(refused)).await, after)
        }
        Err(ActionError::Rule(_)) => done(&here, "/account", "not-just-now"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

pub(super) async fn confirm(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    match confirm_app(&here.service.bothy, &known, sent.text("code"), here.from.clone()).await {
        Ok(codes) => page(&SpareCodes { frame: here.frame(None), codes, on: "/account".to_owned() }),
        Err(error) => not(&here, &known, error).await,
    }
}

pub(super) async fn change(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    match change_app(&here.service.bothy, &known, sent.text("code"), here.from.clone()).await {
        Ok(()) => on_to(&here, HERE),
        Err(error) => not(&here, &known, error).await,
    }
}
