//! Crisis lines and worries as rows.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::{CONCERN_REACH_BACK, CONCERN_WORDS};
use crate::time::{day, instant, micros};
use bothy_domain::ids::{ConcernId, HelpLineId, OrganisationId, PersonId};
use bothy_domain::safety::concern::{About, Concern, ConcernState, Danger};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// A line that can be rung, with where its number was taken from and when somebody last checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    /// Which line.
    pub id: HelpLineId,
    /// Its place in the list; 0 is the number for danger now.
    pub position: u16,
    /// Whose it is.
    pub name: String,
    /// As people read it: `116 123`.
    pub number: String,
    /// What it is for, in a sentence.
    pub what: String,
    /// When it answers: `always`, or spans such as `mon-thu 18:00-02:00; fri-mon 18:00-06:00`.
    pub hours: String,
    /// Where it answers for.
    pub area: String,
    /// Where the number was taken from.
    pub source: String,
    /// The day on which somebody checked it.
    pub checked_on: Date,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Uuid,
    position: i32,
    name: String,
    number: String,
    what: String,
    hours: String,
    area: String,
    source: String,
    checked_on: String,
}

/// The lines of an organisation, in their order.
///
/// # Errors
/// The database's own.
pub async fn help_lines(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<HelpLine>, StoreError> {
    let rows = all!(
        tx,
        LineRow,
        "SELECT id, position, name, number, what, hours, area, source, checked_on FROM help_line
         WHERE organisation_id = $1 ORDER BY position, id",
        organisation.uuid()
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(HelpLine {
                id: HelpLineId::new(row.id),
                position: u16::try_from(row.position).unwrap_or(u16::MAX),
                name: row.name,
                number: row.number,
                what: row.what,
                hours: row.hours,
                area: row.area,
                source: row.source,
                checked_on: day(&row.checked_on)?,
            })
        })
        .collect()
}

/// Writes a line over the one of the same id.
///
/// # Errors
/// The database's own.
pub async fn put_help_line(w: &mut Writing, organisation: OrganisationId, line: &HelpLine) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO help_line (organisation_id, id, position, name, number, what, hours, area, source, checked_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (organisation_id, id) DO UPDATE SET position = excluded.position, name = excluded.name,
         number = excluded.number, what = excluded.what, hours = excluded.hours, area = excluded.area,
         source = excluded.source, checked_on = excluded.checked_on",
        organisation.uuid(),
        line.id.uuid(),
        i32::from(line.position),
        &line.name,
        &line.number,
        &line.what,
        &line.hours,
        &line.area,
        &line.source,
        line.checked_on.to_string()
    )?;
    Ok(())
}

/// A worry as its two readers see it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConcernRow {
    /// Which worry.
    pub id: ConcernId,
    /// What it is about.
    pub about: About,
    /// Its clock.
    pub concern: Concern,
    /// What was written; may be empty.
    pub words: String,
    /// How to get back to whoever wrote, if they said so; may be empty.
    pub reach_back: String,
    /// Who wrote, where they chose to be known.
    pub said_by: Option<PersonId>,
    /// The words by which somebody without a name finds it again.
    pub receipt: String,
}

#[derive(sqlx::FromRow)]
struct WorryRow {
    id: Uuid,
    about: String,
    danger: bool,
    words: String,
    reach_back: String,
    said_by: Option<Uuid>,
    receipt: String,
    raised_at: i64,
    first_reader_id: Uuid,
    second_reader_id: Uuid,
    acknowledged_by: Option<Uuid>,
    acknowledged_at: Option<i64>,
}

impl WorryRow {
    async fn row(self, tx: &mut Tx, organisation: OrganisationId) -> Result<ConcernRow, StoreError> {
        let owner = organisation.uuid();
        let words = tx.open(owner, CONCERN_WORDS, self.id, &self.words).await?;
        let reach_back = tx.open(owner, CONCERN_REACH_BACK, self.id, &self.reach_back).await?;
        let state = match (self.acknowledged_by, self.acknowledged_at) {
            (Some(by), Some(at)) => ConcernState::Acknowledged { by: PersonId::new(by), at: instant(at)? },
            _ => ConcernState::Raised,
        };
        Ok(ConcernRow {
            id: ConcernId::new(self.id),
            about: About::of_code(&self.about).ok_or(StoreError::Unknown { column: "about" })?,
            concern: Concern {
                state,
                danger: if self.danger { Danger::YesOrNotSure } else { Danger::No },
                raised_at: instant(self.raised_at)?,
                readers: [PersonId::new(self.first_reader_id), PersonId::new(self.second_reader_id)],
            },
            words,
            reach_back,
            said_by: self.said_by.map(PersonId::new),
            receipt: self.receipt,
        })
    }
}

/// Writes a new worry down.
///
/// # Errors
/// The database's own; a unique violation where the receipt is in use.
pub async fn add_concern(w: &mut Writing, organisation: OrganisationId, row: &ConcernRow) -> Result<(), StoreError> {
    let [first, second] = row.concern.readers;
    let (owner, id) = (organisation.uuid(), row.id.uuid());
    let words = w.seal(owner, CONCERN_WORDS, id, &row.words).await?;
    let reach_back = w.seal(owner, CONCERN_REACH_BACK, id, &row.reach_back).await?;
    run!(
        w,
        "INSERT INTO concern (organisation_id, id, about, danger, words, reach_back, said_by, receipt, raised_at,
         first_reader_id, second_reader_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        owner,
        id,
        row.about.code(),
        row.concern.danger == Danger::YesOrNotSure,
        words,
        reach_back,
        row.said_by.map(PersonId::uuid),
        &row.receipt,
        micros(row.concern.raised_at),
        first.uuid(),
        second.uuid()
    )?;
    Ok(())
}

/// The clock of a worry, without its words: for the planner.
///
/// # Errors
/// The database's own.
pub async fn concern(tx: &mut Tx, organisation: OrganisationId, id: ConcernId) -> Result<Option<Concern>, StoreError> {
    Ok(find_concern(tx, organisation, id).await?.map(|row| row.concern))
}

/// One worry with its words; reading it is itself written down by the caller.
///
/// # Errors
/// The database's own.
pub async fn find_concern(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: ConcernId,
) -> Result<Option<ConcernRow>, StoreError> {
    let row = one!(
        tx,
        WorryRow,
        "SELECT id, about, danger, words, reach_back, said_by, receipt, raised_at, first_reader_id, second_reader_id,
         acknowledged_by, acknowledged_at FROM concern WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    match row {
        Some(row) => row.row(tx, organisation).await.map(Some),
        None => Ok(None),
    }
}

/// Whether a worry has these words on its receipt.
///
/// # Errors
/// The database's own.
pub async fn is_receipt_in_use(tx: &mut Tx, organisation: OrganisationId, receipt: &str) -> Result<bool, StoreError> {
    let found = one!(
        tx,
        (i32,),
        "SELECT 1 FROM concern WHERE organisation_id = $1 AND receipt = $2",
        organisation.uuid(),
        receipt
    )?;
    Ok(found.is_some())
}

/// The worry behind the words on a receipt.
///
/// # Errors
/// The database's own.
pub async fn concern_of_receipt(
    tx: &mut Tx,
    organisation: OrganisationId,
    receipt: &str,
) -> Result<Option<ConcernRow>, StoreError> {
    let row = one!(
        tx,
        WorryRow,
        "SELECT id, about, danger, words, reach_back, said_by, receipt, raised_at, first_reader_id, second_reader_id,
         acknowledged_by, acknowledged_at FROM concern WHERE organisation_id = $1 AND receipt = $2",
        organisation.uuid(),
        receipt
    )?;
    match row {
        Some(row) => row.row(tx, organisation).await.map(Some),
        None => Ok(None),
    }
}

/// The worries that a person reads, those that nobody has first, then the newest.
///
/// # Errors
/// The database's own.
pub async fn concerns_for(
    tx: &mut Tx,
    organisation: OrganisationId,
    reader: PersonId,
    limit: i64,
) -> Result<Vec<ConcernRow>, StoreError> {
    let rows = all!(
        tx,
        WorryRow,
        "SELECT id, about, danger, words, reach_back, said_by, receipt, raised_at, first_reader_id, second_reader_id,
         acknowledged_by, acknowledged_at FROM concern
         WHERE organisation_id = $1 AND (first_reader_id = $2 OR second_reader_id = $2)
         ORDER BY CASE WHEN acknowledged_at IS NULL THEN 0 ELSE 1 END, raised_at DESC, id DESC LIMIT $3",
        organisation.uuid(),
        reader.uuid(),
        limit
    )?;
    let mut concerns = Vec::with_capacity(rows.len());
    for row in rows {
        concerns.push(row.row(tx, organisation).await?);
    }
    Ok(concerns)
}

/// Writes down who has a worry, where nobody had it yet. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn acknowledge(
    w: &mut Writing,
    _locked: &crate::duties::Locked,
    organisation: OrganisationId,
    id: ConcernId,
    by: PersonId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE concern SET acknowledged_by = $3, acknowledged_at = $4
         WHERE organisation_id = $1 AND id = $2 AND acknowledged_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        by.uuid(),
        micros(at)
    )
}
