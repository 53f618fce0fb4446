//! The halls of a place as rows.

use super::maybe_day;
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{maybe, micros};
use bothy_domain::ids::{HallId, OrganisationId, PlaceId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// A room in a building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hall {
    /// Which hall.
    pub id: HallId,
    /// What it is called.
    pub name: String,
    /// How many people it holds.
    pub holds: Option<u16>,
    /// What it is like, in words.
    pub words: String,
    /// The day on which somebody last checked it.
    pub checked_on: Option<Date>,
    /// Since when it is no longer used.
    pub retired_at: Option<Timestamp>,
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
        "INSERT INTO hall (organisation_id, id, place_id, name, holds, words, checked_on, retired_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        organisation.uuid(),
        hall.id.uuid(),
        place.uuid(),
        &hall.name,
        hall.holds.map(i32::from),
        &hall.words,
        hall.checked_on.map(|day| day.to_string()),
        hall.retired_at.map(micros)
    )?;
    Ok(())
}

/// Writes all that can change of a hall.
///
/// # Errors
/// The database's own.
pub async fn save_hall(w: &mut Writing, organisation: OrganisationId, hall: &Hall) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE hall SET name = $3, holds = $4, words = $5, checked_on = $6, retired_at = $7
         WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        hall.id.uuid(),
        &hall.name,
        hall.holds.map(i32::from),
        &hall.words,
        hall.checked_on.map(|day| day.to_string()),
        hall.retired_at.map(micros)
    )
}

/// Takes away a hall that nothing names.
///
/// # Errors
/// The database's own; a violated reference where a session or a series names it.
pub async fn drop_hall(w: &mut Writing, organisation: OrganisationId, hall: HallId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM hall WHERE organisation_id = $1 AND id = $2", organisation.uuid(), hall.uuid())
}

/// Whether a session or a series names a hall.
///
/// # Errors
/// The database's own.
pub async fn hall_is_used(tx: &mut Tx, organisation: OrganisationId, hall: HallId) -> Result<bool, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        used: i64,
    }
    let row = one!(
        tx,
        Row,
        "SELECT (SELECT count(*) FROM series WHERE organisation_id = $1 AND hall_id = $2)
         + (SELECT count(*) FROM session WHERE organisation_id = $1 AND hall_id = $2) AS used",
        organisation.uuid(),
        hall.uuid()
    )?;
    Ok(row.is_some_and(|row| row.used > 0))
}

/// The halls of a place by name, those that are no longer used among them.
///
/// # Errors
/// The database's own.
pub async fn halls(tx: &mut Tx, organisation: OrganisationId, place: PlaceId) -> Result<Vec<Hall>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: Uuid,
        name: String,
        holds: Option<i32>,
        words: String,
        checked_on: Option<String>,
        retired_at: Option<i64>,
    }
    let rows = all!(
        tx,
        Row,
        "SELECT id, name, holds, words, checked_on, retired_at FROM hall
         WHERE organisation_id = $1 AND place_id = $2 ORDER BY name, id",
        organisation.uuid(),
        place.uuid()
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Hall {
                id: HallId::new(row.id),
                name: row.name,
                holds: row.holds.and_then(|holds| u16::try_from(holds).ok()),
                words: row.words,
                checked_on: maybe_day(row.checked_on.as_deref())?,
                retired_at: maybe(row.retired_at)?,
            })
        })
        .collect()
}
