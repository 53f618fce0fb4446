//! Small services as earlier programs left them, one for each version that the tables have had.
//!
//! Each is a file as `bothy export service` writes it: rows of the demonstration, brought back to the columns that were
//! there, sealed where that program sealed. `schemas/master-key.txt` opens them; it seals invented people only.

use serde_json::Value;
use std::collections::BTreeMap;

/// The key of all of them.
pub const KEY: &str = include_str!("../schemas/master-key.txt");

/// Each version with its service.
pub const ALL: [(i64, &str); 21] = [
    (1, include_str!("../schemas/0001.jsonl")),
    (2, include_str!("../schemas/0002.jsonl")),
    (3, include_str!("../schemas/0003.jsonl")),
    (6, include_str!("../schemas/0006.jsonl")),
    (9, include_str!("../schemas/0009.jsonl")),
    (10, include_str!("../schemas/0010.jsonl")),
    (11, include_str!("../schemas/0011.jsonl")),
    (12, include_str!("../schemas/0012.jsonl")),
    (13, include_str!("../schemas/0013.jsonl")),
    (14, include_str!("../schemas/0014.jsonl")),
    (15, include_str!("../schemas/0015.jsonl")),
    (16, include_str!("../schemas/0016.jsonl")),
    (17, include_str!("../schemas/0017.jsonl")),
    (18, include_str!("../schemas/0018.jsonl")),
    (19, include_str!("../schemas/0019.jsonl")),
    (20, include_str!("../schemas/0020.jsonl")),
    (21, include_str!("../schemas/0021.jsonl")),
    (22, include_str!("../schemas/0022.jsonl")),
    (23, include_str!("../schemas/0023.jsonl")),
    (24, include_str!("../schemas/0024.jsonl")),
    (25, include_str!("../schemas/0025.jsonl")),
];

/// A row by the names of its columns.
pub type Row = BTreeMap<String, Value>;

/// What such a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// The version of its tables.
    pub schema: i64,
    /// The columns of each table.
    pub columns: BTreeMap<String, Vec<String>>,
    /// The rows of each table.
    pub rows: BTreeMap<String, Vec<Row>>,
}

impl Held {
    /// Reads the text of an export.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_default());
        let head = lines.next().unwrap_or_default();
        let mut held = Self { schema: head.get("schema").and_then(Value::as_i64).unwrap_or(0), ..Self::default() };
        for table in head.get("tables").and_then(Value::as_array).into_iter().flatten() {
            let name = table.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let columns = table.get("columns").and_then(Value::as_array).into_iter().flatten();
            let columns: Vec<String> = columns.filter_map(Value::as_str).map(str::to_owned).collect();
            let mut rows = Vec::new();
            for line in lines.by_ref() {
                let Value::Array(cells) = line else { break };
                rows.push(columns.iter().cloned().zip(cells).collect());
            }
            held.columns.insert(name.clone(), columns);
            held.rows.insert(name, rows);
        }
        held
    }

    /// What is missing or different in another that came out of this one by newer programs. Columns and rows may have
    /// come; words may have been sealed, an address may have got its index, a sweep its end.
    #[must_use]
    pub fn lost_in(&self, now: &Self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (table, before) in &self.rows {
            let after = now.rows.get(table).map(Vec::as_slice).unwrap_or_default();
            // Whoever looks leaves a line in the audit.
            let more = table == "audit" && after.len() > before.len();
            if after.len() != before.len() && !more {
                wrong.push(format!("{table} had {} rows and has {}", before.len(), after.len()));
            }
            for row in before {
                if !after.iter().any(|other| row.iter().all(|(column, was)| came_out(column, was, other.get(column)))) {
                    wrong.push(format!("a row of {table} is not as it was: {row:?}"));
                }
            }
        }
        wrong
    }
}

fn came_out(column: &str, was: &Value, is: Option<&Value>) -> bool {
    match (column, was, is) {
        (_, was, Some(is)) if was == is => true,
        ("swept_at", _, Some(_)) | ("email_index", Value::Null, Some(Value::String(_))) => true,
        (_, Value::String(words), Some(Value::String(sealed))) => {
            !words.is_empty() && !words.starts_with("s1.") && sealed.starts_with("s1.")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_of_a_version_stands_in_the_list() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas")).unwrap();
        let mut there: Vec<i64> = folder
            .filter_map(|file| file.unwrap().file_name().to_str()?.strip_suffix(".jsonl")?.parse().ok())
            .collect();
        there.sort_unstable();
        assert_eq!(there, ALL.map(|(schema, _)| schema));
        for (schema, text) in ALL {
            assert_eq!(Held::read(text).schema, schema);
        }
    }

    #[test]
    fn a_row_that_went_or_changed_is_named_and_sealing_is_no_change() {
        let row = |email: &str, name: &str| -> Row {
            BTreeMap::from([("email".to_owned(), email.into()), ("name".to_owned(), name.into())])
        };
        let held = |rows: Vec<Row>| Held { rows: BTreeMap::from([("person".to_owned(), rows)]), ..Held::default() };
        let before = held(vec![row("a@b", "Joan"), row("c@d", "Ishbel")]);
        assert!(before.lost_in(&held(vec![row("s1.k.x", "Joan"), row("s1.k.y", "Ishbel")])).is_empty());
        assert_eq!(before.lost_in(&held(vec![row("a@b", "Joan")])).len(), 2);
        assert_eq!(before.lost_in(&held(vec![row("a@b", "Joan"), row("c@d", "Isobel")])).len(), 1);
        assert_eq!(before.lost_in(&held(vec![row("a@b", "Joan"), row("", "Ishbel")])).len(), 1);
    }
}
