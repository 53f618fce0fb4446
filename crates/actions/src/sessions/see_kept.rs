//! What was promised and kept, group by group, and why each session that was lost was lost (AV14).

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Scope;
use bothy_domain::ids::{GroupId, SessionId};
use bothy_domain::sessions::kept::{Kept, Tally, kept};
use bothy_store::sessions::{LookedAt, Session, facts, over_between};
use bothy_store::{StoreError, Tx};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// So many sessions are counted at most: a year of some forty groups. Longer than that asks for a shorter time.
const MOST: usize = 2_000;

/// What was promised and kept between two instants.
#[derive(Debug, Clone)]
pub struct KeptSeen {
    /// By the group's name.
    pub groups: Vec<OfGroup>,
    /// Every session that was promised and did not take place, the newest first.
    pub lost: Vec<LostSession>,
    /// All together.
    pub all: Tally,
    /// Whether there was more than is counted: then the last days are missing.
    pub cut: bool,
}

/// One group.
#[derive(Debug, Clone)]
pub struct OfGroup {
    /// Its name.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// What it promised and kept.
    pub tally: Tally,
}

/// A session that was lost.
#[derive(Debug, Clone)]
pub struct LostSession {
    /// The session.
    pub session: Session,
    /// What became of it.
    pub kept: Kept,
}

/// Reads what was promised and kept between `from` and now.
///
/// # Errors
/// Whoever asks neither plans nor reads reports.
pub async fn see_kept(bothy: &Bothy, who: &Known, from: Timestamp) -> Result<KeptSeen, ActionError<Never>> {
    let Some(scope) = Scope::of_reports(&who.standing) else { return Err(ActionError::NotFound) };
    let input = (scope, from, bothy.now());
    let seen = bothy.db.snapshot("see_kept", input, |tx, (scope, from, now)| {
        Box::pin(async move { read(tx, scope, *from, *now).await })
    });
    Ok(seen.await?)
}

async fn read(tx: &mut Tx, scope: &Scope, from: Timestamp, now: Timestamp) -> Result<KeptSeen, StoreError> {
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let mut sessions = over_between(tx, scope, from, now, limit).await?;
    let cut = sessions.len() > MOST;
    sessions.truncate(MOST);
    let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
    let facts = facts(tx, scope.organisation, &ids, LookedAt::OnItsDay).await?;
    let mut groups: BTreeMap<GroupId, OfGroup> = BTreeMap::new();
    let mut seen = KeptSeen { groups: Vec::new(), lost: Vec::new(), all: Tally::default(), cut };
    for session in sessions {
        let Some(facts) = facts.get(&session.id) else { continue };
        let became = kept(facts);
        seen.all.add(became);
        let group = groups.entry(session.group).or_insert_with(|| OfGroup {
            name: session.group_name.clone(),
            slug: session.group_slug.clone(),
            tally: Tally::default(),
        });
        group.tally.add(became);
        if became.was_promised() && !became.took_place() {
            seen.lost.push(LostSession { session, kept: became });
        }
    }
    seen.groups = groups.into_values().collect();
    seen.groups.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.slug.cmp(&other.slug)));
    seen.lost.reverse();
    Ok(seen)
}
