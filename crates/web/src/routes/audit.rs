//! Who looked, and who changed what.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, away, page, trouble};
use axum::routing::get;
use bothy_actions::ActionError;
use bothy_actions::audit::{AuditAsked, see_audit};
use uuid::Uuid;

/// The route of the audit.
pub fn lines() -> Vec<Route> {
    vec![line("GET", "/audit", ForWhom::SignedIn, get(audit))]
}

async fn audit(here: Here, Me(known): Me) -> Answer {
    let part = here.asked("part").unwrap_or_default();
    let asked = AuditAsked {
        acts: desk::audit::acts_of(&part),
        by: here.asked("by").and_then(|text| text.parse().ok()),
        thing: here.asked("thing").filter(|text| !text.is_empty()),
        before: here.asked("before").and_then(|text| text.parse::<Uuid>().ok()),
    };
    match see_audit(&here.service.bothy, &known, asked.clone()).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::audit::page(&desk, here.frame(Some(Tab::More)), &seen, &asked, &part))
        }
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
