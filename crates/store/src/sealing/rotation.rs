//! Going through everything sealed: the first time, when nothing was yet, and whenever a key is changed.
//!
//! In slices, while others read and write; both keys open meanwhile. Killed at any moment it goes on at the
//! next start: the key in use says until when its sweep is not ended.

use super::columns::{ALL, Rows};
use super::{Swept, at_of, make_key, make_keys};
use crate::db::{Commit, Db, Tx, Writing};
use crate::error::StoreError;
use bothy_domain::ids::OrganisationId;
use bothy_seal::{Purpose, field};
use uuid::Uuid;

/// How many rows are sealed anew in one commit: the one writer of a file is free again after milliseconds.
const SLICE: i64 = 200;

#[derive(sqlx::FromRow)]
struct Id {
    id: Uuid,
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: Uuid,
    words: String,
}

#[derive(sqlx::FromRow)]
struct Kept {
    id: Uuid,
    organisation_id: Uuid,
    wrapped: String,
    purpose: String,
    swept_at: Option<i64>,
}

/// At every start: each organisation has its keys, the master key opens them, and every sweep is at its end.
pub(crate) async fn settle(db: &Db) -> Result<(), StoreError> {
    let without = db
        .snapshot("without_keys", (), |tx, ()| {
            Box::pin(async move {
                all!(
                    tx,
                    Id,
                    "SELECT id FROM organisation o WHERE NOT EXISTS
                     (SELECT 1 FROM data_key k WHERE k.organisation_id = o.id AND k.purpose = 'fields')"
                )
            })
        })
        .await?;
    db.snapshot("keys_open", (), |tx, ()| Box::pin(async move { keys_open(tx).await })).await?;
    for organisation in without {
        db.write("make_keys", organisation.id, |w, organisation| {
            Box::pin(async move {
                make_keys(w, *organisation, Swept::NotYet).await?;
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await?;
    }
    for key in in_use(db).await? {
        if key.purpose == Purpose::Fields.code() && key.swept_at.is_none() {
            sweep(db, OrganisationId::new(key.organisation_id)).await?;
        }
    }
    Ok(())
}

/// Sees that the master key at hand opens every data key of the service, those too that are on their way out.
///
/// # Errors
/// It does not, or the database's own.
pub async fn keys_open(tx: &mut Tx) -> Result<(), StoreError> {
    let keys = all!(tx, Kept, "SELECT id, organisation_id, wrapped, purpose, swept_at FROM data_key")?;
    for key in keys {
        let purpose = if key.purpose == Purpose::Index.code() { Purpose::Index } else { Purpose::Fields };
        let row = super::KeyRow { id: key.id, wrapped: key.wrapped };
        tx.keyring().unwrap(key.organisation_id, &row, purpose)?;
    }
    Ok(())
}

async fn in_use(db: &Db) -> Result<Vec<Kept>, StoreError> {
    db.snapshot("keys", (), |tx, ()| {
        Box::pin(async move {
            all!(
                tx,
                Kept,
                "SELECT id, organisation_id, wrapped, purpose, swept_at FROM data_key WHERE retired_at IS NULL"
            )
        })
    })
    .await
}

/// Retires an organisation's key and puts a new one in its place, in the caller's commit. What was sealed with
/// the old one still opens; [`sweep`] seals it anew.
///
/// # Errors
/// The database's own.
pub async fn change_key(w: &mut Writing, organisation: OrganisationId) -> Result<(), StoreError> {
    let organisation = organisation.uuid();
    // Waits here for every write that seals with the old key at this moment.
    run!(
        w,
        "UPDATE data_key SET retired_at = $2
         WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NULL",
        organisation,
        at_of(Uuid::now_v7())
    )?;
    make_key(w, organisation, Purpose::Fields, Swept::NotYet).await
}

/// Seals everything of an organisation that is not sealed with its key in use. Returns how many fields.
///
/// # Errors
/// The database's own, or a field that does not open.
pub async fn sweep(db: &Db, organisation: OrganisationId) -> Result<u64, StoreError> {
    let organisation = organisation.uuid();
    let mut done = 0;
    for at in 0..ALL.len() {
        let mut after = Uuid::nil();
        loop {
            let slice = db
                .write("seal_slice", (organisation, at, after), |w, (organisation, at, after)| {
                    Box::pin(async move {
                        let Some(rows) = ALL.get(*at) else { return Ok(Commit::Unchanged(None)) };
                        Ok::<_, StoreError>(Commit::Sealed(seal_slice(w, *organisation, rows, *after).await?))
                    })
                })
                .await?;
            let Some((last, count)) = slice else { break };
            (after, done) = (last, done + count);
        }
    }
    // Words that were never sealed must not rest in pages that the file no longer uses.
    if retired(db, organisation).await? == 0 {
        db.rewrite_file().await?;
    }
    db.write("swept", organisation, |w, organisation| {
        Box::pin(async move {
            ended(w, *organisation).await?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await?;
    Ok(done)
}

async fn retired(db: &Db, organisation: Uuid) -> Result<usize, StoreError> {
    db.snapshot("retired_keys", organisation, |tx, organisation| {
        Box::pin(async move {
            let keys = all!(
                tx,
                Id,
                "SELECT id FROM data_key WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NOT NULL",
                *organisation
            )?;
            Ok::<_, StoreError>(keys.len())
        })
    })
    .await
}

async fn seal_slice(
    w: &mut Writing,
    organisation: Uuid,
    rows: &Rows,
    after: Uuid,
) -> Result<Option<(Uuid, u64)>, StoreError> {
    let mark = field::mark(w.key_in_use(organisation).await?.id());
    let waiting = all!(w, Waiting, rows.waiting, organisation, after, &mark, SLICE)?;
    let Some(last) = waiting.last().map(|row| row.id) else { return Ok(None) };
    let mut done = 0;
    for row in waiting {
        let words = plain(w, organisation, rows, &row).await?;
        let sealed = w.seal(organisation, rows.column, row.id, &words).await?;
        // None where somebody changed it since: then it was sealed with the key in use.
        let put = run!(w, rows.put, organisation, row.id, &row.words, &sealed)?;
        if put > 0
            && let Some((sql, normal)) = rows.index
        {
            let index = w.index(organisation, rows.column, &normal(&words)).await?;
            run!(w, sql, organisation, row.id, &index)?;
        }
        done += put;
    }
    Ok(Some((last, done)))
}

/// The words of a row that waits: sealed with an earlier key, or never.
async fn plain(w: &mut Writing, organisation: Uuid, rows: &Rows, row: &Waiting) -> Result<String, StoreError> {
    if field::key_of(&row.words).is_err() {
        return Ok(row.words.clone());
    }
    match w.open(organisation, rows.column, row.id, &row.words).await {
        // Somebody wrote words that look sealed, before anything was.
        Err(StoreError::KeyGone) => Ok(row.words.clone()),
        opened => opened,
    }
}

/// Notes the end of a sweep, and lets go of earlier keys that nothing is sealed with any more.
async fn ended(w: &mut Writing, organisation: Uuid) -> Result<(), StoreError> {
    // Held from the start: of several nodes that come to the end at once, each would otherwise hold the key that it
    // seals with and wait for the others to let go of it.
    let mine = run!(
        w,
        "UPDATE data_key SET swept_at = NULL
         WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NULL AND swept_at IS NULL",
        organisation
    )?;
    if mine == 0 {
        // Another node was first.
        return Ok(());
    }
    let mark = field::mark(w.key_in_use(organisation).await?.id());
    for rows in &ALL {
        let waiting = all!(w, Waiting, rows.waiting, organisation, Uuid::nil(), &mark, 1_i64)?;
        if !waiting.is_empty() {
            return Ok(());
        }
    }
    run!(
        w,
        "UPDATE data_key SET swept_at = $2
         WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NULL AND swept_at IS NULL",
        organisation,
        at_of(Uuid::now_v7())
    )?;
    run!(
        w,
        "DELETE FROM data_key WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NOT NULL",
        organisation
    )?;
    Ok(())
}
