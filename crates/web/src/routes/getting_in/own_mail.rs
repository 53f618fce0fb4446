//! `/settings/mail`: the organisation's own mail server, set up by an administrator.

use super::{later, why_not};
use crate::desk;
use crate::desk::own_mail::Elsewise;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{OwnMail, TypedMail};
use crate::refusals::{Answer, away, done, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::http::StatusCode;
use bothy_actions::ActionError;
use bothy_actions::access::{Known, PasskeyRefused, SignInRefused};
use bothy_actions::organisations::{NewSender, SenderNotKept, put_sender, see_sender, take_sender_away, try_letters};
use bothy_domain::ids::ActId;
use bothy_domain::organisations::sender::{Security, Typed};

const HERE: &str = "/settings/mail";

async fn made(here: &Here, known: &Known) -> Result<OwnMail, Answer> {
    match see_sender(&here.service.bothy, known).await {
        Ok(seen) => {
            let elsewise = Elsewise::of(here.service.program.letters, here.service.demo.is_some());
            let desk = here.desk(known.sign_in.person);
            Ok(desk::own_mail::page(&desk, here.frame(Some(Tab::More)), &seen, elsewise))
        }
        Err(ActionError::Store(error)) => Err(away(here, &error)),
        Err(_) => Err(trouble(here, TroubleKind::NotFound)),
    }
}

pub(super) async fn see(here: Here, Me(known): Me) -> Answer {
    match made(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

/// What is wrong: at which field, in which words, the status, and after how long another try is heard.
struct Wrong {
    field: &'static str,
    words: String,
    status: StatusCode,
    after: Option<i64>,
}

fn wrong(here: &Here, (field, words): (&'static str, &'static str)) -> Wrong {
    Wrong { field, words: here.words().t(words).to_owned(), status: StatusCode::UNPROCESSABLE_ENTITY, after: None }
}

fn password_wrong(here: &Here, refused: PasskeyRefused) -> Wrong {
    match refused {
        PasskeyRefused::Try(refused) => {
            let status = match refused {
                SignInRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
                SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            };
            let (words, after) = why_not(here, refused, key("mail-you-wrong"));
            Wrong { field: "own-password", words, status, after }
        }
        _ => wrong(here, ("own-password", key("mail-not-just-now"))),
    }
}

pub(super) async fn keep(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let text = |field: &str| sent.text(field).to_owned();
    let typed = TypedMail {
        server: text("server"),
        port: text("port"),
        security: text("security"),
        user: text("user"),
        from_name: text("from-name"),
        from_address: text("from-address"),
        reply_to: text("reply-to"),
        version: sent.value("version").unwrap_or_default(),
    };
    let new = Typed {
        server: typed.server.clone(),
        // What is no port is as little one of those of mail as any other.
        port: typed.port.parse().unwrap_or_default(),
        security: Security::of_code(&typed.security).unwrap_or(Security::StartTls),
        user: typed.user.clone(),
        password: sent.text_as_sent("password").to_owned(),
        from_name: typed.from_name.clone(),
        from_address: typed.from_address.clone(),
        reply_to: typed.reply_to.clone(),
    };
    let new = NewSender {
        typed: new,
        version: typed.version,
        own_password: sent.text_as_sent("own-password").to_owned(),
        from: here.from.clone(),
    };
    let opened = (*here.service.opened).clone();
    let wrong = match put_sender(&here.service.bothy, &known, new, opened).await {
        Ok(()) => return done(&here, HERE, "mail-kept"),
        Err(ActionError::Rule(SenderNotKept::Typed(refused))) => wrong(&here, desk::own_mail::refusal(refused)),
        Err(ActionError::Rule(SenderNotKept::Password(refused))) => password_wrong(&here, refused),
        Err(ActionError::Stale) => wrong(&here, ("server", key("mail-stale"))),
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    match made(&here, &known).await {
        Ok(mut made) => {
            // The version stays that of the page as it is now: whoever sends it again has seen what stands there.
            made.typed = TypedMail { version: made.typed.version, ..typed };
            made.errors.add(wrong.field, wrong.words);
            later(page_with(&made, wrong.status), wrong.after)
        }
        Err(answer) => answer,
    }
}

pub(super) async fn try_it(here: Here, Me(known): Me, body: Bytes) -> Answer {
    // Whoever may not see the page does not send from it.
    if let Err(answer) = made(&here, &known).await {
        return answer;
    }
    let Some(act) = Fields::read(&body).value::<ActId>("act") else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    match try_letters(&here.service.bothy, &known, act).await {
        Ok(()) => done(&here, HERE, "mail-tried"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

pub(super) async fn remove(here: Here, Me(known): Me) -> Answer {
    match take_sender_away(&here.service.bothy, &known).await {
        Ok(()) => done(&here, HERE, "mail-removed"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
