//! Who sets a service up names the two people who read worries.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::PersonId;
use bothy_store::{Audit, Commit, Entry, organisations, people};

/// Why the two are not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadersRefused {
    /// The same person twice is one person: if they are ill, nobody reads.
    #[error("two different people are needed")]
    SamePerson,
    /// Somebody who is not known.
    #[error("one of them is not known")]
    NotKnown,
}

/// Names the two people who read worries; both have to be different and known.
///
/// # Errors
/// The same person twice, or somebody who is not known.
pub async fn name_readers(
    bothy: &Bothy,
    who: &Known,
    readers: [PersonId; 2],
) -> Result<(), ActionError<ReadersRefused>> {
    name(bothy, who, None, readers).await
}

/// As [`name_readers`], from a form that showed who was named `before`.
///
/// # Errors
/// As [`name_readers`]; [`ActionError::Stale`] where others are named by now.
pub async fn name_readers_after(
    bothy: &Bothy,
    who: &Known,
    before: [Option<PersonId>; 2],
    readers: [PersonId; 2],
) -> Result<(), ActionError<ReadersRefused>> {
    name(bothy, who, Some(before), readers).await
}

async fn name(
    bothy: &Bothy,
    who: &Known,
    before: Option<[Option<PersonId>; 2]>,
    readers: [PersonId; 2],
) -> Result<(), ActionError<ReadersRefused>> {
    let [first, second] = readers;
    if first == second {
        return Err(ActionError::Rule(ReadersRefused::SamePerson));
    }
    let input = (who.clone(), before, readers, bothy.now());
    bothy
        .db
        .write("name_readers", input, |w, (who, before, readers, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                // Two who name at once wait here for each other; the second sees what the first did.
                let locked = lock_calendar(w, organisation).await?;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                let Some(ours) = organisations::find(w, organisation).await? else {
                    return Err(ActionError::NotFound);
                };
                if before.is_some_and(|before| before != ours.readers && ours.readers != readers.map(Some)) {
                    return Err(ActionError::Stale);
                }
                if people::named(w, organisation, readers).await?.len() != 2 {
                    return Err(ActionError::Rule(ReadersRefused::NotKnown));
                }
                organisations::name_readers(w, organisation, *readers).await?;
                replan(w, locked, *now).await?;
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(who.sign_in.person),
                    act: "worry-readers-named",
                    thing: organisation.to_string(),
                    reason: None,
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
