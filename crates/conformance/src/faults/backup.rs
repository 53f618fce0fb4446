//! R16: a backup while people are at work, brought back elsewhere; one with a wrong byte; somebody who was erased.

use super::{CLOCK, Trial};
use crate::chance::Chance;
use crate::load::{Load, Until, known, text};
use crate::service::{Export, House, spoken};
use crate::{Options, Report, judge};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many bytes are turned, one at a time, where nobody says.
const BYTES: u32 = 12;

/// Backs up under load, restores and compares.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let (mut trial, server) = Trial::new(options, House::new(options, CLOCK)?, 4)?;
    let file = trial.house.beside("service.backup");
    let name = file.display().to_string();
    let stop = AtomicBool::new(false);
    let at = server.at;
    trial.load.run(&Until { at, stop: &stop, rounds: Some(20), at_first_cut: false })?;
    // Nothing is under way here: what stands in the journal up to this mark has to be in the backup.
    trial.load.journal.mark("before the backup")?;
    let began = Instant::now();
    let backed_up = during(&mut trial.load, at, || trial.house.told(&["backup", &name, "--json"]))?;
    trial.load.journal.mark("after the backup")?;
    let rows = backed_up.get("rows").and_then(serde_json::Value::as_u64).unwrap_or(0);
    report.say(format!("backup of {rows} rows under load in {} ms", began.elapsed().as_millis()));
    trial.load.run(&Until { at, stop: &stop, rounds: Some(20), at_first_cut: false })?;

    restored(&mut report, options, &trial, &name, &backed_up)?;
    bytes_turned(&mut report, options, &trial.house, &file)?;
    erased(&mut report, options, &trial.house, &name)?;
    trial.judge(&mut report, &server, options.settle, 40)?;
    server.end();
    Ok(report)
}

/// Does something while everybody works.
fn during<T>(load: &mut Load, at: std::net::SocketAddr, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let stop = &AtomicBool::new(false);
    std::thread::scope(|scope| {
        let at_work = scope.spawn(move || load.run(&Until { at, stop, rounds: None, at_first_cut: false }));
        std::thread::sleep(Duration::from_millis(200));
        let done = work();
        std::thread::sleep(Duration::from_millis(200));
        stop.store(true, Ordering::SeqCst);
        at_work.join().map_err(|_| "the load stopped".to_owned())??;
        done
    })
}

/// On an empty machine: all from before the backup is there, nothing from after it, and each thing stands as it stood
/// at some moment while the backup was made.
fn restored(
    report: &mut Report,
    options: &Options,
    trial: &Trial,
    name: &str,
    backed_up: &serde_json::Value,
) -> Result<(), String> {
    let told = trial.load.journal.read()?;
    let (Some(before), Some(after)) = (told.marks.get("before the backup"), told.marks.get("after the backup")) else {
        return Err("the journal has no marks".to_owned());
    };
    let new = trial.house.empty_with_same_key(options)?;
    let began = Instant::now();
    let said = new.told(&["restore", name, "--json"])?;
    let (wrote, read) = (known(backed_up, "/content"), known(&said, "/content"));
    if wrote.is_none() || wrote != read {
        report.broke(format!("the backup's content is {wrote:?} and what was restored is {read:?}"));
    }
    report.say(format!("restored in {} ms, with the same hash over all content", began.elapsed().as_millis()));
    let server = new.start()?;
    // Whatever was sent meanwhile may be in it or not.
    let mut either = (**before).clone();
    for (key, (act, _)) in after.acts.iter().filter(|(key, _)| !before.acts.contains_key(*key)) {
        let unknown = (act.clone(), crate::journal::Outcome::Unknown);
        either.acts.insert(key.clone(), unknown);
        either.things.entry(act.thing.clone()).or_default().perhaps.push(act.after.clone());
    }
    judge::standing(report, &either, &new, &server, "restored")?;
    let is = Export::of(&new, "restored.jsonl")?;
    judge::once_each(report, &either, &trial.before, &is, "restored");
    judge::worries(report, &either, &trial.before, &is, &server, "restored")?;
    server.end();
    Ok(())
}

/// Each file with one byte turned is refused, and nothing of it is loaded.
fn bytes_turned(report: &mut Report, options: &Options, house: &House, file: &Path) -> Result<(), String> {
    let whole = std::fs::read(file).map_err(|error| error.to_string())?;
    let mut chance = Chance::new(options.seed, 5_000);
    let turned = house.beside("turned.backup");
    let times = options.count.unwrap_or(BYTES);
    for _ in 0..times {
        let at = usize::try_from(chance.below(whole.len() as u64)).unwrap_or(0);
        let mut bytes = whole.clone();
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << chance.below(8);
        }
        std::fs::write(&turned, bytes).map_err(|error| error.to_string())?;
        let new = house.empty_with_same_key(options)?;
        let output = new.command(&["restore", &turned.display().to_string()])?;
        let loaded = new.database.is_none() && new.data.join("bothy.sqlite").exists();
        if output.status.success() || loaded || spoken(&output).is_empty() {
            report.broke(format!("byte {at} was turned: {} (loaded: {loaded}) {}", output.status, spoken(&output)));
        }
    }
    report.say(format!("{times} files with one byte turned were tried, of {} bytes", whole.len()));
    Ok(())
}

/// Somebody is erased after the backup was made: with the list, a restore erases them again.
fn erased(report: &mut Report, options: &Options, house: &House, name: &str) -> Result<(), String> {
    // In a house of its own, so that the seats of the trial stay as they are.
    let first = house.empty_with_same_key(options)?;
    first.told(&["restore", name, "--json"])?;
    let server = first.start()?;
    let seats = server.list("/api/v1/seats?limit=200", "coordinator")?;
    server.end();
    let held = seats.iter().find_map(|seat| Some((known(seat, "/holder/id")?, known(seat, "/holder/name")?)));
    let Some((person, called)) = held else { return Err("nobody holds a seat".to_owned()) };
    first.told(&["erase", &person, "--reason", "Asked by letter", "--json"])?;
    let list = first.beside("erased.list").display().to_string();
    let written = first.command(&["export", "erased", "--out", &list])?;
    if !written.status.success() {
        return Err(spoken(&written));
    }
    let second = house.empty_with_same_key(options)?;
    let said = second.told(&["restore", name, "--erased", &list, "--json"])?;
    let again = said.get("erased_again").and_then(serde_json::Value::as_u64);
    let asked = second.command(&["export", "person", &person, "--reason", "They ask", "--json"])?;
    let server = second.start()?;
    let seats = server.list("/api/v1/seats?limit=200", "coordinator")?;
    // What they held before stays as it was, held by somebody who left; nothing says who that was.
    let listed = seats.iter().any(|seat| text(seat, "/holder/id") == person && text(seat, "/holder/name") == called);
    if again != Some(1) || asked.status.success() || listed {
        report.broke(format!("{person} was erased, and a restore brought them back ({again:?}): {}", spoken(&asked)));
    }
    report.say("somebody who was erased stays erased after a restore with the list");
    server.end();
    Ok(())
}
