//! What is here already, so that no row of a file is taken twice.

use super::ImportKind;
use crate::db::Tx;
use crate::error::StoreError;
use crate::sealing::columns::IMPORT_ROW_CELLS;
use crate::time::{day, hour};
use bothy_domain::ids::{GroupId, OrganisationId};
use jiff::civil::{Date, Time};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct CellsRow {
    id: Uuid,
    name: String,
    cells: String,
}

/// Name and cells of every row of earlier files that is here still: taken, waiting, or decided by a person.
///
/// # Errors
/// The database's own.
pub async fn rows_here(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: ImportKind,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = all!(
        tx,
        CellsRow,
        "SELECT r.id, r.name, r.cells FROM import_row r
         JOIN import_run i ON i.organisation_id = r.organisation_id AND i.id = r.run_id
         WHERE r.organisation_id = $1 AND i.kind = $2 AND r.outcome <> 'refused'
           AND (i.undone_at IS NULL OR r.thing_id IS NOT NULL)",
        organisation.uuid(),
        kind.code()
    )?;
    let mut here = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = tx.open(organisation.uuid(), IMPORT_ROW_CELLS, row.id, &row.cells).await?;
        here.push((row.name, cells));
    }
    Ok(here)
}

#[derive(sqlx::FromRow)]
struct WhereRow {
    name: String,
    postcode: String,
    address: String,
}

/// Every group with each place where it meets: name, postcode, address.
///
/// # Errors
/// The database's own.
pub async fn groups_here(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let rows = all!(
        tx,
        WhereRow,
        "SELECT DISTINCT g.name, p.postcode, p.address FROM peer_group g
         JOIN series s ON s.organisation_id = g.organisation_id AND s.group_id = g.id
         JOIN place p ON p.organisation_id = s.organisation_id AND p.id = s.place_id
         WHERE g.organisation_id = $1",
        organisation.uuid()
    )?;
    Ok(rows.into_iter().map(|row| (row.name, row.postcode, row.address)).collect())
}

/// Every session from a day on that is not called off: its group, its day, when it begins.
///
/// # Errors
/// The database's own.
pub async fn sessions_here(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Date,
) -> Result<BTreeSet<(GroupId, Date, Time)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Meeting {
        group_id: Uuid,
        on_date: String,
        starts: String,
    }
    let rows = all!(
        tx,
        Meeting,
        "SELECT group_id, on_date, starts FROM session
         WHERE organisation_id = $1 AND on_date >= $2 AND called_off_at IS NULL",
        organisation.uuid(),
        from.to_string()
    )?;
    rows.into_iter().map(|row| Ok((GroupId::new(row.group_id), day(&row.on_date)?, hour(&row.starts)?))).collect()
}

/// The words that groups have in addresses.
///
/// # Errors
/// The database's own.
pub async fn group_slugs(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeSet<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Slug {
        slug: String,
    }
    let rows = all!(tx, Slug, "SELECT slug FROM peer_group WHERE organisation_id = $1", organisation.uuid())?;
    Ok(rows.into_iter().map(|row| row.slug).collect())
}
