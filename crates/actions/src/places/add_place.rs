//! A coordinator adds a place by hand: a building, or the route of a walk.

use super::running::{PlaceName, PlaceRefused};
use super::with_place::entry;
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::imports::free_slug;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{EditPlace, Within};
use bothy_domain::ids::{ActId, PlaceId};
use bothy_domain::places::PlaceKind;
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::places::{Checked, Place, Route, add, all};
use bothy_store::{Audit, Commit, Writing, access, people};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

struct Input {
    who: Known,
    act: ActId,
    id: PlaceId,
    kind: PlaceKind,
    name: PlaceName,
    now: Timestamp,
}

/// Adds a place, and returns its word in addresses. The same act again leads to the place it made.
///
/// # Errors
/// What is wrong with its name or postcode; or this person does not plan for the whole organisation.
pub async fn add_place(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    kind: PlaceKind,
    name: PlaceName,
) -> Result<String, ActionError<PlaceRefused>> {
    let name = name.read().map_err(ActionError::Rule)?;
    let id = PlaceId::new(Uuid::now_v7());
    let input = Input { who: who.clone(), act, id, kind, name, now: bothy.now() };
    bothy.db.write("add_place", input, |w, input| Box::pin(add_in(w, input))).await
}

async fn add_in(w: &mut Writing, input: &Input) -> Result<Commit<String>, ActionError<PlaceRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<EditPlace>::ask(&standing, Within::organisation(organisation))?;
    let hash = token_hash(&format!("{:?} {:?}", input.kind, input.name));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == hash => return Ok(Commit::Unchanged(made)),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let mut taken: BTreeSet<String> = all(w, organisation).await?.into_iter().map(|place| place.slug).collect();
    let (lat, lon) = input.name.point();
    let place = Place {
        id: input.id,
        slug: free_slug(&mut taken, &input.name.name, "place"),
        name: input.name.name.clone(),
        address: input.name.address.clone(),
        postcode: input.name.postcode.clone(),
        lat,
        lon,
        opening: String::new(),
        needs_opener: false,
        key_holder: None,
        second_key_holder: None,
        caretaker: String::new(),
        checked: Checked::default(),
        route: match input.kind {
            PlaceKind::Building => None,
            PlaceKind::Route => Some(Route::default()),
        },
        source: String::from("by hand"),
        looked_at: Some(now),
        import_run: None,
        version: 1,
    };
    let subject = Subject::of(organisation, SubjectKind::Place, place.id.uuid());
    make(w, subject).await?;
    let locked = lock(w, &[subject]).await?;
    add(w, organisation, &place).await?;
    access::spend(w, organisation, input.act.uuid(), "place-added", &hash, &place.slug, now).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(entry(&input.who, "place-added", &place, now));
    Ok(Commit::Changed(place.slug, audit))
}
