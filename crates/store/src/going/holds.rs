//! Holds: a reason why a record may not be erased yet.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::REASON_WORDS;
use crate::time::{instant, maybe, micros};
pub use bothy_domain::ids::HoldId;
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use bothy_domain::keeping::Held as HeldThing;
use jiff::Timestamp;
use uuid::Uuid;

/// A hold to be put on a thing. Its reason is saved with the audit entry of the same act.
#[derive(Debug, Clone)]
pub struct Hold {
    /// Which hold.
    pub id: HoldId,
    /// On what.
    pub thing: HeldThing,
    /// The words why.
    pub reason: ReasonId,
    /// Who says so.
    pub by: PersonId,
    /// Since when.
    pub from: Timestamp,
    /// Until when; without an end where none is set.
    pub until: Option<Timestamp>,
}

/// A hold that counts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which hold.
    pub id: HoldId,
    /// Who put it on.
    pub by: PersonId,
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// Puts a hold on a thing.
///
/// # Errors
/// The database's own.
pub async fn hold(w: &mut Writing, organisation: OrganisationId, hold: &Hold) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO hold (organisation_id, id, kind, thing_id, reason_id, by_person, from_at, until_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        organisation.uuid(),
        hold.id.uuid(),
        hold.thing.kind(),
        hold.thing.uuid(),
        hold.reason.uuid(),
        hold.by.uuid(),
        micros(hold.from),
        hold.until.map(micros)
    )?;
    Ok(())
}

/// Ends a hold on this thing. Returns how many that were.
///
/// # Errors
/// The database's own.
pub async fn end_hold(
    w: &mut Writing,
    organisation: OrganisationId,
    thing: HeldThing,
    id: HoldId,
    by: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE hold SET ended_at = $5, ended_by = $4
         WHERE organisation_id = $1 AND id = $2 AND thing_id = $3 AND ended_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        thing.uuid(),
        by.uuid(),
        micros(now)
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    by_person: Uuid,
    from_at: i64,
    until_at: Option<i64>,
    reason_id: Uuid,
    words: String,
}

/// The holds that count at `now` on a thing, the oldest first.
///
/// # Errors
/// The database's own.
pub async fn holds_on(
    tx: &mut Tx,
    organisation: OrganisationId,
    thing: HeldThing,
    now: Timestamp,
) -> Result<Vec<Held>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT h.id, h.by_person, h.from_at, h.until_at, h.reason_id, COALESCE(r.words, '') AS words FROM hold h
         LEFT JOIN reason r ON r.organisation_id = h.organisation_id AND r.id = h.reason_id
         WHERE h.organisation_id = $1 AND h.thing_id = $2 AND h.ended_at IS NULL
           AND (h.until_at IS NULL OR h.until_at > $3) ORDER BY h.from_at, h.id",
        organisation.uuid(),
        thing.uuid(),
        micros(now)
    )?;
    let mut holds = Vec::with_capacity(rows.len());
    for row in rows {
        holds.push(Held {
            id: HoldId::new(row.id),
            by: PersonId::new(row.by_person),
            from: instant(row.from_at)?,
            until: maybe(row.until_at)?,
            reason: tx.open(organisation.uuid(), REASON_WORDS, row.reason_id, &row.words).await?,
        });
    }
    Ok(holds)
}

#[derive(sqlx::FromRow)]
struct Thing {
    kind: String,
    thing_id: Uuid,
}

/// Everything of an organisation that is held at `now`, as outside ids.
///
/// # Errors
/// The database's own.
pub async fn held_now(tx: &mut Tx, organisation: OrganisationId, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let rows = all!(
        tx,
        Thing,
        "SELECT DISTINCT kind, thing_id FROM hold
         WHERE organisation_id = $1 AND ended_at IS NULL AND (until_at IS NULL OR until_at > $2)",
        organisation.uuid(),
        micros(now)
    )?;
    Ok(rows.into_iter().map(|row| format!("{}_{}", row.kind, row.thing_id.simple())).collect())
}
