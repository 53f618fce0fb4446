//! What happened to a few things, newest first, for the page of one of them.

use crate::db::{Inner, Tx};
use crate::error::StoreError;
use crate::time::instant;
use bothy_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// One act that happened to one of the things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// When, in service time.
    pub at: Timestamp,
    /// Who; none where the clock did it.
    pub by: Option<PersonId>,
    /// The act, as a code.
    pub act: String,
    /// To which thing, as its outside id.
    pub thing: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    at: i64,
    by_person: Option<Uuid>,
    act: String,
    thing: String,
}

/// The newest acts on these things, the newest first.
///
/// # Errors
/// The database's own.
pub async fn past_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    things: &[String],
    limit: i64,
) -> Result<Vec<Past>, StoreError> {
    // The dialect difference: a list of texts, as each of the two takes one.
    let rows = match tx.inner() {
        Inner::Lite(open) => {
            sqlx::query_as::<_, Row>(
                "SELECT at, by_person, act, thing FROM audit WHERE organisation_id = $1
                   AND thing IN (SELECT value FROM json_each($2)) ORDER BY at DESC, id DESC LIMIT $3",
            )
            .bind(organisation.uuid())
            .bind(serde_json::json!(things).to_string())
            .bind(limit)
            .fetch_all(&mut **open)
            .await
        }
        Inner::Pg(open) => {
            sqlx::query_as::<_, Row>(
                "SELECT at, by_person, act, thing FROM audit WHERE organisation_id = $1
                   AND thing = ANY($2) ORDER BY at DESC, id DESC LIMIT $3",
            )
            .bind(organisation.uuid())
            .bind(things)
            .bind(limit)
            .fetch_all(&mut **open)
            .await
        }
    }?;
    rows.into_iter()
        .map(|row| {
            Ok(Past { at: instant(row.at)?, by: row.by_person.map(PersonId::new), act: row.act, thing: row.thing })
        })
        .collect()
}
