//! What was written down of somebody by mistake is taken off again.

use super::with_helper::{Asked, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::ids::{ActId, PersonId, RecordId};
use bothy_domain::supporters::record::Recorded;
use bothy_store::Commit;
use bothy_store::people::take_off;

/// Takes one thing off that was written down of somebody. That it stood there, and who took it off, stays in the audit.
///
/// # Errors
/// It is not there for this person.
pub async fn take_off_record(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    person: PersonId,
    record: RecordId,
) -> Result<(), ActionError<Never>> {
    let asked = Asked::new((who, act), person, &record, bothy.now());
    bothy
        .db
        .write("take_off_record", (asked, record), |w, (asked, record)| {
            Box::pin(async move {
                let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
                let Some(written) = opened.written.iter().find(|one| one.id == *record) else {
                    return Err(ActionError::NotFound);
                };
                take_off(w, asked.organisation(), asked.person, written).await?;
                let act = match written.what {
                    Recorded::Check(..) => "check-taken-off",
                    Recorded::Training(..) => "training-taken-off",
                    Recorded::Reference(_) => "reference-taken-off",
                    Recorded::Supervision(_) => "supervision-taken-off",
                };
                close(w, asked, opened.locked, act).await
            })
        })
        .await
}
