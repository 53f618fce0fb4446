//! What was sent and what was answered, in a file that is only ever added to. From it alone it is judged.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// An act as it is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its key, of which each has one effect.
    pub key: String,
    /// The thing it changes: `seat_…`, `duty_…`, or a worry by its mark.
    pub thing: String,
    /// What stands there once it is done: who holds it, or that nobody does.
    pub after: Option<String>,
    /// The act and the thing under which the audit has it.
    pub audit: (String, String),
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was said that it is done.
    Done,
    /// It was said that it is not done.
    Refused,
    /// Nobody knows: no whole answer came, or one that promises nothing.
    Unknown,
}

/// The file.
#[derive(Debug)]
pub struct Journal {
    file: Mutex<File>,
    path: PathBuf,
}

impl Journal {
    /// A new file.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(path: &Path) -> Result<Self, String> {
        let file = OpenOptions::new().create_new(true).append(true).open(path);
        let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { file: Mutex::new(file), path: path.to_path_buf() })
    }

    fn add(&self, line: &Value) -> Result<(), String> {
        let mut file = self.file.lock().map_err(|_| "another worker stopped while it wrote".to_owned())?;
        writeln!(file, "{line}").map_err(|error| format!("{}: {error}", self.path.display()))
    }

    /// What stands at a thing before anything was sent.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn saw(&self, thing: &str, state: Option<&str>) -> Result<(), String> {
        self.add(&json!({ "saw": thing, "state": state }))
    }

    /// An act that goes out now.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn sent(&self, act: &Act) -> Result<(), String> {
        let Act { key, thing, after, audit } = act;
        self.add(&json!({ "sent": key, "thing": thing, "after": after, "act": audit.0, "on": audit.1 }))
    }

    /// What came back.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn answered(&self, key: &str, outcome: Outcome, words: &str) -> Result<(), String> {
        let code = match outcome {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Unknown => "unknown",
        };
        self.add(&json!({ "answered": key, "outcome": code, "words": words }))
    }

    /// A mark in the file, to judge what stood before it and after it.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn mark(&self, name: &str) -> Result<(), String> {
        self.add(&json!({ "mark": name }))
    }

    /// Reads the file from its beginning.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what was written.
    pub fn read(&self) -> Result<Told, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", self.path.display());
        let file = File::open(&self.path).map_err(|error| wrong(&error))?;
        let mut told = Told::default();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| wrong(&error))?;
            told.hear(&serde_json::from_str(&line).map_err(|error| wrong(&error))?);
        }
        Ok(told)
    }
}

/// What may stand at a thing, and how we know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// What it is for sure, as of the last answer that said so.
    pub sure: Option<String>,
    /// What it may be instead: by an act of which nobody knows the outcome.
    pub perhaps: Vec<Option<String>>,
}

impl Standing {
    /// Whether a state agrees with what is known.
    #[must_use]
    pub fn allows(&self, state: Option<&str>) -> bool {
        self.sure.as_deref() == state || self.perhaps.iter().any(|one| one.as_deref() == state)
    }
}

/// What the file says.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Things with what may stand there.
    pub things: BTreeMap<String, Standing>,
    /// Each act by its key, with what became of it.
    pub acts: BTreeMap<String, (Act, Outcome)>,
    /// What the file said up to each mark.
    pub marks: BTreeMap<String, Box<Told>>,
}

impl Told {
    fn hear(&mut self, line: &Value) {
        let text = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some(thing) = text("saw") {
            self.things.insert(thing, Standing { sure: text("state"), perhaps: Vec::new() });
        } else if let Some(key) = text("sent") {
            let act = Act {
                key: key.clone(),
                thing: text("thing").unwrap_or_default(),
                after: text("after"),
                audit: (text("act").unwrap_or_default(), text("on").unwrap_or_default()),
            };
            let standing = self.things.entry(act.thing.clone()).or_default();
            if !standing.perhaps.contains(&act.after) {
                standing.perhaps.push(act.after.clone());
            }
            // The same again is the same act.
            self.acts.entry(key).or_insert((act, Outcome::Unknown));
        } else if let Some(key) = text("answered") {
            let Some((act, outcome)) = self.acts.get_mut(&key) else { return };
            let standing = self.things.entry(act.thing.clone()).or_default();
            match text("outcome").as_deref() {
                Some("done") => {
                    *outcome = Outcome::Done;
                    *standing = Standing { sure: act.after.clone(), perhaps: Vec::new() };
                }
                Some("refused") => {
                    *outcome = Outcome::Refused;
                    standing.perhaps.clear();
                }
                _ => {}
            }
        } else if let Some(mark) = text("mark") {
            let so_far = Told { marks: BTreeMap::new(), ..self.clone() };
            self.marks.insert(mark, Box::new(so_far));
        }
    }

    /// How many acts had an outcome.
    #[must_use]
    pub fn count(&self, of: Outcome) -> usize {
        self.acts.values().filter(|(_, outcome)| *outcome == of).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_to_be_done_is_sure_and_what_was_cut_is_not() {
        let mut told = Told::default();
        let mut hear = |line: &str| told.hear(&serde_json::from_str(line).unwrap());
        hear(r#"{"saw": "seat_1", "state": "person_a"}"#);
        hear(r#"{"sent": "k1", "thing": "seat_1", "after": null, "act": "seat-taken-back", "on": "seat_1"}"#);
        hear(r#"{"answered": "k1", "outcome": "unknown", "words": ""}"#);
        hear(r#"{"mark": "cut"}"#);
        hear(r#"{"answered": "k1", "outcome": "done", "words": ""}"#);
        let cut = &told.marks["cut"].things["seat_1"];
        assert!(cut.allows(None) && cut.allows(Some("person_a")) && !cut.allows(Some("person_b")));
        let seat = &told.things["seat_1"];
        assert!(seat.allows(None) && !seat.allows(Some("person_a")));
        assert_eq!(told.count(Outcome::Done), 1);
    }
}
