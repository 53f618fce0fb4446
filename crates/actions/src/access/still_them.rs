//! Whether who is signed in is still the one who signed in: asked before a way in is added or taken away.

use super::hashing;
use super::passkeys::{PasskeyRefused, rule};
use super::sign_in::SignInRefused;
use super::tries::{self, Counters, From};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::came_in_just_now;
use bothy_store::StoreError;
use bothy_store::access::{SignIn, passwords};

/// The password is asked for as it is for changing it: a browser left open is not enough. Somebody who has none came
/// in within the last quarter of an hour. Answers with the counter to clear once something comes of it.
pub(super) async fn still_them(
    bothy: &Bothy,
    own: &SignIn,
    hash: Option<String>,
    password: String,
    counters: Counters,
) -> Result<Option<String>, ActionError<PasskeyRefused>> {
    match hash {
        Some(hash) => {
            tries::count(bothy, own.organisation, counters.clone()).await?;
            let right = hashing::is_right(password, Some(hash)).await;
            if !right.map_err(|crowded| ActionError::Rule(PasskeyRefused::Try(SignInRefused::Crowded(crowded))))? {
                return rule(PasskeyRefused::Try(SignInRefused::Wrong));
            }
            Ok(Some(counters.account.1))
        }
        None if came_in_just_now(own.started_at, bothy.wall()) => Ok(None),
        None => rule(PasskeyRefused::NotJustNow),
    }
}

/// The same, with what it is held against read here.
pub(crate) async fn still_them_now(
    bothy: &Bothy,
    own: &SignIn,
    password: String,
    from: From,
) -> Result<Option<String>, ActionError<PasskeyRefused>> {
    let (hash, counters) = bothy
        .db
        .snapshot("look_at_own_way_in", (own.clone(), from), |tx, (own, from)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                let hash = passwords::hash_of(tx, organisation, person).await?;
                // The same counter as for changing the password: here it is guessed no faster.
                let counters = tries::counters(tx, organisation, &format!("own|{person}"), Some(person), from).await?;
                Ok::<_, StoreError>((hash, counters))
            })
        })
        .await?;
    still_them(bothy, own, hash, password, counters).await
}
