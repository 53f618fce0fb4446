//! `cargo xtask check`: what a person runs every few minutes. Reading first, building last.

mod arrows;
mod assurance;
mod words;

use std::time::Instant;

use crate::{rulebook, shell};

type Step = (&'static str, fn() -> Result<Vec<String>, String>);

const STEPS: [Step; 9] = [
    ("arrows", arrows::faults),
    ("files and words", words::faults),
    ("rulebook", rulebook::faults),
    ("assurance", assurance::faults),
    ("format", format_holds),
    ("the heart alone", heart_alone),
    ("lints", lints),
    ("quick tests", quick_tests),
    ("dependencies", dependencies),
];

/// Runs every step, even after one has failed, and says at the end which did.
pub fn run() -> Result<(), String> {
    let mut failed = Vec::new();
    for (name, step) in STEPS {
        let began = Instant::now();
        let faults = step().unwrap_or_else(|why| vec![why]);
        let seconds = began.elapsed().as_secs_f64();
        let verdict = if faults.is_empty() { "holds" } else { "FAILS" };
        println!("{verdict}  {name} ({seconds:.1} s)");
        for fault in &faults {
            println!("       {fault}");
        }
        if !faults.is_empty() {
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("check fails: {}", failed.join(", "))) }
}

fn outcome(result: Result<(), String>) -> Result<Vec<String>, String> {
    result.map(|()| Vec::new())
}

fn format_holds() -> Result<Vec<String>, String> {
    outcome(shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])))
}

/// The heart is built by itself, because beside other crates it would be given their features
/// (a clock, the standard library) and nobody would see it lean on them.
fn heart_alone() -> Result<Vec<String>, String> {
    outcome(shell::run(&mut shell::cargo(&[
        "clippy",
        "--quiet",
        "--package",
        "bothy-domain",
        "--",
        "--deny",
        "warnings",
    ])))
}

fn lints() -> Result<Vec<String>, String> {
    outcome(shell::run(&mut shell::cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ])))
}

fn quick_tests() -> Result<Vec<String>, String> {
    outcome(shell::run(&mut shell::cargo(&[
        "test",
        "--quiet",
        "--lib",
        "--package",
        "bothy-domain",
        "--package",
        "bothy-calendar",
    ])))
}

/// Licences and sources, where `cargo deny` is on the machine. It does not ask the network.
fn dependencies() -> Result<Vec<String>, String> {
    if !shell::has_cargo("deny") {
        println!("       (cargo deny is not on this machine: licences were not looked at)");
        return Ok(Vec::new());
    }
    outcome(shell::run(&mut shell::cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"])))
}
