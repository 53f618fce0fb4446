//! Whoever has a duty asks somebody else to do it; they keep it until the other says yes.

use super::with_duty::{Step, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::duties::{Duty, DutyRefused};
use bothy_domain::ids::{ActId, DutyId, PersonId};

/// Whoever has a duty asks somebody else to do it; they keep it until the other says yes.
///
/// With the id of an act, the same again has no second effect.
///
/// # Errors
/// A named refusal, or nothing there for this person.
pub async fn pass_duty(
    bothy: &Bothy,
    who: &Known,
    act: Option<ActId>,
    duty: DutyId,
    to: PersonId,
) -> Result<Duty, ActionError<DutyRefused>> {
    change(bothy, who, act, duty, Step::PassTo(to)).await
}
