//! R6: PostgreSQL ends connections, crashes and comes back, or crashes for good and its standby takes over, while people
//! are at work.

use super::{CLOCK, Trial};
use crate::chance::Chance;
use crate::load::{AGAIN, Until};
use crate::postgres::{Cluster, end_connections};
use crate::service::House;
use crate::switch::Switch;
use crate::{Options, Report};
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often where nobody says.
const TIMES: u32 = 6;

/// Of so many outages that come back, one is tried that does not: a standby is copied anew for each.
const TO_ONE_FAIL_OVER: u32 = 3;

/// So long after an outage nothing may fail any more.
const AFTER: Duration = Duration::from_secs(2);

/// Breaks a PostgreSQL of its own under load: outages that come back, then fail-overs.
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
    let times = options.count.unwrap_or(TIMES);
    let under = Under { what: "outages", seed: 4_000, times, postgres: cluster.url() };
    let breaks = |time: u32, database: &str| {
        if time.is_multiple_of(2) { end_connections(database) } else { cluster.crash_and_start() }
    };
    under.load(options, &mut report, &breaks, &|_| Ok(()))?;
    drop(cluster);
    fail_over(options, &mut report, times.div_ceil(TO_ONE_FAIL_OVER))?;
    Ok(report)
}

/// The server that is written to dies for good; its standby takes over, and another begins to follow that one while
/// people go on working.
fn fail_over(options: &Options, report: &mut Report, times: u32) -> Result<(), String> {
    let first = Cluster::start()?;
    let switch = Switch::new(first.port())?;
    let follows = first.standby()?;
    let (written, follows) = (RefCell::new(first), RefCell::new(Some(follows)));
    let breaks = |_: u32, _: &str| {
        let standby = follows.take().ok_or("nobody follows")?;
        written.borrow().crash()?;
        standby.take_over()?;
        switch.turn_to(standby.port());
        written.replace(standby);
        Ok(())
    };
    let mends = |time: u32| {
        if time + 1 < times {
            let next = written.borrow().standby()?;
            follows.replace(Some(next));
        }
        Ok(())
    };
    let postgres = format!("postgres://bothy@{}/postgres", switch.at);
    Under { what: "fail-overs to a standby", seed: 6_000, times, postgres }.load(options, report, &breaks, &mends)
}

/// What is done to a database under load.
struct Under {
    what: &'static str,
    seed: u64,
    times: u32,
    postgres: String,
}

type Breaks<'a> = &'a dyn Fn(u32, &str) -> Result<(), String>;
type Mends<'a> = &'a dyn Fn(u32) -> Result<(), String>;

impl Under {
    /// Has people at work while it breaks, again and again, and judges what they were told.
    fn load(&self, options: &Options, report: &mut Report, breaks: Breaks, mends: Mends) -> Result<(), String> {
        let on_it = Options { postgres: Some(self.postgres.clone()), ..options.clone() };
        let mut chance = Chance::new(options.seed, self.seed);
        let (mut trial, server) = Trial::new(&on_it, House::new(&on_it, CLOCK)?, 4)?;
        let database = trial.house.database.clone().unwrap_or_default();
        let stop = AtomicBool::new(false);
        let mut outages: Vec<(Duration, Duration)> = Vec::new();
        let began = Instant::now();
        std::thread::scope(|scope| {
            let (load, at, stop) = (&mut trial.load, server.at, &stop);
            let at_work = scope.spawn(move || load.run(&Until { at, stop, rounds: None, at_first_cut: false }));
            let mut broken = Ok(());
            for time in 0..self.times {
                std::thread::sleep(Duration::from_millis(600 + chance.below(600)));
                let from = began.elapsed();
                broken = breaks(time, &database);
                outages.push((from, began.elapsed()));
                broken = broken.and_then(|()| mends(time));
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
        // What was cut in the middle can be done again after half a minute; until then the service says that it is
        // being done. That is its rule for a key that comes twice, and no outage.
        let (again, outside): (Vec<_>, Vec<_>) =
            errors.iter().filter(|(at, _)| out(at)).partition(|(_, why)| why.starts_with(AGAIN));
        for (at, why) in outside.iter().take(10) {
            let why: String = why.chars().take(160).collect();
            report.broke(format!("{}: {} ms after the start, outside any: {why}", self.what, at.as_millis()));
        }
        let longest = outages.iter().map(|(from, to)| to.saturating_sub(*from)).max().unwrap_or_default();
        report.say(format!(
            "{} {}, the longest {} ms; {} errors in them; {} acts that were cut were sent again early and told that they \
             are being done",
            outages.len(),
            self.what,
            longest.as_millis(),
            errors.len(),
            again.len()
        ));
        trial.judge(report, &server, true, 10 * self.times.min(4) as usize)?;
        server.end();
        Ok(())
    }
}
