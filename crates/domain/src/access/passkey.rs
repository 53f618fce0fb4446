//! Passkeys: what an answer of a browser is for and how long it may take, what one is called, and which may go.

use crate::ids::SignInId;
use alloc::string::String;
use jiff::{SignedDuration, Timestamp};

/// How long a browser has to answer.
pub const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// So many passkeys one person has at most: every device that they own, and some.
pub const MOST: usize = 20;

/// The longest name of a passkey, in letters.
pub const LONGEST_NAME: usize = 60;

/// Somebody who has no password shows that it is them by having come in a moment ago.
const CAME_IN_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// What a browser was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To add a passkey, by whoever is behind this sign-in and by nobody else.
    Add(SignInId),
    /// To sign in with one.
    SignIn,
}

impl Purpose {
    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Add(_) => "add-passkey",
            Self::SignIn => "sign-in",
        }
    }

    /// The sign-in that it belongs to, if any.
    pub fn sign_in(self) -> Option<SignInId> {
        match self {
            Self::Add(sign_in) => Some(sign_in),
            Self::SignIn => None,
        }
    }

    /// What a stored word means, with the sign-in that stands beside it.
    pub fn of_code(code: &str, sign_in: Option<SignInId>) -> Option<Self> {
        match (code, sign_in) {
            ("add-passkey", Some(sign_in)) => Some(Self::Add(sign_in)),
            ("sign-in", None) => Some(Self::SignIn),
            _ => None,
        }
    }
}

/// Whether an answer that comes now counts for this: not later than [`ANSWERED_WITHIN`] after the question, and only
/// for what was asked.
pub fn answer_counts(asked_for: Purpose, ends_at: Timestamp, answered_for: Purpose, wall: Timestamp) -> bool {
    asked_for == answered_for && wall < ends_at
}

/// Why a passkey has no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameRefused {
    /// It has none.
    #[error("a passkey needs a name by which its owner knows it again")]
    None,
    /// It is too long.
    #[error("the name of a passkey has sixty letters at most")]
    TooLong,
}

/// The name of a passkey as it is kept.
///
/// # Errors
/// [`NameRefused`].
pub fn name_of(typed: &str) -> Result<String, NameRefused> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(NameRefused::None);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(NameRefused::TooLong);
    }
    Ok(String::from(name))
}

/// What else lets somebody in beside the ways of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherWay {
    /// A password.
    Password,
    /// A passkey.
    Passkey,
    /// Their account with their organisation's own provider.
    Elsewhere,
    /// Nothing.
    None,
}

/// Whether somebody without a password came in so lately that it is surely still them.
pub fn came_in_just_now(started_at: Timestamp, wall: Timestamp) -> bool {
    wall.duration_since(started_at) < CAME_IN_WITHIN
}

/// Whether one of so many ways in of one kind (passkeys, accounts elsewhere) may go: never the last way in.
pub fn may_go(of_this_kind: usize, other: OtherWay) -> bool {
    other != OtherWay::None || of_this_kind > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn sign_in(number: u128) -> SignInId {
        SignInId::new(Uuid::from_u128(number))
    }

    #[test]
    fn an_answer_counts_for_five_minutes_and_for_what_was_asked() {
        let ends = Timestamp::from_second(1_000).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(answer_counts(Purpose::SignIn, ends, Purpose::SignIn, at(999)));
        assert!(!answer_counts(Purpose::SignIn, ends, Purpose::SignIn, at(1_000)));
        assert!(!answer_counts(Purpose::Add(sign_in(1)), ends, Purpose::SignIn, at(1)));
        assert!(!answer_counts(Purpose::Add(sign_in(1)), ends, Purpose::Add(sign_in(2)), at(1)));
        assert!(answer_counts(Purpose::Add(sign_in(1)), ends, Purpose::Add(sign_in(1)), at(1)));
    }

    #[test]
    fn a_stored_purpose_is_read_only_with_what_belongs_to_it() {
        for purpose in [Purpose::SignIn, Purpose::Add(sign_in(7))] {
            assert_eq!(Purpose::of_code(purpose.code(), purpose.sign_in()), Some(purpose));
        }
        assert_eq!(Purpose::of_code("add-passkey", None), None);
        assert_eq!(Purpose::of_code("sign-in", Some(sign_in(7))), None);
    }

    #[test]
    fn the_last_way_in_stays() {
        assert!(may_go(1, OtherWay::Password));
        assert!(may_go(1, OtherWay::Elsewhere));
        assert!(may_go(2, OtherWay::None));
        assert!(!may_go(1, OtherWay::None));
    }

    #[test]
    fn a_name_is_a_few_words() {
        assert_eq!(name_of("  Work laptop "), Ok(String::from("Work laptop")));
        assert_eq!(name_of("  "), Err(NameRefused::None));
        assert_eq!(name_of(&"n".repeat(60)).map(|name| name.len()), Ok(60));
        assert_eq!(name_of(&"n".repeat(61)), Err(NameRefused::TooLong));
    }

    #[test]
    fn a_browser_left_open_is_no_proof() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(came_in_just_now(at(0), at(899)));
        assert!(!came_in_just_now(at(0), at(900)));
    }
}
