//! `/imports` and `/imports/{id}` from what was read in and what became of each row.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{ImportRow, ImportRun as RunPage, Imports as Page, RowOutcome, RunLine};
use crate::words::key;
use bothy_actions::imports::{ImportKind, RowSeen, RowState, RunSeen};

/// The command that brings a list in.
const COMMAND: &str = "bothy import groups FILE --dry-run";

fn name(desk: &Desk, run: &RunSeen) -> String {
    desk.words.say(key("run-name")).put("file", &run.file_name).count("rows", run.rows()).to_string()
}

fn by(desk: &Desk, run: &RunSeen) -> String {
    run.by.clone().unwrap_or_else(|| desk.words.t(key("run-by-command")).to_owned())
}

/// Every run.
pub fn all(desk: &Desk, frame: Frame, runs: &[RunSeen]) -> Page {
    let line = |run: &RunSeen| {
        let note = desk
            .words
            .say(key("run-note"))
            .put("moment", desk.moment(run.at))
            .put("name", by(desk, run))
            .count("in", run.imported + run.let_in)
            .count("waiting", run.waiting)
            .count("out", run.refused + run.not_for_us)
            .to_string();
        RunLine { href: format!("/imports/{}", run.id), name: name(desk, run), note }
    };
    Page { frame, command: COMMAND.to_owned(), runs: runs.iter().map(line).collect() }
}

/// One run; the rows that wait for a person first.
pub fn one(desk: &Desk, frame: Frame, run: &RunSeen, rows: &[RowSeen]) -> RunPage {
    let mut rows: Vec<ImportRow> = rows.iter().map(|one| row(desk, run.kind, one)).collect();
    rows.sort_by_key(|row| (row.outcome != RowOutcome::Waiting, row.number));
    let over = desk.words.say(key("run-over")).put("name", name(desk, run)).put("moment", desk.moment(run.at));
    let undone = run.undone_at.map(|at| desk.words.say(key("run-undone")).put("moment", desk.moment(at)).to_string());
    RunPage {
        frame,
        acts: acts(),
        id: run.id.to_string(),
        over: over.put("by", by(desk, run)).to_string(),
        imported: run.imported + run.let_in,
        waiting: run.waiting,
        refused: run.refused + run.not_for_us,
        rows,
        of_others: run.kind == ImportKind::Listings,
        may_undo: run.undone_at.is_none(),
        undone: undone.unwrap_or_default(),
    }
}

fn row(desk: &Desk, kind: ImportKind, row: &RowSeen) -> ImportRow {
    let looked = row.looked_at.map(|at| desk.words.say(key("run-looked")).put("moment", desk.moment(at)).to_string());
    let reason = Some(row.reason.clone()).filter(|reason| !reason.is_empty());
    ImportRow {
        id: row.id.to_string(),
        // The heading is row 1 of the file.
        number: row.number.saturating_add(1),
        name: row.name.clone(),
        says: row.times_said.clone(),
        understood: row.understood.iter().map(|rule| rule.words.clone()).collect(),
        outcome: match row.state {
            RowState::Imported if kind == ImportKind::Listings => RowOutcome::Listed,
            // What a person has looked at asks for nothing more.
            RowState::Imported if row.looked_at.is_some() => RowOutcome::LetIn,
            RowState::Imported => RowOutcome::Imported,
            RowState::Waiting => RowOutcome::Waiting,
            RowState::Refused => RowOutcome::Refused,
            RowState::LetIn => RowOutcome::LetIn,
            RowState::NotForUs => RowOutcome::NotForUs,
        },
        reasons: reason.into_iter().chain(looked).collect(),
    }
}
