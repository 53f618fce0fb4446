//! The words why, for a page of entries: all of the page in one reading.

use super::is_hash_of;
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::sealing::columns::REASON_WORDS;
use bothy_domain::ids::OrganisationId;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where the words of an entry are, and the hash that the entry keeps of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonMark {
    /// The row of the words.
    pub id: Uuid,
    /// What they were when the entry was written; the chain holds it.
    pub hash: String,
}

/// What became of the words of an entry.
#[derive(Clone, PartialEq, Eq)]
pub enum ReasonFound {
    /// They stand as they were written.
    Words(String),
    /// They were erased, or had their time.
    Erased,
    /// What stands there now is not what was written with the entry.
    NotAsWritten,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    words: String,
}

/// The words behind these marks, by the id of each.
///
/// # Errors
/// The database's own. A row that does not open is no error: it is not as it was written.
pub async fn reasons_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    marks: &[ReasonMark],
) -> Result<BTreeMap<Uuid, ReasonFound>, StoreError> {
    let owner = organisation.uuid();
    let ids: Vec<Uuid> = marks.iter().map(|mark| mark.id).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = all_in!(tx, Row, "SELECT id, words FROM reason WHERE organisation_id = $1 AND id", "", owner, &ids)?;
    let sealed: BTreeMap<Uuid, String> = rows.into_iter().map(|row| (row.id, row.words)).collect();
    let mut found = BTreeMap::new();
    for mark in marks {
        let one = match sealed.get(&mark.id) {
            None => ReasonFound::Erased,
            Some(words) => opened(tx, owner, mark, words).await?,
        };
        found.insert(mark.id, one);
    }
    Ok(found)
}

async fn opened(tx: &mut Tx, owner: Uuid, mark: &ReasonMark, sealed: &str) -> Result<ReasonFound, StoreError> {
    let words = match tx.open(owner, REASON_WORDS, mark.id, sealed).await {
        Ok(words) => words,
        Err(StoreError::Sealed { .. }) => return Ok(ReasonFound::NotAsWritten),
        Err(other) => return Err(other),
    };
    let holds = is_hash_of(tx, owner, mark.id, &words, &mark.hash).await?;
    Ok(if holds { ReasonFound::Words(words) } else { ReasonFound::NotAsWritten })
}

/// Takes the words of every reason of an organisation away, as their time does it.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn erase_reasons_for_test(db: &Db, organisation: OrganisationId) -> Result<(), StoreError> {
    db.write("erase_reasons", organisation, |w, organisation| {
        Box::pin(async move {
            run!(w, "DELETE FROM reason WHERE organisation_id = $1", organisation.uuid())?;
            Ok::<_, StoreError>(crate::db::Commit::Sealed(()))
        })
    })
    .await
}

/// Seals other words into the row of every reason of an organisation: somebody with the keys, behind the program's back.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn swap_reasons_for_test(db: &Db, organisation: OrganisationId, words: &str) -> Result<(), StoreError> {
    db.write("swap_reasons", (organisation, words.to_owned()), |w, (organisation, words)| {
        Box::pin(async move {
            let owner = organisation.uuid();
            let rows = all!(w, Row, "SELECT id, words FROM reason WHERE organisation_id = $1", owner)?;
            for row in rows {
                let sealed = w.seal(owner, REASON_WORDS, row.id, words).await?;
                run!(w, "UPDATE reason SET words = $3 WHERE organisation_id = $1 AND id = $2", owner, row.id, sealed)?;
            }
            Ok::<_, StoreError>(crate::db::Commit::Sealed(()))
        })
    })
    .await
}
