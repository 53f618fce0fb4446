//! Lists brought in: every run, one run row by row, and what a person decides about a row or the whole.

use super::form::Fields;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, done, page, refused, trouble};
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::imports::{
    RowRefused, RowState, Thing, let_in, looked_at, refuse_row, see_import_run, see_imports, undo_import,
};
use bothy_domain::ids::{ActId, ImportRowId, ImportRunId};

/// The routes of lists that were brought in.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/imports", SignedIn, get(all)),
        line("GET", "/imports/{id}", SignedIn, get(one)),
        line("POST", "/imports/{id}/undo", SignedIn, post(undo)),
        line("POST", "/imports/rows/{id}/let-in", SignedIn, post(take)),
        line("POST", "/imports/rows/{id}/refuse", SignedIn, post(leave)),
    ]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn all(here: Here, Me(known): Me) -> Answer {
    match see_imports(&here.service.bothy, &known).await {
        Ok(runs) => page(&desk::imports::all(&here.desk(known.sign_in.person), here.frame(Some(Tab::More)), &runs)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

async fn one(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ImportRunId>() else { return not_found(&here) };
    match see_import_run(&here.service.bothy, &known, id).await {
        Ok((run, rows)) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::imports::one(&desk, here.frame(Some(Tab::More)), &run, &rows))
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

async fn undo(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ImportRunId>() else { return not_found(&here) };
    // Whoever may see a run may take it back; the act itself is asked by the command line as well.
    if let Err(error) = see_import_run(&here.service.bothy, &known, id).await {
        return refused(&here, error, Vec::new(), |_| None, |_| not_found(&here));
    }
    let (organisation, by) = (known.sign_in.organisation, Some(known.sign_in.person));
    match undo_import(&here.service.bothy, organisation, by, id).await {
        Ok(undone) => {
            let code = if undone.kept.is_empty() { "run-undone" } else { "run-kept" };
            done(&here, &format!("/imports/{id}"), code)
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

/// The run of a row, and how the row stands; none where neither is there for this person.
async fn found(here: &Here, known: &Known, row: ImportRowId) -> Result<(ImportRunId, RowState), Answer> {
    let away = |error| refused(here, error, Vec::new(), |_| None, |_| not_found(here));
    for run in see_imports(&here.service.bothy, known).await.map_err(away)? {
        let (_, rows) = see_import_run(&here.service.bothy, known, run.id).await.map_err(away)?;
        if let Some(row) = rows.into_iter().find(|one| one.id == row) {
            return Ok((run.id, row.state));
        }
    }
    Err(not_found(here))
}

fn after<T>(here: &Here, run: ImportRunId, result: Result<T, ActionError<RowRefused>>, code: &str) -> Answer {
    let to = format!("/imports/{run}");
    match result {
        Ok(_) => done(here, &to, code),
        Err(error) => refused(
            here,
            error,
            Vec::new(),
            |_| Some(to.clone()),
            |rule| {
                let code = match rule {
                    RowRefused::OutsideWeeks => "row-outside",
                    RowRefused::DoesNotWait | RowRefused::Undone | RowRefused::NothingCame => "row-decided",
                };
                done(here, &to, code)
            },
        ),
    }
}

async fn take(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let (Ok(row), Some(act)) = (id.parse::<ImportRowId>(), Fields::read(&body).value::<ActId>("act")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let (run, state) = match found(&here, &known, row).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    // What came in by itself is looked at; what waits is let in.
    let result = match state {
        RowState::Imported => looked_at(&here.service.bothy, &known, act, row).await,
        _ => let_in(&here.service.bothy, &known, act, row).await,
    };
    let code = if matches!(result, Ok(Thing::Listing(_))) { "row-listed" } else { "row-in" };
    after(&here, run, result, code)
}

async fn leave(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let (Ok(row), Some(act)) = (id.parse::<ImportRowId>(), Fields::read(&body).value::<ActId>("act")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let run = match found(&here, &known, row).await {
        Ok((run, _)) => run,
        Err(answer) => return answer,
    };
    after(&here, run, refuse_row(&here.service.bothy, &known, act, row).await, "row-out")
}
