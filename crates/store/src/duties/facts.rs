//! The facts of the small subjects: worries, imports, places, closed days.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{day, instant};
use bothy_domain::duties::{CalendarFacts, ImportFacts, InUse, PlaceFacts, SessionsFollow};
use bothy_domain::ids::{OrganisationId, PersonId, PlaceId};
use bothy_domain::places::wants_a_look_on;
use bothy_domain::safety::{Concern, ConcernState, Danger};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ConcernRow {
    danger: bool,
    raised_at: i64,
    first_reader_id: Uuid,
    second_reader_id: Uuid,
    acknowledged_by: Option<Uuid>,
    acknowledged_at: Option<i64>,
}

/// A worry as far as its clock needs it.
///
/// # Errors
/// The database's own.
pub async fn concern(tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Result<Option<Concern>, StoreError> {
    let row = one!(
        tx,
        ConcernRow,
        "SELECT danger, raised_at, first_reader_id, second_reader_id, acknowledged_by, acknowledged_at
         FROM concern WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id
    )?;
    let Some(row) = row else { return Ok(None) };
    let state = match (row.acknowledged_by, row.acknowledged_at) {
        (Some(by), Some(at)) => ConcernState::Acknowledged { by: PersonId::new(by), at: instant(at)? },
        _ => ConcernState::Raised,
    };
    Ok(Some(Concern {
        state,
        danger: if row.danger { Danger::YesOrNotSure } else { Danger::No },
        raised_at: instant(row.raised_at)?,
        readers: [PersonId::new(row.first_reader_id), PersonId::new(row.second_reader_id)],
    }))
}

#[derive(sqlx::FromRow)]
struct ImportCount {
    at: i64,
    waiting: i64,
}

/// How many rows of an import wait for a person.
///
/// # Errors
/// The database's own.
pub async fn import(tx: &mut Tx, organisation: OrganisationId, run: Uuid) -> Result<Option<ImportFacts>, StoreError> {
    let row = one!(
        tx,
        ImportCount,
        "SELECT r.at, (SELECT count(*) FROM import_row w WHERE w.organisation_id = r.organisation_id AND w.run_id = r.id
          AND w.outcome = 'waiting' AND r.undone_at IS NULL) AS waiting
         FROM import_run r WHERE r.organisation_id = $1 AND r.id = $2",
        organisation.uuid(),
        run
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ImportFacts { waiting: usize::try_from(row.waiting).unwrap_or(0), since: instant(row.at)? }))
}

#[derive(sqlx::FromRow)]
struct UsedRow {
    meets: i64,
}

/// When what is known of a place wants another look: its facts, keys, opening, caretaker, alarm, halls, the
/// distance of a route and the picture of its door.
///
/// # Errors
/// The database's own.
pub async fn place(tx: &mut Tx, organisation: OrganisationId, place: Uuid) -> Result<Option<PlaceFacts>, StoreError> {
    let row = one!(
        tx,
        UsedRow,
        "SELECT (SELECT count(*) FROM series s WHERE s.organisation_id = p.organisation_id AND s.place_id = p.id)
         + (SELECT count(*) FROM session s WHERE s.organisation_id = p.organisation_id AND s.place_id = p.id) AS meets
         FROM place p WHERE p.organisation_id = $1 AND p.id = $2",
        organisation.uuid(),
        place
    )?;
    let Some(row) = row else { return Ok(None) };
    let checks = crate::places::checks(tx, organisation, PlaceId::new(place)).await?;
    let review_due_at =
        wants_a_look_on(checks).map(|due| due.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |at| at.timestamp()));
    let in_use = if row.meets > 0 { InUse::Yes } else { InUse::No };
    Ok(Some(PlaceFacts { review_due_at, in_use }))
}

#[derive(sqlx::FromRow)]
struct CalendarRow {
    zone: String,
    holidays_known_until: Option<String>,
    following: i64,
}

/// Up to when the closed days of an organisation are known, and whether any series follows them.
///
/// # Errors
/// The database's own.
pub async fn calendar(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<CalendarFacts>, StoreError> {
    let row = one!(
        tx,
        CalendarRow,
        "SELECT o.zone, o.holidays_known_until,
         (SELECT count(*) FROM series s WHERE s.organisation_id = o.id AND s.follows_closed_days = $2) AS following
         FROM organisation o WHERE o.id = $1",
        organisation.uuid(),
        true
    )?;
    let Some(row) = row else { return Ok(None) };
    let Some(known) = row.holidays_known_until.as_deref().map(day).transpose()? else { return Ok(None) };
    let zone = TimeZone::get(&row.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let end = known.saturating_add(1.day()).to_zoned(zone).map_or(Timestamp::MAX, |at| at.timestamp());
    Ok(Some(CalendarFacts {
        known_until_at: end,
        sessions_follow_it: if row.following > 0 { SessionsFollow::Yes } else { SessionsFollow::No },
    }))
}
