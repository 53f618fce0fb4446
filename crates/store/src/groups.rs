//! Groups as rows, with who usually holds them and who is kept from them.

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, branch_id, slug, name, kind, purpose, for_whom, what_happens, how_to_come, minimum, \
             first_on, last_on, join_until, holds, effort, who_reads, weeks, state, state_at, looked_at, import_run_id, version FROM peer_group ",
            $rest
        )
    };
}

pub mod course;
pub mod published;
pub mod questions;
pub mod words;

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{day, instant, maybe, micros};
use bothy_domain::groups::{GroupKind, GroupState, OwnFacts};
use bothy_domain::ids::{BranchId, GroupId, ImportRunId, OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A group as its own pages need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which group.
    pub id: GroupId,
    /// Its branch, if it belongs to one.
    pub branch: Option<BranchId>,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What kind of door it has.
    pub kind: GroupKind,
    /// What it is for, in a sentence or two; empty where nobody has said.
    pub purpose: String,
    /// For whom it is.
    pub for_whom: String,
    /// What happens, one part on each line: `10:50am | Meet at the door | Rhona is there early.`
    pub what_happens: String,
    /// What the door is like: whether one can just turn up.
    pub how_to_come: String,
    /// The least number of facilitators.
    pub minimum: u8,
    /// The facts that belong to its kind.
    pub own: OwnFacts,
    /// Where it stands between an idea and its end.
    pub state: GroupState,
    /// When a person last looked at an imported row; none where nobody has.
    pub looked_at: Option<Timestamp>,
    /// The import that made it.
    pub import_run: Option<ImportRunId>,
    /// Raised by every change; a form carries it.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    branch_id: Option<Uuid>,
    slug: String,
    name: String,
    kind: String,
    purpose: String,
    for_whom: String,
    what_happens: String,
    how_to_come: String,
    minimum: i32,
    first_on: Option<String>,
    last_on: Option<String>,
    join_until: Option<String>,
    holds: Option<i32>,
    effort: String,
    who_reads: String,
    weeks: Option<i32>,
    state: String,
    state_at: i64,
    looked_at: Option<i64>,
    import_run_id: Option<Uuid>,
    version: i64,
}

impl Row {
    fn group(self) -> Result<Group, StoreError> {
        let at = instant(self.state_at)?;
        Ok(Group {
            id: GroupId::new(self.id),
            branch: self.branch_id.map(BranchId::new),
            slug: self.slug,
            name: self.name,
            kind: GroupKind::of_code(&self.kind).ok_or(StoreError::Unknown { column: "kind" })?,
            purpose: self.purpose,
            for_whom: self.for_whom,
            what_happens: self.what_happens,
            how_to_come: self.how_to_come,
            minimum: u8::try_from(self.minimum).unwrap_or(u8::MAX),
            own: OwnFacts {
                first_on: self.first_on.as_deref().map(day).transpose()?,
                last_on: self.last_on.as_deref().map(day).transpose()?,
                join_until: self.join_until.as_deref().map(day).transpose()?,
                holds: self.holds.and_then(|holds| u16::try_from(holds).ok()),
                effort: self.effort,
                who_reads: self.who_reads,
                weeks: self.weeks.and_then(|weeks| u16::try_from(weeks).ok()),
            },
            state: match self.state.as_str() {
                "preparing" => GroupState::Preparing,
                "open" => GroupState::Open(at),
                "pausing" => GroupState::Pausing(at),
                "ended" => GroupState::Ended(at),
                _ => return Err(StoreError::Unknown { column: "state" }),
            },
            looked_at: maybe(self.looked_at)?,
            import_run: self.import_run_id.map(ImportRunId::new),
            version: self.version,
        })
    }
}

fn state_parts(state: GroupState, now: Timestamp) -> (&'static str, i64) {
    match state {
        GroupState::Preparing => ("preparing", micros(now)),
        GroupState::Open(at) => ("open", micros(at)),
        GroupState::Pausing(at) => ("pausing", micros(at)),
        GroupState::Ended(at) => ("ended", micros(at)),
    }
}

/// Adds a group.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add(
    w: &mut Writing,
    organisation: OrganisationId,
    group: &Group,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (state, state_at) = state_parts(group.state, now);
    run!(
        w,
        "INSERT INTO peer_group (organisation_id, id, branch_id, slug, name, kind, purpose, for_whom, what_happens,
         how_to_come, minimum, state, state_at, looked_at, import_run_id, first_on, last_on, join_until, holds, effort,
         who_reads, weeks, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1)",
        organisation.uuid(),
        group.id.uuid(),
        group.branch.map(BranchId::uuid),
        &group.slug,
        &group.name,
        group.kind.code(),
        &group.purpose,
        &group.for_whom,
        &group.what_happens,
        &group.how_to_come,
        i32::from(group.minimum),
        state,
        state_at,
        group.looked_at.map(micros),
        group.import_run.map(ImportRunId::uuid),
        text(group.own.first_on),
        text(group.own.last_on),
        text(group.own.join_until),
        group.own.holds.map(i32::from),
        &group.own.effort,
        &group.own.who_reads,
        group.own.weeks.map(i32::from)
    )?;
    words::of_group(w, organisation, group.id).await
}

/// Writes all that can change of a group where its version is still the one read. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn save(
    w: &mut Writing,
    organisation: OrganisationId,
    group: &Group,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (state, state_at) = state_parts(group.state, now);
    let changed = run!(
        w,
        "UPDATE peer_group SET branch_id = $4, name = $5, kind = $6, purpose = $7, for_whom = $8, what_happens = $9,
         how_to_come = $10, minimum = $11, state = $12, state_at = $13, looked_at = $14, first_on = $15,
         last_on = $16, join_until = $17, holds = $18, effort = $19, who_reads = $20, weeks = $21, version = version + 1
         WHERE organisation_id = $1 AND id = $2 AND version = $3",
        organisation.uuid(),
        group.id.uuid(),
        group.version,
        group.branch.map(BranchId::uuid),
        &group.name,
        group.kind.code(),
        &group.purpose,
        &group.for_whom,
        &group.what_happens,
        &group.how_to_come,
        i32::from(group.minimum),
        state,
        state_at,
        group.looked_at.map(micros),
        text(group.own.first_on),
        text(group.own.last_on),
        text(group.own.join_until),
        group.own.holds.map(i32::from),
        &group.own.effort,
        &group.own.who_reads,
        group.own.weeks.map(i32::from)
    )?;
    if changed > 0 {
        words::of_group(w, organisation, group.id).await?;
    }
    Ok(changed)
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// One group.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: GroupId) -> Result<Option<Group>, StoreError> {
    let row = one!(tx, Row, select!("WHERE organisation_id = $1 AND id = $2"), organisation.uuid(), id.uuid())?;
    row.map(Row::group).transpose()
}

/// The group of a word in an address, public or not.
///
/// # Errors
/// The database's own.
pub async fn by_slug(tx: &mut Tx, organisation: OrganisationId, slug: &str) -> Result<Option<Group>, StoreError> {
    let row = one!(tx, Row, select!("WHERE organisation_id = $1 AND slug = $2"), organisation.uuid(), slug)?;
    row.map(Row::group).transpose()
}

/// All groups of an organisation by name; the caller's scope decides which of them are shown.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Group>, StoreError> {
    let rows = all!(tx, Row, select!("WHERE organisation_id = $1 ORDER BY name, id"), organisation.uuid())?;
    rows.into_iter().map(Row::group).collect()
}

/// The groups that everybody may see, by name.
///
/// # Errors
/// The database's own.
pub async fn shown_to_all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Group>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!("WHERE organisation_id = $1 AND state IN ('open', 'pausing') ORDER BY name, id"),
        organisation.uuid()
    )?;
    rows.into_iter().map(Row::group).collect()
}

/// These groups, by id.
///
/// # Errors
/// The database's own.
pub async fn by_ids(
    tx: &mut Tx,
    organisation: OrganisationId,
    groups: &[GroupId],
) -> Result<BTreeMap<GroupId, Group>, StoreError> {
    let ids: Vec<Uuid> = groups.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        Row,
        "SELECT id, branch_id, slug, name, kind, purpose, for_whom, what_happens, how_to_come, minimum,
         first_on, last_on, join_until, holds, effort, who_reads, weeks, state, state_at, looked_at, import_run_id, version
         FROM peer_group WHERE organisation_id = $1 AND id",
        "",
        organisation.uuid(),
        &ids
    )?;
    let groups: Result<Vec<Group>, StoreError> = rows.into_iter().map(Row::group).collect();
    Ok(groups?.into_iter().map(|group| (group.id, group)).collect())
}

/// Notes that a person usually holds a group; twice is once.
///
/// # Errors
/// The database's own.
pub async fn add_supporter(
    w: &mut Writing,
    organisation: OrganisationId,
    group: GroupId,
    person: PersonId,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO group_supporter (organisation_id, group_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        group.uuid(),
        person.uuid()
    )?;
    Ok(())
}

/// Keeps a person from a group; twice is once. The caller bumps their access in the same write.
///
/// # Errors
/// The database's own.
pub async fn keep_from(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    group: GroupId,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO kept_from (organisation_id, person_id, group_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        person.uuid(),
        group.uuid()
    )?;
    Ok(())
}
