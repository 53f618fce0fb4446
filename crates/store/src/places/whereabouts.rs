//! Where places are, and what is good about them: what is asked where somebody looks for a group.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, PlaceId};
use bothy_domain::places::FactKind;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A place with all that says where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Which place.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// Its postcode, or nothing.
    pub postcode: String,
    /// Latitude and longitude in degrees, as text of the source.
    pub degrees: Option<(String, String)>,
    /// Where a walk starts.
    pub start: Option<PlaceId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    address: String,
    postcode: String,
    lat: Option<String>,
    lon: Option<String>,
    start_place_id: Option<Uuid>,
}

impl Row {
    fn place(self) -> Whereabouts {
        Whereabouts {
            id: PlaceId::new(self.id),
            name: self.name,
            address: self.address,
            postcode: self.postcode,
            degrees: self.lat.zip(self.lon),
            start: self.start_place_id.map(PlaceId::new),
        }
    }
}

macro_rules! of_public_places {
    ($before:literal) => {
        concat!(
            $before,
            "WITH met AS (
               SELECT p.id FROM place p WHERE p.organisation_id = $1 AND EXISTS (
                 SELECT 1 FROM session s JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
                 WHERE s.organisation_id = p.organisation_id AND s.place_id = p.id AND s.starts_at > $2 - 172800000000
                 AND g.state IN ('open', 'pausing') AND g.kind <> 'one-to-one'))
             SELECT p.id, p.name, p.address, p.postcode, p.lat, p.lon, r.start_place_id
             FROM place p LEFT JOIN route r ON r.organisation_id = p.organisation_id AND r.place_id = p.id
             WHERE p.organisation_id = $1 AND (p.id IN (SELECT id FROM met) OR p.id IN (
               SELECT w.start_place_id FROM route w WHERE w.organisation_id = $1 AND w.start_place_id IS NOT NULL
               AND w.place_id IN (SELECT id FROM met)))
             ORDER BY p.name, p.id"
        )
    };
}

/// The places where groups that everybody may see meet from now on, and where their walks start; no others: that a
/// place is ours may be nobody's business while nothing public is there.
///
/// # Errors
/// The database's own.
pub async fn of_public_places(
    tx: &mut Tx,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Vec<Whereabouts>, StoreError> {
    let rows = all!(tx, Row, of_public_places!(""), organisation.uuid(), micros(now))?;
    Ok(rows.into_iter().map(Row::place).collect())
}

/// Where these places are, by id.
///
/// # Errors
/// The database's own.
pub async fn whereabouts_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    places: &[PlaceId],
) -> Result<BTreeMap<PlaceId, Whereabouts>, StoreError> {
    let ids: Vec<Uuid> = places.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        Row,
        "SELECT p.id, p.name, p.address, p.postcode, p.lat, p.lon, r.start_place_id
         FROM place p LEFT JOIN route r ON r.organisation_id = p.organisation_id AND r.place_id = p.id
         WHERE p.organisation_id = $1 AND p.id",
        "",
        organisation.uuid(),
        &ids
    )?;
    Ok(rows.into_iter().map(Row::place).map(|place| (place.id, place)).collect())
}

/// For each place of this organisation, what somebody has found to be good there.
///
/// # Errors
/// The database's own.
pub async fn good(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeMap<PlaceId, Vec<FactKind>>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Good {
        place_id: Uuid,
        kind: String,
    }
    let rows = all!(
        tx,
        Good,
        "SELECT place_id, kind FROM place_fact WHERE organisation_id = $1 AND says = 'good'",
        organisation.uuid()
    )?;
    let mut all: BTreeMap<PlaceId, Vec<FactKind>> = BTreeMap::new();
    for row in rows {
        let kind = FactKind::of_code(&row.kind).ok_or(StoreError::Unknown { column: "kind" })?;
        all.entry(PlaceId::new(row.place_id)).or_default().push(kind);
    }
    Ok(all)
}

/// Only for tests: how a file would look for these places, step by step, in the words of SQLite.
///
/// # Errors
/// The database's own; it is not SQLite.
#[doc(hidden)]
pub async fn steps_of_public_places(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps = all!(tx, Step, of_public_places!("EXPLAIN QUERY PLAN "), Uuid::nil(), 0_i64)?;
    Ok(steps.into_iter().map(|step| step.detail).collect())
}
