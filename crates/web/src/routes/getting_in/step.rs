//! `/sign-in/code` and `/sign-in/set-up`: the second step.

use super::cookies::keep;
use super::{home, later, sign_in, wanted, why_not};
use crate::here::Here;
use crate::pages::public::{SignInCode, SignInSetUp, SpareCodes};
use crate::parts::{Errors, Square};
use crate::refusals::{Answer, away, on_to, page, page_with};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::http::StatusCode;
use bothy_actions::ActionError;
use bothy_actions::access::{SignInRefused, Stepped, see_set_up as read_set_up, show_code, waiting};
use bothy_domain::access::second_step::Next;

fn to_of(here: &Here) -> String {
    here.asked("to").as_deref().and_then(wanted).unwrap_or_default().to_owned()
}

pub(super) async fn see_code(here: Here) -> Answer {
    let found = match &here.token {
        Some(token) => waiting(&here.service.bothy, token).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(sign_in)) if sign_in.next == Next::ShowIt && sign_in.organisation == here.organisation.id => {
            page(&SignInCode { frame: here.frame(None), to: to_of(&here), errors: Errors::default() })
        }
        // Ten minutes are over, or nobody began.
        Ok(_) => on_to(&here, "/sign-in"),
        Err(error) => away(&here, &error),
    }
}

pub(super) async fn see_set_up(here: Here) -> Answer {
    set_up_page(&here, to_of(&here), Errors::default(), StatusCode::OK, None).await
}

async fn set_up_page(here: &Here, to: String, errors: Errors, status: StatusCode, after: Option<i64>) -> Answer {
    let found = match &here.token {
        Some(token) => read_set_up(&here.service.bothy, token).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(set_up)) => {
            let shown = SignInSetUp {
                frame: here.frame(None),
                square: Square::of(&set_up.address),
                secret: super::app::groups(&set_up.secret),
                to,
                errors,
            };
            later(page_with(&shown, status), after)
        }
        Ok(None) => on_to(here, "/sign-in"),
        Err(error) => away(here, &error),
    }
}

enum Showed {
    In(Stepped),
    Not { words: String, after: Option<i64>, status: StatusCode },
    Gone(Answer),
}

async fn showed(here: &Here, code: &str) -> Showed {
    let Some(token) = &here.token else { return Showed::Gone(on_to(here, "/sign-in")) };
    match show_code(&here.service.bothy, token, code, here.from.clone()).await {
        Ok(stepped) => Showed::In(stepped),
        Err(ActionError::Rule(refused)) => {
            let status = match refused {
                SignInRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
                SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            };
            let (words, after) = why_not(here, refused, key("sign-in-code-wrong"));
            Showed::Not { words, after, status }
        }
        Err(ActionError::Store(error)) => Showed::Gone(away(here, &error)),
        Err(_) => Showed::Gone(on_to(here, "/sign-in")),
    }
}

pub(super) async fn send_code(here: Here, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let to = wanted(sent.text("to")).unwrap_or_default().to_owned();
    match showed(&here, sent.text("code")).await {
        Showed::In(stepped) => sign_in::on(&here, &stepped.begun, &to),
        Showed::Gone(answer) => answer,
        Showed::Not { words, after, status } => {
            let mut errors = Errors::default();
            errors.add("code", words);
            later(page_with(&SignInCode { frame: here.frame(None), to, errors }, status), after)
        }
    }
}

/// The spare codes stand in the answer to the form itself: nothing that could be opened again holds them.
pub(super) async fn send_set_up(here: Here, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let to = wanted(sent.text("to")).unwrap_or_default().to_owned();
    match showed(&here, sent.text("code")).await {
        Showed::In(stepped) => {
            let on = wanted(&to).unwrap_or_else(|| home(&stepped.begun.roles)).to_owned();
            let shown = SpareCodes { frame: here.frame(None), codes: stepped.spares.clone(), on };
            keep(page(&shown), &stepped.begun, here.service.cookies)
        }
        Showed::Gone(answer) => answer,
        Showed::Not { words, after, status } => {
            let mut errors = Errors::default();
            errors.add("code", words);
            set_up_page(&here, to, errors, status, after).await
        }
    }
}
