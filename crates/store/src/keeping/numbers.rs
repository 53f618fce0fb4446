//! How much of what waits: counts over the whole service for whoever runs it, and nobody in them.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{maybe, micros};
use jiff::Timestamp;

/// Letters of one kind that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The code of their kind.
    pub kind: String,
    /// How many.
    pub many: i64,
    /// When the oldest of them was written.
    pub oldest: Option<Timestamp>,
}

/// How much of what there is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Letters that wait, by kind.
    pub waiting: Vec<Waiting>,
    /// Letters that were given up.
    pub given_up: i64,
    /// Duties that are open.
    pub duties_open: i64,
    /// Those of them that are late.
    pub duties_late: i64,
    /// Entries of the audit that are not numbered yet.
    pub unsealed: i64,
    /// When the oldest of them was made.
    pub unsealed_since: Option<Timestamp>,
    /// Organisations.
    pub organisations: i64,
}

#[derive(sqlx::FromRow)]
struct Of {
    kind: String,
    many: i64,
    oldest: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Counted {
    given_up: i64,
    duties_open: i64,
    duties_late: i64,
    unsealed: i64,
    unsealed_since: Option<i64>,
    organisations: i64,
}

/// Counts, as of a moment of service time.
///
/// # Errors
/// The database's own.
pub async fn numbers(tx: &mut Tx, now: Timestamp) -> Result<Numbers, StoreError> {
    let waiting = all!(
        tx,
        Of,
        "SELECT kind, count(*) AS many, min(created_at) AS oldest FROM job WHERE state = 'waiting'
         GROUP BY kind ORDER BY kind"
    )?;
    let waiting = waiting
        .into_iter()
        .map(|of| Ok(Waiting { kind: of.kind, many: of.many, oldest: maybe(of.oldest)? }))
        .collect::<Result<_, StoreError>>()?;
    let counted = one!(
        tx,
        Counted,
        "SELECT (SELECT count(*) FROM job WHERE state = 'given-up') AS given_up,
                (SELECT count(*) FROM duty WHERE state <> 'closed') AS duties_open,
                (SELECT count(*) FROM duty WHERE state <> 'closed' AND due_by < $1) AS duties_late,
                (SELECT count(*) FROM audit WHERE number IS NULL) AS unsealed,
                (SELECT min(at) FROM audit WHERE number IS NULL) AS unsealed_since,
                (SELECT count(*) FROM organisation) AS organisations",
        micros(now)
    )?;
    let Some(counted) = counted else { return Ok(Numbers::default()) };
    Ok(Numbers {
        waiting,
        given_up: counted.given_up,
        duties_open: counted.duties_open,
        duties_late: counted.duties_late,
        unsealed: counted.unsealed,
        unsealed_since: maybe(counted.unsealed_since)?,
        organisations: counted.organisations,
    })
}
