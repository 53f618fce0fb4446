//! Keeping and letting go: when somebody may be erased, and what a hold is.
//!
//! A person is emptied, never deleted: what others did still points at somebody, who has no name any more. What is
//! held is neither erased nor removed until the hold ends. Not here: what every column is and how long each kind of
//! record is kept; those are lists beside the tables.

pub mod erasure;
pub mod hold;
pub mod length;

pub use erasure::{ErasureFacts, ErasureRefused, WhyErased, may_erase};
pub use hold::{Held, HoldRefused, may_hold};
pub use length::{Length, LengthRefused};

/// The name of whoever was erased, as it stands in place of theirs.
pub const SOMEBODY_WHO_LEFT: &str = "Somebody who left";

/// A reason has at most so many letters.
pub const REASON_LETTERS: usize = 500;

/// Why a reason does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonRefused {
    /// There is none.
    #[error("a reason is needed")]
    None,
    /// It is longer than is kept.
    #[error("a reason has at most 500 letters")]
    TooLong,
}

/// Whoever erases somebody, holds a record or takes one out says why, in at most 500 letters.
///
/// # Errors
/// There is no reason, or it is too long.
pub fn fit_reason(reason: &str) -> Result<(), ReasonRefused> {
    if reason.trim().is_empty() {
        return Err(ReasonRefused::None);
    }
    if reason.chars().count() > REASON_LETTERS {
        return Err(ReasonRefused::TooLong);
    }
    Ok(())
}
