//! A duty as a row.

use crate::db::{Tx, Writing};
use crate::duties::subject::Subject;
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::access::Role;
use bothy_domain::duties::{Duty, DutyRule, DutyState, Occasion, Over, Owner};
use bothy_domain::ids::{BranchId, DutyId, GroupId, OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: Uuid,
    rule: String,
    occasion: String,
    owner_role: Option<String>,
    owner_person: Option<Uuid>,
    climbed: i32,
    due_by: i64,
    state: String,
    by_person: Option<Uuid>,
    to_person: Option<Uuid>,
    state_at: i64,
    closed_how: Option<String>,
}

impl Row {
    pub(super) fn duty(self) -> Result<Duty, StoreError> {
        let unknown = StoreError::Unknown { column: "state" };
        let at = instant(self.state_at)?;
        let by = self.by_person.map(PersonId::new);
        let state = match (self.state.as_str(), by, self.to_person.map(PersonId::new)) {
            ("open", _, _) => DutyState::Open,
            ("taken", Some(by), _) => DutyState::Taken { by, at },
            ("passing", Some(from), Some(to)) => DutyState::Passing { from, to, at },
            ("closed", _, _) => {
                let how = self.closed_how.as_deref().and_then(Over::of_code).ok_or(unknown)?;
                DutyState::Closed { how, at }
            }
            _ => return Err(unknown),
        };
        let owner = match (self.owner_role.as_deref(), self.owner_person) {
            (Some(role), None) => Owner::Role(Role::of_code(role).ok_or(StoreError::Unknown { column: "owner_role" })?),
            (None, Some(person)) => Owner::Person(PersonId::new(person)),
            _ => return Err(StoreError::Unknown { column: "owner" }),
        };
        Ok(Duty {
            id: DutyId::new(self.id),
            rule: DutyRule::of_code(&self.rule).ok_or(StoreError::Unknown { column: "rule" })?,
            occasion: Occasion::named(self.occasion),
            owner,
            due_by: instant(self.due_by)?,
            climbed: u8::try_from(self.climbed).unwrap_or(u8::MAX),
            state,
        })
    }
}

/// All duties of a subject, open and closed.
///
/// # Errors
/// The database's own.
pub async fn of_subject(tx: &mut Tx, subject: Subject) -> Result<Vec<Duty>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, rule, occasion, owner_role, owner_person, climbed, due_by, state, by_person, to_person, state_at, closed_how
         FROM duty WHERE organisation_id = $1 AND subject_id = $2 ORDER BY raised_at, id",
        subject.organisation.uuid(),
        subject.id.uuid()
    )?;
    rows.into_iter().map(Row::duty).collect()
}

/// One duty with its subject, branch and group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The duty.
    pub duty: Duty,
    /// What it is about.
    pub subject: Uuid,
    /// The branch of the thing.
    pub branch: Option<BranchId>,
    /// The group of the thing.
    pub group: Option<GroupId>,
}

#[derive(sqlx::FromRow)]
struct Around {
    subject_id: Uuid,
    branch_id: Option<Uuid>,
    group_id: Option<Uuid>,
}

/// One duty.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, duty: DutyId) -> Result<Option<Found>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, rule, occasion, owner_role, owner_person, climbed, due_by, state, by_person, to_person, state_at, closed_how
         FROM duty WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        duty.uuid()
    )?;
    let around = one!(
        tx,
        Around,
        "SELECT subject_id, branch_id, group_id FROM duty WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        duty.uuid()
    )?;
    let (Some(row), Some(around)) = (row, around) else { return Ok(None) };
    Ok(Some(Found {
        duty: row.duty()?,
        subject: around.subject_id,
        branch: around.branch_id.map(BranchId::new),
        group: around.group_id.map(GroupId::new),
    }))
}

struct Parts {
    owner_role: Option<&'static str>,
    owner_person: Option<Uuid>,
    state: &'static str,
    by: Option<Uuid>,
    to: Option<Uuid>,
    at: Option<Timestamp>,
    how: Option<&'static str>,
}

fn parts(duty: &Duty) -> Parts {
    let (owner_role, owner_person) = match duty.owner {
        Owner::Role(role) => (Some(role.code()), None),
        Owner::Person(person) => (None, Some(person.uuid())),
    };
    let (state, by, to, at, how) = match duty.state {
        DutyState::Open => ("open", None, None, None, None),
        DutyState::Taken { by, at } => ("taken", Some(by.uuid()), None, Some(at), None),
        DutyState::Passing { from, to, at } => ("passing", Some(from.uuid()), Some(to.uuid()), Some(at), None),
        DutyState::Closed { how, at } => ("closed", None, None, Some(at), Some(how.code())),
    };
    Parts { owner_role, owner_person, state, by, to, at, how }
}

/// Adds a duty that was just raised.
///
/// # Errors
/// The database's own.
pub async fn add(
    w: &mut Writing,
    subject: Subject,
    branch: Option<BranchId>,
    group: Option<GroupId>,
    duty: &Duty,
    now: Timestamp,
) -> Result<(), StoreError> {
    let parts = parts(duty);
    run!(
        w,
        "INSERT INTO duty (organisation_id, id, subject_id, rule, occasion, quality, owner_role, owner_person, branch_id,
         group_id, climbed, due_by, state, by_person, to_person, state_at, closed_how, raised_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        subject.organisation.uuid(),
        duty.id.uuid(),
        subject.id.uuid(),
        duty.rule.code(),
        duty.occasion.word(),
        duty.rule.quality().code(),
        parts.owner_role,
        parts.owner_person,
        branch.map(BranchId::uuid),
        group.map(GroupId::uuid),
        i32::from(duty.climbed),
        micros(duty.due_by),
        parts.state,
        parts.by,
        parts.to,
        micros(parts.at.unwrap_or(now)),
        parts.how,
        micros(now)
    )?;
    Ok(())
}

/// Writes a duty as it now stands.
///
/// # Errors
/// The database's own.
pub async fn save(
    w: &mut Writing,
    organisation: OrganisationId,
    duty: &Duty,
    now: Timestamp,
) -> Result<(), StoreError> {
    let parts = parts(duty);
    run!(
        w,
        "UPDATE duty SET owner_role = $3, owner_person = $4, climbed = $5, due_by = $6, state = $7, by_person = $8,
         to_person = $9, state_at = $10, closed_how = $11 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        duty.id.uuid(),
        parts.owner_role,
        parts.owner_person,
        i32::from(duty.climbed),
        micros(duty.due_by),
        parts.state,
        parts.by,
        parts.to,
        micros(parts.at.unwrap_or(now)),
        parts.how
    )?;
    Ok(())
}

/// Notes one step in the life of a duty.
///
/// # Errors
/// The database's own.
pub async fn note(
    w: &mut Writing,
    organisation: OrganisationId,
    duty: DutyId,
    what: &str,
    person: Option<PersonId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO duty_history (organisation_id, id, duty_id, at, what, person_id) VALUES ($1, $2, $3, $4, $5, $6)",
        organisation.uuid(),
        Uuid::now_v7(),
        duty.uuid(),
        micros(at),
        what,
        person.map(PersonId::uuid)
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct InHand {
    #[sqlx(flatten)]
    row: Row,
    #[sqlx(flatten)]
    around: Around,
}

/// The duties that somebody has taken, passes on, or was asked to take over, and that are not over.
///
/// # Errors
/// The database's own.
pub async fn in_hands_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Found>, StoreError> {
    let rows = all!(
        tx,
        InHand,
        "SELECT id, rule, occasion, owner_role, owner_person, climbed, due_by, state, by_person, to_person, state_at,
         closed_how, subject_id, branch_id, group_id FROM duty
         WHERE organisation_id = $1 AND state <> 'closed' AND (by_person = $2 OR to_person = $2) ORDER BY id",
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter()
        .map(|found| {
            Ok(Found {
                duty: found.row.duty()?,
                subject: found.around.subject_id,
                branch: found.around.branch_id.map(BranchId::new),
                group: found.around.group_id.map(GroupId::new),
            })
        })
        .collect()
}
