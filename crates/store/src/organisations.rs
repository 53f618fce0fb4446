//! Organisations, branches and the days on which they are closed.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::policies;
use crate::time::{day, micros};
use bothy_domain::ids::{BranchId, OrganisationId, PersonId};
use bothy_domain::organisations::policy_versions::PolicyChange;
use bothy_domain::supporters::everyone::{AskedOfAll, ReferencesAsked, SupervisionAsked};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// An organisation as every page needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Which one.
    pub id: OrganisationId,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its time zone, as the IANA names it.
    pub zone: String,
    /// One line of what it is.
    pub about: String,
    /// The area it works in.
    pub area: String,
    /// Whose bank holidays it keeps (`scotland`, …).
    pub division: String,
    /// The two people who read worries, as far as they are named.
    pub readers: [Option<PersonId>; 2],
    /// The last day up to which its holidays are known.
    pub holidays_known_until: Option<Date>,
    /// What it asks of every supporter.
    pub asks: AskedOfAll,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    name: String,
    zone: String,
    about: String,
    area: String,
    division: String,
    first_reader_id: Option<Uuid>,
    second_reader_id: Option<Uuid>,
    holidays_known_until: Option<String>,
    asks_references: bool,
    supervision_weeks: Option<i32>,
}

/// What an organisation asks of every supporter, from the two columns that say so.
pub(crate) fn asked(references: bool, weeks: Option<i32>) -> Result<AskedOfAll, StoreError> {
    let supervision = match weeks {
        None => SupervisionAsked::No,
        Some(weeks) => SupervisionAsked::Weeks(
            u16::try_from(weeks).map_err(|_| StoreError::Unknown { column: "supervision_weeks" })?,
        ),
    };
    Ok(AskedOfAll { references: if references { ReferencesAsked::Two } else { ReferencesAsked::No }, supervision })
}

pub(crate) fn asked_columns(asks: AskedOfAll) -> (bool, Option<i32>) {
    let weeks = match asks.supervision {
        SupervisionAsked::Weeks(weeks) => Some(i32::from(weeks)),
        SupervisionAsked::No => None,
    };
    (asks.references == ReferencesAsked::Two, weeks)
}

impl Row {
    fn organisation(self) -> Result<Organisation, StoreError> {
        Ok(Organisation {
            id: OrganisationId::new(self.id),
            slug: self.slug,
            name: self.name,
            zone: self.zone,
            about: self.about,
            area: self.area,
            division: self.division,
            readers: [self.first_reader_id.map(PersonId::new), self.second_reader_id.map(PersonId::new)],
            holidays_known_until: self.holidays_known_until.as_deref().map(day).transpose()?,
            asks: asked(self.asks_references, self.supervision_weeks)?,
        })
    }
}

/// All organisations of this service, by slug.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx) -> Result<Vec<Organisation>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, slug, name, zone, about, area, division, first_reader_id, second_reader_id, holidays_known_until,
         asks_references, supervision_weeks FROM organisation ORDER BY created_at, slug"
    )?;
    rows.into_iter().map(Row::organisation).collect()
}

/// One organisation.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, slug, name, zone, about, area, division, first_reader_id, second_reader_id, holidays_known_until,
         asks_references, supervision_weeks FROM organisation WHERE id = $1",
        id.uuid()
    )?;
    row.map(Row::organisation).transpose()
}

/// Adds an organisation.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add(w: &mut Writing, organisation: &Organisation, now: Timestamp) -> Result<(), StoreError> {
    let (references, weeks) = asked_columns(organisation.asks);
    run!(
        w,
        "INSERT INTO organisation (id, slug, name, zone, about, area, division, holidays_known_until, asks_references,
          supervision_weeks, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
        organisation.id.uuid(),
        &organisation.slug,
        &organisation.name,
        &organisation.zone,
        &organisation.about,
        &organisation.area,
        &organisation.division,
        organisation.holidays_known_until.map(|day| day.to_string()),
        references,
        weeks,
        micros(now)
    )?;
    policies::first(w, organisation.id, organisation.asks, now).await?;
    crate::sealing::make_keys(w, organisation.id.uuid(), crate::sealing::Swept::Yes).await
}

/// Names the two people who read worries.
///
/// # Errors
/// The database's own.
pub async fn name_readers(
    w: &mut Writing,
    organisation: OrganisationId,
    readers: [PersonId; 2],
) -> Result<(), StoreError> {
    let [first, second] = readers;
    run!(
        w,
        "UPDATE organisation SET first_reader_id = $2, second_reader_id = $3, version = version + 1 WHERE id = $1",
        organisation.uuid(),
        first.uuid(),
        second.uuid()
    )?;
    Ok(())
}

/// Writes what the organisation asks of every supporter, as its next version.
///
/// # Errors
/// The database's own.
pub async fn put_asks(
    w: &mut Writing,
    organisation: OrganisationId,
    asks: AskedOfAll,
    noted: policies::Noted,
) -> Result<(), StoreError> {
    policies::note(w, organisation, PolicyChange::OfAll { before: None, after: asks }, noted).await?;
    let (references, weeks) = asked_columns(asks);
    run!(
        w,
        "UPDATE organisation SET asks_references = $2, supervision_weeks = $3, version = version + 1 WHERE id = $1",
        organisation.uuid(),
        references,
        weeks
    )?;
    Ok(())
}

/// Adds a branch.
///
/// # Errors
/// The database's own.
pub async fn add_branch(
    w: &mut Writing,
    organisation: OrganisationId,
    id: BranchId,
    name: &str,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO branch (organisation_id, id, name) VALUES ($1, $2, $3)",
        organisation.uuid(),
        id.uuid(),
        name
    )?;
    Ok(())
}

/// The branches of an organisation, by name.
///
/// # Errors
/// The database's own.
pub async fn branches(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(BranchId, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let rows =
        all!(tx, Row, "SELECT id, name FROM branch WHERE organisation_id = $1 ORDER BY name, id", organisation.uuid())?;
    Ok(rows.into_iter().map(|row| (BranchId::new(row.id), row.name)).collect())
}

/// A day on which the organisation is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDay {
    /// Which day.
    pub on: Date,
    /// What it is called.
    pub name: String,
    /// Where that is known from: `bank holiday` or `own`.
    pub source: String,
}

/// Notes a closed day; the same day twice keeps the first.
///
/// # Errors
/// The database's own.
pub async fn close_day(w: &mut Writing, organisation: OrganisationId, closed: &ClosedDay) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO closed_day (organisation_id, on_date, name, source) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id, on_date) DO NOTHING",
        organisation.uuid(),
        closed.on.to_string(),
        &closed.name,
        &closed.source
    )?;
    Ok(())
}

/// Takes a closed day of the organisation's own off the list; a bank holiday stays. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn open_day(w: &mut Writing, organisation: OrganisationId, on: Date) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM closed_day WHERE organisation_id = $1 AND on_date = $2 AND source = 'own'",
        organisation.uuid(),
        on.to_string()
    )
}

/// The closed days of an organisation, by day.
///
/// # Errors
/// The database's own.
pub async fn closed_days(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<ClosedDay>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Closed {
        on_date: String,
        name: String,
        source: String,
    }
    let rows = all!(
        tx,
        Closed,
        "SELECT on_date, name, source FROM closed_day WHERE organisation_id = $1 ORDER BY on_date",
        organisation.uuid()
    )?;
    rows.into_iter().map(|row| Ok(ClosedDay { on: day(&row.on_date)?, name: row.name, source: row.source })).collect()
}

/// Notes the last day up to which the holidays of an organisation are known; never an earlier one than before.
///
/// # Errors
/// The database's own.
pub async fn know_holidays_until(
    w: &mut Writing,
    organisation: OrganisationId,
    until: Date,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE organisation SET holidays_known_until = $2, version = version + 1
         WHERE id = $1 AND (holidays_known_until IS NULL OR holidays_known_until < $2)",
        organisation.uuid(),
        until.to_string()
    )
}
