//! A database file that nobody has open, as one file.

use crate::error::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;
use std::time::Duration;

/// How a database file was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// It is one file now, and nobody has it open.
    Whole,
    /// It is no database, or a damaged one.
    Unsound,
}

/// Writes what waits in the log of a database file into the file itself and takes the log away. This succeeds
/// only where no program has the file open, so it also shows that nobody works on it.
///
/// # Errors
/// Somebody has it open.
pub async fn fold(path: &Path) -> Result<Folded, StoreError> {
    let open = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(Duration::from_millis(300));
    let folded = async { open.connect().await?.close().await };
    match folded.await {
        Ok(()) => Ok(Folded::Whole),
        // SQLITE_CORRUPT and SQLITE_NOTADB, whatever comes with them.
        Err(sqlx::Error::Database(error))
            if error
                .code()
                .and_then(|code| code.parse::<i32>().ok())
                .is_some_and(|code| [11, 26].contains(&(code & 0xff))) =>
        {
            Ok(Folded::Unsound)
        }
        Err(error) => Err(error.into()),
    }
}
