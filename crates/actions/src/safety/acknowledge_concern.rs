//! One of the two named people says that they have a worry.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::{Role, Standing};
use bothy_domain::ids::ConcernId;
use bothy_domain::safety::ConcernRefused;
use bothy_store::duties::{Subject, SubjectKind, facts, lock};
use bothy_store::safety::{ConcernRow, acknowledge, find_concern};
use bothy_store::{Audit, Commit, Entry, people};
use jiff::Timestamp;

/// A worry is read by the two who were named when it was raised, and by safeguarding leads; by nobody else.
pub(crate) fn may_read(standing: &Standing, concern: &ConcernRow) -> bool {
    concern.said_by != Some(standing.person)
        && (concern.concern.readers.contains(&standing.person) || standing.wears_somewhere(Role::SafeguardingLead))
}

/// Says that this person has a worry. The first who says so has it.
///
/// # Errors
/// Somebody has it already, or nothing is there for this person.
pub async fn acknowledge_concern(
    bothy: &Bothy,
    who: &Known,
    concern: ConcernId,
) -> Result<ConcernId, ActionError<ConcernRefused>> {
    let input = (who.clone(), concern, bothy.now());
    bothy
        .db
        .write("acknowledge_concern", input, |w, (who, id, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let person = who.sign_in.person;
                let locked = lock(w, &[Subject::of(organisation, SubjectKind::Concern, id.uuid())]).await?;
                let found = find_concern(w, organisation, *id).await?;
                let standing = people::standing(w, organisation, person, *now).await?;
                if !found.is_some_and(|found| may_read(&standing, &found)) {
                    return Err(ActionError::NotFound);
                }
                let Some(concern) = facts::concern(w, organisation, id.uuid()).await? else {
                    return Err(ActionError::NotFound);
                };
                concern.acknowledge(person, *now).map_err(ActionError::Rule)?;
                acknowledge(w, &locked, organisation, *id, person, *now).await?;
                replan(w, locked, *now).await?;
                Ok(Commit::Changed(*id, Audit::of(entry(who, "concern-acknowledged", *id, *now))))
            })
        })
        .await
}

fn entry(who: &Known, act: &'static str, concern: ConcernId, now: Timestamp) -> Entry {
    Entry {
        organisation: who.sign_in.organisation,
        at: now,
        by: Some(who.sign_in.person),
        act,
        thing: concern.to_string(),
        reason: None,
    }
}
