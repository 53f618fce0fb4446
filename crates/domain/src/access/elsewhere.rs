//! Signing in with an account at one's organisation's own provider: what a visit there is for and how long it may
//! take, whether the provider has asked for a second step, and how it is set up.

use super::roles::Role;
use super::second_step::{Next, Ready, Waiver, after_password};
use crate::ids::SignInId;
use alloc::string::String;
use jiff::{SignedDuration, Timestamp};

/// How long somebody has to come back from a provider.
pub const BACK_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// The longest name of a provider, in letters.
pub const LONGEST_NAME: usize = 60;

/// The longest client id and secret, in letters.
pub const LONGEST_SECRET: usize = 500;

/// For what somebody goes to a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To accept an invitation with that account instead of choosing a password.
    Invitation,
    /// To link the account to the person behind this sign-in.
    Link(SignInId),
}

impl Purpose {
    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Invitation => "invitation",
            Self::Link(_) => "link",
        }
    }

    /// The sign-in that it belongs to, if any.
    pub fn sign_in(self) -> Option<SignInId> {
        match self {
            Self::Link(sign_in) => Some(sign_in),
            Self::SignIn | Self::Invitation => None,
        }
    }

    /// What a stored word means, with the sign-in that stands beside it.
    pub fn of_code(code: &str, sign_in: Option<SignInId>) -> Option<Self> {
        match (code, sign_in) {
            ("sign-in", None) => Some(Self::SignIn),
            ("invitation", None) => Some(Self::Invitation),
            ("link", Some(sign_in)) => Some(Self::Link(sign_in)),
            _ => None,
        }
    }
}

/// Whether somebody came back from a provider in time.
pub fn is_back_in_time(ends_at: Timestamp, wall: Timestamp) -> bool {
    wall < ends_at
}

/// Whether a provider has asked somebody for a second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedThere {
    /// It says that it has.
    Yes,
    /// It says nothing of it, or nothing that is certain.
    NotSaid,
}

/// A provider has asked for a second step when it says so in one of the ways that mean nothing else: the means "mfa"
/// (RFC 8176), or a class that stands for several factors (REFEDS, and what Entra and Keycloak users set up by it).
pub fn second_step_there<'a>(means: impl IntoIterator<Item = &'a str>, class: Option<&str>) -> AskedThere {
    const CLASSES: [&str; 2] =
        ["https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"];
    if means.into_iter().any(|one| one == "mfa") || class.is_some_and(|class| CLASSES.contains(&class)) {
        AskedThere::Yes
    } else {
        AskedThere::NotSaid
    }
}

/// What comes after a provider vouched for somebody: they are in where it asked for a second step; elsewise it goes on
/// as after a password.
pub fn after_elsewhere(asked: AskedThere, roles: impl IntoIterator<Item = Role>, ready: Ready, waiver: Waiver) -> Next {
    match asked {
        AskedThere::Yes => Next::In,
        AskedThere::NotSaid => after_password(roles, ready, waiver),
    }
}

/// Why a provider cannot be set up like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetUpRefused {
    /// It has no name by which people know it, or one too long.
    #[error("a name is needed by which people know the account")]
    NoName,
    /// Without a client id, or one too long.
    #[error("the client id is needed")]
    NoClientId,
    /// Without a secret: there is none yet, or the provider is another one.
    #[error("the client secret is needed")]
    NoSecret,
}

/// What an administrator typed to set a provider up. A secret may be in it, so it has no `Debug`.
#[derive(Clone)]
pub struct Typed {
    /// By which name people know the account: "your Lothian account".
    pub name: String,
    /// The provider's address.
    pub issuer: String,
    /// By which name the provider knows us.
    pub client_id: String,
    /// The secret; empty to keep the one that is there.
    pub secret: String,
}

/// Whether what was typed can be kept. The secret that is there is never sent to another provider: with another
/// address it has to be typed anew.
///
/// # Errors
/// [`SetUpRefused`].
pub fn is_fit(typed: &Typed, issuer_before: Option<&str>) -> Result<(), SetUpRefused> {
    let fits = |text: &str, most: usize| !text.trim().is_empty() && text.chars().count() <= most;
    if !fits(&typed.name, LONGEST_NAME) || typed.name.chars().any(char::is_control) {
        return Err(SetUpRefused::NoName);
    }
    if !fits(&typed.client_id, LONGEST_SECRET) {
        return Err(SetUpRefused::NoClientId);
    }
    let kept = typed.secret.is_empty() && issuer_before == Some(typed.issuer.as_str());
    if !kept && !fits(&typed.secret, LONGEST_SECRET) {
        return Err(SetUpRefused::NoSecret);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_stored_purpose_is_read_only_with_what_belongs_to_it() {
        let sign_in = SignInId::new(Uuid::from_u128(7));
        for purpose in [Purpose::SignIn, Purpose::Invitation, Purpose::Link(sign_in)] {
            assert_eq!(Purpose::of_code(purpose.code(), purpose.sign_in()), Some(purpose));
        }
        assert_eq!(Purpose::of_code("link", None), None);
        assert_eq!(Purpose::of_code("sign-in", Some(sign_in)), None);
    }

    #[test]
    fn ten_minutes_are_enough_and_no_more() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(is_back_in_time(at(600), at(599)));
        assert!(!is_back_in_time(at(600), at(600)));
    }

    #[test]
    fn a_second_step_there_counts_when_the_provider_says_so_and_means_it() {
        assert_eq!(second_step_there(["pwd", "mfa"], None), AskedThere::Yes);
        assert_eq!(second_step_there([], Some("https://refeds.org/profile/mfa")), AskedThere::Yes);
        for class in [None, Some("1"), Some("urn:mace:incommon:iap:silver"), Some("mfa-not")] {
            assert_eq!(second_step_there(["pwd"], class), AskedThere::NotSaid, "{class:?}");
        }
    }

    #[test]
    fn without_it_a_coordinator_takes_the_second_step_here() {
        let next = |asked, ready| after_elsewhere(asked, [Role::Coordinator], ready, Waiver::None);
        assert_eq!(next(AskedThere::Yes, Ready::Nothing), Next::In);
        assert_eq!(next(AskedThere::NotSaid, Ready::Nothing), Next::SetUp);
        assert_eq!(next(AskedThere::NotSaid, Ready::Something), Next::ShowIt);
        assert_eq!(after_elsewhere(AskedThere::NotSaid, [Role::Supporter], Ready::Nothing, Waiver::None), Next::In);
    }

    #[test]
    fn the_secret_that_is_there_is_never_kept_for_another_provider() {
        let typed = |secret: &str, issuer: &str| Typed {
            name: String::from("your Lothian account"),
            issuer: String::from(issuer),
            client_id: String::from("bothy"),
            secret: String::from(secret),
        };
        let before = Some("https://login.example.org");
        assert_eq!(is_fit(&typed("", "https://login.example.org"), before), Ok(()));
        assert_eq!(is_fit(&typed("", "https://login.elsewhere.example"), before), Err(SetUpRefused::NoSecret));
        assert_eq!(is_fit(&typed("s", "https://login.elsewhere.example"), before), Ok(()));
        assert_eq!(is_fit(&typed("", "https://login.example.org"), None), Err(SetUpRefused::NoSecret));
    }
}
