//! Starting other programs, and finding them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a program with its output on our own terminal. An exit other than 0 is an error that
/// repeats the line, so that a person can run it again by hand.
pub fn run(command: &mut Command) -> Result<(), String> {
    let line = spoken(command);
    let status = command.status().map_err(|error| format!("could not start `{line}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` failed ({status})")) }
}

/// Runs a program and gives back what it printed on standard output.
pub fn read(command: &mut Command) -> Result<String, String> {
    let line = spoken(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("could not start `{line}`: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("`{line}` failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

/// `cargo` in the project's root: the one that started us.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::tree::root()).args(arguments);
    // What cargo told this program about its own package. Some build scripts look at it, and with another in its place
    // they and all that leans on them would be built anew at each turn between `cargo` and `cargo xtask`.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// Where a program lies: on PATH, or in one of the extra folders.
pub fn find(program: &str, extra: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(extra.iter().cloned())
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

/// Whether the sub-command `cargo NAME` is there.
pub fn has_cargo(name: &str) -> bool {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether we are root: PostgreSQL refuses to run as root, and only root installs packages.
pub fn is_root() -> bool {
    read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|facts| facts.is_file() && facts.permissions().mode() & 0o111 != 0)
}

/// The command as a person would type it.
fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
