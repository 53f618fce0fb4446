//! A group as a service: what its public page says, in the objects of Open Referral UK.
//!
//! Left out: what happens part by part, where names of those who hold it may stand; links and numbers of sessions.

use super::objects::{
    Accessibility, Address, Contact, CostOption, Location, More, Organization, Phone, Service, ServiceArea,
    ServiceAtLocation,
};
use super::schedule::{schedules, service_at};
use super::taxonomy::attributes;
use crate::desk::places::{label, says};
use crate::here::Here;
use crate::words::{self, Words, key};
use bothy_actions::groups::{Fact, ServicePlace, ServiceSeen, Whereabouts};
use bothy_actions::help::Door;
use bothy_domain::groups::GroupState;
use bothy_domain::imports::Point;
use bothy_domain::places::{FactKind, Says};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use uuid::{Builder, Uuid};

/// Whose feed it is, and from when.
#[derive(Clone)]
pub struct Feed {
    /// Its words.
    pub words: &'static Words,
    /// The organisation, with what everybody may know of it.
    pub door: Arc<Door>,
    /// The address of its pages; none where nobody said it.
    pub address: Option<String>,
    /// Today, where the organisation is.
    pub today: Date,
}

/// How much of a service is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowMuch {
    /// Its line in a list.
    Line,
    /// All of it.
    All,
}

impl Feed {
    /// The feed of the organisation of a request.
    pub fn of(here: &Here) -> Self {
        Self { words: here.words(), door: here.door.clone(), address: here.own_address(), today: here.today() }
    }

    /// The feed of an organisation as it stands at an instant, for who writes it to a file.
    pub fn at(door: Arc<Door>, address: Option<String>, now: Timestamp) -> Self {
        let zone = bothy_calendar::zone::named(&door.organisation.zone).unwrap_or(TimeZone::UTC);
        Self { words: words::english(), door, address, today: bothy_calendar::zone::day_of(now, &zone) }
    }

    /// The address of one of its pages.
    pub(super) fn page(&self, path: &str) -> Option<String> {
        Some(format!("{}{path}", self.address.as_deref()?))
    }

    /// A service as the feed says it.
    pub fn service(&self, seen: &ServiceSeen, much: HowMuch) -> Service {
        let group = &seen.group;
        let costs = costs(seen);
        Service {
            id: group.id.uuid(),
            organization_id: self.door.organisation.id.uuid(),
            name: group.name.clone(),
            description: self.description(seen),
            url: self.page(&format!("/groups/{}", group.slug)),
            status: match group.state {
                GroupState::Pausing(_) => "temporarily closed",
                GroupState::Open(_) => "active",
                GroupState::Preparing | GroupState::Ended(_) => "inactive",
            },
            fees: costs.first().cloned(),
            organization: self.organization(),
            more: (much == HowMuch::All).then(|| self.more(seen, costs)),
        }
    }

    /// The organisation. The standard wants it described; where nobody has, its name has to do.
    fn organization(&self) -> Organization {
        let ours = &self.door.organisation;
        Organization {
            id: ours.id.uuid(),
            name: ours.name.clone(),
            description: if ours.about.is_empty() { ours.name.clone() } else { ours.about.clone() },
            website: self.page("/"),
        }
    }

    fn description(&self, seen: &ServiceSeen) -> Option<String> {
        let group = &seen.group;
        let mut parts = vec![group.purpose.clone()];
        if !group.for_whom.is_empty() {
            parts.push(self.words.say(key("oruk-for-whom")).put("whom", &group.for_whom).to_string());
        }
        parts.push(group.how_to_come.clone());
        parts.retain(|part| !part.trim().is_empty());
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }

    fn more(&self, seen: &ServiceSeen, costs: Vec<String>) -> More {
        let id = seen.group.id.uuid();
        let area = &self.door.organisation.area;
        let area = (!area.is_empty()).then(|| ServiceArea {
            id: derived(&[&seen.group.id.to_string(), "area"]),
            service_id: id,
            name: area.clone(),
            service_area: area.clone(),
        });
        let cost = |option: String| CostOption {
            id: derived(&[&seen.group.id.to_string(), "cost", &option]),
            service_id: id,
            option,
        };
        More {
            schedules: schedules(self, seen),
            service_areas: area.into_iter().collect(),
            service_at_locations: seen.places.iter().map(|place| self.at_location(seen, place)).collect(),
            cost_options: costs.into_iter().map(cost).collect(),
            contacts: self.contact(seen).into_iter().collect(),
            attributes: attributes(self.words, seen),
        }
    }

    /// The numbers that everybody is told to ring, as those of the organisation.
    fn contact(&self, seen: &ServiceSeen) -> Option<Contact> {
        let mut numbers: Vec<&str> = Vec::new();
        for span in self.door.hours.iter().filter(|span| span.way == "ring") {
            if !numbers.contains(&span.says.as_str()) {
                numbers.push(&span.says);
            }
        }
        let id = derived(&[&seen.group.id.to_string(), "contact"]);
        let phone = |number: &&str| Phone {
            id: derived(&[&seen.group.id.to_string(), "phone", number]),
            contact_id: id,
            number: (*number).to_owned(),
        };
        let phones: Vec<Phone> = numbers.iter().map(phone).collect();
        (!phones.is_empty()).then(|| Contact {
            id,
            service_id: seen.group.id.uuid(),
            name: self.door.organisation.name.clone(),
            phones,
        })
    }

    fn at_location(&self, seen: &ServiceSeen, known: &ServicePlace) -> ServiceAtLocation {
        ServiceAtLocation {
            id: service_at(seen, known.place.id),
            service_id: seen.group.id.uuid(),
            location_id: known.place.id.uuid(),
            location: self.location(known),
        }
    }

    fn location(&self, known: &ServicePlace) -> Location {
        let place = &known.place;
        // A walk is where it starts.
        let point = point(place).or_else(|| known.start.as_ref().and_then(point));
        let address = address(place, None).or_else(|| {
            let start = known.start.as_ref()?;
            address(start, Some(place))
        });
        let said =
            |fact: &&Fact| fact.kind != FactKind::Cost && (fact.says != Says::NotKnown || !fact.words.is_empty());
        Location {
            id: place.id.uuid(),
            location_type: "physical",
            name: place.name.clone(),
            latitude: point.and_then(|point| point.latitude_text().parse().ok()),
            longitude: point.and_then(|point| point.longitude_text().parse().ok()),
            addresses: address.into_iter().collect(),
            accessibility: known.facts.iter().filter(said).map(|fact| self.accessibility(place, fact)).collect(),
        }
    }

    fn accessibility(&self, place: &Whereabouts, fact: &Fact) -> Accessibility {
        let label = label(self.words, fact.kind);
        let description = match fact.words.as_str() {
            "" => format!("{label}: {}", says(self.words, fact.says)),
            words => format!("{label}: {words}"),
        };
        Accessibility {
            id: derived(&[&place.id.to_string(), fact.kind.code()]),
            location_id: place.id.uuid(),
            accessibility: description.clone(),
            description,
            details: match fact.checked_on {
                Some(on) => self.words.say(key("oruk-checked")).put("day", on).to_string(),
                None => self.words.t(key("said-unchecked")).to_owned(),
            },
        }
    }
}

/// What is said of the cost, where the group meets; each once.
fn costs(seen: &ServiceSeen) -> Vec<String> {
    let facts = seen.places.iter().flat_map(|known| &known.facts);
    let mut costs: Vec<String> = Vec::new();
    for fact in facts.filter(|fact| fact.kind == FactKind::Cost && !fact.words.is_empty()) {
        if !costs.contains(&fact.words) {
            costs.push(fact.words.clone());
        }
    }
    costs
}

/// Only a point of its own, and of these islands: nobody is sent to the wrong door.
fn point(place: &Whereabouts) -> Option<Point> {
    let (latitude, longitude) = place.degrees.as_ref()?;
    Point::of(latitude, longitude)
}

/// An address is kept on one line: its last part is the town, where no number stands in it. For a walk, that of its
/// start, with the name of the start before it.
fn address(at: &Whereabouts, walk: Option<&Whereabouts>) -> Option<Address> {
    if at.address.is_empty() && at.postcode.is_empty() {
        return None;
    }
    let town = |part: &str| !part.is_empty() && !part.chars().any(|letter| letter.is_ascii_digit());
    let (street, city) = match at.address.rsplit_once(", ") {
        Some((street, city)) if town(city) => (street.to_owned(), city.to_owned()),
        _ => (at.address.clone(), String::new()),
    };
    let of = walk.unwrap_or(at).id;
    Some(Address {
        id: derived(&[&of.to_string(), "address"]),
        location_id: of.uuid(),
        address_1: match walk {
            Some(_) if street.is_empty() => at.name.clone(),
            Some(_) => format!("{}, {street}", at.name),
            None => street,
        },
        city,
        state_province: String::new(),
        postal_code: at.postcode.clone(),
        country: "GB",
        address_type: "physical",
    })
}

/// A number for something that has none of its own here: always the same for the same thing.
pub(super) fn derived(parts: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(hash.finalize()) {
        *byte = from;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}
