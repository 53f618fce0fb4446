//! Sign-ins: who is behind a token at this moment.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use jiff::Timestamp;
use uuid::Uuid;

/// A sign-in that is alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Which sign-in.
    pub id: SignInId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// The name to greet them by.
    pub shown_name: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    person_id: Uuid,
    shown_name: String,
}

/// Begins a sign-in; only the hash of its token is kept. `wall` is the clock on the wall, not service time.
///
/// # Errors
/// The database's own.
pub async fn begin(
    w: &mut Writing,
    organisation: OrganisationId,
    id: SignInId,
    person: PersonId,
    token_hash: &str,
    wall: Timestamp,
    ends: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO sign_in (organisation_id, id, person_id, token_hash, started_at, ends_at, access_version)
         SELECT $1, $2, $3, $4, $5, $6, access_version FROM person WHERE organisation_id = $1 AND id = $3",
        organisation.uuid(),
        id.uuid(),
        person.uuid(),
        token_hash,
        micros(wall),
        micros(ends)
    )?;
    Ok(())
}

/// The sign-in behind a token, unless it ended, was revoked, or the person's access changed since.
///
/// # Errors
/// The database's own.
pub async fn behind(tx: &mut Tx, token_hash: &str, wall: Timestamp) -> Result<Option<SignIn>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT s.id, s.organisation_id, s.person_id, p.shown_name FROM sign_in s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.ends_at > $2 AND s.access_version = p.access_version",
        token_hash,
        micros(wall)
    )?;
    Ok(row.map(|row| SignIn {
        id: SignInId::new(row.id),
        organisation: OrganisationId::new(row.organisation_id),
        person: PersonId::new(row.person_id),
        shown_name: row.shown_name,
    }))
}

/// Ends a sign-in.
///
/// # Errors
/// The database's own.
pub async fn end(
    w: &mut Writing,
    organisation: OrganisationId,
    id: SignInId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE sign_in SET revoked_at = $3 WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Changes what a person may do: every sign-in of theirs ends with it.
///
/// # Errors
/// The database's own.
pub async fn bump(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE person SET access_version = access_version + 1 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        person.uuid()
    )
}

/// What was made when an act of this id was done before, and the hash of the words it came with.
///
/// # Errors
/// The database's own.
pub async fn spent(
    tx: &mut Tx,
    organisation: OrganisationId,
    act: Uuid,
) -> Result<Option<(String, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Spent {
        words_hash: String,
        made: String,
    }
    let row = one!(
        tx,
        Spent,
        "SELECT words_hash, made FROM act_key WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        act
    )?;
    Ok(row.map(|row| (row.words_hash, row.made)))
}

/// Spends the id of an act in the commit that had its effect.
///
/// # Errors
/// The database's own; a unique violation means that the same act is being done at this moment.
pub async fn spend(
    w: &mut Writing,
    organisation: OrganisationId,
    act: Uuid,
    name: &str,
    words_hash: &str,
    made: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO act_key (organisation_id, id, act, words_hash, made, at) VALUES ($1, $2, $3, $4, $5, $6)",
        organisation.uuid(),
        act,
        name,
        words_hash,
        made,
        micros(now)
    )?;
    Ok(())
}
