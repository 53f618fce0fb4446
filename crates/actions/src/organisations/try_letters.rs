//! Whoever sets the service up sends themselves a letter, to see that letters leave and where they arrive.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::{ActId, JobId};
use bothy_store::jobs::{Notice, queue};
use bothy_store::{Audit, Commit, Entry, access, people};
use uuid::Uuid;

/// Puts a letter to themselves into the outbox. One that cannot be delivered becomes a duty, as every other does.
///
/// # Errors
/// This person does not set the organisation up.
pub async fn try_letters(bothy: &Bothy, who: &Known, act: ActId) -> Result<(), ActionError<Never>> {
    let input = (who.clone(), act, bothy.now());
    bothy
        .db
        .write("try_letters", input, |w, (who, act, now)| {
            Box::pin(async move {
                let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
                let standing = people::standing(w, organisation, person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                // Pressed twice is one letter.
                if access::spent(w, organisation, act.uuid()).await?.is_some() {
                    return Ok(Commit::Unchanged(()));
                }
                let notice = Notice {
                    id: JobId::new(Uuid::now_v7()),
                    kind: String::from("letters-tried"),
                    person,
                    about: person.to_string(),
                    words: String::from("{}"),
                };
                queue(w, organisation, &notice, *now).await?;
                let made = person.to_string();
                access::spend(w, organisation, act.uuid(), "try-letters", &token_hash(&made), &made, *now).await?;
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(person),
                    act: "letters-tried",
                    thing: made,
                    reason: None,
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
