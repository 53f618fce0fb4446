//! Imports as rows: every reading of a file, what became of each row, and what is left of it.
//!
//! Not here: what a row means (`domain/imports`), whether a thing may still be taken back.

mod here;
mod made;

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::IMPORT_ROW_CELLS;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{GroupId, ImportRowId, ImportRunId, ListingId, OrganisationId, PersonId, PlaceId};
use jiff::Timestamp;
use uuid::Uuid;

pub use here::{group_slugs, groups_here, rows_here, sessions_here};
pub use made::{Made, made_groups, made_listings, made_places, mark_looked_at, mark_undone, take_back};

/// What a file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// Venues.
    Places,
    /// Groups with their times.
    Groups,
    /// Other services, for the directory.
    Listings,
    /// Events of another program's calendar.
    Calendar,
}

impl ImportKind {
    /// The word under which it is stored, and which the command takes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Groups => "groups",
            Self::Listings => "listings",
            Self::Calendar => "ics",
        }
    }

    /// The kind of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Places, Self::Groups, Self::Listings, Self::Calendar].into_iter().find(|kind| kind.code() == code)
    }
}

/// How a row stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Everything was plainly said.
    Imported,
    /// It waits for a person.
    Waiting,
    /// It could not be taken.
    Refused,
    /// It waited, and a person let it in.
    LetIn,
    /// It waited, and a person said that it is not for us.
    NotForUs,
}

impl RowState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Imported, Self::Waiting, Self::Refused, Self::LetIn, Self::NotForUs];

    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::LetIn => "let-in",
            Self::NotForUs => "not-for-us",
        }
    }

    /// The state of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What a row became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A group.
    Group(GroupId),
    /// A place.
    Place(PlaceId),
    /// Another service in the directory.
    Listing(ListingId),
}

impl Thing {
    fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Group(id) => ("group", id.uuid()),
            Self::Place(id) => ("place", id.uuid()),
            Self::Listing(id) => ("listing", id.uuid()),
        }
    }
}

/// One reading of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which reading.
    pub id: ImportRunId,
    /// What the file lists.
    pub kind: ImportKind,
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub file_hash: String,
    /// When it was read.
    pub at: Timestamp,
    /// Who read it in; none for the command line.
    pub by: Option<PersonId>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// From which list it is; empty for one that was read in before that was asked.
    pub source: String,
    /// Of which year that list is, if anybody knows.
    pub source_year: Option<i16>,
}

/// One row and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which row.
    pub id: ImportRowId,
    /// Of which reading.
    pub run: ImportRunId,
    /// 1 is the first row after the header.
    pub number: u32,
    /// What it is about; empty where the row has no name.
    pub name: String,
    /// How it stands now.
    pub state: RowState,
    /// Why it waits or was refused, in words.
    pub reason: String,
    /// The rules that were understood, as JSON.
    pub understood: String,
    /// The row as it stood in the file, as JSON.
    pub cells: String,
    /// What became of it.
    pub thing: Option<Thing>,
}

/// Adds a reading.
///
/// # Errors
/// The database's own.
pub async fn add_run(w: &mut Writing, organisation: OrganisationId, new: &Run) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO import_run (organisation_id, id, kind, file_name, file_hash, at, by_person, undone_at, source,
         source_year) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        organisation.uuid(),
        new.id.uuid(),
        new.kind.code(),
        &new.file_name,
        &new.file_hash,
        micros(new.at),
        new.by.map(PersonId::uuid),
        new.undone_at.map(micros),
        &new.source,
        new.source_year.map(i32::from)
    )?;
    Ok(())
}

/// Adds a row of a reading.
///
/// # Errors
/// The database's own.
pub async fn add_row(w: &mut Writing, organisation: OrganisationId, row: &Row) -> Result<(), StoreError> {
    let (kind, thing) = row.thing.map(Thing::parts).unzip();
    let cells = w.seal(organisation.uuid(), IMPORT_ROW_CELLS, row.id.uuid(), &row.cells).await?;
    run!(
        w,
        "INSERT INTO import_row (organisation_id, id, run_id, number, name, outcome, reason, understood, cells,
         thing_kind, thing_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        organisation.uuid(),
        row.id.uuid(),
        row.run.uuid(),
        i32::try_from(row.number).map_err(|_| StoreError::Unknown { column: "number" })?,
        &row.name,
        row.state.code(),
        &row.reason,
        &row.understood,
        cells,
        kind,
        thing
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: Uuid,
    kind: String,
    file_name: String,
    file_hash: String,
    at: i64,
    by_person: Option<Uuid>,
    undone_at: Option<i64>,
    source: String,
    source_year: Option<i32>,
}

impl RunRow {
    fn run(self) -> Result<Run, StoreError> {
        Ok(Run {
            id: ImportRunId::new(self.id),
            kind: ImportKind::of_code(&self.kind).ok_or(StoreError::Unknown { column: "kind" })?,
            file_name: self.file_name,
            file_hash: self.file_hash,
            at: instant(self.at)?,
            by: self.by_person.map(PersonId::new),
            undone_at: maybe(self.undone_at)?,
            source: self.source,
            source_year: crate::directory::year(self.source_year)?,
        })
    }
}

/// One reading.
///
/// # Errors
/// The database's own.
pub async fn find_run(tx: &mut Tx, organisation: OrganisationId, id: ImportRunId) -> Result<Option<Run>, StoreError> {
    let row = one!(
        tx,
        RunRow,
        "SELECT id, kind, file_name, file_hash, at, by_person, undone_at, source, source_year FROM import_run
         WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    row.map(RunRow::run).transpose()
}

/// Every reading, the newest first.
///
/// # Errors
/// The database's own.
pub async fn runs(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Run>, StoreError> {
    let rows = all!(
        tx,
        RunRow,
        "SELECT id, kind, file_name, file_hash, at, by_person, undone_at, source, source_year FROM import_run
         WHERE organisation_id = $1 ORDER BY at DESC, id DESC",
        organisation.uuid()
    )?;
    rows.into_iter().map(RunRow::run).collect()
}

/// How many rows of each reading stand in each state.
///
/// # Errors
/// The database's own.
pub async fn counts(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(ImportRunId, RowState, usize)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        run_id: Uuid,
        outcome: String,
        rows: i64,
    }
    let rows = all!(
        tx,
        Count,
        "SELECT run_id, outcome, COUNT(*) AS rows FROM import_row WHERE organisation_id = $1 GROUP BY run_id, outcome",
        organisation.uuid()
    )?;
    rows.into_iter()
        .map(|row| {
            let state = RowState::of_code(&row.outcome).ok_or(StoreError::Unknown { column: "outcome" })?;
            Ok((ImportRunId::new(row.run_id), state, usize::try_from(row.rows).unwrap_or(0)))
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct ReadRow {
    id: Uuid,
    run_id: Uuid,
    number: i32,
    name: String,
    outcome: String,
    reason: String,
    understood: String,
    cells: String,
    thing_kind: Option<String>,
    thing_id: Option<Uuid>,
}

impl ReadRow {
    async fn row(self, tx: &mut Tx, organisation: OrganisationId) -> Result<Row, StoreError> {
        let thing = match (self.thing_kind.as_deref(), self.thing_id) {
            (Some("group"), Some(id)) => Some(Thing::Group(GroupId::new(id))),
            (Some("place"), Some(id)) => Some(Thing::Place(PlaceId::new(id))),
            (Some("listing"), Some(id)) => Some(Thing::Listing(ListingId::new(id))),
            (None, None) => None,
            _ => return Err(StoreError::Unknown { column: "thing_kind" }),
        };
        Ok(Row {
            id: ImportRowId::new(self.id),
            run: ImportRunId::new(self.run_id),
            number: u32::try_from(self.number).map_err(|_| StoreError::Unknown { column: "number" })?,
            name: self.name,
            state: RowState::of_code(&self.outcome).ok_or(StoreError::Unknown { column: "outcome" })?,
            reason: self.reason,
            understood: self.understood,
            cells: tx.open(organisation.uuid(), IMPORT_ROW_CELLS, self.id, &self.cells).await?,
            thing,
        })
    }
}

/// The rows of a reading in the order of the file.
///
/// # Errors
/// The database's own.
pub async fn rows_of(tx: &mut Tx, organisation: OrganisationId, run: ImportRunId) -> Result<Vec<Row>, StoreError> {
    let rows = all!(
        tx,
        ReadRow,
        "SELECT id, run_id, number, name, outcome, reason, understood, cells, thing_kind, thing_id FROM import_row
         WHERE organisation_id = $1 AND run_id = $2 ORDER BY number",
        organisation.uuid(),
        run.uuid()
    )?;
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        read.push(row.row(tx, organisation).await?);
    }
    Ok(read)
}

/// One row.
///
/// # Errors
/// The database's own.
pub async fn find_row(tx: &mut Tx, organisation: OrganisationId, id: ImportRowId) -> Result<Option<Row>, StoreError> {
    let row = one!(
        tx,
        ReadRow,
        "SELECT id, run_id, number, name, outcome, reason, understood, cells, thing_kind, thing_id FROM import_row
         WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    match row {
        Some(row) => row.row(tx, organisation).await.map(Some),
        None => Ok(None),
    }
}

/// Writes what became of a row that waited. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn settle(
    w: &mut Writing,
    organisation: OrganisationId,
    row: ImportRowId,
    state: RowState,
    thing: Option<Thing>,
) -> Result<u64, StoreError> {
    let (kind, id) = thing.map(Thing::parts).unzip();
    run!(
        w,
        "UPDATE import_row SET outcome = $3, thing_kind = $4, thing_id = $5
         WHERE organisation_id = $1 AND id = $2 AND outcome = 'waiting'",
        organisation.uuid(),
        row.uuid(),
        state.code(),
        kind,
        id
    )
}
