//! Recovery sheets that were printed: their numbers, and whether somebody typed parts of them back.

use super::sealed_by_here;
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Sheet {
    fingerprint: String,
}

/// Whether anybody could bring the master key in use back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetStands {
    /// Parts of a sheet of it were typed back.
    Confirmed,
    /// Only of a sheet of an earlier key: the master key was changed since.
    OfEarlierKey,
    /// Of none.
    None,
}

impl Tx {
    /// The short name of the master key with which this database was opened.
    pub fn master_fingerprint(&self) -> String {
        self.keyring().opened_with().fingerprint()
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

/// How the sheets stand to the master key that the service is sealed with now; the key at hand may be an earlier one.
///
/// # Errors
/// The database's own.
pub async fn stands(tx: &mut Tx) -> Result<SheetStands, StoreError> {
    let in_use = match sealed_by_here(tx).await? {
        Some(fingerprint) => fingerprint,
        // Nothing is sealed yet.
        None => tx.master_fingerprint(),
    };
    let sheets = all!(tx, Sheet, "SELECT DISTINCT fingerprint FROM recovery_sheet WHERE confirmed_at IS NOT NULL")?;
    Ok(if sheets.iter().any(|sheet| sheet.fingerprint == in_use) {
        SheetStands::Confirmed
    } else if sheets.is_empty() {
        SheetStands::None
    } else {
        SheetStands::OfEarlierKey
    })
}

/// Whether any sheet of the master key in use was confirmed.
///
/// # Errors
/// The database's own.
pub async fn is_confirmed(tx: &mut Tx) -> Result<bool, StoreError> {
    Ok(stands(tx).await? == SheetStands::Confirmed)
}
