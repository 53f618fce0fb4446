//! What was answered to a program's POST, so that the same again is answered the same.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::ids::{ActId, OrganisationId, PersonId};
use jiff::Timestamp;

/// A POST that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The hash of what was sent.
    pub sent_hash: String,
    /// When it was begun, or begun anew.
    pub begun_at: Timestamp,
    /// The status and the body of its answer; none while it is still being done.
    pub answer: Option<(u16, String)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    sent_hash: String,
    begun_at: i64,
    status: Option<i32>,
    body: String,
}

/// Puts down that a POST is being done. Returns how many rows that were: none where it came before. Of two nodes at
/// once, one has it.
///
/// # Errors
/// The database's own.
pub async fn begin(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    person: PersonId,
    sent_hash: &str,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO api_answer (organisation_id, id, person_id, sent_hash, begun_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organisation_id, id) DO NOTHING",
        organisation.uuid(),
        act.uuid(),
        person.uuid(),
        sent_hash,
        micros(wall)
    )
}

/// What is there of a POST that came before.
///
/// # Errors
/// The database's own.
pub async fn before(tx: &mut Tx, organisation: OrganisationId, act: ActId) -> Result<Option<Before>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT sent_hash, begun_at, status, body FROM api_answer WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        act.uuid()
    )?;
    row.map(|row| {
        let status = row.status.and_then(|status| u16::try_from(status).ok());
        Ok(Before {
            sent_hash: row.sent_hash,
            begun_at: instant(row.begun_at)?,
            answer: status.map(|status| (status, row.body)),
        })
    })
    .transpose()
}

/// Takes over a POST whose doing was never ended and began at `before`. Of two who try, one has it.
///
/// # Errors
/// The database's own.
pub async fn begin_anew(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    before: Timestamp,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE api_answer SET begun_at = $4
         WHERE organisation_id = $1 AND id = $2 AND begun_at = $3 AND status IS NULL",
        organisation.uuid(),
        act.uuid(),
        micros(before),
        micros(wall)
    )
}

/// Keeps the answer.
///
/// # Errors
/// The database's own.
pub async fn keep(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    status: u16,
    body: &str,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE api_answer SET status = $3, body = $4 WHERE organisation_id = $1 AND id = $2 AND status IS NULL",
        organisation.uuid(),
        act.uuid(),
        i32::from(status),
        body
    )
}

/// Forgets one: nothing was done, and the same may be tried again.
///
/// # Errors
/// The database's own.
pub async fn drop_one(w: &mut Writing, organisation: OrganisationId, act: ActId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM api_answer WHERE organisation_id = $1 AND id = $2 AND status IS NULL",
        organisation.uuid(),
        act.uuid()
    )
}

/// Forgets one that is older than the time for which answers are kept.
///
/// # Errors
/// The database's own.
pub async fn drop_old(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    before: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM api_answer WHERE organisation_id = $1 AND id = $2 AND begun_at < $3",
        organisation.uuid(),
        act.uuid(),
        micros(before)
    )
}
