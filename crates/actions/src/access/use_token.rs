//! Who is behind a token of a program.

use super::{Known, SignIn, TOKEN_STARTS, token_hash};
use crate::bothy::Bothy;
use bothy_domain::access::second_step::Next;
use bothy_domain::access::token::token_use_is_worth_noting;
use bothy_domain::access::{Device, TokenEnded};
use bothy_domain::ids::SignInId;
use bothy_store::access::tokens::{self, Token};
use bothy_store::{Commit, StoreError, people};
use jiff::Timestamp;

/// What is behind a token.
#[derive(Debug, Clone)]
pub enum Behind {
    /// Somebody, with what they may do now.
    Known(Box<Known>),
    /// It opened something once.
    Ended(TokenEnded),
    /// There is no such token.
    Nobody,
}

/// Whether this is a token of a program, by how it begins; otherwise it is that of a sign-in.
pub fn is_token(text: &str) -> bool {
    text.starts_with(TOKEN_STARTS)
}

/// Who is behind a token of a program, with the same standing that they have on every page.
///
/// # Errors
/// The store's own.
pub async fn who_is_behind(bothy: &Bothy, token: &str) -> Result<Behind, StoreError> {
    let wall = bothy.wall();
    let input = (token_hash(token), bothy.now(), wall);
    let found = bothy
        .db
        .snapshot("who_is_behind", input, |tx, (hash, now, wall): &(String, Timestamp, Timestamp)| {
            Box::pin(async move {
                let Some(token) = tokens::behind(tx, hash).await? else { return Ok(Err(Behind::Nobody)) };
                if let Err(ended) = token.facts.opens(*wall) {
                    return Ok(Err(Behind::Ended(ended)));
                }
                let standing = people::standing(tx, token.organisation, token.person, *now).await?;
                let known = Known { sign_in: as_sign_in(&token), standing };
                Ok::<_, StoreError>(Ok((token, known)))
            })
        })
        .await?;
    let (token, known) = match found {
        Ok(found) => found,
        Err(behind) => return Ok(behind),
    };
    if token_use_is_worth_noting(token.used_at, wall) {
        note_use(bothy, &token, wall).await;
    }
    Ok(Behind::Known(Box::new(known)))
}

/// A token as acts know whoever is signed in. It has no device, and no place among the sign-ins of the person.
fn as_sign_in(token: &Token) -> SignIn {
    SignIn {
        id: SignInId::new(token.id.uuid()),
        organisation: token.organisation,
        person: token.person,
        shown_name: token.shown_name.clone(),
        device: Device::Own,
        device_name: String::new(),
        started_at: token.made_at,
        used_at: token.used_at.unwrap_or(token.made_at),
        ends_at: token.facts.ends_at,
        next: Next::In,
    }
}

/// That a token was used keeps nobody out where it cannot be written.
async fn note_use(bothy: &Bothy, token: &Token, wall: Timestamp) {
    let noted = bothy
        .db
        .write("note_token_use", (token.organisation, token.id, wall), |w, (organisation, id, wall)| {
            Box::pin(async move {
                let noted = tokens::used(w, *organisation, *id, *wall).await?;
                // Nobody's act.
                Ok::<_, StoreError>(if noted == 0 { Commit::Unchanged(()) } else { Commit::Sealed(()) })
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(error = &error as &dyn std::error::Error, "the use of a token could not be noted");
    }
}
