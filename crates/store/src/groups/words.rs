//! The words by which groups and places are found, a row each: written with every change, in the same commit.

use crate::db::{Commit, Db, Tx, Writing};
use crate::directory::looking::words_again;
use crate::error::StoreError;
use bothy_domain::groups::sought::{Sought, words_of};
use bothy_domain::ids::{GroupId, ListingId, OrganisationId, PlaceId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many groups or places get their words in one commit.
const AT_ONCE: i64 = 200;

#[derive(sqlx::FromRow)]
struct Text {
    text: String,
}

/// Writes the words of a group as it stands now, in place of those there were.
///
/// # Errors
/// The database's own.
pub async fn of_group(w: &mut Writing, organisation: OrganisationId, group: GroupId) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), group.uuid());
    let texts = all!(
        w,
        Text,
        "SELECT name || ' ' || purpose || ' ' || for_whom || ' ' || what_happens || ' ' || how_to_come AS text
         FROM peer_group WHERE organisation_id = $1 AND id = $2
         UNION ALL SELECT title AS text FROM course_part WHERE organisation_id = $1 AND group_id = $2
         UNION ALL SELECT asked || ' ' || answer AS text FROM group_question WHERE organisation_id = $1 AND group_id = $2",
        owner,
        id
    )?;
    let words = words_of(texts.iter().map(|row| row.text.as_str()));
    forget(w, organisation, group).await?;
    put_each!(w, "INSERT INTO group_word (organisation_id, group_id, word)", owner, id, &words)?;
    Ok(())
}

/// Takes back the words of a group; it is found by none until it is written again or the database is opened anew.
///
/// # Errors
/// The database's own.
pub async fn forget(w: &mut Writing, organisation: OrganisationId, group: GroupId) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), group.uuid());
    run!(w, "DELETE FROM group_word WHERE organisation_id = $1 AND group_id = $2", owner, id)?;
    Ok(())
}

/// Writes the words of a place as it stands now, in place of those there were.
///
/// # Errors
/// The database's own.
pub async fn of_place(w: &mut Writing, organisation: OrganisationId, place: PlaceId) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), place.uuid());
    let texts = all!(
        w,
        Text,
        "SELECT name || ' ' || address AS text FROM place WHERE organisation_id = $1 AND id = $2",
        owner,
        id
    )?;
    let words = words_of(texts.iter().map(|row| row.text.as_str()));
    run!(w, "DELETE FROM place_word WHERE organisation_id = $1 AND place_id = $2", owner, id)?;
    put_each!(w, "INSERT INTO place_word (organisation_id, place_id, word)", owner, id, &words)?;
    Ok(())
}

/// For one word that is looked for: what has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HasWord {
    /// The groups, whether they are shown or not.
    pub groups: BTreeSet<GroupId>,
    /// The places.
    pub places: BTreeSet<PlaceId>,
}

/// For each word that is looked for, the groups and places of this organisation that have it.
///
/// # Errors
/// The database's own.
pub async fn having(tx: &mut Tx, organisation: OrganisationId, sought: &Sought) -> Result<Vec<HasWord>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: Uuid,
    }
    let owner = organisation.uuid();
    let mut all = Vec::new();
    for (from, to) in sought.spans() {
        let groups = all!(
            tx,
            Row,
            "SELECT DISTINCT group_id AS id FROM group_word WHERE organisation_id = $1 AND word >= $2 AND word <= $3",
            owner,
            &from,
            &to
        )?;
        let places = all!(
            tx,
            Row,
            "SELECT DISTINCT place_id AS id FROM place_word WHERE organisation_id = $1 AND word >= $2 AND word <= $3",
            owner,
            &from,
            &to
        )?;
        all.push(HasWord {
            groups: groups.into_iter().map(|row| GroupId::new(row.id)).collect(),
            places: places.into_iter().map(|row| PlaceId::new(row.id)).collect(),
        });
    }
    Ok(all)
}

/// Where the last commit came to: the organisation and the thing.
type Last = (Uuid, Uuid);

#[derive(sqlx::FromRow)]
struct Without {
    organisation_id: Uuid,
    id: Uuid,
}

async fn groups_without(tx: &mut Tx, (owner, id): Last) -> Result<Vec<Last>, StoreError> {
    let rows = all!(
        tx,
        Without,
        "SELECT g.organisation_id, g.id FROM peer_group g WHERE NOT EXISTS (SELECT 1 FROM group_word x
         WHERE x.organisation_id = g.organisation_id AND x.group_id = g.id)
         AND (g.organisation_id > $1 OR (g.organisation_id = $1 AND g.id > $2))
         ORDER BY g.organisation_id, g.id LIMIT $3",
        owner,
        id,
        AT_ONCE
    )?;
    Ok(rows.into_iter().map(|row| (row.organisation_id, row.id)).collect())
}

async fn places_without(tx: &mut Tx, (owner, id): Last) -> Result<Vec<Last>, StoreError> {
    let rows = all!(
        tx,
        Without,
        "SELECT p.organisation_id, p.id FROM place p WHERE NOT EXISTS (SELECT 1 FROM place_word x
         WHERE x.organisation_id = p.organisation_id AND x.place_id = p.id)
         AND (p.organisation_id > $1 OR (p.organisation_id = $1 AND p.id > $2))
         ORDER BY p.organisation_id, p.id LIMIT $3",
        owner,
        id,
        AT_ONCE
    )?;
    Ok(rows.into_iter().map(|row| (row.organisation_id, row.id)).collect())
}

async fn listings_without(tx: &mut Tx, (owner, id): Last) -> Result<Vec<Last>, StoreError> {
    let rows = all!(
        tx,
        Without,
        "SELECT l.organisation_id, l.id FROM listing l WHERE NOT EXISTS (SELECT 1 FROM listing_word x
         WHERE x.organisation_id = l.organisation_id AND x.listing_id = l.id)
         AND (l.organisation_id > $1 OR (l.organisation_id = $1 AND l.id > $2))
         ORDER BY l.organisation_id, l.id LIMIT $3",
        owner,
        id,
        AT_ONCE
    )?;
    Ok(rows.into_iter().map(|row| (row.organisation_id, row.id)).collect())
}

/// Gives their words to the groups, places and listings that have none: those from before there were words.
///
/// # Errors
/// The database's own.
pub async fn settle(db: &Db) -> Result<(), StoreError> {
    // A name of signs alone has no words, so it is gone past and not met again.
    let none = (Uuid::nil(), Uuid::nil());
    let mut last = (none, none, none);
    loop {
        // Nothing is written where nothing is to do: commands open the database beside a busy server.
        let left = db.snapshot("words_to_write", last, |tx, (groups, places, listings)| {
            Box::pin(async move {
                let (groups, places) = (groups_without(tx, *groups).await?, places_without(tx, *places).await?);
                Ok::<_, StoreError>((groups, places, listings_without(tx, *listings).await?))
            })
        });
        let left = left.await?;
        if left.0.is_empty() && left.1.is_empty() && left.2.is_empty() {
            return Ok(());
        }
        let after = |left: &[Last], last: Last| left.last().copied().unwrap_or(last);
        last = (after(&left.0, last.0), after(&left.1, last.1), after(&left.2, last.2));
        let written = db.write("write_words", left, |w, (groups, places, listings)| {
            Box::pin(async move {
                for (owner, id) in groups {
                    of_group(w, OrganisationId::new(*owner), GroupId::new(*id)).await?;
                }
                for (owner, id) in places {
                    of_place(w, OrganisationId::new(*owner), PlaceId::new(*id)).await?;
                }
                for (owner, id) in listings {
                    words_again(w, OrganisationId::new(*owner), ListingId::new(*id)).await?;
                }
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        });
        written.await?;
    }
}
