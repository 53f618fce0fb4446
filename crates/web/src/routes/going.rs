//! Letting go: what is held about somebody, holds, erasing; and all that is held about oneself.

use super::form::{Fields, date_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{GoingPage, TypedGoing};
use crate::refusals::{Answer, done, page, refused, trouble, with_type};
use crate::words::key;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::keeping::{
    Asker, PersonRecord, end_hold, erase_person, export_person, hold_record, see_going, see_own_record,
};
use bothy_domain::ids::{ActId, ConcernId, HoldId, PersonId};
use bothy_domain::keeping::{Held, HoldRefused};
use jiff::Timestamp;
use jiff::ToSpan as _;

/// The routes of letting go.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/people/{id}/going", SignedIn, get(going)),
        line("POST", "/people/{id}/going/erase", SignedIn, post(erase)),
        line("POST", "/people/{id}/going/hold", SignedIn, post(hold)),
        line("POST", "/people/{id}/going/holds/{hold}/end", SignedIn, post(unhold)),
        line("POST", "/people/{id}/going/record", SignedIn, post(record)),
        line("POST", "/concerns/{id}/hold", SignedIn, post(hold_worry)),
        line("POST", "/concerns/{id}/holds/{hold}/end", SignedIn, post(unhold_worry)),
        line("GET", "/account/record", SignedIn, get(own)),
        line("GET", "/account/record.json", SignedIn, get(own_file)),
    ]
}

/// What is wrong with a form: at which field, and its words.
type Wrong = (&'static str, &'static str);

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn going(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    match made(&here, &known, id).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn made(here: &Here, known: &Known, id: PersonId) -> Result<GoingPage, Answer> {
    match see_going(&here.service.bothy, known, id).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            Ok(desk::going::page(&desk, here.frame(Some(Tab::People)), &seen))
        }
        Err(error) => Err(refused(here, error, Vec::new(), |_| None, |_| not_found(here))),
    }
}

/// The page again, with what is wrong at a field.
async fn again(here: &Here, known: &Known, id: PersonId, typed: TypedGoing, (field, words): Wrong) -> Answer {
    match made(here, known, id).await {
        Ok(mut made) => {
            made.errors.add(field, here.words().t(words));
            made.typed = typed;
            conflict(&made)
        }
        Err(answer) => answer,
    }
}

async fn erase(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let reason = sent.text("erase");
    let asker = Asker::Person(Box::new(known.clone()));
    match erase_person(&here.service.bothy, asker, act, id, reason).await {
        Ok(()) => done(&here, "/people", "erased"),
        Err(ActionError::Rule(refusal)) => {
            let typed = TypedGoing { erase: reason.to_owned(), ..TypedGoing::default() };
            again(&here, &known, id, typed, ("erase", desk::going::refusal(refusal))).await
        }
        Err(error) => refused(&here, error, Vec::new(), |_| Some(String::from("/people")), |_| not_found(&here)),
    }
}

/// The instant at which a last day is over, where the organisation is; none where nothing was typed.
fn end_of(here: &Here, until: &(String, String, String)) -> Result<Option<Timestamp>, ()> {
    if until.0.is_empty() && until.1.is_empty() && until.2.is_empty() {
        return Ok(None);
    }
    let day = date_of(until).ok_or(())?;
    let next = day.checked_add(1.day()).map_err(|_| ())?;
    let end = next.to_zoned(here.zone()).map_err(|_| ())?;
    Ok(Some(end.timestamp()))
}

/// Puts a hold on a thing: done, with what was typed and what is wrong with it, or the answer of a refusal.
async fn put_hold(
    here: &Here,
    known: &Known,
    thing: Held,
    to: &str,
    body: &Bytes,
) -> Result<Answer, (TypedGoing, Wrong)> {
    let sent = Fields::read(body);
    let Some(act) = sent.value::<ActId>("act") else { return Ok(trouble(here, TroubleKind::NotUnderstood)) };
    let typed = TypedGoing { hold: sent.text("hold").to_owned(), until: sent.date("until"), ..TypedGoing::default() };
    let Ok(until) = end_of(here, &typed.until) else { return Err((typed, ("until", key("going-say-date")))) };
    match hold_record(&here.service.bothy, known, act, thing, (&typed.hold, until)).await {
        Ok(()) => Ok(done(here, to, "held")),
        Err(ActionError::Rule(HoldRefused::Reason(refusal))) => Err((typed, ("hold", desk::going::reason(refusal)))),
        Err(ActionError::Rule(HoldRefused::Over)) => Err((typed, ("until", key("going-say-over")))),
        Err(error) => Ok(refused(here, error, Vec::new(), |_| Some(to.to_owned()), |_| not_found(here))),
    }
}

async fn hold(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    match put_hold(&here, &known, Held::Person(id), &format!("/people/{id}/going"), &body).await {
        Ok(answer) => answer,
        Err((typed, wrong)) => again(&here, &known, id, typed, wrong).await,
    }
}

async fn hold_worry(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return not_found(&here) };
    match put_hold(&here, &known, Held::Concern(id), &format!("/concerns/{id}"), &body).await {
        Ok(answer) => answer,
        Err((typed, (field, words))) => {
            let mut made = match super::concerns::made(&here, &known, id).await {
                Ok(made) => made,
                Err(answer) => return answer,
            };
            made.errors.add(field, here.words().t(words));
            made.typed = typed;
            conflict(&made)
        }
    }
}

async fn lift(here: &Here, known: &Known, thing: Held, hold: &str, to: &str) -> Answer {
    let Ok(hold) = hold.parse::<HoldId>() else { return not_found(here) };
    match end_hold(&here.service.bothy, known, thing, hold).await {
        Ok(()) => done(here, to, "hold-ended"),
        Err(error) => refused(here, error, Vec::new(), |_| None, |_| not_found(here)),
    }
}

async fn unhold(here: Here, Me(known): Me, Path((id, hold)): Path<(String, String)>) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    lift(&here, &known, Held::Person(id), &hold, &format!("/people/{id}/going")).await
}

async fn unhold_worry(here: Here, Me(known): Me, Path((id, hold)): Path<(String, String)>) -> Answer {
    let Ok(id) = id.parse::<ConcernId>() else { return not_found(&here) };
    lift(&here, &known, Held::Concern(id), &hold, &format!("/concerns/{id}")).await
}

async fn record(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let sent = Fields::read(&body);
    let reason = sent.text("record");
    let asker = Asker::Person(Box::new(known.clone()));
    match export_person(&here.service.bothy, asker, id, reason).await {
        Ok(record) => file(&record),
        Err(ActionError::Rule(refusal)) => {
            let typed = TypedGoing { record: reason.to_owned(), ..TypedGoing::default() };
            again(&here, &known, id, typed, ("record", desk::going::reason(refusal))).await
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

/// What is held, as a file that a browser saves; its name says nothing of whose it is.
fn file(record: &PersonRecord) -> Answer {
    let text = serde_json::to_string_pretty(&record.as_json()).unwrap_or_default();
    let mut answer = with_type(Body::from(text), "application/json", StatusCode::OK);
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"record.json\""));
    answer
}

async fn own(here: Here, Me(known): Me) -> Answer {
    match see_own_record(&here.service.bothy, &known).await {
        Ok(record) => page(&desk::going::own(here.frame(None), &record)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

async fn own_file(here: Here, Me(known): Me) -> Answer {
    match see_own_record(&here.service.bothy, &known).await {
        Ok(record) => file(&record),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}
