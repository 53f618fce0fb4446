//! R3: the disk does not take what is written (`fdatasync` fails). Nothing is promised that is not there afterwards.

use super::{CLOCK, Trial};
use crate::chance::Chance;
use crate::journal::Outcome;
use crate::load::Until;
use crate::service::House;
use crate::{Options, Report, judge};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// How often where nobody says.
const TIMES: u32 = 8;

/// `strace` on a running process, which makes its calls to the disk fail. Dropping it lets go.
struct Failing(Child);

impl Failing {
    fn of(process: u32, inject: &str) -> Result<Self, String> {
        let mut command = Command::new("strace");
        command.args(["--follow-forks", "--quiet=all", "--trace=fdatasync,fsync", "--inject", inject]);
        command.args(["--output", "/dev/null", "--attach", &process.to_string()]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.map_err(|error| format!("strace: {error}"))?;
        std::thread::sleep(Duration::from_millis(400));
        match child.try_wait() {
            Ok(None) => Ok(Self(child)),
            ended => Err(format!("strace cannot attach here ({ended:?})")),
        }
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        // Told to end, it lets go of the process; killed, it would take it along.
        let _ = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

/// Has the disk fail at a chosen moment, kills the service, starts it again and compares.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    if options.postgres.is_some() {
        report.skipped.push("R3 is about the disk of the embedded database".to_owned());
        return Ok(report);
    }
    let mut chance = Chance::new(options.seed, 3_000);
    let (mut trial, mut server) = Trial::new(options, House::new(options, CLOCK)?, 3)?;
    let stop = AtomicBool::new(false);
    let (mut failed, mut healed) = (0, 0);
    for time in 1..=options.count.unwrap_or(TIMES) {
        let rounds = |at, rounds| Until { at, stop: &stop, rounds: Some(rounds), at_first_cut: false };
        trial.load.run(&rounds(server.at, 5))?;
        let unknown_before = trial.load.journal.read()?.count(Outcome::Unknown);
        let from = 1 + chance.below(12);
        // Every call from the Nth on, or the Nth alone: then the next call says that all is well, and it is not.
        let which = if chance.below(2) == 0 { format!("{from}+") } else { from.to_string() };
        let inject = format!("fdatasync,fsync:error=EIO:when={which}");
        let failing = match Failing::of(server.id(), &inject) {
            Ok(failing) => failing,
            Err(why) => {
                report.skipped.push(why);
                return Ok(report);
            }
        };
        trial.load.run(&rounds(server.at, 12))?;
        drop(failing);
        let unknown = trial.load.journal.read()?.count(Outcome::Unknown);
        failed += unknown.saturating_sub(unknown_before);
        if server.runs() && server.get("/help", "").is_ok_and(|said| said.status == 200) {
            healed += 1;
        } else {
            report.broke(format!("failure {time}: the page of help is gone"));
        }
        server.kill();
        server = trial.house.start()?;
        let told = trial.load.journal.read()?;
        judge::standing(&mut report, &told, &trial.house, &server, &format!("after failure {time} ({inject})"))?;
    }
    report.say(format!("{failed} acts were not promised because the disk failed; the pages stayed {healed} times"));
    if failed == 0 {
        report.broke("no act met a failing disk: this run says nothing");
    }
    report.say("a kill leaves the kernel's memory as it is: what a power cut takes away is R2, which is not here");
    trial.judge(&mut report, &server, options.settle, 20)?;
    server.end();
    Ok(report)
}
