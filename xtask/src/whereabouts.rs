//! `cargo xtask where referrals`: the rooms of one word, in every crate.

use std::collections::BTreeMap;
use std::path::Path;

use crate::tree;

/// The words after which folders are named, the same in every crate.
pub const CONCEPTS: [&str; 22] = [
    "organisations",
    "access",
    "audit",
    "people",
    "groups",
    "sessions",
    "rota",
    "places",
    "directory",
    "imports",
    "duties",
    "notices",
    "referrals",
    "matches",
    "care",
    "safety",
    "rooms",
    "messages",
    "supporters",
    "evidence",
    "help",
    "keeping",
];

/// Prints where a concept lives, grouped by crate (or by top folder outside the crates).
pub fn run(arguments: &[String]) -> Result<(), String> {
    let [concept] = arguments else {
        return Err(format!("Say which: {}", CONCEPTS.join(" ")));
    };
    let files = tree::files()?;
    let rooms = rooms(concept, &files);
    if rooms.is_empty() {
        return Err(format!("'{concept}' has no folder or file yet. Folders are named after: {}", CONCEPTS.join(" ")));
    }
    for (house, found) in rooms {
        println!("{house}");
        for file in found {
            println!("    {file}");
        }
    }
    Ok(())
}

fn rooms<'a>(concept: &str, files: &'a [impl AsRef<Path>]) -> BTreeMap<String, Vec<std::path::Display<'a>>> {
    let mut rooms: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for file in files.iter().map(AsRef::as_ref) {
        let in_folder = file.parent().is_some_and(|folder| folder.components().any(|part| part.as_os_str() == concept));
        let by_name = file.file_stem().is_some_and(|stem| stem == concept);
        if in_folder || by_name {
            rooms.entry(house(file)).or_default().push(file.display());
        }
    }
    rooms
}

/// `crates/domain` for a file of a crate, else the file's first folder.
fn house(file: &Path) -> String {
    let mut parts = file.components().map(|part| part.as_os_str().to_string_lossy());
    match (parts.next(), parts.next()) {
        (Some(first), Some(second)) if first == "crates" => format!("{first}/{second}"),
        (Some(first), _) => first.into_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_word_is_found_as_a_folder_and_as_a_file() {
        let files = [
            "crates/domain/src/rota/seat.rs",
            "crates/web/templates/rota.html",
            "crates/store/src/places/hall.rs",
            "docs/walks/rota.md",
        ]
        .map(PathBuf::from);
        let houses: Vec<String> = rooms("rota", &files).into_keys().collect();
        assert_eq!(houses, ["crates/domain", "crates/web", "docs"]);
    }

    #[test]
    fn a_word_inside_another_word_is_not_it() {
        assert!(rooms("rota", &["crates/web/src/rotation.rs"]).is_empty());
    }
}
