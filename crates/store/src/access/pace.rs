//! Counters of wrong tries.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::access::pace::Pace;
use bothy_domain::ids::OrganisationId;
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    tries: i32,
    last_at: i64,
    next_at: i64,
}

/// Reads a counter and holds it until the end of the write, so that of a hundred tries at once each is counted.
///
/// # Errors
/// The database's own.
pub async fn hold(
    w: &mut Writing,
    organisation: OrganisationId,
    key_hash: &str,
    wall: Timestamp,
) -> Result<Pace, StoreError> {
    run!(
        w,
        "INSERT INTO sign_in_pace (organisation_id, key_hash, tries, last_at, next_at) VALUES ($1, $2, 0, $3, 0)
         ON CONFLICT (organisation_id, key_hash) DO UPDATE SET key_hash = excluded.key_hash",
        organisation.uuid(),
        key_hash,
        micros(wall)
    )?;
    Ok(read(w, organisation, key_hash).await?.unwrap_or(Pace { tries: 0, last_at: wall, next_at: wall }))
}

/// What stands in a counter.
///
/// # Errors
/// The database's own.
pub async fn read(tx: &mut Tx, organisation: OrganisationId, key_hash: &str) -> Result<Option<Pace>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT tries, last_at, next_at FROM sign_in_pace WHERE organisation_id = $1 AND key_hash = $2",
        organisation.uuid(),
        key_hash
    )?;
    row.map(|row| {
        Ok(Pace {
            tries: u32::try_from(row.tries).unwrap_or_default(),
            last_at: instant(row.last_at)?,
            next_at: instant(row.next_at)?,
        })
    })
    .transpose()
}

/// Writes a counter.
///
/// # Errors
/// The database's own.
pub async fn put(w: &mut Writing, organisation: OrganisationId, key_hash: &str, pace: Pace) -> Result<(), StoreError> {
    run!(
        w,
        "UPDATE sign_in_pace SET tries = $3, last_at = $4, next_at = $5 WHERE organisation_id = $1 AND key_hash = $2",
        organisation.uuid(),
        key_hash,
        i32::try_from(pace.tries).unwrap_or(i32::MAX),
        micros(pace.last_at),
        micros(pace.next_at)
    )?;
    Ok(())
}

/// Takes a counter away: the right answer came.
///
/// # Errors
/// The database's own.
pub async fn clear(w: &mut Writing, organisation: OrganisationId, key_hash: &str) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM sign_in_pace WHERE organisation_id = $1 AND key_hash = $2", organisation.uuid(), key_hash)
}
