//! Only for tests: the rows of a service as they read once everything is open, and a service of any earlier version of
//! the tables made of such rows.

use crate::audit::{hex, seal};
use crate::db::{Commit, Db, Tx, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Table, schema, tables};
use crate::keeping::cells::{AT_ONCE, cells, each_row, insert};
use crate::keeping::unfit::Unfit;
use crate::sealing::columns::{PERSON_EMAIL, REASON_WORDS, REFERENCE_REFEREE, named};
use crate::sealing::{Swept, make_keys};
use bothy_domain::ids::OrganisationId;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A row by the names of its columns.
pub type Row = BTreeMap<String, Value>;

/// Rows by the names of their tables.
pub type Opened = BTreeMap<String, Vec<Row>>;

/// From this version on words rest sealed.
const SEALS: i64 = 9;
/// From this version on the name of a referee does, too.
const SEALS_REFEREES: i64 = 12;

/// Every row of every table, whatever their version, with what is sealed opened.
///
/// # Errors
/// The database's own, or a field that does not open.
#[doc(hidden)]
pub async fn opened(db: &Db) -> Result<Opened, Unfit> {
    db.snapshot("opened", (), |tx, ()| {
        Box::pin(async move {
            let mut all = Opened::new();
            for table in tables(tx).await? {
                let mut rows: Vec<Row> = Vec::new();
                each_row(tx, &table, |line| {
                    let values: Vec<Value> = serde_json::from_str(line).map_err(std::io::Error::from)?;
                    let names = table.columns.iter().map(|column| column.name.clone());
                    rows.push(names.zip(values).collect());
                    Ok(())
                })
                .await?;
                for row in &mut rows {
                    open_row(tx, &table, row).await?;
                }
                all.insert(table.name, rows);
            }
            Ok(all)
        })
    })
    .await
}

async fn open_row(tx: &mut Tx, table: &Table, row: &mut Row) -> Result<(), StoreError> {
    let Some((organisation, id)) = whose(row) else { return Ok(()) };
    for column in &table.columns {
        let Some(sealed) = named(&format!("{}.{}", table.name, column.name)) else { continue };
        let Some(Value::String(words)) = row.get(&column.name) else { continue };
        if bothy_seal::field::key_of(words).is_ok() {
            let words = tx.open(organisation, sealed, id, words).await?;
            row.insert(column.name.clone(), Value::String(words));
        }
    }
    Ok(())
}

/// The organisation and the id that a row's words are sealed to.
fn whose(row: &Row) -> Option<(Uuid, Uuid)> {
    let id = |column: &str| row.get(column)?.as_str()?.parse::<Uuid>().ok();
    Some((id("organisation_id")?, id("id").or_else(|| id("person_id"))?))
}

/// Writes rows into an empty file of any version, as the program of that version had written them: only the columns
/// that were there, sealed where it sealed, the audit numbered and chained.
///
/// # Errors
/// The database's own, or a row that does not fit its table.
#[doc(hidden)]
pub async fn put(db: &Db, rows: Opened) -> Result<(), Unfit> {
    db.write("put", rows, |w, rows| {
        Box::pin(async move {
            let schema = schema(w).await?;
            crate::keeping::import::hold_references(w).await?;
            let organisations: Vec<Uuid> = rows
                .get("organisation")
                .into_iter()
                .flatten()
                .filter_map(|row| row.get("id")?.as_str()?.parse().ok())
                .collect();
            // Keys point at their organisations, and all that is sealed needs them.
            let (first, rest): (Vec<Table>, _) =
                tables(w).await?.into_iter().partition(|table| table.name == "organisation");
            for table in &first {
                put_table(w, table, rows, schema).await?;
            }
            if schema >= SEALS {
                for organisation in &organisations {
                    make_keys(w, *organisation, Swept::Yes).await?;
                }
            }
            for table in rest.iter().filter(|table| table.name != "data_key") {
                put_table(w, table, rows, schema).await?;
            }
            for organisation in organisations {
                seal(w, OrganisationId::new(organisation)).await?;
            }
            Ok::<_, Unfit>(Commit::Sealed(()))
        })
    })
    .await
}

async fn put_table(w: &mut Writing, table: &Table, rows: &Opened, schema: i64) -> Result<(), Unfit> {
    let mut waiting = Vec::new();
    for row in rows.get(&table.name).into_iter().flatten() {
        let mut values = Vec::new();
        for column in &table.columns {
            values.push(as_it_was(w, &format!("{}.{}", table.name, column.name), row, schema).await?);
        }
        let line = Value::Array(values).to_string();
        let Some(row) = cells(&line, table) else { return Err(Unfit::OtherTables { table: table.name.clone() }) };
        waiting.push(row);
    }
    for slice in waiting.chunks(AT_ONCE) {
        insert(w, table, slice).await?;
    }
    Ok(())
}

/// What the program of a version had written into a column.
async fn as_it_was(w: &mut Writing, column: &str, row: &Row, schema: i64) -> Result<Value, StoreError> {
    let of = |name: &str| row.get(name).and_then(Value::as_str);
    let stands = column.split_once('.').and_then(|(_, name)| row.get(name)).cloned().unwrap_or(Value::Null);
    let Some((organisation, id)) = whose(row) else { return Ok(stands) };
    match (column, &stands) {
        // The audit is numbered and chained once all is in.
        ("audit.number" | "audit.chain", _) => Ok(Value::Null),
        ("audit.reason_hash", Value::String(words)) => {
            let Some(reason) = of("reason_id").and_then(|id| id.parse().ok()) else { return Ok(Value::Null) };
            hash_of(w, organisation, reason, words, schema).await.map(Value::String)
        }
        ("person.email_index", _) => match of("email") {
            Some(address) => {
                let address = bothy_seal::finding::normalised_email(address);
                w.index(organisation, PERSON_EMAIL, &address).await.map(Value::String)
            }
            None => Ok(Value::Null),
        },
        (_, Value::String(words)) if !words.is_empty() => match named(column) {
            Some(sealed) if schema >= SEALS && (sealed != REFERENCE_REFEREE || schema >= SEALS_REFEREES) => {
                w.seal(organisation, sealed, id, words).await.map(Value::String)
            }
            Some(_) | None => Ok(stands),
        },
        _ => Ok(stands),
    }
}

/// The hash that binds a reason to its entry: here its words stand in the column.
async fn hash_of(
    w: &mut Writing,
    organisation: Uuid,
    reason: Uuid,
    words: &str,
    schema: i64,
) -> Result<String, StoreError> {
    let salted = format!("{}|{words}", reason.simple());
    if schema < SEALS {
        return Ok(hex(&Sha256::digest(salted)));
    }
    Ok(format!("k1.{}", w.index(organisation, REASON_WORDS, &salted).await?))
}

/// The tables as the database itself describes them: each with its columns, rules and indexes, in no order of making.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn shape(db: &Db) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Said {
        said: String,
    }
    const OF_A_FILE: &str = "SELECT sql AS said FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '@_sqlx@_%'
         ESCAPE '@'
         UNION SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || COALESCE(c.dflt_value, '')
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
    const OF_A_SERVER: &str = "SELECT indexdef AS said FROM pg_indexes WHERE schemaname = current_schema()
         UNION SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
         FROM pg_catalog.pg_constraint WHERE connamespace = current_schema()::regnamespace
         UNION SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
           || COALESCE(column_default, '') FROM information_schema.columns WHERE table_schema = current_schema()";
    db.snapshot("shape", (), |tx, ()| {
        Box::pin(async move {
            let sql = if tx.is_lite() { OF_A_FILE } else { OF_A_SERVER };
            let mut said: Vec<String> = all!(tx, Said, sql)?.into_iter().map(|row| row.said).collect();
            said.sort();
            Ok::<_, StoreError>(said)
        })
    })
    .await
}

/// Writes down what a newer program would leave behind: tables of a version that this one does not know.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn note_newer(db: &Db, version: i64) -> Result<(), StoreError> {
    db.write("note_newer", version, |w, version| {
        Box::pin(async move {
            run!(
                w,
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT $1, 'of the future', success, checksum, 1 FROM _sqlx_migrations WHERE version = 1",
                *version
            )?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}
