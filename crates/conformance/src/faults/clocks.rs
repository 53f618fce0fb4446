//! R5: both changes of the clock, 29 February, the end of a year, and a machine whose clock goes back.

use super::{CLOCK, Trial};
use crate::load::{Until, known, text};
use crate::service::{House, Server};
use crate::{Options, Report, judge};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// From two days before to a day after: over the change to winter and to summer, a year's end, 29 February.
const OVER: [(&str, &str); 4] = [
    ("2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z"),
    ("2026-12-30T12:00:00Z", "2027-01-02T12:00:00Z"),
    ("2027-03-26T12:00:00Z", "2027-03-29T12:00:00Z"),
    ("2028-02-27T12:00:00Z", "2028-03-01T12:00:00Z"),
];

const ZONE: &str = "Europe/London";

/// Sessions by their group, each with its start as it was written.
type Sessions = BTreeMap<String, BTreeMap<Date, (String, String)>>;

/// Looks at what recurs, moves the clock over a change, looks again; and has a clock go back.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let many = usize::try_from(options.count.unwrap_or(4)).unwrap_or(4);
    for (from, to) in OVER.iter().take(many) {
        over(&mut report, options, from, to)?;
    }
    back(&mut report, options)?;
    machine(&mut report, options)?;
    Ok(report)
}

fn over(report: &mut Report, options: &Options, from: &str, to: &str) -> Result<(), String> {
    let mut house = House::new(options, from)?;
    let to: Timestamp = to.parse().map_err(|error| format!("{to}: {error}"))?;
    let server = house.start()?;
    // The sessions of the next 18 months are made within the first second.
    std::thread::sleep(Duration::from_millis(2_500));
    let before = sessions(report, &server, house.now(), 18)?;
    regular(report, &before, &format!("seen on {from}"));
    server.move_clock(to)?;
    let later = sessions(report, &server, to, 17)?;
    same(report, &before, &later, &format!("{from}, after the clock moved on"));
    server.end();
    house.set_clock(to.saturating_add(SignedDuration::from_mins(1)).unwrap_or(to));
    let server = house.start()?;
    std::thread::sleep(Duration::from_millis(2_500));
    let again = sessions(report, &server, house.now(), 17)?;
    same(report, &before, &again, &format!("{from}, after another start"));
    let all: usize = before.values().map(BTreeMap::len).sum();
    report.say(format!(
        "over {from}: {all} sessions of {} groups keep their hour, none doubled or missing",
        before.len()
    ));
    server.end();
    Ok(())
}

/// The sessions of so many months, group by group. One that is listed twice on a day is doubled.
fn sessions(report: &mut Report, server: &Server, from: Timestamp, months: i64) -> Result<Sessions, String> {
    let mut all = Sessions::new();
    let mut ids = BTreeSet::new();
    let first = from.in_tz(ZONE).map_err(|error| error.to_string())?.date();
    for month in 0..months {
        let start = first.saturating_add((month * 30 + 1).days());
        let end = first.saturating_add((month * 30 + 30).days());
        for session in server.list(&format!("/api/v1/sessions?limit=200&from={start}&to={end}"), "coordinator")? {
            let (id, starts) = (text(&session, "/id"), text(&session, "/starts"));
            let date: Date = text(&session, "/date").parse().map_err(|error| format!("{id}: {error}"))?;
            if !ids.insert(id.clone()) {
                continue;
            }
            let group = text(&session, "/group/slug");
            let moved = session.get("moved").and_then(serde_json::Value::as_bool) == Some(true);
            let before = all.entry(group.clone()).or_default().insert(date, (id.clone(), starts));
            if let (Some((other, _)), false) = (before, moved) {
                report.broke(format!("{group} has {id} and {other} on {date}"));
            }
            if known(&session, "/zone").as_deref() != Some(ZONE) {
                report.broke(format!("{id} is in {:?}", known(&session, "/zone")));
            }
        }
    }
    Ok(all)
}

/// Each group meets each week, at one hour on the wall, with the offset that this day has there.
fn regular(report: &mut Report, all: &Sessions, when: &str) {
    if all.len() < 5 {
        report.broke(format!("{when}: {} groups are too few to say anything", all.len()));
    }
    for (group, sessions) in all {
        let mut hours = BTreeSet::new();
        let mut offsets = BTreeSet::new();
        let mut last: Option<Date> = None;
        for (date, (id, starts)) in sessions {
            let wall = starts.get(11..16).unwrap_or_default().to_owned();
            let there = starts.parse::<Timestamp>().ok().and_then(|at| at.in_tz(ZONE).ok());
            let as_written = there.map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
            if as_written.as_deref() != Some(starts.as_str()) || !starts.starts_with(&date.to_string()) {
                report.broke(format!("{when}: {id} of {group} starts {starts} on {date}; there it is {as_written:?}"));
            }
            hours.insert(wall);
            offsets.insert(starts.get(19..).unwrap_or_default().to_owned());
            if let Some(last) = last {
                let days = last.until(*date).map_or(0, |span| span.get_days());
                if days != 7 {
                    report.broke(format!("{when}: {group} meets on {last} and then on {date}, {days} days later"));
                }
            }
            last = Some(*date);
        }
        if hours.len() != 1 || offsets.len() != 2 || sessions.len() < 60 {
            report.broke(format!(
                "{when}: {group} has {} sessions at {hours:?} with offsets {offsets:?}",
                sessions.len()
            ));
        }
    }
}

/// Whatever is seen later stands as it stood, and nothing between is missing.
fn same(report: &mut Report, before: &Sessions, later: &Sessions, when: &str) {
    for (group, sessions) in later {
        let known = before.get(group);
        for (date, now) in sessions {
            let was = known.and_then(|all| all.get(date));
            // The horizon moves on with the clock: what is new may only be at the end.
            let at_the_end = known.and_then(|all| all.keys().last()).is_none_or(|last| date > last);
            if was != Some(now) && !at_the_end {
                report.broke(format!("{when}: {group} on {date} is {now:?} and was {was:?}"));
            }
        }
        let (first, last) = (sessions.keys().next(), sessions.keys().last());
        for date in known.into_iter().flat_map(BTreeMap::keys) {
            if Some(date) > first && Some(date) < last && !sessions.contains_key(date) {
                report.broke(format!("{when}: {group} on {date} is gone"));
            }
        }
    }
    for group in before.keys().filter(|group| !later.contains_key(*group)) {
        report.broke(format!("{when}: {group} has no sessions any more"));
    }
}

/// The clock at the next start is a day earlier, as on a machine whose clock was wrong: everything still works.
fn back(report: &mut Report, options: &Options) -> Result<(), String> {
    let (mut trial, server) = Trial::new(options, House::new(options, CLOCK)?, 3)?;
    let stop = AtomicBool::new(false);
    let rounds = |server: &Server| Until { at: server.at, stop: &stop, rounds: Some(30), at_first_cut: false };
    trial.load.run(&rounds(&server))?;
    server.end();
    for back in [SignedDuration::from_secs(10), SignedDuration::from_hours(1), SignedDuration::from_hours(24)] {
        let earlier = trial.house.now().saturating_sub(back).unwrap_or(trial.house.now());
        trial.house.set_clock(earlier);
        let server = trial.house.start()?;
        trial.load.run(&rounds(&server))?;
        let told = trial.load.journal.read()?;
        judge::standing(report, &told, &trial.house, &server, &format!("{back:#} back"))?;
        let signed_in = server.get("/today", "coordinator")?;
        if signed_in.status != 200 {
            report.broke(format!("{back:#} back: /today is answered {}", signed_in.status));
        }
        server.end();
    }
    let server = trial.house.start()?;
    trial.judge(report, &server, options.settle, 30)?;
    report.say("service time set back by 10 s, an hour and a day at a start: nothing lost or doubled");
    server.end();
    Ok(())
}

/// How far the clock of the machine is off, one after the other, while people work.
const OFF: [&str; 8] = ["+1h", "+0s", "-1h", "-10s", "+0s", "+1d", "-1d", "+0s"];

/// The machine's own clock jumps under the running program: whoever is signed in stays so, nobody waits for a time that
/// does not come, and nothing is lost or doubled.
fn machine(report: &mut Report, options: &Options) -> Result<(), String> {
    let Some(house) = House::on_a_machine_of_its_own(options)? else {
        report.say("the machine's own clock was not moved: libfaketime is not here");
        return Ok(());
    };
    let (mut trial, server) = Trial::new(options, house, 3)?;
    let stop = AtomicBool::new(false);
    for off in OFF {
        trial.house.move_machine_clock(off)?;
        let until = Until { at: server.at, stop: &stop, rounds: Some(20), at_first_cut: false };
        trial.load.run(&until)?;
        let told = trial.load.journal.read()?;
        judge::standing(report, &told, &trial.house, &server, &format!("the machine's clock {off} off"))?;
        for (path, role) in [("/today", "coordinator"), ("/my-day", "supporter"), ("/help", "")] {
            let said = server.get(path, role)?;
            if said.status != 200 {
                report.broke(format!("the machine's clock {off} off: {path} is answered {}", said.status));
            }
        }
    }
    // A day back and forth made no session twice and left none out.
    let all = sessions(report, &server, trial.house.now(), 17)?;
    for (group, sessions) in &all {
        let days: Vec<Date> = sessions.keys().copied().collect();
        if days.windows(2).any(|pair| matches!(pair, [one, next] if one.saturating_add(7.days()) != *next)) {
            report.broke(format!("{group} does not meet each week after the machine's clock had jumped: {days:?}"));
        }
    }
    trial.judge(report, &server, options.settle, 60)?;
    report.say(format!("the machine's own clock jumped to {} while people worked", OFF.join(", ")));
    server.end();
    Ok(())
}
