//! The Rust tests, on both databases.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::postgres::Postgres;
use super::report::{self, Results};
use crate::{shell, tree};

/// Runs the documents' examples, then every test of the workspace, beside a throw-away PostgreSQL.
pub fn run(filter: Option<&str>) -> Result<Results, String> {
    let postgres = Postgres::start()?;
    let databases = [("BOTHY_TEST_DATABASES", "sqlite,postgres".to_owned()), ("BOTHY_TEST_POSTGRES", postgres.url())];
    let mut results = examples(filter)?;
    results.add(if shell::has_cargo("nextest") { nextest(filter, &databases)? } else { plain(filter, &databases)? });
    Ok(results)
}

type Databases = [(&'static str, String)];

fn nextest(filter: Option<&str>, databases: &Databases) -> Result<Results, String> {
    let record = tree::root().join("target/nextest/default/junit.xml");
    forget(&record)?;
    let mut command = shell::cargo(&["nextest", "run", "--workspace", "--no-tests", "pass"]);
    command.args(filter).envs(databases.iter().map(|(name, value)| (*name, value)));
    let ended = shell::run(&mut command);
    let mut results = match std::fs::read_to_string(&record) {
        Ok(text) => report::junit(&text),
        Err(_) => Results::default(),
    };
    if let (Err(why), true) = (ended, results.failed.is_empty()) {
        results.troubles.push(why);
    }
    Ok(results)
}

fn plain(filter: Option<&str>, databases: &Databases) -> Result<Results, String> {
    let mut command = shell::cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    command.args(filter).envs(databases.iter().map(|(name, value)| (*name, value)));
    heard(command)
}

/// The examples in the documents of public items. nextest does not run them.
fn examples(filter: Option<&str>) -> Result<Results, String> {
    let mut command = shell::cargo(&["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"]);
    command.args(filter);
    let ended = shell::run(&mut command);
    Ok(Results { troubles: ended.err().into_iter().collect(), ..Results::default() })
}

/// Runs a command with both its streams in one, shows each line as it comes, and reads them.
fn heard(command: Command) -> Result<Results, String> {
    let mut joined = Command::new("sh");
    joined.args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(command.get_program()).args(command.get_args());
    joined.envs(command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    joined.current_dir(tree::root()).stdout(Stdio::piped());
    let mut child = joined.spawn().map_err(|error| format!("could not start the tests: {error}"))?;
    let mut text = String::new();
    if let Some(stream) = child.stdout.take() {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    let mut results = report::cargo_test(&text);
    if !status.success() && results.failed.is_empty() {
        results.troubles.push(format!("`cargo test` failed ({status})"));
    }
    Ok(results)
}

/// A record of an earlier run must never be read as this one's.
fn forget(record: &Path) -> Result<(), String> {
    match std::fs::remove_file(record) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", record.display())),
        _ => Ok(()),
    }
}
