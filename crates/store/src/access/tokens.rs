//! Tokens of programs: only their hashes are kept.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, maybe, micros};
use bothy_domain::access::token::{AccessSince, TokenFacts};
use bothy_domain::ids::{OrganisationId, PersonId, TokenId};
use jiff::Timestamp;
use uuid::Uuid;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Which token.
    pub id: TokenId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// For whom.
    pub person: PersonId,
    /// The name of whom it is for.
    pub shown_name: String,
    /// For a person or for a machine.
    pub holder: Holder,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used, to the hour; none where it never was.
    pub used_at: Option<Timestamp>,
    /// What decides whether it opens anything.
    pub facts: TokenFacts,
}

/// For whom a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// For a person.
    Person,
    /// For a machine.
    Machine,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    person_id: Uuid,
    shown_name: String,
    is_machine: bool,
    name: String,
    made_at: i64,
    ends_at: i64,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
    changed: bool,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.organisation_id, t.person_id, p.shown_name, p.is_machine, t.name, t.made_at, t.ends_at, \
             t.used_at, t.revoked_at, t.access_version <> p.access_version AS changed FROM api_token t \
             JOIN person p ON p.organisation_id = t.organisation_id AND p.id = t.person_id ",
            $rest
        )
    };
}

impl Row {
    fn token(self) -> Result<Token, StoreError> {
        Ok(Token {
            id: TokenId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            person: PersonId::new(self.person_id),
            shown_name: self.shown_name,
            holder: if self.is_machine { Holder::Machine } else { Holder::Person },
            name: self.name,
            made_at: instant(self.made_at)?,
            used_at: maybe(self.used_at)?,
            facts: TokenFacts {
                ends_at: instant(self.ends_at)?,
                revoked_at: maybe(self.revoked_at)?,
                access: if self.changed { AccessSince::Changed } else { AccessSince::Same },
            },
        })
    }
}

/// Keeps a token under its hash.
///
/// # Errors
/// The database's own.
pub async fn make(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    id: TokenId,
    name: &str,
    token_hash: &str,
    (made, ends): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO api_token (organisation_id, id, person_id, name, token_hash, made_at, ends_at, access_version)
         SELECT $1, $2, $3, $4, $5, $6, $7, access_version FROM person WHERE organisation_id = $1 AND id = $3",
        organisation.uuid(),
        id.uuid(),
        person.uuid(),
        name,
        token_hash,
        micros(made),
        micros(ends)
    )?;
    Ok(())
}

/// The token of a hash, also one that has ended: whether it opens is a rule's to say.
///
/// # Errors
/// The database's own.
pub async fn behind(tx: &mut Tx, token_hash: &str) -> Result<Option<Token>, StoreError> {
    let row = one!(tx, Row, select!("WHERE t.token_hash = $1"), token_hash)?;
    row.map(Row::token).transpose()
}

/// Every token of an organisation, the newest first, those that have ended among them.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Token>, StoreError> {
    let rows =
        all!(tx, Row, select!("WHERE t.organisation_id = $1 ORDER BY t.made_at DESC, t.id DESC"), organisation.uuid())?;
    rows.into_iter().map(Row::token).collect()
}

/// Takes a token back. Returns how many rows that were: none where it is not there or was taken back before.
///
/// # Errors
/// The database's own.
pub async fn revoke(
    w: &mut Writing,
    organisation: OrganisationId,
    id: TokenId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE api_token SET revoked_at = $3 WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Notes that a token was used.
///
/// # Errors
/// The database's own.
pub async fn used(
    w: &mut Writing,
    organisation: OrganisationId,
    id: TokenId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE api_token SET used_at = $3 WHERE organisation_id = $1 AND id = $2 AND (used_at IS NULL OR used_at < $3)",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Adds a machine: a row among the people that wears a hat, is nobody's name, and stands in no list of people.
///
/// # Errors
/// The database's own.
pub async fn add_machine(
    w: &mut Writing,
    organisation: OrganisationId,
    id: PersonId,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO person (organisation_id, id, shown_name, access_version, created_at, is_machine)
         VALUES ($1, $2, $3, 1, $4, TRUE)",
        organisation.uuid(),
        id.uuid(),
        name,
        micros(now)
    )?;
    Ok(())
}

/// For whom a row among the people is.
///
/// # Errors
/// The database's own.
pub async fn holder(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Option<Holder>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Kind {
        is_machine: bool,
    }
    let row = one!(
        tx,
        Kind,
        "SELECT is_machine FROM person WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    Ok(row.map(|row| if row.is_machine { Holder::Machine } else { Holder::Person }))
}
