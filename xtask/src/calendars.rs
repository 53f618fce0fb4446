//! `cargo xtask calendars`: four parsers that are none of ours read Bothy's calendars of a year.

use std::process::Command;

use crate::{shell, tree};

/// Builds the program, installs the parsers below `target/` and compares what each sees with what the API says.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let release = arguments.iter().any(|word| word == "--release");
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    shell::run(shell::cargo(&["build", "--workspace", "--bin", "bothy"]).args(profile))?;
    let ours = tree::root().join("tests/calendars");
    let packages = tree::target().join("calendars");
    let python = packages.join("python");
    std::fs::create_dir_all(&packages).map_err(|error| format!("{}: {error}", packages.display()))?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(ours.join(file), packages.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    shell::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&packages))?;
    if !python.join("bin/python").exists() {
        shell::run(Command::new("python3").args(["-m", "venv"]).arg(&python))?;
    }
    let pip = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
    shell::run(Command::new(python.join("bin/pip")).args(pip).arg(ours.join("requirements.txt")))?;
    let program = tree::target().join(if release { "release/bothy" } else { "debug/bothy" });
    let mut check = Command::new("node");
    check
        .arg(ours.join("check.mjs"))
        .env("BOTHY_PROGRAM", program)
        .env("CALENDAR_PACKAGES", &packages)
        .env("CALENDAR_PYTHON", python.join("bin/python"));
    shell::run(&mut check)
}
