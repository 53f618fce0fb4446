//! What Bothy promises when things go wrong, tried from the outside.
//!
//! It starts the program as anybody would, speaks nothing but HTTP and the command line to it, and writes down by
//! itself what it sent and what it was told ([`journal`]). Then something breaks, and [`judge`] compares what the
//! service says now with what it said before. It leans on no other crate of ours, so that a mistake in them cannot hide
//! itself here.
#![allow(
    clippy::disallowed_methods,
    reason = "the bans keep the product's clock in one place; this program measures how long things take"
)]

pub mod beginning;
pub mod chance;
pub mod faults;
pub mod http;
pub mod journal;
pub mod judge;
pub mod load;
pub mod machine;
pub mod postgres;
pub mod proxy;
pub mod schemas;
pub mod service;
pub mod switch;

use std::path::PathBuf;
use std::time::Duration;

/// How a fault is tried.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program.
    pub bothy: PathBuf,
    /// What chance starts from; a report names it, and the same seed makes the same choices again.
    pub seed: u64,
    /// How often; none for a number that fits a test.
    pub count: Option<u32>,
    /// R17 begins from a service with so many rows more, instead of from a small one of each version.
    pub rows: Option<u32>,
    /// An address of a PostgreSQL server, in which a database is made; none for the embedded database.
    pub postgres: Option<String>,
    /// By when the first page has to be there again after the program died.
    pub back_within: Duration,
    /// Whether acts of which nobody knows the outcome are sent again until one knows it, which can take half a minute.
    pub settle: bool,
}

/// What a fault was, how often it was tried and what was found.
#[derive(Debug, Default)]
pub struct Report {
    /// Lines for people.
    pub lines: Vec<String>,
    /// Promises that were broken; none is what one hopes for.
    pub broken: Vec<String>,
    /// What could not be tried here, and why.
    pub skipped: Vec<String>,
}

impl Report {
    /// Adds a line.
    pub fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// Adds a broken promise.
    pub fn broke(&mut self, what: impl Into<String>) {
        self.broken.push(what.into());
    }

    /// The report as it is printed.
    #[must_use]
    pub fn text(&self, name: &str, options: &Options) -> String {
        let mut text = format!("{name} (seed {})\n", options.seed);
        for line in &self.lines {
            text.push_str(&format!("  {line}\n"));
        }
        for line in &self.skipped {
            text.push_str(&format!("  NOT TRIED: {line}\n"));
        }
        for line in &self.broken {
            text.push_str(&format!("  BROKEN: {line}\n"));
        }
        text.push_str(match (self.broken.is_empty(), self.skipped.is_empty()) {
            (true, true) => "  kept\n",
            (true, false) => "  kept, as far as it was tried\n",
            (false, _) => "  NOT KEPT\n",
        });
        text
    }
}

/// The faults in the order in which they are tried.
pub const FAULTS: [&str; 8] = ["R1", "R9", "R5", "R4", "R3", "R6", "R16", "R17"];

/// Tries one fault.
///
/// # Errors
/// Where it could not be tried at all: the program does not start, a folder cannot be made.
pub fn run(name: &str, options: &Options) -> Result<Report, String> {
    match name {
        "R1" => faults::killed::run(options),
        "R3" => faults::fsync::run(options),
        "R4" => faults::full::run(options),
        "R5" => faults::clocks::run(options),
        "R6" => faults::database::run(options),
        "R9" => faults::twice::run(options),
        "R16" => faults::backup::run(options),
        "R17" => faults::upgrade::run(options),
        other => Err(format!("There is no fault {other}. There are: {}.", FAULTS.join(", "))),
    }
}
