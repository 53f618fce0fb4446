//! The audit as the administrator and the safeguarding lead read it; the reading is an entry itself.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{ReadAudit, Within};
use bothy_domain::audit::{Looks, Telling, reason_told};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_store::audit::{AuditAsked, AuditHead, AuditLine, ReasonFound, ReasonMark, head_of, page_of, reasons_of};
use bothy_store::people::Named;
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, people};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The acts that change nothing and are looks at something private.
pub const LOOKS: &[&str] =
    &["concern-read", "concern-read-late", "audit-read", "person-read", "person-exported", "week-pack-read"];

/// How many entries a page holds.
const ON_A_PAGE: usize = 50;

/// A page of the audit.
#[derive(Debug, Clone)]
pub struct AuditSeen {
    /// The entries, the newest first.
    pub lines: Vec<AuditLine>,
    /// Whether there are older ones.
    pub older: bool,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// The head of the chain.
    pub head: Option<AuditHead>,
    /// What is told of the reasons, by the entry that was done with one.
    pub reasons: BTreeMap<Uuid, ReasonTold>,
    /// Which looks under worries are shown.
    pub looks: Looks,
}

/// What is told of the reason of an entry.
#[derive(Clone, PartialEq, Eq)]
pub enum ReasonTold {
    /// What became of its words.
    Found(ReasonFound),
    /// Its words stand with the worry that it was done to.
    WithTheWorry,
}

// By hand: the words of a reason stand in no log.
impl std::fmt::Debug for ReasonTold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Found(_) => "Found",
            Self::WithTheWorry => "WithTheWorry",
        })
    }
}

/// Reads a page of who did what. Who raised a worry is not told: the entry stands without a name.
///
/// # Errors
/// Nothing here for this person, or the store's own.
pub async fn see_audit(bothy: &Bothy, who: &Known, asked: AuditAsked) -> Result<AuditSeen, ActionError<Never>> {
    let input = (who.clone(), asked, bothy.now());
    bothy
        .db
        .write("see_audit", input, |w, (who, asked, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                Permit::<ReadAudit>::ask(&standing, Within::organisation(organisation))?;
                let more = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
                let looks = Looks::shown_to(&standing);
                let mut lines = page_of(w, organisation, asked, looks, more).await?;
                let older = lines.len() > ON_A_PAGE;
                lines.truncate(ON_A_PAGE);
                for line in lines.iter_mut().filter(|line| line.past.act == RAISED) {
                    line.past.by = None;
                }
                let named: Vec<PersonId> = lines
                    .iter()
                    .flat_map(|line| line.past.by.into_iter().chain(line.past.thing.parse::<PersonId>().ok()))
                    .collect();
                let people = people::named(w, organisation, &named).await?;
                let head = head_of(w, organisation).await?;
                let entry = Entry {
                    organisation,
                    at: *now,
                    by: Some(who.sign_in.person),
                    act: "audit-read",
                    thing: organisation.to_string(),
                    reason: None,
                };
                let reasons = reasons(w, organisation, &lines).await?;
                Ok(Commit::Changed(AuditSeen { lines, older, people, head, reasons, looks }, Audit::of(entry)))
            })
        })
        .await
}

/// What is told of the reasons of a page, all of them in one reading.
async fn reasons(
    tx: &mut Tx,
    organisation: OrganisationId,
    lines: &[AuditLine],
) -> Result<BTreeMap<Uuid, ReasonTold>, StoreError> {
    let mut told = BTreeMap::new();
    let mut wanted = Vec::new();
    for line in lines {
        let Some(mark) = &line.reason else { continue };
        match reason_told(&line.past.act, &line.past.thing) {
            Telling::Words => wanted.push((line.id, mark.clone())),
            Telling::WithTheWorry => {
                told.insert(line.id, ReasonTold::WithTheWorry);
            }
            Telling::Nothing => {}
        }
    }
    let marks: Vec<ReasonMark> = wanted.iter().map(|(_, mark)| mark.clone()).collect();
    let found = reasons_of(tx, organisation, &marks).await?;
    for (entry, mark) in wanted {
        if let Some(found) = found.get(&mark.id) {
            told.insert(entry, ReasonTold::Found(found.clone()));
        }
    }
    Ok(told)
}

/// The entry of a worry that somebody raised.
const RAISED: &str = "raised-concern";
