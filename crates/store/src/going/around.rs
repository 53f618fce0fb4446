//! What hangs on a person while they are still here: sessions they open, keys they hold, worries, notices.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, PersonId, PlaceId, SessionId};
use jiff::Timestamp;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Id {
    id: Uuid,
}

/// The sessions to come that somebody opens or holds a seat on.
///
/// # Errors
/// The database's own.
pub async fn sessions_to_come(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let rows = all!(
        tx,
        Id,
        "SELECT s.id FROM session s WHERE s.organisation_id = $1 AND s.starts_at > $3 AND (s.opener_id = $2 OR EXISTS
           (SELECT 1 FROM seat t WHERE t.organisation_id = s.organisation_id AND t.session_id = s.id AND t.holder_id = $2))
         ORDER BY s.starts_at, s.id",
        organisation.uuid(),
        person.uuid(),
        micros(now)
    )?;
    Ok(rows.into_iter().map(|row| SessionId::new(row.id)).collect())
}

/// Takes somebody from the door of every session to come. Returns how many.
///
/// # Errors
/// The database's own.
pub async fn opens_no_more(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE session SET opener_id = NULL, version = version + 1
         WHERE organisation_id = $1 AND opener_id = $2 AND starts_at > $3",
        organisation.uuid(),
        person.uuid(),
        micros(now)
    )
}

/// The places of which somebody has a key.
///
/// # Errors
/// The database's own.
pub async fn keys_of(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<PlaceId>, StoreError> {
    let rows = all!(
        tx,
        Id,
        "SELECT id FROM place WHERE organisation_id = $1 AND (key_holder_id = $2 OR second_key_holder_id = $2)
         ORDER BY id",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(rows.into_iter().map(|row| PlaceId::new(row.id)).collect())
}

/// Stops every notice to somebody that has not left yet. Returns how many.
///
/// # Errors
/// The database's own.
pub async fn stop_notices(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM job WHERE organisation_id = $1 AND person_id = $2 AND state = 'waiting'",
        organisation.uuid(),
        person.uuid()
    )
}

/// How many worries somebody raised, or is to read, that nobody has read yet.
///
/// # Errors
/// The database's own.
pub async fn worries_that_wait(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<usize, StoreError> {
    let rows = all!(
        tx,
        Id,
        "SELECT id FROM concern WHERE organisation_id = $1 AND acknowledged_at IS NULL
           AND (said_by = $2 OR first_reader_id = $2 OR second_reader_id = $2)",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(rows.len())
}
