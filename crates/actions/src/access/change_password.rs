//! Somebody who is signed in changes their password; every other device is signed out by it.

use super::hashing::{self, Crowded};
use super::sign_in::SignInRefused;
use super::tries::{self, From};
use super::way_in_changed::tell_of_way_in;
use super::{Known, entry};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::password::{PasswordRefused, password_is_fit};
use bothy_store::access::{self, pace, passwords};
use bothy_store::{Commit, StoreError, organisations, people};

/// Why the password stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// The old one was wrong, or it comes too early after wrong ones, or too many are at it.
    #[error("{0}")]
    Old(SignInRefused),
    /// The new one will not do.
    #[error("{0}")]
    New(PasswordRefused),
}

type Refused = ActionError<ChangeRefused>;

fn old(refused: SignInRefused) -> Refused {
    ActionError::Rule(ChangeRefused::Old(refused))
}

fn crowded(crowded: Crowded) -> Refused {
    old(SignInRefused::Crowded(crowded))
}

/// Changes a password. The old one is asked for: a browser left open is not enough.
///
/// # Errors
/// [`ChangeRefused`].
pub async fn change_password(
    bothy: &Bothy,
    who: &Known,
    from: From,
    before: String,
    after: String,
) -> Result<(), Refused> {
    let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
    let input = (organisation, person, from);
    let (hash, names, counters) = bothy
        .db
        .snapshot("look_at_own_password", input, |tx, (organisation, person, from)| {
            Box::pin(async move {
                let hash = passwords::hash_of(tx, *organisation, *person).await?;
                let own = people::find(tx, *organisation, *person).await?;
                let ours = organisations::find(tx, *organisation).await?;
                let mut names: Vec<String> = ours.into_iter().map(|ours| ours.name).collect();
                if let Some(own) = own {
                    names.push(own.shown_name);
                    names.extend(own.email);
                }
                let counters =
                    tries::counters(tx, *organisation, &format!("own|{person}"), Some(*person), from).await?;
                Ok::<_, StoreError>((hash, names, counters))
            })
        })
        .await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    password_is_fit(&after, &names).map_err(|refused| ActionError::Rule(ChangeRefused::New(refused)))?;
    tries::count(bothy, organisation, counters.clone()).await.map_err(|error| match error {
        tries::NotHeard::TooEarly(early) => old(SignInRefused::TooEarly(early)),
        tries::NotHeard::Store(error) => ActionError::Store(error),
    })?;
    if !hashing::is_right(before, hash).await.map_err(crowded)? {
        return Err(old(SignInRefused::Wrong));
    }
    let hash = hashing::hash(after).await.map_err(crowded)?;
    let input = (who.sign_in.clone(), hash, counters.account.1, bothy.now(), bothy.wall());
    bothy
        .db
        .write("change_password", input, |w, (sign_in, hash, clear, now, wall)| {
            Box::pin(async move {
                let (organisation, person) = (sign_in.organisation, sign_in.person);
                pace::clear(w, organisation, clear).await?;
                passwords::keep(w, organisation, person, hash, *wall).await?;
                access::end_others(w, organisation, person, Some(sign_in.id), *wall).await?;
                tell_of_way_in(w, organisation, person, "password-changed", *now).await?;
                let audit = entry(organisation, *now, Some(person), "changed-password", person.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
