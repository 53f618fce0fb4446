//! Who sets a service up names the two people who read worries.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
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
    let [first, second] = readers;
    if first == second {
        return Err(ActionError::Rule(ReadersRefused::SamePerson));
    }
    let input = (who.clone(), readers, bothy.now());
    bothy
        .db
        .write("name_readers", input, |w, (who, readers, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                if people::named(w, organisation, readers).await?.len() != 2 {
                    return Err(ActionError::Rule(ReadersRefused::NotKnown));
                }
                organisations::name_readers(w, organisation, *readers).await?;
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
