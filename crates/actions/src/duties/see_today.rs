//! What needs someone now, and today's sessions: the page that a coordinator opens first.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::Scope;
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::duties::{Listed, listed};
use bothy_store::people::Person;
use bothy_store::sessions::Session;
use bothy_store::{StoreError, people, sessions};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The page's facts.
#[derive(Debug, Clone)]
pub struct Today {
    /// Open duties that this person may see, the earliest due first.
    pub duties: Vec<Listed>,
    /// The sessions that those duties are about.
    pub about: BTreeMap<SessionId, Session>,
    /// The sessions of today, by start.
    pub sessions: Vec<Session>,
    /// The facts of all these sessions.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Everybody who is named on the page.
    pub people: BTreeMap<PersonId, Person>,
    /// The instant that the page speaks of.
    pub now: Timestamp,
}

/// Reads what needs someone, for the branches and roles of one person. `from` and `to` are the bounds of their day.
///
/// # Errors
/// The store's own.
pub async fn see_today(bothy: &Bothy, who: &Known, from: Timestamp, to: Timestamp) -> Result<Today, StoreError> {
    let input = (Scope::of(&who.standing), from, to, bothy.now());
    bothy
        .db
        .snapshot("see_today", input, |tx, (scope, from, to, now)| {
            Box::pin(async move {
                let duties = listed(tx, scope).await?;
                let today = sessions::between(tx, scope, *from, *to).await?;
                let about: Vec<SessionId> =
                    duties.iter().filter(|one| one.kind == "session").map(|one| SessionId::new(one.subject)).collect();
                let about = sessions::by_ids(tx, scope.organisation, &about).await?;
                let mut ids: Vec<SessionId> = today.iter().map(|one| one.id).chain(about.keys().copied()).collect();
                ids.sort_unstable();
                ids.dedup();
                let facts = sessions::facts(tx, scope.organisation, &ids, sessions::LookedAt::Now(*now)).await?;
                let mut named: Vec<PersonId> = duties
                    .iter()
                    .filter_map(|one| one.duty.holder())
                    .chain(
                        facts
                            .values()
                            .flat_map(|facts| &facts.seats)
                            .filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person)),
                    )
                    .collect();
                named.extend(duties.iter().filter(|one| one.kind == "person").map(|one| PersonId::new(one.subject)));
                named.sort_unstable();
                named.dedup();
                let people = people::named(tx, scope.organisation, &named).await?;
                Ok(Today { duties, about, sessions: today, facts, people, now: *now })
            })
        })
        .await
}
