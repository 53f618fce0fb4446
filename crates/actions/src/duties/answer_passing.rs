//! The yes or no of somebody who was asked to do a duty.

use super::with_duty::{Step, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::duties::{Answer, Duty, DutyRefused};
use bothy_domain::ids::DutyId;

/// The yes or no of somebody who was asked to do a duty.
///
/// # Errors
/// A named refusal, or nothing there for this person.
pub async fn answer_passing(
    bothy: &Bothy,
    who: &Known,
    duty: DutyId,
    answer: Answer,
) -> Result<Duty, ActionError<DutyRefused>> {
    change(bothy, who, duty, Step::Answer(answer)).await
}
