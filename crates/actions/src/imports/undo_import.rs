//! Somebody takes an import back: what it made goes, except what was used since.

use super::import_file::allowed;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::{ActionError, Never};
use crate::sessions::series::lock_calendar;
use bothy_domain::ids::{ImportRunId, OrganisationId, PersonId};
use bothy_store::duties::{Subject, SubjectKind, lock};
use bothy_store::imports::{self, Made, RowState, Thing};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Why something that an import made is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeptWhy {
    /// A person has looked at it.
    #[error("somebody has looked at it")]
    LookedAt,
    /// The group was opened.
    #[error("it was opened")]
    Opened,
    /// Sessions were made.
    #[error("it has sessions")]
    HasSessions,
    /// Somebody wrote something else into it.
    #[error("it was changed since")]
    Changed,
    /// Something else leans on it: a group meets there, people hold it, somebody was told of it.
    #[error("something else uses it")]
    InUse,
}

/// What taking an import back came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// How many groups, places and listings went.
    pub taken_back: usize,
    /// What is kept, by name, and why.
    pub kept: Vec<(String, KeptWhy)>,
}

struct Input {
    organisation: OrganisationId,
    by: Option<PersonId>,
    run: ImportRunId,
    now: Timestamp,
}

/// Takes an import back: its groups, places and listings go, its rows wait no longer and its file may come in again.
///
/// What was used since is kept and named. Taking back again takes what is no longer used by then.
///
/// # Errors
/// There is no such import here, or this person may not take it back.
pub async fn undo_import(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    run: ImportRunId,
) -> Result<Undone, ActionError<Never>> {
    let input = Input { organisation, by, run, now: bothy.now() };
    bothy.db.write("undo_import", input, |w, input| Box::pin(undo_in(w, input))).await
}

async fn undo_in(w: &mut Writing, input: &Input) -> Result<Commit<Undone>, ActionError<Never>> {
    let organisation = input.organisation;
    let mut locked = lock_calendar(w, organisation).await?;
    let subject = Subject::of(organisation, SubjectKind::Import, input.run.uuid());
    locked.subjects.extend(lock(w, &[subject]).await?.subjects);
    allowed(w, organisation, input.by, input.now).await?;
    if imports::find_run(w, organisation, input.run).await?.is_none() {
        return Err(ActionError::NotFound);
    }
    let mut undone = Undone::default();
    let groups = imports::made_groups(w, organisation, input.run).await?;
    let mut made: BTreeSet<Option<Thing>> = groups.iter().map(|one| Some(one.thing)).collect();
    take(w, organisation, groups, &mut undone).await?;
    // The places after the groups: what only those used is free now.
    let places = imports::made_places(w, organisation, input.run).await?;
    made.extend(places.iter().map(|one| Some(one.thing)));
    take(w, organisation, places, &mut undone).await?;
    let listings = imports::made_listings(w, organisation, input.run).await?;
    made.extend(listings.iter().map(|one| Some(one.thing)));
    take(w, organisation, listings, &mut undone).await?;
    // Meetings that somebody let in to a group that this import did not make.
    for row in imports::rows_of(w, organisation, input.run).await? {
        if row.state == RowState::LetIn && row.thing.is_some() && !made.contains(&row.thing) {
            undone.kept.push((row.name, KeptWhy::LookedAt));
        }
    }
    let marked = imports::mark_undone(w, organisation, input.run, input.now).await?;
    if marked == 0 && undone.taken_back == 0 {
        return Ok(Commit::Unchanged(undone));
    }
    replan(w, locked, input.now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: input.by,
        act: "import-undone",
        thing: input.run.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(undone, audit))
}

async fn take(
    w: &mut Writing,
    organisation: OrganisationId,
    all: Vec<Made>,
    undone: &mut Undone,
) -> Result<(), StoreError> {
    for made in all {
        if let Some(why) = used(&made) {
            undone.kept.push((made.name, why));
        } else {
            imports::take_back(w, organisation, made.thing).await?;
            undone.taken_back += 1;
        }
    }
    Ok(())
}

/// The first sign that something was used since it came in.
fn used(made: &Made) -> Option<KeptWhy> {
    let of_group = matches!(made.thing, Thing::Group(_));
    [
        (!made.preparing, KeptWhy::Opened),
        (made.sessions > 0 && of_group, KeptWhy::HasSessions),
        (made.looked_at.is_some(), KeptWhy::LookedAt),
        (made.sessions > 0 || made.leaning > 0, KeptWhy::InUse),
        (made.version > 1, KeptWhy::Changed),
    ]
    .into_iter()
    .find_map(|(so, why)| so.then_some(why))
}
