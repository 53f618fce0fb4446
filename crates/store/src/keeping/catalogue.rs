//! The tables of a service, as the database itself names them.

use crate::db::{Inner, Tx};
use crate::error::StoreError;
use crate::keeping::unfit::Unfit;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A long whole number (BIGINT).
    Long,
    /// A whole number (INTEGER).
    Whole,
    /// Words.
    Text,
    /// An id (UUID).
    Id,
    /// Yes or no.
    YesNo,
    /// Bytes, such as a picture.
    Bytes,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table, with its columns in the order of their names: the two databases may have made them in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns of its key, in the key's order.
    pub key: Vec<Column>,
}

#[derive(sqlx::FromRow)]
struct Found {
    table_name: String,
    column_name: String,
    kind: String,
    place_in_key: i64,
}

const OF_A_FILE: &str = "SELECT m.name AS table_name, c.name AS column_name, c.type AS kind, c.pk AS place_in_key
     FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite@_%' ESCAPE '@' AND m.name NOT LIKE '@_sqlx@_%' ESCAPE '@'";

const OF_A_SERVER: &str = "SELECT t.relname::text AS table_name, a.attname::text AS column_name,
       pg_catalog.format_type(a.atttypid, NULL) AS kind,
       COALESCE(array_position(k.conkey, a.attnum), 0)::bigint AS place_in_key
     FROM pg_catalog.pg_class t
     JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
     WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
       AND left(t.relname::text, 6) <> '_sqlx_'";

/// Every table of the service, by name. The list of migrations that were run is none of them.
///
/// # Errors
/// A column of a kind that cannot be carried, a table without a key, or the database's own.
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, Unfit> {
    let mut found = match tx.inner() {
        Inner::Lite(open) => sqlx::query_as::<_, Found>(OF_A_FILE).fetch_all(&mut **open).await,
        Inner::Pg(open) => sqlx::query_as::<_, Found>(OF_A_SERVER).fetch_all(&mut **open).await,
    }
    .map_err(StoreError::from)?;
    // Sorted here and not by the database: the two do not sort alike.
    found.sort_by(|one, other| (&one.table_name, &one.column_name).cmp(&(&other.table_name, &other.column_name)));
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<Vec<(i64, Column)>> = Vec::new();
    for row in found {
        let Some(kind) = kind(&row.kind) else {
            return Err(Unfit::Kind { table: row.table_name, column: row.column_name });
        };
        let column = Column { name: row.column_name, kind };
        if tables.last().is_none_or(|table| table.name != row.table_name) {
            tables.push(Table { name: row.table_name, columns: Vec::new(), key: Vec::new() });
            keys.push(Vec::new());
        }
        if let (Some(table), Some(key)) = (tables.last_mut(), keys.last_mut()) {
            if row.place_in_key > 0 {
                key.push((row.place_in_key, column.clone()));
            }
            table.columns.push(column);
        }
    }
    for (table, mut key) in tables.iter_mut().zip(keys) {
        if key.is_empty() {
            return Err(Unfit::Kind { table: table.name.clone(), column: String::from("(no key)") });
        }
        key.sort_by_key(|(place, _)| *place);
        table.key = key.into_iter().map(|(_, column)| column).collect();
    }
    Ok(tables)
}

fn kind(said: &str) -> Option<Kind> {
    match said.to_ascii_lowercase().as_str() {
        "bigint" => Some(Kind::Long),
        "integer" => Some(Kind::Whole),
        "text" => Some(Kind::Text),
        "uuid" => Some(Kind::Id),
        "boolean" => Some(Kind::YesNo),
        "bytea" | "blob" => Some(Kind::Bytes),
        _ => None,
    }
}

/// The version of the tables: the number of the last migration that was run.
///
/// # Errors
/// The database's own.
pub async fn schema(tx: &mut Tx) -> Result<i64, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Last {
        version: i64,
    }
    let row = one!(tx, Last, "SELECT version FROM _sqlx_migrations ORDER BY version DESC LIMIT 1")?;
    Ok(row.map_or(0, |last| last.version))
}
