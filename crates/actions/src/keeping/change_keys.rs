//! Changing the key that seals an organisation's words, while everybody goes on reading and writing.

use crate::bothy::Bothy;
use bothy_domain::ids::OrganisationId;
use bothy_store::sealing::rotation::{change_key, sweep};
use bothy_store::{Audit, Commit, Entry, StoreError};
use jiff::Timestamp;

/// Puts a new key in the place of the one in use and seals everything anew. Returns how many fields that were.
/// Ended in the middle, it goes on by itself at the next start.
///
/// # Errors
/// The store's own, or a field that does not open.
pub async fn change_keys(bothy: &Bothy, organisation: OrganisationId) -> Result<u64, StoreError> {
    bothy
        .db
        .write("change_keys", (organisation, bothy.now()), |w, (organisation, now)| {
            Box::pin(async move {
                change_key(w, *organisation).await?;
                Ok::<_, StoreError>(Commit::Changed((), audit(*organisation, *now)))
            })
        })
        .await?;
    sweep(&bothy.db, organisation).await
}

fn audit(organisation: OrganisationId, now: Timestamp) -> Audit {
    Audit::of(Entry {
        organisation,
        at: now,
        by: None,
        act: "changed-keys",
        thing: organisation.to_string(),
        reason: None,
    })
}
