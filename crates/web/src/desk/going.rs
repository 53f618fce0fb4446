//! `/people/{id}/going` and `/account/record` from what is held about somebody.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{GoingPage, HeldPart, HoldLine, OwnRecord, Person, TypedGoing};
use crate::parts::{Errors, Stone};
use crate::words::{self, key};
use bothy_actions::access::Named;
use bothy_actions::keeping::see_going::Held;
use bothy_actions::keeping::{GoingSeen, PersonRecord};
use bothy_domain::ids::PersonId;
use bothy_domain::keeping::{ErasureRefused, ReasonRefused};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &GoingSeen) -> GoingPage {
    let name = &seen.person.shown_name;
    let line = |heading: &str, count: u64| {
        desk.words.say(key("going-line")).put("what", heading).put("count", count.to_string()).to_string()
    };
    let title = if seen.waits.is_none() { key("going-title") } else { key("going-title-waits") };
    GoingPage {
        frame,
        acts: acts(),
        href: format!("/people/{}", seen.person.id),
        person: Person { name: name.clone(), stone: Stone::of(&seen.person.id.to_string(), name), note: String::new() },
        title: desk.words.say(title).put("name", name).to_string(),
        waits: seen.waits.map(|waits| desk.words.t(refusal(waits)).to_owned()).unwrap_or_default(),
        goes: seen
            .will
            .iter()
            .filter(|will| will.because.is_none())
            .map(|will| line(&will.heading, will.count))
            .collect(),
        to_come: desk.words.say(key("going-to-come")).count("count", seen.to_come).to_string(),
        stays: seen
            .will
            .iter()
            .filter_map(|will| Some((line(&will.heading, will.count), sentence(will.because.as_deref()?))))
            .collect(),
        holds: holds(desk, &seen.holds, &seen.people),
        typed: TypedGoing::default(),
        errors: Errors::default(),
    }
}

/// A reason of the list as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// Holds as they are listed.
pub fn holds(desk: &Desk, holds: &[Held], people: &BTreeMap<PersonId, Named>) -> Vec<HoldLine> {
    holds.iter().map(|hold| hold_line(desk, people, hold)).collect()
}

fn hold_line(desk: &Desk, people: &BTreeMap<PersonId, Named>, hold: &Held) -> HoldLine {
    let by = desk.words.say(key("going-hold-by")).put("name", desk.name(hold.by, people));
    let by = by.put("moment", desk.moment(hold.from)).to_string();
    let until = match hold.until {
        None => desk.words.t(key("going-hold-open")).to_owned(),
        Some(until) => {
            // It ends as the next day begins: its last day is the one before.
            let last = until.checked_sub(SignedDuration::from_secs(1)).unwrap_or(until);
            let day = bothy_calendar::zone::day_of(last, &desk.zone);
            let day = words::day_and_month(desk.words, day, desk.today());
            desk.words.say(key("going-hold-until")).put("day", day).to_string()
        }
    };
    HoldLine { id: hold.id.to_string(), reason: hold.reason.clone(), detail: format!("{by} {until}") }
}

/// Why a reason does not do, in words.
pub fn reason(refused: ReasonRefused) -> &'static str {
    match refused {
        ReasonRefused::None => key("going-say-reason"),
        ReasonRefused::TooLong => key("going-say-long"),
    }
}

/// Why somebody is not erased, in words.
pub fn refusal(refused: ErasureRefused) -> &'static str {
    match refused {
        ErasureRefused::Reason(refused) => reason(refused),
        ErasureRefused::Themselves => key("going-waits-themselves"),
        ErasureRefused::Held => key("going-waits-held"),
        ErasureRefused::ReadsWorries => key("going-waits-readers"),
        ErasureRefused::WorryWaits => key("going-waits-worries"),
        ErasureRefused::LastAdministrator => key("going-waits-last"),
    }
}

/// All that is held about oneself.
pub fn own(frame: Frame, record: &PersonRecord) -> OwnRecord {
    let part = |part: &bothy_actions::keeping::export_person::RecordPart| HeldPart {
        heading: part.heading.clone(),
        rows: part.rows.clone(),
    };
    OwnRecord { frame, parts: record.parts.iter().map(part).collect() }
}
