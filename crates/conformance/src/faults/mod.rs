//! What breaks, one file each.

pub mod backup;
pub mod clocks;
pub mod database;
pub mod fsync;
pub mod full;
pub mod killed;
pub mod twice;
pub mod upgrade;
pub mod upgrade_large;

use crate::Report;
use crate::judge;
use crate::load::Load;
use crate::service::{Export, House, Server};

/// When the demonstration's clock starts, where it does not matter.
const CLOCK: &str = "2026-11-25T09:12:00Z";

/// A service with people at work, and how it stood before they began.
struct Trial {
    house: House,
    load: Load,
    before: Export,
}

impl Trial {
    /// Starts a filled service and looks at it.
    fn new(options: &crate::Options, house: House, workers: u64) -> Result<(Self, Server), String> {
        let server = house.start()?;
        let load = Load::new(&house, &server, workers, options.seed)?;
        let before = Export::of(&house, "before.jsonl")?;
        Ok((Self { house, load, before }, server))
    }

    /// Judges everything at the end.
    fn judge(&mut self, report: &mut Report, server: &Server, settle: bool, least: usize) -> Result<(), String> {
        if settle {
            self.load.settle(server.at)?;
        }
        let told = self.load.journal.read()?;
        judge::enough(report, &told, least);
        judge::standing(report, &told, &self.house, server, "at the end")?;
        let after = Export::of(&self.house, "after.jsonl")?;
        judge::once_each(report, &told, &self.before, &after, "at the end");
        judge::worries(report, &told, &self.before, &after, server, "at the end")?;
        let seen = self.load.seen();
        report.say(format!("{} pages and lists read, longest answer {} ms", seen.reads, seen.longest.as_millis()));
        for wrong in seen.wrong {
            report.broke(wrong);
        }
        Ok(())
    }
}
