//! One session: seeing it, its seats, preparing it, moving it, calling it off; and the answer to being asked.

use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::desk::way_in::WayInField;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::WayInFields;
use crate::parts::Errors;
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::key;
use axum::Form;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::{Known, colleagues};
use bothy_actions::rota::{Reach, Reply, answer_offer, ask_others, give_seat, hand_back_seat, take_back_seat};
use bothy_actions::sessions::{
    ChangeRefused, NewTime, Preparation, call_off_session, move_session, prepare_session, run_session_after_all,
    see_session,
};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, OfferId, PersonId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use bothy_domain::sessions::SessionRefused;
use bothy_domain::sessions::session::WhyCalledOff;
use jiff::civil::{Date, Time};
use serde::Deserialize;

/// The routes of one session.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/sessions/{id}", SignedIn, get(session)),
        line("POST", "/sessions/{id}/place-confirmed", SignedIn, post(place_confirmed)),
        line("POST", "/sessions/{id}/opener", SignedIn, post(opener)),
        line("POST", "/sessions/{id}/way-in", SignedIn, post(way_in)),
        line("POST", "/sessions/{id}/way-in-tried", SignedIn, post(way_in_tried)),
        line("POST", "/sessions/{id}/override", SignedIn, post(override_minimum)),
        line("POST", "/sessions/{id}/move", SignedIn, post(move_it)),
        line("POST", "/sessions/{id}/call-off", SignedIn, post(call_off)),
        line("POST", "/sessions/{id}/run", SignedIn, post(run)),
        line("POST", "/seats/{id}/hand-back", SignedIn, post(hand_back)),
        line("POST", "/seats/{id}/ask", SignedIn, post(ask)),
        line("POST", "/seats/{id}/give", SignedIn, post(give)),
        line("POST", "/seats/{id}/take-back", SignedIn, post(take_back)),
        line("POST", "/offers/{id}/answer", SignedIn, post(answer)),
    ]
}

/// Every form of a session; each carries the id of its act, and what it asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Sent {
    act: String,
    version: String,
    person: String,
    opener: String,
    reach: String,
    link: String,
    phone: String,
    wait: String,
    lock: String,
    #[serde(rename = "meeting-id")]
    meeting_id: String,
    passcode: String,
    reason: String,
    why: String,
    answer: String,
    start: String,
    end: String,
    #[serde(rename = "date-day")]
    day: String,
    #[serde(rename = "date-month")]
    month: String,
    #[serde(rename = "date-year")]
    year: String,
}

impl Sent {
    fn act(&self) -> Option<ActId> {
        self.act.parse().ok()
    }
}

const OPEN: &[Role] = &[Role::Supporter, Role::Coordinator];

async fn session(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<SessionId>() else { return trouble(&here, TroubleKind::NotFound) };
    show(&here, &known, id, None, |_| {}).await
}

/// The page of a session, as it stands now, with what was in the way of the last thing tried.
async fn show(
    here: &Here,
    known: &Known,
    id: SessionId,
    problem: Option<(SeatId, String)>,
    change: impl FnOnce(&mut crate::pages::staff::SessionPage),
) -> Answer {
    let seen = match see_session(&here.service.bothy, known, id).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let openers = match colleagues(&here.service.bothy, known, OPEN).await {
        Ok(openers) => openers,
        Err(error) => return away(here, &error),
    };
    let tried = problem.is_some();
    let problem = problem.and_then(|(seat, words)| Some((seen.seats.iter().find(|one| one.id == seat)?, words)));
    let desk = here.desk(known.sign_in.person);
    let tab = if known.standing.wears_somewhere(Role::Coordinator) {
        crate::pages::Tab::Rota
    } else {
        crate::pages::Tab::MyDay
    };
    let mut made = desk::session::page(&desk, here.frame(Some(tab)), &seen, &openers, problem);
    change(&mut made);
    if tried || made.errors.any() || made.stale.is_some() { conflict(&made) } else { page(&made) }
}

fn to_session(made: &str) -> Option<String> {
    made.parse::<SessionId>().ok().map(|id| format!("/sessions/{id}"))
}

async fn seat_answer<T>(
    here: &Here,
    known: &Known,
    seat: SeatId,
    session: Option<SessionId>,
    result: Result<T, ActionError<SeatRefused>>,
    then: impl FnOnce(T) -> (String, &'static str),
) -> Answer {
    match result {
        Ok(value) => {
            let (to, code) = then(value);
            done(here, &to, code)
        }
        Err(ActionError::Rule(rule)) => {
            let words = desk::session::hindrance(&here.desk(known.sign_in.person), &rule);
            match session {
                Some(session) => show(here, known, session, Some((seat, words)), |_| {}).await,
                None => done(here, "/my-day", "seat-gone"),
            }
        }
        Err(error) => refused(here, error, Vec::new(), to_session, |_| trouble(here, TroubleKind::NotFound)),
    }
}

async fn hand_back(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Some(act)) = (id.parse::<SeatId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let result = hand_back_seat(&here.service.bothy, &known, act, seat).await;
    // Whoever hands back may not see the session any more: their own day is where they go on.
    seat_answer(&here, &known, seat, None, result, |back| {
        ("/my-day".to_owned(), if back.asked > 0 { "handed-back" } else { "handed-back-none" })
    })
    .await
}

/// The session of a seat, for whom it may be shown to.
async fn session_of(here: &Here, known: &Known, seat: SeatId) -> Option<SessionId> {
    bothy_actions::rota::session_of_seat(&here.service.bothy, known, seat).await.ok().flatten()
}

async fn ask(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Some(act)) = (id.parse::<SeatId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let reach = match sent.reach.as_str() {
        "also-new" => Reach::AlsoNew,
        _ => Reach::WhoKnowsTheGroup,
    };
    let session = session_of(&here, &known, seat).await;
    let to = session.map_or_else(|| "/rota".to_owned(), |id| format!("/sessions/{id}"));
    let result = ask_others(&here.service.bothy, &known, act, seat, reach).await;
    seat_answer(&here, &known, seat, session, result, |asked| (to, if asked > 0 { "asked" } else { "asked-nobody" }))
        .await
}

async fn give(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Some(act)) = (id.parse::<SeatId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let session = session_of(&here, &known, seat).await;
    let Ok(to) = sent.person.parse::<PersonId>() else {
        let Some(session) = session else { return trouble(&here, TroubleKind::NotFound) };
        let words = here.words().t(key("seat-nobody-chosen")).to_owned();
        return show(&here, &known, session, Some((seat, words)), |_| {}).await;
    };
    let result = give_seat(&here.service.bothy, &known, act, seat, to).await;
    seat_answer(&here, &known, seat, session, result, |id| (format!("/sessions/{id}"), "given")).await
}

async fn take_back(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Some(act)) = (id.parse::<SeatId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let session = session_of(&here, &known, seat).await;
    let result = take_back_seat(&here.service.bothy, &known, act, seat).await;
    seat_answer(&here, &known, seat, session, result, |id| (format!("/sessions/{id}"), "taken-back")).await
}

async fn answer(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(offer), Some(act)) = (id.parse::<OfferId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let (reply, code) = match sent.answer.as_str() {
        "yes" => (Reply::Yes, "yes"),
        "no" => (Reply::No, "no"),
        _ => return trouble(&here, TroubleKind::NotUnderstood),
    };
    match answer_offer(&here.service.bothy, &known, act, offer, reply).await {
        Ok(_) => done(&here, "/my-day", code),
        Err(ActionError::Rule(SeatRefused::TakenAlready { .. } | SeatRefused::NotAsked)) => {
            done(&here, "/my-day", "seat-gone")
        }
        Err(ActionError::Rule(_)) => done(&here, "/my-day", "seat-in-the-way"),
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some("/my-day".to_owned()), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

async fn change_answer(
    here: &Here,
    known: &Known,
    session: SessionId,
    result: Result<SessionId, ActionError<ChangeRefused>>,
    field: &'static str,
    code: &str,
    keep: impl FnOnce(&mut crate::pages::staff::SessionPage),
) -> Answer {
    match result {
        Ok(id) => done(here, &format!("/sessions/{id}"), code),
        Err(ActionError::Rule(rule)) => {
            let words = here.words().t(change_key(&rule)).to_owned();
            show(here, known, session, None, |made| {
                keep(made);
                made.errors = one_error(field, &words);
            })
            .await
        }
        Err(error) => refused(here, error, Vec::new(), to_session, |_| trouble(here, TroubleKind::NotFound)),
    }
}

fn one_error(field: &'static str, words: &str) -> Errors {
    let mut errors = Errors::default();
    errors.add(field, words);
    errors
}

/// The words of why a session stays as it is.
pub fn change_key(rule: &ChangeRefused) -> &'static str {
    match rule {
        ChangeRefused::Session(SessionRefused::HasBegun) => key("change-has-begun"),
        ChangeRefused::Session(SessionRefused::IsOver) => key("change-is-over"),
        ChangeRefused::Session(SessionRefused::CalledOffAlready) => key("change-off-already"),
        ChangeRefused::Session(SessionRefused::NotCalledOff) => key("change-not-off"),
        ChangeRefused::Session(SessionRefused::IntoThePast) => key("change-past"),
        ChangeRefused::Session(SessionRefused::EndsBeforeStart) => key("change-ends-before-start"),
        ChangeRefused::NoReason => key("change-no-reason"),
        ChangeRefused::NothingToConfirm => key("change-nothing-to-confirm"),
        ChangeRefused::NotKnown => key("change-not-known"),
        ChangeRefused::WayIn(_) => key("way-in-no-address"),
    }
}

async fn prepare(here: &Here, known: &Known, id: &str, sent: &Sent, step: Preparation, field: &'static str) -> Answer {
    let (Ok(session), Some(act)) = (id.parse::<SessionId>(), sent.act()) else {
        return trouble(here, TroubleKind::NotUnderstood);
    };
    let result = prepare_session(&here.service.bothy, known, act, session, step).await;
    change_answer(here, known, session, result, field, "saved", |_| {}).await
}

async fn place_confirmed(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    prepare(&here, &known, &id, &sent, Preparation::PlaceConfirmed, "place").await
}

async fn opener(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    prepare(&here, &known, &id, &sent, Preparation::Opener(sent.opener.parse().ok()), "opener").await
}

async fn way_in(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(session), Some(act)) = (id.parse::<SessionId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotFound);
    };
    let mode = match see_session(&here.service.bothy, &known, session).await {
        Ok(seen) => seen.session.mode,
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let typed = WayInFields {
        link: sent.link.clone(),
        phone: sent.phone.clone(),
        wait: sent.wait.clone(),
        lock: sent.lock.clone(),
        meeting_id: sent.meeting_id.clone(),
        passcode: sent.passcode.clone(),
        ..WayInFields::default()
    };
    let letting_in = desk::way_in::letting_in(&typed);
    let step = Preparation::WayIn { link: sent.link.clone(), phone: sent.phone.clone(), letting_in, mode };
    match prepare_session(&here.service.bothy, &known, act, session, step).await {
        Err(ActionError::Rule(ChangeRefused::WayIn(rule))) => {
            let (field, words) = desk::way_in::refused(&desk, rule);
            let field = match field {
                WayInField::Link => "link",
                WayInField::Phone => "phone",
                WayInField::MeetingId => "meeting-id",
            };
            // What was typed stays in the form.
            show(&here, &known, session, None, |made| {
                if let Some(way) = &mut made.way_in {
                    way.fields = desk::way_in::offer(&desk, typed);
                }
                made.errors = one_error(field, &words);
            })
            .await
        }
        result => change_answer(&here, &known, session, result, "link", "saved", |_| {}).await,
    }
}

async fn way_in_tried(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    prepare(&here, &known, &id, &sent, Preparation::WayInTried, "link").await
}

async fn override_minimum(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    prepare(&here, &known, &id, &sent, Preparation::Override(sent.reason.clone()), "reason").await
}

async fn move_it(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(session), Some(act)) = (id.parse::<SessionId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let keep = |made: &mut crate::pages::staff::SessionPage| {
        made.moving = crate::pages::staff::MoveForm {
            day: sent.day.clone(),
            month: sent.month.clone(),
            year: sent.year.clone(),
            start: sent.start.clone(),
            end: sent.end.clone(),
        };
    };
    let Some(to) = new_time(&sent) else {
        let words = here.words().t(key("change-time-not-read")).to_owned();
        return show(&here, &known, session, None, |made| {
            keep(made);
            made.errors = one_error("date", &words);
        })
        .await;
    };
    let version = sent.version.parse().unwrap_or(-1);
    let result = move_session(&here.service.bothy, &known, act, session, version, to).await;
    change_answer(&here, &known, session, result, "date", "moved", keep).await
}

fn new_time(sent: &Sent) -> Option<NewTime> {
    let date =
        Date::new(sent.year.trim().parse().ok()?, sent.month.trim().parse().ok()?, sent.day.trim().parse().ok()?);
    let time = |text: &str| -> Option<Time> {
        let (hours, minutes) = text.trim().split_once([':', '.'])?;
        Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()
    };
    Some(NewTime { date: date.ok()?, starts: time(&sent.start)?, ends: time(&sent.end)? })
}

async fn call_off(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(session), Some(act)) = (id.parse::<SessionId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let Some(why) = WhyCalledOff::of_code(&sent.why) else {
        let words = here.words().t(key("change-no-why")).to_owned();
        return show(&here, &known, session, None, |made| made.errors = one_error("why", &words)).await;
    };
    let result = call_off_session(&here.service.bothy, &known, act, session, why).await;
    change_answer(&here, &known, session, result, "why", "called-off", |_| {}).await
}

async fn run(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(session), Some(act)) = (id.parse::<SessionId>(), sent.act()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let result = run_session_after_all(&here.service.bothy, &known, act, session).await;
    change_answer(&here, &known, session, result, "why", "runs", |_| {}).await
}
