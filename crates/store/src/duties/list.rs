//! The duties that somebody works from.

use super::row::Row;
use crate::db::Tx;
use crate::error::StoreError;
use crate::time::instant;
use bothy_domain::access::scope::Branches;
use bothy_domain::access::{Role, Scope};
use bothy_domain::duties::{Duty, Owner};
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

#[derive(sqlx::FromRow)]
struct Around {
    id: Uuid,
    subject_id: Uuid,
    kind: String,
    branch_id: Option<Uuid>,
    group_id: Option<Uuid>,
    raised_at: i64,
}

/// The open duties that a scope shows, the earliest due first: those owed by a role it wears in its
/// branches, those it holds or is asked to take over, and, for who plans, all of its branches.
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
        if shows(scope, &one) {
            listed.push(one);
        }
    }
    Ok(listed)
}

/// Whether a scope shows a duty: one's own always; a role's in the branches of that role; a worry only to whom it is owed.
pub fn shows(scope: &Scope, one: &Listed) -> bool {
    if one.group.is_some_and(|group| scope.kept_from.contains(&group)) {
        return false;
    }
    if one.duty.holder() == Some(scope.person) || is_asked(scope, one) {
        return true;
    }
    let worry = one.kind == "concern";
    match one.duty.owner {
        Owner::Person(person) => person == scope.person,
        Owner::Role(Role::Coordinator) => {
            plans_for(scope, one) || (!worry && scope.roles.contains(&Role::Administrator))
        }
        Owner::Role(role) => scope.roles.contains(&role) || (!worry && plans_for(scope, one)),
    }
}

fn is_asked(scope: &Scope, one: &Listed) -> bool {
    matches!(one.duty.state, bothy_domain::duties::DutyState::Passing { to, .. } if to == scope.person)
}

fn plans_for(scope: &Scope, one: &Listed) -> bool {
    match &scope.plans {
        None => false,
        Some(Branches::All) => true,
        // What belongs to no branch is everybody's who plans.
        Some(Branches::Only(branches)) => one.branch.is_none_or(|branch| branches.contains(&branch)),
    }
}
