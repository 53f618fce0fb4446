//! The list of places, and one place with its facts, rooms, keys and next sessions.

use super::edit_running::key_people;
use super::with_place::by_slug;
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::{EditPlace, SeePlace, Within};
use bothy_domain::access::{Permit, Scope, Standing};
use bothy_domain::ids::{PersonId, PlaceId};
use bothy_domain::places::wants_a_look_on;
use bothy_domain::sessions::SessionState;
use bothy_store::people::{self, Named};
use bothy_store::places::{
    Alarm, Fact, Hall, Picture, Place, alarm_of, all, all_checks, checks, facts_of, halls, picture_of,
};
use bothy_store::sessions::{Session, at_place, between};
use bothy_store::{Tx, audit};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How far the list looks ahead.
const TWO_WEEKS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How many of the next sessions a place shows.
const NEXT: i64 = 8;

/// Whether somebody may change what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayEdit {
    /// They plan for the whole organisation.
    Yes,
    /// They plan for a part of it.
    OnlySee,
}

/// A place as a line of the list.
#[derive(Debug, Clone)]
pub struct PlaceListed {
    /// The place.
    pub place: Place,
    /// How many sessions are held there in two weeks, of those that this person plans.
    pub sessions: usize,
    /// The day from which it wants another look; none where nothing was ever checked.
    pub look_on: Option<Date>,
}

/// All places, and whether one may add to them.
#[derive(Debug, Clone)]
pub struct PlacesSeen {
    /// The places by name.
    pub places: Vec<PlaceListed>,
    /// Whether this person may add and change.
    pub may_edit: MayEdit,
}

/// One place with what is known of it.
#[derive(Debug, Clone)]
pub struct PlaceSeen {
    /// The place.
    pub place: Place,
    /// Its facts, in the order in which they are shown.
    pub facts: Vec<Fact>,
    /// Its rooms, by name.
    pub halls: Vec<Hall>,
    /// What is written of its alarm.
    pub alarm: Alarm,
    /// The picture of its door.
    pub picture: Option<Picture>,
    /// Where a walk starts.
    pub start: Option<Place>,
    /// The next sessions held there, of those that this person plans.
    pub sessions: Vec<Session>,
    /// The day from which it wants another look.
    pub look_on: Option<Date>,
    /// Those who may hold a key; empty for somebody who may not change it.
    pub key_people: Vec<Named>,
    /// The buildings where a walk could start; empty where it is none.
    pub starts: Vec<Place>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// Who changed it last, and when.
    pub changed: Option<(PersonId, Timestamp)>,
    /// Whether this person may change it.
    pub may_edit: MayEdit,
}

/// The places of the organisation, by name.
///
/// # Errors
/// This person plans nothing here.
pub async fn see_places(bothy: &Bothy, who: &Known) -> Result<PlacesSeen, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    bothy
        .db
        .snapshot("see_places", input, |tx, (who, now)| {
            Box::pin(async move {
                let (standing, may_edit) = permitted(tx, who, *now).await?;
                let organisation = who.sign_in.organisation;
                let until = now.saturating_add(TWO_WEEKS).unwrap_or(*now);
                let mut held: BTreeMap<PlaceId, usize> = BTreeMap::new();
                for session in between(tx, &Scope::of(&standing), *now, until).await? {
                    // What is called off is not held.
                    if let (Some(place), true) = (session.place, session.state == SessionState::Planned) {
                        *held.entry(place).or_default() += 1;
                    }
                }
                let mut checked = all_checks(tx, organisation).await?;
                let places = all(tx, organisation).await?.into_iter().map(|place| PlaceListed {
                    sessions: held.get(&place.id).copied().unwrap_or_default(),
                    look_on: wants_a_look_on(checked.remove(&place.id).unwrap_or_default()),
                    place,
                });
                Ok(PlacesSeen { places: places.collect(), may_edit })
            })
        })
        .await
}

/// One place by its word in the address.
///
/// # Errors
/// There is no such place, or this person plans nothing here.
pub async fn see_place(bothy: &Bothy, who: &Known, slug: &str) -> Result<PlaceSeen, ActionError<Never>> {
    let input = (who.clone(), slug.to_owned(), bothy.now());
    bothy.db.snapshot("see_place", input, |tx, (who, slug, now)| Box::pin(see_in(tx, who, slug, *now))).await
}

async fn see_in(tx: &mut Tx, who: &Known, slug: &str, now: Timestamp) -> Result<PlaceSeen, ActionError<Never>> {
    let (standing, may_edit) = permitted(tx, who, now).await?;
    let organisation = who.sign_in.organisation;
    let Some(place) = by_slug(tx, organisation, slug).await? else { return Err(ActionError::NotFound) };
    let changed = audit::last_of(tx, organisation, &place.id.to_string()).await?;
    let mut named: Vec<PersonId> = [place.key_holder, place.second_key_holder].into_iter().flatten().collect();
    named.extend(changed.map(|(by, _)| by));
    named.sort_unstable();
    named.dedup();
    let buildings = match place.route {
        None => Vec::new(),
        Some(_) => all(tx, organisation).await?.into_iter().filter(|one| one.route.is_none()).collect(),
    };
    let start = place.route.and_then(|route| buildings.iter().find(|one| Some(one.id) == route.start).cloned());
    Ok(PlaceSeen {
        facts: facts_of(tx, organisation, &[place.id]).await?.remove(&place.id).unwrap_or_default(),
        halls: halls(tx, organisation, place.id).await?,
        alarm: alarm_of(tx, organisation, place.id).await?,
        picture: picture_of(tx, organisation, place.id).await?,
        start,
        sessions: at_place(tx, &Scope::of(&standing), place.id, now, NEXT).await?,
        look_on: wants_a_look_on(checks(tx, organisation, place.id).await?),
        key_people: match may_edit {
            MayEdit::Yes => key_people(tx, organisation, now).await?,
            MayEdit::OnlySee => Vec::new(),
        },
        starts: match may_edit {
            MayEdit::Yes => buildings,
            MayEdit::OnlySee => Vec::new(),
        },
        people: people::named(tx, organisation, &named).await?,
        changed,
        may_edit,
        place,
    })
}

async fn permitted(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<(Standing, MayEdit), ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<SeePlace>::ask(&standing, Within::organisation(organisation))?;
    let may_edit = match Permit::<EditPlace>::ask(&standing, Within::organisation(organisation)) {
        Ok(_) => MayEdit::Yes,
        Err(_) => MayEdit::OnlySee,
    };
    Ok((standing, may_edit))
}
