//! Password hashes, and the browsers from which somebody was let in before.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// The hash of a person's password, if they have one.
///
/// # Errors
/// The database's own.
pub async fn hash_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        hash: String,
    }
    let row = one!(
        tx,
        Row,
        "SELECT hash FROM password WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(row.map(|row| row.hash))
}

/// Keeps the hash of a person's password in place of the one before.
///
/// # Errors
/// The database's own.
pub async fn keep(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    hash: &str,
    wall: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO password (organisation_id, person_id, hash, set_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id, person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at",
        organisation.uuid(),
        person.uuid(),
        hash,
        micros(wall)
    )?;
    Ok(())
}

/// Whether this person was let in before from the browser that holds a token of this hash.
///
/// # Errors
/// The database's own.
pub async fn knows_device(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    token_hash: &str,
) -> Result<bool, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[expect(dead_code, reason = "only whether there is a row counts")]
        id: Uuid,
    }
    let row = one!(
        tx,
        Row,
        "SELECT id FROM known_device WHERE organisation_id = $1 AND person_id = $2 AND token_hash = $3",
        organisation.uuid(),
        person.uuid(),
        token_hash
    )?;
    Ok(row.is_some())
}

/// Notes that this person was let in from the browser that holds a token of this hash.
///
/// # Errors
/// The database's own.
pub async fn know_device(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    token_hash: &str,
    wall: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO known_device (organisation_id, id, person_id, token_hash, first_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (organisation_id, person_id, token_hash) DO UPDATE SET last_at = excluded.last_at",
        organisation.uuid(),
        Uuid::now_v7(),
        person.uuid(),
        token_hash,
        micros(wall)
    )?;
    Ok(())
}

/// Forgets every browser of a person: what was known of them may be in other hands.
///
/// # Errors
/// The database's own.
pub async fn forget_devices(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM known_device WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )
}
