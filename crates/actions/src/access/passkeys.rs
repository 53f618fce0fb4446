//! What adding a passkey and signing in with one share: the address a passkey belongs to, what a browser is told, and
//! why an answer does not count.

use super::sign_in::SignInRefused;
use super::tries::NotHeard;
use crate::error::ActionError;
use bothy_domain::access::passkey::{ANSWERED_WITHIN, NameRefused};
use bothy_domain::ids::{ChallengeId, OrganisationId, PersonId};
use bothy_store::audit::hex;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder, WebauthnError,
};

/// No device knows a passkey by more letters than this, as the standard has it.
const LONGEST_CREDENTIAL: usize = 1023;

/// The address of the service, to which its passkeys belong: none works at another, and none was made there.
#[derive(Debug, Clone)]
pub struct RelyingParty(Webauthn);

/// A question to a browser, as its script takes it.
#[derive(Debug, Clone)]
pub struct AskedBrowser {
    /// Which: the answer names it.
    pub id: ChallengeId,
    /// What `navigator.credentials` is asked, as JSON.
    pub options: String,
}

/// Why no passkey was added, removed, or let somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefused {
    /// The password, or the passkey, opens nothing; or it comes too early.
    #[error("{0}")]
    Try(SignInRefused),
    /// Somebody without a password came in too long ago to be surely the same.
    #[error("sign in again first")]
    NotJustNow,
    /// It needs another name.
    #[error("{0}")]
    Name(NameRefused),
    /// There are as many as one person has.
    #[error("these are as many passkeys as one person has")]
    Enough,
    /// This device has one already.
    #[error("this passkey is known already")]
    KnownAlready,
    /// The question was answered before, or too long ago.
    #[error("that took too long, or was answered before")]
    Over,
    /// It is not the answer to what was asked.
    #[error("that is no answer to what was asked")]
    NotRight,
    /// Without it nothing would let its owner in.
    #[error("nothing else would let them in")]
    LastWayIn,
}

pub(super) type Refused = ActionError<PasskeyRefused>;

impl std::convert::From<NotHeard> for Refused {
    fn from(error: NotHeard) -> Self {
        match error {
            NotHeard::TooEarly(early) => Self::Rule(PasskeyRefused::Try(SignInRefused::TooEarly(early))),
            NotHeard::Store(error) => Self::Store(error),
        }
    }
}

pub(super) fn rule<T>(refused: PasskeyRefused) -> Result<T, Refused> {
    Err(ActionError::Rule(refused))
}

/// Why an answer to a question to sign in is not taken.
pub(super) enum NotTaken {
    /// It is wrong.
    Wrong,
    /// The device counts fewer uses than it did: there may be two of it.
    WentBack,
}

impl RelyingParty {
    /// The service at this address, such as `https://bothy.example`; none where a browser would take no passkey for
    /// it, since it has no name but a number.
    pub fn at(address: &str) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let host = origin.domain()?.to_owned();
        // What the device shows names neither the organisation nor the matter, as the app for codes does not.
        let timeout = ANSWERED_WITHIN.try_into().ok()?;
        let built = WebauthnBuilder::new(&host, &origin).ok()?.rp_name("Bothy").timeout(timeout).build();
        built.ok().map(Self)
    }

    /// Asks a browser to make a passkey that a device can find by itself and lets nobody use but its owner.
    pub(super) fn ask_to_add(
        &self,
        (organisation, person): (OrganisationId, PersonId),
        (email, shown_name): (&str, &str),
        known: &[bothy_store::access::passkeys::Passkey],
    ) -> Option<(Value, String)> {
        let known = known.iter().filter_map(|one| key_of(&one.key)).map(|key| key.cred_id().clone()).collect();
        let handle = handle(organisation, person);
        let label = if email.is_empty() { shown_name } else { email };
        let (asked, state) = self.0.start_passkey_registration(handle, label, shown_name, Some(known)).ok()?;
        let mut asked = serde_json::to_value(asked).ok()?;
        // Nobody types their address first, so the device has to find the passkey by where it is asked.
        let chosen = asked.get_mut("publicKey")?.get_mut("authenticatorSelection")?.as_object_mut()?;
        chosen.insert(String::from("residentKey"), Value::from("required"));
        chosen.insert(String::from("requireResidentKey"), Value::from(true));
        Some((asked, serde_json::to_string(&state).ok()?))
    }

    /// The passkey that a browser made, by its credential and as it is kept.
    pub(super) fn added(&self, answer: &str, state: &str) -> Option<(String, String)> {
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let key = self.0.finish_passkey_registration(&answer, &state).ok()?;
        if key.cred_id().len() > LONGEST_CREDENTIAL {
            return None;
        }
        Some((hex(key.cred_id()), serde_json::to_string(&key).ok()?))
    }

    /// Asks a browser for any passkey of this service that it has. The same for everybody: it names nobody.
    pub(super) fn ask_to_sign_in(&self) -> Option<(Value, String)> {
        let (asked, state) = self.0.start_discoverable_authentication().ok()?;
        let mut asked = serde_json::to_value(asked).ok()?;
        // Somebody pressed a button: the browser may ask at once.
        asked.as_object_mut()?.remove("mediation");
        Some((asked, serde_json::to_string(&state).ok()?))
    }

    /// Holds an answer against its question and the passkey that it names. Returns the passkey as it is kept now.
    pub(super) fn came_in(
        &self,
        answer: &Answer,
        state: &str,
        passkey: &bothy_store::access::passkeys::Passkey,
    ) -> Result<String, NotTaken> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(|_| NotTaken::Wrong)?;
        let mut key = key_of(&passkey.key).ok_or(NotTaken::Wrong)?;
        let said_whose = answer.0.get_user_unique_id();
        if said_whose != Some(handle(passkey.organisation, passkey.person).as_bytes().as_slice()) {
            return Err(NotTaken::Wrong);
        }
        let taken =
            self.0.finish_discoverable_authentication_v2(&answer.0, state, &key).map_err(|error| match error {
                WebauthnError::CredentialPossibleCompromise => NotTaken::WentBack,
                _ => NotTaken::Wrong,
            })?;
        // A passkey counts as both steps only where its device made sure of its owner.
        if !taken.user_verified() {
            return Err(NotTaken::Wrong);
        }
        key.update_credential(&taken);
        serde_json::to_string(&key).map_err(|_| NotTaken::Wrong)
    }
}

/// What a browser answered, not held against anything yet.
#[derive(Debug, Clone)]
pub(super) struct Answer(PublicKeyCredential);

impl Answer {
    /// Reads an answer; none where it is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let read: PublicKeyCredential = serde_json::from_str(text).ok()?;
        (read.get_credential_id().len() <= LONGEST_CREDENTIAL).then_some(Self(read))
    }

    /// By what the device knows the passkey.
    pub(super) fn credential(&self) -> String {
        hex(self.0.get_credential_id())
    }
}

fn key_of(kept: &str) -> Option<Passkey> {
    serde_json::from_str(kept).ok()
}

/// By what a device knows whose a passkey is: of one person in one organisation, and nobody can read either from it.
fn handle(organisation: OrganisationId, person: PersonId) -> Uuid {
    let digest = Sha256::digest(format!("passkey|{organisation}|{person}").as_bytes());
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Until when an answer counts that is asked for now.
pub(super) fn ends(wall: Timestamp) -> Timestamp {
    wall.saturating_add(ANSWERED_WITHIN).unwrap_or(wall)
}
