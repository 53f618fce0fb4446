//! Sending what waits in the outbox: leased, tried again with growing pauses, given up to a person.

use crate::bothy::Bothy;
use crate::duties::replan;
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::jobs::{Leaves, Queued, ended, forget_words, lease};
use bothy_store::{Audit, Commit, Entry, StoreError};
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use jiff::{SignedDuration, Timestamp};

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It left.
    Sent,
    /// It may work later; a short word why, without anything about a person.
    TryAgain(&'static str),
    /// It never will; a short word why.
    Never(&'static str),
}

/// What carries a notice to a person.
pub trait Courier: Send + Sync {
    /// Tries once, at this service time.
    fn carry<'a>(&'a self, notice: &'a Queued, now: Timestamp) -> BoxFuture<'a, Outcome>;

    /// Whose letters it carries; the others wait.
    fn leaves(&self) -> Leaves {
        Leaves::All
    }
}

/// How long a node holds a notice while it tries.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// After so many tries a person is asked to tell them instead.
const TRIES: i32 = 6;

/// Tries every notice that waits, once. Returns how many left.
///
/// # Errors
/// The store's own.
pub async fn send_waiting(bothy: &Bothy, courier: &dyn Courier, limit: i64) -> Result<usize, StoreError> {
    let (now, wall) = (bothy.now(), bothy.wall());
    let until = wall.checked_add(LEASE).unwrap_or(wall);
    let leased = bothy
        .db
        .write("lease", (now, (wall, until), courier.leaves(), limit), |w, (now, span, leaves, limit)| {
            Box::pin(async move { Ok::<_, StoreError>(Commit::Sealed(lease(w, *now, *span, *leaves, *limit).await?)) })
        })
        .await?;
    let mut sent = 0;
    // Side by side: a server of one organisation that keeps us waiting does not keep the letters of another. Each is
    // noted as soon as it ended: what left and was not noted would leave again after a crash.
    let carried = leased.into_iter().map(|notice| async move {
        let outcome = courier.carry(&notice, now).await;
        (notice, outcome)
    });
    let mut under_way: FuturesUnordered<_> = carried.collect();
    while let Some((notice, outcome)) = under_way.next().await {
        sent += usize::from(outcome == Outcome::Sent);
        note(bothy, notice, outcome, now).await?;
    }
    Ok(sent)
}

async fn note(bothy: &Bothy, notice: Queued, outcome: Outcome, now: Timestamp) -> Result<(), StoreError> {
    bothy
        .db
        .write("note_delivery", (notice, outcome, now), |w, (queued, outcome, now)| {
            Box::pin(async move {
                let organisation = queued.organisation;
                let id = queued.notice.id;
                let pause = SignedDuration::from_mins(1_i64 << queued.tries.clamp(0, 6));
                let again = now.checked_add(pause).unwrap_or(*now);
                let (state, why) = match outcome {
                    Outcome::Sent => ("sent", None),
                    Outcome::TryAgain(why) if queued.tries + 1 < TRIES => ("waiting", Some(*why)),
                    Outcome::TryAgain(why) | Outcome::Never(why) => ("given-up", Some(*why)),
                };
                ended(w, organisation, id, state, again, why, *now).await?;
                // What lets somebody in is not left lying about once it has left.
                if state != "waiting" && matches!(queued.notice.kind.as_str(), "invited" | "recovered") {
                    forget_words(w, organisation, id).await?;
                }
                if state == "given-up" {
                    let subject = Subject::of(organisation, SubjectKind::Notice, id.uuid());
                    make(w, subject).await?;
                    let locked = lock(w, &[subject]).await?;
                    replan(w, locked, *now).await?;
                }
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: None,
                    act: if state == "sent" { "notice-sent" } else { "notice-not-sent" },
                    thing: id.to_string(),
                    reason: None,
                });
                Ok::<_, StoreError>(Commit::Changed((), audit))
            })
        })
        .await
}
