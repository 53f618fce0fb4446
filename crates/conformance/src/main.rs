//! `conformance FAULT… --bothy PROGRAM`: tries what Bothy promises when things go wrong.
#![allow(clippy::print_stdout, reason = "this program speaks to a person at a terminal")]
#![allow(clippy::disallowed_methods, reason = "the seed of a run comes from the clock where nobody gives one")]

use bothy_conformance::{FAULTS, Options, run};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const HELP: &str = "conformance [R1 R9 R5 R4 R3 R6 R16 R17] --bothy PROGRAM

  --bothy PROGRAM    the program to try
  --seed N           what chance starts from
  --kills N, --requests N, --times N
                     how often (the promise: R1 1000 kills, R9 100000 requests, R4 20 times, R3 100, R6 50;
                     R17: kills of each version)
  --rows N           R17: one service with so many rows more (the promise: 1000000), not a small one of each version
  --postgres URL     on a database of this PostgreSQL server instead of the embedded one (R1, R9, R16, R17)
  --back-within MS   by when the first page is there again (R1; 1000)
  --quick            do not wait until the outcome of every cut act is known
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (names, options) = match understood(&words) {
        Ok(asked) => asked,
        Err(why) => {
            eprintln!("{why}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let mut kept = true;
    for name in names {
        match run(&name, &options) {
            Ok(report) => {
                print!("{}", report.text(&name, &options));
                kept &= report.broken.is_empty();
            }
            Err(why) => {
                println!("{name} (seed {})\n  could not be tried: {why}", options.seed);
                kept = false;
            }
        }
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn understood(words: &[String]) -> Result<(Vec<String>, Options), String> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let mut options = Options {
        bothy: PathBuf::from("bothy"),
        seed,
        count: None,
        rows: None,
        postgres: None,
        back_within: Duration::from_secs(1),
        settle: true,
    };
    let mut names = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{word} needs a value"));
        let number = |text: &String| text.parse::<u64>().map_err(|_| format!("{word} needs a number"));
        match word.as_str() {
            "--bothy" => options.bothy = PathBuf::from(value()?),
            "--seed" => options.seed = number(value()?)?,
            "--kills" | "--requests" | "--times" => {
                options.count = Some(u32::try_from(number(value()?)?).map_err(|_| format!("{word} is too large"))?);
            }
            "--rows" => {
                options.rows = Some(u32::try_from(number(value()?)?).map_err(|_| format!("{word} is too large"))?);
            }
            "--postgres" => options.postgres = Some(value()?.clone()),
            "--back-within" => options.back_within = Duration::from_millis(number(value()?)?),
            "--quick" => options.settle = false,
            name if FAULTS.contains(&name) => names.push(name.to_owned()),
            other => return Err(format!("'{other}' is not understood")),
        }
    }
    if names.is_empty() {
        names = FAULTS.iter().map(|name| (*name).to_owned()).collect();
    }
    Ok((names, options))
}
