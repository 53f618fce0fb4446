//! One session as somebody who may see it sees it: how it stands, who holds it, who could.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::{holds, plans};
use bothy_domain::ids::{OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::organisations::policy_versions::PolicyVersion;
use bothy_domain::rota::candidates::hindrances;
use bothy_domain::rota::{Candidate, Hindrance, Seat};
use bothy_domain::sessions::readiness::{Readiness, SessionFacts, readiness};
use bothy_domain::supporters::everyone::AskedOfAll;
use bothy_store::audit::{self, Past};
use bothy_store::people::Named;
use bothy_store::rota::{Offer, candidates, offers_of, seats_of};
use bothy_store::series::{self, Series};
use bothy_store::sessions::{LookedAt, Session, facts, find};
use bothy_store::{StoreError, Tx, people, policies};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How many acts of its past a session's page shows at most.
const PAST: i64 = 40;

/// A session as a page shows it.
#[derive(Debug, Clone)]
pub struct SessionSeen {
    /// The session.
    pub session: Session,
    /// Its facts.
    pub facts: SessionFacts,
    /// What it needs, met or not.
    pub readiness: Readiness,
    /// By which version of what is asked for it is judged, once it has begun. None for who does not plan.
    pub held: Option<Held>,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// Who was asked, and what they said. Empty for who does not plan.
    pub offers: Vec<Offer>,
    /// For each empty seat everybody with what stands in their way. Empty for who does not plan.
    pub could: BTreeMap<SeatId, Vec<Could>>,
    /// The rule that made it, if one did.
    pub series: Option<Series>,
    /// What happened to it, its seats and its askings, the newest first. Empty for who does not plan.
    pub past: Vec<Past>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// Whether this person plans the session, or only holds a seat on it.
    pub sees_as: SeesAs,
}

/// What was asked for when a session began.
#[derive(Debug, Clone)]
pub struct Held {
    /// The version that held.
    pub version: PolicyVersion,
    /// What was asked of every supporter.
    pub of_all: AskedOfAll,
}

async fn held(tx: &mut Tx, organisation: OrganisationId, session: &Session) -> Result<Option<Held>, StoreError> {
    let versions = policies::versions(tx, organisation).await?;
    let version = versions.held_at(session.group, session.starts_at).cloned();
    let of_all = versions.asked_at(session.starts_at);
    Ok(version.zip(of_all).map(|(version, of_all)| Held { version, of_all }))
}

/// One supporter as who might hold an empty seat.
#[derive(Debug, Clone)]
pub struct Could {
    /// The supporter.
    pub who: Candidate,
    /// Everything in the way; nothing, if they could.
    pub found: Vec<Hindrance>,
}

/// As what somebody sees a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeesAs {
    /// They plan it.
    Planner,
    /// They hold a seat on it.
    Holder,
}

/// Reads a session for who plans it or holds a seat on it; for anybody else there is nothing here.
///
/// # Errors
/// Nothing there for this person, or the store's own.
pub async fn see_session(bothy: &Bothy, who: &Known, session: SessionId) -> Result<SessionSeen, ActionError<Never>> {
    let input = (who.clone(), session, bothy.now());
    bothy
        .db
        .snapshot("see_session", input, |tx, (who, session, now)| {
            Box::pin(async move { see(tx, who, *session, *now).await })
        })
        .await
}

async fn see(tx: &mut Tx, who: &Known, id: SessionId, now: Timestamp) -> Result<SessionSeen, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let Some(session) = find(tx, organisation, id).await? else { return Err(ActionError::NotFound) };
    let seats = seats_of(tx, organisation, &[id]).await?.remove(&id).unwrap_or_default();
    let within = session.within(organisation);
    let sees_as = if plans(&who.standing, &within) {
        SeesAs::Planner
    } else if seats.iter().any(|seat| holds(&who.standing, &within, seat.holder())) {
        SeesAs::Holder
    } else {
        return Err(ActionError::NotFound);
    };
    let Some(facts) = facts(tx, organisation, &[id], LookedAt::Now(now)).await?.remove(&id) else {
        return Err(ActionError::NotFound);
    };
    let mut could = BTreeMap::new();
    let mut offers = Vec::new();
    if sees_as == SeesAs::Planner {
        offers = offers_of(tx, organisation, id).await?;
        let all = candidates(tx, organisation, &session, None, now).await?;
        for seat in seats.iter().filter(|seat| seat.holder().is_none()) {
            let mut list: Vec<Could> = all
                .iter()
                .map(|one| Could {
                    who: one.clone(),
                    found: hindrances(seat, session.date, session.starts_at, session.ends_at, one),
                })
                .collect();
            list.sort_by_key(|one| {
                (!one.found.is_empty(), one.who.knows_the_group, one.who.held_that_week, one.who.person)
            });
            could.insert(seat.id, list);
        }
    }
    let series = match session.series {
        Some(series) => series::find(tx, organisation, series).await?,
        None => None,
    };
    let held = match sees_as {
        SeesAs::Planner if session.starts_at <= now => held(tx, organisation, &session).await?,
        SeesAs::Planner | SeesAs::Holder => None,
    };
    let mut past = Vec::new();
    if sees_as == SeesAs::Planner {
        let mut things = vec![id.to_string()];
        things.extend(seats.iter().map(|seat| seat.id.to_string()));
        things.extend(offers.iter().map(|offer| offer.id.to_string()));
        past = audit::past_of(tx, organisation, &things, PAST).await?;
    }
    let mut named: Vec<PersonId> = seats.iter().filter_map(Seat::holder).collect();
    named.extend(could.values().flatten().map(|one| one.who.person));
    named.extend(offers.iter().map(|offer| offer.person));
    named.extend(session.opener.into_iter().chain(session.overridden.map(|(by, _)| by)));
    named.extend(past.iter().filter_map(|one| one.by));
    named.sort_unstable();
    named.dedup();
    let people = people::named(tx, organisation, &named).await?;
    let readiness = readiness(&facts);
    Ok(SessionSeen { session, facts, readiness, held, seats, offers, could, series, past, people, sees_as })
}
