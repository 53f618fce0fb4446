//! The picture of a door as a row.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::day;
use bothy_domain::ids::{OrganisationId, PlaceId};
use jiff::civil::Date;

/// A picture of the way to a door, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The hash of its bytes: its name in addresses.
    pub hash: String,
    /// What it shows, for those who do not see it.
    pub words: String,
    /// How wide it is, in dots.
    pub width: u32,
    /// How high it is, in dots.
    pub height: u32,
    /// The day on which it was put up.
    pub checked_on: Date,
}

/// The picture of a place, if it has one.
///
/// # Errors
/// The database's own.
pub async fn picture_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    place: PlaceId,
) -> Result<Option<Picture>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        hash: String,
        words: String,
        width: i32,
        height: i32,
        checked_on: String,
    }
    let row = one!(
        tx,
        Row,
        "SELECT hash, words, width, height, checked_on FROM place_picture WHERE organisation_id = $1 AND place_id = $2",
        organisation.uuid(),
        place.uuid()
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Picture {
        hash: row.hash,
        words: row.words,
        width: u32::try_from(row.width).unwrap_or(0),
        height: u32::try_from(row.height).unwrap_or(0),
        checked_on: day(&row.checked_on)?,
    }))
}

/// The bytes of a picture of this organisation by their hash.
///
/// # Errors
/// The database's own.
pub async fn picture_body(
    tx: &mut Tx,
    organisation: OrganisationId,
    hash: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        body: Vec<u8>,
    }
    let row = one!(
        tx,
        Row,
        "SELECT body FROM place_picture WHERE organisation_id = $1 AND hash = $2 LIMIT 1",
        organisation.uuid(),
        hash
    )?;
    Ok(row.map(|row| row.body))
}

/// Puts a picture up in place of the one that was there.
///
/// # Errors
/// The database's own.
pub async fn put_picture(
    w: &mut Writing,
    organisation: OrganisationId,
    place: PlaceId,
    picture: &Picture,
    body: &[u8],
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO place_picture (organisation_id, place_id, hash, words, width, height, body, checked_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organisation_id, place_id)
         DO UPDATE SET hash = excluded.hash, words = excluded.words, width = excluded.width,
         height = excluded.height, body = excluded.body, checked_on = excluded.checked_on",
        organisation.uuid(),
        place.uuid(),
        &picture.hash,
        &picture.words,
        i32::try_from(picture.width).unwrap_or(i32::MAX),
        i32::try_from(picture.height).unwrap_or(i32::MAX),
        body,
        picture.checked_on.to_string()
    )?;
    Ok(())
}

/// Takes a picture down; its bytes are gone. Returns how many that were.
///
/// # Errors
/// The database's own.
pub async fn remove_picture(w: &mut Writing, organisation: OrganisationId, place: PlaceId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM place_picture WHERE organisation_id = $1 AND place_id = $2", organisation.uuid(), place.uuid())
}
