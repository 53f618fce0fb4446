//! The list of places, and one place with its facts and rooms.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{EditPlace, Within};
use bothy_domain::ids::PersonId;
use bothy_store::people::{self, Person};
use bothy_store::places::{Fact, Hall, Place, all, facts_of, halls};
use bothy_store::{Tx, audit};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// One place with what is known of it.
#[derive(Debug, Clone)]
pub struct PlaceSeen {
    /// The place.
    pub place: Place,
    /// Its facts, in the order in which they are shown.
    pub facts: Vec<Fact>,
    /// Its rooms, by name.
    pub halls: Vec<Hall>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Person>,
    /// Who changed it last, and when.
    pub changed: Option<(PersonId, Timestamp)>,
}

/// The places of the organisation, by name.
///
/// # Errors
/// This person does not plan for the whole organisation.
pub async fn see_places(bothy: &Bothy, who: &Known) -> Result<Vec<Place>, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    bothy
        .db
        .snapshot("see_places", input, |tx, (who, now)| {
            Box::pin(async move {
                permitted(tx, who, *now).await?;
                Ok(all(tx, who.sign_in.organisation).await?)
            })
        })
        .await
}

/// One place by its word in the address.
///
/// # Errors
/// There is no such place, or this person does not plan for the whole organisation.
pub async fn see_place(bothy: &Bothy, who: &Known, slug: &str) -> Result<PlaceSeen, ActionError<Never>> {
    let input = (who.clone(), slug.to_owned(), bothy.now());
    bothy
        .db
        .snapshot("see_place", input, |tx, (who, slug, now)| {
            Box::pin(async move {
                permitted(tx, who, *now).await?;
                let organisation = who.sign_in.organisation;
                let found = all(tx, organisation).await?.into_iter().find(|place| place.slug == *slug);
                let Some(place) = found else { return Err(ActionError::NotFound) };
                let changed = audit::last_of(tx, organisation, &place.id.to_string()).await?;
                let mut named: Vec<PersonId> =
                    [place.key_holder, place.second_key_holder].into_iter().flatten().collect();
                named.extend(changed.map(|(by, _)| by));
                named.sort_unstable();
                named.dedup();
                Ok(PlaceSeen {
                    facts: facts_of(tx, organisation, &[place.id]).await?.remove(&place.id).unwrap_or_default(),
                    halls: halls(tx, organisation, place.id).await?,
                    people: people::named(tx, organisation, &named).await?,
                    changed,
                    place,
                })
            })
        })
        .await
}

async fn permitted(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<(), ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<EditPlace>::ask(&standing, Within::organisation(organisation))?;
    Ok(())
}
