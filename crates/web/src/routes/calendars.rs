//! Calendars and other files as answers: whoever has the newest is told so in a few bytes.

use super::public::mode_key;
use crate::refusals::{Answer, with_type};
use crate::words;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bothy_actions::groups::{Session, see_what_is_on};
use bothy_actions::help::Door;
use bothy_actions::{Bothy, StoreError};
use bothy_calendar::ics::{FeedEvent, FeedStatus, feed};
use bothy_domain::sessions::SessionState;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// A session as an event of its own, called off ones struck through.
pub fn event(session: &Session, location: String, otherwise: &TimeZone) -> FeedEvent {
    FeedEvent {
        uid: session.id.to_string(),
        sequence: u32::try_from(session.version).unwrap_or(u32::MAX),
        starts: (session.date, session.starts),
        ends: (session.date, session.ends),
        zone: bothy_calendar::zone::named(&session.zone).unwrap_or_else(|_| otherwise.clone()),
        summary: session.group_name.clone(),
        location,
        description: String::new(),
        url: String::new(),
        status: match session.state {
            SessionState::Planned => FeedStatus::Confirmed,
            SessionState::CalledOff { .. } => FeedStatus::Cancelled,
        },
        last_modified: match session.state {
            SessionState::CalledOff { at, .. } => at,
            SessionState::Planned => session.since,
        },
    }
}

/// How many weeks the calendar of all groups goes on.
const WEEKS: i64 = 26;

/// The sessions of every group that everybody may see, as one calendar, from an instant on for half a year.
///
/// # Errors
/// The database's own.
pub async fn of_all_groups(bothy: &Bothy, door: &Door, now: Timestamp) -> Result<String, StoreError> {
    let ours = &door.organisation;
    let zone = bothy_calendar::zone::named(&ours.zone).unwrap_or(TimeZone::UTC);
    let words = words::english();
    let mut events: Vec<FeedEvent> = Vec::new();
    let mut there = HashSet::new();
    // Week by week: a list of sessions has an end, and nothing may be left out of a calendar.
    for week in 0..WEEKS {
        let at = |week: i64| now.saturating_add(SignedDuration::from_hours(24 * 7 * week)).unwrap_or(Timestamp::MAX);
        let on = see_what_is_on(bothy, ours.id, at(week), at(week + 1), usize::MAX).await?;
        // What goes on from one week into the next is one event.
        for session in on.sessions.iter().map(|coming| &coming.session).filter(|session| there.insert(session.id)) {
            let place = session.place_name.clone().filter(|_| session.mode.needs_a_place());
            let location = place.unwrap_or_else(|| words.t(mode_key(session.mode)).to_owned());
            events.push(event(session, location, &zone));
        }
    }
    let changed = events.iter().map(|event| event.last_modified).max().unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(feed(&ours.name, &events, changed))
}

/// The media type of a calendar.
const CALENDAR: &str = "text/calendar; charset=utf-8";

/// A calendar file, or that it is the one which was read before.
pub fn answer(asked: &HeaderMap, text: String) -> Answer {
    tagged(asked, text, CALENDAR)
}

/// A file of a media type, or that it is the one which was read before.
pub fn tagged(asked: &HeaderMap, text: String, kind: &'static str) -> Answer {
    Tagged::of(text).answer(asked, kind)
}

/// A file with the tag by which whoever read it knows it again. A copy of it costs nothing.
#[derive(Debug, Clone)]
pub struct Tagged {
    text: Bytes,
    tag: Arc<str>,
}

impl Tagged {
    /// A file with its tag.
    pub fn of(text: String) -> Self {
        let mut tag = String::from("\"");
        for byte in Sha256::digest(text.as_bytes()).iter().take(16) {
            // Writing into a String cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        Self { text: Bytes::from(text), tag: tag.into() }
    }

    /// The file, or that it is the one which was read before.
    pub fn answer(&self, asked: &HeaderMap, kind: &'static str) -> Answer {
        answer_of(asked, self.text.clone(), &self.tag, kind)
    }

    /// The same of a calendar.
    pub fn as_calendar(&self, asked: &HeaderMap) -> Answer {
        self.answer(asked, CALENDAR)
    }
}

fn answer_of(asked: &HeaderMap, text: Bytes, tag: &str, kind: &'static str) -> Answer {
    let same = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        // What was packed on its way is said to be weakly the same; for a whole file that is the same.
        value.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
    });
    let (body, status) =
        if same { (Body::empty(), StatusCode::NOT_MODIFIED) } else { (Body::from(text), StatusCode::OK) };
    let mut answer = with_type(body, kind, status);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}
