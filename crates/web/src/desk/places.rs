//! `/places` and `/places/{slug}` from what is known of each.

use super::{Desk, acts, place_running};
use crate::pages::Frame;
use crate::pages::staff::{HallLine, OpenForm, PlaceFact, PlaceLine, PlacePage, Places, Stale, StaleText};
use crate::parts::{Errors, Icon};
use crate::words::{self, Words, key};
use bothy_actions::places::{Fact, MayEdit, Place, PlaceListed, PlaceSeen, PlacesSeen};
use bothy_actions::sessions::Session;
use bothy_domain::places::{FactKind, Says, kilometres};
use bothy_domain::sessions::SessionState;
use jiff::civil::Date;

/// What a fact is about, in words.
pub fn label(words: &Words, kind: FactKind) -> String {
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
    words.t(key).to_owned()
}

/// The drawing of a fact.
pub fn icon(kind: FactKind) -> Icon {
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

/// Whether a fact is good news, in words.
pub fn says(words: &Words, says: Says) -> &str {
    words.t(match says {
        Says::Good => key("fact-says-good"),
        Says::Less => key("fact-says-less"),
        Says::NotKnown => key("fact-says-not-known"),
    })
}

/// The list.
pub fn all(desk: &Desk, frame: Frame, seen: &PlacesSeen) -> Places {
    let line = |listed: &PlaceListed| {
        let place = &listed.place;
        let note = match place.route {
            Some(_) => walk(desk, place),
            None => address(place),
        };
        PlaceLine {
            href: format!("/places/{}", place.slug),
            name: place.name.clone(),
            note: match place.looked_at {
                Some(_) => note,
                None => desk.words.say(key("place-not-looked")).put("address", note).to_string(),
            },
            sessions: desk.words.say(key("place-held")).count("count", listed.sessions).to_string(),
            look: look(desk, listed.look_on),
            look_now: listed.look_on.is_none_or(|on| on <= desk.today()),
            is_route: place.route.is_some(),
        }
    };
    Places {
        frame,
        acts: acts(),
        places: seen.places.iter().map(line).collect(),
        new_place: (seen.may_edit == MayEdit::Yes).then(|| place_running::new_place(desk)),
        errors: Errors::default(),
    }
}

/// "A walk of 3.2 km", and where it is.
fn walk(desk: &Desk, place: &Place) -> String {
    let long = match place.route.and_then(|route| route.distance_m) {
        Some(metres) => desk.words.say(key("place-walk-of")).put("km", kilometres(metres)).to_string(),
        None => desk.words.t(key("place-walk")).to_owned(),
    };
    [long, address(place)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}

/// When it wants another look, in words.
fn look(desk: &Desk, on: Option<Date>) -> String {
    match on {
        None => desk.words.t(key("place-look-never")).to_owned(),
        Some(on) if on <= desk.today() => desk.words.t(key("place-look-now")).to_owned(),
        Some(on) => {
            let day = words::day_and_month(desk.words, on, desk.today());
            desk.words.say(key("place-look-on")).put("day", day).to_string()
        }
    }
}

/// One of the next sessions here, with its path.
fn session(desk: &Desk, session: &Session) -> (String, String) {
    let words = match session.state {
        SessionState::Planned => key("place-session"),
        SessionState::CalledOff { .. } => key("place-session-off"),
    };
    let when = desk.moment(session.starts_at);
    let words = desk.words.say(words).put("name", &session.group_name).put("when", when).to_string();
    (words, format!("/sessions/{}", session.id))
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
    let name = label(desk.words, kind);
    PlaceFact {
        key: kind.code().to_owned(),
        icon: icon(kind),
        says: good.code().to_owned(),
        said: format!("{name}: {}", says(desk.words, good)),
        words: known.map(|fact| fact.words.clone()).unwrap_or_default(),
        less_good: good == Says::Less,
        checked: place_running::checked(desk, checked_on),
        checked_on: place_running::boxes(checked_on),
        problem: String::new(),
        label: name,
    }
}

/// One place.
pub fn one(desk: &Desk, frame: Frame, seen: &PlaceSeen) -> PlacePage {
    let place = &seen.place;
    let known = |kind: FactKind| seen.facts.iter().find(|fact| fact.kind == kind);
    let keys = [(place.key_holder, key("place-key")), (place.second_key_holder, key("place-second-key"))];
    let keys: Vec<_> =
        keys.into_iter().filter_map(|(who, note)| Some(desk.person(who?, &seen.people, desk.words.t(note)))).collect();
    // What was once written down stays to be seen, whatever kind of place asks for it.
    let asked = FactKind::ALL.into_iter().filter(|kind| place.kind().asks(*kind) || known(*kind).is_some());
    PlacePage {
        frame,
        acts: acts(),
        slug: place.slug.clone(),
        version: place.version.to_string(),
        name: place.name.clone(),
        address: address(place),
        facts: asked.map(|kind| fact(desk, kind, known(kind))).collect(),
        halls: seen.halls.iter().map(|hall| place_running::hall(desk, hall)).collect(),
        new_hall: HallLine::new_one(),
        keys_checked: if keys.is_empty() { String::new() } else { place_running::checked(desk, place.checked.keys) },
        keys,
        running: place_running::lines(desk, seen),
        form: place_running::form(desk, seen),
        door: known(FactKind::Door).map(|fact| door(desk, fact)).unwrap_or_default(),
        picture: seen.picture.as_ref().map(place_running::picture),
        picture_words: seen.picture.as_ref().map(|picture| picture.words.clone()).unwrap_or_default(),
        start: seen.start.as_ref().map(|start| (start.name.clone(), format!("/places/{}", start.slug))),
        look: look(desk, seen.look_on),
        sessions: seen.sessions.iter().map(|one| session(desk, one)).collect(),
        open: OpenForm::None,
        may_edit: seen.may_edit == MayEdit::Yes,
        answers: [Says::NotKnown, Says::Good, Says::Less]
            .map(|one| (one.code().to_owned(), says(desk.words, one).to_owned()))
            .to_vec(),
        errors: Errors::default(),
        stale: None,
    }
}

fn door(desk: &Desk, fact: &Fact) -> String {
    if fact.words.is_empty() {
        return String::new();
    }
    format!("{} {}", fact.words, place_running::checked(desk, fact.checked_on))
}

/// What somebody else changed meanwhile, beside what was typed.
pub fn stale(desk: &Desk, seen: &PlaceSeen, typed: &[Fact]) -> Stale {
    let mut texts = Vec::new();
    for one in typed {
        let now = seen.facts.iter().find(|fact| fact.kind == one.kind);
        let line = |fact: &Fact| format!("{}. {}", says(desk.words, fact.says), fact.words).trim().to_owned();
        let theirs = now.map_or_else(|| says(desk.words, Says::NotKnown).to_owned(), line);
        let same =
            now.is_some_and(|now| now == one) || (now.is_none() && one.says == Says::NotKnown && one.words.is_empty());
        if !same {
            texts.push(StaleText { label: label(desk.words, one.kind), theirs, yours: line(one) });
        }
    }
    changed_by(desk, seen, texts)
}

/// Who changed a place meanwhile, with what differs.
pub fn changed_by(desk: &Desk, seen: &PlaceSeen, texts: Vec<StaleText>) -> Stale {
    let by = seen.changed.map(|(by, _)| desk.name(by, &seen.people)).filter(|name| !name.is_empty());
    Stale {
        by: by.unwrap_or_else(|| desk.words.t(key("desk-somebody")).to_owned()),
        at: seen.changed.map(|(_, at)| desk.moment(at)).unwrap_or_default(),
        texts,
    }
}
