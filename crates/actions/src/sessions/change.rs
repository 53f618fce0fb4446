//! What every change of one session has in common: its subject locked, a permit for it, its version, the plan.

use super::tell::tell_one;
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::{Act, Permit, permit::Within};
use bothy_domain::ids::{ActId, ReasonId, SessionId};
use bothy_domain::sessions::SessionRefused;
use bothy_domain::sessions::way_in::WayInRefused;
use bothy_store::duties::{Locked, Subject, SubjectKind, lock};
use bothy_store::sessions::{Session, lock_and_find, save};
use bothy_store::{Audit, Commit, Entry, Writing, access, people, rota};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// Why a session stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// The session's own life says no.
    #[error("{0}")]
    Session(SessionRefused),
    /// An override needs words why.
    #[error("a reason is needed")]
    NoReason,
    /// What is to be confirmed is not there.
    #[error("there is nothing to confirm")]
    NothingToConfirm,
    /// The link, the number or how people are let in cannot be written down so.
    #[error("{0}")]
    WayIn(WayInRefused),
    /// The person named cannot open: they are nobody that we know.
    #[error("this person is not known")]
    NotKnown,
}

impl From<SessionRefused> for ChangeRefused {
    fn from(refused: SessionRefused) -> Self {
        Self::Session(refused)
    }
}

pub(super) type Refused = ActionError<ChangeRefused>;

/// One change of one session, as a form sends it.
pub(super) struct Change<I> {
    pub(super) who: Known,
    pub(super) act: ActId,
    pub(super) session: SessionId,
    /// The version that the form was opened with; none where the change cannot overwrite anybody's words.
    pub(super) version: Option<i64>,
    /// The code of the act, for the audit.
    pub(super) name: &'static str,
    /// What was sent, as text: the same act again must come with the same.
    pub(super) words: String,
    pub(super) reason: Option<String>,
    pub(super) input: I,
}

/// The session as a change leaves it, and what its seat holders are told, if anything.
pub(super) struct Changed {
    pub(super) session: Session,
    pub(super) tell: Option<&'static str>,
}

/// Runs one change of one session as one write.
pub(super) async fn change<A, I, W>(bothy: &Bothy, change: Change<I>, work: W) -> Result<SessionId, Refused>
where
    A: Act<Thing = Within>,
    I: Send + Sync + 'static,
    W: for<'t> Fn(
            &'t mut Writing,
            Session,
            &'t Change<I>,
            &'t Locked,
            Timestamp,
        ) -> BoxFuture<'t, Result<Changed, Refused>>
        + Send
        + Sync
        + 'static,
{
    let now = bothy.now();
    let work = Arc::new(work);
    bothy
        .db
        .write(change.name, (change, work, now), |w, (change, work, now)| {
            Box::pin(async move { change_in::<A, I, W>(w, change, work.as_ref(), *now).await })
        })
        .await
}

async fn change_in<A, I, W>(
    w: &mut Writing,
    change: &Change<I>,
    work: &W,
    now: Timestamp,
) -> Result<Commit<SessionId>, Refused>
where
    A: Act<Thing = Within>,
    W: for<'t> Fn(
        &'t mut Writing,
        Session,
        &'t Change<I>,
        &'t Locked,
        Timestamp,
    ) -> BoxFuture<'t, Result<Changed, Refused>>,
{
    let organisation = change.who.sign_in.organisation;
    let locked = lock(w, &[Subject::of(organisation, SubjectKind::Session, change.session.uuid())]).await?;
    let found = lock_and_find(w, &locked, organisation, change.session).await?;
    let Some(session) = found else { return Err(ActionError::NotFound) };
    let standing = people::standing(w, organisation, change.who.sign_in.person, now).await?;
    Permit::<A>::ask(&standing, session.within(organisation))?;
    let hash = crate::access::token_hash(&change.words);
    match access::spent(w, organisation, change.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(change.session)),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if change.version.is_some_and(|version| version != session.version) {
        return Err(ActionError::Stale);
    }
    let id = session.id;
    let changed = work(w, session, change, &locked, now).await?;
    save(w, organisation, &changed.session).await?;
    if let Some(kind) = changed.tell {
        tell_holders(w, change, &changed.session, kind, now).await?;
    }
    access::spend(w, organisation, change.act.uuid(), change.name, &hash, &id.to_string(), now).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(change.who.sign_in.person),
        act: change.name,
        thing: id.to_string(),
        reason: change.reason.clone().map(|words| (ReasonId::new(Uuid::now_v7()), words)),
    });
    Ok(Commit::Changed(id, audit))
}

/// Everybody who holds a seat is told of a change of their session, in the commit that makes it true.
async fn tell_holders<I>(
    w: &mut Writing,
    change: &Change<I>,
    session: &Session,
    kind: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let organisation = change.who.sign_in.organisation;
    let seats = rota::seats_of(w, organisation, &[session.id]).await?;
    for person in seats.into_values().flatten().filter_map(|seat| seat.holder()) {
        tell_one(w, organisation, person, kind, session, now).await?;
    }
    Ok(())
}
