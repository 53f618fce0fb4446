//! The page walk and the journeys, in Chromium, against the program itself.

use std::path::PathBuf;
use std::process::Command;

use super::machine;
use super::report::{self, Results};
use crate::{shell, tree};

/// Builds the program and runs Playwright over it.
pub fn run(filter: Option<&str>) -> Result<Results, String> {
    shell::run(&mut shell::cargo(&["build", "--package", "bothy"]))?;
    let record = tree::target().join("browser-tests.json");
    let _ = std::fs::remove_file(&record);
    let mut command = Command::new("node");
    command
        .current_dir(folder())
        .args(["node_modules/@playwright/test/cli.js", "test", "--config", "playwright.config.mjs"])
        .env("BOTHY_PROGRAM", tree::target().join("debug/bothy"))
        .env("BOTHY_BROWSER_RECORD", &record)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if let Some(chromium) = machine::chromium() {
        command.env("CHROMIUM", chromium);
    }
    if let Some(filter) = filter {
        command.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    let ended = shell::run(&mut command);
    let mut results = match std::fs::read_to_string(&record) {
        Ok(text) => report::playwright(&text)?,
        Err(_) => Results::default(),
    };
    if let (Err(why), true) = (ended, results.failed.is_empty() && results.troubles.is_empty()) {
        results.troubles.push(why);
    }
    Ok(results)
}

/// Where the browser tests live.
pub fn folder() -> PathBuf {
    tree::root().join("tests/browser")
}
