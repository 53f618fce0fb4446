//! What is written of the alarm of a place: apart from the place, because only planners see it.

use super::maybe_day;
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::PLACE_ALARM;
use bothy_domain::ids::{OrganisationId, PlaceId};
use jiff::civil::Date;

/// What is written of the alarm.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Alarm {
    /// The note. It prints nowhere by accident: this type has no words in its `Debug`.
    pub words: String,
    /// The day on which somebody last checked it.
    pub checked_on: Option<Date>,
}

impl std::fmt::Debug for Alarm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Alarm").field("checked_on", &self.checked_on).finish_non_exhaustive()
    }
}

/// What is written of the alarm of a place.
///
/// # Errors
/// The database's own.
pub async fn alarm_of(tx: &mut Tx, organisation: OrganisationId, place: PlaceId) -> Result<Alarm, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        alarm: String,
        alarm_checked_on: Option<String>,
    }
    let row = one!(
        tx,
        Row,
        "SELECT alarm, alarm_checked_on FROM place WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        place.uuid()
    )?;
    let Some(row) = row else { return Ok(Alarm::default()) };
    let words = tx.open(organisation.uuid(), PLACE_ALARM, place.uuid(), &row.alarm).await?;
    Ok(Alarm { words, checked_on: maybe_day(row.alarm_checked_on.as_deref())? })
}

/// Writes it over what was there.
///
/// # Errors
/// The database's own.
pub async fn put_alarm(
    w: &mut Writing,
    organisation: OrganisationId,
    place: PlaceId,
    alarm: &Alarm,
) -> Result<(), StoreError> {
    let words = w.seal_said(organisation.uuid(), PLACE_ALARM, place.uuid(), &alarm.words).await?;
    run!(
        w,
        "UPDATE place SET alarm = $3, alarm_checked_on = $4 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        place.uuid(),
        words,
        alarm.checked_on.map(|day| day.to_string())
    )?;
    Ok(())
}
