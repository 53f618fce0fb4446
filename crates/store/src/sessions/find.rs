//! What is weighed where somebody looks for a group: many sessions, of each only what the rules ask.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{day, hour, instant, micros};
use bothy_domain::groups::GroupKind;
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId, SessionId};
use bothy_domain::sessions::Mode;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A session as it is weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToWeigh {
    /// Which session.
    pub id: SessionId,
    /// Of which group.
    pub group: GroupId,
    /// The group's kind.
    pub kind: GroupKind,
    /// The day on which it stands, where it is.
    pub date: Date,
    /// When it begins, by the clock on the wall there.
    pub starts: Time,
    /// First instant.
    pub starts_at: Timestamp,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// Whether it is called off.
    pub state: Held,
}

/// Whether a session is still meant to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is planned.
    Planned,
    /// It is called off.
    CalledOff,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    group_id: Uuid,
    kind: String,
    on_date: String,
    starts: String,
    starts_at: i64,
    mode: String,
    place_id: Option<Uuid>,
    called_off_at: Option<i64>,
}

impl Row {
    fn weighed(self) -> Result<ToWeigh, StoreError> {
        Ok(ToWeigh {
            id: SessionId::new(self.id),
            group: GroupId::new(self.group_id),
            kind: GroupKind::of_code(&self.kind).ok_or(StoreError::Unknown { column: "kind" })?,
            date: day(&self.on_date)?,
            starts: hour(&self.starts)?,
            starts_at: instant(self.starts_at)?,
            mode: Mode::of_code(&self.mode).ok_or(StoreError::Unknown { column: "mode" })?,
            place: self.place_id.map(PlaceId::new),
            state: if self.called_off_at.is_some() { Held::CalledOff } else { Held::Planned },
        })
    }
}

macro_rules! to_weigh {
    ($before:literal) => {
        concat!(
            $before,
            "SELECT s.id, s.group_id, g.kind, s.on_date, s.starts, s.starts_at, s.mode, s.place_id, s.called_off_at
             FROM session s JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
             WHERE s.organisation_id = $1 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3 AND s.ends_at > $2
             AND g.state IN ('open', 'pausing') AND g.kind <> 'one-to-one'
             ORDER BY s.starts_at, s.id"
        )
    };
}

/// The sessions between two instants of the groups that everybody may see, by start. Two people alone are nobody
/// else's business.
///
/// # Errors
/// The database's own.
pub async fn to_weigh(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<ToWeigh>, StoreError> {
    let rows = all!(tx, Row, to_weigh!(""), organisation.uuid(), micros(from), micros(to))?;
    rows.into_iter().map(Row::weighed).collect()
}

/// The same, of the sessions alone whose group or place is one of these.
///
/// # Errors
/// The database's own.
pub async fn to_weigh_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
    groups: &BTreeSet<GroupId>,
    places: &BTreeSet<PlaceId>,
) -> Result<Vec<ToWeigh>, StoreError> {
    let groups: Vec<Uuid> = groups.iter().map(|id| id.uuid()).collect();
    let places: Vec<Uuid> = places.iter().map(|id| id.uuid()).collect();
    let rows = all_in_either!(
        tx,
        Row,
        "SELECT s.id, s.group_id, g.kind, s.on_date, s.starts, s.starts_at, s.mode, s.place_id, s.called_off_at
         FROM session s JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
         WHERE s.organisation_id = $1 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3 AND s.ends_at > $2
         AND g.state IN ('open', 'pausing') AND g.kind <> 'one-to-one' AND ",
        "s.group_id",
        "s.place_id",
        " ORDER BY s.starts_at, s.id",
        (&groups, &places),
        organisation.uuid(),
        micros(from),
        micros(to)
    )?;
    rows.into_iter().map(Row::weighed).collect()
}

/// Only for tests: how a file would look for these sessions, step by step, in the words of SQLite.
///
/// # Errors
/// The database's own; it is not SQLite.
#[doc(hidden)]
pub async fn steps_of_to_weigh(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps = all!(tx, Step, to_weigh!("EXPLAIN QUERY PLAN "), Uuid::nil(), 0_i64, 0_i64)?;
    Ok(steps.into_iter().map(|step| step.detail).collect())
}

/// Only for tests: the same of one word.
///
/// # Errors
/// The database's own; it is not SQLite.
#[doc(hidden)]
pub async fn steps_of_a_word(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps = all!(
        tx,
        Step,
        "EXPLAIN QUERY PLAN
         SELECT DISTINCT group_id AS id FROM group_word WHERE organisation_id = $1 AND word >= $2 AND word <= $3",
        Uuid::nil(),
        b"a".as_slice(),
        b"b".as_slice()
    )?;
    Ok(steps.into_iter().map(|step| step.detail).collect())
}
