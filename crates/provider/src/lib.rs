//! Asking an organisation's own identity provider who somebody is: OpenID Connect, by code, with a proof key.
//!
//! Requests go out to the address that an administrator typed and to nowhere else, follow no redirect, take ten
//! seconds at most and read no more than a few pages. What comes back is believed only when signature, issuer,
//! audience, nonce and times are right. This crate knows no people and no tables: it says which subject was vouched
//! for, and nothing of who that is.

mod out;
mod trouble;

use chrono::{DateTime, Utc};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, IssuerUrl, JsonWebKey as _, Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata, RedirectUrl,
    ResponseTypes, TokenResponse as _, TokenUrl,
};
use out::Out;
pub use out::Reach;
pub use trouble::Trouble;

/// What the clock of a provider may be ahead of ours.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(2);

/// The signatures that are believed: those that only the provider can make. One made with the secret that both sides
/// know is not among them.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How an organisation is known at its provider. A secret is in it, so it has no `Debug`.
#[derive(Clone)]
pub struct Ours {
    /// The provider's address, exactly as it calls itself.
    pub issuer: String,
    /// By which name the provider knows us.
    pub client_id: String,
    /// What shows the provider that it is us.
    pub client_secret: String,
    /// Where the provider sends people back to, exactly as the provider was told.
    pub back: String,
    /// Where requests may go.
    pub reach: Reach,
}

/// Whether the provider asks somebody anew who is signed in there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Whoever is signed in there comes straight back.
    NotNeeded,
    /// They sign in there anew: others use this device too, and the one before may still be signed in there.
    Ask,
}

/// A question that a browser carries to the provider. It has no `Debug`: whoever has all of it could answer it.
#[derive(Clone)]
pub struct Asked {
    /// Where the browser goes.
    pub address: String,
    /// What comes back with the answer, and shows to which question it belongs.
    pub state: String,
    /// What the provider puts into what it signs.
    pub nonce: String,
    /// What shows the provider that who asks for the token is who asked the question.
    pub verifier: String,
}

/// For whom a provider vouched, and how it knew them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The provider's address.
    pub issuer: String,
    /// The provider's own number for them: it never changes and never becomes somebody else's.
    pub subject: String,
    /// By which means they showed who they are (`amr`).
    pub means: Vec<String>,
    /// Which class of certainty the provider claims (`acr`).
    pub class: Option<String>,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Extra {
    #[serde(default)]
    code_challenge_methods_supported: Option<Vec<String>>,
}

impl AdditionalProviderMetadata for Extra {}

type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointNotSet>;

/// Whether an address can be that of a provider: its own, by HTTPS, without a question mark.
///
/// # Errors
/// [`Trouble::NotAnAddress`] or [`Trouble::NotHttps`].
pub fn is_fit(issuer: &str, reach: Reach) -> Result<(), Trouble> {
    Out::to(issuer, reach).map(|_| ())
}

/// Reads what a provider says of itself, and says what would be in the way of signing in with it.
///
/// # Errors
/// [`Trouble`].
pub async fn look(issuer: &str, reach: Reach) -> Result<(), Trouble> {
    let out = Out::to(issuer, reach)?;
    read(issuer, &out).await.map(|_| ())
}

/// What a provider says of itself, where it fits.
async fn read(issuer: &str, out: &Out) -> Result<Metadata, Trouble> {
    let address = IssuerUrl::new(issuer.to_owned()).map_err(|_| Trouble::NotAnAddress)?;
    let found = Metadata::discover_async(address, out).await.map_err(|error| trouble::of_discovery(&error))?;
    out.allows(found.authorization_endpoint().url())?;
    out.allows(token_url(&found)?.url())?;
    out.allows(found.jwks_uri().url())?;
    let code = ResponseTypes::new(vec![CoreResponseType::Code]);
    if !found.response_types_supported().contains(&code) {
        return Err(Trouble::NoCodes);
    }
    // Many say nothing of it and can; one that says what it can, and not this, cannot.
    if let Some(can) = &found.additional_metadata().code_challenge_methods_supported
        && !can.iter().any(|method| method == "S256")
    {
        return Err(Trouble::NoProofKeys);
    }
    let believed = |key: &CoreJsonWebKey| key.key_type() != &openidconnect::core::CoreJsonWebKeyType::Symmetric;
    if !found.jwks().keys().iter().any(believed) {
        return Err(Trouble::NoKeys);
    }
    Ok(found)
}

fn token_url(found: &Metadata) -> Result<&TokenUrl, Trouble> {
    found.token_endpoint().ok_or(Trouble::NotReadable)
}

async fn client(ours: &Ours, out: &Out) -> Result<Client, Trouble> {
    let found = read(&ours.issuer, out).await?;
    let token = token_url(&found)?.clone();
    let back = RedirectUrl::new(ours.back.clone()).map_err(|_| Trouble::NotAnAddress)?;
    // Where nothing is said, the standard means this one.
    let in_header = found
        .token_endpoint_auth_methods_supported()
        .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
    let auth = if in_header { AuthType::BasicAuth } else { AuthType::RequestBody };
    let client_id = ClientId::new(ours.client_id.clone());
    let client = CoreClient::new(client_id, found.issuer().clone(), found.jwks().clone())
        .set_client_secret(ClientSecret::new(ours.client_secret.clone()))
        .set_auth_type(auth)
        .set_auth_uri(found.authorization_endpoint().clone())
        .set_token_uri(token)
        .set_redirect_uri(back);
    Ok(client)
}

/// Makes a question to a provider, for a browser to carry.
///
/// # Errors
/// [`Trouble`].
pub async fn ask(ours: &Ours, again: Again) -> Result<Asked, Trouble> {
    let out = Out::to(&ours.issuer, ours.reach)?;
    let client = client(ours, &out).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    // No scope beyond "openid": no name and no address is asked for, so none can be taken for proof of anything.
    let mut question = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new_random_len(32),
            || Nonce::new_random_len(32),
        )
        .set_pkce_challenge(challenge);
    if again == Again::Ask {
        question = question.add_prompt(CoreAuthPrompt::Login);
    }
    let (address, state, nonce) = question.url();
    Ok(Asked {
        address: address.into(),
        state: state.into_secret(),
        nonce: nonce.secret().clone(),
        verifier: verifier.into_secret(),
    })
}

/// Takes a provider's answer: fetches what it signed with the code that came back, and believes it only where all of
/// it is right at `wall`.
///
/// # Errors
/// [`Trouble`].
pub async fn hear(ours: &Ours, asked: &Asked, code: &str, wall: Timestamp) -> Result<Vouched, Trouble> {
    let out = Out::to(&ours.issuer, ours.reach)?;
    let client = client(ours, &out).await?;
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()))
        .request_async(&out)
        .await
        .map_err(|error| trouble::of_exchange(&error))?;
    let token = answer.id_token().ok_or(Trouble::NoToken)?;
    let at = clock(wall)?;
    let latest = clock(wall.saturating_add(CLOCKS_DIFFER).unwrap_or(wall))?;
    let verifier =
        client.id_token_verifier().set_allowed_algs(SIGNED_BY).set_time_fn(move || at).set_issue_time_verifier_fn(
            move |issued| {
                if issued <= latest { Ok(()) } else { Err(String::from("issued at a time that has not come")) }
            },
        );
    let claims = token
        .claims(&verifier, &Nonce::new(asked.nonce.clone()))
        .map_err(|error| Trouble::NotBelieved(error.to_string()))?;
    let means = claims.auth_method_refs().map(|all| all.iter().map(|one| one.to_string()).collect());
    Ok(Vouched {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        means: means.unwrap_or_default(),
        class: claims.auth_context_ref().map(|class| class.to_string()),
    })
}

fn clock(wall: Timestamp) -> Result<DateTime<Utc>, Trouble> {
    DateTime::from_timestamp_micros(wall.as_microsecond()).ok_or(Trouble::NotReadable)
}
