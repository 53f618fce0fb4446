//! When somebody may be erased.

use super::{ReasonRefused, fit_reason};
use crate::ids::PersonId;

/// Why somebody is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyErased<'r> {
    /// Somebody asked, for a reason.
    Asked {
        /// Who does it; none where whoever runs the program does.
        by: Option<PersonId>,
        /// The reason.
        reason: &'r str,
    },
    /// Their record has had its time.
    TimeOver,
    /// They were erased before, and a backup brought them back.
    Again,
}

/// What decides whether somebody may be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasureFacts {
    /// How many holds there are on them now.
    pub holds: usize,
    /// For how many of the two readers of worries they are named.
    pub readers: usize,
    /// How many worries wait that they raised or are to read, and that nobody has read yet.
    pub worries: usize,
    /// How many others administer the organisation; none where they are no administrator.
    pub other_administrators: Option<usize>,
}

/// Why somebody is not erased now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefused {
    /// Nobody is erased for no reason.
    #[error("{0}")]
    Reason(#[from] ReasonRefused),
    /// Nobody erases themselves: they would undo who did it.
    #[error("somebody else does this")]
    Themselves,
    /// There is a hold on them.
    #[error("there is a hold on this record: it waits until the hold ends")]
    Held,
    /// They are named to read worries.
    #[error("worries go to them: name another reader first")]
    ReadsWorries,
    /// A worry of theirs, or one for them to read, was not read yet.
    #[error("a worry waits to be read: it is read first")]
    WorryWaits,
    /// Nobody else administers the organisation.
    #[error("nobody else administers this organisation: invite another administrator first")]
    LastAdministrator,
}

/// Somebody is erased for a reason, by somebody else, and never while a hold is on them, a worry of theirs waits, or others would be left with nobody to turn to.
///
/// Whoever was erased before is erased again whatever stands in a backup from then: that was decided already.
///
/// # Errors
/// What stands in the way.
pub fn may_erase(person: PersonId, facts: &ErasureFacts, why: WhyErased<'_>) -> Result<(), ErasureRefused> {
    match why {
        WhyErased::Again => return Ok(()),
        WhyErased::TimeOver => {}
        WhyErased::Asked { by, reason } => {
            fit_reason(reason)?;
            if by == Some(person) {
                return Err(ErasureRefused::Themselves);
            }
        }
    }
    if facts.holds > 0 {
        return Err(ErasureRefused::Held);
    }
    if facts.worries > 0 {
        return Err(ErasureRefused::WorryWaits);
    }
    if facts.readers > 0 {
        return Err(ErasureRefused::ReadsWorries);
    }
    if facts.other_administrators == Some(0) {
        return Err(ErasureRefused::LastAdministrator);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const JOAN: PersonId = PersonId::new(Uuid::from_u128(1));
    const AILEEN: PersonId = PersonId::new(Uuid::from_u128(2));
    const ASKED: WhyErased<'_> = WhyErased::Asked { by: Some(AILEEN), reason: "She asked by letter" };

    #[track_caller]
    fn check(facts: ErasureFacts, why: WhyErased<'_>, expected: Result<(), ErasureRefused>) {
        assert_eq!(may_erase(JOAN, &facts, why), expected);
    }

    #[test]
    fn somebody_is_erased_for_a_reason() {
        let none = ErasureFacts::default();
        check(none, ASKED, Ok(()));
        check(none, WhyErased::Asked { by: None, reason: " " }, Err(ErasureRefused::Reason(ReasonRefused::None)));
        let long = "a".repeat(501);
        check(none, WhyErased::Asked { by: None, reason: &long }, Err(ErasureRefused::Reason(ReasonRefused::TooLong)));
    }

    #[test]
    fn nobody_erases_themselves() {
        let own = WhyErased::Asked { by: Some(JOAN), reason: "I go" };
        check(ErasureFacts::default(), own, Err(ErasureRefused::Themselves));
    }

    #[test]
    fn whoever_is_held_waits() {
        let held = ErasureFacts { holds: 1, ..ErasureFacts::default() };
        check(held, ASKED, Err(ErasureRefused::Held));
        check(held, WhyErased::TimeOver, Err(ErasureRefused::Held));
    }

    #[test]
    fn others_are_not_left_with_nobody_to_turn_to() {
        let none = ErasureFacts::default();
        check(ErasureFacts { readers: 1, ..none }, ASKED, Err(ErasureRefused::ReadsWorries));
        check(ErasureFacts { worries: 1, ..none }, WhyErased::TimeOver, Err(ErasureRefused::WorryWaits));
        let last = ErasureFacts { other_administrators: Some(0), ..none };
        check(last, ASKED, Err(ErasureRefused::LastAdministrator));
        check(ErasureFacts { other_administrators: Some(1), ..none }, ASKED, Ok(()));
    }

    #[test]
    fn whoever_was_erased_before_is_erased_again_whatever_stands_in_a_backup() {
        let all = ErasureFacts { holds: 1, readers: 1, worries: 1, other_administrators: Some(0) };
        check(all, WhyErased::Again, Ok(()));
    }
}
