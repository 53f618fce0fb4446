//! The weeks in which a series does not meet.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::day;
use bothy_domain::ids::{OrganisationId, SeriesId};
use jiff::civil::Date;

/// Notes a week off; the same day twice keeps the first name.
///
/// # Errors
/// The database's own.
pub async fn take_week_off(
    w: &mut Writing,
    organisation: OrganisationId,
    series: SeriesId,
    on: Date,
    name: &str,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO week_off (organisation_id, series_id, on_date, name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id, series_id, on_date) DO NOTHING",
        organisation.uuid(),
        series.uuid(),
        on.to_string(),
        name
    )?;
    Ok(())
}

/// The weeks off of a series, each by a day in it and its name, by day.
///
/// # Errors
/// The database's own.
pub async fn weeks_off(
    tx: &mut Tx,
    organisation: OrganisationId,
    series: SeriesId,
) -> Result<Vec<(Date, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Off {
        on_date: String,
        name: String,
    }
    let rows = all!(
        tx,
        Off,
        "SELECT on_date, name FROM week_off WHERE organisation_id = $1 AND series_id = $2 ORDER BY on_date",
        organisation.uuid(),
        series.uuid()
    )?;
    rows.into_iter().map(|row| Ok((day(&row.on_date)?, row.name))).collect()
}
