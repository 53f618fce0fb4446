//! Places as rows, their facts and halls.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{day, maybe, micros};
use bothy_domain::duties::{InUse, PlaceFacts};
use bothy_domain::ids::{HallId, ImportRunId, OrganisationId, PersonId, PlaceId};
use bothy_domain::places::{FactKind, Says};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
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

/// A room in a building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hall {
    /// Which hall.
    pub id: HallId,
    /// What it is called.
    pub name: String,
    /// How many people it holds.
    pub holds: Option<u16>,
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
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, slug, name, address, postcode, lat, lon, opening, needs_opener, key_holder_id, \
             second_key_holder_id, caretaker, source, looked_at, import_run_id, version FROM place ",
            $rest
        )
    };
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
            source: self.source,
            looked_at: maybe(self.looked_at)?,
            import_run: self.import_run_id.map(ImportRunId::new),
            version: self.version,
        })
    }
}

/// Adds a place.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add(w: &mut Writing, organisation: OrganisationId, place: &Place) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO place (organisation_id, id, slug, name, address, postcode, lat, lon, opening, needs_opener,
         key_holder_id, second_key_holder_id, caretaker, source, looked_at, import_run_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
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
        &place.caretaker,
        &place.source,
        place.looked_at.map(micros),
        place.import_run.map(ImportRunId::uuid)
    )?;
    Ok(())
}

/// Writes all that can change of a place where its version is still the one read. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn save(w: &mut Writing, organisation: OrganisationId, place: &Place) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE place SET name = $4, address = $5, postcode = $6, lat = $7, lon = $8, opening = $9, needs_opener = $10,
         key_holder_id = $11, second_key_holder_id = $12, caretaker = $13, looked_at = $14, version = version + 1
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
        &place.caretaker,
        place.looked_at.map(micros)
    )
}

/// One place.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: PlaceId) -> Result<Option<Place>, StoreError> {
    let row = one!(tx, Row, select!("WHERE organisation_id = $1 AND id = $2"), organisation.uuid(), id.uuid())?;
    row.map(Row::place).transpose()
}

/// All places of an organisation by name.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Place>, StoreError> {
    let rows = all!(tx, Row, select!("WHERE organisation_id = $1 ORDER BY name, id"), organisation.uuid())?;
    rows.into_iter().map(Row::place).collect()
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

/// Adds a hall to a place.
///
/// # Errors
/// The database's own.
pub async fn add_hall(
    w: &mut Writing,
    organisation: OrganisationId,
    place: PlaceId,
    hall: &Hall,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO hall (organisation_id, id, place_id, name, holds) VALUES ($1, $2, $3, $4, $5)",
        organisation.uuid(),
        hall.id.uuid(),
        place.uuid(),
        &hall.name,
        hall.holds.map(i32::from)
    )?;
    Ok(())
}

/// The halls of a place by name.
///
/// # Errors
/// The database's own.
pub async fn halls(tx: &mut Tx, organisation: OrganisationId, place: PlaceId) -> Result<Vec<Hall>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct HallRow {
        id: Uuid,
        name: String,
        holds: Option<i32>,
    }
    let rows = all!(
        tx,
        HallRow,
        "SELECT id, name, holds FROM hall WHERE organisation_id = $1 AND place_id = $2 ORDER BY name, id",
        organisation.uuid(),
        place.uuid()
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Hall {
            id: HallId::new(row.id),
            name: row.name,
            holds: row.holds.and_then(|holds| u16::try_from(holds).ok()),
        })
        .collect())
}

/// What the planner needs to know of a place: whether it is used, and when its oldest fact wants another look.
///
/// # Errors
/// The database's own.
pub async fn facts(tx: &mut Tx, organisation: OrganisationId, place: Uuid) -> Result<Option<PlaceFacts>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        sessions: i64,
    }
    let id = PlaceId::new(place);
    if find(tx, organisation, id).await?.is_none() {
        return Ok(None);
    }
    let used = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS sessions FROM series WHERE organisation_id = $1 AND place_id = $2 AND last_on IS NULL",
        organisation.uuid(),
        place
    )?;
    let all = facts_of(tx, organisation, &[id]).await?;
    // A fact that nobody has checked has no day from which a year could be counted; it shows as unchecked.
    let oldest = all.values().flatten().filter_map(|fact| fact.checked_on).min();
    let review_due_at = match oldest {
        None => None,
        Some(on) => on.saturating_add(1.year()).to_zoned(jiff::tz::TimeZone::UTC).ok().map(|at| at.timestamp()),
    };
    let in_use = if used.is_some_and(|used| used.sessions > 0) { InUse::Yes } else { InUse::No };
    Ok(Some(PlaceFacts { review_due_at, in_use }))
}
