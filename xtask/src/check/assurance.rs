//! What the tables of assurance lean on is there: each test that they name, and each file.

use std::path::Path;

use crate::tree;

const PAPER: &str = "docs/assurance/asvs.md";

/// Every test and file that is named and is not there, and every line that claims something and names nothing.
pub fn faults() -> Result<Vec<String>, String> {
    let text = tree::text(Path::new(PAPER))?.ok_or_else(|| format!("{PAPER} is not text"))?;
    Ok(faults_of(&text, |file| tree::text(Path::new(file)).ok().flatten()))
}

fn faults_of(paper: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lines = 0;
    for (number, line) in paper.lines().enumerate() {
        let at = format!("{PAPER}:{}", number + 1);
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [requirement, _, kept_in, state] = cells.as_slice() else { continue };
        if !requirement.starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        lines += 1;
        let known = ["met", "partly: ", "not met: ", "not applicable: "];
        if !known.iter().any(|word| state.starts_with(word)) {
            faults.push(format!("{at}: the state of {requirement} is none of those that are used: {state}"));
        }
        let named: Vec<&str> = kept_in.split('`').skip(1).step_by(2).collect();
        if named.is_empty() && state.starts_with("met") {
            faults.push(format!("{at}: {requirement} is said to be met, and nothing is named that holds it"));
        }
        faults.extend(named.iter().filter_map(|name| missing(name, &read)).map(|why| format!("{at}: {why}")));
    }
    if lines == 0 {
        faults.push(format!("{PAPER} has no line of a requirement"));
    }
    faults
}

/// What is not there of `FILE::TEST` or `FILE`.
fn missing(name: &str, read: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let (file, test) = name.split_once("::").map_or((name, None), |(file, test)| (file, Some(test)));
    let Some(text) = read(file) else { return Some(format!("there is no file {file}")) };
    let test = test?;
    let begins = format!("fn {test}(");
    (!text.contains(&begins)).then(|| format!("{file} has no test {test}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, wanted: &str) {
        let read = |file: &str| (file == "a.rs").then(|| "#[test]\nfn it_holds() {}".to_owned());
        let faults = faults_of(line, read);
        assert_eq!(faults.is_empty(), wanted.is_empty(), "{faults:?}");
        assert!(faults.iter().all(|fault| fault.contains(wanted)), "{faults:?}");
    }

    #[test]
    fn a_test_that_is_there_is_enough() {
        check("| 6.2.1 | long | `a.rs::it_holds` | met |", "");
        check("| 6.2.1 | long | `a.rs` | partly: soon |", "");
    }

    #[test]
    fn a_test_or_a_file_that_is_not_there_is_named() {
        check("| 6.2.1 | long | `a.rs::it_hold` | met |", "a.rs has no test it_hold");
        check("| 6.2.1 | long | `b.rs::it_holds` | met |", "no file b.rs");
        check("| 6.2.1 | long | `a.rs`, `b.rs` | partly: soon |", "no file b.rs");
    }

    #[test]
    fn what_is_met_names_what_holds_it_and_a_state_is_one_of_four() {
        check("| 6.2.1 | long | | met |", "nothing is named");
        check("| 6.2.1 | long | | not met: later |", "");
        check("| 6.2.1 | long | `a.rs` | surely |", "none of those");
        check("| 6.2.1 | long | `a.rs` | partly |", "none of those");
    }

    #[test]
    fn a_paper_without_lines_holds_nothing() {
        check("# Nothing", "no line of a requirement");
    }
}
