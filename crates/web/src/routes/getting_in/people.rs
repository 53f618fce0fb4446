//! `/settings/people`: who can get in.

use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{PeopleIn, TypedPerson};
use crate::refusals::{Answer, away, done, page, page_with, refused, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::ActionError;
use bothy_actions::access::{
    By, InviteRefused, Known, NewPerson, WaiveRefused, ask_second_step, invite_again, invite_person, see_people,
    waive_second_step,
};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, PersonId};

const HERE: &str = "/settings/people";

pub(super) async fn see(here: Here, Me(known): Me) -> Answer {
    match made(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn made(here: &Here, known: &Known) -> Result<PeopleIn, Answer> {
    match see_people(&here.service.bothy, known).await {
        Ok(seen) => Ok(desk::account::people(&here.desk(known.sign_in.person), here.frame(Some(Tab::More)), &seen)),
        Err(ActionError::Store(error)) => Err(away(here, &error)),
        Err(_) => Err(trouble(here, TroubleKind::NotFound)),
    }
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

pub(super) async fn invite(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(base)) = (sent.value::<ActId>("act"), here.base(&headers)) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let typed = TypedPerson {
        name: sent.text("name").to_owned(),
        email: sent.text("email").to_owned(),
        roles: sent.all("role"),
        branch: sent.text("branch").to_owned(),
    };
    let roles = typed.roles.iter().filter_map(|code| Role::of_code(code));
    let branch = typed.branch.parse().ok();
    let new = NewPerson {
        act,
        shown_name: typed.name.clone(),
        email: typed.email.clone(),
        roles: roles.filter(|role| !matches!(role, Role::Member | Role::Referrer)).collect(),
        branch,
        base,
    };
    let answer = if branch.is_none() && !typed.branch.is_empty() {
        Err(ActionError::Rule(InviteRefused::NoBranch))
    } else {
        invite_person(&here.service.bothy, By::Administrator(Box::new(known.clone())), new).await
    };
    match answer {
        Ok(_) => done(&here, HERE, "invited"),
        Err(ActionError::Rule(rule)) => {
            let (field, words) = match rule {
                InviteRefused::NoName => ("name", key("people-in-no-name")),
                InviteRefused::NoAddress => ("email", key("people-in-no-address")),
                InviteRefused::AlreadyHere => ("email", key("people-in-already")),
                InviteRefused::NoRole => ("role", key("people-in-no-role")),
                InviteRefused::NoBranch => ("branch", key("people-in-no-branch")),
            };
            match made(&here, &known).await {
                Ok(mut made) => {
                    made.typed = typed;
                    made.errors.add(field, here.words().t(words));
                    page_with(&made, StatusCode::CONFLICT)
                }
                Err(answer) => answer,
            }
        }
        Err(error) => refused(&here, error, Vec::new(), |_| Some(HERE.to_owned()), |_| not_found(&here)),
    }
}

pub(super) async fn send_link(here: Here, Me(known): Me, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let Some(base) = here.base(&headers) else { return trouble(&here, TroubleKind::NotUnderstood) };
    match invite_again(&here.service.bothy, &known, id, base).await {
        Ok(()) => done(&here, HERE, "invited"),
        Err(ActionError::Rule(_)) => done(&here, HERE, "has-password"),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

pub(super) async fn second_step(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let sent = Fields::read(&body);
    let answer = match sent.text("step") {
        "ask" => ask_second_step(&here.service.bothy, &known, id).await.map(|()| "step-asked"),
        "let-be" => {
            let reason = sent.text("reason");
            waive_second_step(&here.service.bothy, &known, id, reason).await.map(|()| "step-let-be")
        }
        _ => return trouble(&here, TroubleKind::NotUnderstood),
    };
    match answer {
        Ok(code) => done(&here, HERE, code),
        Err(ActionError::Rule(rule)) => {
            let code = match rule {
                WaiveRefused::NoReason => "step-no-reason",
                WaiveRefused::TooLong => "step-long-reason",
                WaiveRefused::Themselves => "step-themselves",
            };
            done(&here, HERE, code)
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}
