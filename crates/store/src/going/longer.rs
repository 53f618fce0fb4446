//! Kinds of records that an organisation keeps for longer than Bothy suggests.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::REASON_WORDS;
use crate::time::{instant, micros};
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// For how long an organisation keeps a kind of record, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Longer {
    /// How many days.
    pub days: u32,
    /// Who decided it.
    pub by: PersonId,
    /// Since when.
    pub since: Timestamp,
    /// Why; empty where the words were erased.
    pub reason: String,
}

const NOT_OURS: StoreError = StoreError::Unknown { column: "kept_longer.days" };

/// How many days an organisation keeps a kind of record, where it decided so.
///
/// # Errors
/// The database's own.
pub async fn longer_of(tx: &mut Tx, organisation: OrganisationId, kind: &str) -> Result<Option<u32>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Days {
        days: i32,
    }
    let row = one!(
        tx,
        Days,
        "SELECT days FROM kept_longer WHERE organisation_id = $1 AND kind = $2",
        organisation.uuid(),
        kind
    )?;
    row.map(|row| u32::try_from(row.days).map_err(|_| NOT_OURS)).transpose()
}

/// All that an organisation keeps for longer, by kind.
///
/// # Errors
/// The database's own.
pub async fn all_longer(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeMap<String, Longer>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        kind: String,
        days: i32,
        by_person: Uuid,
        set_at: i64,
        reason_id: Uuid,
        words: Option<String>,
    }
    let rows = all!(
        tx,
        Row,
        "SELECT k.kind, k.days, k.by_person, k.set_at, k.reason_id, r.words FROM kept_longer k
         LEFT JOIN reason r ON r.organisation_id = k.organisation_id AND r.id = k.reason_id
         WHERE k.organisation_id = $1",
        organisation.uuid()
    )?;
    let mut all = BTreeMap::new();
    for row in rows {
        let words = row.words.unwrap_or_default();
        let reason = tx.open(organisation.uuid(), REASON_WORDS, row.reason_id, &words).await?;
        let days = u32::try_from(row.days).map_err(|_| NOT_OURS)?;
        let one = Longer { days, by: PersonId::new(row.by_person), since: instant(row.set_at)?, reason };
        all.insert(row.kind, one);
    }
    Ok(all)
}

/// Keeps a kind of record for so many days from now on, in place of what was decided before.
///
/// # Errors
/// The database's own.
pub async fn keep_longer(
    w: &mut Writing,
    organisation: OrganisationId,
    kind: &str,
    days: u32,
    (by, reason, now): (PersonId, ReasonId, Timestamp),
) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO kept_longer (organisation_id, kind, days, by_person, reason_id, set_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organisation_id, kind) DO UPDATE SET days = excluded.days, by_person = excluded.by_person,
           reason_id = excluded.reason_id, set_at = excluded.set_at",
        organisation.uuid(),
        kind,
        i32::try_from(days).map_err(|_| NOT_OURS)?,
        by.uuid(),
        reason.uuid(),
        micros(now)
    )
}

/// Keeps a kind of record for as long as Bothy suggests again.
///
/// # Errors
/// The database's own.
pub async fn keep_as_suggested(w: &mut Writing, organisation: OrganisationId, kind: &str) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM kept_longer WHERE organisation_id = $1 AND kind = $2", organisation.uuid(), kind)
}
