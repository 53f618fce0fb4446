//! `cargo xtask faults`: plants one fault at a time in a copy of the tree and sees that the test
//! it names turns red. A test nobody has seen fail is not yet a test.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::testing::postgres::Postgres;
use crate::testing::report;
use crate::{shell, tree};

/// One planted fault, as its patch says it.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    file: String,
    krate: String,
    test: String,
    database: String,
    why: String,
}

/// What became of a fault.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// The named test failed, as it must.
    Red,
    /// The named test passed all the same: nobody would notice this fault.
    Green,
    /// The fault could not be judged, and why.
    Unclear(String),
}

/// Plants every fault (or those whose file name holds the given word) and prints a table.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let wanted = arguments.first().map_or("", String::as_str);
    let faults = all(wanted)?;
    if faults.is_empty() {
        return Err(format!("No fault in xtask/faults is named like '{wanted}'."));
    }
    let copy = Copy::make()?;
    let postgres = match faults.iter().any(|fault| fault.database == "postgres") {
        true => Some(Postgres::start()?),
        false => None,
    };
    let mut missed = 0;
    for fault in &faults {
        let seen = plant(&copy, fault, postgres.as_ref());
        let verdict = match &seen {
            Seen::Red => "red     ",
            Seen::Green => "UNSEEN  ",
            Seen::Unclear(_) => "UNCLEAR ",
        };
        println!("{verdict} {:42} {}::{} ({})", fault.file, fault.krate, fault.test, fault.database);
        println!("         {}", fault.why);
        if let Seen::Unclear(why) = &seen {
            println!("         {}", why.replace('\n', "\n         "));
        }
        missed += usize::from(seen != Seen::Red);
    }
    println!("\n{} passed, {missed} failed", faults.len() - missed);
    if missed == 0 { Ok(()) } else { Err("Some faults would go unseen.".to_owned()) }
}

fn all(wanted: &str) -> Result<Vec<Fault>, String> {
    let mut faults = Vec::new();
    for file in tree::files()? {
        if file.starts_with("xtask/faults") && tree::is(&file, "patch") {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.contains(wanted) {
                faults.push(header(&name, &tree::text(&file)?.unwrap_or_default())?);
            }
        }
    }
    Ok(faults)
}

fn header(file: &str, patch: &str) -> Result<Fault, String> {
    let says = |key: &str| {
        let line = patch.lines().take_while(|line| line.starts_with('#')).find_map(|line| {
            line.trim_start_matches('#').trim_start().strip_prefix(key).and_then(|rest| rest.strip_prefix(':'))
        });
        line.map(|value| value.trim().to_owned())
    };
    let red = says("turns red").ok_or_else(|| format!("{file} has no line `# turns red: CRATE::TEST`"))?;
    let (krate, test) = red.split_once("::").ok_or_else(|| format!("{file}: `{red}` is not CRATE::TEST"))?;
    Ok(Fault {
        file: file.to_owned(),
        krate: krate.to_owned(),
        test: test.to_owned(),
        database: says("on").unwrap_or_else(|| "sqlite".to_owned()),
        why: says("why").ok_or_else(|| format!("{file} has no line `# why: …`"))?,
    })
}

/// Whether the test passes as the tree is, and fails with the fault in it.
fn plant(copy: &Copy, fault: &Fault, postgres: Option<&Postgres>) -> Seen {
    match copy.test(fault, postgres) {
        Ok(Ran { passed: 1.., failed: 0, .. }) => {}
        Ok(ran) => return Seen::Unclear(format!("without the fault: {}", ran.words())),
        Err(why) => return Seen::Unclear(why),
    }
    if let Err(why) = copy.patch(fault, &[]) {
        return Seen::Unclear(format!("the patch no longer fits: write it anew\n{why}"));
    }
    let ran = copy.test(fault, postgres);
    if let Err(why) = copy.patch(fault, &["--reverse"]) {
        return Seen::Unclear(why);
    }
    match ran {
        Ok(Ran { failed: 1.., .. }) => Seen::Red,
        Ok(Ran { passed: 1.., failed: 0, .. }) => Seen::Green,
        Ok(ran) => Seen::Unclear(ran.words()),
        Err(why) => Seen::Unclear(why),
    }
}

/// How many tests ran, and the last lines said.
struct Ran {
    passed: usize,
    failed: usize,
    said: String,
}

impl Ran {
    fn words(&self) -> String {
        let last: Vec<&str> = self.said.lines().rev().take(12).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        format!("{} passed, {} failed\n{}", self.passed, self.failed, last.join("\n"))
    }
}

/// A copy of the tree under `target/faults`. It stays from run to run, so that a later run builds
/// only what changed.
struct Copy {
    tree: PathBuf,
    build: PathBuf,
}

impl Copy {
    fn make() -> Result<Self, String> {
        let home = tree::target().join("faults");
        let copy = Self { tree: home.join("tree"), build: home.join("build") };
        let mut wanted = BTreeSet::new();
        for file in tree::files()? {
            copy.bring(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            wanted.insert(file);
        }
        copy.sweep(&copy.tree, &wanted).map_err(|error| format!("target/faults: {error}"))?;
        Ok(copy)
    }

    /// Copies a file unless the copy is the same already: an untouched file is not built again.
    fn bring(&self, file: &Path) -> std::io::Result<()> {
        let (from, to) = (tree::root().join(file), self.tree.join(file));
        let bytes = std::fs::read(from)?;
        if std::fs::read(&to).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(to, bytes)
    }

    /// Takes away what the tree no longer has.
    fn sweep(&self, folder: &Path, wanted: &BTreeSet<PathBuf>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.sweep(&path, wanted)?;
            } else if path.strip_prefix(&self.tree).is_ok_and(|file| !wanted.contains(file)) {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn patch(&self, fault: &Fault, flags: &[&str]) -> Result<(), String> {
        shell::read(
            Command::new("git")
                .current_dir(&self.tree)
                // Or git would find the project around the copy and patch that.
                .env("GIT_CEILING_DIRECTORIES", self.tree.parent().unwrap_or(&self.tree))
                .args(["apply", "--whitespace=nowarn"])
                .args(flags)
                .arg(tree::root().join("xtask/faults").join(&fault.file)),
        )
        .map(|_| ())
    }

    /// The one target that has the test. The tests of a crate are one program, of which no more is built here than the
    /// file with this test and the modules that the files share: a fault would wait for all of them otherwise. Where it
    /// cannot be told (a module that several files share), the whole crate.
    fn target_of(&self, fault: &Fault) -> Result<Vec<String>, String> {
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
        let name = fault.krate.strip_prefix("bothy-").unwrap_or(&fault.krate);
        let folder = self.tree.join("crates").join(name);
        let named = format!("fn {}(", fault.test);
        let tests = std::fs::read_dir(folder.join("tests")).into_iter().flatten().filter_map(Result::ok);
        let mut having = tests.map(|entry| entry.path()).filter(|path| {
            path.extension().is_some_and(|end| end == "rs")
                && std::fs::read_to_string(path).is_ok_and(|text| text.contains(&named))
        });
        let whole = tree::root().join("crates").join(name).join("tests/all.rs");
        Ok(match (having.next(), having.next()) {
            (Some(path), None) => {
                let file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                if !whole.exists() {
                    return Ok(words(&["--workspace", "--test", &file]));
                }
                let said = |error: std::io::Error| format!("{}: {error}", whole.display());
                let all = std::fs::read_to_string(&whole).map_err(said)?;
                let kept = only(&all, &file, |module| folder.join("tests").join(module).is_dir());
                std::fs::write(folder.join("tests/all.rs"), kept).map_err(said)?;
                words(&["--workspace", "--test", &format!("all_{name}")])
            }
            (None, _) if folder.join("src/lib.rs").exists() && !has_shared_tests(&folder, &named) => {
                words(&["--package", &fault.krate, "--lib"])
            }
            _ => words(&["--package", &fault.krate]),
        })
    }

    /// Runs the named test in the copy.
    fn test(&self, fault: &Fault, postgres: Option<&Postgres>) -> Result<Ran, String> {
        let mut command = Command::new("sh");
        let only = self.target_of(fault)?;
        command
            .args(["-c", "exec cargo test \"$@\" 2>&1", "sh"])
            .args(only.iter().map(String::as_str).chain(["--no-fail-fast", "--", fault.test.as_str()]))
            .current_dir(&self.tree)
            .env("CARGO_TARGET_DIR", &self.build)
            .env("BOTHY_TEST_DATABASES", &fault.database)
            .stdin(Stdio::null());
        if let Some(postgres) = postgres {
            command.env("BOTHY_TEST_POSTGRES", postgres.url());
        }
        let output = command.output().map_err(|error| format!("could not start cargo: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let results = report::cargo_test(&said);
        let counts = |tests: &[report::Test]| {
            // The other database's half of the test did not really run.
            let other = if fault.database == "postgres" { "sqlite" } else { "postgres" };
            tests.iter().filter(|test| test.database != other).count()
        };
        Ok(Ran { passed: counts(&results.passed), failed: counts(&results.failed), said })
    }
}

/// The program of a crate's tests with one file of them and what the files share.
fn only(all: &str, file: &str, shared: impl Fn(&str) -> bool) -> String {
    let stays = |line: &&str| match line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
        Some(module) => module == file || shared(module),
        None => true,
    };
    all.lines().filter(stays).map(|line| format!("{line}\n")).collect()
}

/// Whether the test stands in a folder under `tests`, which is part of whichever test takes it in.
fn has_shared_tests(folder: &Path, named: &str) -> bool {
    let folders = std::fs::read_dir(folder.join("tests")).into_iter().flatten().filter_map(Result::ok);
    let files = folders.filter_map(|entry| std::fs::read_dir(entry.path()).ok()).flatten().filter_map(Result::ok);
    files.into_iter().any(|file| std::fs::read_to_string(file.path()).is_ok_and(|text| text.contains(named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_says_what_turns_red_and_why() {
        let fault = header(
            "lock.patch",
            "# turns red: bothy-actions::racers\n# on: postgres\n# why: no lock\ndiff --git a/x b/x\n# why: not this\n",
        );
        let expected = Fault {
            file: "lock.patch".into(),
            krate: "bothy-actions".into(),
            test: "racers".into(),
            database: "postgres".into(),
            why: "no lock".into(),
        };
        assert_eq!(fault, Ok(expected));
    }

    #[test]
    fn a_fault_waits_for_the_file_with_its_test_and_for_no_other() {
        let all = "//! All of them.\n\nmod a_story;\nmod another;\nmod shared;\n";
        let kept = only(all, "a_story", |module| module == "shared");
        assert_eq!(kept, "//! All of them.\n\nmod a_story;\nmod shared;\n");
    }

    #[test]
    fn a_patch_without_its_test_is_refused() {
        assert!(header("x.patch", "# why: none\ndiff").is_err());
    }
}
