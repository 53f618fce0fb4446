//! R17: a service of every earlier version is brought up to date, and the program dies in the middle of it.

use super::CLOCK;
use crate::beginning::{Beginning, Dies};
use crate::chance::Chance;
use crate::schemas::{ALL, Held, KEY};
use crate::service::{House, Server, spoken};
use crate::{Options, Report};
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

/// How many upgrades of each version are killed where nobody says.
const KILLED: u32 = 6;
/// How often one upgrade is killed before it may come to its end.
const KILLS: u32 = 3;

/// Those who look at pages afterwards, and at which.
const PAGES: [(&str, &str); 9] = [
    ("", "/groups"),
    ("", "/reach"),
    ("coordinator", "/today"),
    ("coordinator", "/rota"),
    ("coordinator", "/places"),
    ("coordinator", "/people"),
    ("supporter", "/my-day"),
    ("safeguarding", "/audit"),
    ("administrator", "/settings"),
];

/// Brings each version up to date and kills that, again and again.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    if let Some(rows) = options.rows {
        super::upgrade_large::run(&mut report, options, rows)?;
        return Ok(report);
    }
    let mut chance = Chance::new(options.seed, 17_000);
    let fresh = House::new(options, CLOCK)?;
    fresh.start()?.end();
    let fresh = exported(&fresh)?;
    let mut died = Died::default();
    for (schema, text) in ALL {
        let before = Held::read(text);
        // Undisturbed, with another command that wants the same tables at the same time.
        let house = of_version(options, text)?;
        let took = at_once(&mut report, &house, schema)?;
        let writes = of_version(options, text)?.writes_of_a_start();
        came_through(&mut report, &house, &before, &fresh, &format!("version {schema}"))?;
        for time in 0..options.count.unwrap_or(KILLED) {
            let house = of_version(options, text)?;
            let when = format!("version {schema}, upgrade {time}");
            for _ in 0..KILLS {
                died.count(house.begin(&a_moment(&mut chance, took, writes))?, schema);
            }
            looked_over(&mut report, &house, &before, &fresh, &when)?;
        }
        if report.broken.len() > 20 {
            break;
        }
    }
    report.say(format!(
        "{} versions to {}; {} starts were killed before the service was there, {} after",
        ALL.len(),
        fresh.schema,
        died.before,
        died.after
    ));
    if died.before == 0 {
        report.broke("no upgrade was killed before it was through: this run says nothing");
    }
    older(&mut report, options)?;
    Ok(report)
}

#[derive(Default)]
struct Died {
    before: u32,
    after: u32,
}

impl Died {
    fn count(&mut self, beginning: Beginning, schema: i64) {
        match beginning {
            Beginning::Dead if ALL.last().is_some_and(|(newest, _)| schema < *newest) => self.before += 1,
            Beginning::Dead | Beginning::There(_) => self.after += 1,
        }
    }
}

/// After a while, or at one of its writes, where `strace` can count them.
fn a_moment(chance: &mut Chance, took: Duration, writes: Option<u64>) -> Dies {
    match writes {
        Some(writes) if chance.below(2) == 0 => Dies::AtWrite(1 + chance.below(writes)),
        _ => Dies::After(Duration::from_micros(chance.below(u64::try_from(took.as_micros()).unwrap_or(u64::MAX)))),
    }
}

/// A house with a service of this version.
pub(super) fn of_version(options: &Options, text: &str) -> Result<House, String> {
    let house = House::new(options, CLOCK)?;
    let file = house.beside("earlier.jsonl");
    let said = |error: std::io::Error| error.to_string();
    std::fs::write(&house.key, KEY).map_err(said)?;
    std::fs::set_permissions(&house.key, std::fs::Permissions::from_mode(0o600)).map_err(said)?;
    std::fs::write(&file, text).map_err(said)?;
    let came = house.command(&["import", "service", &file.display().to_string(), "--as-it-was"])?;
    if came.status.success() { Ok(house) } else { Err(spoken(&came)) }
}

/// Starts the service and another command at the same moment, on tables of an earlier version: both come through.
/// Returns how long the start took.
fn at_once(report: &mut Report, house: &House, schema: i64) -> Result<Duration, String> {
    let out = house.beside("meanwhile.jsonl").display().to_string();
    let (started, told) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| house.command(&["export", "service", "--out", &out]));
        (house.begin(&Dies::Not), beside.join())
    });
    let told = told.map_err(|_| "the other command stopped".to_owned())??;
    if !told.status.success() {
        report.broke(format!("version {schema}: a command beside the start failed: {}", spoken(&told)));
    }
    match started? {
        Beginning::There(took) => Ok(took),
        Beginning::Dead => Err(format!("version {schema} did not start: {}", house.log_end())),
    }
}

fn exported(house: &House) -> Result<Held, String> {
    let out = house.beside("now.jsonl");
    let _ = std::fs::remove_file(&out);
    let output = house.command(&["export", "service", "--out", &out.display().to_string()])?;
    if !output.status.success() {
        return Err(spoken(&output));
    }
    std::fs::read_to_string(&out).map(|text| Held::read(&text)).map_err(|error| error.to_string())
}

/// All that was there is there, and the tables are those of a new service.
fn came_through(report: &mut Report, house: &House, before: &Held, fresh: &Held, when: &str) -> Result<(), String> {
    let now = match exported(house) {
        Ok(now) => now,
        Err(why) => {
            report.broke(format!("{when}: it cannot be brought up to date: {why}"));
            return Ok(());
        }
    };
    for lost in before.lost_in(&now) {
        report.broke(format!("{when}: {lost}"));
    }
    if (now.schema, &now.columns) != (fresh.schema, &fresh.columns) {
        report.broke(format!("{when}: its tables are not those of a new service"));
    }
    Ok(())
}

/// That, and the doctor finds nothing amiss; pages answer.
fn looked_over(report: &mut Report, house: &House, before: &Held, fresh: &Held, when: &str) -> Result<(), String> {
    came_through(report, house, before, fresh, when)?;
    // A service whose backup was never proved is not well, and that is all that may be wrong with this one.
    let doctor = house.command(&["doctor", "--json"])?;
    let found: serde_json::Value = serde_json::from_slice(&doctor.stdout).unwrap_or_default();
    let findings = found.get("findings").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    let word =
        |finding: &serde_json::Value, key| finding.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let wrong: Vec<_> = findings.iter().filter(|one| word(one, "how").as_deref() == Some("wrong")).collect();
    let well = wrong.iter().all(|one| matches!(word(one, "what").as_deref(), Some("backup" | "letters")));
    if findings.len() < 5 || !well {
        report.broke(format!("{when}: the doctor says {wrong:?} {}", spoken(&doctor)));
    }
    let server = match house.start() {
        Ok(server) => server,
        Err(why) => {
            report.broke(format!("{when}: it does not start: {why}"));
            return Ok(());
        }
    };
    pages(report, &server, before, when)?;
    server.end();
    Ok(())
}

pub(super) fn pages(report: &mut Report, server: &Server, before: &Held, when: &str) -> Result<(), String> {
    for (role, page) in PAGES {
        let said = server.get(page, role)?;
        if said.status != 200 {
            report.broke(format!("{when}: {page} as {role} answers {}", said.status));
        }
    }
    for worry in before.rows.get("concern").into_iter().flatten() {
        let text = |column: &str| worry.get(column).and_then(serde_json::Value::as_str).unwrap_or_default();
        let said = server.get(&format!("/concerns/concern_{}", text("id").replace('-', "")), "safeguarding")?;
        // The other organisation's worry is not for these eyes; this one's opens in its words.
        if said.status == 200 && !text("words").starts_with("s1.") && !said.body.contains(&quoted(text("words"))) {
            report.broke(format!("{when}: a worry has lost its words"));
        }
    }
    Ok(())
}

/// Words as a page writes them.
fn quoted(words: &str) -> String {
    words.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

/// A program that is older than its tables leaves them alone, and says so in a sentence.
fn older(report: &mut Report, options: &Options) -> Result<(), String> {
    let Some((_, newest)) = ALL.last() else { return Ok(()) };
    let house = of_version(options, newest)?;
    let was = exported(&house)?;
    if let Err(why) = house.note_newer_tables() {
        report.skipped.push(format!("a program older than its tables: {why}"));
        return Ok(());
    }
    for words in
        [&["serve", "--listen", "127.0.0.1:0"][..], &["export", "service"], &["invite", "Joan", "j@example.org"]]
    {
        let output = house.command(words)?;
        let said = spoken(&output);
        if output.status.code() != Some(1) || !said.contains("newer Bothy") || said.lines().count() != 1 {
            report.broke(format!("an older program says to {words:?}: {said}"));
        }
    }
    house.forget_newer_tables()?;
    for changed in was.lost_in(&exported(&house)?) {
        report.broke(format!("an older program changed what a newer one had written: {changed}"));
    }
    report.say("a program older than its tables refused them in a sentence, and changed nothing");
    Ok(())
}
