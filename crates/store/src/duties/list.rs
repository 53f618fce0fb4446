//! The duties that somebody works from.

use super::row::Row;
use super::subject::SubjectKind;
use crate::db::Tx;
use crate::error::StoreError;
use crate::time::instant;
use bothy_domain::access::Scope;
use bothy_domain::access::scope::{About, Worry};
use bothy_domain::duties::Duty;
use bothy_domain::ids::{BranchId, DutyId, GroupId};
use jiff::Timestamp;
use std::collections::BTreeMap;
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
struct Around {
    id: Uuid,
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
    let rows = all!(
        tx,
        Row,
        "SELECT id, rule, occasion, owner_role, owner_person, climbed, due_by, state, by_person, to_person, state_at, closed_how
         FROM duty WHERE organisation_id = $1 AND state <> 'closed' ORDER BY due_by, id",
        scope.organisation.uuid()
    )?;
    let around = all!(
        tx,
        Around,
        "SELECT d.id, d.subject_id, s.kind, d.branch_id, d.group_id, d.raised_at FROM duty d
         JOIN subject s ON s.organisation_id = d.organisation_id AND s.id = d.subject_id
         WHERE d.organisation_id = $1 AND d.state <> 'closed'",
        scope.organisation.uuid()
    )?;
    let mut around: BTreeMap<DutyId, Around> = around.into_iter().map(|row| (DutyId::new(row.id), row)).collect();
    let mut listed = Vec::new();
    for row in rows {
        let duty = row.duty()?;
        let Some(place) = around.remove(&duty.id) else { continue };
        let one = Listed {
            duty,
            subject: place.subject_id,
            kind: place.kind,
            group: place.group_id.map(GroupId::new),
            branch: place.branch_id.map(BranchId::new),
            raised_at: instant(place.raised_at)?,
        };
        if scope.shows_duty(&one.duty, &one.about()) {
            listed.push(one);
        }
    }
    Ok(listed)
}
