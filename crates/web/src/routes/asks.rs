//! What is asked of every supporter: references, supervision, and for how long one time of it holds.

use super::form::Fields;
use super::settings::{HERE, changed, show};
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::Settings as Page;
use crate::refusals::{Answer, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::routing::post;
use bothy_actions::ActionError;
use bothy_actions::organisations::{AskRefused, ask_of_all};
use bothy_domain::ids::ActId;
use bothy_domain::supporters::everyone::{AskedOfAll, ReferencesAsked, SupervisionAsked};

/// The route of what is asked of every supporter.
pub fn lines() -> Vec<Route> {
    vec![line("POST", "/settings/supporters", ForWhom::SignedIn, post(put))]
}

/// What the form says; none where the weeks are no number.
fn understood(sent: &Fields) -> Option<AskedOfAll> {
    let chosen = sent.all("asks");
    let has = |what: &str| chosen.iter().any(|one| one == what);
    Some(AskedOfAll {
        references: if has("references") { ReferencesAsked::Two } else { ReferencesAsked::No },
        supervision: match has("supervision") {
            true => SupervisionAsked::Weeks(sent.value("weeks")?),
            false => SupervisionAsked::No,
        },
    })
}

/// What was chosen and typed stays in the form.
fn keep(sent: &Fields, made: &mut Page) {
    made.asks.chosen = sent.all("asks");
    sent.text("weeks").clone_into(&mut made.asks.weeks);
    sent.text("asks-reason").clone_into(&mut made.asks.reason);
}

async fn put(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let before = desk::settings::asks_of_version(sent.text("asks-version"));
    let reason = sent.text("asks-reason");
    let (Some(act), Some(before)) = (sent.value::<ActId>("act"), before) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    if let Some(asks) = understood(&sent) {
        match ask_of_all(&here.service.bothy, &known, act, before, asks, reason).await {
            Ok(()) => return changed(&here, "asks").await,
            Err(ActionError::Rule(AskRefused::Weeks { .. })) => {}
            Err(ActionError::Rule(AskRefused::TooLong { .. })) => {
                return show(&here, &known, |desk, _, made| {
                    made.errors.add("asks-reason", desk.words.t(key("settings-asks-long")));
                    keep(&sent, made);
                    true
                })
                .await;
            }
            Err(ActionError::Stale) => {
                return show(&here, &known, |desk, seen, made| {
                    made.stale = Some(desk::settings::asks_stale(desk, seen, asks));
                    // What stands now is what the form is from; what was chosen stays in it.
                    keep(&sent, made);
                    true
                })
                .await;
            }
            Err(error) => {
                let made = |_: &str| Some(HERE.to_owned());
                return refused(&here, error, Vec::new(), made, |_| trouble(&here, TroubleKind::NotFound));
            }
        }
    }
    show(&here, &known, |desk, _, made| {
        made.errors.add("weeks", desk.words.t(key("settings-asks-number")));
        keep(&sent, made);
        true
    })
    .await
}
