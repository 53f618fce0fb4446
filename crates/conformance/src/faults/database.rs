//! R6: PostgreSQL ends connections, or crashes and comes back, while people are at work.

use super::{CLOCK, Trial};
use crate::chance::Chance;
use crate::load::{AGAIN, Until};
use crate::postgres::{Cluster, end_connections};
use crate::service::House;
use crate::{Options, Report};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often where nobody says.
const TIMES: u32 = 6;

/// So long after an outage nothing may fail any more.
const AFTER: Duration = Duration::from_secs(2);

/// Breaks a PostgreSQL of its own under load.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let cluster = match Cluster::start() {
        Ok(cluster) => cluster,
        Err(why) => {
            report.skipped.push(why);
            return Ok(report);
        }
    };
    let on_it = Options { postgres: Some(cluster.url()), ..options.clone() };
    let mut chance = Chance::new(options.seed, 4_000);
    let (mut trial, server) = Trial::new(&on_it, House::new(&on_it, CLOCK)?, 4)?;
    let database = trial.house.database.clone().unwrap_or_default();
    let stop = AtomicBool::new(false);
    let mut outages: Vec<(Duration, Duration)> = Vec::new();
    let began = Instant::now();
    let times = options.count.unwrap_or(TIMES);
    std::thread::scope(|scope| {
        let (load, at, stop) = (&mut trial.load, server.at, &stop);
        let at_work = scope.spawn(move || load.run(&Until { at, stop, rounds: None, at_first_cut: false }));
        let mut broken = Ok(());
        for time in 0..times {
            std::thread::sleep(Duration::from_millis(600 + chance.below(600)));
            let from = began.elapsed();
            broken = if time % 2 == 0 { end_connections(&database) } else { cluster.crash_and_start() };
            outages.push((from, began.elapsed()));
            if broken.is_err() {
                break;
            }
            std::thread::sleep(AFTER + Duration::from_millis(500));
        }
        stop.store(true, Ordering::SeqCst);
        let worked = at_work.join().map_err(|_| "the load stopped".to_owned())?;
        broken.and(worked)
    })?;
    let errors = trial.load.seen().errors;
    let out = |at: &Duration| !outages.iter().any(|(from, to)| at >= from && *at <= *to + AFTER);
    // What was cut in the middle can be done again after half a minute; until then the service says that it is being
    // done. That is its rule for a key that comes twice, and no outage.
    let (again, outside): (Vec<_>, Vec<_>) =
        errors.iter().filter(|(at, _)| out(at)).partition(|(_, why)| why.starts_with(AGAIN));
    report.say(format!("{} acts that were cut were sent again early and told that they are being done", again.len()));
    for (at, why) in outside.iter().take(10) {
        let why: String = why.chars().take(160).collect();
        report.broke(format!("{} ms after the start, outside any outage: {why}", at.as_millis()));
    }
    let longest = outages.iter().map(|(from, to)| to.saturating_sub(*from)).max().unwrap_or_default();
    report.say(format!(
        "{} outages, the longest {} ms; {} errors in them",
        outages.len(),
        longest.as_millis(),
        errors.len()
    ));
    trial.judge(&mut report, &server, true, 40)?;
    server.end();
    report.say("a fail-over to a standby was not tried");
    drop(trial);
    drop(cluster);
    Ok(report)
}
