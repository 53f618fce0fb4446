//! What a reading made and whether it was used since; taking it back.

use super::Thing;
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{maybe, micros};
use bothy_domain::ids::{GroupId, ImportRunId, ListingId, OrganisationId, PlaceId};
use jiff::Timestamp;
use uuid::Uuid;

/// A thing that a reading made, with what shows whether it was used since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Which thing.
    pub thing: Thing,
    /// What it is called.
    pub name: String,
    /// When a person looked at it.
    pub looked_at: Option<Timestamp>,
    /// Whether it is still being prepared; a place always is.
    pub preparing: bool,
    /// How many sessions meet in or as it.
    pub sessions: i64,
    /// How many other things lean on it: people who hold or are kept from a group; series, halls, checked
    /// facts, a picture and the starts of walks of a place; signposts to a listing.
    pub leaning: i64,
    /// 1 until somebody changes it.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct MadeRow {
    id: Uuid,
    name: String,
    state: String,
    looked_at: Option<i64>,
    sessions: i64,
    leaning: i64,
    version: i64,
}

impl MadeRow {
    fn made(self, thing: impl Fn(Uuid) -> Thing) -> Result<Made, StoreError> {
        Ok(Made {
            thing: thing(self.id),
            name: self.name,
            looked_at: maybe(self.looked_at)?,
            preparing: self.state == "preparing",
            sessions: self.sessions,
            leaning: self.leaning,
            version: self.version,
        })
    }
}

/// The groups that a reading made and that are here still.
///
/// # Errors
/// The database's own.
pub async fn made_groups(tx: &mut Tx, organisation: OrganisationId, run: ImportRunId) -> Result<Vec<Made>, StoreError> {
    let rows = all!(
        tx,
        MadeRow,
        "SELECT g.id, g.name, g.state, g.looked_at, g.version,
         (SELECT COUNT(*) FROM session s WHERE s.organisation_id = g.organisation_id AND s.group_id = g.id) AS sessions,
         (SELECT COUNT(*) FROM group_supporter t WHERE t.organisation_id = g.organisation_id AND t.group_id = g.id)
         + (SELECT COUNT(*) FROM kept_from k WHERE k.organisation_id = g.organisation_id AND k.group_id = g.id)
           AS leaning
         FROM peer_group g WHERE g.organisation_id = $1 AND g.import_run_id = $2 ORDER BY g.name, g.id",
        organisation.uuid(),
        run.uuid()
    )?;
    rows.into_iter().map(|row| row.made(|id| Thing::Group(GroupId::new(id)))).collect()
}

/// The places that a reading made and that are here still.
///
/// # Errors
/// The database's own.
pub async fn made_places(tx: &mut Tx, organisation: OrganisationId, run: ImportRunId) -> Result<Vec<Made>, StoreError> {
    let rows = all!(
        tx,
        MadeRow,
        "SELECT p.id, p.name, 'preparing' AS state, p.looked_at, p.version,
         (SELECT COUNT(*) FROM session s WHERE s.organisation_id = p.organisation_id AND s.place_id = p.id) AS sessions,
         (SELECT COUNT(*) FROM series r WHERE r.organisation_id = p.organisation_id AND r.place_id = p.id)
         + (SELECT COUNT(*) FROM hall h WHERE h.organisation_id = p.organisation_id AND h.place_id = p.id)
         + (SELECT COUNT(*) FROM place_fact f WHERE f.organisation_id = p.organisation_id AND f.place_id = p.id
            AND f.checked_on IS NOT NULL)
         + (SELECT COUNT(*) FROM place_picture i WHERE i.organisation_id = p.organisation_id AND i.place_id = p.id)
         + (SELECT COUNT(*) FROM route w WHERE w.organisation_id = p.organisation_id AND w.start_place_id = p.id)
           AS leaning
         FROM place p WHERE p.organisation_id = $1 AND p.import_run_id = $2 ORDER BY p.name, p.id",
        organisation.uuid(),
        run.uuid()
    )?;
    rows.into_iter().map(|row| row.made(|id| Thing::Place(PlaceId::new(id)))).collect()
}

/// The listings that a reading made and that are here still.
///
/// # Errors
/// The database's own.
pub async fn made_listings(
    tx: &mut Tx,
    organisation: OrganisationId,
    run: ImportRunId,
) -> Result<Vec<Made>, StoreError> {
    let rows = all!(
        tx,
        MadeRow,
        "SELECT l.id, l.name, 'preparing' AS state, l.looked_at, l.version, CAST(0 AS BIGINT) AS sessions,
         (SELECT COUNT(*) FROM signpost s WHERE s.organisation_id = l.organisation_id AND s.listing_id = l.id)
           AS leaning
         FROM listing l WHERE l.organisation_id = $1 AND l.import_run_id = $2 ORDER BY l.name, l.id",
        organisation.uuid(),
        run.uuid()
    )?;
    rows.into_iter().map(|row| row.made(|id| Thing::Listing(ListingId::new(id)))).collect()
}

/// Takes back a thing that nothing has used: its series and facts go with it, and its row forgets it.
///
/// # Errors
/// The database's own; a violated reference where something has used it after all.
pub async fn take_back(w: &mut Writing, organisation: OrganisationId, thing: Thing) -> Result<(), StoreError> {
    let (_, id) = thing.parts();
    let organisation = organisation.uuid();
    match thing {
        Thing::Group(_) => {
            run!(
                w,
                "DELETE FROM week_off WHERE organisation_id = $1 AND series_id IN
                 (SELECT id FROM series WHERE organisation_id = $1 AND group_id = $2)",
                organisation,
                id
            )?;
            run!(w, "DELETE FROM series WHERE organisation_id = $1 AND group_id = $2", organisation, id)?;
            crate::groups::words::forget(w, OrganisationId::new(organisation), GroupId::new(id)).await?;
            run!(w, "DELETE FROM peer_group WHERE organisation_id = $1 AND id = $2", organisation, id)?;
        }
        Thing::Place(_) => {
            run!(w, "DELETE FROM place_fact WHERE organisation_id = $1 AND place_id = $2", organisation, id)?;
            run!(w, "DELETE FROM place_word WHERE organisation_id = $1 AND place_id = $2", organisation, id)?;
            run!(w, "DELETE FROM place WHERE organisation_id = $1 AND id = $2", organisation, id)?;
        }
        Thing::Listing(listing) => {
            crate::directory::looking::forget(w, OrganisationId::new(organisation), listing).await?;
            run!(w, "DELETE FROM listing WHERE organisation_id = $1 AND id = $2", organisation, id)?;
        }
    }
    run!(
        w,
        "UPDATE import_row SET thing_kind = NULL, thing_id = NULL WHERE organisation_id = $1 AND thing_id = $2",
        organisation,
        id
    )?;
    Ok(())
}

/// Notes that a person has looked at what a row became. Returns how many things that were.
///
/// # Errors
/// The database's own.
pub async fn mark_looked_at(
    w: &mut Writing,
    organisation: OrganisationId,
    thing: Thing,
    now: Timestamp,
) -> Result<u64, StoreError> {
    match thing {
        Thing::Group(id) => run!(
            w,
            "UPDATE peer_group SET looked_at = $3, version = version + 1
             WHERE organisation_id = $1 AND id = $2 AND looked_at IS NULL",
            organisation.uuid(),
            id.uuid(),
            micros(now)
        ),
        Thing::Listing(id) => run!(
            w,
            "UPDATE listing SET looked_at = $3, version = version + 1
             WHERE organisation_id = $1 AND id = $2 AND looked_at IS NULL",
            organisation.uuid(),
            id.uuid(),
            micros(now)
        ),
        Thing::Place(id) => run!(
            w,
            "UPDATE place SET looked_at = $3, version = version + 1
             WHERE organisation_id = $1 AND id = $2 AND looked_at IS NULL",
            organisation.uuid(),
            id.uuid(),
            micros(now)
        ),
    }
}

/// Notes that a reading was taken back.
///
/// # Errors
/// The database's own.
pub async fn mark_undone(
    w: &mut Writing,
    organisation: OrganisationId,
    run: ImportRunId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE import_run SET undone_at = $3 WHERE organisation_id = $1 AND id = $2 AND undone_at IS NULL",
        organisation.uuid(),
        run.uuid(),
        micros(now)
    )
}
