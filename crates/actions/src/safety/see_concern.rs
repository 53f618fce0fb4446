//! Somebody who may read a worry opens it, and that is written down.
//!
//! Where it cannot be written, nobody reads, with one exception: a worry that says that somebody is in danger now is
//! shown, and the look is kept in the spool until the database takes it (house law 5).

use super::acknowledge_concern::may_read;
use super::let_looks_go::{LooksNow, looks_now};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::ids::{ConcernId, PersonId};
use bothy_domain::safety::{ConcernRefused, ConcernState, Danger};
use bothy_store::audit::{LateLook, is_written};
use bothy_store::people::Named;
use bothy_store::safety::{ConcernRow, find_concern};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, people};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

/// How long somebody who wants to reach a person in danger waits for the database to write down that they look.
const PATIENCE: Duration = Duration::from_secs(2);

/// A look that was written later than it was.
const LATE: &str = "concern-read-late";

/// A worry as somebody who may read it finds it.
#[derive(Clone)]
pub struct ConcernSeen {
    /// The worry.
    pub row: ConcernRow,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// How the looks under it stand.
    pub looks: LooksNow,
}

/// Reads a worry. The look itself is written down, in the same commit that allows it.
///
/// # Errors
/// Nothing there for this person; or the look cannot be written down, and nobody is in danger now.
pub async fn see_concern(
    bothy: &Bothy,
    who: &Known,
    concern: ConcernId,
) -> Result<ConcernSeen, ActionError<ConcernRefused>> {
    let look = LateLook {
        id: Uuid::now_v7(),
        organisation: who.sign_in.organisation,
        by: who.sign_in.person,
        thing: concern.to_string(),
        at: bothy.now(),
    };
    let mut writing = Box::pin(written(bothy, who, concern, &look));
    let refused = match tokio::time::timeout(PATIENCE, &mut writing).await {
        Ok(Err(ActionError::Store(error))) => Some(error),
        Ok(answer) => return answer,
        // It goes on: the entry has its id, and is there once, whoever writes it.
        Err(_) => None,
    };
    let read = bothy.db.snapshot("see_concern_in_danger", (who.clone(), concern, look.at), |tx, (who, id, now)| {
        Box::pin(async move { seen_by(tx, who, *id, *now).await })
    });
    match (read.await, refused) {
        (Ok(Some(seen)), _) if seen.row.concern.danger == Danger::YesOrNotSure => {
            bothy.spool.keep(look.clone()).await;
            Ok(seen)
        }
        (_, Some(error)) => Err(ActionError::Store(error)),
        (_, None) => writing.await,
    }
}

async fn written(
    bothy: &Bothy,
    who: &Known,
    concern: ConcernId,
    look: &LateLook,
) -> Result<ConcernSeen, ActionError<ConcernRefused>> {
    let input = (who.clone(), concern, look.clone());
    bothy
        .db
        .write("see_concern", input, |w, (who, id, look)| {
            Box::pin(async move {
                let Some(seen) = seen_by(w, who, *id, look.at).await? else { return Err(ActionError::NotFound) };
                Ok(Commit::Changed(seen, Audit::known_as(look.id, entry(look, "concern-read"))))
            })
        })
        .await
}

/// What the page of a worry holds, for whoever may read it; none for anybody else.
async fn seen_by(tx: &mut Tx, who: &Known, id: ConcernId, now: Timestamp) -> Result<Option<ConcernSeen>, StoreError> {
    let organisation = who.sign_in.organisation;
    let found = find_concern(tx, organisation, id).await?;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    let Some(row) = found.filter(|found| may_read(&standing, found)) else { return Ok(None) };
    let mut named = row.concern.readers.to_vec();
    if let ConcernState::Acknowledged { by, .. } = row.concern.state {
        named.push(by);
    }
    named.extend(row.said_by);
    let people = people::named(tx, organisation, &named).await?;
    let looks = looks_now(tx, &standing, &row).await?;
    Ok(Some(ConcernSeen { row, people, looks }))
}

fn entry(look: &LateLook, act: &'static str) -> Entry {
    Entry {
        organisation: look.organisation,
        at: look.at,
        by: Some(look.by),
        act,
        thing: look.thing.clone(),
        reason: None,
    }
}

/// Writes down the looks that wait in the spool, each at the time when it was and each once. Returns how many.
pub async fn write_late_looks(bothy: &Bothy) -> usize {
    let waiting = bothy.spool.waiting().await;
    let mut taken = Vec::new();
    for look in waiting {
        let id = look.id;
        let done = bothy.db.write("late_look", look, |w, look| {
            Box::pin(async move {
                if is_written(w, look.organisation, look.id).await? {
                    return Ok(Commit::Unchanged(()));
                }
                Ok::<_, StoreError>(Commit::Changed((), Audit::known_as(look.id, entry(look, LATE))))
            })
        });
        match done.await {
            Ok(()) => taken.push(id),
            // It waits on; the next round tries again.
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "a look still waits to be noted"),
        }
    }
    bothy.spool.taken(&taken).await;
    taken.len()
}
