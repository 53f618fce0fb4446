//! Somebody says that they do it: one has it, however many press at once.

use super::with_duty::{Step, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::duties::{Duty, DutyRefused};
use bothy_domain::ids::DutyId;

/// Somebody says that they do it: one has it, however many press at once.
///
/// # Errors
/// A named refusal, or nothing there for this person.
pub async fn take_duty(bothy: &Bothy, who: &Known, duty: DutyId) -> Result<Duty, ActionError<DutyRefused>> {
    change(bothy, who, duty, Step::Take).await
}
