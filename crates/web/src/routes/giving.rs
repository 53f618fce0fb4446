//! A further role for somebody who is here already.

use super::form::Fields;
use super::people::show;
use super::{ForWhom, Route, line};
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, done, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::post;
use bothy_actions::ActionError;
use bothy_actions::access::give_hat;
use bothy_domain::access::giving::GivingRefused;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::{Act as _, Role};
use bothy_domain::ids::{ActId, BranchId, PersonId};

/// The route of giving a role.
pub fn lines() -> Vec<Route> {
    vec![line("POST", "/people/{id}/hats", ForWhom::SignedIn, post(give))]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

/// What was typed as a branch: none for the whole organisation.
fn branch_of(typed: &str) -> Result<Option<BranchId>, GivingRefused> {
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| GivingRefused::NoBranch) }
}

async fn give(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    // Whoever may give no role is not told what was wrong with what they sent; the act itself asks again.
    if !LetPeopleIn::allows(&known.standing, &Within::organisation(known.sign_in.organisation)) {
        return not_found(&here);
    }
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let typed = (sent.text("hat-role").to_owned(), sent.text("hat-branch").to_owned());
    let given = match (Role::of_code(&typed.0), branch_of(&typed.1)) {
        (None, _) => Err(ActionError::Rule(GivingRefused::NotHere)),
        (_, Err(refused)) => Err(ActionError::Rule(refused)),
        (Some(role), Ok(branch)) => give_hat(&here.service.bothy, &known, act, id, role, branch).await,
    };
    let to = format!("/people/{id}");
    match given {
        Ok(()) => done(&here, &to, "hat-given"),
        Err(ActionError::Rule(refusal)) => {
            let (field, words) = match refusal {
                GivingRefused::NotHere => ("hat-role", key("giving-which")),
                GivingRefused::WornAlready => ("hat-role", key("giving-worn")),
                GivingRefused::Themselves => return done(&here, &to, "giving-themselves"),
                GivingRefused::NoBranch => ("hat-branch", key("people-in-no-branch")),
            };
            show(&here, &known, id, |desk, made| {
                let Some(giving) = made.giving.as_mut() else { return false };
                giving.role.clone_from(&typed.0);
                giving.branch.clone_from(&typed.1);
                made.errors.add(field, desk.words.t(words));
                true
            })
            .await
        }
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to.clone()), |_| not_found(&here)),
    }
}
