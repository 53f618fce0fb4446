//! `cargo xtask yardstick`: what Bothy costs, beside a bare page of the same bytes in the same
//! run, so that a slow or busy machine slows both. Misses are printed like hits.

mod backup;
mod crowd;
mod figures;
mod load;
mod looks;
pub mod server;

use std::process::Command;

use crate::{shell, tree};
use figures::Figure;

const PAGE: &str = "docs/running/yardstick.md";

/// Builds both servers for release, measures, prints, and writes the page. With `--built` what lies in `target/release`
/// is measured as it is: whoever says so has built it from the commit that the page names.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (seconds, built) = match arguments {
        [] => (3.0, false),
        [flag] if flag == "--quick" => (0.5, false),
        [flag] if flag == "--built" => (3.0, true),
        _ => return Err("`cargo xtask yardstick` takes --quick, or --built, or nothing".to_owned()),
    };
    if !built {
        // All at once: asked for one by one, cargo would choose features anew and build everything again for each.
        let mut build = vec!["build", "--release"];
        build.extend(["bothy", "bare-page", "bothy-testkit"].iter().flat_map(|package| ["--package", package]));
        build.extend(["--bin", "bothy", "--bin", "bare-page", "--example", "planner_round"]);
        build.extend(["--example", "finding_at_size"]);
        shell::run(&mut shell::cargo(&build))?;
    }
    let folder = std::env::temp_dir().join(format!("bothy-yardstick-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let figures = figures::all(&folder, seconds);
    let _ = std::fs::remove_dir_all(&folder);
    let page = page(&figures, &machine());
    println!("{page}");
    if seconds > 1.0 {
        tree::write(PAGE, &page)?;
    }
    if figures.iter().any(|figure| figure.measured.is_ok()) {
        Ok(())
    } else {
        Err("Nothing could be measured.".to_owned())
    }
}

fn page(figures: &[Figure], machine: &str) -> String {
    let mut page = format!(
        "# The yardstick\n\nWritten by `cargo xtask yardstick`; do not edit it here. {machine}\n\n\
         A ratio compares Bothy with a bare page of the same bytes, compressed the same way, measured by turns in the \
         same run: processor time of the server for each request, the median of the rounds.\n\n\
         | what | wanted | measured | |\n|---|---|---|---|\n"
    );
    for figure in figures {
        let (measured, verdict) = match &figure.measured {
            Ok(measure) => (measure.words.clone(), if measure.value <= figure.most { "met" } else { "MISSED" }),
            Err(why) => (format!("not measured: {}", why.lines().next().unwrap_or_default()), ""),
        };
        page.push_str(&format!("| {} | {} | {measured} | {verdict} |\n", figure.what, figure.wanted));
    }
    page
}

/// On what and from which commit, in a sentence.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':')).map(|(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let git = |arguments: &[&str]| {
        shell::read(Command::new("git").current_dir(tree::root()).args(arguments)).map(|text| text.trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short", "HEAD"]).unwrap_or_else(|_| "an unknown commit".to_owned());
    let day = git(&["log", "-1", "--format=%cs"]).unwrap_or_default();
    format!("Commit {commit} of {day}, on {cores} cores ({}).", model.unwrap_or("processor unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use figures::Measure;

    #[test]
    fn a_miss_is_printed_like_a_hit_and_so_is_what_was_not_measured() {
        let figure = |measured| Figure { what: "a page", wanted: "at most 4 ×", most: 4.0, measured };
        let said = page(
            &[
                figure(Ok(Measure { value: 2.0, words: "2.0 ×".to_owned() })),
                figure(Ok(Measure { value: 5.0, words: "5.0 ×".to_owned() })),
                figure(Err("no such page\nat all".to_owned())),
            ],
            "",
        );
        assert!(said.contains("| a page | at most 4 × | 2.0 × | met |"));
        assert!(said.contains("| a page | at most 4 × | 5.0 × | MISSED |"));
        assert!(said.contains("| not measured: no such page |"));
    }
}
