//! What `bothy doctor` asks the database itself: whether its file is sound, and a few newest moments.

use crate::db::{Inner, Tx};
use crate::error::StoreError;
use crate::time::{instant, maybe, micros};
use jiff::Timestamp;

/// What the database says of its own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// Nothing is amiss.
    None,
    /// Its pages do not fit together; the first thing that it named.
    Pages(String),
    /// So many rows point at others that are not there.
    Rows(i64),
}

/// Has a file looked through by its own engine. A server does that by itself: there any read that comes back is all
/// that can be asked for cheaply.
///
/// # Errors
/// The database's own.
pub async fn damage(tx: &mut Tx) -> Result<Damage, StoreError> {
    // The dialect difference: only a file can be asked.
    let Inner::Lite(open) = tx.inner() else { return Ok(Damage::None) };
    let said: Option<String> = sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check LIMIT 1")
        .fetch_optional(&mut **open)
        .await?;
    if let Some(said) = said.filter(|said| said != "ok") {
        // Under a headline it names every page: the first is enough for somebody who has to bring a backup back.
        let first = said.lines().find(|line| !line.starts_with("***")).unwrap_or(&said);
        return Ok(Damage::Pages(first.to_owned()));
    }
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM pragma_foreign_key_check").fetch_one(&mut **open).await?;
    Ok(if rows == 0 { Damage::None } else { Damage::Rows(rows) })
}

#[derive(sqlx::FromRow)]
struct Newest {
    at: Option<i64>,
}

/// When the newest entry of any audit was made.
///
/// # Errors
/// The database's own.
pub async fn newest_entry(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    maybe(one!(tx, Newest, "SELECT max(at) AS at FROM audit")?.and_then(|newest| newest.at))
}

/// When one of two acts was last done, in any organisation.
///
/// # Errors
/// The database's own.
pub async fn last_done(tx: &mut Tx, [one, other]: [&'static str; 2]) -> Result<Option<Timestamp>, StoreError> {
    let newest = one!(tx, Newest, "SELECT max(at) AS at FROM audit WHERE act IN ($1, $2)", one, other)?;
    newest.and_then(|newest| newest.at).map(instant).transpose()
}

/// Letters that do not get where they should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    /// How many still wait although they were written before the first moment asked for.
    pub waiting: i64,
    /// How many were given up since the second.
    pub given_up: i64,
}

/// Counts letters that were written before a moment and wait, and those given up since another.
///
/// # Errors
/// The database's own.
pub async fn letters(tx: &mut Tx, before: Timestamp, since: Timestamp) -> Result<Letters, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Counted {
        waiting: i64,
        given_up: i64,
    }
    let counted = one!(
        tx,
        Counted,
        "SELECT (SELECT count(*) FROM job WHERE state = 'waiting' AND created_at < $1) AS waiting,
                (SELECT count(*) FROM job WHERE state = 'given-up' AND done_at >= $2) AS given_up",
        micros(before),
        micros(since)
    )?;
    Ok(counted.map_or(Letters { waiting: 0, given_up: 0 }, |counted| Letters {
        waiting: counted.waiting,
        given_up: counted.given_up,
    }))
}

/// Changes a file behind the program's back, as no program of ours does, to prove that it is seen.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn meddle_for_test(file: &std::path::Path, sql: &'static str) -> Result<(), StoreError> {
    use sqlx::{ConnectOptions as _, Connection as _};
    let mut open = sqlx::sqlite::SqliteConnectOptions::new().filename(file).foreign_keys(false).connect().await?;
    sqlx::query(sql).execute(&mut open).await?;
    open.close().await?;
    Ok(())
}
