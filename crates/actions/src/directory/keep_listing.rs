//! A coordinator writes another service down, corrects it, says that it was checked, or takes it off the list.

use crate::access::{Known, entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::imports::{free_slug, taken_slugs};
use crate::places::postcodes;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{KeepDirectory, Within};
use bothy_domain::directory::{ListingRefused, ListingWords, check_after_correction};
use bothy_domain::ids::{ActId, ListingId, OrganisationId};
use bothy_store::directory::{Listing, add, by_slug, save};
use bothy_store::{Commit, StoreError, Tx, Writing, access, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt::{Debug, Display};
use uuid::Uuid;

/// Whether whoever writes has just checked all of it with the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckedNow {
    /// They have.
    Yes,
    /// They have not.
    No,
}

/// What becomes of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What is said of it is written anew.
    Correct(Box<ListingWords>, CheckedNow),
    /// All of it was checked today with the service.
    Checked,
    /// It goes off the list. What was noted of it stays.
    Retire,
    /// It comes back on the list.
    UseAgain,
}

type Refused = ActionError<ListingRefused>;

struct Adding {
    who: Known,
    act: ActId,
    words: ListingWords,
    checked: CheckedNow,
    now: Timestamp,
}

/// Writes another service down, and returns its word in addresses. The same act again leads to what it made.
///
/// # Errors
/// What is missing or cannot be read; or this person does not keep the directory.
pub async fn add_listing(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    words: ListingWords,
    checked: CheckedNow,
) -> Result<String, Refused> {
    let words = words.read().map_err(ActionError::Rule)?;
    let input = Adding { who: who.clone(), act, words, checked, now: bothy.now() };
    bothy.db.write("add_listing", input, |w, input| Box::pin(add_in(w, input))).await
}

async fn add_in(w: &mut Writing, input: &Adding) -> Result<Commit<String>, Refused> {
    let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
    allowed(w, &input.who, input.now).await?;
    let hash = token_hash(&format!("{:?} {:?}", input.words, input.checked));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == hash => return Ok(Commit::Unchanged(made)),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let mut taken = taken_slugs(w, organisation).await?;
    let today = today(w, organisation, input.now).await?;
    let listing = Listing {
        id: ListingId::new(Uuid::now_v7()),
        slug: free_slug(&mut taken, &input.words.name, "service"),
        words: input.words.clone(),
        point: point_of(&input.words),
        source: String::new(),
        source_year: None,
        checked_on: (input.checked == CheckedNow::Yes).then_some(today),
        retired_at: None,
        looked_at: Some(input.now),
        import_run: None,
        version: 1,
    };
    add(w, organisation, &listing).await?;
    access::spend(w, organisation, input.act.uuid(), "listing-added", &hash, &listing.slug, input.now).await?;
    let audit = entry(organisation, input.now, Some(by), "listing-added", listing.id.to_string());
    Ok(Commit::Changed(listing.slug, audit))
}

struct Changing {
    who: Known,
    act: ActId,
    slug: String,
    /// The version that the form was printed from.
    version: i64,
    change: Change,
    now: Timestamp,
}

/// Changes a listing; `version` is the one that the form was printed from.
///
/// # Errors
/// What is missing or cannot be read; [`ActionError::Stale`] where somebody changed it meanwhile; or it is not there
/// for this person.
pub async fn change_listing(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    change: Change,
) -> Result<(), Refused> {
    let change = match change {
        Change::Correct(words, checked) => Change::Correct(Box::new(words.read().map_err(ActionError::Rule)?), checked),
        other => other,
    };
    let input = Changing { who: who.clone(), act, slug: slug.to_owned(), version, change, now: bothy.now() };
    bothy.db.write("change_listing", input, |w, input| Box::pin(change_in(w, input))).await
}

async fn change_in(w: &mut Writing, input: &Changing) -> Result<Commit<()>, Refused> {
    let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
    allowed(w, &input.who, input.now).await?;
    let Some(before) = by_slug(w, organisation, &input.slug).await? else { return Err(ActionError::NotFound) };
    let hash = token_hash(&format!("{} {:?}", input.slug, input.change));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if before.version != input.version {
        return Err(ActionError::Stale);
    }
    let today = today(w, organisation, input.now).await?;
    let mut after = Listing { looked_at: before.looked_at.or(Some(input.now)), ..before.clone() };
    let act = match &input.change {
        Change::Correct(words, checked) => {
            let words = words.as_ref();
            let now = (*checked == CheckedNow::Yes).then_some(today);
            after.checked_on = check_after_correction((&before.words, words), before.checked_on, now);
            if (&before.words.postcode, &before.words.address) != (&words.postcode, &words.address) {
                after.point = point_of(words);
            }
            after.words = words.clone();
            "listing-corrected"
        }
        Change::Checked => {
            after.checked_on = Some(today);
            "listing-checked"
        }
        Change::Retire => {
            after.retired_at = before.retired_at.or(Some(input.now));
            "listing-retired"
        }
        Change::UseAgain => {
            after.retired_at = None;
            "listing-used-again"
        }
    };
    if save(w, organisation, &after).await? == 0 {
        return Err(ActionError::Stale);
    }
    access::spend(w, organisation, input.act.uuid(), act, &hash, &input.slug, input.now).await?;
    Ok(Commit::Changed((), entry(organisation, input.now, Some(by), act, before.id.to_string())))
}

async fn allowed<R: Debug + Display>(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<(), ActionError<R>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<KeepDirectory>::ask(&standing, Within::organisation(organisation))?;
    Ok(())
}

/// Where a postcode lies, as the directory of postcodes has it.
fn point_of(words: &ListingWords) -> Option<(String, String)> {
    let known = postcodes::find(&words.postcode)?;
    Some((known.point.latitude_text(), known.point.longitude_text()))
}

/// Which day it is where the organisation is.
pub(super) async fn today(tx: &mut Tx, organisation: OrganisationId, now: Timestamp) -> Result<Date, StoreError> {
    let Some(ours) = organisations::find(tx, organisation).await? else {
        return Err(StoreError::Unknown { column: "organisation_id" });
    };
    let zone = named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    Ok(day_of(now, &zone))
}
