//! Somebody is signed out everywhere by another, or everybody is: what would end, and doing it.

use super::form::Fields;
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{EverybodyOut, SigningOutPage};
use crate::refusals::{Answer, done, page, refused, trouble};
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::{Known, see_everybody, see_signing_out, sign_everybody_out, sign_out_person};
use bothy_domain::ids::{ActId, PersonId};

/// Where everybody is signed out.
const EVERYBODY: &str = "/settings/sign-everybody-out";

/// The routes of signing somebody out, or everybody.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/people/{id}/sign-out", SignedIn, get(ask)),
        line("POST", "/people/{id}/sign-out", SignedIn, post(end)),
        line("GET", EVERYBODY, SignedIn, get(ask_all)),
        line("POST", EVERYBODY, SignedIn, post(end_all)),
    ]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn ask(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    match made(&here, &known, id).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn made(here: &Here, known: &Known, id: PersonId) -> Result<SigningOutPage, Answer> {
    match see_signing_out(&here.service.bothy, known, id).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            Ok(desk::signing_out::page(&desk, here.frame(Some(Tab::People)), &seen))
        }
        Err(error) => Err(refused(here, error, Vec::new(), |_| None, |_| not_found(here))),
    }
}

async fn end(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let reason = sent.text("reason");
    let to = format!("/people/{id}");
    match sign_out_person(&here.service.bothy, &known, act, id, reason).await {
        Ok(()) => done(&here, &to, "signed-them-out"),
        Err(ActionError::Rule(refusal)) => match made(&here, &known, id).await {
            Ok(mut made) => {
                reason.clone_into(&mut made.reason);
                made.errors.add("reason", here.words().t(desk::signing_out::refusal(refusal)));
                conflict(&made)
            }
            Err(answer) => answer,
        },
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to.clone()), |_| not_found(&here)),
    }
}

async fn made_all(here: &Here, known: &Known) -> Result<EverybodyOut, Answer> {
    match see_everybody(&here.service.bothy, known).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            Ok(desk::signing_out::everybody(&desk, here.frame(Some(Tab::More)), &seen))
        }
        Err(error) => Err(refused(here, error, Vec::new(), |_| None, |_| not_found(here))),
    }
}

async fn ask_all(here: Here, Me(known): Me) -> Answer {
    match made_all(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn end_all(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let reason = sent.text("reason");
    match sign_everybody_out(&here.service.bothy, &known, act, reason).await {
        Ok(()) => done(&here, "/settings", "signed-everybody-out"),
        Err(ActionError::Rule(refusal)) => match made_all(&here, &known).await {
            Ok(mut made) => {
                reason.clone_into(&mut made.reason);
                made.errors.add("reason", here.words().t(desk::going::reason(refusal)));
                conflict(&made)
            }
            Err(answer) => answer,
        },
        Err(error) => refused(&here, error, Vec::new(), |_| Some(String::from("/settings")), |_| not_found(&here)),
    }
}
