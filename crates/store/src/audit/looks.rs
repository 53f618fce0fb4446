//! Whether the looks under a worry were let go.

use crate::db::Tx;
use crate::error::StoreError;
use bothy_domain::audit::LET_GO;
use bothy_domain::ids::{ConcernId, OrganisationId};
use uuid::Uuid;

/// Whether the looks under this worry were let go: the entry of that act is the fact.
///
/// # Errors
/// The database's own.
pub async fn looks_let_go(tx: &mut Tx, organisation: OrganisationId, concern: ConcernId) -> Result<bool, StoreError> {
    #[derive(sqlx::FromRow)]
    struct There {
        #[expect(dead_code, reason = "read only to see that the row is there")]
        id: Uuid,
    }
    let there = one!(
        tx,
        There,
        "SELECT id FROM audit WHERE organisation_id = $1 AND thing = $2 AND act = $3 LIMIT 1",
        organisation.uuid(),
        concern.to_string(),
        LET_GO
    )?;
    Ok(there.is_some())
}
