//! One worry: read by its two readers and the safeguarding leads, by nobody else; and the one who has it.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::Concern;
use crate::refusals::{Answer, done, page, refused, trouble};
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::keeping::see_holds;
use bothy_actions::safety::{acknowledge_concern, let_looks_go, see_concern};
use bothy_domain::ids::ConcernId;
use bothy_domain::keeping::Held;
use bothy_domain::safety::ConcernRefused;

/// The routes of a worry.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/concerns/{id}", SignedIn, get(concern)),
        line("POST", "/concerns/{id}/acknowledge", SignedIn, post(acknowledge)),
        line("POST", "/concerns/{id}/release-looks", SignedIn, post(release_looks)),
    ]
}

async fn concern(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return trouble(&here, TroubleKind::NotFound) };
    match made(&here, &known, id).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

/// The page as it stands now, with the holds on it for those who may hold it.
pub(super) async fn made(here: &Here, known: &Known, id: ConcernId) -> Result<Concern, Answer> {
    let not_found = || trouble(here, TroubleKind::NotFound);
    let desk = here.desk(known.sign_in.person);
    let mut made = match see_concern(&here.service.bothy, known, id).await {
        Ok(seen) => desk::concern::page(&desk, here.frame(None), &seen),
        Err(error) => return Err(refused(here, error, Vec::new(), |_| None, |_| not_found())),
    };
    match see_holds(&here.service.bothy, known, Held::Concern(id)).await {
        Ok((holds, people)) => {
            made.may_hold = true;
            made.holds = desk::going::holds(&desk, &holds, &people);
        }
        Err(ActionError::NotFound) => {}
        Err(error) => return Err(refused(here, error, Vec::new(), |_| None, |_| not_found())),
    }
    Ok(made)
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

async fn release_looks(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return trouble(&here, TroubleKind::NotFound) };
    let to = format!("/concerns/{id}");
    match let_looks_go(&here.service.bothy, &known, id).await {
        Ok(()) => done(&here, &to, "looks-let-go"),
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to), |_| trouble(&here, TroubleKind::NotFound)),
    }
}
