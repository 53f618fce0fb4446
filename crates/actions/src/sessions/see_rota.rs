//! The weeks: every session of a span with how it stands, for who plans.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::Scope;
use bothy_domain::ids::{BranchId, PersonId, SeatId, SessionId};
use bothy_domain::rota::strain::{Kept, Strain, strains};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::people::Named;
use bothy_store::rota::kept_between;
use bothy_store::sessions::{LookedAt, Session, between, facts};
use bothy_store::{StoreError, organisations, people};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The sessions of a span.
#[derive(Debug, Clone)]
pub struct Rota {
    /// By start.
    pub sessions: Vec<Session>,
    /// The facts of each.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// What is hard on whoever holds a seat, where anything is.
    pub strains: BTreeMap<SeatId, Vec<Strain>>,
    /// Everybody who holds a seat.
    pub people: BTreeMap<PersonId, Named>,
    /// The branches that this person plans, by name.
    pub branches: Vec<(BranchId, String)>,
    /// The instant that the page speaks of.
    pub now: Timestamp,
}

/// Reads the sessions of a span in the branches that this person plans, or in one of them (AV3).
///
/// # Errors
/// The store's own.
pub async fn see_rota(
    bothy: &Bothy,
    who: &Known,
    from: Timestamp,
    to: Timestamp,
    only: Option<BranchId>,
) -> Result<Rota, StoreError> {
    let input = (Scope::of(&who.standing), from, to, only, bothy.now());
    bothy
        .db
        .snapshot("see_rota", input, |tx, (scope, from, to, only, now)| {
            Box::pin(async move {
                let mut branches = organisations::branches(tx, scope.organisation).await?;
                branches.retain(|(branch, _)| scope.shows(Some(*branch), None));
                let mut sessions = between(tx, scope, *from, *to).await?;
                sessions.retain(|session| only.is_none() || session.branch == *only);
                let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
                let facts = facts(tx, scope.organisation, &ids, LookedAt::Now(*now)).await?;
                let mut named: Vec<PersonId> = facts
                    .values()
                    .flat_map(|facts| &facts.seats)
                    .filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person))
                    .collect();
                named.sort_unstable();
                named.dedup();
                let people = people::named(tx, scope.organisation, &named).await?;
                // A day either side: what ends late or begins early takes somebody's rest.
                let day = SignedDuration::from_hours(24);
                let (from, to) = (from.checked_sub(day).unwrap_or(*from), to.checked_add(day).unwrap_or(*to));
                let held = kept_between(tx, scope.organisation, from, to).await?;
                let strains = hard(&sessions, &facts, &held, &people);
                Ok(Rota { sessions, facts, strains, people, branches, now: *now })
            })
        })
        .await
}

/// What is hard on whoever holds a seat of these sessions, in all that they hold.
fn hard(
    sessions: &[Session],
    facts: &BTreeMap<SessionId, SessionFacts>,
    held: &BTreeMap<PersonId, Vec<Kept>>,
    people: &BTreeMap<PersonId, Named>,
) -> BTreeMap<SeatId, Vec<Strain>> {
    let mut all = BTreeMap::new();
    for session in sessions.iter().filter(|one| one.state == SessionState::Planned) {
        let this = Kept {
            session: session.id,
            date: session.date,
            starts: session.starts_at,
            ends: session.ends_at,
            place: session.place,
        };
        for seat in facts.get(&session.id).into_iter().flat_map(|facts| &facts.seats) {
            let Some((person, _)) = &seat.holder else { continue };
            let limit = people.get(person).and_then(|one| one.limit_a_week);
            let found = strains(&this, held.get(person).map_or(&[][..], Vec::as_slice), limit);
            if !found.is_empty() {
                all.insert(seat.id, found);
            }
        }
    }
    all
}
