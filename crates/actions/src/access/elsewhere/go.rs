//! Somebody goes to their organisation's provider: to sign in, to accept an invitation, or to link their account.

use super::{Doorway, ElsewhereRefused, Refused, of_own, of_trouble, rule, way_out};
use crate::access::still_them::still_them_now;
use crate::access::tries::From;
use crate::access::{Known, LinkKind, new_token, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Device;
use bothy_domain::access::elsewhere::{BACK_WITHIN, Purpose};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_provider::{Again, ask};
use bothy_store::access::elsewhere::{self, Provider};
use bothy_store::access::visits::{self, Visit};
use bothy_store::access::{links, pace};
use bothy_store::{Commit, StoreError};

/// What somebody wants there. A password may be in it, so it has no `Debug`.
#[derive(Clone)]
pub enum Wish {
    /// To sign in, on this device, and then to go to this path of ours (empty for one's own page).
    SignIn {
        /// Whose device it is.
        device: Device,
        /// Where to go afterwards.
        to: String,
    },
    /// To accept the invitation behind this token.
    Invitation(String),
    /// To link the account to oneself.
    Link {
        /// Who.
        who: Box<Known>,
        /// Their password, where they have one.
        password: String,
    },
}

/// Where a browser goes, and what it keeps until it comes back.
#[derive(Clone)]
pub struct Going {
    /// The address at the provider.
    pub address: String,
    /// The provider's name, for the page between.
    pub name: String,
    /// A token for a cookie: only this browser may come back with the answer.
    pub browser: String,
}

/// Asks the provider's question on behalf of a browser, and keeps what the answer is held against.
///
/// # Errors
/// [`ElsewhereRefused`], or an invitation that does not work.
pub async fn go_elsewhere(
    bothy: &Bothy,
    organisation: OrganisationId,
    doorway: &Doorway,
    wish: Wish,
    from: From,
) -> Result<Going, Refused> {
    let (provider, who) = looked(bothy, organisation, &wish).await?;
    let Some(provider) = provider else { return rule(ElsewhereRefused::NotSetUp) };
    let clear = match &wish {
        Wish::Link { who, password } => {
            still_them_now(bothy, &who.sign_in, password.clone(), from.clone()).await.map_err(of_own)?
        }
        Wish::SignIn { .. } | Wish::Invitation(_) => None,
    };
    let (purpose, device, to, link_hash) = match wish {
        Wish::SignIn { device, to } => (Purpose::SignIn, device, to, None),
        Wish::Invitation(token) => (Purpose::Invitation, Device::Shared, String::new(), Some(token_hash(&token))),
        Wish::Link { who, .. } => (Purpose::Link(who.sign_in.id), who.sign_in.device, String::new(), None),
    };
    // Where others use the device too, the one before may still be signed in at the provider.
    let again = match (purpose, device) {
        (Purpose::SignIn, Device::Own) => Again::NotNeeded,
        _ => Again::Ask,
    };
    let asked = {
        let _place = way_out()?;
        ask(&doorway.ours(&provider), again).await.map_err(of_trouble)?
    };
    let (browser, wall) = (new_token(), bothy.wall());
    let visit = Visit {
        organisation,
        state_hash: token_hash(&asked.state),
        browser_hash: token_hash(&browser),
        purpose,
        person: who,
        link_hash,
        device,
        to,
        issuer: provider.issuer,
        nonce: asked.nonce,
        verifier: asked.verifier,
        ends_at: wall.saturating_add(BACK_WITHIN).unwrap_or(wall),
    };
    let from_hash = token_hash(&format!("address|{}", from.address));
    bothy
        .db
        .write("go_elsewhere", (visit, clear, from_hash), |w, (visit, clear, from_hash)| {
            Box::pin(async move {
                if let Some(clear) = clear {
                    pace::clear(w, visit.organisation, clear).await?;
                }
                visits::begin(w, visit, from_hash).await?;
                // Going is no act of anybody; coming back has its own entry.
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await?;
    Ok(Going { address: asked.address, name: provider.name, browser })
}

/// The provider, and who goes there where that is known.
async fn looked(
    bothy: &Bothy,
    organisation: OrganisationId,
    wish: &Wish,
) -> Result<(Option<Provider>, Option<PersonId>), Refused> {
    let input = (organisation, wish.clone(), bothy.wall());
    bothy
        .db
        .snapshot("look_at_provider", input, |tx, (organisation, wish, wall)| {
            Box::pin(async move {
                let who = match wish {
                    Wish::SignIn { .. } => None,
                    Wish::Link { who, .. } => Some(who.sign_in.person),
                    Wish::Invitation(token) => {
                        let link = links::behind(tx, *organisation, &token_hash(token), *wall).await?;
                        // Whoever is let back in after losing everything chooses a password: two people said so.
                        let link = link.filter(|link| link.kind == LinkKind::Invitation);
                        Some(link.ok_or(ActionError::NotFound)?.person)
                    }
                };
                Ok((elsewhere::provider(tx, *organisation).await?, who))
            })
        })
        .await
}
