//! All that is held about one person, as the declarations say, opened from sealing.

use super::declared::{DeclaredColumn, DeclaredTable, Says, declared};
use super::labels::Labels;
use crate::db::Tx;
use crate::error::StoreError;
use crate::keeping::catalogue::{Column, Kind, Table, tables};
use crate::keeping::cells::{Link, rows_of};
use crate::keeping::unfit::Unfit;
use crate::sealing::columns::named;
use crate::time::instant;
use bothy_domain::ids::{OrganisationId, PersonId};
use serde_json::Value;
use uuid::Uuid;

/// What is held under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPart {
    /// The heading.
    pub heading: String,
    /// Each record.
    pub rows: Vec<RecordRow>,
}

/// One record: what each thing is called, and what stands there.
pub type RecordRow = Vec<(String, String)>;

/// How rows of a table belong to a person: the condition, with `$1` the organisation and `$2` the person.
pub(super) fn belongs(all: &[Table], table: &DeclaredTable, way: &str, person: PersonId) -> Option<(String, Link)> {
    let kind = |table: &str, column: &str| {
        let found = all.iter().find(|one| one.name == table)?;
        found.columns.iter().find(|one| one.name == column).map(|one| one.kind)
    };
    let link = |kind: Option<Kind>| match kind {
        Some(Kind::Id) => Some(Link::Id(person.uuid())),
        Some(Kind::Text) => Some(Link::Text(person.to_string())),
        _ => None,
    };
    let owner = &table.owner;
    let parts: Vec<&str> = way.split('>').collect();
    match parts.as_slice() {
        [column] => Some((format!("\"{owner}\" = $1 AND \"{column}\" = $2"), link(kind(&table.name, column))?)),
        [ours, theirs, column] => {
            let (other, points) = theirs.split_once('.')?;
            let sql = format!(
                "\"{owner}\" = $1 AND \"{ours}\" IN (SELECT \"{points}\" FROM \"{other}\" WHERE organisation_id = $1 AND \
                 \"{column}\" = $2)"
            );
            Some((sql, link(kind(other, column))?))
        }
        _ => None,
    }
}

/// Reads all that is held about a person and leaves with them.
///
/// # Errors
/// The database's own, or a field that does not open.
pub async fn record_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<RecordPart>, StoreError> {
    let all = tables(tx).await.map_err(store)?;
    let (mut parts, mut labels) = (Vec::new(), Labels::default());
    for table in &declared()?.tables {
        let Some(heading) = &table.heading else { continue };
        let Some(there) = all.iter().find(|one| one.name == table.name) else { continue };
        let mut rows = Vec::new();
        for way in table.ways() {
            let leaving: Vec<&DeclaredColumn> = table
                .columns
                .iter()
                .filter(|column| column.leaves.is_some() && column.whose.as_deref() == Some(way))
                .collect();
            let Some((mut condition, link)) = belongs(&all, table, way, person) else { continue };
            if let Some(leaving) = &table.leaving {
                condition.push_str(&format!(" AND ({leaving})"));
            }
            if !leaving.is_empty() {
                let read = Reading { there, leaving, condition, link, organisation: organisation.uuid() };
                rows.extend(read.rows(tx, &mut labels).await?);
            }
        }
        if !rows.is_empty() {
            parts.push(RecordPart { heading: heading.clone(), rows });
        }
    }
    Ok(parts)
}

pub(super) fn store(unfit: Unfit) -> StoreError {
    match unfit {
        Unfit::Store(error) => error,
        _ => StoreError::Unknown { column: "table" },
    }
}

struct Reading<'r> {
    there: &'r Table,
    leaving: Vec<&'r DeclaredColumn>,
    condition: String,
    link: Link,
    organisation: Uuid,
}

impl Reading<'_> {
    async fn rows(self, tx: &mut Tx, labels: &mut Labels) -> Result<Vec<RecordRow>, StoreError> {
        // What is shown, and the row's own id, with which its words were sealed.
        let shown: Vec<Column> = self
            .leaving
            .iter()
            .filter_map(|column| {
                let name = match &column.says {
                    Says::Column(other) => other,
                    _ => &column.name,
                };
                self.there.columns.iter().find(|one| one.name == *name).cloned()
            })
            .collect();
        if shown.len() != self.leaving.len() {
            return Err(StoreError::Unknown { column: "column" });
        }
        let id = self.there.key.last().cloned();
        let columns: Vec<Column> = shown.iter().cloned().chain(id).collect();
        let part = Table { name: self.there.name.clone(), columns, key: self.there.key.clone() };
        let found = rows_of(tx, &part, &self.condition, self.organisation, &self.link).await?;
        let mut rows = Vec::with_capacity(found.len());
        for values in found {
            let id = values.last().and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
            let mut row = RecordRow::new();
            for ((column, has), value) in self.leaving.iter().zip(&shown).zip(&values) {
                let said = self.said(tx, labels, column, has, value, id).await?;
                if let (Some(heading), false) = (&column.leaves, said.is_empty()) {
                    row.push((heading.clone(), said));
                }
            }
            rows.push(row);
        }
        Ok(rows)
    }

    async fn said(
        &self,
        tx: &mut Tx,
        labels: &mut Labels,
        column: &DeclaredColumn,
        has: &Column,
        value: &Value,
        row: Option<Uuid>,
    ) -> Result<String, StoreError> {
        if column.sealed {
            let full = format!("{}.{}", self.there.name, column.name);
            let (Some(sealed), Some(row), Some(words)) = (named(&full), row, value.as_str()) else {
                return Ok(String::new());
            };
            return tx.open(self.organisation, sealed, row, words).await;
        }
        Ok(match (&column.says, value) {
            (_, Value::Null) => String::new(),
            (Says::Yes, _) => String::from("yes"),
            (Says::Session | Says::Group | Says::Branch | Says::Listing, Value::String(id)) => match id.parse() {
                Ok(id) => labels.of(tx, self.organisation, &column.says, id).await?,
                Err(_) => String::new(),
            },
            (_, Value::Number(number)) if has.kind == Kind::Long && is_moment(&has.name) => {
                instant(number.as_i64().unwrap_or_default())?.to_string()
            }
            (_, Value::Bool(yes)) => String::from(if *yes { "yes" } else { "no" }),
            (_, Value::String(words)) => words.clone(),
            (_, other) => other.to_string(),
        })
    }
}

/// Long numbers are instants, by their names.
fn is_moment(name: &str) -> bool {
    name == "at" || name == "due_by" || name.ends_with("_at")
}
