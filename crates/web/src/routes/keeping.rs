//! `/settings/keeping`: for how long things are kept, and what an administrator keeps for longer.

use super::form::Fields;
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::Keeping;
use crate::refusals::{Answer, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::keeping::{NewLength, keep_longer, see_keeping};
use bothy_domain::ids::ActId;

const HERE: &str = "/settings/keeping";

/// The routes of how long things are kept.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![line("GET", HERE, SignedIn, get(see)), line("POST", HERE, SignedIn, post(keep))]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn made(here: &Here, known: &Known) -> Result<Keeping, Answer> {
    match see_keeping(&here.service.bothy, known).await {
        Ok(seen) => Ok(desk::keeping::page(&here.desk(known.sign_in.person), here.frame(Some(Tab::More)), &seen)),
        Err(error) => Err(refused(here, error, Vec::new(), |_| None, |_| not_found(here))),
    }
}

async fn see(here: Here, Me(known): Me) -> Answer {
    match made(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn keep(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let mut made = match made(&here, &known).await {
        Ok(made) => made,
        Err(answer) => return answer,
    };
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let before = sent.value::<u32>("before").unwrap_or_default();
    let (kind, days, reason) = (sent.text("kept"), sent.text("days"), sent.text("reason"));
    let new = days.replace([',', ' '], "").parse::<u32>().ok();
    let (field, words) = match new {
        None => ("days", here.words().t(key("keeping-say-number")).to_owned()),
        Some(new) => {
            let new = NewLength { kind: kind.to_owned(), before, days: new, reason: reason.to_owned() };
            match keep_longer(&here.service.bothy, &known, act, new).await {
                Ok(()) => return done(&here, HERE, "keeping"),
                Err(ActionError::Rule(refusal)) => desk::keeping::refusal(&here.desk(known.sign_in.person), refusal),
                Err(ActionError::Stale) => ("days", here.words().t(key("keeping-stale")).to_owned()),
                Err(error) => {
                    return refused(&here, error, Vec::new(), |_| Some(HERE.to_owned()), |_| not_found(&here));
                }
            }
        }
    };
    let Some(form) = made.kinds.iter_mut().find(|form| form.kind == kind) else { return not_found(&here) };
    days.clone_into(&mut form.days);
    reason.clone_into(&mut form.reason);
    made.errors.add(format!("{field}-{kind}"), words);
    conflict(&made)
}
