//! What a machine must have for the tests, and how it gets it.

use std::path::PathBuf;
use std::process::Command;

use super::{Part, browser, postgres};
use crate::shell;

/// A program the tests need, the Debian package that brings it, and who needs it.
struct Need {
    package: &'static str,
    part: Part,
    there: fn() -> bool,
}

const NEEDS: [Need; 8] = [
    Need { package: "postgresql", part: Part::Rust, there: || postgres::programs().is_some() },
    // What breaks a service, for the conformance kit: without them it would say that it did not try.
    Need { package: "sqlite3", part: Part::Rust, there: || shell::find("sqlite3", &[]).is_some() },
    Need { package: "strace", part: Part::Rust, there: || shell::find("strace", &[]).is_some() },
    Need { package: "faketime", part: Part::Rust, there: || shell::find("faketime", &[]).is_some() },
    Need { package: "chromium", part: Part::Browser, there: || chromium().is_some() },
    Need { package: "nodejs", part: Part::Browser, there: || shell::find("node", &[]).is_some() },
    Need { package: "npm", part: Part::Browser, there: || shell::find("npm", &[]).is_some() },
    // The checker of HTML is a Java program.
    Need { package: "openjdk-17-jre-headless", part: Part::Browser, there: || shell::find("java", &[]).is_some() },
];

/// Sees that everything is there. Installs what is missing only where that was asked for, or as
/// root in CI; otherwise says the one line to run.
pub fn ready(install: bool, only: Option<Part>) -> Result<(), String> {
    let may = install || (std::env::var("CI").is_ok_and(|value| value == "true") && shell::is_root());
    let missing: Vec<&str> = NEEDS
        .iter()
        .filter(|need| only.is_none_or(|part| part == need.part))
        .filter(|need| !(need.there)())
        .map(|need| need.package)
        .collect();
    if !missing.is_empty() {
        if !may {
            return Err(format!("Missing: {}. Run: cargo xtask test --install", missing.join(", ")));
        }
        fetch(&missing)?;
    }
    if only != Some(Part::Rust) && !packages_fit() {
        if !may {
            return Err("The browser tests' packages are missing. Run: cargo xtask test --install".to_owned());
        }
        shell::run(
            Command::new("npm")
                .current_dir(browser::folder())
                .args(["ci", "--no-fund", "--no-audit"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )?;
    }
    Ok(())
}

fn fetch(packages: &[&str]) -> Result<(), String> {
    if !shell::is_root() {
        return Err(format!("Run as root: apt-get update && apt-get install -y {}", packages.join(" ")));
    }
    shell::run(Command::new("apt-get").args(["-q", "update"]))?;
    shell::run(
        Command::new("apt-get")
            .args(["-q", "install", "-y", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Whether what npm installed is not older than the lock file it was installed from.
fn packages_fit() -> bool {
    let age = |file: &str| browser::folder().join(file).metadata().and_then(|facts| facts.modified());
    match (age("package-lock.json"), age("node_modules/.package-lock.json")) {
        (Ok(wanted), Ok(installed)) => wanted <= installed,
        _ => false,
    }
}

/// The browser: `CHROMIUM`, or the one on PATH.
pub fn chromium() -> Option<PathBuf> {
    match std::env::var_os("CHROMIUM").map(PathBuf::from) {
        Some(named) if named.is_file() => Some(named),
        _ => shell::find("chromium", &[]),
    }
}
