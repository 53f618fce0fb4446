//! The weeks: every session of a span with how it stands, for who plans.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::Scope;
use bothy_domain::ids::{BranchId, PersonId, SessionId};
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::people::Named;
use bothy_store::sessions::{LookedAt, Session, between, facts};
use bothy_store::{StoreError, organisations, people};
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
                Ok(Rota { sessions, facts, people, branches, now: *now })
            })
        })
        .await
}
