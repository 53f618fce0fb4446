//! One worry: read by its two readers and the safeguarding leads, by nobody else; and the one who has it.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, done, page, refused, trouble};
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::safety::{acknowledge_concern, see_concern};
use bothy_domain::ids::ConcernId;
use bothy_domain::safety::ConcernRefused;

/// The routes of a worry.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/concerns/{id}", SignedIn, get(concern)),
        line("POST", "/concerns/{id}/acknowledge", SignedIn, post(acknowledge)),
    ]
}

async fn concern(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return trouble(&here, TroubleKind::NotFound) };
    match see_concern(&here.service.bothy, &known, id).await {
        Ok((row, people)) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::concern::page(&desk, here.frame(None), &row, &people))
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}

async fn acknowledge(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return trouble(&here, TroubleKind::NotFound) };
    let to = format!("/concerns/{id}");
    match acknowledge_concern(&here.service.bothy, &known, id).await {
        Ok(_) => done(&here, &to, "acknowledged"),
        // Whoever pressed twice has it already: that is no other person's word.
        Err(ActionError::Rule(ConcernRefused::HasItAlready { by })) if by == known.sign_in.person => {
            done(&here, &to, "acknowledged")
        }
        Err(ActionError::Rule(ConcernRefused::HasItAlready { .. })) => done(&here, &to, "worry-has-it"),
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to), |_| trouble(&here, TroubleKind::NotFound)),
    }
}
