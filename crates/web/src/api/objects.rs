//! What a program is given: the same facts as on the pages, as objects that keep their shape.
//!
//! Each object is made of what an act read for this person. Not here: what the person may not see on a page.

use crate::here::Here;
use bothy_actions::access::Named as Known;
use bothy_actions::groups::{Group, SeesGroupAs};
use bothy_actions::places::{Fact, Hall, Place, PlaceListed, PlaceSeen};
use bothy_actions::sessions::Session;
use bothy_domain::groups::GroupState;
use bothy_domain::ids::PersonId;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A list, or a part of one. Where it goes on, the answer has a header `Link` with `rel="next"`.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// What is in it.
    pub items: Vec<T>,
}

/// An instant as a program reads it: RFC 3339, with the offset of the organisation's zone.
pub fn instant(here: &Here, at: Timestamp) -> String {
    at.to_zoned(here.zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A length as ISO 8601 writes it: `PT1H30M`.
pub fn length(length: SignedDuration) -> String {
    let minutes = length.as_mins().max(0);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("PT{minutes}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// Somebody by name. The id is there for those who plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Named {
    /// Who (`person_…`); only for those who plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "person_0192f3aa00007000800000000000abcd")]
    pub id: Option<String>,
    /// The name that colleagues see.
    #[schema(example = "Joan")]
    pub name: String,
}

/// Whether somebody is given people's ids with their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// They plan.
    Shown,
    /// Names only.
    Left,
}

impl Named {
    /// Somebody out of those who were read.
    pub fn of(id: PersonId, people: &BTreeMap<PersonId, Known>, ids: Ids) -> Self {
        let name = people.get(&id).map(|person| person.shown_name.clone()).unwrap_or_default();
        Self { id: (ids == Ids::Shown).then(|| id.to_string()), name }
    }
}

/// A place in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceLine {
    /// Which (`place_…`).
    pub id: String,
    /// Its word in addresses: its page is `/places/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// `building` or `route`.
    pub kind: &'static str,
    /// Its address on one line.
    pub address: String,
    /// Its postcode; empty where nobody has said.
    pub postcode: String,
    /// Latitude in degrees, as text of the source.
    pub latitude: Option<String>,
    /// Longitude in degrees, as text of the source.
    pub longitude: Option<String>,
    /// When it is open, as whoever runs it says.
    pub opening: String,
    /// Whether one of us has to open it.
    pub needs_opener: bool,
    /// Where what is known of it comes from.
    pub source: String,
    /// The day from which it wants another look; none where nothing was ever checked.
    pub look_again_on: Option<String>,
}

impl PlaceLine {
    fn of(place: &Place, look_on: Option<jiff::civil::Date>) -> Self {
        Self {
            id: place.id.to_string(),
            slug: place.slug.clone(),
            name: place.name.clone(),
            kind: place.kind().code(),
            address: place.address.clone(),
            postcode: place.postcode.clone(),
            latitude: place.lat.clone(),
            longitude: place.lon.clone(),
            opening: place.opening.clone(),
            needs_opener: place.needs_opener,
            source: place.source.clone(),
            look_again_on: look_on.map(|day| day.to_string()),
        }
    }

    /// A place as the list of places has it.
    pub fn listed(listed: &PlaceListed) -> Self {
        Self::of(&listed.place, listed.look_on)
    }
}

/// One thing that is known of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceFact {
    /// What it is about, such as `step-free`.
    pub kind: &'static str,
    /// `good`, `less` or `not-known`.
    pub says: &'static str,
    /// In words; may be empty.
    pub words: String,
    /// The day on which somebody last checked it.
    pub checked_on: Option<String>,
}

/// A room in a building.
#[derive(Debug, Serialize, ToSchema)]
pub struct Room {
    /// Which (`hall_…`).
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How many people it holds.
    pub holds: Option<u16>,
    /// What it is like, in words.
    pub words: String,
    /// The day on which somebody last checked it.
    pub checked_on: Option<String>,
    /// Whether it is still used.
    pub in_use: bool,
}

/// A place with what is known of it. Keys, caretaker and alarm are on the page and not here.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceWhole {
    /// What the list has, too.
    #[serde(flatten)]
    pub place: PlaceLine,
    /// What is known of it.
    pub facts: Vec<PlaceFact>,
    /// Its rooms, by name.
    pub rooms: Vec<Room>,
    /// The next sessions held there, of those that one plans.
    pub next_sessions: Vec<SessionBrief>,
}

impl PlaceWhole {
    /// A place as its page has it.
    pub fn seen(here: &Here, seen: &PlaceSeen) -> Self {
        let fact = |fact: &Fact| PlaceFact {
            kind: fact.kind.code(),
            says: fact.says.code(),
            words: fact.words.clone(),
            checked_on: fact.checked_on.map(|day| day.to_string()),
        };
        let room = |hall: &Hall| Room {
            id: hall.id.to_string(),
            name: hall.name.clone(),
            holds: hall.holds,
            words: hall.words.clone(),
            checked_on: hall.checked_on.map(|day| day.to_string()),
            in_use: hall.retired_at.is_none(),
        };
        Self {
            place: PlaceLine::of(&seen.place, seen.look_on),
            facts: seen.facts.iter().map(fact).collect(),
            rooms: seen.halls.iter().map(room).collect(),
            next_sessions: seen.sessions.iter().map(|session| SessionBrief::of(here, session)).collect(),
        }
    }
}

/// A group.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupObject {
    /// Which (`group_…`).
    pub id: String,
    /// Its word in addresses: its page is `/groups/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What kind of group, such as `open` or `course`.
    pub kind: &'static str,
    /// `preparing`, `open`, `pausing` or `ended`; one that is not open or pausing is there only for who plans it.
    pub state: &'static str,
    /// What it is for.
    pub purpose: String,
    /// For whom it is.
    pub for_whom: String,
    /// What happens, one part each.
    pub what_happens: Vec<String>,
    /// Whether one can just turn up.
    pub how_to_come: String,
    /// Its branch (`branch_…`); only for who plans it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The least number of facilitators; only for who plans it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u8>,
}

impl GroupObject {
    /// A group as this person may know it.
    pub fn seen(group: &Group, sees_as: SeesGroupAs) -> Self {
        let plans = sees_as == SeesGroupAs::Planner;
        Self {
            id: group.id.to_string(),
            slug: group.slug.clone(),
            name: group.name.clone(),
            kind: group.kind.code(),
            state: match group.state {
                GroupState::Preparing => "preparing",
                GroupState::Open(_) => "open",
                GroupState::Pausing(_) => "pausing",
                GroupState::Ended(_) => "ended",
            },
            purpose: group.purpose.clone(),
            for_whom: group.for_whom.clone(),
            what_happens: group.what_happens.lines().map(str::to_owned).collect(),
            how_to_come: group.how_to_come.clone(),
            branch: group.branch.filter(|_| plans).map(|branch| branch.to_string()),
            minimum: plans.then_some(group.minimum),
        }
    }
}

/// A group by its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupBrief {
    /// Which (`group_…`).
    pub id: String,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A session in a few words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionBrief {
    /// Which (`session_…`).
    pub id: String,
    /// Of which group.
    pub group: GroupBrief,
    /// When it begins, with the offset of the organisation's zone.
    #[schema(example = "2026-11-24T19:00:00+00:00", format = DateTime)]
    pub starts: String,
    /// When it ends.
    #[schema(example = "2026-11-24T20:30:00+00:00", format = DateTime)]
    pub ends: String,
    /// How long it is.
    #[schema(example = "PT1H30M")]
    pub length: String,
}

impl SessionBrief {
    /// A session in a few words.
    pub fn of(here: &Here, session: &Session) -> Self {
        Self {
            id: session.id.to_string(),
            group: GroupBrief {
                id: session.group.to_string(),
                slug: session.group_slug.clone(),
                name: session.group_name.clone(),
            },
            starts: instant(here, session.starts_at),
            ends: instant(here, session.ends_at),
            length: length(session.ends_at.duration_since(session.starts_at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_as_iso_writes_it() {
        let of = |minutes| length(SignedDuration::from_mins(minutes));
        assert_eq!([of(0), of(45), of(60), of(90)], ["PT0M", "PT45M", "PT1H", "PT1H30M"]);
    }
}
