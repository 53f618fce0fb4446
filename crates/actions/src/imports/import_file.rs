//! Somebody brings a file in: every row ends imported, waiting for a person, or refused, with the reason.

use super::calendar;
use super::making::{Bench, Where};
use super::reading::known_lists::{self, ListOrigin, known};
use super::reading::services::ServiceForm;
use super::reading::{FileRefused, groups, listings, places, services};
use super::said::{Judged, Said, Understood, of_groups, of_listings, of_places};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{Import, Within};
use bothy_domain::ids::{ImportRowId, ImportRunId, OrganisationId, PersonId};
use bothy_domain::imports::{AlreadyHere, Outcome, Refusal};
use bothy_store::audit::hex;
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::imports::{self, ImportKind, Row, RowState, Run};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, people};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Whether a file is only shown as it would come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DryRun {
    /// Nothing is written.
    Yes,
    /// It comes in.
    No,
}

/// A file to be brought in.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// What it lists.
    pub kind: ImportKind,
    /// What it is called.
    pub file_name: String,
    /// What is in it; `reading::bytes::read` takes no more than is allowed.
    pub bytes: Vec<u8>,
    /// Whether it is only shown.
    pub dry_run: DryRun,
}

/// Why a file did not come in at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefused {
    /// It is no table, or too large, or its rows have no names.
    #[error(transparent)]
    File(#[from] FileRefused),
}

/// How one row ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// 1 is the first row after the header.
    pub row: u32,
    /// What it is about.
    pub name: String,
    /// "imported", "waiting", "refused".
    pub outcome: &'static str,
    /// The rules that were understood.
    pub understood: Vec<Understood>,
    /// Why it waits or was refused; empty for an imported row.
    pub reason: String,
}

/// What became of a file. The three counts add up to its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Which reading it is; none where nothing was written.
    pub run: Option<ImportRunId>,
    /// How many rows the file has.
    pub rows: usize,
    /// How many came in.
    pub imported: usize,
    /// How many wait for a person.
    pub waiting: usize,
    /// How many were refused.
    pub refused: usize,
    /// Every row in the order of the file.
    pub items: Vec<ImportItem>,
}

pub(super) type Refused = ActionError<ImportRefused>;

/// A file that was read, before it is known what is here already.
pub(super) struct Input {
    pub organisation: OrganisationId,
    pub by: Option<PersonId>,
    pub kind: ImportKind,
    pub file_name: String,
    pub file_hash: String,
    pub origin: ListOrigin,
    pub rows: Vec<Judged>,
    pub now: Timestamp,
}

/// Reads a file in, in one commit: its rows, the groups and places of those that say everything plainly, and the
/// duty to look at those that wait.
///
/// What comes in is not public, and its series make no sessions until a person has looked. `by` is none for the
/// command line, which whoever holds the data may use.
///
/// # Errors
/// The file is refused whole, with a sentence; or this person may not bring files in.
pub async fn import_file(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    new: NewImport,
) -> Result<ImportReport, Refused> {
    import_list(bothy, organisation, by, new, None).await
}

/// The same, of a list of which somebody says whose it is and of which year. Where nobody says, a published file is
/// known by its bytes, and any other goes by its own name.
///
/// # Errors
/// As [`import_file`].
pub async fn import_list(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    new: NewImport,
    origin: Option<ListOrigin>,
) -> Result<ImportReport, Refused> {
    read_in(bothy, organisation, by, new, Form::Table, origin).await
}

/// Reads a feed of other services in, as [`import_list`] does a list of them. Where nobody says whose it is, an answer of
/// ALISS is of ALISS, whose licence asks to be named; any other goes by its file's name.
///
/// # Errors
/// As [`import_file`].
pub async fn import_services(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    new: NewImport,
    form: ServiceForm,
    origin: Option<ListOrigin>,
) -> Result<ImportReport, Refused> {
    let new = NewImport { kind: ImportKind::Listings, ..new };
    let origin = origin.or_else(|| known_lists::of_form(form));
    read_in(bothy, organisation, by, new, Form::Services(form), origin).await
}

/// What stands in a file.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// A table.
    Table,
    /// A feed of services.
    Services(ServiceForm),
}

async fn read_in(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    new: NewImport,
    form: Form,
    origin: Option<ListOrigin>,
) -> Result<ImportReport, Refused> {
    let NewImport { kind, file_name, bytes, dry_run } = new;
    // Reading a large file takes a while: on a thread of its own, and before the write begins.
    let read = tokio::task::spawn_blocking(move || {
        let rows = match (form, kind) {
            (Form::Services(form), _) => services(&bytes, form, &mut AlreadyHere::default()).map(of_listings),
            (Form::Table, ImportKind::Groups) => groups(&bytes, &mut AlreadyHere::default()).map(of_groups),
            (Form::Table, ImportKind::Places) => places(&bytes, &mut AlreadyHere::default()).map(of_places),
            (Form::Table, ImportKind::Listings | ImportKind::Calendar) => {
                listings(&bytes, &mut AlreadyHere::default()).map(of_listings)
            }
        };
        rows.map(|rows| (rows, hex(&Sha256::digest(&bytes))))
    });
    let (rows, file_hash) = read
        .await
        .map_err(|_| StoreError::Stopped)?
        .map_err(|refused| ActionError::Rule(ImportRefused::File(refused)))?;
    let own = || ListOrigin { source: file_name.clone(), year: None };
    let origin = origin.or_else(|| known(&file_hash)).unwrap_or_else(own);
    let input = Input { organisation, by, kind, file_name, file_hash, origin, rows, now: bothy.now() };
    bring_in(bothy, input, dry_run).await
}

/// Shows what would become of a file that was read, or brings it in.
pub(super) async fn bring_in(bothy: &Bothy, input: Input, dry_run: DryRun) -> Result<ImportReport, Refused> {
    match dry_run {
        DryRun::Yes => bothy.db.snapshot("import_file_dry", input, |tx, input| Box::pin(shown_in(tx, input))).await,
        DryRun::No => bothy.db.write("import_file", input, |w, input| Box::pin(import_in(w, input))).await,
    }
}

async fn shown_in(tx: &mut Tx, input: &Input) -> Result<ImportReport, Refused> {
    allowed(tx, input.organisation, input.by, input.now).await?;
    let outcomes = outcomes(tx, input).await?;
    Ok(report(None, &input.rows, &outcomes))
}

async fn import_in(w: &mut Writing, input: &Input) -> Result<Commit<ImportReport>, Refused> {
    let organisation = input.organisation;
    // Whoever reads a file at the same moment waits here, so that no row comes in twice.
    let mut locked = lock_calendar(w, organisation).await?;
    allowed(w, organisation, input.by, input.now).await?;
    let outcomes = outcomes(w, input).await?;
    let run = ImportRunId::new(Uuid::now_v7());
    let subject = Subject::of(organisation, SubjectKind::Import, run.uuid());
    make(w, subject).await?;
    locked.subjects.extend(lock(w, &[subject]).await?.subjects);
    let saved = save_run(w, run, input).await?;
    let Some(mut bench) = Bench::read(w, organisation, &saved, input.now, None).await? else {
        return Err(ActionError::NotFound);
    };
    for (row, outcome) in input.rows.iter().zip(&outcomes) {
        let thing = match (outcome, &row.meant) {
            (Outcome::Imported, Some(meant)) => Some(bench.make(w, meant, Where::Certain).await?),
            _ => None,
        };
        imports::add_row(w, organisation, &stored(run, row, outcome, thing)?).await?;
    }
    replan(w, locked, input.now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: input.by,
        act: "file-imported",
        thing: run.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(report(Some(run), &input.rows, &outcomes), audit))
}

async fn save_run(w: &mut Writing, run: ImportRunId, input: &Input) -> Result<Run, StoreError> {
    let new = Run {
        id: run,
        kind: input.kind,
        file_name: input.file_name.clone(),
        file_hash: input.file_hash.clone(),
        at: input.now,
        by: input.by,
        undone_at: None,
        source: input.origin.source.clone(),
        source_year: input.origin.year,
    };
    imports::add_run(w, input.organisation, &new).await?;
    Ok(new)
}

fn stored(run: ImportRunId, row: &Judged, outcome: &Outcome, thing: Option<imports::Thing>) -> Result<Row, StoreError> {
    let state = match outcome {
        Outcome::Imported => RowState::Imported,
        Outcome::Waiting(_) => RowState::Waiting,
        Outcome::Refused(_) => RowState::Refused,
    };
    let json = |column| move |_| StoreError::Unknown { column };
    Ok(Row {
        id: ImportRowId::new(Uuid::now_v7()),
        run,
        number: row.number,
        name: row.name.clone(),
        state,
        reason: outcome.reason(),
        understood: serde_json::to_string(&row.understood).map_err(json("understood"))?,
        cells: serde_json::to_string(&row.said).map_err(json("cells"))?,
        thing,
    })
}

/// A person needs leave to bring files in; the command line is used by whoever holds the data.
pub(super) async fn allowed<R: std::fmt::Debug + std::fmt::Display>(
    tx: &mut Tx,
    organisation: OrganisationId,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<(), ActionError<R>> {
    let Some(person) = by else { return Ok(()) };
    let standing = people::standing(tx, organisation, person, now).await?;
    Permit::<Import>::ask(&standing, Within::organisation(organisation))?;
    Ok(())
}

/// How the rows end here: what is here already is refused, whatever else it says.
async fn outcomes(tx: &mut Tx, input: &Input) -> Result<Vec<Outcome>, StoreError> {
    if input.kind == ImportKind::Calendar {
        return calendar::outcomes(tx, input).await;
    }
    let mut here = here(tx, input.organisation, input.kind).await?;
    let outcome = |row: &Judged| match &row.outcome {
        Outcome::Refused(refusal) => Outcome::Refused(refusal.clone()),
        other if here.remember(&row.name, &row.said.postcode, &row.said.address) => other.clone(),
        _ => Outcome::Refused(Refusal::AlreadyHere { name: row.name.clone() }),
    };
    Ok(input.rows.iter().map(outcome).collect())
}

/// What the organisation has already, and the rows that wait or were decided by a person.
async fn here(tx: &mut Tx, organisation: OrganisationId, kind: ImportKind) -> Result<AlreadyHere, StoreError> {
    let mut here = AlreadyHere::default();
    for (name, cells) in imports::rows_here(tx, organisation, kind).await? {
        let said = Said::stored(&cells)?;
        here.remember(&name, &said.postcode, &said.address);
    }
    match kind {
        ImportKind::Groups => {
            for (name, postcode, address) in imports::groups_here(tx, organisation).await? {
                here.remember(&name, &postcode, &address);
            }
        }
        ImportKind::Places => {
            for place in bothy_store::places::all(tx, organisation).await? {
                here.remember(&place.name, &place.postcode, &place.address);
            }
        }
        ImportKind::Listings => {
            for listing in bothy_store::directory::all(tx, organisation).await? {
                here.remember(&listing.words.name, &listing.words.postcode, &listing.words.address);
            }
        }
        // Events are known again by their numbers.
        ImportKind::Calendar => {}
    }
    Ok(here)
}

fn report(run: Option<ImportRunId>, rows: &[Judged], outcomes: &[Outcome]) -> ImportReport {
    let count = |code| outcomes.iter().filter(|outcome| outcome.code() == code).count();
    let items = rows
        .iter()
        .zip(outcomes)
        .map(|(row, outcome)| ImportItem {
            row: row.number,
            name: row.name.clone(),
            outcome: outcome.code(),
            understood: row.understood.clone(),
            reason: outcome.reason(),
        })
        .collect();
    ImportReport {
        run,
        rows: rows.len(),
        imported: count("imported"),
        waiting: count("waiting"),
        refused: count("refused"),
        items,
    }
}
