//! What is not as its rule says, this once, and what happened to a session, in words.

use super::mode;
use crate::desk::Desk;
use crate::desk::needs::role;
use crate::desk::settings::asks_words;
use crate::pages::staff::HistoryLine;
use crate::words::{self, key};
use bothy_actions::sessions::{Past, SessionSeen};

/// What differs from the series; nothing where no series made it.
pub fn differs(desk: &Desk, seen: &SessionSeen) -> Vec<String> {
    let session = &seen.session;
    let Some(series) = &seen.series else { return Vec::new() };
    let mut lines = Vec::new();
    if session.date != session.original_date {
        let day = words::day(desk.words, session.original_date, desk.today());
        lines.push(desk.words.say(key("session-moved-from")).put("day", day).to_string());
    }
    if (session.starts, session.ends) != (series.starts, series.ends) {
        let said = desk.words.say(key("session-other-time"));
        let time = words::span(desk.words, session.starts, session.ends);
        lines
            .push(said.put("time", time).put("usual", words::span(desk.words, series.starts, series.ends)).to_string());
    }
    if session.place != series.place {
        lines.push(desk.words.t(key("session-other-place")).to_owned());
    }
    if session.mode != series.mode {
        lines.push(desk.words.say(key("session-other-mode")).put("mode", mode(desk, session.mode)).to_string());
    }
    lines
}

/// By what it is judged, once it has begun.
pub fn held(desk: &Desk, seen: &SessionSeen) -> String {
    let Some(held) = &seen.held else { return String::new() };
    desk.words
        .say(key("session-held"))
        .put("number", held.version.number)
        .put("when", desk.moment(held.version.from))
        .put("asked", asks_words(desk, held.of_all))
        .count("minimum", u32::from(seen.facts.minimum))
        .to_string()
}

/// What happened, the newest first. Acts that have no words here are the machine's own.
pub fn lines(desk: &Desk, seen: &SessionSeen) -> Vec<HistoryLine> {
    seen.past
        .iter()
        .filter_map(|past| {
            let what = what(desk, seen, past)?;
            let what = match past.by {
                Some(by) => desk
                    .words
                    .say(key("past-by"))
                    .put("name", desk.name(by, &seen.people))
                    .put("what", what)
                    .to_string(),
                None => what,
            };
            Some(HistoryLine { when: desk.moment(past.at), what })
        })
        .collect()
}

fn what(desk: &Desk, seen: &SessionSeen, past: &Past) -> Option<String> {
    let said = match past.act.as_str() {
        "place-confirmed" => key("past-place-confirmed"),
        "place-not-confirmed" => key("past-place-not-confirmed"),
        "opener-named" => key("past-opener-named"),
        "way-in-changed" => key("past-way-in-changed"),
        "place-changed" => key("past-place-changed"),
        "way-in-tried" => key("past-way-in-tried"),
        "minimum-overridden" => key("past-minimum-overridden"),
        "minimum-counts-again" => key("past-minimum-counts-again"),
        "session-moved" => key("past-session-moved"),
        "session-called-off" => key("past-session-called-off"),
        "session-runs-after-all" => key("past-session-runs-after-all"),
        "seat-handed-back" => key("past-seat-handed-back"),
        "seat-asked" => key("past-seat-asked"),
        "seat-given" => key("past-seat-given"),
        "seat-taken-back" => key("past-seat-taken-back"),
        "seat-passed-on" => key("past-seat-passed-on"),
        "seat-swapped" => key("past-seat-swapped"),
        "seat-put-back" => key("past-seat-put-back"),
        "seat-taken" => key("past-seat-taken"),
        "seat-declined" => key("past-seat-declined"),
        _ => return None,
    };
    let seat = seen.seats.iter().find(|seat| seat.id.to_string() == past.thing);
    let role = seat.map(|seat| role(desk, seat.role)).unwrap_or_default();
    Some(desk.words.say(said).put("role", role).to_string())
}
