//! Bringing the tables up to date: each step whole or not at all, by one program at a time, and never by an older one.

use super::MIGRATIONS;
use super::opening::PAGES_OF_A_WRITER;
use crate::error::StoreError;
use sqlx::{Connection as _, PgPool, SqliteConnection, SqlitePool};
use std::time::Duration;
use tokio::time::Instant;

/// How often a program waits for another that brings the same file up to date; each wait is as long as the file's own
/// patience, ten seconds.
const WAITS: u32 = 60;

/// The version of the tables that this program works with.
pub fn newest_schema() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// How long the file is left alone after a step that took long: those who wait for it look again at most every tenth of
/// a second, and would wait through the next step, too, where it begins at once.
const GIVES_WAY: Duration = Duration::from_millis(150);
/// What counts as long.
const LONG: Duration = Duration::from_millis(50);

/// A file, step by step, each whole or not at all, so that whoever works beside the upgrade of a large service waits for
/// one step and not for all of them. A new file has nobody beside it: its tables are made in one transaction.
pub(super) async fn of_a_file(pool: &SqlitePool, schema: i64) -> Result<(), StoreError> {
    let stands = stands_in_file(pool).await?;
    // Nothing is locked where there is nothing to do: commands run beside a busy server.
    if stands == Some(schema) {
        return Ok(MIGRATIONS.run_to(schema, pool).await?);
    }
    let Some(stands) = stands else {
        return patiently(pool, schema).await;
    };
    for step in every_schema().into_iter().filter(|step| (stands + 1..=schema).contains(step)) {
        let began = Instant::now();
        patiently(pool, step).await?;
        if began.elapsed() > LONG {
            tokio::time::sleep(GIVES_WAY).await;
        }
    }
    Ok(())
}

/// Up to this step, or waits for another program that is at it: whoever comes second finds the step taken.
async fn patiently(pool: &SqlitePool, step: i64) -> Result<(), StoreError> {
    let mut waits = 0;
    loop {
        match in_one(pool, step).await {
            Err(error) if error.gave_way() && waits < WAITS => {
                waits += 1;
                tracing::info!("another program works on these tables; waiting for it");
            }
            other => return other,
        }
    }
}

/// An index over a million rows is sorted in memory, in one go, where the writer's usual few pages would make it many
/// small sorts. In kibibytes, as SQLite counts what is below nought.
const PAGES_OF_A_STEP: &str = "-65536";

async fn in_one(pool: &SqlitePool, schema: i64) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    keep_pages(&mut connection, PAGES_OF_A_STEP).await?;
    let done = in_a_transaction(&mut connection, schema).await;
    keep_pages(&mut connection, PAGES_OF_A_WRITER).await?;
    done
}

async fn keep_pages(connection: &mut SqliteConnection, pages: &str) -> Result<(), StoreError> {
    let sql = format!("PRAGMA cache_size = {pages}");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}

async fn in_a_transaction(connection: &mut SqliteConnection, schema: i64) -> Result<(), StoreError> {
    let mut whole = connection.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run_direct(Some(schema), &mut *whole, false).await?;
    Ok(whole.commit().await?)
}

async fn stands_in_file(pool: &SqlitePool) -> Result<Option<i64>, StoreError> {
    let there: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM sqlite_master WHERE name = '_sqlx_migrations'")
        .fetch_one(pool)
        .await?;
    if !there {
        return Ok(None);
    }
    not_newer(sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(pool).await?)
}

/// A server, one step after the other, each whole or not at all; an advisory lock that goes with its connection keeps
/// other nodes waiting.
pub(super) async fn of_a_server(pool: &PgPool, schema: i64) -> Result<(), StoreError> {
    let there: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    if there {
        not_newer(sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(pool).await?)?;
    }
    Ok(MIGRATIONS.run_to(schema, pool).await?)
}

/// Tables that a newer program made may hold what this one does not know: it leaves them alone.
fn not_newer(theirs: Option<i64>) -> Result<Option<i64>, StoreError> {
    let ours = newest_schema();
    match theirs {
        Some(theirs) if theirs > ours => Err(StoreError::Newer { theirs, ours }),
        other => Ok(other),
    }
}

/// Every version that the tables have had, the oldest first.
pub fn every_schema() -> Vec<i64> {
    MIGRATIONS.iter().map(|migration| migration.version).collect()
}
