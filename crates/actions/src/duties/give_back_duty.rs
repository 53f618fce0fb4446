//! Whoever has a duty gives it back to the role that owes it.

use super::with_duty::{Step, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::duties::{Duty, DutyRefused};
use bothy_domain::ids::{ActId, DutyId};

/// Whoever has a duty gives it back to the role that owes it.
///
/// With the id of an act, the same again has no second effect.
///
/// # Errors
/// A named refusal, or nothing there for this person.
pub async fn give_back_duty(
    bothy: &Bothy,
    who: &Known,
    act: Option<ActId>,
    duty: DutyId,
) -> Result<Duty, ActionError<DutyRefused>> {
    change(bothy, who, act, duty, Step::GiveBack).await
}
