//! What would go with somebody, what must stay and why, and what stands in the way.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::keeping::erase_person::facts;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetGo, Within};
use bothy_domain::ids::PersonId;
use bothy_domain::keeping::{ErasureRefused, Held as HeldThing, WhyErased, may_erase};
pub use bothy_store::going::Held;
use bothy_store::going::around::sessions_to_come;
use bothy_store::going::erased::WillGo;
use bothy_store::going::{holds_on, is_erased, to_be_erased};
use bothy_store::people::{self, Named, Person};
use std::collections::BTreeMap;

/// What is known before somebody is erased.
#[derive(Debug, Clone)]
pub struct GoingSeen {
    /// Who.
    pub person: Person,
    /// What goes and what stays.
    pub will: Vec<WillGo>,
    /// How many sessions to come they hold a seat on or open.
    pub to_come: usize,
    /// The holds on them.
    pub holds: Vec<Held>,
    /// What stands in the way.
    pub waits: Option<ErasureRefused>,
    /// Who put the holds on.
    pub people: BTreeMap<PersonId, Named>,
}

/// Reads what erasing somebody would do.
///
/// # Errors
/// There is nobody such for this person.
pub async fn see_going(bothy: &Bothy, who: &Known, person: PersonId) -> Result<GoingSeen, ActionError<Never>> {
    bothy
        .db
        .snapshot("see_going", (who.clone(), person, bothy.now()), |tx, (who, person, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let by = who.sign_in.person;
                let standing = people::standing(tx, organisation, by, *now).await?;
                Permit::<LetGo>::ask(&standing, Within::organisation(organisation))?;
                let found = people::find(tx, organisation, *person).await?;
                let Some(found) = found else { return Err(ActionError::NotFound) };
                if is_erased(tx, organisation, *person).await?.is_some() {
                    return Err(ActionError::NotFound);
                }
                let holds = holds_on(tx, organisation, HeldThing::Person(*person), *now).await?;
                let by_whom: Vec<PersonId> = holds.iter().map(|hold| hold.by).collect();
                let facts = facts(tx, organisation, *person, *now).await?;
                // With a reason given, only what stands in the way of anybody is left.
                let why = WhyErased::Asked { by: Some(by), reason: "asked" };
                Ok(GoingSeen {
                    person: found,
                    will: to_be_erased(tx, organisation, *person).await?,
                    to_come: sessions_to_come(tx, organisation, *person, *now).await?.len(),
                    waits: may_erase(*person, &facts, why).err(),
                    people: people::named(tx, organisation, &by_whom).await?,
                    holds,
                })
            })
        })
        .await
}
