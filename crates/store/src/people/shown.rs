//! What people have shown: checks, training, references, supervision, each with who wrote it down.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, REFERENCE_REFEREE};
use crate::time::{day, maybe, micros};
use bothy_domain::ids::{OrganisationId, PersonId, RecordId};
use bothy_domain::supporters::checks::{CheckKind, Span, TrainingStep};
use bothy_domain::supporters::everyone::{AskedOfAll, Reference};
use bothy_domain::supporters::outlook::AskedHere;
use bothy_domain::supporters::record::Recorded;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who wrote something down, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Who; none where it was not a person.
    pub by: Option<PersonId>,
    /// When; none where that is not known any more.
    pub at: Option<Timestamp>,
}

/// One thing that somebody has shown, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Which.
    pub id: RecordId,
    /// What it is.
    pub what: Recorded,
    /// Who wrote it down.
    pub noted: Noted,
}

/// Writes down what a person has shown.
///
/// # Errors
/// The database's own.
pub async fn record(
    w: &mut Writing,
    organisation: OrganisationId,
    id: RecordId,
    person: PersonId,
    what: &Recorded,
    noted: Noted,
) -> Result<(), StoreError> {
    let (by, at) = (noted.by.map(PersonId::uuid), noted.at.map_or(0, micros));
    // Somebody outside, who never asked to be written down here.
    let referee = match what {
        Recorded::Reference(reference) => {
            w.seal(organisation.uuid(), REFERENCE_REFEREE, id.uuid(), &reference.referee).await?
        }
        _ => String::new(),
    };
    match what {
        Recorded::Check(kind, span) => run!(
            w,
            "INSERT INTO person_check (organisation_id, id, person_id, kind, from_on, until_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation.uuid(),
            id.uuid(),
            person.uuid(),
            kind.word(),
            span.from.to_string(),
            span.until.map(|day| day.to_string()),
            by,
            at
        ),
        Recorded::Training(step, span) => run!(
            w,
            "INSERT INTO training_step (organisation_id, id, person_id, step, from_on, until_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation.uuid(),
            id.uuid(),
            person.uuid(),
            step.word(),
            span.from.to_string(),
            span.until.map(|day| day.to_string()),
            by,
            at
        ),
        Recorded::Reference(reference) => run!(
            w,
            "INSERT INTO person_reference (organisation_id, id, person_id, referee, taken_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            organisation.uuid(),
            id.uuid(),
            person.uuid(),
            referee,
            reference.taken_on.to_string(),
            by,
            at
        ),
        Recorded::Supervision(held_on) => run!(
            w,
            "INSERT INTO supervision_meeting (organisation_id, id, person_id, held_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            organisation.uuid(),
            id.uuid(),
            person.uuid(),
            held_on.to_string(),
            by,
            at
        ),
    }?;
    Ok(())
}

/// Takes off what was written down of a person by mistake. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn take_off(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    written: &Written,
) -> Result<u64, StoreError> {
    let (id, person) = (written.id.uuid(), person.uuid());
    match &written.what {
        Recorded::Check(..) => run!(
            w,
            "DELETE FROM person_check WHERE organisation_id = $1 AND id = $2 AND person_id = $3",
            organisation.uuid(),
            id,
            person
        ),
        Recorded::Training(..) => run!(
            w,
            "DELETE FROM training_step WHERE organisation_id = $1 AND id = $2 AND person_id = $3",
            organisation.uuid(),
            id,
            person
        ),
        Recorded::Reference(_) => run!(
            w,
            "DELETE FROM person_reference WHERE organisation_id = $1 AND id = $2 AND person_id = $3",
            organisation.uuid(),
            id,
            person
        ),
        Recorded::Supervision(_) => run!(
            w,
            "DELETE FROM supervision_meeting WHERE organisation_id = $1 AND id = $2 AND person_id = $3",
            organisation.uuid(),
            id,
            person
        ),
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: Uuid,
    id: Uuid,
    word: String,
    from_on: String,
    until_on: Option<String>,
    recorded_by: Option<Uuid>,
    recorded_at: i64,
}

/// A reference: its word is the referee.
impl Sealed for Row {
    const COLUMN: Column = REFERENCE_REFEREE;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.word)
    }
}

impl Row {
    fn written(self, what: impl Fn(String, Span) -> Recorded) -> Result<(PersonId, Written), StoreError> {
        let span = Span { from: day(&self.from_on)?, until: self.until_on.as_deref().map(day).transpose()? };
        let at = maybe(Some(self.recorded_at).filter(|at| *at > 0))?;
        let noted = Noted { by: self.recorded_by.map(PersonId::new), at };
        let written = Written { id: RecordId::new(self.id), what: what(self.word, span), noted };
        Ok((PersonId::new(self.person_id), written))
    }
}

/// All that was written down of these people, oldest first within each kind.
///
/// # Errors
/// The database's own.
pub async fn written(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Written>>, StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    let checks = all_in!(
        tx,
        Row,
        "SELECT person_id, id, kind AS word, from_on, until_on, recorded_by, recorded_at
         FROM person_check WHERE organisation_id = $1 AND person_id",
        " ORDER BY from_on, id",
        organisation.uuid(),
        &ids
    )?;
    let steps = all_in!(
        tx,
        Row,
        "SELECT person_id, id, step AS word, from_on, until_on, recorded_by, recorded_at
         FROM training_step WHERE organisation_id = $1 AND person_id",
        " ORDER BY from_on, id",
        organisation.uuid(),
        &ids
    )?;
    let references = all_in!(
        tx,
        Row,
        "SELECT person_id, id, referee AS word, taken_on AS from_on, NULL AS until_on, recorded_by, recorded_at
         FROM person_reference WHERE organisation_id = $1 AND person_id",
        " ORDER BY taken_on, id",
        organisation.uuid(),
        &ids
    )?;
    let references = tx.open_rows(organisation, references).await?;
    let meetings = all_in!(
        tx,
        Row,
        "SELECT person_id, id, '' AS word, held_on AS from_on, NULL AS until_on, recorded_by, recorded_at
         FROM supervision_meeting WHERE organisation_id = $1 AND person_id",
        " ORDER BY held_on, id",
        organisation.uuid(),
        &ids
    )?;
    let mut all: BTreeMap<PersonId, Vec<Written>> = BTreeMap::new();
    let mut put = |(person, one): (PersonId, Written)| all.entry(person).or_default().push(one);
    for row in checks {
        put(row.written(|word, span| Recorded::Check(CheckKind::named(word), span))?);
    }
    for row in steps {
        put(row.written(|word, span| Recorded::Training(TrainingStep::named(word), span))?);
    }
    for row in references {
        put(row.written(|referee, span| Recorded::Reference(Reference { referee, taken_on: span.from }))?);
    }
    for row in meetings {
        put(row.written(|_, span| Recorded::Supervision(span.from))?);
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct Asked {
    asks_check: Option<String>,
    asks_training: Option<String>,
}

/// What is asked of supporters here: what the organisation asks of everybody, and the kinds that its coming seats ask for.
///
/// # Errors
/// The database's own.
pub async fn asked_here(
    tx: &mut Tx,
    organisation: OrganisationId,
    everyone: AskedOfAll,
    now: Timestamp,
) -> Result<AskedHere, StoreError> {
    let rows = all!(
        tx,
        Asked,
        "SELECT DISTINCT t.asks_check, t.asks_training FROM seat t
         JOIN session s ON s.organisation_id = t.organisation_id AND s.id = t.session_id
         WHERE t.organisation_id = $1 AND s.starts_at > $2 AND s.called_off_at IS NULL",
        organisation.uuid(),
        micros(now)
    )?;
    let mut asked = AskedHere { everyone, ..AskedHere::default() };
    for row in rows {
        asked.checks.extend(row.asks_check.map(CheckKind::named));
        asked.training.extend(row.asks_training.map(TrainingStep::named));
    }
    Ok(asked)
}

#[derive(sqlx::FromRow)]
struct Word {
    word: String,
}

/// The kinds of check and the training steps that were ever written down here, each in order.
///
/// # Errors
/// The database's own.
pub async fn kinds(tx: &mut Tx, organisation: OrganisationId) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let checks = all!(
        tx,
        Word,
        "SELECT DISTINCT kind AS word FROM person_check WHERE organisation_id = $1 ORDER BY kind",
        organisation.uuid()
    )?;
    let steps = all!(
        tx,
        Word,
        "SELECT DISTINCT step AS word FROM training_step WHERE organisation_id = $1 ORDER BY step",
        organisation.uuid()
    )?;
    let words = |rows: Vec<Word>| rows.into_iter().map(|row| row.word).collect();
    Ok((words(checks), words(steps)))
}
