//! Erasing a person: rows go, words go, and what stays names nobody.

use super::declared::{DeclaredTable, Erased, declared};
use super::record::{belongs, store};
use crate::db::{Tx, WhereFrom, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Table, tables};
use crate::keeping::cells::{Link, count_of, run_of};
use crate::time::{instant, micros};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_domain::keeping::SOMEBODY_WHO_LEFT;
use jiff::Timestamp;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::str::FromStr as _;
use uuid::Uuid;

/// What becomes of records under one heading when a person is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WillGo {
    /// The heading.
    pub heading: String,
    /// How many records.
    pub count: u64,
    /// Why they stay; none where they go.
    pub because: Option<String>,
}

/// Somebody who was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErasedPerson {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Who that was.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}

/// How the rows of a table that belong to a person in one way are changed; none where all of them stays.
fn change(table: &DeclaredTable, way: &str, condition: &str) -> Option<String> {
    let own = || table.columns.iter().filter(|column| column.whose.as_deref() == Some(way));
    if own().any(|column| column.erased == Some(Erased::Row)) {
        return Some(format!("DELETE FROM \"{}\" WHERE {condition}", table.name));
    }
    let set: Vec<String> = own()
        .filter_map(|column| {
            let to = match column.erased? {
                Erased::Null => String::from("NULL"),
                Erased::Blank => String::from("''"),
                Erased::Name => format!("'{SOMEBODY_WHO_LEFT}'"),
                Erased::Row | Erased::Stays => return None,
            };
            Some(format!("\"{}\" = {to}", column.name))
        })
        .collect();
    (!set.is_empty()).then(|| format!("UPDATE \"{}\" SET {} WHERE {condition}", table.name, set.join(", ")))
}

/// Does what the declarations say of every column that is about this person. Returns how many rows went or changed.
///
/// # Errors
/// The database's own.
pub async fn erase_rows(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    let all = tables(w).await.map_err(store)?;
    let mut touched = 0;
    for table in &declared()?.tables {
        for way in table.ways() {
            let (condition, link) = found(&all, table, way, person)?;
            if let Some(sql) = change(table, way, &condition) {
                touched += run_of(w, sql, organisation.uuid(), &link).await?;
            }
        }
    }
    Ok(touched)
}

/// A declaration that leads nowhere would leave something behind unseen.
fn found(all: &[Table], table: &DeclaredTable, way: &str, person: PersonId) -> Result<(String, Link), StoreError> {
    belongs(all, table, way, person).ok_or(StoreError::Unknown { column: "declaration" })
}

/// What would go and what would stay, under its heading.
///
/// # Errors
/// The database's own.
pub async fn to_be_erased(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<WillGo>, StoreError> {
    let all = tables(tx).await.map_err(store)?;
    let mut will = Vec::new();
    for table in &declared()?.tables {
        let Some(heading) = &table.heading else { continue };
        let (mut goes, mut stays, mut because) = (0, 0, None);
        for way in table.ways() {
            let (condition, link) = found(&all, table, way, person)?;
            let count = count_of(tx, &table.name, &condition, organisation.uuid(), &link).await?;
            let own = || table.columns.iter().filter(|column| column.whose.as_deref() == Some(way));
            if own().any(|column| column.erased.is_some_and(|erased| erased != Erased::Stays)) {
                goes += count;
            }
            // What is left of the person themselves is no record that stays: it is the somebody who left.
            if !own().any(|column| matches!(column.erased, Some(Erased::Row | Erased::Name)))
                && let Some(why) = own().find_map(|column| column.because.clone())
            {
                stays += count;
                because = Some(why);
            }
        }
        let line = |count, because| WillGo { heading: heading.clone(), count, because };
        will.extend((goes > 0).then(|| line(goes, None)));
        will.extend((stays > 0 && because.is_some()).then(|| line(stays, because)));
    }
    Ok(will)
}

/// Remembers that somebody was erased: in the list that a restore asks, and at what is left of them. The first time
/// counts. A person who is not here is remembered all the same.
///
/// # Errors
/// The database's own.
pub async fn remember_erased(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let (owner, id) = (organisation.uuid(), person.uuid());
    run!(
        w,
        "UPDATE person SET erased_at = $3 WHERE organisation_id = $1 AND id = $2 AND erased_at IS NULL",
        owner,
        id,
        micros(at)
    )?;
    run!(
        w,
        "INSERT INTO erased (organisation_id, person_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        owner,
        id,
        micros(at)
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: Uuid,
    person_id: Uuid,
    at: i64,
}

impl Row {
    fn person(self) -> Result<ErasedPerson, StoreError> {
        Ok(ErasedPerson {
            organisation: OrganisationId::new(self.organisation_id),
            person: PersonId::new(self.person_id),
            at: instant(self.at)?,
        })
    }
}

/// Everybody who was ever erased here, by when.
///
/// # Errors
/// The database's own.
pub async fn all_erased(tx: &mut Tx) -> Result<Vec<ErasedPerson>, StoreError> {
    let rows = all!(tx, Row, "SELECT organisation_id, person_id, at FROM erased ORDER BY at, person_id")?;
    rows.into_iter().map(Row::person).collect()
}

/// When this person was erased; none where they were not.
///
/// # Errors
/// The database's own.
pub async fn is_erased(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Timestamp>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT organisation_id, id AS person_id, erased_at AS at FROM person
         WHERE organisation_id = $1 AND id = $2 AND erased_at IS NOT NULL",
        organisation.uuid(),
        person.uuid()
    )?;
    row.map(|row| instant(row.at)).transpose()
}

/// The list of a service that nobody has open, as it stands; empty where there is none or it is from before the list.
///
/// # Errors
/// It is no sound database, or the server cannot be reached.
pub async fn erased_in(from: &WhereFrom) -> Result<Vec<ErasedPerson>, StoreError> {
    const ASK: &str = "SELECT organisation_id, person_id, at FROM erased";
    let found = match from {
        WhereFrom::File(path) if !path.exists() => return Ok(Vec::new()),
        WhereFrom::File(path) => {
            let mut file = SqliteConnectOptions::new().filename(path).connect().await?;
            let found = sqlx::query_as::<_, Row>(ASK).fetch_all(&mut file).await;
            file.close().await?;
            found
        }
        WhereFrom::Url(url) => {
            let mut server = PgConnectOptions::from_str(url)?.connect().await?;
            let found = sqlx::query_as::<_, Row>(ASK).fetch_all(&mut server).await;
            server.close().await?;
            found
        }
    };
    match found {
        Ok(rows) => rows.into_iter().map(Row::person).collect(),
        // A service from before the list has no such table.
        Err(sqlx::Error::Database(error)) if error.message().contains("erased") => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}
