//! The subject: the thing whose facts are planned together, and the lock for it.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::ids::{OrganisationId, SubjectId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What kind of thing a subject is: where its facts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A session.
    Session,
    /// A person who supports.
    Person,
    /// A place.
    Place,
    /// A run of an import.
    Import,
    /// The days on which the organisation is closed.
    Calendar,
    /// A worry.
    Concern,
    /// A notice that could not be delivered.
    Notice,
}

impl SubjectKind {
    const ALL: [Self; 7] =
        [Self::Session, Self::Person, Self::Place, Self::Import, Self::Calendar, Self::Concern, Self::Notice];

    /// The word under which the kind is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Person => "person",
            Self::Place => "place",
            Self::Import => "import",
            Self::Calendar => "calendar",
            Self::Concern => "concern",
            Self::Notice => "notice",
        }
    }

    fn of_code(code: &str) -> Result<Self, StoreError> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or(StoreError::Unknown { column: "kind" })
    }
}

/// A thing that is planned. Its id is the id of the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Whose thing.
    pub organisation: OrganisationId,
    /// Which thing.
    pub id: SubjectId,
    /// Of what kind.
    pub kind: SubjectKind,
}

impl Subject {
    /// The subject of a thing.
    pub fn of(organisation: OrganisationId, kind: SubjectKind, thing: Uuid) -> Self {
        Self { organisation, id: SubjectId::new(thing), kind }
    }
}

/// Proof that these subjects are locked in this write, with when each was last planned.
#[derive(Debug)]
pub struct Locked {
    /// The subjects, in order of their ids, each with the instant of its last plan.
    pub subjects: BTreeMap<Subject, Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Planned {
    planned_at: i64,
}

/// Makes the subject of a new thing; made twice is made once.
///
/// # Errors
/// The database's own.
pub async fn make(w: &mut Writing, subject: Subject) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO subject (organisation_id, id, kind, wake_at, planned_at, rules_version)
         VALUES ($1, $2, $3, NULL, 0, 0) ON CONFLICT DO NOTHING",
        subject.organisation.uuid(),
        subject.id.uuid(),
        subject.kind.code()
    )?;
    Ok(())
}

/// Locks subjects, in the order of their ids, until the commit: facts are to be read after this.
///
/// A subject that is not there is not locked and not in the proof.
///
/// # Errors
/// The database's own.
pub async fn lock(w: &mut Writing, subjects: &[Subject]) -> Result<Locked, StoreError> {
    let mut wanted: Vec<Subject> = subjects.to_vec();
    wanted.sort_by_key(|subject| (subject.organisation, subject.id));
    wanted.dedup();
    let mut locked = BTreeMap::new();
    for subject in wanted {
        // The dialect difference: on a file the one writer is the lock.
        let row = if w.is_lite() {
            one!(
                w,
                Planned,
                "SELECT planned_at FROM subject WHERE organisation_id = $1 AND id = $2",
                subject.organisation.uuid(),
                subject.id.uuid()
            )?
        } else {
            one!(
                w,
                Planned,
                "SELECT planned_at FROM subject WHERE organisation_id = $1 AND id = $2 FOR UPDATE",
                subject.organisation.uuid(),
                subject.id.uuid()
            )?
        };
        if let Some(row) = row {
            locked.insert(subject, instant(row.planned_at)?);
        }
    }
    Ok(Locked { subjects: locked })
}

/// Notes that a subject was planned, and when its plan changes by itself.
///
/// # Errors
/// The database's own.
pub async fn planned(
    w: &mut Writing,
    subject: Subject,
    at: Timestamp,
    changes_at: Option<Timestamp>,
    rules_version: i32,
) -> Result<(), StoreError> {
    run!(
        w,
        "UPDATE subject SET planned_at = $3, wake_at = $4, rules_version = $5 WHERE organisation_id = $1 AND id = $2",
        subject.organisation.uuid(),
        subject.id.uuid(),
        micros(at),
        changes_at.map(micros),
        rules_version
    )?;
    Ok(())
}

/// Asks for a subject to be planned as soon as the worker comes round.
///
/// # Errors
/// The database's own.
pub async fn wake(w: &mut Writing, subject: Subject, now: Timestamp) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE subject SET wake_at = $3 WHERE organisation_id = $1 AND id = $2",
        subject.organisation.uuid(),
        subject.id.uuid(),
        micros(now)
    )
}

/// Wakes every coming session on which a person holds a seat: a check of theirs changed.
///
/// # Errors
/// The database's own.
pub async fn wake_sessions_of(
    w: &mut Writing,
    organisation: OrganisationId,
    person: bothy_domain::ids::PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE subject SET wake_at = $3 WHERE organisation_id = $1 AND id IN
         (SELECT t.session_id FROM seat t JOIN session s ON s.organisation_id = t.organisation_id AND s.id = t.session_id
          WHERE t.organisation_id = $1 AND t.holder_id = $2 AND s.starts_at > $3)",
        organisation.uuid(),
        person.uuid(),
        micros(now)
    )
}

/// Wakes everybody who helps here and every coming session: what is asked of all supporters changed.
///
/// # Errors
/// The database's own.
pub async fn wake_supporters(w: &mut Writing, organisation: OrganisationId, now: Timestamp) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE subject SET wake_at = $2 WHERE organisation_id = $1 AND (kind = 'person' OR id IN
         (SELECT s.id FROM session s WHERE s.organisation_id = $1 AND s.starts_at > $2))",
        organisation.uuid(),
        micros(now)
    )
}

#[derive(sqlx::FromRow)]
struct Due {
    organisation_id: Uuid,
    id: Uuid,
    kind: String,
}

/// The subjects whose plan is due, and those that older rules than `rules` have planned.
///
/// # Errors
/// The database's own.
pub async fn due(tx: &mut Tx, now: Timestamp, rules: i32, limit: i64) -> Result<Vec<Subject>, StoreError> {
    let rows = all!(
        tx,
        Due,
        "SELECT organisation_id, id, kind FROM subject WHERE (wake_at IS NOT NULL AND wake_at <= $1)
           OR (rules_version > 0 AND rules_version < $2)
         ORDER BY wake_at, id LIMIT $3",
        micros(now),
        rules,
        limit
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Subject {
                organisation: OrganisationId::new(row.organisation_id),
                id: SubjectId::new(row.id),
                kind: SubjectKind::of_code(&row.kind)?,
            })
        })
        .collect()
}

/// The next instant at which any plan changes by itself.
///
/// # Errors
/// The database's own.
pub async fn next_wake(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Next {
        wake_at: i64,
    }
    let row = one!(tx, Next, "SELECT wake_at FROM subject WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1")?;
    row.map(|row| instant(row.wake_at)).transpose()
}

/// Of what kind a subject is.
///
/// # Errors
/// The database's own.
pub async fn kind(tx: &mut Tx, organisation: OrganisationId, subject: Uuid) -> Result<Option<SubjectKind>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Kind {
        kind: String,
    }
    let row = one!(
        tx,
        Kind,
        "SELECT kind FROM subject WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        subject
    )?;
    row.map(|row| SubjectKind::of_code(&row.kind)).transpose()
}
