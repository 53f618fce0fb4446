//! Whoever looks after supporters writes down what one has shown: a check, a training step, a reference, a supervision.

use super::with_helper::{Asked, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, PersonId, RecordId};
use bothy_domain::supporters::record::{RecordRefused, Recorded, may_record};
use bothy_store::people::{Noted, record};
use bothy_store::{Commit, Writing};
use uuid::Uuid;

/// Writes down what somebody has shown; their coming sessions are planned with it.
///
/// # Errors
/// What is wrong with it; or the person is not there for this one, who may also not vouch for themselves.
pub async fn record_shown(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    person: PersonId,
    what: Recorded,
) -> Result<(), ActionError<RecordRefused>> {
    let asked = Asked::new((who, act), person, &what, bothy.now());
    bothy.db.write("record_shown", (asked, what), |w, (asked, what)| Box::pin(record_in(w, asked, what))).await
}

async fn record_in(w: &mut Writing, asked: &Asked, what: &Recorded) -> Result<Commit<()>, ActionError<RecordRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    may_record(what, &opened.shown(), opened.today).map_err(ActionError::Rule)?;
    let noted = Noted { by: Some(asked.who.sign_in.person), at: Some(asked.now) };
    let id = RecordId::new(Uuid::now_v7());
    record(w, asked.organisation(), id, asked.person, what, noted).await?;
    let act = match what {
        Recorded::Check(..) => "check-recorded",
        Recorded::Training(..) => "training-recorded",
        Recorded::Reference(_) => "reference-recorded",
        Recorded::Supervision(_) => "supervision-recorded",
    };
    close(w, asked, opened.locked, act).await
}
