//! A coordinator opens a group to the public: only when people are safe there and it says what it is for.

use super::edit_group::{entry, lock_coming, within};
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::EditGroup;
use bothy_domain::groups::OpenRefused;
use bothy_domain::groups::opening::{Purpose, Safety, Sheet};
use bothy_domain::ids::{ActId, OrganisationId, PersonId};
use bothy_store::groups::{Group, by_slug, save};
use bothy_store::safety::help_lines;
use bothy_store::sealing::sheets;
use bothy_store::{Audit, Commit, StoreError, Tx, Writing, access, organisations, people};
use jiff::Timestamp;
use std::collections::BTreeSet;

struct Input {
    who: Known,
    act: ActId,
    slug: String,
    version: i64,
    now: Timestamp,
}

/// Opens a group to the public; `version` is the one that the form was printed from.
///
/// # Errors
/// What is missing, by name; [`ActionError::Stale`] where somebody changed the group meanwhile; or the group is
/// not there for this person.
pub async fn open_group(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
) -> Result<(), ActionError<OpenRefused>> {
    let input = Input { who: who.clone(), act, slug: slug.to_owned(), version, now: bothy.now() };
    bothy.db.write("open_group", input, |w, input| Box::pin(open_in(w, input))).await
}

async fn open_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<OpenRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let mut locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    let Some(group) = by_slug(w, organisation, &input.slug).await? else { return Err(ActionError::NotFound) };
    Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
    let hash = token_hash(&input.slug);
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if group.version != input.version {
        return Err(ActionError::Stale);
    }
    let safety = safety(w, organisation).await?;
    let state = group.state.open(safety, purpose(&group), now).map_err(ActionError::Rule)?;
    // Whoever opens a group that came from a file has looked at it.
    let group = Group { state, looked_at: group.looked_at.or(Some(now)), ..group };
    lock_coming(w, &mut locked, organisation, &group, now).await?;
    if save(w, organisation, &group, now).await? == 0 {
        return Err(ActionError::Stale);
    }
    access::spend(w, organisation, input.act.uuid(), "open-group", &hash, &input.slug, now).await?;
    replan(w, locked, now).await?;
    Ok(Commit::Changed((), Audit::of(entry(&input.who, "group-opened", &group, now))))
}

/// What keeps people safe here.
pub(super) async fn safety(tx: &mut Tx, organisation: OrganisationId) -> Result<Safety, StoreError> {
    let found = organisations::find(tx, organisation).await?;
    let readers: BTreeSet<PersonId> =
        found.map(|found| found.readers).unwrap_or_default().into_iter().flatten().collect();
    let help_lines = help_lines(tx, organisation).await?.len();
    let sheet = if sheets::is_confirmed(tx).await? { Sheet::Confirmed } else { Sheet::Unconfirmed };
    Ok(Safety { readers: readers.len(), help_lines, sheet })
}

/// Whether a group says what it is for.
pub(super) fn purpose(group: &Group) -> Purpose {
    if group.purpose.trim().is_empty() { Purpose::Unsaid } else { Purpose::Said }
}
