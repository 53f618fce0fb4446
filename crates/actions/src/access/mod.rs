//! Access: beginning and ending a sign-in, and who is behind a token.

pub mod colleagues;

pub use colleagues::colleagues;

use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Standing;
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
pub use bothy_store::access::SignIn;
use bothy_store::audit::hex;
pub use bothy_store::people::Person;
use bothy_store::{Audit, Commit, Entry, StoreError};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How long a sign-in lasts at most.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// Somebody who is signed in, with what they stand on at this moment.
#[derive(Debug, Clone)]
pub struct Known {
    /// The sign-in.
    pub sign_in: SignIn,
    /// Their hats and whom they are kept from.
    pub standing: Standing,
}

/// The hash under which a token is kept.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Begins a sign-in of a person and returns its token, which is kept nowhere else.
///
/// # Errors
/// The store's own.
pub async fn begin_sign_in(
    bothy: &Bothy,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<String, ActionError<Never>> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let input = (organisation, person, token_hash(&token), bothy.now(), bothy.wall());
    bothy
        .db
        .write("begin_sign_in", input, |w, (organisation, person, hash, now, wall)| {
            Box::pin(async move {
                let id = SignInId::new(Uuid::now_v7());
                let ends = wall.saturating_add(LASTS).unwrap_or(*wall);
                bothy_store::access::begin(w, *organisation, id, *person, hash, *wall, ends).await?;
                let audit = Audit::of(Entry {
                    organisation: *organisation,
                    at: *now,
                    by: Some(*person),
                    act: "signed-in",
                    thing: id.to_string(),
                    reason: None,
                });
                Ok::<_, ActionError<Never>>(Commit::Changed((), audit))
            })
        })
        .await?;
    Ok(token)
}

/// Ends a sign-in.
///
/// # Errors
/// The store's own.
pub async fn end_sign_in(bothy: &Bothy, sign_in: SignIn) -> Result<(), ActionError<Never>> {
    let input = (sign_in, bothy.now(), bothy.wall());
    bothy
        .db
        .write("end_sign_in", input, |w, (sign_in, now, wall)| {
            Box::pin(async move {
                let ended = bothy_store::access::end(w, sign_in.organisation, sign_in.id, *wall).await?;
                if ended == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = Audit::of(Entry {
                    organisation: sign_in.organisation,
                    at: *now,
                    by: Some(sign_in.person),
                    act: "signed-out",
                    thing: sign_in.id.to_string(),
                    reason: None,
                });
                Ok::<_, ActionError<Never>>(Commit::Changed((), audit))
            })
        })
        .await
}

/// Who is behind a token, with their standing now; none for a token that is not alive.
///
/// # Errors
/// The store's own.
pub async fn who_is(bothy: &Bothy, token: &str) -> Result<Option<Known>, StoreError> {
    let input = (token_hash(token), bothy.now(), bothy.wall());
    bothy
        .db
        .snapshot("who_is", input, |tx, (hash, now, wall): &(String, Timestamp, Timestamp)| {
            Box::pin(async move {
                let Some(sign_in) = bothy_store::access::behind(tx, hash, *wall).await? else {
                    return Ok(None);
                };
                let standing = bothy_store::people::standing(tx, sign_in.organisation, sign_in.person, *now).await?;
                Ok(Some(Known { sign_in, standing }))
            })
        })
        .await
}
