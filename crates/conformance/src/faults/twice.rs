//! R9: what is sent arrives twice, late, in another order, or its answer is lost.

use super::{CLOCK, Trial};
use crate::load::Until;
use crate::proxy::Proxy;
use crate::service::House;
use crate::{Options, Report};
use std::sync::atomic::AtomicBool;

/// How many POSTs where nobody says.
const REQUESTS: u32 = 500;

/// Puts a bad network between the service and those at work.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let requests = usize::try_from(options.count.unwrap_or(REQUESTS)).unwrap_or(usize::MAX);
    let (mut trial, server) = Trial::new(options, House::new(options, CLOCK)?, 4)?;
    let proxy = Proxy::new(server.at, options.seed)?;
    let stop = AtomicBool::new(false);
    while proxy.posts() < requests {
        trial.load.run(&Until { at: proxy.at, stop: &stop, rounds: Some(25), at_first_cut: false })?;
    }
    proxy.all_arrived()?;
    // Whatever was lost is asked for again, now on a good network.
    if options.settle {
        trial.load.settle(server.at)?;
    }
    report.say(proxy.words());
    let answers = proxy.answers();
    for (key, all) in &answers {
        // Whoever comes while the first is being done may be told so, and whoever comes too fast to wait: neither says
        // anything of the act.
        let no_answer = |one: &String| one.contains("being-done") || one.starts_with("429 ");
        let told: Vec<&String> = all.iter().filter(|one| !no_answer(one)).collect();
        if told.len() > 1 {
            let told: Vec<String> = told.iter().map(|one| one.chars().take(120).collect()).collect();
            report.broke(format!("{key} was answered in {} ways: {told:?}", told.len()));
        }
    }
    report.say(format!("{} keys, each answered in one way unless it is said below", answers.len()));
    trial.judge(&mut report, &server, options.settle, requests / 3)?;
    server.end();
    if !report.broken.is_empty() {
        // Once the house is gone nobody could ask why any more.
        let said = trial.house.errors_said();
        report.say(format!("the program said of {} things that they went wrong: {said:#?}", said.len()));
    }
    Ok(report)
}
