//! Passkeys: the public half of a key on somebody's device, under the name they gave it. Nothing of it is secret.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{OrganisationId, PasskeyId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: PasskeyId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Whose.
    pub person: PersonId,
    /// By what the device knows it, as letters.
    pub credential: String,
    /// The public key and how often it was used, as the reader of answers keeps them.
    pub key: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub made_at: Timestamp,
    /// When somebody last came in with it.
    pub used_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    person_id: Uuid,
    credential: String,
    key_json: String,
    name: String,
    made_at: i64,
    used_at: Option<i64>,
}

impl Row {
    fn passkey(self) -> Result<Passkey, StoreError> {
        Ok(Passkey {
            id: PasskeyId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            person: PersonId::new(self.person_id),
            credential: self.credential,
            key: self.key_json,
            name: self.name,
            made_at: instant(self.made_at)?,
            used_at: maybe(self.used_at)?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, organisation_id, person_id, credential, key_json, name, made_at, used_at FROM passkey ",
            $rest
        )
    };
}

/// Keeps a passkey. Returns 0 where its organisation knows this one already.
///
/// # Errors
/// The database's own.
pub async fn keep(w: &mut Writing, new: &Passkey) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO passkey (organisation_id, id, person_id, credential, key_json, name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organisation_id, credential) DO NOTHING",
        new.organisation.uuid(),
        new.id.uuid(),
        new.person.uuid(),
        &new.credential,
        &new.key,
        &new.name,
        micros(new.made_at)
    )
}

/// The passkey of an organisation by which a device knows it.
///
/// # Errors
/// The database's own.
pub async fn by_credential(
    tx: &mut Tx,
    organisation: OrganisationId,
    credential: &str,
) -> Result<Option<Passkey>, StoreError> {
    let row =
        one!(tx, Row, select!("WHERE organisation_id = $1 AND credential = $2"), organisation.uuid(), credential)?;
    row.map(Row::passkey).transpose()
}

/// The passkeys of a person, in the order in which they were added.
///
/// # Errors
/// The database's own.
pub async fn of(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!("WHERE organisation_id = $1 AND person_id = $2 ORDER BY made_at, id"),
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter().map(Row::passkey).collect()
}

/// Notes that somebody came in with a passkey. Returns 0 where it is gone, or was used since it was read: of two
/// answers at once that count on the same use, one is right.
///
/// # Errors
/// The database's own.
pub async fn used(w: &mut Writing, read: &Passkey, key: &str, wall: Timestamp) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE passkey SET key_json = $4, used_at = $5 WHERE organisation_id = $1 AND id = $2 AND key_json = $3",
        read.organisation.uuid(),
        read.id.uuid(),
        &read.key,
        key,
        micros(wall)
    )
}

/// Takes one passkey of a person away.
///
/// # Errors
/// The database's own.
pub async fn take_away(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    id: PasskeyId,
) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM passkey WHERE organisation_id = $1 AND person_id = $2 AND id = $3",
        organisation.uuid(),
        person.uuid(),
        id.uuid()
    )
}

/// Takes every passkey of a person away: a device may be in other hands.
///
/// # Errors
/// The database's own.
pub async fn take_all_away(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM passkey WHERE organisation_id = $1 AND person_id = $2", organisation.uuid(), person.uuid())
}
