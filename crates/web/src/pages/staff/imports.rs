//! Lists brought in: every run, and one run with what became of each row.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Icon};

/// Every run, newest first.
#[derive(Clone, Template)]
#[template(path = "staff/imports.html")]
pub struct Imports {
    /// What stands around it.
    pub frame: Frame,
    /// The command that brings a list in, to be copied.
    pub command: String,
    /// The runs.
    pub runs: Vec<RunLine>,
}

/// A run as a line.
#[derive(Clone)]
pub struct RunLine {
    /// Where it is, without the prefix.
    pub href: String,
    /// "day-services.csv, 227 rows".
    pub name: String,
    /// "Today at 10:04am, by Aileen. 212 in, 6 waiting, 9 not brought in".
    pub note: String,
}

/// One run.
#[derive(Clone, Template)]
#[template(path = "staff/import_run.html")]
pub struct ImportRun {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Its id.
    pub id: String,
    /// "day-services.csv, 227 rows, read today at 10:04am by Aileen".
    pub over: String,
    /// How many rows came in; the three counts add up to the rows of the file.
    pub imported: usize,
    /// How many wait for a person.
    pub waiting: usize,
    /// How many were not brought in.
    pub refused: usize,
    /// Rows to show, those that wait first.
    pub rows: Vec<ImportRow>,
    /// Whether these are other services, which everybody sees at once.
    pub of_others: bool,
    /// Whether it may still be undone.
    pub may_undo: bool,
    /// "Undone today at 11am by Aileen"; empty where it was not.
    pub undone: String,
}

/// One row.
#[derive(Clone)]
pub struct ImportRow {
    /// Its id.
    pub id: String,
    /// Its number in the file; the heading is row 1.
    pub number: u32,
    /// What it is about: "Harbour lunch club".
    pub name: String,
    /// What the row says of its times, as it stands in the file; may be empty.
    pub says: String,
    /// What Bothy understood, a rule each ("Every Tuesday, 10am to 2:30pm").
    pub understood: Vec<String>,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Why, in words ("A day without a time. When does it begin?").
    pub reasons: Vec<String>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// It came in; not public until a person has looked.
    Imported,
    /// It waits for a person.
    Waiting,
    /// It came in, and stands in the directory of other places as copied and not checked.
    Listed,
    /// It was not brought in.
    Refused,
    /// A person let it in.
    LetIn,
    /// A person said that it is not for us.
    NotForUs,
}

impl ImportRow {
    fn may_decide(&self) -> bool {
        matches!(self.outcome, RowOutcome::Waiting | RowOutcome::Imported)
    }
}

impl Page for Imports {
    const NAME: &'static str = "imports";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Imports {
            frame: Frame { path: "/imports".to_owned(), ..Frame::sample_staff(Tab::More) },
            command: "bothy import groups day-services.csv --dry-run".to_owned(),
            runs: vec![RunLine {
                href: "/imports/run_1".to_owned(),
                name: "day-services.csv, 227 rows".to_owned(),
                note: "Today at 10:04am, by Aileen. 212 in, 6 waiting, 9 not brought in".to_owned(),
            }],
        };
        let empty = Imports { runs: Vec::new(), ..full.clone() };
        vec![("full", full), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for ImportRun {
    const NAME: &'static str = "import-run";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |number, name: &str, says: &str, understood: &[&str], outcome, reasons: &[&str]| ImportRow {
            id: format!("row_{number}"),
            number,
            name: name.to_owned(),
            says: says.to_owned(),
            understood: understood.iter().map(|line| (*line).to_owned()).collect(),
            outcome,
            reasons: reasons.iter().map(|line| (*line).to_owned()).collect(),
        };
        let full = ImportRun {
            frame: Frame { path: "/imports/run_1".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            id: "run_1".to_owned(),
            over: "day-services.csv, 227 rows, read today at 10:04am by Aileen".to_owned(),
            imported: 212,
            waiting: 6,
            refused: 9,
            rows: vec![
                row(
                    14,
                    "Harbour lunch club",
                    "Tuesdays, term time",
                    &[],
                    RowOutcome::Waiting,
                    &["It says term time. Which weeks are those?", "A day without a time. When does it begin?"],
                ),
                row(
                    31,
                    "Allotment blethers",
                    "First Sat 2pm",
                    &["The first Saturday of the month, from 2pm"],
                    RowOutcome::Waiting,
                    &["A start without an end. When is it over?"],
                ),
                row(9, "", "", &[], RowOutcome::Refused, &["It has no name."]),
                row(
                    2,
                    "Mill Lane day service",
                    "Mon-Fri 10-2.30pm",
                    &["Every Monday to Friday, 10am to 2:30pm"],
                    RowOutcome::Imported,
                    &[],
                ),
                row(
                    3,
                    "Walk and talk",
                    "Weds 11am-12",
                    &["Every Wednesday, 11am to noon"],
                    RowOutcome::LetIn,
                    &["Aileen let it in today."],
                ),
            ],
            of_others: false,
            may_undo: true,
            undone: String::new(),
        };
        let undone = ImportRun {
            may_undo: false,
            undone: "Aileen undid this run today at 11am. Nothing of it is left.".to_owned(),
            rows: Vec::new(),
            ..full.clone()
        };
        let others = ImportRun {
            of_others: true,
            rows: vec![row(2, "Harbour Advice", "", &[], RowOutcome::Listed, &[])],
            ..full.clone()
        };
        vec![("full", full), ("undone", undone), ("others", others)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
