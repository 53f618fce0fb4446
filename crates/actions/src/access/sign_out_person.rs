//! Every sign-in of somebody is ended for them, and their tokens are taken back: a phone or a laptop of theirs is in
//! other hands. What they are here as stays.

use super::invite_person::{By, may_let_in};
use super::private_calendar::end_all_of;
use super::way_in_changed::tell_of_way_in;
use super::{Known, one_entry, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::signing_out::{SigningOutRefused, may_sign_out};
use bothy_domain::ids::{ActId, OrganisationId, PersonId, ReasonId, TokenId};
use bothy_store::access::{
    alive, bump, challenges, elsewhere, end_others, passkeys, passwords, private_calendars, spend, spent, tokens,
};
use bothy_store::going::is_erased;
use bothy_store::people::{self, Person};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing};
use jiff::Timestamp;
use uuid::Uuid;

type Refused = ActionError<SigningOutRefused>;

/// What is known before somebody is signed out.
#[derive(Debug, Clone)]
pub struct SigningOutSeen {
    /// Who.
    pub person: Person,
    /// On how many devices they are signed in.
    pub devices: usize,
    /// What their tokens are for, in the words of whoever made each; those that still open something.
    pub tokens: Vec<String>,
    /// How many links for their own calendar are ended.
    pub calendars: usize,
    /// How many passkeys they have: those stay.
    pub passkeys: usize,
    /// Whether they sign in with an account at their organisation's own provider, too.
    pub has_account: bool,
    /// Whether whoever looks is the same person.
    pub themselves: bool,
}

/// Reads what signing somebody out would end.
///
/// # Errors
/// Whoever asks is no administrator, or there is no such person.
pub async fn see_signing_out(
    bothy: &Bothy,
    who: &Known,
    person: PersonId,
) -> Result<SigningOutSeen, ActionError<Never>> {
    let input = (who.clone(), person, bothy.now(), bothy.wall());
    bothy
        .db
        .snapshot("see_signing_out", input, |tx, (who, person, now, wall)| {
            Box::pin(async move {
                let (organisation, person) = (who.sign_in.organisation, *person);
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                let Some(found) = is_here(tx, organisation, person).await? else { return Err(ActionError::NotFound) };
                let open = open_tokens(tx, organisation, person, *wall).await?;
                Ok(SigningOutSeen {
                    devices: alive(tx, organisation, person, *wall).await?.len(),
                    tokens: open.into_iter().map(|(_, name)| name).collect(),
                    calendars: private_calendars::of(tx, organisation, person).await?.len(),
                    passkeys: passkeys::of(tx, organisation, person).await?.len(),
                    has_account: !elsewhere::of(tx, organisation, person).await?.is_empty(),
                    themselves: person == who.sign_in.person,
                    person: found,
                })
            })
        })
        .await
}

/// Somebody who was not erased.
async fn is_here(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Option<Person>, StoreError> {
    if is_erased(tx, organisation, person).await?.is_some() {
        return Ok(None);
    }
    people::find(tx, organisation, person).await
}

/// The tokens of somebody that open something, and what each is for.
async fn open_tokens(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    wall: Timestamp,
) -> Result<Vec<(TokenId, String)>, StoreError> {
    let all = tokens::all(tx, organisation).await?;
    let open = all.into_iter().filter(|token| token.person == person && token.facts.opens(wall).is_ok());
    Ok(open.map(|token| (token.id, token.name)).collect())
}

struct Input {
    who: Known,
    act: ActId,
    person: PersonId,
    reason: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Ends every sign-in of somebody, those that wait for a second step too, takes their tokens and their links for their
/// own calendar back, and forgets from which
/// browsers they came. They keep their roles, their password, codes and passkeys, and are told.
///
/// # Errors
/// [`SigningOutRefused`]; whoever asks is no administrator, or there is no such person.
pub async fn sign_out_person(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    person: PersonId,
    reason: &str,
) -> Result<(), Refused> {
    let reason = reason.trim().to_owned();
    let input = Input { who: who.clone(), act, person, reason, now: bothy.now(), wall: bothy.wall() };
    bothy.db.write("sign_out_person", input, |w, input| Box::pin(sign_out_in(w, input))).await
}

async fn sign_out_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { who, act, person, reason, now, wall } = input;
    let (organisation, by, person, now) = (who.sign_in.organisation, who.sign_in.person, *person, *now);
    may_let_in(w, &By::Administrator(Box::new(who.clone())), now).await?;
    let hash = token_hash(&format!("{person} {reason}"));
    match spent(w, organisation, act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if is_here(w, organisation, person).await?.is_none() {
        return Err(ActionError::NotFound);
    }
    may_sign_out(by, person, reason).map_err(ActionError::Rule)?;
    let mut entries = Vec::new();
    for (token, _) in open_tokens(w, organisation, person, *wall).await? {
        tokens::revoke(w, organisation, token, *wall).await?;
        entries.push(one_entry(organisation, now, Some(by), "token-revoked", token.to_string()));
    }
    for calendar in end_all_of(w, organisation, person).await? {
        entries.push(one_entry(organisation, now, Some(by), "private-calendar-ended", calendar.to_string()));
    }
    end_others(w, organisation, person, None, *wall).await?;
    passwords::forget_devices(w, organisation, person).await?;
    challenges::forget_of(w, organisation, person).await?;
    // A sign-in that begins at this very moment, before this is kept, has the number from before: it ends, too.
    bump(w, organisation, person).await?;
    tell_of_way_in(w, organisation, person, "signed-out-by-us", now).await?;
    spend(w, organisation, act.uuid(), "sign-out-person", &hash, &person.to_string(), now).await?;
    let first = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(by),
        act: "signed-out-person",
        thing: person.to_string(),
        reason: Some((ReasonId::new(Uuid::now_v7()), reason.clone())),
    });
    Ok(Commit::Changed((), entries.into_iter().fold(first, Audit::and)))
}
