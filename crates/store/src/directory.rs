//! The directory as rows: listings of other services, and signposts to them in a file of their own.

/// What is read of a listing, and from where.
macro_rules! columns_and_table {
    () => {
        "SELECT id, slug, name, what, for_whom, how_to_come, area, address, postcode, lat, lon, website, telephone,
         source, source_year, checked_on, retired_at, looked_at, import_run_id, version
         FROM listing"
    };
}

pub mod looking;
mod signposts;

pub use signposts::{Made, Noted, counts, find_signpost, note, of_maker, save_signpost, withdraw};

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{day, maybe, micros};
use bothy_domain::directory::ListingWords;
use bothy_domain::ids::{ImportRunId, ListingId, OrganisationId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Another service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which.
    pub id: ListingId,
    /// Its word in addresses.
    pub slug: String,
    /// What is said of it.
    pub words: ListingWords,
    /// Latitude and longitude in degrees, as text of the source.
    pub point: Option<(String, String)>,
    /// The list it was copied from; empty where one of us wrote it down.
    pub source: String,
    /// Of which year that list is, if anybody knows.
    pub source_year: Option<i16>,
    /// When one of us last checked all of it with the service.
    pub checked_on: Option<Date>,
    /// When it was taken off the list.
    pub retired_at: Option<Timestamp>,
    /// When a person looked at an imported row.
    pub looked_at: Option<Timestamp>,
    /// The import that made it.
    pub import_run: Option<ImportRunId>,
    /// 1 until somebody changes it.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    name: String,
    what: String,
    for_whom: String,
    how_to_come: String,
    area: String,
    address: String,
    postcode: String,
    lat: Option<String>,
    lon: Option<String>,
    website: String,
    telephone: String,
    source: String,
    source_year: Option<i32>,
    checked_on: Option<String>,
    retired_at: Option<i64>,
    looked_at: Option<i64>,
    import_run_id: Option<Uuid>,
    version: i64,
}

impl Row {
    fn listing(self) -> Result<Listing, StoreError> {
        Ok(Listing {
            id: ListingId::new(self.id),
            slug: self.slug,
            words: ListingWords {
                name: self.name,
                what: self.what,
                for_whom: self.for_whom,
                how_to_come: self.how_to_come,
                area: self.area,
                address: self.address,
                postcode: self.postcode,
                website: self.website,
                telephone: self.telephone,
            },
            point: self.lat.zip(self.lon),
            source: self.source,
            source_year: year(self.source_year)?,
            checked_on: self.checked_on.as_deref().map(day).transpose()?,
            retired_at: maybe(self.retired_at)?,
            looked_at: maybe(self.looked_at)?,
            import_run: self.import_run_id.map(ImportRunId::new),
            version: self.version,
        })
    }
}

/// A year as it comes back.
pub(crate) fn year(stored: Option<i32>) -> Result<Option<i16>, StoreError> {
    stored.map(i16::try_from).transpose().map_err(|_| StoreError::Unknown { column: "source_year" })
}

/// Adds a listing.
///
/// # Errors
/// The database's own; a unique violation where its word in addresses is taken.
pub async fn add(w: &mut Writing, organisation: OrganisationId, new: &Listing) -> Result<(), StoreError> {
    let (lat, lon) = new.point.clone().unzip();
    run!(
        w,
        "INSERT INTO listing (organisation_id, id, slug, name, what, for_whom, how_to_come, area, address, postcode,
         lat, lon, website, telephone, source, source_year, checked_on, retired_at, looked_at, import_run_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        organisation.uuid(),
        new.id.uuid(),
        &new.slug,
        &new.words.name,
        &new.words.what,
        &new.words.for_whom,
        &new.words.how_to_come,
        &new.words.area,
        &new.words.address,
        &new.words.postcode,
        lat,
        lon,
        &new.words.website,
        &new.words.telephone,
        &new.source,
        new.source_year.map(i32::from),
        new.checked_on.map(|on| on.to_string()),
        new.retired_at.map(micros),
        new.looked_at.map(micros),
        new.import_run.map(ImportRunId::uuid),
        new.version
    )?;
    looking::write_words(w, organisation, new.id, &new.words).await
}

/// Saves a listing over the version it was read at. Returns how many rows that were: none where somebody else changed
/// it meanwhile.
///
/// # Errors
/// The database's own.
pub async fn save(w: &mut Writing, organisation: OrganisationId, listing: &Listing) -> Result<u64, StoreError> {
    let (lat, lon) = listing.point.clone().unzip();
    let saved = run!(
        w,
        "UPDATE listing SET name = $4, what = $5, for_whom = $6, how_to_come = $7, area = $8, address = $9,
         postcode = $10, lat = $11, lon = $12, website = $13, telephone = $14, checked_on = $15, retired_at = $16,
         looked_at = $17, version = version + 1
         WHERE organisation_id = $1 AND id = $2 AND version = $3",
        organisation.uuid(),
        listing.id.uuid(),
        listing.version,
        &listing.words.name,
        &listing.words.what,
        &listing.words.for_whom,
        &listing.words.how_to_come,
        &listing.words.area,
        &listing.words.address,
        &listing.words.postcode,
        lat,
        lon,
        &listing.words.website,
        &listing.words.telephone,
        listing.checked_on.map(|on| on.to_string()),
        listing.retired_at.map(micros),
        listing.looked_at.map(micros)
    )?;
    if saved > 0 {
        looking::forget(w, organisation, listing.id).await?;
        looking::write_words(w, organisation, listing.id, &listing.words).await?;
    }
    Ok(saved)
}

/// Every listing of an organisation, by name; those that were taken off the list among them.
///
/// # Errors
/// The database's own.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Listing>, StoreError> {
    let rows = all!(
        tx,
        Row,
        concat!(columns_and_table!(), " WHERE organisation_id = $1 ORDER BY LOWER(name), id"),
        organisation.uuid()
    )?;
    rows.into_iter().map(Row::listing).collect()
}

/// One listing by its word in addresses.
///
/// # Errors
/// The database's own.
pub async fn by_slug(tx: &mut Tx, organisation: OrganisationId, slug: &str) -> Result<Option<Listing>, StoreError> {
    let row = one!(
        tx,
        Row,
        concat!(columns_and_table!(), " WHERE organisation_id = $1 AND slug = $2"),
        organisation.uuid(),
        slug
    )?;
    row.map(Row::listing).transpose()
}

/// The words that listings have in addresses.
///
/// # Errors
/// The database's own.
pub async fn slugs(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeSet<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Slug {
        slug: String,
    }
    let rows = all!(tx, Slug, "SELECT slug FROM listing WHERE organisation_id = $1", organisation.uuid())?;
    Ok(rows.into_iter().map(|row| row.slug).collect())
}
