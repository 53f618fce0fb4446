//! When somebody's sign-ins are ended for them: a laptop was stolen, and its owner keeps their role.

use crate::ids::PersonId;
use crate::keeping::{ReasonRefused, fit_reason};

/// Why nobody is signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SigningOutRefused {
    /// Nobody is signed out for no reason.
    #[error("{0}")]
    Reason(#[from] ReasonRefused),
    /// One's own sign-ins are ended on one's own page.
    #[error("one's own sign-ins are ended on one's own page")]
    Themselves,
}

/// Somebody's sign-ins are all ended by another person and for a reason; one's own are ended on one's own page.
///
/// It is for a device in other hands, so nothing else may stand in its way: the last administrator and a reader of
/// worries are signed out, too, and come in again.
///
/// # Errors
/// [`SigningOutRefused`].
pub fn may_sign_out(by: PersonId, whom: PersonId, reason: &str) -> Result<(), SigningOutRefused> {
    fit_reason(reason)?;
    if by == whom { Err(SigningOutRefused::Themselves) } else { Ok(()) }
}

/// Everybody's sign-ins but one's own are ended by an administrator for a reason, after a break-in.
///
/// One's own stays, so that whoever does it can go on looking into what happened; to end that one, too, they sign out.
///
/// # Errors
/// There is no reason, or it is too long.
pub fn may_sign_everybody_out(reason: &str) -> Result<(), ReasonRefused> {
    fit_reason(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn check(by: u128, whom: u128, reason: &str) -> Result<(), SigningOutRefused> {
        let person = |number| PersonId::new(Uuid::from_u128(number));
        may_sign_out(person(by), person(whom), reason)
    }

    #[test]
    fn another_is_signed_out_for_a_reason() {
        assert_eq!(check(1, 2, "Her laptop was stolen"), Ok(()));
        assert_eq!(check(1, 2, " "), Err(SigningOutRefused::Reason(ReasonRefused::None)));
    }

    #[test]
    fn everybody_is_signed_out_for_a_reason() {
        assert_eq!(may_sign_everybody_out("Somebody had the list of passwords"), Ok(()));
        assert_eq!(may_sign_everybody_out(""), Err(ReasonRefused::None));
    }

    #[test]
    fn nobody_signs_themselves_out_here() {
        assert_eq!(check(1, 1, "My laptop was stolen"), Err(SigningOutRefused::Themselves));
    }
}
