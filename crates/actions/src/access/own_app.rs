//! Somebody who is signed in sets up an app for codes of their own will, or moves to a new phone.

use super::passkeys::PasskeyRefused;
use super::show_code::{SetUp, Wanted, bare, code_is_right, new_secret, new_spares, set_up_of};
use super::sign_in::SignInRefused;
use super::still_them::still_them_now;
use super::tries::{self, Counters, From, NotHeard};
use super::way_in_changed::tell_of_way_in;
use super::{Known, entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_store::access::{code_app, pace};
use bothy_store::{Commit, StoreError};

type Refused = ActionError<SignInRefused>;

/// Offers a new secret. Where an app works already, nothing changes: it is given up with one of its own codes first.
///
/// It is asked who they are: whoever found a phone that is signed in would otherwise shut its owner out with codes.
///
/// # Errors
/// It is not surely them. The store's own.
pub async fn begin_app(
    bothy: &Bothy,
    who: &Known,
    password: String,
    from: From,
) -> Result<(), ActionError<PasskeyRefused>> {
    let clear = still_them_now(bothy, &who.sign_in, password, from).await?;
    let input = (who.sign_in.clone(), new_secret(), clear, bothy.now(), bothy.wall());
    bothy
        .db
        .write("begin_app", input, |w, (own, secret, clear, now, wall)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                if let Some(clear) = clear {
                    pace::clear(w, organisation, clear).await?;
                }
                if code_app::of(w, organisation, person).await?.is_some_and(|app| app.confirmed_at.is_some()) {
                    return Ok(Commit::Unchanged(()));
                }
                code_app::offer(w, organisation, person, secret, *wall).await?;
                let audit = entry(organisation, *now, Some(person), "began-second-step", person.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

/// What the app is to be told; none where none is being set up.
///
/// # Errors
/// The store's own.
pub async fn see_app(bothy: &Bothy, who: &Known) -> Result<Option<SetUp>, StoreError> {
    bothy.db.snapshot("see_app", who.sign_in.clone(), |tx, own| Box::pin(async move { set_up_of(tx, own).await })).await
}

async fn count(bothy: &Bothy, who: &Known, from: From) -> Result<Counters, Refused> {
    let input = (who.sign_in.clone(), from);
    let counters = bothy
        .db
        .snapshot("look_at_own_codes", input, |tx, (own, from)| {
            Box::pin(async move {
                let what = format!("code|{}", own.person);
                tries::counters(tx, own.organisation, &what, Some(own.person), from).await
            })
        })
        .await?;
    tries::count(bothy, who.sign_in.organisation, counters.clone()).await.map_err(|error| match error {
        NotHeard::TooEarly(early) => ActionError::Rule(SignInRefused::TooEarly(early)),
        NotHeard::Store(error) => ActionError::Store(error),
    })?;
    Ok(counters)
}

/// The app works: from now on its codes are asked for. Returns the new spare codes, shown this once.
///
/// # Errors
/// The code is wrong, or it comes too early.
pub async fn confirm_app(bothy: &Bothy, who: &Known, code: &str, from: From) -> Result<Vec<String>, Refused> {
    let counters = count(bothy, who, from).await?;
    let input = (who.sign_in.clone(), bare(code), new_spares(), counters.account.1, bothy.now(), bothy.wall());
    bothy
        .db
        .write("confirm_app", input, |w, (own, typed, spares, clear, now, wall)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                if !code_is_right(w, organisation, person, Wanted::BeingSetUp, typed, *wall).await? {
                    return Err(ActionError::Rule(SignInRefused::Wrong));
                }
                pace::clear(w, organisation, clear).await?;
                let hashes: Vec<String> = spares.iter().map(|spare| token_hash(&bare(spare))).collect();
                code_app::keep_spares(w, organisation, person, &hashes).await?;
                tell_of_way_in(w, organisation, person, "codes-changed", *now).await?;
                let audit = entry(organisation, *now, Some(person), "set-up-second-step", person.to_string());
                Ok(Commit::Changed(spares.clone(), audit))
            })
        })
        .await
}

/// Gives an app up with one of its codes, or a spare one, and offers the secret of the next: a new phone.
///
/// # Errors
/// The code is wrong, or it comes too early.
pub async fn change_app(bothy: &Bothy, who: &Known, code: &str, from: From) -> Result<(), Refused> {
    let counters = count(bothy, who, from).await?;
    let input = (who.sign_in.clone(), bare(code), new_secret(), counters.account.1, bothy.now(), bothy.wall());
    bothy
        .db
        .write("change_app", input, |w, (own, typed, secret, clear, now, wall)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                if !code_is_right(w, organisation, person, Wanted::Working, typed, *wall).await? {
                    return Err(ActionError::Rule(SignInRefused::Wrong));
                }
                pace::clear(w, organisation, clear).await?;
                code_app::take_away(w, organisation, person).await?;
                code_app::offer(w, organisation, person, secret, *wall).await?;
                tell_of_way_in(w, organisation, person, "codes-changed", *now).await?;
                let audit = entry(organisation, *now, Some(person), "gave-up-second-step", person.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
