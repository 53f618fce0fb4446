//! The next sessions of a group in the words of schema.org, for search engines and programs that read pages.

use crate::here::Here;
use bothy_actions::groups::{Coming, GroupSeen};
use bothy_domain::sessions::readiness::WillItRun;
use bothy_domain::sessions::{Mode, SessionState};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A block of data with an event for each session of which anything can be said; empty where there is none.
pub fn events(here: &Here, seen: &GroupSeen) -> String {
    let said = |coming: &&Coming| {
        // Of a day that nobody can speak for yet, nothing is said.
        coming.will != WillItRun::No || matches!(coming.session.state, SessionState::CalledOff { .. })
    };
    let all: Vec<Value> = seen.coming.iter().filter(said).map(|coming| event(here, seen, coming)).collect();
    if all.is_empty() {
        return String::new();
    }
    // Inside a page only this letter could end the block.
    Value::Array(all).to_string().replace('<', "\\u003c")
}

fn event(here: &Here, seen: &GroupSeen, coming: &Coming) -> Value {
    let session = &coming.session;
    let address = here.own_address().map(|own| format!("{own}/groups/{}", seen.group.slug));
    let moved = session.date != session.original_date;
    let status = match session.state {
        SessionState::CalledOff { .. } => "EventCancelled",
        SessionState::Planned if moved => "EventRescheduled",
        SessionState::Planned => "EventScheduled",
    };
    let attendance = match session.mode {
        Mode::InPerson => "OfflineEventAttendanceMode",
        Mode::Online | Mode::Phone => "OnlineEventAttendanceMode",
        Mode::Hybrid => "MixedEventAttendanceMode",
    };
    let mut event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": session.group_name,
        "startDate": instant(session.starts_at, &session.zone),
        "endDate": instant(session.ends_at, &session.zone),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{attendance}"),
        "organizer": { "@type": "Organization", "name": here.organisation.name },
    });
    let mut put = |name: &str, value: Option<Value>| {
        if let (Some(all), Some(value)) = (event.as_object_mut(), value) {
            all.insert(name.to_owned(), value);
        }
    };
    put("description", Some(seen.group.purpose.as_str()).filter(|said| !said.is_empty()).map(Value::from));
    put("previousStartDate", moved.then(|| Value::from(session.original_date.to_string())));
    put("location", location(seen, coming, address.as_deref()));
    put("url", address.map(Value::from));
    event
}

/// The room; for who comes by a link, the group's own page: the link itself is for those who asked.
fn location(seen: &GroupSeen, coming: &Coming, address: Option<&str>) -> Option<Value> {
    let session = &coming.session;
    if !session.mode.needs_a_place() {
        return address.map(|address| json!({ "@type": "VirtualLocation", "url": address }));
    }
    let name = session.place_name.as_ref()?;
    let known = seen.place.as_ref().map(|known| &known.place).filter(|place| Some(place.id) == session.place);
    let lines = known.map(|place| [place.address.as_str(), place.postcode.as_str()]);
    let line = lines.map(|lines| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "));
    Some(match line.filter(|line| !line.is_empty()) {
        Some(line) => json!({ "@type": "Place", "name": name, "address": line }),
        None => json!({ "@type": "Place", "name": name }),
    })
}

/// An instant with the offset of where the session is.
fn instant(at: Timestamp, zone: &str) -> String {
    match bothy_calendar::zone::named(zone) {
        Ok(zone) => at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => at.to_string(),
    }
}
