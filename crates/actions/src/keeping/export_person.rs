//! All that is held about one person, as the declarations of the columns say, opened for them.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::keeping::erase_person::Asker;
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use bothy_domain::keeping::{ReasonRefused, fit_reason};
pub use bothy_store::going::RecordPart;
use bothy_store::going::{is_erased, record_of};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, organisations, people};
use jiff::Timestamp;
use uuid::Uuid;

/// All that is held about one person.
#[derive(Clone)]
pub struct PersonRecord {
    /// Whose.
    pub person: PersonId,
    /// By which organisation.
    pub organisation: String,
    /// As of when.
    pub at: Timestamp,
    /// What is held, by heading.
    pub parts: Vec<RecordPart>,
}

impl PersonRecord {
    /// As JSON with plain headings.
    pub fn as_json(&self) -> serde_json::Value {
        let row = |row: &Vec<(String, String)>| {
            let said = row.iter().map(|(heading, words)| (heading.clone(), serde_json::Value::from(words.clone())));
            serde_json::Value::Object(said.collect())
        };
        let parts = self.parts.iter().map(|part| {
            let rows: Vec<_> = part.rows.iter().map(row).collect();
            (part.heading.clone(), serde_json::Value::from(rows))
        });
        serde_json::json!({
            "person": self.person.to_string(),
            "organisation": self.organisation,
            "as_of": self.at.to_string(),
            "held": serde_json::Value::Object(parts.collect()),
        })
    }
}

/// Takes out all that is held about somebody, to hand it to them. That it was done, and why, stands in the audit.
///
/// # Errors
/// No reason, or one that is too long; or there is nobody such for whoever asks.
pub async fn export_person(
    bothy: &Bothy,
    asker: Asker,
    person: PersonId,
    reason: &str,
) -> Result<PersonRecord, ActionError<ReasonRefused>> {
    let input = (asker, person, reason.trim().to_owned(), bothy.now());
    bothy
        .db
        .write("export_person", input, |w, (asker, person, reason, now)| {
            Box::pin(async move {
                asker.may_let_go(w, *now).await?;
                fit_reason(reason).map_err(ActionError::Rule)?;
                let organisation = asker.organisation();
                let Some(record) = read(w, organisation, *person, *now).await? else {
                    return Err(ActionError::NotFound);
                };
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: asker.person(),
                    act: "person-exported",
                    thing: person.to_string(),
                    reason: Some((ReasonId::new(Uuid::now_v7()), reason.clone())),
                });
                Ok(Commit::Changed(record, audit))
            })
        })
        .await
}

/// Reads all that is held about oneself.
///
/// # Errors
/// The store's own.
pub async fn see_own_record(bothy: &Bothy, who: &Known) -> Result<PersonRecord, ActionError<Never>> {
    bothy
        .db
        .write("see_own_record", (who.clone(), bothy.now()), |w, (who, now)| {
            Box::pin(async move {
                let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
                let Some(record) = read(w, organisation, person, *now).await? else {
                    return Err(ActionError::NotFound);
                };
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(person),
                    act: "own-record-read",
                    thing: person.to_string(),
                    reason: None,
                });
                Ok(Commit::Changed(record, audit))
            })
        })
        .await
}

async fn read(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Option<PersonRecord>, StoreError> {
    let Some(ours) = organisations::find(w, organisation).await? else { return Ok(None) };
    if people::find(w, organisation, person).await?.is_none() || is_erased(w, organisation, person).await?.is_some() {
        return Ok(None);
    }
    let parts = record_of(w, organisation, person).await?;
    Ok(Some(PersonRecord { person, organisation: ours.name, at: now, parts }))
}
