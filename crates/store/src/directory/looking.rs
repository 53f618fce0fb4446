//! Looking through the directory: the words of each listing, a row each, and one page of those that have them all.

use super::{Listing, Row};
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use bothy_domain::directory::ListingWords;
use bothy_domain::groups::sought::{Sought, words_of};
use bothy_domain::ids::{ListingId, OrganisationId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Writes the words of a listing that has none yet.
///
/// # Errors
/// The database's own.
pub(super) async fn write_words(
    w: &mut Writing,
    organisation: OrganisationId,
    listing: ListingId,
    says: &ListingWords,
) -> Result<(), StoreError> {
    let words = words_of(says.looked_through());
    put_each!(
        w,
        "INSERT INTO listing_word (organisation_id, listing_id, word)",
        organisation.uuid(),
        listing.uuid(),
        &words
    )?;
    Ok(())
}

/// Takes back the words of a listing that goes.
///
/// # Errors
/// The database's own.
pub async fn forget(w: &mut Writing, organisation: OrganisationId, listing: ListingId) -> Result<(), StoreError> {
    run!(
        w,
        "DELETE FROM listing_word WHERE organisation_id = $1 AND listing_id = $2",
        organisation.uuid(),
        listing.uuid()
    )?;
    Ok(())
}

/// Writes the words of a listing as it stands now: for one from before there were words.
///
/// # Errors
/// The database's own.
pub(crate) async fn words_again(
    w: &mut Writing,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<(), StoreError> {
    let found = by_ids(w, organisation, &[listing.uuid()]).await?;
    for one in found {
        forget(w, organisation, listing).await?;
        write_words(w, organisation, listing, &one.words).await?;
    }
    Ok(())
}

/// Part of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The listings of this part, by name.
    pub listings: Vec<Listing>,
    /// How many there are in all.
    pub found: usize,
}

#[derive(sqlx::FromRow)]
struct Id {
    id: Uuid,
}

/// So many of the listings that have all these words, after those that are skipped; none that was taken off the list.
/// Where fewer are there than were to be skipped, the part is empty and says how many there are.
///
/// # Errors
/// The database's own.
pub async fn part(
    tx: &mut Tx,
    organisation: OrganisationId,
    sought: &Sought,
    (skipped, taken): (usize, usize),
) -> Result<Part, StoreError> {
    if sought.is_empty() {
        return part_of_all(tx, organisation, (skipped, taken)).await;
    }
    let with: Vec<Uuid> = having(tx, organisation, sought).await?.into_iter().collect();
    let ids = all_in!(
        tx,
        Id,
        "SELECT id FROM listing WHERE organisation_id = $1 AND retired_at IS NULL AND id",
        " ORDER BY LOWER(name), id",
        organisation.uuid(),
        &with
    )?;
    let here: Vec<Uuid> = ids.iter().skip(skipped).take(taken).map(|row| row.id).collect();
    Ok(Part { listings: by_ids(tx, organisation, &here).await?, found: ids.len() })
}

async fn part_of_all(
    tx: &mut Tx,
    organisation: OrganisationId,
    (skipped, taken): (usize, usize),
) -> Result<Part, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        count: i64,
    }
    let count = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS count FROM listing WHERE organisation_id = $1 AND retired_at IS NULL",
        organisation.uuid()
    )?;
    let ids = all!(
        tx,
        Id,
        "SELECT id FROM listing WHERE organisation_id = $1 AND retired_at IS NULL
         ORDER BY LOWER(name), id LIMIT $2 OFFSET $3",
        organisation.uuid(),
        i64::try_from(taken).unwrap_or(i64::MAX),
        i64::try_from(skipped).unwrap_or(i64::MAX)
    )?;
    let here: Vec<Uuid> = ids.into_iter().map(|row| row.id).collect();
    let found = count.map_or(0, |row| usize::try_from(row.count).unwrap_or(0));
    Ok(Part { listings: by_ids(tx, organisation, &here).await?, found })
}

/// On which list a listing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// The list that everybody reads.
    Listed,
    /// Those that were taken off it.
    Retired,
}

/// So many of the listings that have all these words, by name, after one of them; all from the beginning where none is
/// named. None where that one is not on this list.
///
/// # Errors
/// The database's own.
pub async fn after(
    tx: &mut Tx,
    organisation: OrganisationId,
    sought: &Sought,
    shelf: Shelf,
    (after, taken): (Option<ListingId>, usize),
) -> Result<Option<Vec<Listing>>, StoreError> {
    let begin = match after {
        None => None,
        Some(id) => match by_ids(tx, organisation, &[id.uuid()]).await?.pop() {
            Some(one) if one.retired_at.is_some() == (shelf == Shelf::Retired) => Some(one),
            _ => return Ok(None),
        },
    };
    let with = match sought.is_empty() {
        true => None,
        false => Some(having(tx, organisation, sought).await?),
    };
    if let (Some(one), Some(with)) = (&begin, &with)
        && !with.contains(&one.id.uuid())
    {
        return Ok(None);
    }
    let ids = match &with {
        None => {
            let taken = i64::try_from(taken).unwrap_or(i64::MAX);
            ids_after(tx, organisation, shelf, begin.as_ref(), taken).await?
        }
        // Few have the words of somebody who looks for something: they are read whole, and cut here.
        Some(with) => {
            let found = ids_after(tx, organisation, shelf, begin.as_ref(), i64::MAX).await?;
            found.into_iter().filter(|id| with.contains(id)).take(taken).collect()
        }
    };
    Ok(Some(by_ids(tx, organisation, &ids).await?))
}

async fn ids_after(
    tx: &mut Tx,
    organisation: OrganisationId,
    shelf: Shelf,
    begin: Option<&Listing>,
    taken: i64,
) -> Result<Vec<Uuid>, StoreError> {
    // A listing has a name: nothing at all comes before all of them.
    let (name, id) = begin.map_or(("", Uuid::nil()), |one| (one.words.name.as_str(), one.id.uuid()));
    let retired = shelf == Shelf::Retired;
    let rows = all!(
        tx,
        Id,
        "SELECT id FROM listing WHERE organisation_id = $1 AND (retired_at IS NOT NULL) = $2
         AND (LOWER(name) > LOWER($3) OR (LOWER(name) = LOWER($3) AND id > $4))
         ORDER BY LOWER(name), id LIMIT $5",
        organisation.uuid(),
        retired,
        name,
        id,
        taken
    )?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// One listing by its id.
///
/// # Errors
/// The database's own.
pub async fn by_id(
    tx: &mut Tx,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<Option<Listing>, StoreError> {
    Ok(by_ids(tx, organisation, &[listing.uuid()]).await?.pop())
}

/// Those that were taken off the list and have all these words, by name.
///
/// # Errors
/// The database's own.
pub async fn retired(tx: &mut Tx, organisation: OrganisationId, sought: &Sought) -> Result<Vec<Listing>, StoreError> {
    let rows = all!(
        tx,
        Row,
        concat!(
            columns_and_table!(),
            " WHERE organisation_id = $1 AND retired_at IS NOT NULL ORDER BY LOWER(name), id"
        ),
        organisation.uuid()
    )?;
    let mut all = rows.into_iter().map(Row::listing).collect::<Result<Vec<Listing>, StoreError>>()?;
    if !sought.is_empty() {
        let with = having(tx, organisation, sought).await?;
        all.retain(|one| with.contains(&one.id.uuid()));
    }
    Ok(all)
}

/// The listings that have every one of these words.
async fn having(tx: &mut Tx, organisation: OrganisationId, sought: &Sought) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut all: Option<BTreeSet<Uuid>> = None;
    for (from, to) in sought.spans() {
        let rows = all!(
            tx,
            Id,
            "SELECT DISTINCT listing_id AS id FROM listing_word
             WHERE organisation_id = $1 AND word >= $2 AND word <= $3",
            organisation.uuid(),
            &from,
            &to
        )?;
        let these = rows.into_iter().map(|row| row.id).collect::<BTreeSet<Uuid>>();
        all = Some(match all {
            None => these,
            Some(before) => before.intersection(&these).copied().collect(),
        });
    }
    Ok(all.unwrap_or_default())
}

async fn by_ids(tx: &mut Tx, organisation: OrganisationId, ids: &[Uuid]) -> Result<Vec<Listing>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = all_in!(
        tx,
        Row,
        concat!(columns_and_table!(), " WHERE organisation_id = $1 AND id"),
        " ORDER BY LOWER(name), id",
        organisation.uuid(),
        ids
    )?;
    rows.into_iter().map(Row::listing).collect()
}
