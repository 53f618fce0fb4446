//! Who holds the keys of a place.

use crate::access::Role;
use crate::ids::PersonId;

/// Who has the key, and who has the second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keys {
    /// Who has the key.
    pub first: Option<PersonId>,
    /// Who has the second key.
    pub second: Option<PersonId>,
}

/// Why keys cannot be with these people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeysRefused {
    /// Both keys with one person are one key when that person is ill.
    #[error("the second key is with the same person as the first")]
    SamePerson,
    /// A second holder without a first.
    #[error("somebody has the second key and nobody the first")]
    SecondWithoutFirst,
}

impl Keys {
    /// The second key of a place is with another person than the first.
    ///
    /// WE2. The second is there for the evening on which the first cannot come.
    ///
    /// # Errors
    /// The same person twice, or a second without a first.
    pub fn of(first: Option<PersonId>, second: Option<PersonId>) -> Result<Self, KeysRefused> {
        match (first, second) {
            (Some(first), Some(second)) if first == second => Err(KeysRefused::SamePerson),
            (None, Some(_)) => Err(KeysRefused::SecondWithoutFirst),
            (first, second) => Ok(Self { first, second }),
        }
    }

    /// Both, as far as they are named.
    pub fn holders(self) -> impl Iterator<Item = PersonId> {
        [self.first, self.second].into_iter().flatten()
    }
}

/// A key is held by somebody who works in the service: a peer supporter or staff.
///
/// Members, referrers and readers of figures are not asked to open a building.
pub fn may_hold_a_key(role: Role) -> bool {
    match role {
        Role::Supporter
        | Role::Coordinator
        | Role::Supervisor
        | Role::SafeguardingLead
        | Role::Administrator
        | Role::OnlineSafetyLead => true,
        Role::Member | Role::Referrer | Role::Reader | Role::Auditor => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId::new(Uuid::from_u128(number))
    }

    #[test]
    fn the_second_key_is_with_somebody_else() {
        assert_eq!(Keys::of(Some(person(1)), Some(person(1))), Err(KeysRefused::SamePerson));
        assert!(Keys::of(Some(person(1)), Some(person(2))).is_ok());
    }

    #[test]
    fn there_is_no_second_key_without_a_first() {
        assert_eq!(Keys::of(None, Some(person(2))), Err(KeysRefused::SecondWithoutFirst));
        assert!(Keys::of(Some(person(1)), None).is_ok());
        assert!(Keys::of(None, None).is_ok());
    }

    #[test]
    fn a_member_is_not_asked_to_hold_a_key() {
        assert!(!may_hold_a_key(Role::Member));
        assert!(may_hold_a_key(Role::Supporter) && may_hold_a_key(Role::Coordinator));
    }
}
