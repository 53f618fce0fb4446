//! What needs someone now, and today's sessions: the page that a coordinator opens first.

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::{Role, Scope};
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::duties::{Listed, ended_since, listed};
use bothy_store::people::Named;
use bothy_store::sessions::Session;
use bothy_store::{StoreError, people, sessions};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The page's facts.
#[derive(Debug, Clone)]
pub struct Today {
    /// Open duties that this person may see, the earliest due first.
    pub duties: Vec<Listed>,
    /// Duties that ended since the day before, the last first.
    pub ended: Vec<Listed>,
    /// The sessions that those duties are about.
    pub about: BTreeMap<SessionId, Session>,
    /// The sessions of today, by start.
    pub sessions: Vec<Session>,
    /// The facts of all these sessions.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Everybody who is named on the page.
    pub people: BTreeMap<PersonId, Named>,
    /// Those to whom something may be passed on, by name.
    pub colleagues: Vec<Named>,
    /// The instant that the page speaks of.
    pub now: Timestamp,
}

/// How many ended duties the page looks at: whoever wants to know more asks the audit.
const ENDED: i64 = 60;

/// Who looks after what is owed: to them something may be passed on.
const WORK_HERE: [Role; 3] = [Role::Coordinator, Role::SafeguardingLead, Role::Administrator];

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
                let yesterday = from.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(*from);
                let ended = ended_since(tx, scope, yesterday, ENDED).await?;
                let today = sessions::between(tx, scope, *from, *to).await?;
                let of = |duties: &[Listed]| -> Vec<SessionId> {
                    duties.iter().filter(|one| one.kind == "session").map(|one| SessionId::new(one.subject)).collect()
                };
                let owed = of(&duties);
                let mut about = of(&ended);
                about.extend(&owed);
                about.sort_unstable();
                about.dedup();
                let about = sessions::by_ids(tx, scope.organisation, &about).await?;
                let mut ids: Vec<SessionId> = today.iter().map(|one| one.id).chain(owed).collect();
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
                named.extend(
                    duties
                        .iter()
                        .chain(&ended)
                        .filter(|one| one.kind == "person")
                        .map(|one| PersonId::new(one.subject)),
                );
                named.sort_unstable();
                named.dedup();
                let people = people::named(tx, scope.organisation, &named).await?;
                let colleagues = people::wearing_any(tx, scope.organisation, &WORK_HERE, *now).await?;
                Ok(Today { duties, ended, about, sessions: today, facts, people, colleagues, now: *now })
            })
        })
        .await
}
