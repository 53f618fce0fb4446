//! Second steps: the secret of an app that shows codes, spare codes, and who need not take one.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::CODE_APP_SECRET;
use crate::time::{maybe, micros};
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use jiff::Timestamp;
use uuid::Uuid;

/// An app that shows codes. It has no `Debug`: the secret is in it.
#[derive(Clone)]
pub struct CodeApp {
    /// What the app and we share, as stored.
    pub secret: String,
    /// Since when it works; none while it is being set up.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the clock of the last code that counted.
    pub last_step: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    secret: String,
    confirmed_at: Option<i64>,
    last_step: i64,
}

/// The app of a person.
///
/// # Errors
/// The database's own.
pub async fn of(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Option<CodeApp>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT secret, confirmed_at, last_step FROM code_app WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    let Some(row) = row else { return Ok(None) };
    let secret = tx.open(organisation.uuid(), CODE_APP_SECRET, person.uuid(), &row.secret).await?;
    Ok(Some(CodeApp { secret, confirmed_at: maybe(row.confirmed_at)?, last_step: row.last_step }))
}

/// Begins to set an app up. One that works already is left alone.
///
/// # Errors
/// The database's own.
pub async fn offer(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    secret: &str,
    wall: Timestamp,
) -> Result<(), StoreError> {
    let sealed = w.seal(organisation.uuid(), CODE_APP_SECRET, person.uuid(), secret).await?;
    run!(
        w,
        "INSERT INTO code_app (organisation_id, person_id, secret, made_at, last_step) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT (organisation_id, person_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at,
         last_step = 0 WHERE code_app.confirmed_at IS NULL",
        organisation.uuid(),
        person.uuid(),
        sealed,
        micros(wall)
    )?;
    Ok(())
}

/// Notes that the code of this step counted. Of two who show the same code at once, one finds 1 row changed.
///
/// # Errors
/// The database's own.
pub async fn counted(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    step: i64,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE code_app SET last_step = $3, confirmed_at = COALESCE(confirmed_at, $4)
         WHERE organisation_id = $1 AND person_id = $2 AND last_step < $3",
        organisation.uuid(),
        person.uuid(),
        step,
        micros(wall)
    )
}

/// Takes an app away, with its spare codes.
///
/// # Errors
/// The database's own.
pub async fn take_away(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM spare_code WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    run!(w, "DELETE FROM code_app WHERE organisation_id = $1 AND person_id = $2", organisation.uuid(), person.uuid())
}

/// Keeps the hashes of new spare codes in place of the old ones.
///
/// # Errors
/// The database's own.
pub async fn keep_spares(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    hashes: &[String],
) -> Result<(), StoreError> {
    run!(
        w,
        "DELETE FROM spare_code WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    for hash in hashes {
        run!(
            w,
            "INSERT INTO spare_code (organisation_id, id, person_id, code_hash) VALUES ($1, $2, $3, $4)",
            organisation.uuid(),
            Uuid::now_v7(),
            person.uuid(),
            hash
        )?;
    }
    Ok(())
}

/// Spends a spare code; 0 where there is none of this hash that was not used.
///
/// # Errors
/// The database's own.
pub async fn spend_spare(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    hash: &str,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE spare_code SET used_at = $4
         WHERE organisation_id = $1 AND person_id = $2 AND code_hash = $3 AND used_at IS NULL",
        organisation.uuid(),
        person.uuid(),
        hash,
        micros(wall)
    )
}

#[derive(sqlx::FromRow)]
struct Count {
    count: i64,
}

/// How many spare codes a person has left.
///
/// # Errors
/// The database's own.
pub async fn spares_left(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<i64, StoreError> {
    let row = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS count FROM spare_code WHERE organisation_id = $1 AND person_id = $2 AND used_at IS NULL",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(row.map_or(0, |row| row.count))
}

/// Whether a person need not take a second step.
///
/// # Errors
/// The database's own.
pub async fn is_waived(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<bool, StoreError> {
    let row = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS count FROM second_step_waiver WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(row.is_some_and(|row| row.count > 0))
}

/// Lets a person in without a second step, for a reason that the audit keeps.
///
/// # Errors
/// The database's own.
pub async fn waive(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    by: PersonId,
    reason: ReasonId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO second_step_waiver (organisation_id, person_id, by_person, reason_id, at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation_id, person_id) DO NOTHING",
        organisation.uuid(),
        person.uuid(),
        by.uuid(),
        reason.uuid(),
        micros(wall)
    )
}

/// Asks a person for a second step again.
///
/// # Errors
/// The database's own.
pub async fn ask_again(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM second_step_waiver WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )
}
