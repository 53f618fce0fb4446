//! Somebody looks at what was brought in: every reading, and one with what became of each row.

use super::said::{Said, Understood};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{Import, Within};
use bothy_domain::ids::{ImportRowId, ImportRunId, OrganisationId, PersonId};
use bothy_store::imports::{self, ImportKind, Row, RowState, Run, Thing};
use bothy_store::{StoreError, Tx, people};
use jiff::Timestamp;

/// One reading of a file and how its rows stand now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSeen {
    /// Which reading.
    pub id: ImportRunId,
    /// What the file lists.
    pub kind: ImportKind,
    /// What the file is called.
    pub file_name: String,
    /// When it was read.
    pub at: Timestamp,
    /// Who read it in, by their shown name; none for the command line.
    pub by: Option<String>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Rows that came in by themselves.
    pub imported: usize,
    /// Rows that wait for a person.
    pub waiting: usize,
    /// Rows that were refused.
    pub refused: usize,
    /// Rows that waited and were let in.
    pub let_in: usize,
    /// Rows that waited and are not for us.
    pub not_for_us: usize,
}

/// One row and how it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSeen {
    /// Which row.
    pub id: ImportRowId,
    /// 1 is the first row after the header.
    pub number: u32,
    /// What it is about.
    pub name: String,
    /// How it stands.
    pub state: RowState,
    /// What it says of its times, as it stands in the file; may be empty.
    pub times_said: String,
    /// What was understood of that.
    pub understood: Vec<Understood>,
    /// Why it waits or was refused, in words; empty for an imported row.
    pub reason: String,
    /// Every cell under the name of its column.
    pub cells: Vec<(String, String)>,
    /// What became of it.
    pub thing: Option<Thing>,
    /// When a person looked at that.
    pub looked_at: Option<Timestamp>,
}

impl RunSeen {
    /// How many rows the file has.
    pub fn rows(&self) -> usize {
        self.imported + self.waiting + self.refused + self.let_in + self.not_for_us
    }
}

type Refused = ActionError<Never>;

/// Every reading of a file, the newest first.
///
/// # Errors
/// Nothing is there for somebody who may not bring files in.
pub async fn see_imports(bothy: &Bothy, who: &Known) -> Result<Vec<RunSeen>, Refused> {
    let organisation = allowed(who)?;
    bothy
        .db
        .snapshot("see_imports", organisation, |tx, organisation| {
            Box::pin(async move {
                let runs = imports::runs(tx, *organisation).await?;
                Ok(seen(tx, *organisation, runs).await?)
            })
        })
        .await
}

/// One reading with all its rows, those that wait first.
///
/// # Errors
/// It is not there, or not for this person.
pub async fn see_import_run(bothy: &Bothy, who: &Known, run: ImportRunId) -> Result<(RunSeen, Vec<RowSeen>), Refused> {
    let input = (allowed(who)?, run);
    bothy
        .db
        .snapshot("see_import_run", input, |tx, (organisation, run)| {
            Box::pin(async move {
                let Some(found) = imports::find_run(tx, *organisation, *run).await? else {
                    return Err(ActionError::NotFound);
                };
                let Some(seen) = seen(tx, *organisation, vec![found]).await?.pop() else {
                    return Err(ActionError::NotFound);
                };
                Ok((seen, rows_of(tx, *organisation, *run).await?))
            })
        })
        .await
}

fn allowed(who: &Known) -> Result<OrganisationId, Refused> {
    let organisation = who.sign_in.organisation;
    Permit::<Import>::ask(&who.standing, Within::organisation(organisation))?;
    Ok(organisation)
}

async fn seen(tx: &mut Tx, organisation: OrganisationId, runs: Vec<Run>) -> Result<Vec<RunSeen>, StoreError> {
    let counts = imports::counts(tx, organisation).await?;
    let readers: Vec<PersonId> = runs.iter().filter_map(|run| run.by).collect();
    let named = people::named(tx, organisation, &readers).await?;
    let all = runs.into_iter().map(|run| {
        let count = |wanted: RowState| {
            counts.iter().filter(|(id, state, _)| *id == run.id && *state == wanted).map(|(.., rows)| rows).sum()
        };
        RunSeen {
            imported: count(RowState::Imported),
            waiting: count(RowState::Waiting),
            refused: count(RowState::Refused),
            let_in: count(RowState::LetIn),
            not_for_us: count(RowState::NotForUs),
            by: run.by.and_then(|by| named.get(&by)).map(|person| person.shown_name.clone()),
            id: run.id,
            kind: run.kind,
            file_name: run.file_name,
            at: run.at,
            undone_at: run.undone_at,
        }
    });
    Ok(all.collect())
}

async fn rows_of(tx: &mut Tx, organisation: OrganisationId, run: ImportRunId) -> Result<Vec<RowSeen>, StoreError> {
    let mut made = imports::made_groups(tx, organisation, run).await?;
    made.extend(imports::made_places(tx, organisation, run).await?);
    made.extend(imports::made_listings(tx, organisation, run).await?);
    let looked = |row: &Row| made.iter().find(|one| Some(one.thing) == row.thing).and_then(|one| one.looked_at);
    let mut rows = Vec::new();
    for row in imports::rows_of(tx, organisation, run).await? {
        let said = Said::stored(&row.cells)?;
        rows.push(RowSeen {
            looked_at: looked(&row),
            understood: serde_json::from_str(&row.understood)
                .map_err(|_| StoreError::Unknown { column: "understood" })?,
            id: row.id,
            number: row.number,
            name: row.name,
            state: row.state,
            times_said: said.times,
            reason: row.reason,
            cells: said.cells,
            thing: row.thing,
        });
    }
    rows.sort_by_key(|row| (row.state != RowState::Waiting, row.number));
    Ok(rows)
}
