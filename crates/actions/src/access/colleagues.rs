//! The people to whom something may be passed on.

use super::{Known, Named};
use crate::bothy::Bothy;
use bothy_domain::access::Role;
use bothy_store::{StoreError, people};

/// Everybody who wears one of these roles now, by name, once each.
///
/// # Errors
/// The store's own.
pub async fn colleagues(bothy: &Bothy, who: &Known, roles: &'static [Role]) -> Result<Vec<Named>, StoreError> {
    let input = (who.sign_in.organisation, bothy.now(), roles);
    bothy
        .db
        .snapshot("colleagues", input, |tx, (organisation, now, roles)| {
            Box::pin(async move { people::wearing_any(tx, *organisation, roles, *now).await })
        })
        .await
}
