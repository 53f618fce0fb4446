//! What can be in the way, each apart, so that a page can say which it is.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{DiscoveryError, RequestTokenError, StandardErrorResponse};

/// What is in the way of signing in with a provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// What was typed is no address of a provider.
    #[error("this is no address of a provider")]
    NotAnAddress,
    /// The address does not begin with https.
    #[error("the address does not begin with https")]
    NotHttps,
    /// Nothing answers there, or its certificate is not known.
    #[error("the provider cannot be reached")]
    Away,
    /// It took too long.
    #[error("the provider did not answer in time")]
    Slow,
    /// It sent more than anybody reads.
    #[error("the provider's answer is too long")]
    TooLong,
    /// It answered, but not with a description of itself.
    #[error("the provider has no description of itself there: it answered {0}")]
    NoDocument(u16),
    /// What it answered cannot be read.
    #[error("the provider's answer cannot be read")]
    NotReadable,
    /// It calls itself by another address than the one typed.
    #[error("the provider calls itself by another address")]
    OtherIssuer,
    /// It names an address that is not its own.
    #[error("the provider names an address that is not its own: {0}")]
    NamesAnother(String),
    /// It does not sign people in by code.
    #[error("the provider does not sign people in by code")]
    NoCodes,
    /// It does not know proof keys.
    #[error("the provider does not know proof keys (S256)")]
    NoProofKeys,
    /// It has no key by which what it signs could be told.
    #[error("the provider shows no key that it signs with")]
    NoKeys,
    /// It does not know our name or our secret.
    #[error("the provider does not know our client id or our secret")]
    SecretRefused,
    /// It does not take the code that came back.
    #[error("the provider does not take the code that came back")]
    CodeRefused,
    /// It said nothing about who it is.
    #[error("the provider did not say who it is")]
    NoToken,
    /// What it said is not believed.
    #[error("what the provider said is not believed: {0}")]
    NotBelieved(String),
}

pub(crate) fn of_discovery(error: &DiscoveryError<Trouble>) -> Trouble {
    match error {
        DiscoveryError::Request(trouble) => trouble.clone(),
        DiscoveryError::Response(status, ..) if !status.is_success() => Trouble::NoDocument(status.as_u16()),
        DiscoveryError::Validation(_) => Trouble::OtherIssuer,
        _ => Trouble::NotReadable,
    }
}

pub(crate) fn of_exchange(error: &RequestTokenError<Trouble, StandardErrorResponse<CoreErrorResponseType>>) -> Trouble {
    match error {
        RequestTokenError::Request(trouble) => trouble.clone(),
        RequestTokenError::ServerResponse(said) => match said.error() {
            CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => Trouble::SecretRefused,
            _ => Trouble::CodeRefused,
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::NotReadable,
    }
}
