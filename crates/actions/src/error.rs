//! How an act can end without its effect.

use bothy_domain::access::NotAllowed;
use bothy_store::StoreError;
use bothy_store::error::FromStore;
use std::sync::atomic::{AtomicU64, Ordering};

/// An act that was not done. `R` is the rule's own refusal.
#[derive(Debug, thiserror::Error)]
pub enum ActionError<R: std::fmt::Debug + std::fmt::Display> {
    /// The thing is not there, or the person may not do this to it: the two look the same.
    #[error("there is nothing here")]
    NotFound,
    /// A rule said no.
    #[error("{0}")]
    Rule(R),
    /// The same act came before with other words.
    #[error("this was sent before with other words")]
    SentBefore {
        /// The thing that was made then.
        made: String,
    },
    /// Somebody else changed the thing since this form was opened.
    #[error("somebody changed this meanwhile")]
    Stale,
    /// The database failed.
    #[error("the service could not write this down")]
    Store(#[from] StoreError),
}

impl<R: std::fmt::Debug + std::fmt::Display> From<NotAllowed> for ActionError<R> {
    fn from(refused: NotAllowed) -> Self {
        // For whoever watches the log: which act, and the number of who asked; never a name, nor of what.
        REFUSED.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(act = refused.act, person = %refused.by, "a permit was refused");
        Self::NotFound
    }
}

static REFUSED: AtomicU64 = AtomicU64::new(0);

/// How many permits this program has refused since it started.
pub fn permits_refused() -> u64 {
    REFUSED.load(Ordering::Relaxed)
}

impl<R: std::fmt::Debug + std::fmt::Display> FromStore for ActionError<R> {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::NotFound | Self::Rule(_) | Self::SentBefore { .. } | Self::Stale => None,
        }
    }
}

/// A rule that never says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Never {}
