//! What every change of a place shares: the permit, the lock, the act's own id, the version, the plan.

use crate::access::{Known, token_hash};
use crate::duties::replan;
use crate::error::ActionError;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{EditPlace, Within};
use bothy_domain::ids::{ActId, OrganisationId};
use bothy_store::duties::{Locked, Subject, SubjectKind, lock, make};
use bothy_store::places::{Place, all, save};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt::{Debug, Display};

/// Who changes which place, and from which version of it.
#[derive(Clone)]
pub(super) struct Asked {
    pub who: Known,
    pub act: ActId,
    pub slug: String,
    /// The version that the form was printed from; none for a change that stands by itself.
    pub version: Option<i64>,
    /// The hash of all that was sent.
    pub hash: String,
    pub now: Timestamp,
}

impl Asked {
    pub fn new(
        (who, act): (&Known, ActId),
        slug: &str,
        version: Option<i64>,
        words: &(impl Debug + ?Sized),
        now: Timestamp,
    ) -> Self {
        let hash = token_hash(&format!("{slug} {words:?}"));
        Self { who: who.clone(), act, slug: slug.to_owned(), version, hash, now }
    }

    pub fn organisation(&self) -> OrganisationId {
        self.who.sign_in.organisation
    }
}

/// A place that is locked and may be changed.
pub(super) struct Opened {
    /// The place as it stands; whoever writes about it has looked at it.
    pub place: Place,
    pub today: Date,
    pub locked: Locked,
}

/// Opens a place for a change; none where the same act was done before.
///
/// # Errors
/// It is not there for this person; it was changed meanwhile; the act was spent with other words.
pub(super) async fn open<R: Debug + Display>(w: &mut Writing, asked: &Asked) -> Result<Option<Opened>, ActionError<R>> {
    let organisation = asked.organisation();
    let standing = people::standing(w, organisation, asked.who.sign_in.person, asked.now).await?;
    Permit::<EditPlace>::ask(&standing, Within::organisation(organisation))?;
    let Some(id) = by_slug(w, organisation, &asked.slug).await?.map(|place| place.id) else {
        return Err(ActionError::NotFound);
    };
    let subject = Subject::of(organisation, SubjectKind::Place, id.uuid());
    make(w, subject).await?;
    let locked = lock(w, &[subject]).await?;
    match access::spent(w, organisation, asked.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == asked.hash => return Ok(None),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    // Read again after the lock: somebody may have written in between.
    let Some(place) = by_slug(w, organisation, &asked.slug).await? else { return Err(ActionError::NotFound) };
    if asked.version.is_some_and(|version| version != place.version) {
        return Err(ActionError::Stale);
    }
    let today = today(w, organisation, asked.now).await?;
    let place = Place { looked_at: place.looked_at.or(Some(asked.now)), ..place };
    Ok(Some(Opened { place, today, locked }))
}

/// Saves the place, spends the act, plans, and says what was done.
pub(super) async fn close<R: Debug + Display>(
    w: &mut Writing,
    asked: &Asked,
    opened: Opened,
    act: &'static str,
) -> Result<Commit<()>, ActionError<R>> {
    let organisation = asked.organisation();
    if save(w, organisation, &opened.place).await? == 0 {
        return Err(ActionError::Stale);
    }
    access::spend(w, organisation, asked.act.uuid(), act, &asked.hash, &asked.slug, asked.now).await?;
    replan(w, opened.locked, asked.now).await?;
    Ok(Commit::Changed((), Audit::of(entry(&asked.who, act, &opened.place, asked.now))))
}

/// One line of the audit about a place.
pub(super) fn entry(who: &Known, act: &'static str, place: &Place, now: Timestamp) -> Entry {
    Entry {
        organisation: who.sign_in.organisation,
        at: now,
        by: Some(who.sign_in.person),
        act,
        thing: place.id.to_string(),
        reason: None,
    }
}

pub(super) async fn by_slug(
    tx: &mut Tx,
    organisation: OrganisationId,
    slug: &str,
) -> Result<Option<Place>, StoreError> {
    Ok(all(tx, organisation).await?.into_iter().find(|place| place.slug == slug))
}

/// Which day it is where the organisation is.
pub(super) async fn today(tx: &mut Tx, organisation: OrganisationId, now: Timestamp) -> Result<Date, StoreError> {
    let zone = match organisations::find(tx, organisation).await? {
        Some(ours) => named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?,
        None => return Err(StoreError::Unknown { column: "organisation_id" }),
    };
    Ok(day_of(now, &zone))
}
