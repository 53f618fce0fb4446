//! Whether who is signed in is still the one who signed in: asked before a new way in is added.

use super::hashing;
use super::passkeys::{PasskeyRefused, rule};
use super::sign_in::SignInRefused;
use super::tries::{self, Counters};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::came_in_just_now;
use bothy_store::access::SignIn;

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
