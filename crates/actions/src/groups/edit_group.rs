//! A coordinator writes what a group is, for whom, and how many facilitators it asks for.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::{lock_calendar, lock_sessions};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{EditGroup, Within};
use bothy_domain::groups::own_facts::OwnRefused;
use bothy_domain::groups::{GroupKind, OwnFacts};
use bothy_domain::ids::{ActId, OrganisationId, ReasonId};
use bothy_domain::organisations::policy_versions::PolicyChange;
use bothy_domain::sessions::SessionState;
use bothy_store::duties::Locked;
use bothy_store::groups::{Group, by_slug, save};
use bothy_store::policies::{self, Noted};
use bothy_store::sessions::{Session, of_group};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access, people};
use jiff::Timestamp;
use uuid::Uuid;

/// The longest that one text about a group may be, in letters.
const LONGEST: usize = 4_000;
/// The most facilitators that a group asks for.
const MOST: u8 = 20;
/// More sessions than any group has ahead.
pub(super) const ALL_SESSIONS: i64 = 2_000;

/// What a group says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupWords {
    /// What it is for.
    pub purpose: String,
    /// For whom.
    pub for_whom: String,
    /// What happens, a line for each part.
    pub what_happens: String,
    /// How to come for the first time.
    pub how_to_come: String,
    /// Who may come, and when.
    pub kind: GroupKind,
    /// The least number of facilitators, 1 to 20.
    pub minimum: u8,
    /// Why that number is changed; empty where nobody says it. Where it is not changed it is left out.
    pub why: String,
    /// The facts that belong to its kind; others are left out.
    pub own: OwnFacts,
}

/// Why what was written of a group is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// A group that everybody sees says what it is for.
    #[error("a group that is open says what it is for")]
    NoPurpose,
    /// A text is longer than it may be.
    #[error("one of the texts is longer than {most} letters")]
    TooLong {
        /// The most letters.
        most: usize,
    },
    /// The facts of its kind cannot stand.
    #[error("{0}")]
    Own(OwnRefused),
    /// Sessions are planned outside the fixed weeks that were given.
    #[error("{count} sessions are planned outside its weeks")]
    SessionsOutside {
        /// How many.
        count: usize,
    },
    /// Nobody, or more people than a group can have, would facilitate it.
    #[error("a group asks for 1 to {most} facilitators")]
    Minimum {
        /// The most.
        most: u8,
    },
}

struct Input {
    who: Known,
    act: ActId,
    slug: String,
    version: i64,
    words: GroupWords,
    now: Timestamp,
}

/// Writes what a group says of itself; `version` is the one that the form was printed from.
///
/// Its coming sessions are planned anew in the same commit: how many facilitators it asks for decides whether
/// they are ready.
///
/// # Errors
/// What is wrong with the words, by name; [`ActionError::Stale`] where somebody changed the group meanwhile; or
/// the group is not there for this person.
pub async fn edit_group(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    words: GroupWords,
) -> Result<(), ActionError<EditRefused>> {
    let input =
        Input { who: who.clone(), act, slug: slug.to_owned(), version, words: checked(words)?, now: bothy.now() };
    bothy.db.write("edit_group", input, |w, input| Box::pin(edit_in(w, input))).await
}

fn checked(words: GroupWords) -> Result<GroupWords, ActionError<EditRefused>> {
    let texts = [&words.purpose, &words.for_whom, &words.what_happens, &words.how_to_come, &words.why];
    if texts.into_iter().any(|text| text.chars().count() > LONGEST) {
        return Err(ActionError::Rule(EditRefused::TooLong { most: LONGEST }));
    }
    if !(1..=MOST).contains(&words.minimum) {
        return Err(ActionError::Rule(EditRefused::Minimum { most: MOST }));
    }
    let own = words.own.checked(words.kind).map_err(|refused| ActionError::Rule(EditRefused::Own(refused)))?;
    Ok(GroupWords { own, ..words })
}

async fn edit_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<EditRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let mut locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    let Some(group) = by_slug(w, organisation, &input.slug).await? else { return Err(ActionError::NotFound) };
    Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
    let hash = token_hash(&format!("{} {:?}", input.slug, input.words));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if group.version != input.version {
        return Err(ActionError::Stale);
    }
    let (words, before) = (&input.words, group.minimum);
    if group.state.is_public() && words.purpose.trim().is_empty() {
        return Err(ActionError::Rule(EditRefused::NoPurpose));
    }
    let group = Group {
        purpose: words.purpose.trim().to_owned(),
        for_whom: words.for_whom.trim().to_owned(),
        what_happens: words.what_happens.trim().to_owned(),
        how_to_come: words.how_to_come.trim().to_owned(),
        kind: words.kind,
        minimum: words.minimum,
        own: words.own.clone(),
        ..group
    };
    none_outside(w, organisation, &group, now).await?;
    lock_coming(w, &mut locked, organisation, &group, now).await?;
    if save(w, organisation, &group, now).await? == 0 {
        return Err(ActionError::Stale);
    }
    let mut entry = entry(&input.who, "group-edited", &group, now);
    if before != group.minimum {
        let why = words.why.trim();
        entry.reason = (!why.is_empty()).then(|| (ReasonId::new(Uuid::now_v7()), why.to_owned()));
        let change = PolicyChange::Minimum { group: group.id, before, after: group.minimum };
        let noted = Noted { by: entry.by, reason: entry.reason.as_ref().map(|(id, _)| *id), at: now };
        policies::note(w, organisation, change, noted).await?;
    }
    access::spend(w, organisation, input.act.uuid(), "edit-group", &hash, &input.slug, now).await?;
    replan(w, locked, now).await?;
    Ok(Commit::Changed((), Audit::of(entry)))
}

/// A group's weeks are not drawn around its sessions unseen: those outside are ended with their rule first, where
/// each is shown before it is done.
async fn none_outside(
    w: &mut Writing,
    organisation: OrganisationId,
    group: &Group,
    now: Timestamp,
) -> Result<(), ActionError<EditRefused>> {
    let coming = of_group(w, organisation, group.id, now, ALL_SESSIONS).await?;
    let outside = |session: &&Session| session.state == SessionState::Planned && !group.own.holds_day(session.date);
    match coming.iter().filter(outside).count() {
        0 => Ok(()),
        count => Err(ActionError::Rule(EditRefused::SessionsOutside { count })),
    }
}

/// A group as the thing of a permit.
pub(super) fn within(organisation: OrganisationId, group: &Group) -> Within {
    Within { organisation, branch: group.branch, group: Some(group.id) }
}

/// Locks the coming sessions of a group, so that they are planned anew with it.
pub(super) async fn lock_coming(
    w: &mut Writing,
    locked: &mut Locked,
    organisation: OrganisationId,
    group: &Group,
    now: Timestamp,
) -> Result<(), StoreError> {
    let coming = of_group(w, organisation, group.id, now, ALL_SESSIONS).await?;
    let ids: Vec<_> = coming.into_iter().map(|session| session.id).collect();
    lock_sessions(w, locked, organisation, &ids).await
}

/// One line of the audit about a group.
pub(super) fn entry(who: &Known, act: &'static str, group: &Group, now: Timestamp) -> Entry {
    Entry {
        organisation: who.sign_in.organisation,
        at: now,
        by: Some(who.sign_in.person),
        act,
        thing: group.id.to_string(),
        reason: None,
    }
}
