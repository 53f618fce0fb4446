//! `cargo xtask test`: every test on both databases and in a real browser, and a record of what
//! really ran and passed.

mod browser;
mod machine;
pub mod postgres;
pub mod report;
mod rust;

use std::collections::BTreeSet;
use std::time::Instant;

use crate::tree;
use report::Results;

/// Where the record of passed tests goes: `DATABASE CRATE::TEST` a line.
const RECORD: &str = "tests-passed.txt";

/// What a person asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wish {
    install: bool,
    only: Option<Part>,
    filter: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Rust,
    Browser,
}

/// Runs the tests. An error where one failed, or where none ran.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let wish = wish(arguments)?;
    let began = Instant::now();
    machine::ready(wish.install, wish.only)?;
    let filter = wish.filter.as_deref();
    let mut results = Results::default();
    if wish.only != Some(Part::Browser) {
        results.add(rust::run(filter)?);
    }
    if wish.only != Some(Part::Rust) {
        results.add(browser::run(filter)?);
    }
    let record = tree::target().join(RECORD);
    let lines: BTreeSet<String> = results.passed.iter().map(report::line).collect();
    let mut text = lines.iter().cloned().collect::<Vec<_>>().join("\n");
    text.push('\n');
    std::fs::write(&record, text).map_err(|error| format!("{}: {error}", record.display()))?;
    close(&results, began)
}

/// The closing lines: how many on which database, what failed, and the one line that counts.
fn close(results: &Results, began: Instant) -> Result<(), String> {
    println!();
    for (database, count) in results.by_database() {
        println!("{database}: {count} passed");
    }
    for failed in &results.failed {
        println!("FAILED {}", report::line(failed));
    }
    for words in &results.words {
        println!("said {words}");
    }
    for trouble in &results.troubles {
        println!("FAILED {trouble}");
    }
    println!("in {:.0} s", began.elapsed().as_secs_f64());
    let (passed, failed) = (results.passed.len(), results.failed.len() + results.troubles.len());
    println!("{passed} passed, {failed} failed");
    match (passed, failed) {
        (0, 0) => Err("No test ran.".to_owned()),
        (_, 0) => Ok(()),
        _ => Err("Some tests failed.".to_owned()),
    }
}

fn wish(arguments: &[String]) -> Result<Wish, String> {
    let mut wish = Wish::default();
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        match word {
            "--install" => wish.install = true,
            "--only" => {
                wish.only = Some(match rest.next() {
                    Some("rust") => Part::Rust,
                    Some("browser") => Part::Browser,
                    _ => return Err("--only is followed by rust or browser".to_owned()),
                });
            }
            flag if flag.starts_with('-') => return Err(format!("`cargo xtask test` has no {flag}")),
            filter if wish.filter.is_none() => wish.filter = Some(filter.to_owned()),
            second => return Err(format!("one filter at a time: '{second}' is a second")),
        }
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Wish, String> {
        wish(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_part_and_a_filter_are_understood() {
        let expected = Wish { install: true, only: Some(Part::Rust), filter: Some("seat".to_owned()) };
        assert_eq!(asked("--install --only rust seat"), Ok(expected));
    }

    #[test]
    fn an_unknown_flag_is_refused_and_not_taken_for_a_filter() {
        assert!(asked("--instal").is_err());
        assert!(asked("--only everything").is_err());
    }
}
