//! Askings to be let in again, and who said yes.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::ids::{OrganisationId, PersonId, RecoveryId};
use jiff::Timestamp;
use uuid::Uuid;

/// An asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which asking.
    pub id: RecoveryId,
    /// Who wants back in.
    pub person: PersonId,
    /// When they asked, on the wall.
    pub asked_at: Timestamp,
    /// Until when it may be answered.
    pub ends_at: Timestamp,
    /// Who said yes first.
    pub first_by: Option<PersonId>,
    /// Whether it was answered for good.
    pub answered: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    asked_at: i64,
    ends_at: i64,
    first_by: Option<Uuid>,
    second_by: Option<Uuid>,
    refused_by: Option<Uuid>,
}

impl Row {
    fn asked(self) -> Result<Asked, StoreError> {
        Ok(Asked {
            id: RecoveryId::new(self.id),
            person: PersonId::new(self.person_id),
            asked_at: instant(self.asked_at)?,
            ends_at: instant(self.ends_at)?,
            first_by: self.first_by.map(PersonId::new),
            answered: self.second_by.is_some() || self.refused_by.is_some(),
        })
    }
}

/// Notes an asking.
///
/// # Errors
/// The database's own.
pub async fn ask(w: &mut Writing, organisation: OrganisationId, asked: &Asked) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO recovery (organisation_id, id, person_id, asked_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
        organisation.uuid(),
        asked.id.uuid(),
        asked.person.uuid(),
        micros(asked.asked_at),
        micros(asked.ends_at)
    )?;
    Ok(())
}

/// The askings that wait, the oldest first.
///
/// # Errors
/// The database's own.
pub async fn open(tx: &mut Tx, organisation: OrganisationId, wall: Timestamp) -> Result<Vec<Asked>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, person_id, asked_at, ends_at, first_by, second_by, refused_by FROM recovery
         WHERE organisation_id = $1 AND ends_at > $2 AND second_by IS NULL AND refused_by IS NULL
         ORDER BY asked_at, id",
        organisation.uuid(),
        micros(wall)
    )?;
    rows.into_iter().map(Row::asked).collect()
}

/// One asking.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: RecoveryId) -> Result<Option<Asked>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, person_id, asked_at, ends_at, first_by, second_by, refused_by FROM recovery
         WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    row.map(Row::asked).transpose()
}

/// Notes the first yes; 0 where somebody was first.
///
/// # Errors
/// The database's own.
pub async fn first_yes(
    w: &mut Writing,
    organisation: OrganisationId,
    id: RecoveryId,
    by: PersonId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE recovery SET first_by = $3, first_at = $4
         WHERE organisation_id = $1 AND id = $2 AND first_by IS NULL AND refused_by IS NULL",
        organisation.uuid(),
        id.uuid(),
        by.uuid(),
        micros(wall)
    )
}

/// Notes the second yes; 0 where it was answered meanwhile.
///
/// # Errors
/// The database's own.
pub async fn second_yes(
    w: &mut Writing,
    organisation: OrganisationId,
    id: RecoveryId,
    by: PersonId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE recovery SET second_by = $3, second_at = $4
         WHERE organisation_id = $1 AND id = $2 AND first_by <> $3 AND second_by IS NULL AND refused_by IS NULL",
        organisation.uuid(),
        id.uuid(),
        by.uuid(),
        micros(wall)
    )
}

/// Notes that somebody said no; 0 where it was answered before.
///
/// # Errors
/// The database's own.
pub async fn refuse(
    w: &mut Writing,
    organisation: OrganisationId,
    id: RecoveryId,
    by: PersonId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE recovery SET refused_by = $3, refused_at = $4
         WHERE organisation_id = $1 AND id = $2 AND second_by IS NULL AND refused_by IS NULL",
        organisation.uuid(),
        id.uuid(),
        by.uuid(),
        micros(wall)
    )
}
