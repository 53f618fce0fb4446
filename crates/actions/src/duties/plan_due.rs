//! The worker's round: plans what is due, and only that.

use super::replan::replan;
use crate::bothy::Bothy;
use bothy_domain::organisations::RULES_VERSION;
use bothy_store::duties::{Subject, due, lock, next_wake as next};
use bothy_store::{Audit, Commit, Entry, StoreError};
use jiff::Timestamp;

/// How many subjects one commit plans: short enough that nobody waits behind it.
const AT_ONCE: usize = 20;

/// Plans up to `limit` subjects whose time has come, or which older rules planned. Returns how many.
///
/// # Errors
/// The store's own.
pub async fn plan_due(bothy: &Bothy, limit: i64) -> Result<usize, StoreError> {
    let now = bothy.now();
    let subjects = bothy
        .db
        .snapshot("due", (now, limit), |tx, (now, limit)| {
            Box::pin(async move { due(tx, *now, RULES_VERSION, *limit).await })
        })
        .await?;
    for some in subjects.chunks(AT_ONCE) {
        plan_these(bothy, some.to_vec(), now).await?;
    }
    Ok(subjects.len())
}

async fn plan_these(bothy: &Bothy, subjects: Vec<Subject>, now: Timestamp) -> Result<(), StoreError> {
    bothy
        .db
        .write("plan_due", (subjects, now), |w, (subjects, now)| {
            Box::pin(async move {
                let locked = lock(w, subjects).await?;
                let Some(audit) = Audit::from_entries(
                    locked
                        .subjects
                        .keys()
                        .map(|subject| Entry {
                            organisation: subject.organisation,
                            at: *now,
                            by: None,
                            act: "planned",
                            thing: format!("{}_{}", subject.kind.code(), subject.id.uuid().simple()),
                            reason: None,
                        })
                        .collect(),
                ) else {
                    return Ok(Commit::Unchanged(()));
                };
                replan(w, locked, *now).await?;
                Ok::<_, StoreError>(Commit::Changed((), audit))
            })
        })
        .await
}

/// When any plan next changes by itself.
///
/// # Errors
/// The store's own.
pub async fn next_wake(bothy: &Bothy) -> Result<Option<Timestamp>, StoreError> {
    bothy.db.snapshot("next_wake", (), |tx, ()| Box::pin(async move { next(tx).await })).await
}
