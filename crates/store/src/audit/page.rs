//! A page of an organisation's audit, the newest first.

use super::{Past, ReasonMark};
use crate::db::{Inner, Tx};
use crate::error::StoreError;
use crate::time::instant;
use bothy_domain::audit::{LET_GO, Looks};
use bothy_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// What of the audit is asked for. Nothing named means everything but the clock's own planning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditAsked {
    /// Only these acts; empty for all.
    pub acts: Vec<String>,
    /// Only what this person did.
    pub by: Option<PersonId>,
    /// Only what happened to this thing.
    pub thing: Option<String>,
    /// Only what is older than this entry: where the page before ended.
    pub before: Option<Uuid>,
}

/// One entry of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// The entry's own id, for the page that follows.
    pub id: Uuid,
    /// What happened.
    pub past: Past,
    /// Its place in the chain; none while it waits to be sealed.
    pub number: Option<i64>,
    /// Where the words why are and what they have to match, if some were given.
    pub reason: Option<ReasonMark>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    act: String,
    thing: String,
    number: Option<i64>,
    reason_id: Option<Uuid>,
    reason_hash: Option<String>,
}

macro_rules! page_text {
    ($acts:literal, $kept_back:literal) => {
        concat!(
            "SELECT id, at, by_person, act, thing, number, reason_id, reason_hash FROM audit a
             WHERE organisation_id = $1 AND act <> 'planned' AND ",
            $acts,
            " AND (",
            $kept_back,
            " OR EXISTS (SELECT 1 FROM audit g WHERE g.organisation_id = a.organisation_id
                 AND g.thing = a.thing AND g.act = $8))
               AND ($3 IS NULL OR (by_person = $3 AND act <> $9)) AND ($4 IS NULL OR thing = $4)
               AND ($5 IS NULL OR EXISTS (SELECT 1 FROM audit b WHERE b.organisation_id = a.organisation_id AND b.id = $5
                    AND (a.at < b.at OR (a.at = b.at AND a.id < b.id))))
             ORDER BY at DESC, id DESC LIMIT $6"
        )
    };
}

/// The entry of a worry that somebody raised.
const RAISED: &str = "raised-concern";

/// The newest entries that were asked for and may be shown, the newest first. What one person did is told without the
/// worries that they raised.
///
/// # Errors
/// The database's own.
pub async fn page_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    asked: &AuditAsked,
    looks: Looks,
    limit: i64,
) -> Result<Vec<AuditLine>, StoreError> {
    let kept_back = looks.kept_back();
    let by = asked.by.map(PersonId::uuid);
    // The dialect difference: a list of texts, as each of the two takes one.
    let rows = match tx.inner() {
        Inner::Lite(open) => {
            let text = page_text!(
                "($2 = '[]' OR act IN (SELECT value FROM json_each($2)))",
                "act NOT IN (SELECT value FROM json_each($7))"
            );
            sqlx::query_as::<_, Row>(text)
                .bind(organisation.uuid())
                .bind(serde_json::json!(asked.acts).to_string())
                .bind(by)
                .bind(&asked.thing)
                .bind(asked.before)
                .bind(limit)
                .bind(serde_json::json!(kept_back).to_string())
                .bind(LET_GO)
                .bind(RAISED)
                .fetch_all(&mut **open)
                .await
        }
        Inner::Pg(open) => {
            let text = page_text!("(cardinality($2) = 0 OR act = ANY($2))", "act <> ALL($7)");
            sqlx::query_as::<_, Row>(text)
                .bind(organisation.uuid())
                .bind(&asked.acts)
                .bind(by)
                .bind(&asked.thing)
                .bind(asked.before)
                .bind(limit)
                .bind(kept_back)
                .bind(LET_GO)
                .bind(RAISED)
                .fetch_all(&mut **open)
                .await
        }
    }?;
    rows.into_iter()
        .map(|row| {
            Ok(AuditLine {
                id: row.id,
                past: Past {
                    at: instant(row.at)?,
                    by: row.by_person.map(PersonId::new),
                    act: row.act,
                    thing: row.thing,
                },
                number: row.number,
                reason: row.reason_id.zip(row.reason_hash).map(|(id, hash)| ReasonMark { id, hash }),
            })
        })
        .collect()
}

/// The last sealed entry: its number, its link, and when it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// How many entries are sealed.
    pub number: i64,
    /// The link that holds all of them. Whoever writes it down can prove later that nothing was changed before it.
    pub chain: String,
    /// When that entry was made.
    pub at: Timestamp,
}

/// The head of an organisation's chain; none where nothing is sealed yet.
///
/// # Errors
/// The database's own.
pub async fn head_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<AuditHead>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Head {
        number: i64,
        chain: String,
        at: i64,
    }
    let head = one!(
        tx,
        Head,
        "SELECT number, chain, at FROM audit WHERE organisation_id = $1 AND number IS NOT NULL
         ORDER BY number DESC LIMIT 1",
        organisation.uuid()
    )?;
    head.map(|head| Ok(AuditHead { number: head.number, chain: head.chain, at: instant(head.at)? })).transpose()
}

/// How many entries wait to be sealed, and since when the oldest of them waits.
///
/// # Errors
/// The database's own.
pub async fn unsealed_since(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<(i64, Timestamp)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Waiting {
        many: i64,
        oldest: Option<i64>,
    }
    let waiting = one!(
        tx,
        Waiting,
        "SELECT count(*) AS many, min(at) AS oldest FROM audit WHERE organisation_id = $1 AND number IS NULL",
        organisation.uuid()
    )?;
    let Some(Waiting { many, oldest: Some(oldest) }) = waiting else { return Ok(None) };
    Ok(Some((many, instant(oldest)?)))
}
