//! Recovery sheets that were printed: their numbers, and whether somebody typed parts of them back.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Sheet {
    fingerprint: String,
}

impl Tx {
    /// The short name of the master key with which this database was opened.
    pub fn master_fingerprint(&self) -> String {
        self.keyring().master.fingerprint()
    }
}

/// Notes that a sheet was printed for the master key at hand.
///
/// # Errors
/// The database's own.
pub async fn printed(w: &mut Writing, sheet: &str, wall: Timestamp) -> Result<(), StoreError> {
    let fingerprint = w.master_fingerprint();
    run!(
        w,
        "INSERT INTO recovery_sheet (id, fingerprint, printed_at) VALUES ($1, $2, $3)",
        sheet,
        fingerprint,
        micros(wall)
    )?;
    Ok(())
}

/// Notes that parts of a sheet were typed back. Returns how many sheets that were: none where it was never printed
/// for this key.
///
/// # Errors
/// The database's own.
pub async fn confirmed(w: &mut Writing, sheet: &str, wall: Timestamp) -> Result<u64, StoreError> {
    let fingerprint = w.master_fingerprint();
    run!(
        w,
        "UPDATE recovery_sheet SET confirmed_at = $3 WHERE id = $1 AND fingerprint = $2",
        sheet,
        fingerprint,
        micros(wall)
    )
}

/// Whether any sheet of the master key at hand was confirmed.
///
/// # Errors
/// The database's own.
pub async fn is_confirmed(tx: &mut Tx) -> Result<bool, StoreError> {
    let fingerprint = tx.master_fingerprint();
    let sheet = one!(
        tx,
        Sheet,
        "SELECT fingerprint FROM recovery_sheet WHERE fingerprint = $1 AND confirmed_at IS NOT NULL LIMIT 1",
        &fingerprint
    )?;
    Ok(sheet.is_some_and(|sheet| sheet.fingerprint == fingerprint))
}
