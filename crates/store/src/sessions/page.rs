//! A page of the sessions that one person plans or holds a seat on, from one on.

use super::session::{Session, by_ids};
use crate::db::Tx;
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::access::Scope;
use bothy_domain::access::scope::Branches;
use bothy_domain::ids::{GroupId, SessionId};
use jiff::Timestamp;
use uuid::Uuid;

/// Which sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Those that are not over at this instant.
    pub from: Timestamp,
    /// Those that begin before this instant.
    pub to: Timestamp,
    /// Only those of this group.
    pub group: Option<GroupId>,
    /// Only those after this one, by start and id.
    pub after: Option<(Timestamp, SessionId)>,
    /// How many at most.
    pub limit: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
}

/// The sessions that a scope plans, or on which its person holds a seat, by start and id; never of a group that they
/// are kept from. Which of them they may see is a rule's to say: this only keeps the list short.
///
/// # Errors
/// The database's own.
pub async fn page(tx: &mut Tx, scope: &Scope, wanted: Wanted) -> Result<Vec<Session>, StoreError> {
    let (after, last) = match wanted.after {
        Some((at, id)) => (micros(at), id.uuid()),
        None => (i64::MIN, Uuid::nil()),
    };
    let rows = all!(
        tx,
        Row,
        "SELECT s.id FROM session s
         JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
         WHERE s.organisation_id = $1 AND s.ends_at > $2 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3
           AND ($4 IS NULL OR s.group_id = $4)
           AND (s.starts_at > $5 OR (s.starts_at = $5 AND s.id > $6))
           AND ($7 OR EXISTS (SELECT 1 FROM hat h WHERE h.organisation_id = s.organisation_id AND h.person_id = $8
                  AND h.role = 'coordinator' AND h.branch_id = g.branch_id)
             OR EXISTS (SELECT 1 FROM seat t WHERE t.organisation_id = s.organisation_id AND t.session_id = s.id
                  AND t.holder_id = $8))
           AND NOT EXISTS (SELECT 1 FROM kept_from k WHERE k.organisation_id = s.organisation_id
                  AND k.person_id = $8 AND k.group_id = s.group_id)
         ORDER BY s.starts_at, s.id LIMIT $9",
        scope.organisation.uuid(),
        micros(wanted.from),
        micros(wanted.to),
        wanted.group.map(GroupId::uuid),
        after,
        last,
        matches!(scope.plans, Some(Branches::All)),
        scope.person.uuid(),
        wanted.limit
    )?;
    let ids: Vec<SessionId> = rows.iter().map(|row| SessionId::new(row.id)).collect();
    let mut found = by_ids(tx, scope.organisation, &ids).await?;
    let mut sessions = Vec::with_capacity(rows.len());
    for row in rows {
        sessions.extend(found.remove(&SessionId::new(row.id)));
    }
    Ok(sessions)
}
