//! Bringing the tables up to date: whole or not at all, by one program at a time, and never by an older one.

use super::MIGRATIONS;
use crate::error::StoreError;
use sqlx::{PgPool, SqlitePool};

/// How often a program waits for another that brings the same file up to date; each wait is as long as the file's own
/// patience, ten seconds.
const WAITS: u32 = 60;

/// The version of the tables that this program works with.
pub fn newest_schema() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// A file, in one transaction: whoever is killed in the middle leaves the tables as they were, and a second program
/// waits for the first instead of meeting half of its tables.
pub(super) async fn of_a_file(pool: &SqlitePool, schema: i64) -> Result<(), StoreError> {
    // Nothing is locked where there is nothing to do: commands run beside a busy server.
    if stands_in_file(pool).await? == Some(schema) {
        return Ok(MIGRATIONS.run_to(schema, pool).await?);
    }
    let mut waits = 0;
    loop {
        match in_one(pool, schema).await {
            Err(error) if error.gave_way() && waits < WAITS => {
                waits += 1;
                tracing::info!("another program works on these tables; waiting for it");
            }
            other => return other,
        }
    }
}

async fn in_one(pool: &SqlitePool, schema: i64) -> Result<(), StoreError> {
    let mut whole = pool.begin_with("BEGIN IMMEDIATE").await?;
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
