//! The sessions that series have made, and who holds seats on them.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{day, micros};
use bothy_domain::ids::{OrganisationId, PersonId, SeriesId, SessionId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
}

/// The sessions that a series put on this day or later, by that day, whatever became of them.
///
/// # Errors
/// The database's own.
pub async fn sessions_from(
    tx: &mut Tx,
    organisation: OrganisationId,
    series: SeriesId,
    from: Date,
) -> Result<Vec<SessionId>, StoreError> {
    let rows = all!(
        tx,
        SessionRow,
        "SELECT id FROM session WHERE organisation_id = $1 AND series_id = $2 AND original_date >= $3
         ORDER BY original_date",
        organisation.uuid(),
        series.uuid(),
        from.to_string()
    )?;
    Ok(rows.into_iter().map(|row| SessionId::new(row.id)).collect())
}

/// The coming sessions of all series that follow the closed days, unless called off, by start.
///
/// # Errors
/// The database's own.
pub async fn following_from(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
) -> Result<Vec<(SessionId, Date)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Follows {
        id: Uuid,
        on_date: String,
    }
    let rows = all!(
        tx,
        Follows,
        "SELECT s.id, s.on_date FROM session s
         JOIN series r ON r.organisation_id = s.organisation_id AND r.id = s.series_id
         WHERE s.organisation_id = $1 AND s.starts_at > $2 AND s.called_off_at IS NULL AND r.follows_closed_days = $3
         ORDER BY s.starts_at, s.id",
        organisation.uuid(),
        micros(from),
        true
    )?;
    rows.into_iter().map(|row| Ok((SessionId::new(row.id), day(&row.on_date)?))).collect()
}

/// Hands a session on to the series that goes on after a change of rule.
///
/// # Errors
/// The database's own; a unique violation where that series has put another session on that day.
pub async fn hand_on(
    w: &mut Writing,
    _locked: &crate::duties::Locked,
    organisation: OrganisationId,
    session: SessionId,
    to: SeriesId,
    original_date: Date,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE session SET series_id = $3, original_date = $4 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        session.uuid(),
        to.uuid(),
        original_date.to_string()
    )
}

/// Everybody who holds a seat on one of these sessions, with the session.
///
/// # Errors
/// The database's own.
pub async fn holders_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: &[SessionId],
) -> Result<Vec<(SessionId, PersonId)>, StoreError> {
    let seats = crate::rota::seats_of(tx, organisation, sessions).await?;
    Ok(seats
        .into_iter()
        .flat_map(|(session, seats)| seats.into_iter().filter_map(move |seat| Some((session, seat.holder()?))))
        .collect())
}
