//! `/account/calendar` and `/c/{token}.ics`: one's own sessions in the calendar of one's own phone.

use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::{CalendarPage, MadeLink};
use crate::parts::Square;
use crate::refusals::{Answer, away, done, page, page_with, refused, trouble};
use crate::routes::calendars;
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::ActionError;
use bothy_actions::access::{
    CalendarRefused, Known, OwnSessions, end_calendar, make_calendar, read_calendar, see_calendars,
};
use bothy_actions::sessions::Session;
use bothy_calendar::ics::{FeedEvent, FeedStatus, feed};
use bothy_domain::ids::{ActId, PrivateCalendarId};
use bothy_domain::sessions::SessionState;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

const HERE: &str = "/account/calendar";

pub(super) async fn see(here: Here, Me(known): Me) -> Answer {
    match made(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

async fn made(here: &Here, known: &Known) -> Result<CalendarPage, Answer> {
    let links = see_calendars(&here.service.bothy, known).await.map_err(|error| away(here, &error))?;
    Ok(desk::calendar::page(&here.desk(known.sign_in.person), here.frame(None), &links, here.service.bothy.wall()))
}

pub(super) async fn make(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(base)) = (sent.value::<ActId>("act"), here.base(&headers)) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let word = sent.text("word");
    let answer = make_calendar(&here.service.bothy, &known, act, word).await;
    if let Err(error @ (ActionError::Store(_) | ActionError::NotFound | ActionError::Stale)) = answer {
        return refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound));
    }
    let mut shown = match made(&here, &known).await {
        Ok(shown) => shown,
        Err(answer) => return answer,
    };
    match answer {
        Ok(new) => {
            let address = format!("{base}/c/{}.ics", new.token);
            let webcal = address.split_once("://").map_or_else(String::new, |(_, rest)| format!("webcal://{rest}"));
            shown.made = Some(MadeLink { square: Square::of(&address), webcal, address });
            page(&shown)
        }
        Err(ActionError::Rule(refusal)) => {
            word.clone_into(&mut shown.word);
            let words = match refusal {
                CalendarRefused::NoWord => key("calendar-no-word"),
                CalendarRefused::LongWord => key("calendar-long-word"),
                CalendarRefused::Tells => key("calendar-tells"),
                CalendarRefused::Enough => key("calendar-enough"),
            };
            shown.errors.add("word", here.words().t(words));
            page_with(&shown, StatusCode::CONFLICT)
        }
        // Its link stands in the list: it was shown when it was made.
        Err(_) => crate::refusals::on_to(&here, HERE),
    }
}

pub(super) async fn end(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<PrivateCalendarId>() else { return trouble(&here, TroubleKind::NotFound) };
    match end_calendar(&here.service.bothy, &known, id).await {
        Ok(()) => done(&here, HERE, "calendar-ended"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

/// What a phone reads. A link that was ended, one that never was and one of somebody who left look the same.
pub(super) async fn read(here: Here, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    let Some(token) = token.strip_suffix(".ics") else { return trouble(&here, TroubleKind::NotFound) };
    match read_calendar(&here.service.bothy, here.organisation.id, token).await {
        Ok(Some(own)) => calendars::answer(&headers, written(&here, &own)),
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

/// The file: the same for the same sessions, so that a phone hears that nothing changed.
fn written(here: &Here, own: &OwnSessions) -> String {
    let events: Vec<FeedEvent> = own.sessions.iter().map(|session| event(here, own, session)).collect();
    let changed = events.iter().map(|event| event.last_modified).max().unwrap_or(own.calendar.made_at);
    feed(&own.calendar.says, &events, changed)
}

fn event(here: &Here, own: &OwnSessions, session: &Session) -> FeedEvent {
    let (status, last_modified): (_, Timestamp) = match session.state {
        SessionState::Planned => (FeedStatus::Confirmed, session.since),
        SessionState::CalledOff { at, .. } => (FeedStatus::Cancelled, at),
    };
    FeedEvent {
        uid: name_of(own, session),
        sequence: u32::try_from(session.version).unwrap_or(u32::MAX),
        starts: (session.date, session.starts),
        ends: (session.date, session.ends),
        zone: bothy_calendar::zone::named(&session.zone).unwrap_or_else(|_| here.zone()),
        summary: own.calendar.says.clone(),
        location: String::new(),
        description: String::new(),
        url: String::new(),
        status,
        last_modified,
    }
}

/// The lasting name of a session in this calendar alone. The session's own stands in the calendar of its group, which
/// everybody may read: whoever sees both would know which group this is.
fn name_of(own: &OwnSessions, session: &Session) -> String {
    let hash = Sha256::digest(format!("{} {}", own.calendar.id, session.id).as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
