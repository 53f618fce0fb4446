//! One cell of a row: out of either database, as JSON, and back.

use crate::audit::hex;
use crate::db::{Inner, Tx, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Kind, Table};
use crate::keeping::unfit::Unfit;
use futures_util::TryStreamExt as _;
use serde_json::Value;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _};
use std::fmt::Write as _;
use uuid::Uuid;

/// How many rows go into one INSERT.
pub(crate) const AT_ONCE: usize = 40;

// SQLite keeps every number with 64 bits; a server has its INTEGER with 32.
macro_rules! line_of {
    ($name:ident, $row:ty, $whole:ty) => {
        fn $name(row: &$row, table: &Table) -> Result<String, StoreError> {
            let mut values = Vec::with_capacity(table.columns.len());
            for (place, column) in table.columns.iter().enumerate() {
                values.push(match column.kind {
                    Kind::Long => row.try_get::<Option<i64>, _>(place)?.map_or(Value::Null, Value::from),
                    Kind::Whole => row.try_get::<Option<$whole>, _>(place)?.map_or(Value::Null, Value::from),
                    Kind::Text => row.try_get::<Option<String>, _>(place)?.map_or(Value::Null, Value::String),
                    Kind::Id => row
                        .try_get::<Option<Uuid>, _>(place)?
                        .map_or(Value::Null, |id| Value::String(id.hyphenated().to_string())),
                    Kind::YesNo => row.try_get::<Option<bool>, _>(place)?.map_or(Value::Null, Value::Bool),
                    Kind::Bytes => row
                        .try_get::<Option<Vec<u8>>, _>(place)?
                        .map_or(Value::Null, |bytes| Value::String(hex(&bytes))),
                });
            }
            Ok(Value::Array(values).to_string())
        }
    };
}

line_of!(line_of_a_file, SqliteRow, i64);
line_of!(line_of_a_server, PgRow, i32);

/// Goes through every row of a table in the order of its key, one at a time, each as one line of JSON.
pub(crate) async fn each_row(
    tx: &mut Tx,
    table: &Table,
    mut with: impl FnMut(&str) -> Result<(), Unfit> + Send,
) -> Result<(), Unfit> {
    // Words are sorted byte by byte on a server too, as a file does.
    let (sql, key) = (selection(table), key_words(table));
    match tx.inner() {
        Inner::Lite(open) => {
            let sql = format!("{sql} ORDER BY {}", key.join(", "));
            let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **open);
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                with(&line_of_a_file(&row, table)?)?;
            }
        }
        Inner::Pg(open) => {
            let in_order: Vec<String> = table
                .key
                .iter()
                .zip(key)
                .map(|(column, word)| if column.kind == Kind::Text { format!("{word} COLLATE \"C\"") } else { word })
                .collect();
            let sql = format!("{sql} ORDER BY {}", in_order.join(", "));
            let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **open);
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                with(&line_of_a_server(&row, table)?)?;
            }
        }
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn key_words(table: &Table) -> Vec<String> {
    table.key.iter().map(|column| quoted(&column.name)).collect()
}

fn selection(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name))
}

/// How many rows a table has.
pub(crate) async fn count(tx: &mut Tx, table: &Table) -> Result<u64, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        rows: i64,
    }
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS rows FROM {}", quoted(&table.name)));
    let row = one!(tx, Count, sql)?;
    Ok(row.map_or(0, |count| count.rows.unsigned_abs()))
}

/// A cell, ready to be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Long(Option<i64>),
    Whole(Option<i32>),
    Text(Option<String>),
    Id(Option<Uuid>),
    YesNo(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

/// A line of JSON as the cells of a row of this table; none where it is none.
pub(crate) fn cells(line: &str, table: &Table) -> Option<Vec<Cell>> {
    let values: Vec<Value> = serde_json::from_str(line).ok()?;
    if values.len() != table.columns.len() {
        return None;
    }
    values.into_iter().zip(&table.columns).map(|(value, column)| cell(value, column.kind)).collect()
}

fn cell(value: Value, kind: Kind) -> Option<Cell> {
    Some(match (kind, value) {
        (Kind::Long, Value::Null) => Cell::Long(None),
        (Kind::Whole, Value::Null) => Cell::Whole(None),
        (Kind::Text, Value::Null) => Cell::Text(None),
        (Kind::Id, Value::Null) => Cell::Id(None),
        (Kind::YesNo, Value::Null) => Cell::YesNo(None),
        (Kind::Bytes, Value::Null) => Cell::Bytes(None),
        (Kind::Long, Value::Number(number)) => Cell::Long(Some(number.as_i64()?)),
        (Kind::Whole, Value::Number(number)) => Cell::Whole(Some(i32::try_from(number.as_i64()?).ok()?)),
        (Kind::Text, Value::String(words)) => Cell::Text(Some(words)),
        (Kind::Id, Value::String(words)) => Cell::Id(Some(words.parse().ok()?)),
        (Kind::YesNo, Value::Bool(yes)) => Cell::YesNo(Some(yes)),
        (Kind::Bytes, Value::String(words)) => Cell::Bytes(Some(unhex(&words)?)),
        _ => return None,
    })
}

fn unhex(words: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    words
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

macro_rules! bound {
    ($sql:expr, $rows:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for cell in $rows.iter().flatten() {
            query = match cell {
                Cell::Long(number) => query.bind(*number),
                Cell::Whole(number) => query.bind(*number),
                Cell::Text(words) => query.bind(words.as_deref()),
                Cell::Id(id) => query.bind(*id),
                Cell::YesNo(yes) => query.bind(*yes),
                Cell::Bytes(bytes) => query.bind(bytes.as_deref()),
            };
        }
        query
    }};
}

/// Writes rows into a table.
pub(crate) async fn insert(w: &mut Writing, table: &Table, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let mut sql = format!("INSERT INTO {} ({}) VALUES ", quoted(&table.name), columns.join(", "));
    let mut number = 0;
    for row in 0..rows.len() {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns.len() {
            number += 1;
            let _ = write!(sql, "{}${number}", if place == 0 { "" } else { ", " });
        }
        sql.push(')');
    }
    match w.inner() {
        Inner::Lite(open) => bound!(sql, rows).execute(&mut **open).await.map(|_| ()),
        Inner::Pg(open) => bound!(sql, rows).execute(&mut **open).await.map(|_| ()),
    }
    .map_err(StoreError::from)
}

/// What a row is found by: the bare id of a person, or the words it is known by outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    Id(Uuid),
    Text(String),
}

macro_rules! linked {
    ($query:expr, $organisation:expr, $link:expr) => {{
        let query = $query.bind($organisation);
        match $link {
            Link::Id(id) => query.bind(*id),
            Link::Text(words) => query.bind(words.as_str()),
        }
    }};
}

/// The rows of a table that fit, as JSON values, in the order of its key.
pub(crate) async fn rows_of(
    tx: &mut Tx,
    table: &Table,
    condition: &str,
    organisation: Uuid,
    link: &Link,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let sql = format!("{} WHERE {condition} ORDER BY {}", selection(table), key_words(table).join(", "));
    let lines: Vec<String> = match tx.inner() {
        Inner::Lite(open) => linked!(sqlx::query(AssertSqlSafe(sql)), organisation, link)
            .fetch_all(&mut **open)
            .await?
            .iter()
            .map(|row| line_of_a_file(row, table))
            .collect::<Result<_, _>>()?,
        Inner::Pg(open) => linked!(sqlx::query(AssertSqlSafe(sql)), organisation, link)
            .fetch_all(&mut **open)
            .await?
            .iter()
            .map(|row| line_of_a_server(row, table))
            .collect::<Result<_, _>>()?,
    };
    Ok(lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Runs a change of the rows that fit. Returns how many.
pub(crate) async fn run_of(w: &mut Writing, sql: String, organisation: Uuid, link: &Link) -> Result<u64, StoreError> {
    Ok(match w.inner() {
        Inner::Lite(open) => {
            linked!(sqlx::query(AssertSqlSafe(sql)), organisation, link).execute(&mut **open).await?.rows_affected()
        }
        Inner::Pg(open) => {
            linked!(sqlx::query(AssertSqlSafe(sql)), organisation, link).execute(&mut **open).await?.rows_affected()
        }
    })
}

/// How many rows fit.
pub(crate) async fn count_of(
    tx: &mut Tx,
    table: &str,
    condition: &str,
    organisation: Uuid,
    link: &Link,
) -> Result<u64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM {} WHERE {condition}", quoted(table));
    let count: i64 = match tx.inner() {
        Inner::Lite(open) => {
            linked!(sqlx::query_scalar(AssertSqlSafe(sql)), organisation, link).fetch_one(&mut **open).await?
        }
        Inner::Pg(open) => {
            linked!(sqlx::query_scalar(AssertSqlSafe(sql)), organisation, link).fetch_one(&mut **open).await?
        }
    };
    Ok(count.unsigned_abs())
}

/// What has had its time: whose, before when, as of when, and how many at most.
pub(crate) struct Due {
    pub(crate) organisation: Uuid,
    pub(crate) before: i64,
    pub(crate) now: i64,
    pub(crate) at_most: u64,
}

macro_rules! due {
    ($query:expr, $due:expr) => {
        $query
            .bind($due.organisation)
            .bind($due.before)
            .bind($due.now)
            .bind(i64::try_from($due.at_most).unwrap_or(i64::MAX))
    };
}

/// Runs a change of what has had its time. Returns how many rows.
pub(crate) async fn run_due(w: &mut Writing, sql: String, due: &Due) -> Result<u64, StoreError> {
    Ok(match w.inner() {
        Inner::Lite(open) => due!(sqlx::query(AssertSqlSafe(sql)), due).execute(&mut **open).await?.rows_affected(),
        Inner::Pg(open) => due!(sqlx::query(AssertSqlSafe(sql)), due).execute(&mut **open).await?.rows_affected(),
    })
}

/// The ids of what has had its time.
pub(crate) async fn due_ids(tx: &mut Tx, sql: String, due: &Due) -> Result<Vec<Uuid>, StoreError> {
    Ok(match tx.inner() {
        Inner::Lite(open) => due!(sqlx::query_scalar(AssertSqlSafe(sql)), due).fetch_all(&mut **open).await?,
        Inner::Pg(open) => due!(sqlx::query_scalar(AssertSqlSafe(sql)), due).fetch_all(&mut **open).await?,
    })
}

/// How much has had its time, up to the most that was asked for.
pub(crate) async fn due_count(tx: &mut Tx, sql: String, due: &Due) -> Result<i64, StoreError> {
    Ok(match tx.inner() {
        Inner::Lite(open) => due!(sqlx::query_scalar(AssertSqlSafe(sql)), due).fetch_one(&mut **open).await?,
        Inner::Pg(open) => due!(sqlx::query_scalar(AssertSqlSafe(sql)), due).fetch_one(&mut **open).await?,
    })
}
