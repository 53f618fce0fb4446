//! For each version that the tables ever had there is a small service of that version, from which upgrades are tried
//! (`crates/conformance/schemas`). Those files are kept as they are: with `BOTHY_WRITE_SCHEMAS=1` this test writes the
//! ones that are missing, from the demonstration of the program as it is now.

use crate::schemas;

use bothy_store::db::every_schema;
use serde_json::Value;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../conformance/schemas")
}

#[test]
fn every_version_of_the_tables_has_a_service_with_rows_in_every_table() {
    let missing: Vec<i64> =
        every_schema().into_iter().filter(|schema| !folder().join(format!("{schema:04}.jsonl")).exists()).collect();
    if std::env::var_os("BOTHY_WRITE_SCHEMAS").is_some() && !missing.is_empty() {
        schemas::write(&folder(), &missing);
    } else {
        assert!(missing.is_empty(), "no service of {missing:?}: write it with BOTHY_WRITE_SCHEMAS=1");
    }
    for schema in every_schema() {
        let text = std::fs::read_to_string(folder().join(format!("{schema:04}.jsonl"))).unwrap();
        let head: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(head["schema"], schema);
        assert_eq!(head["sealed_by"].is_string(), schema >= 9, "{schema}");
        for table in head["tables"].as_array().unwrap() {
            assert!(table["rows"].as_u64() > Some(0), "version {schema} has no row of {}", table["name"]);
        }
    }
}
