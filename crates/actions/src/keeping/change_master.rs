//! Another master key in the place of the one in use, while everybody goes on reading and writing.
//!
//! Four steps, each of which may be the last thing that happened before the power went: after any of them the files that
//! lie there open the service, and the same change begun again goes on where it was.

use crate::bothy::Bothy;
use bothy_seal::MasterKey;
use bothy_seal::master_file::FileError;
use bothy_seal::succession::{keep_old, prepare, take_place};
use bothy_store::sealing::master::wrap_all;
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, organisations};
use jiff::Timestamp;
use std::path::PathBuf;

/// Where the master key lies.
#[derive(Debug, Clone)]
pub struct KeyFiles {
    /// Its file; the next and the earlier ones lie beside it.
    pub key: PathBuf,
    /// The folder of the data, in which none of them may lie.
    pub data: Option<PathBuf>,
}

/// What a change does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The next key waits in a file of its own. Nothing is sealed with it yet.
    Prepare,
    /// Every data key is wrapped with it, in one commit.
    Wrap,
    /// The earlier key has a name of its own too.
    Keep,
    /// The next key has the place of the earlier one.
    Take,
}

/// What a change came to.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The short name of the next key.
    pub fingerprint: String,
    /// How many data keys were wrapped with it.
    pub keys: u64,
    /// Where the earlier key is kept.
    pub old: Option<PathBuf>,
}

/// A change that was not ended.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// A file of a key could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the master key, up to a step and with it.
///
/// # Errors
/// What hindered it; begun again it goes on from there.
pub async fn change_master(bothy: &Bothy, at: &KeyFiles, until: Step) -> Result<Changed, ChangeError> {
    let data = at.data.as_deref();
    let next = prepare(&at.key, data)?;
    let mut changed = Changed { fingerprint: next.fingerprint(), keys: 0, old: None };
    if until >= Step::Wrap {
        changed.keys = wrap(bothy, next.clone()).await?;
    }
    if until >= Step::Keep {
        changed.old = keep_old(&at.key, &next, data)?;
    }
    if until >= Step::Take {
        take_place(&at.key, &next, data)?;
    }
    Ok(changed)
}

async fn wrap(bothy: &Bothy, next: MasterKey) -> Result<u64, StoreError> {
    bothy
        .db
        .write("change_master", (next, bothy.now()), |w, (next, now)| {
            Box::pin(async move {
                let keys = wrap_all(w, next).await?;
                Ok(match audit(w, "changed-master-key", &next.fingerprint(), *now).await? {
                    Some(audit) if keys > 0 => Commit::Changed(keys, audit),
                    // Done before, or nothing is sealed yet.
                    Some(_) | None => Commit::Unchanged(keys),
                })
            })
        })
        .await
}

/// Notes that the file of an earlier master key is let go.
///
/// # Errors
/// The store's own.
pub async fn note_forgotten(bothy: &Bothy, fingerprint: String) -> Result<(), StoreError> {
    bothy
        .db
        .write("note_forgotten", (fingerprint, bothy.now()), |w, (fingerprint, now)| {
            Box::pin(async move {
                Ok(match audit(w, "forgot-master-key", fingerprint, *now).await? {
                    Some(audit) => Commit::Changed((), audit),
                    None => Commit::Unchanged(()),
                })
            })
        })
        .await
}

/// The key seals every organisation's words: each audit says it.
async fn audit(w: &mut Writing, act: &'static str, key: &str, now: Timestamp) -> Result<Option<Audit>, StoreError> {
    let entries = organisations::all(w).await?.into_iter().map(|one| Entry {
        organisation: one.id,
        at: now,
        by: None,
        act,
        thing: format!("key_{key}"),
        reason: None,
    });
    Ok(Audit::from_entries(entries.collect()))
}
