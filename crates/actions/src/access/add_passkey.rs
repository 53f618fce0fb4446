//! Somebody who is signed in adds a passkey: first they show that it is them, then their device answers.

use super::passkeys::{AskedBrowser, PasskeyRefused, Refused, RelyingParty, ends, rule};
use super::still_them::still_them;
use super::tries::{self, Counters, From};
use super::way_in_changed::tell_of_way_in;
use super::{Known, entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::{MOST, Purpose, answer_counts, name_of};
use bothy_domain::ids::{ChallengeId, PasskeyId};
use bothy_store::access::challenges::{self, Challenge};
use bothy_store::access::passkeys::{self, Passkey};
use bothy_store::access::{pace, passwords};
use bothy_store::{Commit, StoreError, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// What is known of somebody before their device is asked.
struct Looked {
    hash: Option<String>,
    email: String,
    known: Vec<Passkey>,
    counters: Counters,
}

/// Asks a device to make a passkey. The password is asked for as it is for changing it: a browser left open is not
/// enough. Somebody who has none came in within the last quarter of an hour.
///
/// # Errors
/// [`PasskeyRefused`].
pub async fn ask_to_add(
    bothy: &Bothy,
    who: &Known,
    party: &RelyingParty,
    name: &str,
    password: String,
    from: From,
) -> Result<AskedBrowser, Refused> {
    let own = &who.sign_in;
    name_of(name).map_err(|refused| ActionError::Rule(PasskeyRefused::Name(refused)))?;
    let from_hash = token_hash(&format!("person|{}", own.person));
    let looked = look(bothy, who, from).await?;
    if looked.known.len() >= MOST {
        return rule(PasskeyRefused::Enough);
    }
    let wall = bothy.wall();
    let clear = still_them(bothy, own, looked.hash, password, looked.counters).await?;
    let names = (looked.email.as_str(), own.shown_name.as_str());
    let Some((asked, state)) = party.ask_to_add((own.organisation, own.person), names, &looked.known) else {
        return rule(PasskeyRefused::NotRight);
    };
    let new = Challenge {
        id: ChallengeId::new(Uuid::now_v7()),
        organisation: own.organisation,
        purpose: Purpose::Add(own.id),
        person: Some(own.person),
        state,
        ends_at: ends(wall),
    };
    let id = new.id;
    bothy
        .db
        .write("ask_to_add_passkey", (new, clear, from_hash), |w, (new, clear, from_hash)| {
            Box::pin(async move {
                if let Some(clear) = clear {
                    pace::clear(w, new.organisation, clear).await?;
                }
                challenges::ask(w, new, from_hash).await?;
                // A question is no act of anybody; its answer has its own entry.
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await?;
    Ok(AskedBrowser { id, options: asked.to_string() })
}

async fn look(bothy: &Bothy, who: &Known, from: From) -> Result<Looked, StoreError> {
    bothy
        .db
        .snapshot("look_at_own_passkeys", (who.sign_in.clone(), from), |tx, (own, from)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                let found = people::find(tx, organisation, person).await?;
                // The same counter as for changing the password: here it is guessed no faster.
                let what = format!("own|{person}");
                Ok(Looked {
                    hash: passwords::hash_of(tx, organisation, person).await?,
                    email: found.and_then(|found| found.email).unwrap_or_default(),
                    known: passkeys::of(tx, organisation, person).await?,
                    counters: tries::counters(tx, organisation, &what, Some(person), from).await?,
                })
            })
        })
        .await
}

struct Input {
    who: Known,
    party: RelyingParty,
    challenge: ChallengeId,
    name: String,
    answer: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Keeps the passkey that a device made. The question is spent by it, whether the answer is right or not.
///
/// # Errors
/// [`PasskeyRefused`].
pub async fn add_passkey(
    bothy: &Bothy,
    who: &Known,
    party: &RelyingParty,
    challenge: ChallengeId,
    name: &str,
    answer: String,
) -> Result<(), Refused> {
    let name = name_of(name).map_err(|refused| ActionError::Rule(PasskeyRefused::Name(refused)))?;
    let input =
        Input { who: who.clone(), party: party.clone(), challenge, name, answer, now: bothy.now(), wall: bothy.wall() };
    let added = bothy.db.write("add_passkey", input, |w, input| Box::pin(add_in(w, input))).await?;
    added.map_err(ActionError::Rule)
}

async fn add_in(w: &mut Writing, input: &Input) -> Result<Commit<Result<(), PasskeyRefused>>, Refused> {
    let own = &input.who.sign_in;
    let (organisation, person) = (own.organisation, own.person);
    let Some(asked) = challenges::take(w, organisation, input.challenge).await? else {
        return Ok(Commit::Unchanged(Err(PasskeyRefused::Over)));
    };
    // From here on the question is spent: every way out is a commit.
    let spent = |refused| Ok(Commit::Sealed(Err(refused)));
    if !answer_counts(asked.purpose, asked.ends_at, Purpose::Add(own.id), input.wall) || asked.person != Some(person) {
        return spent(PasskeyRefused::Over);
    }
    let Some((credential, key)) = input.party.added(&input.answer, &asked.state) else {
        return spent(PasskeyRefused::NotRight);
    };
    if passkeys::of(w, organisation, person).await?.len() >= MOST {
        return spent(PasskeyRefused::Enough);
    }
    let new = Passkey {
        id: PasskeyId::new(Uuid::now_v7()),
        organisation,
        person,
        credential,
        key,
        name: input.name.clone(),
        made_at: input.wall,
        used_at: None,
    };
    if passkeys::keep(w, &new).await? == 0 {
        return spent(PasskeyRefused::KnownAlready);
    }
    tell_of_way_in(w, organisation, person, "passkey-added", input.now).await?;
    let audit = entry(organisation, input.now, Some(person), "passkey-added", new.id.to_string());
    Ok(Commit::Changed(Ok(()), audit))
}
