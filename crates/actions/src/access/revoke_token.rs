//! A token is taken back: it opens nothing from that moment on.

use super::entry;
use super::invite_person::{By, may_let_in};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::ids::TokenId;
pub use bothy_store::access::tokens::{Holder, Token};
use bothy_store::access::tokens::{all, revoke};
use bothy_store::{Commit, people};

/// Takes a token back. One that was taken back before stays so.
///
/// # Errors
/// There is no such token here, or whoever asks is no administrator.
pub async fn revoke_token(bothy: &Bothy, by: By, id: TokenId) -> Result<(), ActionError<Never>> {
    let input = (by, id, bothy.now(), bothy.wall());
    bothy
        .db
        .write("revoke_token", input, |w, (by, id, now, wall)| {
            Box::pin(async move {
                let organisation = by.organisation();
                may_let_in(w, by, *now).await?;
                if !all(w, organisation).await?.iter().any(|token| token.id == *id) {
                    return Err(ActionError::NotFound);
                }
                if revoke(w, organisation, *id, *wall).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = entry(organisation, *now, by.person(), "token-revoked", id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

/// Every token of the organisation, the newest first, those that have ended among them. The tokens themselves are
/// kept nowhere.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_tokens(bothy: &Bothy, by: By) -> Result<Vec<Token>, ActionError<Never>> {
    bothy
        .db
        .snapshot("see_tokens", (by, bothy.now()), |tx, (by, now)| {
            Box::pin(async move {
                let organisation = by.organisation();
                if let By::Administrator(known) = by {
                    let standing = people::standing(tx, organisation, known.sign_in.person, *now).await?;
                    Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                }
                Ok(all(tx, organisation).await?)
            })
        })
        .await
}
