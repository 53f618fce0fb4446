//! For how long a kind of record is kept, and by how much an organisation may lengthen that.

use super::{ReasonRefused, fit_reason};

/// How long a kind of record is kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// What Bothy suggests.
    pub suggested: u32,
    /// To how much an organisation may lengthen it; none where it may not.
    pub at_most: Option<u32>,
}

/// Why a length stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LengthRefused {
    /// Nothing is kept for longer for no reason.
    #[error("{0}")]
    Reason(#[from] ReasonRefused),
    /// This kind of record has one length.
    #[error("this kind of record has one length")]
    Fixed,
    /// It would be shorter than Bothy suggests, which others rely on.
    #[error("it is kept for {at_least} days at least")]
    Shorter {
        /// The fewest days.
        at_least: u32,
    },
    /// It would be longer than anybody may keep it.
    #[error("it is kept for {at_most} days at most")]
    Longer {
        /// The most days.
        at_most: u32,
    },
}

impl Length {
    /// How long it is kept where an organisation said so many days: never less than is suggested, nor more than may be,
    /// also when a release changes either.
    pub fn kept(self, said: Option<u32>) -> u32 {
        let most = self.at_most.unwrap_or(self.suggested).max(self.suggested);
        said.unwrap_or(self.suggested).clamp(self.suggested, most)
    }

    /// An organisation keeps a kind of record for longer, for a reason: not for less than is suggested, and not for
    /// more than may be. Back to what is suggested it may always go.
    ///
    /// # Errors
    /// [`LengthRefused`].
    pub fn may_keep(self, days: u32, reason: &str) -> Result<(), LengthRefused> {
        let Some(at_most) = self.at_most else { return Err(LengthRefused::Fixed) };
        if days < self.suggested {
            return Err(LengthRefused::Shorter { at_least: self.suggested });
        }
        if days > at_most {
            return Err(LengthRefused::Longer { at_most });
        }
        fit_reason(reason)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICES: Length = Length { suggested: 180, at_most: Some(1096) };
    const WHY: &str = "Our funder asks for three years";

    #[test]
    fn it_is_lengthened_up_to_what_may_be_and_taken_back_to_what_is_suggested() {
        for days in [180, 181, 1096] {
            assert_eq!(NOTICES.may_keep(days, WHY), Ok(()));
        }
        assert_eq!(NOTICES.may_keep(179, WHY), Err(LengthRefused::Shorter { at_least: 180 }));
        assert_eq!(NOTICES.may_keep(1097, WHY), Err(LengthRefused::Longer { at_most: 1096 }));
        assert_eq!(NOTICES.may_keep(365, " "), Err(LengthRefused::Reason(ReasonRefused::None)));
        assert_eq!(Length { at_most: None, ..NOTICES }.may_keep(180, WHY), Err(LengthRefused::Fixed));
    }

    #[test]
    fn what_was_said_before_a_release_changed_the_lengths_is_kept_within_them() {
        assert_eq!([None, Some(365), Some(90), Some(4000)].map(|said| NOTICES.kept(said)), [180, 365, 180, 1096]);
        assert_eq!(Length { suggested: 30, at_most: None }.kept(Some(365)), 30);
    }
}
