//! Those who help here: everybody with a hat that is neither a member's nor a referrer's.

use super::{HatRow, Person, PersonRow};
use crate::db::Tx;
use crate::error::StoreError;
use bothy_domain::access::Hat;
use bothy_domain::ids::{OrganisationId, PersonId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Somebody who helps here, or did. Hats of members and referrers are not among theirs: nobody learns of them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// Who.
    pub person: Person,
    /// The hats by which they help, also those that have ended, the oldest first.
    pub hats: Vec<Hat>,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: Uuid,
    #[sqlx(flatten)]
    hat: HatRow,
}

/// The hats by which people help, of these people or of everybody, the oldest first.
async fn hats(
    tx: &mut Tx,
    organisation: OrganisationId,
    only: Option<PersonId>,
) -> Result<BTreeMap<PersonId, Vec<Hat>>, StoreError> {
    // The roles are named, not left out: of a large service's hats nearly all are members'.
    let rows = all!(
        tx,
        Row,
        "SELECT person_id, id, role, branch_id, from_at, until_at FROM hat
         WHERE organisation_id = $1 AND role IN ('supporter', 'coordinator', 'supervisor', 'safeguarding',
           'administrator', 'reader', 'online-safety', 'auditor') AND ($2 IS NULL OR person_id = $2)
         ORDER BY from_at, id",
        organisation.uuid(),
        only.map(PersonId::uuid)
    )?;
    let mut all: BTreeMap<PersonId, Vec<Hat>> = BTreeMap::new();
    for row in rows {
        all.entry(PersonId::new(row.person_id)).or_default().push(row.hat.hat()?);
    }
    Ok(all)
}

/// Everybody who helps here or did, or only one of them, by name.
///
/// # Errors
/// The database's own.
pub async fn helpers(
    tx: &mut Tx,
    organisation: OrganisationId,
    only: Option<PersonId>,
) -> Result<Vec<Helper>, StoreError> {
    let mut hats = hats(tx, organisation, only).await?;
    let ids: Vec<Uuid> = hats.keys().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        PersonRow,
        "SELECT id, shown_name, email, limit_a_week FROM person WHERE NOT is_machine AND organisation_id = $1 AND id",
        " ORDER BY shown_name, id",
        organisation.uuid(),
        &ids
    )?;
    let mut helpers = Vec::with_capacity(rows.len());
    for row in rows {
        let person = row.person(tx, organisation).await?;
        let hats = hats.remove(&person.id).unwrap_or_default();
        helpers.push(Helper { person, hats });
    }
    Ok(helpers)
}
