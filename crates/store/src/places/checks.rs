//! The days on which what is known of places was checked, from everywhere it stands.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::day;
use bothy_domain::ids::{OrganisationId, PlaceId};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Each day on which something about each place was checked, as it stands now.
///
/// # Errors
/// The database's own.
pub async fn all_checks(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeMap<PlaceId, Vec<Date>>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        place_id: Uuid,
        checked_on: String,
    }
    let rows = all!(
        tx,
        Row,
        "SELECT place_id, checked_on FROM place_fact WHERE organisation_id = $1 AND checked_on IS NOT NULL
         UNION SELECT place_id, checked_on FROM hall
           WHERE organisation_id = $1 AND retired_at IS NULL AND checked_on IS NOT NULL
         UNION SELECT place_id, checked_on FROM place_picture WHERE organisation_id = $1
         UNION SELECT place_id, distance_checked_on FROM route
           WHERE organisation_id = $1 AND distance_checked_on IS NOT NULL
         UNION SELECT id, keys_checked_on FROM place WHERE organisation_id = $1 AND keys_checked_on IS NOT NULL
         UNION SELECT id, opening_checked_on FROM place
           WHERE organisation_id = $1 AND opening_checked_on IS NOT NULL
         UNION SELECT id, caretaker_checked_on FROM place
           WHERE organisation_id = $1 AND caretaker_checked_on IS NOT NULL
         UNION SELECT id, alarm_checked_on FROM place WHERE organisation_id = $1 AND alarm_checked_on IS NOT NULL",
        organisation.uuid()
    )?;
    let mut all: BTreeMap<PlaceId, Vec<Date>> = BTreeMap::new();
    for row in rows {
        all.entry(PlaceId::new(row.place_id)).or_default().push(day(&row.checked_on)?);
    }
    Ok(all)
}

/// The same for one place.
///
/// # Errors
/// The database's own.
pub async fn checks(tx: &mut Tx, organisation: OrganisationId, place: PlaceId) -> Result<Vec<Date>, StoreError> {
    Ok(all_checks(tx, organisation).await?.remove(&place).unwrap_or_default())
}
