//! The lines of an export that are not rows: its beginning, the ends of its tables, its own end.

use crate::keeping::catalogue::Table;
use serde::{Deserialize, Serialize};

/// How the first line of every export begins.
pub(crate) const FORMAT: u32 = 1;

/// The first line: what is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Always `service`.
    pub bothy: String,
    /// How the file is written.
    pub format: u32,
    /// The version of the tables.
    pub schema: i64,
    /// As of when, by the clock on the wall.
    pub at: String,
    /// The short name of the master key that opens what is sealed in it; none where nothing is. The key itself is in
    /// no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_by: Option<String>,
    /// The tables with their columns and how many rows each has.
    pub tables: Vec<HeaderTable>,
}

/// A table as the first line names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderTable {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the cells in each row.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
}

impl HeaderTable {
    pub(crate) fn of(table: &Table, rows: u64) -> Self {
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        Self { name: table.name.clone(), columns, rows }
    }
}

/// The line after the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableEnd {
    pub(crate) end: String,
    pub(crate) rows: u64,
    /// Over the rows of the table, as they stand here: the same on either database.
    pub(crate) hash: String,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct End {
    pub(crate) end: String,
    /// Over the hashes of all tables: equal content, equal word.
    pub(crate) content: String,
    /// Over every byte before this line.
    pub(crate) hash: String,
}
