//! A whole service as lines of JSON: every row of every table in the order of its key.

use crate::audit::hex;
use crate::db::Tx;
use crate::keeping::catalogue::{Table, schema, tables};
use crate::keeping::cells::{count, each_row};
use crate::keeping::lines::{End, FORMAT, Header, HeaderTable, TableEnd};
use crate::keeping::unfit::Unfit;
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::io::Write;

/// What a file carries, or a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The version of the tables.
    pub schema: i64,
    /// Each table.
    pub tables: Vec<TableCarried>,
    /// One word for all of it: two services with equal content have the same.
    pub content: String,
}

/// What is carried of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCarried {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// The hash over them, in the order of the key.
    pub hash: String,
}

impl Carried {
    pub(crate) fn of(schema: i64, tables: Vec<TableCarried>) -> Self {
        let mut hash = Sha256::new();
        for table in &tables {
            hash.update(format!("{}:{}:{}\n", table.name, table.rows, table.hash));
        }
        Self { schema, tables, content: hex(&hash.finalize()) }
    }

    /// How many rows in all.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// Writes lines and keeps a hash over all of them.
struct Lines<'o> {
    out: &'o mut (dyn Write + Send),
    hash: Sha256,
}

impl Lines<'_> {
    fn put(&mut self, line: &str) -> Result<(), Unfit> {
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")?;
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
        Ok(())
    }

    fn put_json(&mut self, line: &impl Serialize) -> Result<(), Unfit> {
        let text = serde_json::to_string(line).map_err(std::io::Error::from)?;
        self.put(&text)
    }
}

/// Writes the whole service, as of one moment, holding one row at a time.
///
/// # Errors
/// The file's or the database's own.
pub async fn export(tx: &mut Tx, out: &mut (dyn Write + Send), at: Timestamp) -> Result<Carried, Unfit> {
    let (schema, tables) = (schema(tx).await?, tables(tx).await?);
    let mut lines = Lines { out, hash: Sha256::new() };
    let mut named = Vec::new();
    for table in &tables {
        named.push(HeaderTable::of(table, count(tx, table).await?));
    }
    let (bothy, at) = (String::from("service"), at.to_string());
    let sealed_by = if has_keys(&tables) { crate::sealing::sealed_by_here(tx).await? } else { None };
    lines.put_json(&Header { bothy, format: FORMAT, schema, at, sealed_by, tables: named })?;
    let mut carried = Vec::new();
    for table in &tables {
        let (rows, hash) = hashed(tx, table, |line| lines.put(line)).await?;
        lines.put_json(&TableEnd { end: table.name.clone(), rows, hash: hash.clone() })?;
        carried.push(TableCarried { name: table.name.clone(), rows, hash });
    }
    let carried = Carried::of(schema, carried);
    let hash = hex(&lines.hash.clone().finalize());
    lines.put_json(&End { end: String::from("service"), content: carried.content.clone(), hash })?;
    lines.out.flush()?;
    Ok(carried)
}

/// Whether the tables are of a version that seals.
pub(crate) fn has_keys(tables: &[Table]) -> bool {
    tables.iter().any(|table| table.name == "data_key")
}

/// What the database holds, without writing it anywhere.
///
/// # Errors
/// The database's own.
pub async fn content(tx: &mut Tx) -> Result<Carried, Unfit> {
    let (schema, tables) = (schema(tx).await?, tables(tx).await?);
    let mut carried = Vec::new();
    for table in &tables {
        let (rows, hash) = hashed(tx, table, |_| Ok(())).await?;
        carried.push(TableCarried { name: table.name.clone(), rows, hash });
    }
    Ok(Carried::of(schema, carried))
}

async fn hashed(
    tx: &mut Tx,
    table: &Table,
    mut with: impl FnMut(&str) -> Result<(), Unfit> + Send,
) -> Result<(u64, String), Unfit> {
    let (mut rows, mut hash) = (0, Sha256::new());
    each_row(tx, table, |line| {
        rows += 1;
        hash.update(line.as_bytes());
        hash.update(b"\n");
        with(line)
    })
    .await?;
    Ok((rows, hex(&hash.finalize())))
}
