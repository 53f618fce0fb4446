//! A database file that nobody has open, as one file.

use crate::error::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;
use std::time::Duration;

/// Writes what waits in the log of a database file into the file itself and takes the log away. This succeeds
/// only where no program has the file open, so it also shows that nobody works on it.
///
/// # Errors
/// Somebody has it open, or it is no database.
pub async fn fold(path: &Path) -> Result<(), StoreError> {
    let open = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(Duration::from_millis(300));
    let connection = open.connect().await?;
    connection.close().await?;
    Ok(())
}
