//! What only tests ask of sealed columns: how they stand in the database, and a service from before sealing.

use super::columns::{ALL, Column};
use crate::db::{Commit, Db, Tx};
use crate::error::StoreError;
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Text {
    text: String,
}

#[derive(sqlx::FromRow)]
struct Cell {
    id: Uuid,
    words: String,
}

/// Every row of every table as a PostgreSQL server would dump it. Nothing on a file: there the bytes are read.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn everything(db: &Db) -> Result<String, StoreError> {
    db.snapshot("everything", (), |tx, ()| {
        Box::pin(async move {
            if tx.is_lite() {
                return Ok(String::new());
            }
            // As `COPY` does it: the server itself writes each table down.
            let rows = all!(
                tx,
                Text,
                "SELECT CAST(query_to_xml('SELECT * FROM ' || quote_ident(tablename), true, false, '') AS TEXT) AS text
                 FROM pg_tables WHERE schemaname = 'public'"
            )?;
            Ok::<_, StoreError>(rows.into_iter().map(|row| row.text).collect())
        })
    })
    .await
}

/// The keys that the fields of an organisation are sealed with, and how many of its fields are not sealed.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn sealed_with(db: &Db, organisation: OrganisationId) -> Result<(BTreeSet<[u8; 16]>, usize), StoreError> {
    db.snapshot("sealed_with", organisation, |tx, organisation| {
        Box::pin(async move {
            let (mut keys, mut plain) = (BTreeSet::new(), 0);
            for rows in &ALL {
                // No mark is empty: every row waits for it.
                let all = all!(tx, Cell, rows.waiting, organisation.uuid(), Uuid::nil(), "", i64::MAX)?;
                for cell in all {
                    match bothy_seal::field::key_of(&cell.words) {
                        Ok(key) => _ = keys.insert(key),
                        Err(_) => plain += 1,
                    }
                }
            }
            Ok::<_, StoreError>((keys, plain))
        })
    })
    .await
}

/// Takes all sealing off an organisation, keys and all: so it stood before there was any.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn unseal(db: &Db, organisation: OrganisationId) -> Result<(), StoreError> {
    db.write("unseal", organisation, |w, organisation| {
        Box::pin(async move {
            let owner = organisation.uuid();
            for rows in &ALL {
                let all = all!(w, Cell, rows.waiting, owner, Uuid::nil(), "", i64::MAX)?;
                for cell in all {
                    let plain = w.open(owner, rows.column, cell.id, &cell.words).await?;
                    run!(w, rows.put, owner, cell.id, &cell.words, &plain)?;
                }
            }
            run!(w, "UPDATE person SET email_index = NULL WHERE organisation_id = $1", owner)?;
            run!(w, "DELETE FROM data_key WHERE organisation_id = $1", owner)?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// Puts the sealed words of one row in the place of another's, as somebody who can write the file might.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn swap_emails(db: &Db, organisation: OrganisationId, from: Uuid, to: Uuid) -> Result<(), StoreError> {
    db.write("swap", (organisation, from, to), |w, (organisation, from, to)| {
        Box::pin(async move {
            run!(
                w,
                "UPDATE person SET email = (SELECT p.email FROM person p WHERE p.organisation_id = $1 AND p.id = $2)
                 WHERE organisation_id = $1 AND id = $3",
                organisation.uuid(),
                *from,
                *to
            )?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// The names of all sealed columns.
#[doc(hidden)]
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rows| rows.column).map(Column::name).collect()
}

/// The reason for which somebody needs no second step.
///
/// # Errors
/// The database's own, or there is none.
#[doc(hidden)]
pub async fn reason_of(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<ReasonId, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Reason {
        reason_id: Uuid,
    }
    let row = one!(
        tx,
        Reason,
        "SELECT reason_id FROM second_step_waiver WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    row.map(|row| ReasonId::new(row.reason_id)).ok_or(StoreError::Unknown { column: "reason_id" })
}
