//! After a break-in: every sign-in of an organisation is ended but the one that does it, and every token is taken back.

use super::{Known, one_entry, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::signing_out::may_sign_everybody_out;
use bothy_domain::ids::{ActId, OrganisationId, ReasonId, TokenId};
use bothy_domain::keeping::ReasonRefused;
use bothy_store::access::everybody::{Alive, alive_of_all, end_all};
use bothy_store::access::{spend, spent, tokens};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// What is known before everybody is signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EverybodySeen {
    /// How many sign-ins would end, and of how many people; the one of whoever looks is not among them.
    pub alive: Alive,
    /// How many tokens would be taken back.
    pub tokens: usize,
}

/// Reads what signing everybody out would end.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_everybody(bothy: &Bothy, who: &Known) -> Result<EverybodySeen, ActionError<Never>> {
    let input = (who.clone(), bothy.now(), bothy.wall());
    bothy
        .db
        .snapshot("see_everybody", input, |tx, (who, now, wall)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                Ok(EverybodySeen {
                    alive: alive_of_all(tx, organisation, who.sign_in.id, *wall).await?,
                    tokens: open_tokens(tx, organisation, *wall).await?.len(),
                })
            })
        })
        .await
}

async fn open_tokens(tx: &mut Tx, organisation: OrganisationId, wall: Timestamp) -> Result<Vec<TokenId>, StoreError> {
    let all = tokens::all(tx, organisation).await?;
    Ok(all.into_iter().filter(|token| token.facts.opens(wall).is_ok()).map(|token| token.id).collect())
}

struct Input {
    who: Known,
    act: ActId,
    reason: String,
    now: Timestamp,
    wall: Timestamp,
}

type Refused = ActionError<ReasonRefused>;

/// Ends every sign-in of the organisation but this one, those that wait for a second step too, takes every token back,
/// and forgets from which browsers people came. Roles, passwords, codes and passkeys stay.
///
/// # Errors
/// There is no reason; or whoever asks is no administrator.
pub async fn sign_everybody_out(bothy: &Bothy, who: &Known, act: ActId, reason: &str) -> Result<(), Refused> {
    let reason = reason.trim().to_owned();
    let input = Input { who: who.clone(), act, reason, now: bothy.now(), wall: bothy.wall() };
    bothy.db.write("sign_everybody_out", input, |w, input| Box::pin(sign_out_in(w, input))).await
}

async fn sign_out_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { who, act, reason, now, wall } = input;
    let (organisation, by, now) = (who.sign_in.organisation, who.sign_in.person, *now);
    let standing = people::standing(w, organisation, by, now).await?;
    Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
    let hash = token_hash(reason);
    match spent(w, organisation, act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    may_sign_everybody_out(reason).map_err(ActionError::Rule)?;
    let mut entries = Vec::new();
    for token in open_tokens(w, organisation, *wall).await? {
        tokens::revoke(w, organisation, token, *wall).await?;
        entries.push(one_entry(organisation, now, Some(by), "token-revoked", token.to_string()));
    }
    end_all(w, organisation, who.sign_in.id, *wall).await?;
    spend(w, organisation, act.uuid(), "sign-everybody-out", &hash, &organisation.to_string(), now).await?;
    let first = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(by),
        act: "signed-everybody-out",
        thing: organisation.to_string(),
        reason: Some((ReasonId::new(Uuid::now_v7()), reason.clone())),
    });
    Ok(Commit::Changed((), entries.into_iter().fold(first, Audit::and)))
}
