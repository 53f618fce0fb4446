//! A coordinator writes the parts of a course, in their order.

use super::edit_group::{entry, within};
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::EditGroup;
use bothy_domain::groups::course::{PartsRefused, checked_parts};
use bothy_domain::groups::{CoursePart, OwnFact};
use bothy_domain::ids::ActId;
use bothy_store::groups::course::put_parts;
use bothy_store::groups::{by_slug, save};
use bothy_store::{Audit, Commit, Writing, access, people};
use jiff::Timestamp;

struct Input {
    who: Known,
    act: ActId,
    slug: String,
    version: i64,
    parts: Vec<CoursePart>,
    now: Timestamp,
}

/// Writes the parts of a course in place of those there were; `version` is the group's, from the form.
///
/// # Errors
/// What is wrong with a part, by its number; [`ActionError::Stale`] where somebody changed the group meanwhile; or
/// the group is no course, or not there for this person.
pub async fn write_parts(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    parts: &[CoursePart],
) -> Result<(), ActionError<PartsRefused>> {
    let parts = checked_parts(parts).map_err(ActionError::Rule)?;
    let input = Input { who: who.clone(), act, slug: slug.to_owned(), version, parts, now: bothy.now() };
    bothy.db.write("write_parts", input, |w, input| Box::pin(write_in(w, input))).await
}

async fn write_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<PartsRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    // Two editors of one group wait for each other here.
    lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    let Some(group) = by_slug(w, organisation, &input.slug).await? else { return Err(ActionError::NotFound) };
    Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
    if !group.kind.has(OwnFact::Parts) {
        return Err(ActionError::NotFound);
    }
    let hash = token_hash(&format!("{} {:?}", input.slug, input.parts));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if group.version != input.version || save(w, organisation, &group, now).await? == 0 {
        return Err(ActionError::Stale);
    }
    put_parts(w, organisation, group.id, &input.parts).await?;
    access::spend(w, organisation, input.act.uuid(), "write-parts", &hash, &input.slug, now).await?;
    Ok(Commit::Changed((), Audit::of(entry(&input.who, "course-parts-written", &group, now))))
}
