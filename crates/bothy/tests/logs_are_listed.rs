//! What the log may say is written down, line by line; programs can read it; and who is refused leaves a line.

use crate::at_the_door;

use at_the_door::{Served, told};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Every place in a text at which the program writes a line: its level, and what it says.
fn lines_in(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in text.split("tracing::").skip(1) {
        let Some((level, rest)) = part.split_once("!(") else { continue };
        if !["error", "warn", "info", "debug", "trace"].contains(&level) {
            continue;
        }
        let (mut depth, mut said, mut last, mut letters) = (1, None::<String>, String::new(), rest.chars());
        while let Some(letter) = letters.next() {
            match (&mut said, letter) {
                (Some(said), '\\') => said.push(letters.next().unwrap()),
                (Some(_), '"') => last = said.take().unwrap(),
                (Some(said), letter) => said.push(letter),
                (None, '"') => said = Some(String::new()),
                (None, '(') => depth += 1,
                (None, ')') => depth -= 1,
                (None, _) => {}
            }
            if depth == 0 {
                break;
            }
        }
        found.push((level.to_owned(), last.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    found
}

fn look(folder: &Path, all: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.extend(lines_in(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_line_of_the_log_is_written_down_and_nothing_else_is() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut says = BTreeSet::new();
    for room in std::fs::read_dir(root.join("crates")).unwrap() {
        look(&room.unwrap().path().join("src"), &mut says);
    }
    assert!(says.len() > 40, "{says:?}");
    let page = std::fs::read_to_string(root.join("docs/running/logs.md")).unwrap();
    let listed: BTreeSet<(String, String)> = page
        .lines()
        .filter_map(|line| {
            let (words, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
            Some((rest.split(' ').next()?.to_owned(), words.to_owned()))
        })
        .collect();
    let (missing, gone): (Vec<_>, Vec<_>) = (says.difference(&listed).collect(), listed.difference(&says).collect());
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:?}; listed and not said: {gone:?}");
}

#[test]
fn as_json_each_line_is_an_object_and_a_refused_permit_is_one_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let invited = told(&["invite", "Joan Bairdsdottir", "joan@example.org", "--role", "supporter", "--json"], &data);
    let served = Served::saying_json(&data, &log);
    let mut joan = served.browser();
    joan.accepts(invited["link"].as_str().unwrap());
    assert_eq!(joan.signs_in("joan@example.org"), "/my-day");
    for own in ["/my-day", "/account"] {
        assert_eq!(joan.get(own).status, 200);
    }
    let before = std::fs::read_to_string(&log).unwrap();
    assert!(!before.contains("a permit was refused") && !before.contains("not there"), "{before}");
    assert_eq!(joan.get("/settings/mail").status, 404);
    let mut wrong = served.browser();
    wrong.post("/sign-in", &[("email", "joan@example.org"), ("password", "not it at all"), ("device", "own")]);
    drop(served);
    let log = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<Value> =
        log.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        let time: jiff::Timestamp = line["timestamp"].as_str().unwrap().parse().unwrap();
        assert!(
            time > jiff::Timestamp::UNIX_EPOCH && line["level"].is_string() && line["target"].is_string(),
            "{line}"
        );
    }
    let said = |words: &str| lines.iter().filter(|line| line["message"] == words).collect::<Vec<_>>();
    let person = invited["person"].as_str().unwrap();
    let refused = said("a permit was refused");
    assert_eq!(refused.len(), 1, "{log}");
    assert_eq!((refused[0]["act"].as_str(), refused[0]["person"].as_str()), (Some("LetPeopleIn"), Some(person)));
    let missing = said("not there, or not for them");
    assert_eq!(missing[0]["route"], "/settings/mail");
    assert_eq!(said("a try was refused")[0]["why"], "wrong");
    for who in ["Joan", "Bairdsdottir", "joan@", "not it at all"] {
        assert!(!log.contains(who), "{who} stands in the log");
    }
}
