//! How the two databases are opened: connections, what each of them holds to, and tables up to a version.

use super::{Pools, upgrade};
use crate::error::StoreError;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr as _;
use std::time::Duration;

/// Each connection keeps pages of its own, and the kernel keeps them all once more: who writes needs few, and hands those
/// of a long import on to the file. In kibibytes, as SQLite counts what is below nought.
pub(super) const PAGES_OF_A_WRITER: &str = "-500";

/// One writer and several readers on one file.
pub(super) async fn file(path: &std::path::Path, schema: i64) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        // A list of hundreds wakes its reader a few times, not once every fifty rows.
        .row_buffer_size(1024)
        .pragma("cache_size", PAGES_OF_A_WRITER)
        // What is deleted or written over is gone from the file too, not only from sight.
        .pragma("secure_delete", "ON");
    let write = only_between_transactions()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await?;
    upgrade::of_a_file(&write, schema).await?;
    let read = only_between_transactions()
        .max_connections(readers())
        .acquire_timeout(Duration::from_secs(5))
        // What `/today` touches of a large service: with 2 MB each look fetches nearly all of it anew (measured).
        .connect_with(options.read_only(true).pragma("cache_size", "-4000"))
        .await?;
    Ok(Pools::Lite { write, read })
}

/// A pool on a server.
pub(super) async fn server(url: &str, schema: i64) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("bothy");
    let pool = PgPoolOptions::new()
        .max_connections(12)
        .acquire_timeout(Duration::from_secs(5))
        // One round trip a borrowing would double the cost of a page (stack: traps).
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    upgrade::of_a_server(&pool, schema).await?;
    Ok(Pools::Pg(pool))
}

/// Connections to a file that are lent only while no transaction is open on them. After a full disk or a failing one
/// SQLite takes a transaction back by itself, and sqlx goes on counting it as open: such a connection can never begin
/// another, and is replaced by a new one.
fn only_between_transactions() -> SqlitePoolOptions {
    SqlitePoolOptions::new().before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
}

/// How many read from a file at once: one a core, so that one long reading leaves another its turn, and no more than
/// four. Each more would only hold memory: about 2 MB with what SQLite knows of the tables.
fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores).unwrap_or(4).clamp(2, 4)
}

/// Makes an empty PostgreSQL database on a test server and returns where it is.
///
/// # Errors
/// The server's own.
pub async fn test_database(server: &str, name: &str) -> Result<String, StoreError> {
    let mut connection = sqlx::PgConnection::connect(server).await?;
    // A name cannot be bound; this one is made of letters and digits by the test itself.
    let safe: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {safe}"))).execute(&mut connection).await?;
    connection.close().await?;
    let (before, _) = server.rsplit_once('/').unwrap_or((server, ""));
    Ok(format!("{before}/{safe}"))
}
