//! Links by which people's own phones read when they have a session: only the hashes of links are kept.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{OrganisationId, PersonId, PrivateCalendarId};
use jiff::Timestamp;
use uuid::Uuid;

/// A link for somebody's own calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateCalendar {
    /// Which.
    pub id: PrivateCalendarId,
    /// Whose.
    pub person: PersonId,
    /// The word that stands at each session.
    pub says: String,
    /// When it was made, by the clock on the wall.
    pub made_at: Timestamp,
    /// When it was last read, to the day; none where it never was.
    pub read_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    says: String,
    made_at: i64,
    read_at: Option<i64>,
}

impl Row {
    fn calendar(self) -> Result<PrivateCalendar, StoreError> {
        Ok(PrivateCalendar {
            id: PrivateCalendarId::new(self.id),
            person: PersonId::new(self.person_id),
            says: self.says,
            made_at: instant(self.made_at)?,
            read_at: maybe(self.read_at)?,
        })
    }
}

/// Keeps a link under its hash; where the same is there already, its hash takes the place of the old one.
///
/// # Errors
/// The database's own.
pub async fn keep(
    w: &mut Writing,
    organisation: OrganisationId,
    calendar: &PrivateCalendar,
    token_hash: &str,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO private_calendar (organisation_id, id, person_id, says, token_hash, made_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organisation_id, id) DO UPDATE SET token_hash = $5",
        organisation.uuid(),
        calendar.id.uuid(),
        calendar.person.uuid(),
        calendar.says.as_str(),
        token_hash,
        micros(calendar.made_at)
    )?;
    Ok(())
}

/// The links of a person, in the order in which they were made.
///
/// # Errors
/// The database's own.
pub async fn of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<PrivateCalendar>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, person_id, says, made_at, read_at FROM private_calendar
         WHERE organisation_id = $1 AND person_id = $2 ORDER BY made_at, id",
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter().map(Row::calendar).collect()
}

/// The link of a hash, in one organisation.
///
/// # Errors
/// The database's own.
pub async fn behind(
    tx: &mut Tx,
    organisation: OrganisationId,
    token_hash: &str,
) -> Result<Option<PrivateCalendar>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, person_id, says, made_at, read_at FROM private_calendar
         WHERE organisation_id = $1 AND token_hash = $2",
        organisation.uuid(),
        token_hash
    )?;
    row.map(Row::calendar).transpose()
}

/// Notes that a link was read. Returns how many rows that were: none where it is gone.
///
/// # Errors
/// The database's own.
pub async fn was_read(
    w: &mut Writing,
    organisation: OrganisationId,
    id: PrivateCalendarId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE private_calendar SET read_at = $3 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Takes away one link of a person. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn end(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    id: PrivateCalendarId,
) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM private_calendar WHERE organisation_id = $1 AND person_id = $2 AND id = $3",
        organisation.uuid(),
        person.uuid(),
        id.uuid()
    )
}
