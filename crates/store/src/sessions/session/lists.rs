//! Lists of sessions for who plans and who reads reports: each is kept to what its scope shows.

use super::{Row, Session, sessions_of};
use crate::db::Tx;
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::access::Scope;
use bothy_domain::access::scope::Branches;
use bothy_domain::ids::PlaceId;
use jiff::Timestamp;

/// The sessions that a scope shows, by start: the branches of its planning, without groups it is kept from.
///
/// # Errors
/// The database's own.
pub async fn between(tx: &mut Tx, scope: &Scope, from: Timestamp, to: Timestamp) -> Result<Vec<Session>, StoreError> {
    if scope.plans.is_none() {
        return Ok(Vec::new());
    }
    let all_branches = matches!(scope.plans, Some(Branches::All));
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.ends_at > $2 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3
             AND ($4 OR EXISTS (SELECT 1 FROM hat h WHERE h.organisation_id = s.organisation_id AND h.person_id = $5
                  AND h.role = 'coordinator' AND h.branch_id = g.branch_id))
             AND NOT EXISTS (SELECT 1 FROM kept_from k WHERE k.organisation_id = s.organisation_id
                  AND k.person_id = $5 AND k.group_id = s.group_id)
             ORDER BY s.starts_at, s.id"
        ),
        scope.organisation.uuid(),
        micros(from),
        micros(to),
        all_branches,
        scope.person.uuid()
    )?;
    // The scope itself has the last word; the text above only keeps the list short.
    let sessions = sessions_of(tx, scope.organisation, rows).await?;
    Ok(sessions.into_iter().filter(|session| scope.shows(session.branch, Some(session.group))).collect())
}

/// The sessions of groups that began and ended between two instants, as far as a scope of reports shows them, by start;
/// at most `limit`. Two people alone are nobody else's business.
///
/// # Errors
/// The database's own.
pub async fn over_between(
    tx: &mut Tx,
    scope: &Scope,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<Session>, StoreError> {
    let all_branches = matches!(scope.plans, Some(Branches::All));
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.ends_at <= $3
             AND g.kind <> 'one-to-one'
             AND ($4 OR EXISTS (SELECT 1 FROM hat h WHERE h.organisation_id = s.organisation_id AND h.person_id = $5
                  AND h.role IN ('coordinator', 'reader') AND h.branch_id = g.branch_id))
             AND NOT EXISTS (SELECT 1 FROM kept_from k WHERE k.organisation_id = s.organisation_id
                  AND k.person_id = $5 AND k.group_id = s.group_id)
             ORDER BY s.starts_at, s.id LIMIT $6"
        ),
        scope.organisation.uuid(),
        micros(from),
        micros(to),
        all_branches,
        scope.person.uuid(),
        limit
    )?;
    // The scope itself has the last word; the text above only keeps the list short.
    let sessions = sessions_of(tx, scope.organisation, rows).await?;
    Ok(sessions.into_iter().filter(|session| scope.shows(session.branch, Some(session.group))).collect())
}

/// The next sessions at a place that a scope shows, by start, called off or not.
///
/// # Errors
/// The database's own.
pub async fn at_place(
    tx: &mut Tx,
    scope: &Scope,
    place: PlaceId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Session>, StoreError> {
    if scope.plans.is_none() {
        return Ok(Vec::new());
    }
    let all_branches = matches!(scope.plans, Some(Branches::All));
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.place_id = $2 AND s.ends_at > $3 AND s.starts_at > $3 - 172800000000
             AND ($4 OR EXISTS (SELECT 1 FROM hat h WHERE h.organisation_id = s.organisation_id AND h.person_id = $5
                  AND h.role = 'coordinator' AND h.branch_id = g.branch_id))
             AND NOT EXISTS (SELECT 1 FROM kept_from k WHERE k.organisation_id = s.organisation_id
                  AND k.person_id = $5 AND k.group_id = s.group_id)
             ORDER BY s.starts_at, s.id LIMIT $6"
        ),
        scope.organisation.uuid(),
        place.uuid(),
        micros(now),
        all_branches,
        scope.person.uuid(),
        limit
    )?;
    let sessions = sessions_of(tx, scope.organisation, rows).await?;
    Ok(sessions.into_iter().filter(|session| scope.shows(session.branch, Some(session.group))).collect())
}
