//! What can be seen by reading the files: length, stubs, switched-off tests, paths of somebody's
//! machine, hosts of package registries.

use std::collections::BTreeMap;
use std::path::Path;

use crate::tree;

/// A Rust file above this is asked for its reason, in `xtask/too_long.txt`.
const LONGEST: usize = 400;
const REASONS: &str = "xtask/too_long.txt";

/// What must not stand in Rust, each with what to say. Put together at run time so that this
/// file does not find itself.
fn stubs() -> [(String, &'static str); 4] {
    [
        (["to", "do!("].concat(), "is a stub"),
        (["unimple", "mented!("].concat(), "is a stub"),
        (["#[ig", "nore"].concat(), "switches a test off"),
        (["assert!(", "true"].concat(), "cannot fail"),
    ]
}

/// Every fault of the text itself.
pub fn faults() -> Result<Vec<String>, String> {
    let reasons = reasons(&tree::text(Path::new(REASONS)).ok().flatten().unwrap_or_default());
    let stubs = stubs();
    let mut faults = Vec::new();
    for file in tree::files()? {
        let name = file.display().to_string();
        if tree::is(&file, "lock") || name.ends_with("package-lock.json") {
            continue;
        }
        let Some(text) = tree::text(&file)? else { continue };
        if tree::is(&file, "rs") {
            faults.extend(too_long(&name, &text, &reasons));
        }
        for (number, line) in text.lines().enumerate() {
            let at = format!("{name}:{}", number + 1);
            if tree::is(&file, "rs") {
                faults.extend(
                    stubs
                        .iter()
                        .filter(|(stub, _)| line.contains(stub))
                        .map(|(stub, why)| format!("{at}: `{stub}` {why}")),
                );
            }
            if names_a_machine(line) {
                faults.push(format!("{at}: a path of somebody's machine"));
            }
            if names_a_registry(line) {
                faults.push(format!("{at}: a package registry's host"));
            }
        }
    }
    for (file, reason) in &reasons {
        if !tree::root().join(file).is_file() {
            faults.push(format!("{REASONS}: {file} is gone: take its line away"));
        } else if reason.is_empty() {
            faults.push(format!("{REASONS}: {file} has no reason"));
        }
    }
    Ok(faults)
}

/// `FILE: why` by the line; a line that opens with `#` is a note.
fn reasons(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(':').unwrap_or((line, "")))
        .map(|(file, reason)| (file.trim().to_owned(), reason.trim().to_owned()))
        .collect()
}

fn too_long(name: &str, text: &str, reasons: &BTreeMap<String, String>) -> Option<String> {
    let lines = text.lines().count();
    (lines > LONGEST && !reasons.contains_key(name))
        .then(|| format!("{name} has {lines} lines: part it, or give its reason in {REASONS}"))
}

/// Folders in which people and machines keep their checkouts. A path that goes on after a word
/// (`/people/root/`) is a path of the web, not of a machine.
fn names_a_machine(line: &str) -> bool {
    if line.contains(&["\"/t", "mp/"].concat()) {
        return true;
    }
    ["root", "work", "Users"].iter().any(|folder| {
        let path = format!("/{folder}/");
        line.match_indices(&path).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(|letter| letter.is_alphanumeric() || "._-})>".contains(letter))
        })
    })
}

fn names_a_registry(line: &str) -> bool {
    [["registry.", "npmjs.org"], ["static.", "crates.io"], ["index.", "crates.io"], ["files.", "pythonhosted.org"]]
        .iter()
        .any(|host| line.contains(&host.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_needs_its_reason() {
        let long = "x\n".repeat(LONGEST + 1);
        assert!(too_long("a.rs", &long, &BTreeMap::new()).is_some());
        assert_eq!(too_long("a.rs", &long, &reasons("# note\na.rs: one table, read at a glance")), None);
        assert_eq!(too_long("a.rs", &"x\n".repeat(LONGEST), &BTreeMap::new()), None);
    }

    #[test]
    fn a_checkout_is_a_machines_path_and_a_page_is_not() {
        let checkout = ["cd ", "/ro", "ot/bothy"].concat();
        assert!(names_a_machine(&checkout));
        assert!(!names_a_machine("see docs/work/plan.md"));
        assert!(!names_a_machine("GET /people/root/"));
    }

    #[test]
    fn stubs_are_known_by_their_letters() {
        assert!(stubs().iter().any(|(stub, _)| ["    to", "do!()"].concat().contains(stub)));
    }
}
