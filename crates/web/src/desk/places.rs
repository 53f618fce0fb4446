//! `/places` and `/places/{slug}` from what is known of each.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{PlaceFact, PlaceLine, PlacePage, Places, Stale, StaleText};
use crate::parts::{Errors, Icon};
use crate::words::{self, key};
use bothy_actions::places::{Fact, Hall, Place, PlaceSeen};
use bothy_domain::places::{FactKind, Says};
use jiff::civil::Date;

/// What a fact is about, in words.
pub fn label(desk: &Desk, kind: FactKind) -> String {
    let key = match kind {
        FactKind::StepFree => key("fact-step-free"),
        FactKind::Loop => key("fact-loop"),
        FactKind::Light => key("fact-light"),
        FactKind::Noise => key("fact-noise"),
        FactKind::Toilets => key("fact-toilets"),
        FactKind::Bus => key("fact-bus"),
        FactKind::Privacy => key("fact-privacy"),
        FactKind::Parking => key("fact-parking"),
        FactKind::Cost => key("fact-cost"),
        FactKind::Door => key("fact-door"),
        FactKind::AssemblyPoint => key("fact-assembly-point"),
        FactKind::Defibrillator => key("fact-defibrillator"),
        FactKind::Slope => key("fact-slope"),
        FactKind::Surface => key("fact-surface"),
        FactKind::Stops => key("fact-stops"),
        FactKind::Shelter => key("fact-shelter"),
        FactKind::Signal => key("fact-signal"),
    };
    desk.words.t(key).to_owned()
}

fn icon(kind: FactKind) -> Icon {
    match kind {
        FactKind::StepFree | FactKind::Slope | FactKind::Surface => Icon::Ramp,
        FactKind::Loop | FactKind::Noise => Icon::Ear,
        FactKind::Light => Icon::Bulb,
        FactKind::Toilets => Icon::Toilet,
        FactKind::Bus => Icon::Bus,
        FactKind::Privacy => Icon::Lock,
        FactKind::Parking => Icon::Car,
        FactKind::Cost => Icon::Check,
        FactKind::Door | FactKind::AssemblyPoint | FactKind::Shelter => Icon::Door,
        FactKind::Defibrillator | FactKind::Stops => Icon::Pause,
        FactKind::Signal => Icon::Phone,
    }
}

fn says(desk: &Desk, says: Says) -> &str {
    desk.words.t(match says {
        Says::Good => key("fact-says-good"),
        Says::Less => key("fact-says-less"),
        Says::NotKnown => key("fact-says-not-known"),
    })
}

/// The list.
pub fn all(desk: &Desk, frame: Frame, places: &[Place]) -> Places {
    let line = |place: &Place| PlaceLine {
        href: format!("/places/{}", place.slug),
        name: place.name.clone(),
        note: match place.looked_at {
            Some(_) => address(place),
            None => desk.words.say(key("place-not-looked")).put("address", address(place)).to_string(),
        },
    };
    Places { frame, places: places.iter().map(line).collect() }
}

fn address(place: &Place) -> String {
    [place.address.as_str(), place.postcode.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn fact(desk: &Desk, kind: FactKind, known: Option<&Fact>) -> PlaceFact {
    let good = known.map_or(Says::NotKnown, |fact| fact.says);
    let checked_on = known.and_then(|fact| fact.checked_on);
    let name = label(desk, kind);
    PlaceFact {
        key: kind.code().to_owned(),
        icon: icon(kind),
        says: good.code().to_owned(),
        said: format!("{name}: {}", says(desk, good)),
        words: known.map(|fact| fact.words.clone()).unwrap_or_default(),
        less_good: good == Says::Less,
        checked: match checked_on {
            Some(day) => {
                let day = words::day_and_month(desk.words, day, desk.today());
                desk.words.say(key("desk-line-checked")).put("day", day).to_string()
            }
            None => desk.words.t(key("fact-not-checked")).to_owned(),
        },
        checked_on: checked_on.map(boxes).unwrap_or_default(),
        problem: String::new(),
        label: name,
    }
}

fn boxes(day: Date) -> (String, String, String) {
    (day.day().to_string(), day.month().to_string(), day.year().to_string())
}

/// One place.
pub fn one(desk: &Desk, frame: Frame, seen: &PlaceSeen) -> PlacePage {
    let place = &seen.place;
    let known = |kind: FactKind| seen.facts.iter().find(|fact| fact.kind == kind);
    let keys = [(place.key_holder, key("place-key")), (place.second_key_holder, key("place-second-key"))];
    let caretaker = Some(place.caretaker.clone()).filter(|words| !words.is_empty());
    let opening = Some(place.opening.clone()).filter(|words| !words.is_empty());
    let label = |key: &str| desk.words.t(key).to_owned();
    PlacePage {
        frame,
        acts: acts(),
        slug: place.slug.clone(),
        version: place.version.to_string(),
        name: place.name.clone(),
        address: address(place),
        facts: FactKind::ALL.into_iter().map(|kind| fact(desk, kind, known(kind))).collect(),
        halls: seen.halls.iter().map(|hall| room(desk, hall)).collect(),
        keys: keys
            .into_iter()
            .filter_map(|(who, note)| Some(desk.person(who?, &seen.people, desk.words.t(note))))
            .collect(),
        running: [
            caretaker.map(|words| (label(key("place-caretaker")), words)),
            opening.map(|words| (label(key("place-opening")), words)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        sessions: Vec::new(),
        may_edit: true,
        answers: [Says::NotKnown, Says::Good, Says::Less]
            .map(|one| (one.code().to_owned(), says(desk, one).to_owned()))
            .to_vec(),
        errors: Errors::default(),
        stale: None,
    }
}

fn room(desk: &Desk, hall: &Hall) -> String {
    match hall.holds {
        Some(holds) => {
            desk.words.say(key("place-room")).put("name", &hall.name).count("holds", u32::from(holds)).to_string()
        }
        None => hall.name.clone(),
    }
}

/// What somebody else changed meanwhile, beside what was typed.
pub fn stale(desk: &Desk, seen: &PlaceSeen, typed: &[Fact]) -> Stale {
    let mut texts = Vec::new();
    for one in typed {
        let now = seen.facts.iter().find(|fact| fact.kind == one.kind);
        let line = |fact: &Fact| format!("{}. {}", says(desk, fact.says), fact.words).trim().to_owned();
        let theirs = now.map_or_else(|| says(desk, Says::NotKnown).to_owned(), line);
        let same =
            now.is_some_and(|now| now == one) || (now.is_none() && one.says == Says::NotKnown && one.words.is_empty());
        if !same {
            texts.push(StaleText { label: label(desk, one.kind), theirs, yours: line(one) });
        }
    }
    let by = seen.changed.map(|(by, _)| desk.name(by, &seen.people)).filter(|name| !name.is_empty());
    Stale {
        by: by.unwrap_or_else(|| desk.words.t(key("desk-somebody")).to_owned()),
        at: seen.changed.map(|(_, at)| desk.moment(at)).unwrap_or_default(),
        texts,
    }
}
