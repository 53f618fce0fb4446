//! The hours in which somebody can be reached, as they are written down.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{hour, hour_text};
use bothy_domain::ids::{OrganisationId, ReachHourId};
use bothy_domain::organisations::reach::ReachHour;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    way: String,
    says: String,
    day: i32,
    starts: String,
    ends: String,
}

/// When somebody can be reached, by way, day and time.
///
/// # Errors
/// The database's own.
pub async fn hours(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(ReachHourId, ReachHour)>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, way, says, day, starts, ends FROM reach_hour WHERE organisation_id = $1 ORDER BY way, day, starts",
        organisation.uuid()
    )?;
    rows.into_iter()
        .map(|row| {
            let span = ReachHour {
                way: row.way,
                says: row.says,
                day: i8::try_from(row.day).map_err(|_| StoreError::Unknown { column: "day" })?,
                starts: hour(&row.starts)?,
                ends: hour(&row.ends)?,
            };
            Ok((ReachHourId::new(row.id), span))
        })
        .collect()
}

/// Writes a span down, in the place of the one of this id.
///
/// # Errors
/// The database's own.
pub async fn put_hour(
    w: &mut Writing,
    organisation: OrganisationId,
    id: ReachHourId,
    span: &ReachHour,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO reach_hour (organisation_id, id, way, says, day, starts, ends) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organisation_id, id) DO UPDATE SET way = excluded.way, says = excluded.says, day = excluded.day,
         starts = excluded.starts, ends = excluded.ends",
        organisation.uuid(),
        id.uuid(),
        &span.way,
        &span.says,
        i32::from(span.day),
        hour_text(span.starts),
        hour_text(span.ends)
    )?;
    Ok(())
}

/// Takes a span away. Returns how many there were.
///
/// # Errors
/// The database's own.
pub async fn remove_hour(w: &mut Writing, organisation: OrganisationId, id: ReachHourId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM reach_hour WHERE organisation_id = $1 AND id = $2", organisation.uuid(), id.uuid())
}
