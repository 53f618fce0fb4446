//! One round of the worker.

use crate::bothy::Bothy;
use crate::duties::plan_due;
use crate::safety::write_late_looks;
use bothy_domain::ids::OrganisationId;
use bothy_store::{Commit, StoreError, audit, organisations};

/// How many subjects one round plans at most; the next round takes the rest.
const AT_MOST: i64 = 500;

/// Writes down looks that waited, plans what is due and seals what was committed. Returns how many subjects were planned.
///
/// # Errors
/// The store's own.
pub async fn one_round(bothy: &Bothy) -> Result<usize, StoreError> {
    write_late_looks(bothy).await;
    let planned = plan_due(bothy, AT_MOST).await?;
    let all =
        bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { organisations::all(tx).await })).await?;
    for organisation in all {
        seal(bothy, organisation.id).await?;
    }
    Ok(planned)
}

async fn seal(bothy: &Bothy, organisation: OrganisationId) -> Result<(), StoreError> {
    bothy
        .db
        .write("seal", organisation, |w, organisation| {
            Box::pin(async move {
                let sealed = audit::seal(w, *organisation).await?;
                // Sealing numbers entries that are there; it is not an act with an entry of its own.
                Ok(if sealed == 0 { Commit::Unchanged(()) } else { Commit::Sealed(()) })
            })
        })
        .await
}
