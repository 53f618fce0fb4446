//! Places as rows, and their facts; their halls, their alarm and the picture of their door in files of their own.

mod alarm;
mod checks;
mod halls;
mod pictures;
mod whereabouts;

pub use alarm::{Alarm, alarm_of, put_alarm};
pub use checks::{all_checks, checks};
pub use halls::{Hall, add_hall, drop_hall, hall_is_used, halls, save_hall};
pub use pictures::{Picture, picture_body, picture_of, put_picture, remove_picture};
pub use whereabouts::{Whereabouts, good, of_public_places, steps_of_public_places, whereabouts_of};

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, PLACE_CARETAKER};
use crate::time::{day, maybe, micros};
use bothy_domain::ids::{ImportRunId, OrganisationId, PersonId, PlaceId};
use bothy_domain::places::{FactKind, PlaceKind, Says};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A place as its own page needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which place.
    pub id: PlaceId,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// Its postcode, as the post writes it.
    pub postcode: String,
    /// Latitude in degrees, as text of the source.
    pub lat: Option<String>,
    /// Longitude in degrees, as text of the source.
    pub lon: Option<String>,
    /// When it is open, as whoever runs it says.
    pub opening: String,
    /// Whether one of us has to open it.
    pub needs_opener: bool,
    /// Who has the key.
    pub key_holder: Option<PersonId>,
    /// Who has the second key.
    pub second_key_holder: Option<PersonId>,
    /// Who looks after the building, in words.
    pub caretaker: String,
    /// When each of these was last checked.
    pub checked: Checked,
    /// The line of a walk; none where it is a building.
    pub route: Option<Route>,
    /// Where what is known of it comes from.
    pub source: String,
    /// When a person last looked at an imported row; none where nobody has.
    pub looked_at: Option<Timestamp>,
    /// The import that made it.
    pub import_run: Option<ImportRunId>,
    /// Raised by every change; a form carries it.
    pub version: i64,
}

/// One fact about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// Whether it is good news.
    pub says: Says,
    /// The fact in words.
    pub words: String,
    /// The day on which somebody last checked it.
    pub checked_on: Option<Date>,
}

/// The day on which somebody last checked what is known of running a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checked {
    /// Who holds the keys.
    pub keys: Option<Date>,
    /// When it is open, and whether one of us opens it.
    pub opening: Option<Date>,
    /// Who looks after the building.
    pub caretaker: Option<Date>,
}

/// The line of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Route {
    /// How long it is, in metres.
    pub distance_m: Option<u32>,
    /// When somebody last checked that.
    pub distance_checked_on: Option<Date>,
    /// The place where it starts.
    pub start: Option<PlaceId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    name: String,
    address: String,
    postcode: String,
    lat: Option<String>,
    lon: Option<String>,
    opening: String,
    needs_opener: bool,
    key_holder_id: Option<Uuid>,
    second_key_holder_id: Option<Uuid>,
    caretaker: String,
    source: String,
    looked_at: Option<i64>,
    import_run_id: Option<Uuid>,
    version: i64,
    keys_checked_on: Option<String>,
    opening_checked_on: Option<String>,
    caretaker_checked_on: Option<String>,
    route_id: Option<Uuid>,
    distance_m: Option<i32>,
    distance_checked_on: Option<String>,
    start_place_id: Option<Uuid>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.slug, p.name, p.address, p.postcode, p.lat, p.lon, p.opening, p.needs_opener, p.key_holder_id, \
             p.second_key_holder_id, p.caretaker, p.source, p.looked_at, p.import_run_id, p.version, p.keys_checked_on, \
             p.opening_checked_on, p.caretaker_checked_on, r.place_id AS route_id, r.distance_m, r.distance_checked_on, \
             r.start_place_id FROM place p LEFT JOIN route r ON r.organisation_id = p.organisation_id \
             AND r.place_id = p.id ",
            $rest
        )
    };
}

impl Sealed for Row {
    const COLUMN: Column = PLACE_CARETAKER;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.caretaker)
    }
}

impl Row {
    fn place(self) -> Result<Place, StoreError> {
        Ok(Place {
            id: PlaceId::new(self.id),
            slug: self.slug,
            name: self.name,
            address: self.address,
            postcode: self.postcode,
            lat: self.lat,
            lon: self.lon,
            opening: self.opening,
            needs_opener: self.needs_opener,
            key_holder: self.key_holder_id.map(PersonId::new),
            second_key_holder: self.second_key_holder_id.map(PersonId::new),
            caretaker: self.caretaker,
            checked: Checked {
                keys: maybe_day(self.keys_checked_on.as_deref())?,
                opening: maybe_day(self.opening_checked_on.as_deref())?,
                caretaker: maybe_day(self.caretaker_checked_on.as_deref())?,
            },
            route: match self.route_id {
                None => None,
                Some(_) => Some(Route {
                    distance_m: self.distance_m.and_then(|metres| u32::try_from(metres).ok()),
                    distance_checked_on: maybe_day(self.distance_checked_on.as_deref())?,
                    start: self.start_place_id.map(PlaceId::new),
                }),
            },
            source: self.source,
            looked_at: maybe(self.looked_at)?,
            import_run: self.import_run_id.map(ImportRunId::new),
            version: self.version,
        })
    }
}

impl Place {
    /// Whether it is a building or the route of a walk.
    pub fn kind(&self) -> PlaceKind {
        if self.route.is_some() { PlaceKind::Route } else { PlaceKind::Building }
    }
}

pub(crate) fn maybe_day(text: Option<&str>) -> Result<Option<Date>, StoreError> {
    text.map(day).transpose()
}

/// Adds a place.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add(w: &mut Writing, organisation: OrganisationId, place: &Place) -> Result<(), StoreError> {
    let caretaker = w.seal_said(organisation.uuid(), PLACE_CARETAKER, place.id.uuid(), &place.caretaker).await?;
    run!(
        w,
        "INSERT INTO place (organisation_id, id, slug, name, address, postcode, lat, lon, opening, needs_opener,
         key_holder_id, second_key_holder_id, caretaker, source, looked_at, import_run_id, keys_checked_on,
         opening_checked_on, caretaker_checked_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)",
        organisation.uuid(),
        place.id.uuid(),
        &place.slug,
        &place.name,
        &place.address,
        &place.postcode,
        place.lat.as_deref(),
        place.lon.as_deref(),
        &place.opening,
        place.needs_opener,
        place.key_holder.map(PersonId::uuid),
        place.second_key_holder.map(PersonId::uuid),
        caretaker,
        &place.source,
        place.looked_at.map(micros),
        place.import_run.map(ImportRunId::uuid),
        place.checked.keys.map(|day| day.to_string()),
        place.checked.opening.map(|day| day.to_string()),
        place.checked.caretaker.map(|day| day.to_string())
    )?;
    put_route(w, organisation, place).await?;
    crate::groups::words::of_place(w, organisation, place.id).await
}

async fn put_route(w: &mut Writing, organisation: OrganisationId, place: &Place) -> Result<(), StoreError> {
    let Some(route) = place.route else { return Ok(()) };
    run!(
        w,
        "INSERT INTO route (organisation_id, place_id, distance_m, distance_checked_on, start_place_id)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation_id, place_id)
         DO UPDATE SET distance_m = excluded.distance_m, distance_checked_on = excluded.distance_checked_on,
         start_place_id = excluded.start_place_id",
        organisation.uuid(),
        place.id.uuid(),
        route.distance_m.and_then(|metres| i32::try_from(metres).ok()),
        route.distance_checked_on.map(|day| day.to_string()),
        route.start.map(PlaceId::uuid)
    )?;
    Ok(())
}

/// Writes all that can change of a place where its version is still the one read. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn save(w: &mut Writing, organisation: OrganisationId, place: &Place) -> Result<u64, StoreError> {
    let caretaker = w.seal_said(organisation.uuid(), PLACE_CARETAKER, place.id.uuid(), &place.caretaker).await?;
    let changed = run!(
        w,
        "UPDATE place SET name = $4, address = $5, postcode = $6, lat = $7, lon = $8, opening = $9, needs_opener = $10,
         key_holder_id = $11, second_key_holder_id = $12, caretaker = $13, looked_at = $14,
         keys_checked_on = $15, opening_checked_on = $16, caretaker_checked_on = $17, version = version + 1
         WHERE organisation_id = $1 AND id = $2 AND version = $3",
        organisation.uuid(),
        place.id.uuid(),
        place.version,
        &place.name,
        &place.address,
        &place.postcode,
        place.lat.as_deref(),
        place.lon.as_deref(),
        &place.opening,
        place.needs_opener,
        place.key_holder.map(PersonId::uuid),
        place.second_key_holder.map(PersonId::uuid),
        caretaker,
        place.looked_at.map(micros),
        place.checked.keys.map(|day| day.to_string()),
        place.checked.opening.map(|day| day.to_string()),
        place.checked.caretaker.map(|day| day.to_string())
    )?;
    if changed > 0 {
        put_route(w, organisation, place).await?;
        crate::groups::words::of_place(w, organisation, place.id).await?;
    }
    Ok(changed)
}

/// One place.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: PlaceId) -> Result<Option<Place>, StoreError> {
    let row = one!(tx, Row, select!("WHERE p.organisation_id = $1 AND p.id = $2"), organisation.uuid(), id.uuid())?;
    let rows = tx.open_rows(organisation, row.into_iter().collect()).await?;
    rows.into_iter().next().map(Row::place).transpose()
}

/// All places of an organisation by name.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Place>, StoreError> {
    let rows = all!(tx, Row, select!("WHERE p.organisation_id = $1 ORDER BY p.name, p.id"), organisation.uuid())?;
    tx.open_rows(organisation, rows).await?.into_iter().map(Row::place).collect()
}

#[derive(sqlx::FromRow)]
struct FactRow {
    place_id: Uuid,
    kind: String,
    says: String,
    words: String,
    checked_on: Option<String>,
}

/// What is known about getting into these places, in the order in which it is shown.
///
/// # Errors
/// The database's own.
pub async fn facts_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    places: &[PlaceId],
) -> Result<BTreeMap<PlaceId, Vec<Fact>>, StoreError> {
    let ids: Vec<Uuid> = places.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        FactRow,
        "SELECT place_id, kind, says, words, checked_on FROM place_fact WHERE organisation_id = $1 AND place_id",
        "",
        organisation.uuid(),
        &ids
    )?;
    let mut all: BTreeMap<PlaceId, Vec<Fact>> = BTreeMap::new();
    for row in rows {
        let fact = Fact {
            kind: FactKind::of_code(&row.kind).ok_or(StoreError::Unknown { column: "kind" })?,
            says: Says::of_code(&row.says),
            words: row.words,
            checked_on: row.checked_on.as_deref().map(day).transpose()?,
        };
        all.entry(PlaceId::new(row.place_id)).or_default().push(fact);
    }
    for facts in all.values_mut() {
        facts.sort_by_key(|fact| fact.kind);
    }
    Ok(all)
}

/// Writes a fact about a place over the one that was there.
///
/// # Errors
/// The database's own.
pub async fn put_fact(
    w: &mut Writing,
    organisation: OrganisationId,
    place: PlaceId,
    fact: &Fact,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO place_fact (organisation_id, place_id, kind, says, words, checked_on) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organisation_id, place_id, kind)
         DO UPDATE SET says = excluded.says, words = excluded.words, checked_on = excluded.checked_on",
        organisation.uuid(),
        place.uuid(),
        fact.kind.code(),
        fact.says.code(),
        &fact.words,
        fact.checked_on.map(|day| day.to_string())
    )?;
    Ok(())
}
