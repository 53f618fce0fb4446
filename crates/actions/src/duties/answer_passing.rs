//! The yes or no of somebody who was asked to do a duty.

use super::with_duty::{Step, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::duties::{Answer, Duty, DutyRefused};
use bothy_domain::ids::{ActId, DutyId};

/// The yes or no of somebody who was asked to do a duty.
///
/// With the id of an act, the same again has no second effect.
///
/// # Errors
/// A named refusal, or nothing there for this person.
pub async fn answer_passing(
    bothy: &Bothy,
    who: &Known,
    act: Option<ActId>,
    duty: DutyId,
    answer: Answer,
) -> Result<Duty, ActionError<DutyRefused>> {
    change(bothy, who, act, duty, Step::Answer(answer)).await
}
