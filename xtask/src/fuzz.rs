//! `cargo xtask fuzz`: every parser is given what nobody would write, a minute each, and must neither fall over nor
//! break its promise. The inputs that reached new lines are kept under target/ and tried first the next time.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{shell, tree};

/// The targets of `fuzz/`, each with what its first inputs are taken from.
const TARGETS: [(&str, Seeds); 7] = [
    ("said_times", Seeds::Cells),
    ("tables", Seeds::Files("csv")),
    ("calendars", Seeds::Files("ics")),
    ("rules", Seeds::Written(&RULES)),
    ("hours", Seeds::Written(&HOURS)),
    ("forms", Seeds::Written(&FORMS)),
    ("holidays", Seeds::Files("json")),
];

#[derive(Clone, Copy)]
enum Seeds {
    /// Whole files of this kind that the project keeps.
    Files(&'static str),
    /// Each cell of the council's list of groups.
    Cells,
    /// A few by hand.
    Written(&'static [&'static str]),
}

const RULES: [&str; 5] = [
    "FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20270331",
    "RRULE:FREQ=MONTHLY;BYDAY=1SA,3SA,4SA",
    "FREQ=MONTHLY;BYDAY=-1TU;COUNT=12",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
];
const HOURS: [&str; 3] = ["always", "mon 18:00 tue 02:00; fri 18:00 mon 06:00", "sun 23:30 sun 23:45"];
const FORMS: [&str; 3] = [
    "act=act_0191d6c1a4e77c3ea5b0c1d2e3f4a5b6&on-day=29&on-month=2&on-year=2028&starts=19:00&version=3",
    "words=%F0%9F%8C%B1+tea&seat=1&seat=2&move-a=keep",
    "starts=7pm&on-day=&on-month=&on-year=",
];

/// Builds the targets and runs each for a while; an error names the input that broke one.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (seconds, only) = wish(arguments)?;
    let binaries = build()?;
    let mut broken = Vec::new();
    println!("| target | inputs tried | kept | |\n|---|---|---|---|");
    for (name, seeds) in TARGETS.iter().filter(|(name, _)| only.as_deref().is_none_or(|only| only == *name)) {
        let corpus = tree::target().join("fuzz-corpus").join(name);
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        seed(&corpus, *seeds)?;
        match one(&binaries.join(name), &corpus, seconds) {
            Ok(tried) => println!("| {name} | {tried} | {} | held |", count(&corpus)),
            Err(why) => {
                println!("| {name} | | | BROKE |");
                broken.push(format!("{name}: {why}"));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn wish(arguments: &[String]) -> Result<(u32, Option<String>), String> {
    let (mut seconds, mut only) = (60, None);
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        match word {
            "--seconds" => {
                let number = rest.next().and_then(|number| number.parse().ok());
                seconds = number.ok_or("--seconds is followed by a number")?;
            }
            name if TARGETS.iter().any(|(target, _)| *target == name) => only = Some(name.to_owned()),
            other => return Err(format!("`cargo xtask fuzz` has no {other}")),
        }
    }
    Ok((seconds, only))
}

/// Builds with the compiler's own counters (no other toolchain is needed) and says where the programs are.
fn build() -> Result<PathBuf, String> {
    const COUNTERS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
    let host = shell::read(Command::new("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not say its host")?;
    let folder = tree::target().join("fuzz");
    // With a target named, programs that run while building are not counted in.
    shell::run(
        shell::cargo(&["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host])
            .arg("--target-dir")
            .arg(&folder)
            .env("RUSTFLAGS", COUNTERS),
    )?;
    Ok(folder.join(host).join("release"))
}

fn one(program: &Path, corpus: &Path, seconds: u32) -> Result<u64, String> {
    let found = tree::target().join("fuzz-found");
    std::fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
    let output = Command::new(program)
        .arg(corpus)
        .arg(format!("-max_total_time={seconds}"))
        // An input that takes five seconds would stop a person who waits for a page.
        .args(["-timeout=5", "-rss_limit_mb=1024", "-max_len=65536", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        let tried = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        return tried.and_then(|number| number.trim().parse().ok()).ok_or_else(|| "it did not say how many".to_owned());
    }
    let telling = said.lines().filter(|line| {
        line.contains("panicked")
            || line.contains("ERROR:")
            || line.contains("Test unit written")
            || line.contains("was taken for")
    });
    Err(telling.collect::<Vec<_>>().join("\n  "))
}

fn seed(corpus: &Path, seeds: Seeds) -> Result<(), String> {
    let put = |number: usize, bytes: &[u8]| {
        let file = corpus.join(format!("seed-{number:04}"));
        std::fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))
    };
    match seeds {
        Seeds::Written(texts) => texts.iter().enumerate().try_for_each(|(number, text)| put(number, text.as_bytes())),
        Seeds::Files(kind) => {
            let kept = tree::files()?.into_iter().filter(|file| file.starts_with("data") && tree::is(file, kind));
            for (number, file) in kept.enumerate() {
                let bytes = std::fs::read(tree::root().join(&file)).map_err(|error| error.to_string())?;
                // The engine's inputs are small: the head of a list has every column in it.
                put(number, bytes.get(..32_000).unwrap_or(&bytes))?;
            }
            Ok(())
        }
        Seeds::Cells => {
            let file = tree::root().join("data/edinburgh-groups-and-venues/day-services-and-lunch-clubs.csv");
            let text = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let text = String::from_utf8_lossy(&text).into_owned();
            let cells = text.split([',', '\n']).map(|cell| cell.trim_matches(['"', '\r', ' ']));
            let cells = cells.filter(|cell| cell.chars().any(|letter| letter.is_ascii_digit()) && cell.len() < 300);
            cells.enumerate().try_for_each(|(number, cell)| put(number, cell.as_bytes()))
        }
    }
}

fn count(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_of_the_fuzz_folder_is_run() {
        let manifest = std::fs::read_to_string(tree::root().join("fuzz/Cargo.toml")).unwrap();
        let built: Vec<&str> =
            manifest.lines().filter_map(|line| line.strip_prefix("path = \"targets/")?.strip_suffix(".rs\"")).collect();
        assert_eq!(built, TARGETS.map(|(name, _)| name));
    }
}
