//! Somebody signs in with a passkey: their device made sure of them, so it counts as both steps.

use super::passkeys::{Answer, AskedBrowser, NotTaken, PasskeyRefused, Refused, RelyingParty, ends, rule};
use super::sign_in::{Begun, SignInRefused, remember};
use super::tries::{self, From, NotHeard};
use super::{let_in, new_token, one_entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Device;
use bothy_domain::access::pace::may_try;
use bothy_domain::access::passkey::{Purpose, answer_counts};
use bothy_domain::access::second_step::Next;
use bothy_domain::ids::{ChallengeId, OrganisationId, SignInId};
use bothy_store::access::challenges::{self, Challenge};
use bothy_store::access::{NewSignIn, pace, passkeys};
use bothy_store::{Commit, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// Asks a browser for a passkey. Nobody says who they are first, so the question tells nobody who has one.
///
/// # Errors
/// Too much went wrong from here lately.
pub async fn ask_to_sign_in(
    bothy: &Bothy,
    organisation: OrganisationId,
    party: &RelyingParty,
    from: From,
) -> Result<AskedBrowser, Refused> {
    let Some((asked, state)) = party.ask_to_sign_in() else { return rule(PasskeyRefused::NotRight) };
    let wall = bothy.wall();
    let new = Challenge {
        id: ChallengeId::new(Uuid::now_v7()),
        organisation,
        purpose: Purpose::SignIn,
        person: None,
        state,
        ends_at: ends(wall),
    };
    let id = new.id;
    bothy
        .db
        .write("ask_to_sign_in", (new, from, wall), |w, (new, from, wall)| {
            Box::pin(async move {
                let counters = tries::counters(w, new.organisation, "passkey", None, from).await?;
                if let Some(address) = &counters.address {
                    may_try(pace::read(w, new.organisation, address).await?, *wall)?;
                }
                challenges::ask(w, new, &token_hash(&format!("address|{}", from.address))).await?;
                // A question is no act of anybody; its answer has its own entry.
                Ok::<_, NotHeard>(Commit::Sealed(()))
            })
        })
        .await?;
    Ok(AskedBrowser { id, options: asked.to_string() })
}

/// What a browser answered, and from where.
#[derive(Debug, Clone)]
pub struct PasskeyAttempt {
    /// To which question.
    pub challenge: ChallengeId,
    /// The answer, as JSON.
    pub answer: String,
    /// Whose device it is, as they said.
    pub device: Device,
    /// From where.
    pub from: From,
}

struct Input {
    organisation: OrganisationId,
    party: RelyingParty,
    attempt: PasskeyAttempt,
    answer: Answer,
    token: String,
    clear: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Looks at an answer, and begins a sign-in where it is right. A passkey that is not known, was removed, belongs to
/// another organisation or to somebody who wears no hat any more is answered like a wrong one.
///
/// # Errors
/// [`PasskeyRefused::Try`] or [`PasskeyRefused::Over`].
pub async fn sign_in_with_passkey(
    bothy: &Bothy,
    organisation: OrganisationId,
    party: &RelyingParty,
    attempt: PasskeyAttempt,
) -> Result<Begun, Refused> {
    let wrong = PasskeyRefused::Try(SignInRefused::Wrong);
    let Some(answer) = Answer::read(&attempt.answer) else { return rule(wrong) };
    let input = (organisation, answer.credential(), attempt.from.clone());
    let counters = bothy
        .db
        .snapshot("look_at_passkey", input, |tx, (organisation, credential, from)| {
            Box::pin(async move {
                let found = passkeys::by_credential(tx, *organisation, credential).await?;
                let what = format!("passkey|{credential}");
                tries::counters(tx, *organisation, &what, found.map(|found| found.person), from).await
            })
        })
        .await?;
    tries::count(bothy, organisation, counters.clone()).await?;
    let input = Input {
        organisation,
        party: party.clone(),
        attempt,
        answer,
        token: new_token(),
        clear: counters.account.1.clone(),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    let begun = bothy.db.write("sign_in_with_passkey", input, |w, input| Box::pin(begin_in(w, input))).await?;
    if begun.as_ref().is_err_and(|refused| *refused == wrong) {
        tries::was_wrong(bothy, organisation, counters).await?;
    }
    begun.map_err(ActionError::Rule)
}

async fn begin_in(w: &mut Writing, input: &Input) -> Result<Commit<Result<Begun, PasskeyRefused>>, Refused> {
    let Input { organisation, attempt, answer, now, wall, .. } = input;
    let organisation = *organisation;
    let Some(asked) = challenges::take(w, organisation, attempt.challenge).await? else {
        return Ok(Commit::Unchanged(Err(PasskeyRefused::Over)));
    };
    // From here on the question is spent: every way out is a commit.
    if !answer_counts(asked.purpose, asked.ends_at, Purpose::SignIn, *wall) {
        return Ok(Commit::Sealed(Err(PasskeyRefused::Over)));
    }
    let wrong = || Err(PasskeyRefused::Try(SignInRefused::Wrong));
    let Some(passkey) = passkeys::by_credential(w, organisation, &answer.credential()).await? else {
        return Ok(Commit::Sealed(wrong()));
    };
    let person = passkey.person;
    let key = match input.party.came_in(answer, &asked.state, &passkey) {
        Ok(key) => key,
        Err(NotTaken::Wrong) => return Ok(Commit::Sealed(wrong())),
        Err(NotTaken::WentBack) => {
            let thing = passkey.id.to_string();
            return Ok(Commit::Changed(wrong(), super::entry(organisation, *now, None, "passkey-went-back", thing)));
        }
    };
    let standing = people::standing(w, organisation, person, *now).await?;
    if standing.hats().is_empty() || passkeys::used(w, &passkey, &key, *wall).await? == 0 {
        return Ok(Commit::Sealed(wrong()));
    }
    pace::clear(w, organisation, &input.clear).await?;
    let device = attempt.device;
    let new = NewSignIn {
        id: SignInId::new(Uuid::now_v7()),
        organisation,
        person,
        token_hash: token_hash(&input.token),
        device,
        device_name: attempt.from.browser.clone(),
        next: Next::In,
        ends: device.end(*wall),
    };
    let audit = let_in(w, &new, *now, *wall).await?;
    let audit = audit.and(one_entry(organisation, *now, Some(person), "used-passkey", passkey.id.to_string()));
    let known_device = remember(w, organisation, person, device, attempt.from.device.as_deref(), *wall).await?;
    let roles = standing.hats().iter().map(|hat| hat.role).collect();
    let begun = Begun { token: input.token.clone(), next: Next::In, device, known_device, roles };
    Ok(Commit::Changed(Ok(begun), audit))
}
