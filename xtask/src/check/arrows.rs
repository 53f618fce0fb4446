//! Who may lean on whom. The house stands because these arrows point one way; a crate boundary
//! is what lets the compiler keep the heart pure.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::tree;

/// One crate: its folder, those of ours it may lean on, and (for the heart) the only others.
struct Room {
    folder: &'static str,
    ours: &'static [&'static str],
    others: Option<&'static [&'static str]>,
}

const ROOMS: [Room; 12] = [
    Room { folder: "domain", ours: &[], others: Some(&["jiff", "thiserror", "uuid"]) },
    Room { folder: "calendar", ours: &["domain"], others: None },
    Room { folder: "rota", ours: &["domain"], others: None },
    // What seals knows nothing of what it seals.
    Room { folder: "seal", ours: &[], others: None },
    Room { folder: "courier", ours: &["domain"], others: None },
    // What asks a provider who somebody is knows nobody.
    Room { folder: "provider", ours: &[], others: None },
    Room { folder: "store", ours: &["domain", "seal"], others: None },
    Room {
        folder: "actions",
        ours: &["domain", "calendar", "rota", "seal", "courier", "provider", "store"],
        others: None,
    },
    // The pages see the store only through actions.
    Room { folder: "web", ours: &["domain", "calendar", "actions"], others: None },
    Room {
        folder: "bothy",
        ours: &["domain", "calendar", "rota", "seal", "courier", "store", "actions", "web"],
        others: None,
    },
    Room { folder: "testkit", ours: &["domain", "seal", "store", "actions"], others: None },
    Room { folder: "conformance", ours: &[], others: None },
];

/// What only some rooms may hold, whatever the table: databases, the web, page templates.
const KEPT: [(&str, &[&str]); 6] = [
    ("sqlx", &["store"]),
    ("axum", &["web", "bothy"]),
    ("askama", &["web"]),
    ("lettre", &["courier", "bothy"]),
    ("openidconnect", &["provider"]),
    ("reqwest", &["provider"]),
];

/// Every arrow that points the wrong way.
pub fn faults() -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for file in tree::files()? {
        let mut parts = file.iter().map(|part| part.to_string_lossy());
        let (Some(top), Some(folder), Some(name), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if top != "crates" || name != "Cargo.toml" {
            continue;
        }
        let text = tree::text(&file)?.unwrap_or_default();
        faults.extend(wrong(&folder, &text).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    Ok(faults)
}

fn wrong(folder: &str, manifest: &str) -> Result<Vec<String>, toml::de::Error> {
    let manifest: Table = manifest.parse()?;
    let Some(room) = ROOMS.iter().find(|room| room.folder == folder) else {
        return Ok(vec![format!("crates/{folder} is not in the table of rooms (xtask/src/check/arrows.rs)")]);
    };
    let uses = named(&manifest, &["dependencies", "build-dependencies"]);
    let tests = named(&manifest, &["dev-dependencies"]);
    let mut faults = Vec::new();
    for name in &uses {
        match name.strip_prefix("bothy-") {
            Some(ours) if !room.ours.contains(&ours) => {
                faults.push(format!("crates/{folder} may not lean on crates/{ours}"));
            }
            None if room.others.is_some_and(|others| !others.contains(&name.as_str())) => {
                faults.push(format!("crates/{folder} is the heart and may not use {name}"));
            }
            _ => {}
        }
    }
    for (kept, rooms) in KEPT {
        let held = uses.iter().chain(&tests).any(|name| name == kept);
        if held && !rooms.contains(&folder) {
            faults.push(format!("only crates/{} may name {kept}, and crates/{folder} does", rooms.join(", crates/")));
        }
    }
    Ok(faults)
}

/// The names a manifest leans on in some of its tables, those behind a `target` among them. A
/// renamed dependency counts by the name of its package.
fn named(manifest: &Table, tables: &[&str]) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let holders = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    holders
        .flat_map(|holder| tables.iter().filter_map(|table| holder.get(*table)).filter_map(Value::as_table))
        .flat_map(Table::iter)
        .map(|(name, facts)| facts.get("package").and_then(Value::as_str).unwrap_or(name).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folder: &str, manifest: &str, expected: &[&str]) {
        assert_eq!(wrong(folder, manifest), Ok(expected.iter().map(|text| (*text).to_owned()).collect()));
    }

    #[test]
    fn the_heart_uses_three_crates_and_no_other() {
        check("domain", "[dependencies]\njiff = '1'\nuuid = '1'\nthiserror = '1'", &[]);
        check("domain", "[dependencies]\nserde = '1'", &["crates/domain is the heart and may not use serde"]);
    }

    #[test]
    fn an_arrow_backwards_is_found() {
        check(
            "store",
            "[dependencies]\nbothy-actions = {workspace = true}",
            &["crates/store may not lean on crates/actions"],
        );
    }

    #[test]
    fn tests_may_lean_on_the_testkit() {
        check("store", "[dev-dependencies]\nbothy-testkit = {workspace = true}", &[]);
    }

    #[test]
    fn the_pages_do_not_see_the_database() {
        check("web", "[dev-dependencies]\nsqlx = '1'", &["only crates/store may name sqlx, and crates/web does"]);
    }

    #[test]
    fn a_new_name_does_not_hide_a_crate() {
        check(
            "actions",
            "[target.'cfg(unix)'.dependencies]\ndb = {package = 'sqlx', version = '1'}",
            &["only crates/store may name sqlx, and crates/actions does"],
        );
    }

    #[test]
    fn a_crate_nobody_placed_is_found() {
        assert_eq!(wrong("helpers", "").map(|faults| faults.len()), Ok(1));
    }
}
