//! `/recover`: asking to be let in again, and, for those who work here, answering.

use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::{Recover, TroubleKind};
use crate::refusals::{Answer, away, done, page, page_with, refused, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::ActionError;
use bothy_actions::access::{ask_recovery, say_no, say_yes, see_recoveries};
use bothy_domain::access::recovery::{Said, YesRefused, may_vouch};
use bothy_domain::ids::RecoveryId;

const HERE: &str = "/recover";

/// Those who may answer see who asks; everybody else may ask.
pub(super) async fn see(here: Here) -> Answer {
    let answers = here.known.clone().filter(|known| known.standing.hats().iter().any(|hat| may_vouch(hat.role)));
    let Some(known) = answers else {
        return page(&Recover { frame: here.frame(None), errors: crate::parts::Errors::default() });
    };
    match see_recoveries(&here.service.bothy, &known).await {
        Ok(seen) => {
            let wall = here.service.bothy.wall();
            page(&desk::account::recoveries(&here.desk(known.sign_in.person), here.frame(None), &seen, wall))
        }
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

pub(super) async fn ask(here: Here, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let email = sent.text("email");
    if email.is_empty() {
        let mut errors = crate::parts::Errors::default();
        errors.add("email", here.words().t(key("sign-in-no-email")));
        return page_with(&Recover { frame: here.frame(None), errors }, StatusCode::UNPROCESSABLE_ENTITY);
    }
    match ask_recovery(&here.service.bothy, here.organisation.id, email, here.from.clone()).await {
        // The same for everybody, whether there is such an account or not.
        Ok(()) => done(&here, HERE, "recover-asked"),
        Err(error) => away(&here, &error),
    }
}

fn code(refused: YesRefused) -> &'static str {
    match refused {
        YesRefused::Themselves => "recover-themselves",
        YesRefused::SamePerson => "recover-same",
        YesRefused::NeedsAdministrator => "recover-administrator",
        YesRefused::Closed => "recover-closed",
    }
}

pub(super) async fn yes(here: Here, Me(known): Me, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let Ok(id) = id.parse::<RecoveryId>() else { return trouble(&here, TroubleKind::NotFound) };
    let Some(base) = here.base(&headers) else { return trouble(&here, TroubleKind::NotUnderstood) };
    match say_yes(&here.service.bothy, &known, id, base).await {
        Ok(Said::First) => done(&here, HERE, "recover-first"),
        Ok(Said::Both) => done(&here, HERE, "recover-both"),
        Err(ActionError::Rule(rule)) => done(&here, HERE, code(rule)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}

pub(super) async fn no(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<RecoveryId>() else { return trouble(&here, TroubleKind::NotFound) };
    match say_no(&here.service.bothy, &known, id).await {
        Ok(()) => done(&here, HERE, "recover-no"),
        Err(ActionError::Rule(rule)) => done(&here, HERE, code(rule)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}
