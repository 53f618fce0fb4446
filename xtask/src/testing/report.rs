//! What the runners say, read into one list of tests.

use std::collections::BTreeMap;

/// One test: what it ran on (`sqlite`, `postgres`, `browser`, `none`), where it lives, its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    pub database: &'static str,
    pub home: String,
    pub name: String,
}

/// What ran. `troubles` are failures that belong to no test: a crate that does not build.
#[derive(Debug, Default)]
pub struct Results {
    pub passed: Vec<Test>,
    pub failed: Vec<Test>,
    /// What a failed test of the browser said, in its first lines: the machine that ran it may be gone by then.
    pub words: Vec<String>,
    pub troubles: Vec<String>,
}

impl Results {
    pub fn add(&mut self, other: Self) {
        self.passed.extend(other.passed);
        self.failed.extend(other.failed);
        self.words.extend(other.words);
        self.troubles.extend(other.troubles);
    }

    pub fn by_database(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for test in &self.passed {
            *counts.entry(test.database).or_default() += 1;
        }
        counts
    }

    fn note(&mut self, passed: bool, test: Test) {
        if passed { self.passed.push(test) } else { self.failed.push(test) }
    }
}

/// A line of the record.
pub fn line(test: &Test) -> String {
    format!("{} {}::{}", test.database, test.home, test.name)
}

/// The testkit runs each test that needs a database once in a module of that database's name.
pub fn database(name: &str) -> &'static str {
    let mut parts = name.split("::");
    parts
        .find_map(|part| match part {
            "sqlite" => Some("sqlite"),
            "postgres" => Some("postgres"),
            _ => None,
        })
        .unwrap_or("none")
}

/// Reads nextest's record (JUnit): one `testcase` a test, with a `failure` or `error` inside
/// where it did not pass.
pub fn junit(text: &str) -> Results {
    let mut results = Results::default();
    for piece in text.split("<testcase ").filter(|piece| piece.contains("classname=")) {
        let body = piece.split("</testcase>").next().unwrap_or(piece);
        let (Some(name), Some(home)) = (attribute(body, "name"), attribute(body, "classname")) else { continue };
        let passed = !["<failure", "<error", "<skipped"].iter().any(|mark| body.contains(mark));
        results.note(passed, Test { database: database(&name), home, name });
    }
    results
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("{name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let plain = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'");
    Some(plain.replace("&amp;", "&"))
}

/// Reads what `cargo test` prints, standard output and standard error in one stream: which
/// program runs, then a line for each test of it.
pub fn cargo_test(text: &str) -> Results {
    let mut results = Results::default();
    let mut home = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("Running ") {
            home = rest.rsplit_once('/').map_or(rest, |(_, file)| file).trim_end_matches(')').to_owned();
            if let Some((name, _hash)) = home.rsplit_once('-') {
                home = name.replace('_', "-");
            }
        } else if let Some(krate) = line.strip_prefix("Doc-tests ") {
            home = format!("{}/doc", krate.replace('_', "-"));
        } else if let Some((name, verdict)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) {
            let passed = match verdict {
                "ok" => true,
                "FAILED" => false,
                _ => continue,
            };
            let name = name.trim_end_matches(" - should panic").to_owned();
            results.note(passed, Test { database: database(&name), home: home.clone(), name });
        }
    }
    results
}

/// Reads Playwright's JSON record. A test that was skipped is neither passed nor failed.
pub fn playwright(text: &str) -> Result<Results, String> {
    let record: serde_json::Value =
        serde_json::from_str(text).map_err(|error| format!("Playwright's record cannot be read: {error}"))?;
    let mut results = Results::default();
    for error in record.get("errors").and_then(|errors| errors.as_array()).into_iter().flatten() {
        let message = error.get("message").and_then(|message| message.as_str()).unwrap_or("no words");
        results.troubles.push(format!("browser: {message}"));
    }
    suites(&record, &mut results);
    Ok(results)
}

fn suites(holder: &serde_json::Value, results: &mut Results) {
    let list = |name: &str| holder.get(name).and_then(|found| found.as_array()).cloned().unwrap_or_default();
    for suite in list("suites") {
        suites(&suite, results);
    }
    for spec in list("specs") {
        let title = spec.get("title").and_then(|title| title.as_str()).unwrap_or_default();
        let test = Test { database: "browser", home: "tests/browser".to_owned(), name: title.to_owned() };
        let runs = spec.get("tests").and_then(|tests| tests.as_array()).cloned().unwrap_or_default();
        for run in runs {
            match run.get("status").and_then(|status| status.as_str()) {
                Some("expected") => results.note(true, test.clone()),
                Some("skipped") => {}
                _ => {
                    results.words.push(format!("{title}: {}", said(&run)));
                    results.note(false, test.clone());
                }
            }
        }
    }
}

/// The first lines of what a test complained of, without the colours of a terminal.
fn said(run: &serde_json::Value) -> String {
    let tries = run.get("results").and_then(|tries| tries.as_array());
    let errors = tries.into_iter().flatten().filter_map(|one| one.get("error")?.get("message")?.as_str());
    let plain = |text: &str| {
        let mut pieces = text.split('\u{1b}');
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |all, piece| all + piece.split_once('m').map_or(piece, |(_, rest)| rest))
    };
    let lines =
        |text: &str| plain(text).lines().filter(|line| !line.trim().is_empty()).take(6).collect::<Vec<_>>().join(" | ");
    errors.map(lines).next().unwrap_or_else(|| "it said nothing".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(tests: &[Test]) -> Vec<String> {
        tests.iter().map(line).collect()
    }

    #[test]
    fn nextests_record_is_read_with_the_database_of_each_test() {
        let results = junit(
            r#"<testsuites name="nextest-run"><testsuite name="bothy-actions::stories" tests="3">
            <testcase name="tuesday::sqlite::joan_hands_hers_back" classname="bothy-actions::stories" time="0.1"/>
            <testcase name="tuesday::postgres::joan_hands_hers_back" classname="bothy-actions::stories" time="0.1">
            <failure type="test failure">boom</failure></testcase>
            <testcase name="a_&lt;b&gt;" classname="bothy-domain" time="0.1"></testcase></testsuite></testsuites>"#,
        );
        assert_eq!(
            lines(&results.passed),
            ["sqlite bothy-actions::stories::tuesday::sqlite::joan_hands_hers_back", "none bothy-domain::a_<b>"]
        );
        assert_eq!(
            lines(&results.failed),
            ["postgres bothy-actions::stories::tuesday::postgres::joan_hands_hers_back"]
        );
    }

    #[test]
    fn cargo_tests_words_are_read_when_nextest_is_missing() {
        let results = cargo_test(
            "     Running unittests src/lib.rs (target/debug/deps/bothy_domain-0a1b)\n\
             test seats::one ... ok\ntest seats::two ... FAILED\ntest seats::off ... ignored\n\
             test seats::bad - should panic ... ok\n\
             \x20  Doc-tests bothy_calendar\ntest crates/calendar/src/lib.rs - when (line 3) ... ok\n",
        );
        assert_eq!(
            lines(&results.passed),
            [
                "none bothy-domain::seats::one",
                "none bothy-domain::seats::bad",
                "none bothy-calendar/doc::crates/calendar/src/lib.rs - when (line 3)"
            ]
        );
        assert_eq!(lines(&results.failed), ["none bothy-domain::seats::two"]);
    }

    #[test]
    fn playwrights_titles_stand_as_they_are_and_a_skipped_one_did_not_pass() {
        let results = playwright(
            r#"{"errors": [], "suites": [{"suites": [{"specs": [
            {"title": "today: print", "tests": [{"status": "expected"}]},
            {"title": "today: keyboard", "tests": [{"status": "unexpected", "results": [{"error": {"message":
            "Error: \u001b[31m2 stops\u001b[39m\n\nfor 3 controls"}}]}]},
            {"title": "today: dark", "tests": [{"status": "skipped"}]}]}]}]}"#,
        )
        .unwrap();
        assert_eq!(lines(&results.passed), ["browser tests/browser::today: print"]);
        assert_eq!(lines(&results.failed), ["browser tests/browser::today: keyboard"]);
        assert_eq!(results.words, ["today: keyboard: Error: 2 stops | for 3 controls"]);
    }

    #[test]
    fn a_browser_run_that_never_began_is_a_failure() {
        let results = playwright(r#"{"errors": [{"message": "the demo did not start"}], "suites": []}"#).unwrap();
        assert_eq!(results.troubles, ["browser: the demo did not start"]);
    }
}
