//! The objects of Open Referral UK 3.0, as far as we have something to say in them. What is not known is left out.

use serde::Serialize;
use uuid::Uuid;

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    /// How many there are in all.
    pub total_items: u64,
    /// How many pages that is.
    pub total_pages: u64,
    /// Which one this is, from 1.
    pub page_number: u64,
    /// How many are on it.
    pub size: usize,
    /// Whether it is the first.
    pub first_page: bool,
    /// Whether none comes after it.
    pub last_page: bool,
    /// Whether nothing is on it.
    pub empty: bool,
    /// What is on it.
    pub contents: Vec<T>,
}

/// What the feed is.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// Which version of the standard.
    pub version: &'static str,
    /// Where its profile is written down.
    pub profile: &'static str,
    /// Where its addresses are described.
    pub openapi_url: &'static str,
}

/// A service: one of our groups.
#[derive(Debug, Clone, Serialize)]
pub struct Service {
    /// The number of the group.
    pub id: Uuid,
    /// The number of the organisation.
    pub organization_id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it is for, for whom, and how one comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `active`, or `temporarily closed`.
    pub status: &'static str,
    /// What it costs, as somebody wrote it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// Whose it is.
    pub organization: Organization,
    /// The rest; none in a list that was not asked for all.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub more: Option<More>,
}

/// What a service says beyond its line in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct More {
    /// When it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// The area that it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_areas: Vec<ServiceArea>,
    /// Where it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_at_locations: Vec<ServiceAtLocation>,
    /// What it costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost_options: Vec<CostOption>,
    /// Whom to ring about it: the organisation, never a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// What kind of service it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
}

/// An organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Organization {
    /// Its number.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it is, in a line.
    pub description: String,
    /// Its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// When a service is: a rule, or one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The number of the rule, or of the day.
    pub id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// Where, if it is in a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_at_location_id: Option<Uuid>,
    /// The first day on which it holds.
    pub valid_from: String,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// From which day weeks and months are counted.
    pub dtstart: String,
    /// `WEEKLY`, `MONTHLY`; none where it is one day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<&'static str>,
    /// Every so many weeks or months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u16>,
    /// On which days of the week, or which of them in a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byday: Option<String>,
    /// On which days of the month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bymonthday: Option<String>,
    /// When it begins, by the clock on the wall.
    pub opens_at: String,
    /// When it ends.
    pub closes_at: String,
    /// Its calendar, in which sessions that were moved or called off stand too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_link: Option<String>,
    /// How people come.
    pub attending_type: String,
}

/// The area of a service.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceArea {
    /// Its number.
    pub id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// The area in words.
    pub name: String,
    /// The same, where others look for it.
    pub service_area: String,
}

/// A service at a place.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceAtLocation {
    /// Its number.
    pub id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// At which place.
    pub location_id: Uuid,
    /// The place.
    pub location: Location,
}

/// A place.
#[derive(Debug, Clone, Serialize)]
pub struct Location {
    /// Its number.
    pub id: Uuid,
    /// `physical`: others are not said.
    pub location_type: &'static str,
    /// What it is called.
    pub name: String,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// What is known about getting in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessibility: Vec<Accessibility>,
}

/// An address. The standard asks for a town and a county; what we do not know of them is empty, and not guessed.
#[derive(Debug, Clone, Serialize)]
pub struct Address {
    /// Its number.
    pub id: Uuid,
    /// Of which place.
    pub location_id: Uuid,
    /// Street and house.
    pub address_1: String,
    /// The town.
    pub city: String,
    /// The county.
    pub state_province: String,
    /// The postcode.
    pub postal_code: String,
    /// `GB`.
    pub country: &'static str,
    /// `physical`.
    pub address_type: &'static str,
}

/// One thing that is known about getting in.
#[derive(Debug, Clone, Serialize)]
pub struct Accessibility {
    /// Its number.
    pub id: Uuid,
    /// Of which place.
    pub location_id: Uuid,
    /// What is known.
    pub description: String,
    /// When somebody last looked.
    pub details: String,
    /// What is known, where others look for it.
    pub accessibility: String,
}

/// What a service costs.
#[derive(Debug, Clone, Serialize)]
pub struct CostOption {
    /// Its number.
    pub id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// The cost in words.
    pub option: String,
}

/// Whom to ring.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// Its number.
    pub id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// The organisation.
    pub name: String,
    /// Its numbers.
    pub phones: Vec<Phone>,
}

/// A number to ring.
#[derive(Debug, Clone, Serialize)]
pub struct Phone {
    /// Its number in the feed.
    pub id: Uuid,
    /// Of which contact.
    pub contact_id: Uuid,
    /// The number to ring.
    pub number: String,
}

/// That a service is of some kind.
#[derive(Debug, Clone, Serialize)]
pub struct Attribute {
    /// Its number.
    pub id: Uuid,
    /// What it is said of.
    pub link_id: Uuid,
    /// `service`.
    pub link_type: &'static str,
    /// Which kind.
    pub taxonomy_term_id: Uuid,
    /// The kind.
    pub taxonomy_term: Term,
}

/// A set of kinds.
#[derive(Debug, Clone, Serialize)]
pub struct Taxonomy {
    /// Its number.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it tells apart.
    pub description: String,
    /// Which version of it.
    pub version: &'static str,
    /// Its kinds; none in a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taxonomy_terms: Vec<Term>,
}

/// One kind.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// Its number, the same in every service of Bothy.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it means.
    pub description: String,
    /// The set in words.
    pub taxonomy: String,
    /// Of which set.
    pub taxonomy_id: Uuid,
}
