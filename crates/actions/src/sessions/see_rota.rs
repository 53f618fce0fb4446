//! The weeks: every session of a span with how it stands, for who plans.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::Scope;
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::people::Person;
use bothy_store::sessions::{Session, between, facts};
use bothy_store::{StoreError, people};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The sessions of a span.
#[derive(Debug, Clone)]
pub struct Rota {
    /// By start.
    pub sessions: Vec<Session>,
    /// The facts of each.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Everybody who holds a seat.
    pub people: BTreeMap<PersonId, Person>,
    /// The instant that the page speaks of.
    pub now: Timestamp,
}

/// Reads the sessions of a span in the branches that this person plans (AV3).
///
/// # Errors
/// The store's own.
pub async fn see_rota(bothy: &Bothy, who: &Known, from: Timestamp, to: Timestamp) -> Result<Rota, StoreError> {
    let input = (Scope::of(&who.standing), from, to, bothy.now());
    bothy
        .db
        .snapshot("see_rota", input, |tx, (scope, from, to, now)| {
            Box::pin(async move {
                let sessions = between(tx, scope, *from, *to).await?;
                let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
                let facts = facts(tx, scope.organisation, &ids).await?;
                let mut named: Vec<PersonId> = facts
                    .values()
                    .flat_map(|facts| &facts.seats)
                    .filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person))
                    .collect();
                named.sort_unstable();
                named.dedup();
                let people = people::named(tx, scope.organisation, &named).await?;
                Ok(Rota { sessions, facts, people, now: *now })
            })
        })
        .await
}
