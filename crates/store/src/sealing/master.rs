//! Another master key in the place of the one in use: every data key is wrapped anew, all in one commit.
//!
//! What is sealed stays as it is: the data keys do not change, only what they rest in. So a change takes moments however
//! much is sealed, and a program that has unwrapped its keys goes on reading.

use super::{KeyRow, sealed_by_here};
use crate::db::{Db, Writing};
use crate::error::StoreError;
use bothy_seal::keys::wrapped_by;
use bothy_seal::{MasterKey, Purpose, UnwrapError};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Kept {
    organisation_id: Uuid,
    id: Uuid,
    purpose: String,
    wrapped: String,
}

/// The short name of the master key that an open service is sealed with; none where nothing is sealed yet.
///
/// # Errors
/// The database's own.
pub async fn name_in_use(db: &Db) -> Result<Option<String>, StoreError> {
    db.snapshot("name_in_use", (), |tx, ()| Box::pin(async move { sealed_by_here(tx).await })).await
}

/// The master key that a new data key is to be wrapped with: the one that all others are, which may be another than this
/// program was opened with. No change of it comes in between until this transaction ends.
pub(super) async fn in_use(w: &mut Writing) -> Result<MasterKey, StoreError> {
    // The dialect difference: on a file there is one writer.
    if !w.is_lite() {
        run!(w, "LOCK TABLE data_key IN ROW EXCLUSIVE MODE")?;
    }
    let keyring = w.keyring();
    let Some(fingerprint) = sealed_by_here(w).await? else { return Ok(keyring.opened_with().clone()) };
    keyring.master(&fingerprint).ok_or_else(|| {
        let have = keyring.opened_with().fingerprint();
        StoreError::Key(UnwrapError::OtherMaster { wrapped_by: fingerprint, have })
    })
}

/// Wraps every data key of every organisation with `next`, in the caller's commit. Returns how many that were: none
/// where all are already.
///
/// # Errors
/// The database's own, or a data key whose master key is not here; nothing is wrapped then.
pub async fn wrap_all(w: &mut Writing, next: &MasterKey) -> Result<u64, StoreError> {
    // The dialect difference: nobody makes a data key with the earlier master key from here to the commit. Those who
    // read, and those who seal with keys that are there, go on.
    if !w.is_lite() {
        run!(w, "LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE")?;
    }
    let keys =
        all!(w, Kept, "SELECT organisation_id, id, purpose, wrapped FROM data_key ORDER BY organisation_id, id")?;
    let (keyring, new) = (w.keyring(), next.fingerprint());
    let mut done = 0;
    for key in keys.into_iter().filter(|key| wrapped_by(&key.wrapped) != Some(new.as_str())) {
        let purpose = if key.purpose == Purpose::Index.code() { Purpose::Index } else { Purpose::Fields };
        let row = KeyRow { id: key.id, wrapped: key.wrapped };
        let data_key = keyring.unwrap(key.organisation_id, &row, purpose)?;
        let wrapped =
            next.wrap(&data_key, key.organisation_id.into_bytes(), purpose).map_err(|_| StoreError::NoChance)?;
        done += run!(
            w,
            "UPDATE data_key SET wrapped = $3 WHERE organisation_id = $1 AND id = $2",
            key.organisation_id,
            key.id,
            wrapped
        )?;
    }
    Ok(done)
}
