//! Links by which one person sets a password, once.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{LinkId, OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// Why a link was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Somebody was invited.
    Invitation,
    /// Two people said that somebody may come back in.
    Recovery,
}

impl LinkKind {
    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Recovery => "recovery",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        [Self::Invitation, Self::Recovery].into_iter().find(|kind| kind.code() == code)
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which link.
    pub id: LinkId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// For whom.
    pub person: PersonId,
    /// Why it was made.
    pub kind: LinkKind,
    /// Until when it works.
    pub ends_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    person_id: Uuid,
    kind: String,
    ends_at: i64,
    used_at: Option<i64>,
}

impl Row {
    fn link(self) -> Result<Link, StoreError> {
        Ok(Link {
            id: LinkId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            person: PersonId::new(self.person_id),
            kind: LinkKind::of_code(&self.kind).ok_or(StoreError::Unknown { column: "one_use_link.kind" })?,
            ends_at: instant(self.ends_at)?,
            used_at: maybe(self.used_at)?,
        })
    }
}

/// Makes a link; only the hash of its token is kept. What was made for the person before stops working.
///
/// # Errors
/// The database's own.
pub async fn make(w: &mut Writing, link: &Link, token_hash: &str, wall: Timestamp) -> Result<(), StoreError> {
    run!(
        w,
        "UPDATE one_use_link SET used_at = $3 WHERE organisation_id = $1 AND person_id = $2 AND used_at IS NULL",
        link.organisation.uuid(),
        link.person.uuid(),
        micros(wall)
    )?;
    run!(
        w,
        "INSERT INTO one_use_link (organisation_id, id, person_id, kind, token_hash, made_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        link.organisation.uuid(),
        link.id.uuid(),
        link.person.uuid(),
        link.kind.code(),
        token_hash,
        micros(wall),
        micros(link.ends_at)
    )?;
    Ok(())
}

/// The link behind a token, if it still works.
///
/// # Errors
/// The database's own.
pub async fn behind(
    tx: &mut Tx,
    organisation: OrganisationId,
    token_hash: &str,
    wall: Timestamp,
) -> Result<Option<Link>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, organisation_id, person_id, kind, ends_at, used_at FROM one_use_link
         WHERE organisation_id = $1 AND token_hash = $2 AND used_at IS NULL AND ends_at > $3",
        organisation.uuid(),
        token_hash,
        micros(wall)
    )?;
    row.map(Row::link).transpose()
}

/// Spends a link. Of two who use it at once, one finds 1 row changed and the other none.
///
/// # Errors
/// The database's own.
pub async fn spend(
    w: &mut Writing,
    organisation: OrganisationId,
    id: LinkId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE one_use_link SET used_at = $3 WHERE organisation_id = $1 AND id = $2 AND used_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}
