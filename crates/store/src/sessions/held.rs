//! Who holds a seat when, without anything else of the session.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::ids::{BranchId, GroupId, OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// One seat that is held on a session that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldSeat {
    /// Who holds it.
    pub holder: PersonId,
    /// When the session begins.
    pub starts_at: Timestamp,
    /// Of which group.
    pub group: GroupId,
    /// In which branch.
    pub branch: Option<BranchId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    holder_id: Uuid,
    starts_at: i64,
    group_id: Uuid,
    branch_id: Option<Uuid>,
}

/// Every seat that is held on a planned session of a span, by start.
///
/// # Errors
/// The database's own.
pub async fn held_between(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<HeldSeat>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT t.holder_id, s.starts_at, s.group_id, g.branch_id FROM session s
         JOIN seat t ON t.organisation_id = s.organisation_id AND t.session_id = s.id
         JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
         WHERE s.organisation_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3
           AND s.called_off_at IS NULL AND t.holder_id IS NOT NULL
         ORDER BY s.starts_at, t.id",
        organisation.uuid(),
        micros(from),
        micros(to)
    )?;
    let held = |row: Row| {
        Ok(HeldSeat {
            holder: PersonId::new(row.holder_id),
            starts_at: instant(row.starts_at)?,
            group: GroupId::new(row.group_id),
            branch: row.branch_id.map(BranchId::new),
        })
    };
    rows.into_iter().map(held).collect()
}
