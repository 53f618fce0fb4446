//! The workshop: everything a person does to Bothy's tree rather than with Bothy.
//!
//! Run as `cargo xtask COMMAND`. It reads the tree and starts programs; it shares no code
//! with the crates, so that a fault in them cannot hide itself here.

#![allow(clippy::print_stdout, reason = "this program speaks to a person at a terminal")]
#![allow(
    clippy::disallowed_methods,
    reason = "the bans keep the product's clock in one place; this program only measures how long things take"
)]

mod api;
mod calendars;
mod check;
mod conformance;
mod faults;
mod fuzz;
mod rulebook;
mod shell;
mod testing;
mod tree;
mod whereabouts;
mod yardstick;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  check                 the one-minute loop: format, lints, arrows, lengths, rulebook, quick tests
  test [FILTER]         every test on SQLite and PostgreSQL and in Chromium
      --install           install what is missing first (Debian, as root)
      --only rust|browser run one part
  faults [NAME]         plant each fault of xtask/faults and see its test turn red
  fuzz [TARGET]         give every parser what nobody would write, a minute each
      --seconds N         or so long each
  conformance [R1 …]    kill it, fill its disk, garble its network: what was promised is still there
      --debug             the debug binary; the rest goes to crates/conformance (--seed, --kills, …)
  api                   schemathesis against the API of the demonstration, as it is described
      --postgres [URL]    on PostgreSQL: a throw-away one, or an empty database of yours
      --examples N        so many made-up calls for each operation (30); --seed N
  calendars             four parsers of others read a year of calendars: do they see what Bothy says?
  where CONCEPT         where a word of the work lives in every crate
  rulebook              write docs/rulebook.md from the first line of every rule
  yardstick             measure Bothy beside a bare page; writes docs/running/yardstick.md
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().collect();
    let (command, rest) = match words.get(1..) {
        Some([command, rest @ ..]) => (command.as_str(), rest),
        _ => ("--help", [].as_slice()),
    };
    let outcome = match command {
        "api" => api::run(rest),
        "calendars" => calendars::run(rest),
        "check" => check::run(),
        "test" => testing::run(rest),
        "faults" => faults::run(rest),
        "conformance" => conformance::run(rest),
        "fuzz" => fuzz::run(rest),
        "where" => whereabouts::run(rest),
        "rulebook" => rulebook::write(),
        "yardstick" => yardstick::run(rest),
        "--help" | "-h" | "help" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("There is no command '{other}'.\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
