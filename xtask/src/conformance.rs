//! `cargo xtask conformance`: builds the program and the kit that tries it, and starts the kit.

use std::process::Command;

use crate::{shell, tree};

/// Tries the named faults, or all, on the release binary (with `--debug`, on the other).
pub fn run(arguments: &[String]) -> Result<(), String> {
    let debug = arguments.iter().any(|word| word == "--debug");
    let profile: &[&str] = if debug { &[] } else { &["--release"] };
    shell::run(shell::cargo(&["build", "--workspace", "--bin", "bothy", "--bin", "conformance"]).args(profile))?;
    let folder = tree::target().join(if debug { "debug" } else { "release" });
    let mut kit = Command::new(folder.join("conformance"));
    kit.arg("--bothy").arg(folder.join("bothy")).args(arguments.iter().filter(|word| *word != "--debug"));
    shell::run(&mut kit)
}
