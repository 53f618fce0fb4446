//! How the service stands, in numbers for whoever runs it: counts and ages, nobody's name, no word that anybody wrote.

use crate::bothy::Bothy;
use crate::keeping::backup::{BACKED_UP, PROVED};
use bothy_store::StoreError;
use bothy_store::keeping::numbers::numbers;
use bothy_store::keeping::soundness::last_done;
use jiff::Timestamp;

pub use bothy_store::keeping::numbers::{Numbers, Waiting};

/// The numbers, and when a backup was last made and last proved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumbersSeen {
    /// The numbers.
    pub numbers: Numbers,
    /// When a backup was last made.
    pub backed_up: Option<Timestamp>,
    /// When one last proved that it brings the service back.
    pub proved: Option<Timestamp>,
}

/// Counts. Nothing of what is counted belongs to one organisation, so no permit is asked for: only the program itself
/// calls this, for the machine it runs on.
///
/// # Errors
/// The store's own.
pub async fn see_numbers(bothy: &Bothy) -> Result<NumbersSeen, StoreError> {
    bothy
        .db
        .snapshot("numbers", bothy.now(), |tx, now| {
            Box::pin(async move {
                Ok::<_, StoreError>(NumbersSeen {
                    numbers: numbers(tx, *now).await?,
                    backed_up: last_done(tx, [BACKED_UP, BACKED_UP]).await?,
                    proved: last_done(tx, PROVED).await?,
                })
            })
        })
        .await
}
