//! A supporter's own sessions and what they are asked.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::permit::holds;
use bothy_domain::ids::SessionId;
use bothy_domain::rota::Seat;
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::rota::{Offer, offers_to, seats_of};
use bothy_store::sessions::{LookedAt, Session, by_ids, facts, held_by};
use bothy_store::{StoreError, Tx};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// A supporter's page.
#[derive(Debug, Clone)]
pub struct MyDay {
    /// The sessions on which they hold a seat, by start.
    pub sessions: Vec<Session>,
    /// How each stands.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Their own seat on each.
    pub seats: BTreeMap<SessionId, Seat>,
    /// Everybody who is named.
    pub people: std::collections::BTreeMap<bothy_domain::ids::PersonId, bothy_store::people::Named>,
    /// What they are asked, with the session it is about.
    pub asked: Vec<(Offer, Session)>,
    /// The instant that the page speaks of.
    pub now: Timestamp,
}

/// How far ahead a supporter looks.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 28);

/// Reads what one supporter has before them for four weeks.
///
/// # Errors
/// The store's own.
pub async fn see_my_day(bothy: &Bothy, who: &Known) -> Result<MyDay, StoreError> {
    let input = (who.clone(), bothy.now());
    bothy.db.snapshot("see_my_day", input, |tx, (who, now)| Box::pin(async move { see(tx, who, *now).await })).await
}

async fn see(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<MyDay, StoreError> {
    let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
    let to = now.checked_add(AHEAD).unwrap_or(now);
    let mut sessions = held_by(tx, organisation, person, now, to).await?;
    sessions.retain(|one| holds(&who.standing, &one.within(organisation), Some(person)));
    let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
    let facts = facts(tx, organisation, &ids, LookedAt::Now(now)).await?;
    let seats = seats_of(tx, organisation, &ids).await?;
    let mine = seats
        .into_iter()
        .filter_map(|(id, seats)| Some((id, seats.into_iter().find(|seat| seat.holder() == Some(person))?)))
        .collect();
    let offers = offers_to(tx, organisation, person).await?;
    let about: Vec<SessionId> = offers.iter().map(|offer| offer.session).collect();
    let about = by_ids(tx, organisation, &about).await?;
    let asked = offers
        .into_iter()
        .filter_map(|offer| about.get(&offer.session).cloned().map(|session| (offer, session)))
        .filter(|(_, session)| {
            session.starts_at > now && holds(&who.standing, &session.within(organisation), Some(person))
        })
        .collect();
    let mut named: Vec<_> = facts
        .values()
        .flat_map(|facts| &facts.seats)
        .filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person))
        .collect();
    named.sort_unstable();
    named.dedup();
    let people = bothy_store::people::named(tx, organisation, &named).await?;
    Ok(MyDay { sessions, facts, seats: mine, people, asked, now })
}
