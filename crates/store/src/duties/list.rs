//! The duties that somebody works from.

use super::row::Row;
use super::subject::SubjectKind;
use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::access::Scope;
use bothy_domain::access::scope::{About, Worry};
use bothy_domain::duties::Duty;
use bothy_domain::ids::{BranchId, GroupId};
use jiff::Timestamp;
use uuid::Uuid;

/// A duty in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The duty.
    pub duty: Duty,
    /// The thing it is about.
    pub subject: Uuid,
    /// Of what kind that thing is.
    pub kind: String,
    /// The group of the thing.
    pub group: Option<GroupId>,
    /// The branch of the thing.
    pub branch: Option<BranchId>,
    /// When it was raised.
    pub raised_at: Timestamp,
}

impl Listed {
    /// What decides who is shown it.
    pub fn about(&self) -> About {
        let worry = if self.kind == SubjectKind::Concern.code() { Worry::Yes } else { Worry::No };
        About { branch: self.branch, group: self.group, worry }
    }
}

#[derive(sqlx::FromRow)]
struct Line {
    #[sqlx(flatten)]
    duty: Row,
    subject_id: Uuid,
    kind: String,
    branch_id: Option<Uuid>,
    group_id: Option<Uuid>,
    raised_at: i64,
}

/// The open duties that a scope shows ([`Scope::shows_duty`]), the earliest due first.
///
/// # Errors
/// The database's own.
pub async fn listed(tx: &mut Tx, scope: &Scope) -> Result<Vec<Listed>, StoreError> {
    let lines = all!(
        tx,
        Line,
        "SELECT d.id, d.rule, d.occasion, d.owner_role, d.owner_person, d.climbed, d.due_by, d.state, d.by_person,
           d.to_person, d.state_at, d.closed_how, d.subject_id, s.kind, d.branch_id, d.group_id, d.raised_at
         FROM duty d
         JOIN subject s ON s.organisation_id = d.organisation_id AND s.id = d.subject_id
         WHERE d.organisation_id = $1 AND d.state <> 'closed' ORDER BY d.due_by, d.id",
        scope.organisation.uuid()
    )?;
    shown(lines, scope)
}

/// The duties that ended since an instant and that a scope shows, the last first; at most `limit` are looked at.
///
/// # Errors
/// The database's own.
pub async fn ended_since(tx: &mut Tx, scope: &Scope, since: Timestamp, limit: i64) -> Result<Vec<Listed>, StoreError> {
    let lines = all!(
        tx,
        Line,
        "SELECT d.id, d.rule, d.occasion, d.owner_role, d.owner_person, d.climbed, d.due_by, d.state, d.by_person,
           d.to_person, d.state_at, d.closed_how, d.subject_id, s.kind, d.branch_id, d.group_id, d.raised_at
         FROM duty d
         JOIN subject s ON s.organisation_id = d.organisation_id AND s.id = d.subject_id
         WHERE d.organisation_id = $1 AND d.state = 'closed' AND d.state_at >= $2
         ORDER BY d.state_at DESC, d.id LIMIT $3",
        scope.organisation.uuid(),
        micros(since),
        limit
    )?;
    shown(lines, scope)
}

fn shown(lines: Vec<Line>, scope: &Scope) -> Result<Vec<Listed>, StoreError> {
    let mut listed = Vec::new();
    for line in lines {
        let one = Listed {
            duty: line.duty.duty()?,
            subject: line.subject_id,
            kind: line.kind,
            group: line.group_id.map(GroupId::new),
            branch: line.branch_id.map(BranchId::new),
            raised_at: instant(line.raised_at)?,
        };
        if scope.shows_duty(&one.duty, &one.about()) {
            listed.push(one);
        }
    }
    Ok(listed)
}
