//! Somebody opens the link they were sent and chooses a password.

use super::hashing::{self, Crowded};
use super::{entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::password::{PasswordRefused, password_is_fit};
use bothy_domain::ids::OrganisationId;
use bothy_store::access::links::{self, Link, LinkKind};
use bothy_store::access::{self, challenges, code_app, elsewhere, passkeys, passwords};
use bothy_store::{Commit, StoreError, Writing, organisations, people};
use jiff::Timestamp;

/// Whom a link welcomes. No part of it goes into a log, so it has no `Debug`.
#[derive(Clone)]
pub struct Opened {
    /// The name that colleagues see.
    pub shown_name: String,
    /// Their address, so that a password manager keeps the two together.
    pub email: String,
    /// Why it was made.
    pub kind: LinkKind,
}

/// Why no password was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UseLinkRefused {
    /// The password will not do.
    #[error("{0}")]
    Password(PasswordRefused),
    /// Too many at once.
    #[error("{0}")]
    Crowded(Crowded),
}

type Refused = ActionError<UseLinkRefused>;

struct Behind {
    link: Link,
    opened: Opened,
    organisation_name: String,
}

/// Whom a link welcomes; none where it does not work (any more).
///
/// # Errors
/// The store's own.
pub async fn see_link(bothy: &Bothy, organisation: OrganisationId, token: &str) -> Result<Option<Opened>, StoreError> {
    Ok(behind(bothy, organisation, token).await?.map(|behind| behind.opened))
}

async fn behind(bothy: &Bothy, organisation: OrganisationId, token: &str) -> Result<Option<Behind>, StoreError> {
    let input = (organisation, token_hash(token), bothy.wall());
    bothy
        .db
        .snapshot("see_link", input, |tx, (organisation, hash, wall)| {
            Box::pin(async move {
                let Some(link) = links::behind(tx, *organisation, hash, *wall).await? else { return Ok(None) };
                let Some(person) = people::find(tx, *organisation, link.person).await? else { return Ok(None) };
                let Some(ours) = organisations::find(tx, *organisation).await? else { return Ok(None) };
                let opened =
                    Opened { shown_name: person.shown_name, email: person.email.unwrap_or_default(), kind: link.kind };
                Ok(Some(Behind { link, opened, organisation_name: ours.name }))
            })
        })
        .await
}

struct Input {
    link: Link,
    token_hash: String,
    hash: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Spends a link on a password. After a recovery all that was known before ends with it: every sign-in, every known
/// browser, every passkey, every link to an account elsewhere, every second step, since all of it may be in other hands. Returns whose it was.
///
/// # Errors
/// The link does not work, or the password will not do.
pub async fn use_link(
    bothy: &Bothy,
    organisation: OrganisationId,
    token: &str,
    password: String,
) -> Result<Opened, Refused> {
    let Some(Behind { link, opened, organisation_name }) = behind(bothy, organisation, token).await? else {
        return Err(ActionError::NotFound);
    };
    password_is_fit(&password, &[&opened.shown_name, &opened.email, &organisation_name])
        .map_err(|refused| ActionError::Rule(UseLinkRefused::Password(refused)))?;
    let crowded = |crowded| ActionError::Rule(UseLinkRefused::Crowded(crowded));
    let hash = hashing::hash(password).await.map_err(crowded)?;
    let input = Input { link, token_hash: token_hash(token), hash, now: bothy.now(), wall: bothy.wall() };
    bothy.db.write("use_link", input, |w, input| Box::pin(use_in(w, input))).await?;
    Ok(opened)
}

async fn use_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { link, hash, now, wall, .. } = input;
    let (organisation, person) = (link.organisation, link.person);
    // Read again: somebody may have used it, or sent another, while this password was being hashed.
    let Some(still) = links::behind(w, organisation, &input.token_hash, *wall).await? else {
        return Err(ActionError::NotFound);
    };
    if links::spend(w, organisation, still.id, *wall).await? == 0 {
        return Err(ActionError::NotFound);
    }
    passwords::keep(w, organisation, person, hash, *wall).await?;
    let act = match link.kind {
        LinkKind::Invitation => "set-first-password",
        LinkKind::Recovery => {
            access::bump(w, organisation, person).await?;
            access::end_others(w, organisation, person, None, *wall).await?;
            passwords::forget_devices(w, organisation, person).await?;
            code_app::take_away(w, organisation, person).await?;
            passkeys::take_all_away(w, organisation, person).await?;
            elsewhere::unlink_all(w, organisation, person).await?;
            challenges::forget_of(w, organisation, person).await?;
            "came-back-in"
        }
    };
    Ok(Commit::Changed((), entry(organisation, *now, Some(person), act, person.to_string())))
}
