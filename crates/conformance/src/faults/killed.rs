//! R1: the program dies at any moment, and is started again on the same data.

use super::{CLOCK, Trial};
use crate::chance::Chance;
use crate::load::Until;
use crate::service::House;
use crate::{Options, Report, judge};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// How often it is killed where nobody says.
const KILLS: u32 = 20;

/// Kills it under load, starts it again and compares, again and again.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let kills = options.count.unwrap_or(KILLS);
    let mut chance = Chance::new(options.seed, 1_000);
    let (mut trial, mut server) = Trial::new(options, House::new(options, CLOCK)?, 4)?;
    let mut slowest = Duration::ZERO;
    for kill in 1..=kills {
        let wait = Duration::from_millis(20 + chance.below(500));
        let (at, never) = (server.at, AtomicBool::new(false));
        let stop = &never;
        std::thread::scope(|scope| {
            let load = &mut trial.load;
            let at_work = scope.spawn(move || load.run(&Until { at, stop, rounds: None, at_first_cut: true }));
            std::thread::sleep(wait);
            server.kill();
            at_work.join().map_err(|_| "the load stopped".to_owned())?
        })?;
        server = trial.house.start()?;
        slowest = slowest.max(server.back_after);
        if server.back_after > options.back_within {
            report.broke(format!("after kill {kill} the first page took {} ms", server.back_after.as_millis()));
        }
        let told = trial.load.journal.read()?;
        judge::standing(&mut report, &told, &trial.house, &server, &format!("after kill {kill}"))?;
        if report.broken.len() > 20 {
            break;
        }
    }
    report.say(format!("{kills} kills, slowest first page after a start {} ms", slowest.as_millis()));
    trial.judge(&mut report, &server, options.settle, usize::try_from(kills * 2).unwrap_or(0))?;
    server.end();
    Ok(report)
}
