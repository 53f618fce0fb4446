//! A role of somebody ends: what would happen, and doing it.

use super::form::Fields;
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::EndingPage;
use crate::refusals::{Answer, done, page, refused, trouble};
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::{Known, end_hat, see_ending};
use bothy_domain::ids::{ActId, HatId, PersonId};

/// The routes of ending a role.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/people/{id}/hats/{hat}/end", SignedIn, get(ending)),
        line("POST", "/people/{id}/hats/{hat}/end", SignedIn, post(end)),
    ]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

fn both(id: &str, hat: &str) -> Option<(PersonId, HatId)> {
    Some((id.parse().ok()?, hat.parse().ok()?))
}

async fn ending(here: Here, Me(known): Me, Path((id, hat)): Path<(String, String)>) -> Answer {
    let Some((id, hat)) = both(&id, &hat) else { return not_found(&here) };
    match made(&here, &known, id, hat).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn made(here: &Here, known: &Known, id: PersonId, hat: HatId) -> Result<EndingPage, Answer> {
    match see_ending(&here.service.bothy, known, id, hat).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            Ok(desk::ending::page(&desk, here.frame(Some(Tab::People)), &seen))
        }
        Err(error) => Err(refused(here, error, Vec::new(), |_| None, |_| not_found(here))),
    }
}

async fn end(here: Here, Me(known): Me, Path((id, hat)): Path<(String, String)>, body: Bytes) -> Answer {
    let Some((id, hat)) = both(&id, &hat) else { return not_found(&here) };
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let reason = sent.text("reason");
    let to = format!("/people/{id}");
    match end_hat(&here.service.bothy, &known, act, id, hat, reason).await {
        Ok(()) => done(&here, &to, "hat-ended"),
        Err(ActionError::Rule(refusal)) => match made(&here, &known, id, hat).await {
            Ok(mut made) => {
                reason.clone_into(&mut made.reason);
                made.errors.add("reason", here.words().t(desk::ending::refusal(refusal)));
                conflict(&made)
            }
            Err(answer) => answer,
        },
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to.clone()), |_| not_found(&here)),
    }
}
