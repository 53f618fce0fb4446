//! The worker lets go of what has had its time, a slice in each commit, and of nothing that is held.

use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::keeping::erase_person::erase;
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_domain::keeping::{ErasureRefused, WhyErased};
use bothy_store::going::{End, Kept, classes, is_due, overdue_people, remove_slice};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, organisations};
use jiff::Timestamp;

/// How many records go in one commit: the one writer of a file is free again after milliseconds.
const SLICE: u32 = 200;
/// How many people are looked at at once; each goes in a commit of their own.
const PEOPLE: u32 = 50;
/// How many slices of one class one round does at most; the next round takes the rest.
const SLICES: u32 = 50;

/// Goes through every class of records once: what has had its time goes. Returns how many records went. Stopped at
/// any moment, the next round goes on with what is still there.
///
/// # Errors
/// The store's own.
pub async fn let_go(bothy: &Bothy) -> Result<u64, StoreError> {
    let all =
        bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { organisations::all(tx).await })).await?;
    let mut gone = 0;
    for class in classes()? {
        for organisation in &all {
            gone += of_class(bothy, organisation.id, class).await?;
        }
    }
    if gone > 0 {
        bothy.db.fold_log().await?;
    }
    Ok(gone)
}

async fn of_class(bothy: &Bothy, organisation: OrganisationId, class: &'static Kept) -> Result<u64, StoreError> {
    let mut gone = 0;
    for _ in 0..SLICES {
        let slice = match class.end {
            End::Stays => 0,
            End::Row | End::Blank => rows(bothy, organisation, class).await?,
            End::Tombstone => people(bothy, organisation, class).await?,
        };
        gone += slice;
        if slice == 0 {
            break;
        }
    }
    Ok(gone)
}

/// One slice: its entry says of which class and how many, and nothing of what they were.
async fn rows(bothy: &Bothy, organisation: OrganisationId, class: &'static Kept) -> Result<u64, StoreError> {
    let input = (organisation, class, bothy.now(), bothy.wall());
    let any = bothy.db.snapshot("is_due", input, |tx, (organisation, class, now, wall)| {
        Box::pin(async move { is_due(tx, *organisation, class, (*now, *wall)).await })
    });
    if !any.await? {
        return Ok(0);
    }
    bothy
        .db
        .write("let_go", input, |w, (organisation, class, now, wall)| {
            Box::pin(async move {
                let removed = remove_slice(w, *organisation, class, (*now, *wall), SLICE).await?;
                if removed.rows == 0 {
                    return Ok(Commit::Unchanged(0));
                }
                let audit = Audit::of(Entry {
                    organisation: *organisation,
                    at: *now,
                    by: None,
                    act: "records-let-go",
                    thing: format!("{}_{}", class.name, removed.rows),
                    reason: None,
                });
                Ok::<_, StoreError>(Commit::Changed(removed.rows, audit))
            })
        })
        .await
}

async fn people(bothy: &Bothy, organisation: OrganisationId, class: &'static Kept) -> Result<u64, StoreError> {
    let input = (organisation, class, bothy.now(), bothy.wall());
    let overdue = bothy
        .db
        .snapshot("overdue_people", input, |tx, (organisation, class, now, wall)| {
            Box::pin(async move { overdue_people(tx, *organisation, class, (*now, *wall), PEOPLE).await })
        })
        .await?;
    let mut gone = 0;
    for person in overdue {
        let erased = bothy
            .db
            .write("let_go_of_person", (organisation, person, bothy.now()), |w, (organisation, person, now)| {
                Box::pin(time_over(w, *organisation, *person, *now))
            })
            .await;
        match erased {
            Ok(()) => gone += 1,
            Err(ActionError::Store(error)) => return Err(error),
            // A worry waits, or they are still named: somebody has to act first, and the next round asks again.
            Err(refused) => tracing::debug!(error = &refused as &dyn std::error::Error, "somebody waits to be erased"),
        }
    }
    Ok(gone)
}

async fn time_over(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Commit<()>, ActionError<ErasureRefused>> {
    let done = erase(w, organisation, person, WhyErased::TimeOver, now).await?;
    let entry = Entry {
        organisation,
        at: now,
        by: None,
        act: "person-erased-in-time",
        thing: person.to_string(),
        reason: None,
    };
    Ok(Commit::Changed((), done.audit(entry, None)))
}
