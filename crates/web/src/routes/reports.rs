//! What was promised and kept.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, away, page, trouble};
use axum::routing::get;
use bothy_actions::ActionError;
use bothy_actions::sessions::see_kept;
use jiff::ToSpan as _;

/// The route of the report.
pub fn lines() -> Vec<Route> {
    vec![line("GET", "/reports", ForWhom::SignedIn, get(reports))]
}

async fn reports(here: Here, Me(known): Me) -> Answer {
    let weeks = desk::reports::weeks(here.asked("weeks").as_deref());
    let from = here.today().saturating_sub((weeks * 7).days());
    let begins = bothy_calendar::zone::whole_day(from, &here.zone()).start;
    match see_kept(&here.service.bothy, &known, begins).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::reports::page(&desk, here.frame(Some(Tab::More)), &seen, weeks, from))
        }
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
