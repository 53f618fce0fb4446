//! What every change of what somebody has shown shares: the lock, the permit, the act's own id, the plan.

use crate::access::{Known, token_hash};
use crate::duties::replan;
use crate::error::ActionError;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::helper::{HelpsHere, RecordShown};
use bothy_domain::ids::{ActId, OrganisationId, PersonId};
use bothy_domain::supporters::checks::Shown;
use bothy_store::duties::{Locked, Subject, SubjectKind, lock, make, wake_sessions_of};
use bothy_store::people::{Helper, Written, helpers, written};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt::{Debug, Display};

/// Who changes what is known of whom.
#[derive(Clone)]
pub(super) struct Asked {
    pub who: Known,
    pub act: ActId,
    pub person: PersonId,
    /// The hash of all that was sent.
    pub hash: String,
    pub now: Timestamp,
}

impl Asked {
    pub fn new((who, act): (&Known, ActId), person: PersonId, words: &impl Debug, now: Timestamp) -> Self {
        let hash = token_hash(&format!("{person} {words:?}"));
        Self { who: who.clone(), act, person, hash, now }
    }

    pub fn organisation(&self) -> OrganisationId {
        self.who.sign_in.organisation
    }
}

/// A helper whose subject is locked, and of whom this person may write something down.
pub(super) struct Opened {
    pub written: Vec<Written>,
    pub today: Date,
    pub locked: Locked,
}

impl Opened {
    pub fn shown(&self) -> Shown {
        self.written.iter().map(|one| one.what.clone()).collect()
    }
}

/// Somebody who helps here, if there is such a person.
pub(super) async fn helper(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<(Helper, HelpsHere)>, StoreError> {
    let found = helpers(tx, organisation, Some(person)).await?.pop();
    Ok(found.map(|helper| {
        let thing = HelpsHere::by(organisation, person, &helper.hats);
        (helper, thing)
    }))
}

/// Opens what is known of somebody for a change; none where the same act was done before.
///
/// # Errors
/// They are not there for this person; the act was spent with other words.
pub(super) async fn open<R: Debug + Display>(w: &mut Writing, asked: &Asked) -> Result<Option<Opened>, ActionError<R>> {
    let organisation = asked.organisation();
    let subject = Subject::of(organisation, SubjectKind::Person, asked.person.uuid());
    let Some((_, thing)) = helper(w, organisation, asked.person).await? else { return Err(ActionError::NotFound) };
    make(w, subject).await?;
    let locked = lock(w, &[subject]).await?;
    let standing = people::standing(w, organisation, asked.who.sign_in.person, asked.now).await?;
    Permit::<RecordShown>::ask(&standing, thing)?;
    // After the lock: of two presses of one button, the second finds what the first made.
    match access::spent(w, organisation, asked.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == asked.hash => return Ok(None),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let today = today(w, organisation, asked.now).await?;
    let written = written(w, organisation, &[asked.person]).await?.remove(&asked.person).unwrap_or_default();
    Ok(Some(Opened { written, today, locked }))
}

/// Spends the act, plans the person anew, and asks for the sessions they hold a seat on to be planned.
pub(super) async fn close<R: Debug + Display>(
    w: &mut Writing,
    asked: &Asked,
    locked: Locked,
    act: &'static str,
) -> Result<Commit<()>, ActionError<R>> {
    let organisation = asked.organisation();
    let made = asked.person.to_string();
    access::spend(w, organisation, asked.act.uuid(), act, &asked.hash, &made, asked.now).await?;
    wake_sessions_of(w, organisation, asked.person, asked.now).await?;
    replan(w, locked, asked.now).await?;
    Ok(Commit::Changed((), Audit::of(entry(&asked.who, act, made, asked.now))))
}

/// One line of the audit about a person.
pub(super) fn entry(who: &Known, act: &'static str, thing: String, now: Timestamp) -> Entry {
    Entry { organisation: who.sign_in.organisation, at: now, by: Some(who.sign_in.person), act, thing, reason: None }
}

/// Which day it is where the organisation is.
pub(super) async fn today(tx: &mut Tx, organisation: OrganisationId, now: Timestamp) -> Result<Date, StoreError> {
    let Some(ours) = organisations::find(tx, organisation).await? else {
        return Err(StoreError::Unknown { column: "organisation_id" });
    };
    Ok(day_of(now, &named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?))
}
