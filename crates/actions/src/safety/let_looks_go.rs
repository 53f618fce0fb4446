//! The safeguarding lead lets it be seen in the audit who opened a worry.

use super::acknowledge_concern::may_read;
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Standing;
use bothy_domain::audit::{LET_GO, may_let_looks_go};
use bothy_domain::ids::ConcernId;
use bothy_store::audit::looks_let_go;
use bothy_store::duties::{Subject, SubjectKind, lock};
use bothy_store::safety::{ConcernRow, find_concern};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, people};

/// How the looks under a worry stand, for somebody who opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooksNow {
    /// Not theirs to let go, and nothing is said of it.
    NotTheirs,
    /// Kept back; they may let them go.
    KeptBack,
    /// Let go.
    LetGo,
}

/// How they stand for this person, who may read the worry.
pub(super) async fn looks_now(tx: &mut Tx, standing: &Standing, found: &ConcernRow) -> Result<LooksNow, StoreError> {
    if !may_let_looks_go(standing) {
        return Ok(LooksNow::NotTheirs);
    }
    Ok(if looks_let_go(tx, standing.organisation, found.id).await? { LooksNow::LetGo } else { LooksNow::KeptBack })
}

/// Lets the looks under a worry go, those so far and those to come. A second time changes nothing.
///
/// # Errors
/// Nothing there for this person, or they are no safeguarding lead.
pub async fn let_looks_go(bothy: &Bothy, who: &Known, concern: ConcernId) -> Result<(), ActionError<Never>> {
    let input = (who.clone(), concern, bothy.now());
    bothy
        .db
        .write("let_looks_go", input, |w, (who, id, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                // Two who press at once stand one behind the other.
                lock(w, &[Subject::of(organisation, SubjectKind::Concern, id.uuid())]).await?;
                let found = find_concern(w, organisation, *id).await?;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                let Some(found) = found.filter(|found| may_read(&standing, found)) else {
                    return Err(ActionError::NotFound);
                };
                match looks_now(w, &standing, &found).await? {
                    LooksNow::NotTheirs => Err(ActionError::NotFound),
                    LooksNow::LetGo => Ok(Commit::Unchanged(())),
                    LooksNow::KeptBack => {
                        let entry = Entry {
                            organisation,
                            at: *now,
                            by: Some(who.sign_in.person),
                            act: LET_GO,
                            thing: id.to_string(),
                            reason: None,
                        };
                        Ok(Commit::Changed((), Audit::of(entry)))
                    }
                }
            })
        })
        .await
}
