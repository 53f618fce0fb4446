//! A coordinator writes how a place is run: where it is, who opens it, who has the keys, its alarm; or the line
//! of a walk.

use super::running::{Opening, PlaceField, PlaceName, PlaceRefused, RouteWords, RunningWords};
use super::with_place::{Asked, Opened, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, OrganisationId, PersonId};
use bothy_domain::places::{Keys, PlaceKind, may_hold_a_key};
use bothy_store::people::Named;
use bothy_store::places::{Place, Route, find, put_alarm};
use bothy_store::{Commit, StoreError, Tx, Writing, people};
use jiff::Timestamp;

/// Writes how a building is run; `version` is the one that the form was printed from.
///
/// # Errors
/// What is wrong, by field; [`ActionError::Stale`] where somebody changed the place meanwhile; or it is not there
/// for this person.
pub async fn edit_running(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    words: RunningWords,
) -> Result<(), ActionError<PlaceRefused>> {
    let (words, keys) = words.read().map_err(ActionError::Rule)?;
    // The alarm's words are in no `Debug`; the act is the same only where they are.
    let sent = format!("{words:?} {}", words.alarm.words);
    let asked = Asked::new((who, act), slug, Some(version), &sent, bothy.now());
    bothy
        .db
        .write("edit_running", (asked, words, keys), |w, (asked, words, keys)| {
            Box::pin(edit_in(w, asked, words, *keys))
        })
        .await
}

async fn edit_in(
    w: &mut Writing,
    asked: &Asked,
    words: &RunningWords,
    keys: Keys,
) -> Result<Commit<()>, ActionError<PlaceRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    let organisation = asked.organisation();
    if opened.place.kind() != PlaceKind::Building {
        return Err(ActionError::Rule(PlaceRefused::OtherKind));
    }
    words.not_later_than(opened.today).map_err(ActionError::Rule)?;
    let place = &opened.place;
    let had = [place.key_holder, place.second_key_holder];
    let ours = key_people(w, organisation, asked.now).await?;
    // Whoever has a key already keeps it on this form, even after their last hat: the key is still with them.
    let may = |person: PersonId| had.contains(&Some(person)) || ours.iter().any(|one| one.id == person);
    if !keys.holders().all(may) {
        return Err(ActionError::Rule(PlaceRefused::NotOneOfUs));
    }
    let place = Place {
        opening: words.opening.clone(),
        needs_opener: words.opener == Opening::OneOfUs,
        key_holder: keys.first,
        second_key_holder: keys.second,
        caretaker: words.caretaker.clone(),
        checked: words.checked,
        ..renamed(opened.place.clone(), &words.name)
    };
    put_alarm(w, organisation, place.id, &words.alarm).await?;
    close(w, asked, Opened { place, ..opened }, "place-running").await
}

/// Writes the line of a walk; `version` is the one that the form was printed from.
///
/// # Errors
/// What is wrong, by field; [`ActionError::Stale`] where somebody changed the place meanwhile; or it is not there
/// for this person.
pub async fn edit_route(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    (name, route): (PlaceName, RouteWords),
) -> Result<(), ActionError<PlaceRefused>> {
    let name = name.read().map_err(ActionError::Rule)?;
    let asked = Asked::new((who, act), slug, Some(version), &(&name, &route), bothy.now());
    bothy
        .db
        .write("edit_route", (asked, name, route), |w, (asked, name, route)| Box::pin(route_in(w, asked, name, *route)))
        .await
}

async fn route_in(
    w: &mut Writing,
    asked: &Asked,
    name: &PlaceName,
    route: RouteWords,
) -> Result<Commit<()>, ActionError<PlaceRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    if opened.place.kind() != PlaceKind::Route {
        return Err(ActionError::Rule(PlaceRefused::OtherKind));
    }
    if route.checked_on.is_some_and(|on| on > opened.today) {
        return Err(ActionError::Rule(PlaceRefused::CheckedLater(PlaceField::Distance)));
    }
    if let Some(start) = route.start {
        let found = find(w, asked.organisation(), start).await?;
        if found.is_none_or(|start| start.kind() != PlaceKind::Building) {
            return Err(ActionError::Rule(PlaceRefused::NoSuchStart));
        }
    }
    let line = Route { distance_m: route.distance_m, distance_checked_on: route.checked_on, start: route.start };
    let place = Place { route: Some(line), ..renamed(opened.place.clone(), name) };
    close(w, asked, Opened { place, ..opened }, "route-edited").await
}

/// A place under what it is called now; with another postcode it lies somewhere else on the map.
fn renamed(place: Place, name: &PlaceName) -> Place {
    let (lat, lon) = if name.postcode == place.postcode { (place.lat, place.lon) } else { name.point() };
    Place { name: name.name.clone(), address: name.address.clone(), postcode: name.postcode.clone(), lat, lon, ..place }
}

/// Those who may hold a key now, by name, once each.
pub(super) async fn key_people(
    tx: &mut Tx,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Vec<Named>, StoreError> {
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| may_hold_a_key(*role)).collect();
    people::wearing_any(tx, organisation, &roles, now).await
}
