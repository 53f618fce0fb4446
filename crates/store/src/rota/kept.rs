//! What everybody holds in a span, in every branch: who plans must see it whole to see what is too much.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::ids::{OrganisationId, PersonId, PlaceId, SessionId};
use bothy_domain::rota::strain::Kept;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    holder_id: Uuid,
    session_id: Uuid,
    on_date: String,
    starts_at: i64,
    ends_at: i64,
    place_id: Option<Uuid>,
}

/// The sessions that begin in a span and are not called off, for each who holds a seat on one.
///
/// # Errors
/// The database's own.
pub async fn kept_between(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
) -> Result<BTreeMap<PersonId, Vec<Kept>>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT t.holder_id, t.session_id, s.on_date, s.starts_at, s.ends_at, s.place_id FROM session s
         JOIN seat t ON t.organisation_id = s.organisation_id AND t.session_id = s.id
         WHERE s.organisation_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3
           AND s.called_off_at IS NULL AND t.holder_id IS NOT NULL
         ORDER BY s.starts_at, s.id",
        organisation.uuid(),
        micros(from),
        micros(to)
    )?;
    let mut kept: BTreeMap<PersonId, Vec<Kept>> = BTreeMap::new();
    for row in rows {
        kept.entry(PersonId::new(row.holder_id)).or_default().push(Kept {
            session: SessionId::new(row.session_id),
            date: row.on_date.parse().map_err(|_| StoreError::Unknown { column: "on_date" })?,
            starts: instant(row.starts_at)?,
            ends: instant(row.ends_at)?,
            place: row.place_id.map(PlaceId::new),
        });
    }
    Ok(kept)
}
