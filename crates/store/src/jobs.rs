//! Jobs: what is to be sent after a commit, as rows of the same commit (the outbox).

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::{JOB_WORDS, PERSON_EMAIL};
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{JobId, OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// A notice to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Which job.
    pub id: JobId,
    /// What kind of notice: the key of its words.
    pub kind: String,
    /// To whom.
    pub person: PersonId,
    /// The thing it is about, as its outside id.
    pub about: String,
    /// What its words need, as JSON.
    pub words: String,
}

/// A notice as the outbox shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The notice.
    pub notice: Notice,
    /// Whose notice.
    pub organisation: OrganisationId,
    /// The name of who gets it.
    pub to: String,
    /// Where it goes, if anywhere.
    pub email: Option<String>,
    /// `waiting`, `sent` or `given-up`.
    pub state: String,
    /// How often it was tried.
    pub tries: i32,
}

/// Puts a notice into the outbox, in the commit that makes it true.
///
/// # Errors
/// The database's own.
pub async fn queue(
    w: &mut Writing,
    organisation: OrganisationId,
    notice: &Notice,
    now: Timestamp,
) -> Result<(), StoreError> {
    let words = w.seal(organisation.uuid(), JOB_WORDS, notice.id.uuid(), &notice.words).await?;
    run!(
        w,
        "INSERT INTO job (organisation_id, id, kind, person_id, about, words, state, run_at, tries, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, 0, $7)",
        organisation.uuid(),
        notice.id.uuid(),
        &notice.kind,
        notice.person.uuid(),
        &notice.about,
        words,
        micros(now)
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: Uuid,
    id: Uuid,
    kind: String,
    person_id: Uuid,
    about: String,
    words: String,
    state: String,
    tries: i32,
    shown_name: String,
    email: Option<String>,
}

impl Row {
    async fn queued(self, tx: &mut Tx) -> Result<Queued, StoreError> {
        let owner = self.organisation_id;
        Ok(Queued {
            notice: Notice {
                id: JobId::new(self.id),
                kind: self.kind,
                person: PersonId::new(self.person_id),
                about: self.about,
                words: tx.open(owner, JOB_WORDS, self.id, &self.words).await?,
            },
            organisation: OrganisationId::new(owner),
            to: self.shown_name,
            email: tx.open_maybe(owner, PERSON_EMAIL, self.person_id, self.email).await?,
            state: self.state,
            tries: self.tries,
        })
    }
}

async fn queued(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Queued>, StoreError> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(row.queued(tx).await?);
    }
    Ok(all)
}

/// The newest notices of all organisations, newest first. Only the demo shows this.
///
/// # Errors
/// The database's own.
pub async fn newest(tx: &mut Tx, limit: i64) -> Result<Vec<Queued>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT j.organisation_id, j.id, j.kind, j.person_id, j.about, j.words, j.state, j.tries, p.shown_name, p.email
         FROM job j JOIN person p ON p.organisation_id = j.organisation_id AND p.id = j.person_id
         ORDER BY j.created_at DESC, j.id DESC LIMIT $1",
        limit
    )?;
    queued(tx, rows).await
}

/// Whose letters can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// Everybody's: the program was given a mail server.
    All,
    /// Those of organisations with a mail server of their own; the others wait.
    OfOwnSenders,
}

/// How the last notice of a kind to somebody fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fared {
    /// `waiting`, `sent` or `given-up`.
    pub state: String,
    /// How often it was tried.
    pub tries: i32,
    /// Why it did not leave the last time, in a short word.
    pub why: Option<String>,
    /// When it was put into the outbox.
    pub at: Timestamp,
    /// When it left, or was given up.
    pub done_at: Option<Timestamp>,
}

/// The last notice of a kind to somebody.
///
/// # Errors
/// The database's own.
pub async fn last_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
) -> Result<Option<Fared>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Last {
        state: String,
        tries: i32,
        last_error: Option<String>,
        created_at: i64,
        done_at: Option<i64>,
    }
    let row = one!(
        tx,
        Last,
        "SELECT state, tries, last_error, created_at, done_at FROM job
         WHERE organisation_id = $1 AND person_id = $2 AND kind = $3 ORDER BY created_at DESC, id DESC LIMIT 1",
        organisation.uuid(),
        person.uuid(),
        kind
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Fared {
        state: row.state,
        tries: row.tries,
        why: row.last_error,
        at: instant(row.created_at)?,
        done_at: maybe(row.done_at)?,
    }))
}

/// Leases notices that are due by service time, so that no other node sends them meanwhile. The lease itself runs on
/// the clock on the wall: a server that died holding one is waited for in real minutes (house law 10).
///
/// A notice that is still to come was made by a clock that has been set back since. It goes out at once, not when that
/// clock comes round again: a worry does not wait for it.
///
/// # Errors
/// The database's own.
pub async fn lease(
    w: &mut Writing,
    now: Timestamp,
    (wall, until): (Timestamp, Timestamp),
    leaves: Leaves,
    limit: i64,
) -> Result<Vec<Queued>, StoreError> {
    let all = leaves == Leaves::All;
    // The dialect difference: a shared database skips rows that another node holds.
    let rows = if w.is_lite() {
        all!(
            w,
            Row,
            "SELECT j.organisation_id, j.id, j.kind, j.person_id, j.about, j.words, j.state, j.tries, p.shown_name, p.email
             FROM job j JOIN person p ON p.organisation_id = j.organisation_id AND p.id = j.person_id
             WHERE j.state = 'waiting' AND (j.run_at <= $1 OR (j.created_at > $1 AND j.tries = 0)) AND (j.leased_until IS NULL OR j.leased_until <= $3)
               AND ($4 OR EXISTS (SELECT 1 FROM mail_sender m WHERE m.organisation_id = j.organisation_id))
             ORDER BY j.run_at, j.id LIMIT $2",
            micros(now),
            limit,
            micros(wall),
            all
        )?
    } else {
        all!(
            w,
            Row,
            "SELECT j.organisation_id, j.id, j.kind, j.person_id, j.about, j.words, j.state, j.tries, p.shown_name, p.email
             FROM job j JOIN person p ON p.organisation_id = j.organisation_id AND p.id = j.person_id
             WHERE j.state = 'waiting' AND (j.run_at <= $1 OR (j.created_at > $1 AND j.tries = 0)) AND (j.leased_until IS NULL OR j.leased_until <= $3)
               AND ($4 OR EXISTS (SELECT 1 FROM mail_sender m WHERE m.organisation_id = j.organisation_id))
             ORDER BY j.run_at, j.id LIMIT $2 FOR UPDATE OF j SKIP LOCKED",
            micros(now),
            limit,
            micros(wall),
            all
        )?
    };
    for row in &rows {
        run!(
            w,
            "UPDATE job SET leased_until = $3 WHERE organisation_id = $1 AND id = $2",
            row.organisation_id,
            row.id,
            micros(until)
        )?;
    }
    queued(w, rows).await
}

/// Notes how a try ended: sent, to be tried again at an instant, or given up.
///
/// # Errors
/// The database's own.
pub async fn ended(
    w: &mut Writing,
    organisation: OrganisationId,
    id: JobId,
    state: &str,
    again_at: Timestamp,
    error: Option<&str>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE job SET state = $3, run_at = $4, tries = tries + 1, leased_until = NULL, last_error = $5,
         done_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $6 END WHERE organisation_id = $1 AND id = $2 AND state = 'waiting'",
        organisation.uuid(),
        id.uuid(),
        state,
        micros(again_at),
        error,
        micros(now)
    )
}

/// Forgets what a notice said, when it has left or was given up.
///
/// # Errors
/// The database's own.
pub async fn forget_words(w: &mut Writing, organisation: OrganisationId, id: JobId) -> Result<u64, StoreError> {
    let nothing = w.seal(organisation.uuid(), JOB_WORDS, id.uuid(), "{}").await?;
    run!(w, "UPDATE job SET words = $3 WHERE organisation_id = $1 AND id = $2", organisation.uuid(), id.uuid(), nothing)
}

/// The facts of a notice that was given up, for the planner; none for one that still may go out.
///
/// # Errors
/// The database's own.
pub async fn facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    job: Uuid,
) -> Result<Option<bothy_domain::duties::NoticeFacts>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct GivenUp {
        done_at: Option<i64>,
    }
    let row = one!(
        tx,
        GivenUp,
        "SELECT done_at FROM job WHERE organisation_id = $1 AND id = $2 AND state = 'given-up'",
        organisation.uuid(),
        job
    )?;
    let Some(at) = row.and_then(|row| row.done_at) else { return Ok(None) };
    Ok(Some(bothy_domain::duties::NoticeFacts { gave_up_at: instant(at)?, dealt_with_at: None }))
}
