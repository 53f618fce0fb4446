//! The recovery sheet of the master key: that it was printed, and that somebody can read it.

use crate::bothy::Bothy;
use bothy_store::sealing::sheets;
pub use bothy_store::sealing::sheets::SheetStands;
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, organisations};
use jiff::Timestamp;

/// Notes that a sheet was printed. Its number says nothing of the key.
///
/// # Errors
/// The store's own.
pub async fn note_printed(bothy: &Bothy, sheet: String) -> Result<(), StoreError> {
    bothy
        .db
        .write("note_printed", (sheet, bothy.wall(), bothy.now()), |w, (sheet, wall, now)| {
            Box::pin(async move {
                sheets::printed(w, sheet, *wall).await?;
                Ok(match audit(w, "printed-recovery-sheet", sheet, *now).await? {
                    Some(audit) => Commit::Changed((), audit),
                    // Nobody is here yet whose audit it could be.
                    None => Commit::Sealed(()),
                })
            })
        })
        .await
}

/// Notes that parts of a sheet were typed back rightly. False where it was never printed for this key.
///
/// # Errors
/// The store's own.
pub async fn note_confirmed(bothy: &Bothy, sheet: String) -> Result<bool, StoreError> {
    bothy
        .db
        .write("note_confirmed", (sheet, bothy.wall(), bothy.now()), |w, (sheet, wall, now)| {
            Box::pin(async move {
                if sheets::confirmed(w, sheet, *wall).await? == 0 {
                    return Ok(Commit::Unchanged(false));
                }
                Ok(match audit(w, "confirmed-recovery-sheet", sheet, *now).await? {
                    Some(audit) => Commit::Changed(true, audit),
                    None => Commit::Sealed(true),
                })
            })
        })
        .await
}

/// Whether somebody confirmed a sheet of the master key in use.
///
/// # Errors
/// The store's own.
pub async fn stands(bothy: &Bothy) -> Result<SheetStands, StoreError> {
    bothy.db.snapshot("sheet_stands", (), |tx, ()| Box::pin(async move { sheets::stands(tx).await })).await
}

/// The key seals every organisation's words: each audit says it.
async fn audit(w: &mut Writing, act: &'static str, sheet: &str, now: Timestamp) -> Result<Option<Audit>, StoreError> {
    let entries = organisations::all(w).await?.into_iter().map(|one| Entry {
        organisation: one.id,
        at: now,
        by: None,
        act,
        thing: format!("sheet_{sheet}"),
        reason: None,
    });
    Ok(Audit::from_entries(entries.collect()))
}
