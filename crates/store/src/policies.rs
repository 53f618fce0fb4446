//! What an organisation asks for, version by version.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::organisations::{asked, asked_columns};
use crate::sealing::columns::REASON_WORDS;
use crate::time::{instant, micros};
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, ReasonId};
use bothy_domain::organisations::policy_versions::{PolicyChange, PolicyVersion, PolicyVersions};
use bothy_domain::supporters::everyone::AskedOfAll;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    number: i32,
    from_at: i64,
    by_person: Option<Uuid>,
    group_id: Option<Uuid>,
    asks_references: Option<bool>,
    supervision_weeks: Option<i32>,
    minimum_before: Option<i32>,
    minimum: Option<i32>,
}

const NOT_OURS: StoreError = StoreError::Unknown { column: "policy_version" };

impl Row {
    /// The version; `before` is what was asked of every supporter until it.
    fn version(self, before: &mut Option<AskedOfAll>) -> Result<PolicyVersion, StoreError> {
        let few = |number: Option<i32>| number.and_then(|number| u8::try_from(number).ok()).ok_or(NOT_OURS);
        let change = match (self.group_id, self.asks_references) {
            (Some(group), _) => PolicyChange::Minimum {
                group: GroupId::new(group),
                before: few(self.minimum_before)?,
                after: few(self.minimum)?,
            },
            (None, Some(references)) => {
                let after = asked(references, self.supervision_weeks)?;
                PolicyChange::OfAll { before: before.replace(after), after }
            }
            (None, None) => return Err(NOT_OURS),
        };
        Ok(PolicyVersion {
            number: u32::try_from(self.number).map_err(|_| NOT_OURS)?,
            from: instant(self.from_at)?,
            by: self.by_person.map(PersonId::new),
            change,
        })
    }
}

/// All versions of an organisation.
///
/// # Errors
/// The database's own.
pub async fn versions(tx: &mut Tx, organisation: OrganisationId) -> Result<PolicyVersions, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT number, from_at, by_person, group_id, asks_references, supervision_weeks, minimum_before, minimum
         FROM policy_version WHERE organisation_id = $1 ORDER BY number",
        organisation.uuid()
    )?;
    let mut before = None;
    let all: Result<Vec<_>, _> = rows.into_iter().map(|row| row.version(&mut before)).collect();
    Ok(PolicyVersions::new(all?))
}

#[derive(sqlx::FromRow)]
struct ReasonRow {
    number: i32,
    id: Uuid,
    words: String,
}

/// Why versions were made, by their numbers, where somebody said it and the words still stand.
///
/// # Errors
/// The database's own.
pub async fn reasons(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeMap<u32, String>, StoreError> {
    let rows = all!(
        tx,
        ReasonRow,
        "SELECT v.number, r.id, r.words FROM policy_version v
         JOIN reason r ON r.organisation_id = v.organisation_id AND r.id = v.reason_id
         WHERE v.organisation_id = $1 ORDER BY v.number",
        organisation.uuid()
    )?;
    let mut said = BTreeMap::new();
    for row in rows {
        let words = tx.open(organisation.uuid(), REASON_WORDS, row.id, &row.words).await?;
        said.insert(u32::try_from(row.number).map_err(|_| NOT_OURS)?, words);
    }
    Ok(said)
}

/// What a new organisation asks for, as its first version.
///
/// # Errors
/// The database's own.
pub(crate) async fn first(
    w: &mut Writing,
    organisation: OrganisationId,
    asks: AskedOfAll,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (references, weeks) = asked_columns(asks);
    run!(
        w,
        "INSERT INTO policy_version (organisation_id, number, from_at, asks_references, supervision_weeks)
         VALUES ($1, 1, $2, $3, $4)",
        organisation.uuid(),
        micros(now),
        references,
        weeks
    )?;
    Ok(())
}

/// By whom, why and when what is asked for is changed.
#[derive(Debug, Clone, Copy)]
pub struct Noted {
    /// Who; none where nobody did it by hand.
    pub by: Option<PersonId>,
    /// Why, where somebody said it; its words stand with the entry of the audit.
    pub reason: Option<ReasonId>,
    /// From when it holds.
    pub at: Timestamp,
}

/// Notes a change of what is asked for as the next version. The organisation's calendar is locked, so that two get two
/// numbers.
///
/// # Errors
/// The database's own.
pub async fn note(
    w: &mut Writing,
    organisation: OrganisationId,
    change: PolicyChange,
    noted: Noted,
) -> Result<(), StoreError> {
    let known = versions(w, organisation).await?;
    let (group, references, weeks, before, minimum) = match change {
        PolicyChange::OfAll { after, .. } => {
            let (references, weeks) = asked_columns(after);
            (None, Some(references), weeks, None, None)
        }
        PolicyChange::Minimum { group, before, after } => {
            (Some(group.uuid()), None, None, Some(i32::from(before)), Some(i32::from(after)))
        }
    };
    run!(
        w,
        "INSERT INTO policy_version (organisation_id, number, from_at, by_person, reason_id, group_id, asks_references,
          supervision_weeks, minimum_before, minimum)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        organisation.uuid(),
        i32::try_from(known.next_number()).map_err(|_| NOT_OURS)?,
        micros(known.next_from(noted.at)),
        noted.by.map(PersonId::uuid),
        noted.reason.map(ReasonId::uuid),
        group,
        references,
        weeks,
        before,
        minimum
    )?;
    Ok(())
}
