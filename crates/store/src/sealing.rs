//! Sealed columns: words about people rest sealed, and are opened only on their way out of the database.
//!
//! Each organisation has one key for its fields and one for finding them, wrapped by the master key with which
//! the database was opened. A write takes the key in use inside its transaction and holds it until the commit,
//! so that no key is retired under words being sealed. What is deliberately absent: who may read; that is a
//! permit's.

pub mod columns;
#[doc(hidden)]
pub mod for_test;
#[doc(hidden)]
pub mod from_before;
mod keyring;
pub mod master;
pub mod rotation;
pub mod sheets;

use crate::db::{Tx, WhereFrom, Writing};
use crate::error::StoreError;
use bothy_domain::ids::OrganisationId;
pub use bothy_seal::MasterKey;
use bothy_seal::{Cell, DataKey, FieldKey, OpenError, Purpose, field};
use columns::Column;
pub(crate) use keyring::Keyring;
pub use keyring::Masters;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::str::FromStr as _;
use std::sync::Arc;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(crate) struct KeyRow {
    id: Uuid,
    wrapped: String,
}

/// A row as it was read, with one column that is sealed.
pub(crate) trait Sealed {
    /// Which column.
    const COLUMN: Column;
    /// Which row, and what stands in that column.
    fn sealed(&mut self) -> (Uuid, &mut String);
}

fn cell(organisation: Uuid, column: Column, row: Uuid) -> Cell<'static> {
    Cell { organisation: organisation.into_bytes(), column: column.0, row: row.into_bytes() }
}

impl Tx {
    /// Opens a sealed field.
    pub(crate) async fn open(
        &mut self,
        organisation: Uuid,
        column: Column,
        row: Uuid,
        sealed: &str,
    ) -> Result<String, StoreError> {
        // Where nothing was ever said there is nothing to seal.
        if sealed.is_empty() {
            return Ok(String::new());
        }
        let broken = |source: OpenError| StoreError::Sealed { column: column.0, source };
        let id = Uuid::from_bytes(field::key_of(sealed).map_err(broken)?);
        let key = match self.keyring().field_key(organisation, id) {
            Some(key) => key,
            // A key that went between the read of the field and now: the field itself was sealed anew.
            None => self.load_field_key(organisation, id).await?.ok_or(StoreError::KeyGone)?,
        };
        let words = key.open(&cell(organisation, column, row), sealed).map_err(broken)?;
        Ok(words.into_exposed())
    }

    /// Opens a sealed field that may be empty.
    pub(crate) async fn open_maybe(
        &mut self,
        organisation: Uuid,
        column: Column,
        row: Uuid,
        sealed: Option<String>,
    ) -> Result<Option<String>, StoreError> {
        match sealed {
            None => Ok(None),
            Some(sealed) => self.open(organisation, column, row, &sealed).await.map(Some),
        }
    }

    /// Opens the one sealed column of rows, in their places.
    pub(crate) async fn open_rows<R: Sealed + Send>(
        &mut self,
        organisation: OrganisationId,
        mut rows: Vec<R>,
    ) -> Result<Vec<R>, StoreError> {
        for row in &mut rows {
            let (id, sealed) = row.sealed();
            if !sealed.is_empty() {
                *sealed = self.open(organisation.uuid(), R::COLUMN, id, sealed).await?;
            }
        }
        Ok(rows)
    }

    async fn load_field_key(&mut self, organisation: Uuid, id: Uuid) -> Result<Option<Arc<FieldKey>>, StoreError> {
        let row = one!(
            self,
            KeyRow,
            "SELECT id, wrapped FROM data_key WHERE organisation_id = $1 AND id = $2 AND purpose = 'fields'",
            organisation,
            id
        )?;
        row.map(|row| self.keyring().keep_field_key(organisation, &row)).transpose()
    }

    /// The blind index of normalised words in a column.
    pub(crate) async fn index(
        &mut self,
        organisation: Uuid,
        column: Column,
        normalised: &str,
    ) -> Result<String, StoreError> {
        let key = match self.keyring().finding_key(organisation) {
            Some(key) => key,
            None => {
                let row = one!(
                    self,
                    KeyRow,
                    "SELECT id, wrapped FROM data_key
                     WHERE organisation_id = $1 AND purpose = 'index' AND retired_at IS NULL",
                    organisation
                )?
                .ok_or(StoreError::KeyGone)?;
                self.keyring().keep_finding_key(organisation, &row)?
            }
        };
        Ok(key.index(column.0, normalised))
    }
}

impl Writing {
    /// Seals a field with the organisation's key in use.
    pub(crate) async fn seal(
        &mut self,
        organisation: Uuid,
        column: Column,
        row: Uuid,
        words: &str,
    ) -> Result<String, StoreError> {
        let key = self.key_in_use(organisation).await?;
        key.seal(&cell(organisation, column, row), words).map_err(|_| StoreError::NoChance)
    }

    /// Seals a field that may be empty.
    pub(crate) async fn seal_maybe(
        &mut self,
        organisation: Uuid,
        column: Column,
        row: Uuid,
        words: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        match words {
            None => Ok(None),
            Some(words) => self.seal(organisation, column, row, words).await.map(Some),
        }
    }

    /// Seals words that most rows do not have: where nothing was said, nothing stands.
    pub(crate) async fn seal_said(
        &mut self,
        organisation: Uuid,
        column: Column,
        row: Uuid,
        words: &str,
    ) -> Result<String, StoreError> {
        if words.is_empty() { Ok(String::new()) } else { self.seal(organisation, column, row, words).await }
    }

    /// The key in use, held until this transaction ends.
    async fn key_in_use(&mut self, organisation: Uuid) -> Result<Arc<FieldKey>, StoreError> {
        if let Some((whose, key)) = self.sealing_with()
            && *whose == organisation
        {
            return Ok(key.clone());
        }
        // The dialect difference: on a shared database the row is held, so that a rotation waits for us before it
        // retires the key; on a file there is one writer.
        let row = if self.is_lite() {
            one!(
                self,
                KeyRow,
                "SELECT id, wrapped FROM data_key
                 WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NULL",
                organisation
            )?
        } else {
            one!(
                self,
                KeyRow,
                "SELECT id, wrapped FROM data_key
                 WHERE organisation_id = $1 AND purpose = 'fields' AND retired_at IS NULL FOR SHARE",
                organisation
            )?
        };
        // None where a rotation came in between: the work is run again and finds the new key.
        let row = row.ok_or(StoreError::KeyGone)?;
        let key = self.keyring().keep_field_key(organisation, &row)?;
        self.seal_with(organisation, key.clone());
        Ok(key)
    }
}

/// Makes the keys of an organisation, where it has none. `swept` when it has no words yet.
pub(crate) async fn make_keys(w: &mut Writing, organisation: Uuid, swept: Swept) -> Result<(), StoreError> {
    for purpose in [Purpose::Index, Purpose::Fields] {
        make_key(w, organisation, purpose, swept).await?;
    }
    Ok(())
}

/// The short name of the master key that a service is sealed with, if it is: then that key is somewhere, and another
/// would open nothing. A database that is not there is not made by asking.
///
/// # Errors
/// The server cannot be reached.
pub async fn sealed_by(from: &WhereFrom) -> Result<Option<String>, StoreError> {
    const ASK: &str = "SELECT wrapped FROM data_key ORDER BY id DESC LIMIT 1";
    let answer = match from {
        WhereFrom::File(path) if !path.exists() => return Ok(None),
        WhereFrom::File(path) => {
            let mut file = SqliteConnectOptions::new().filename(path).connect().await?;
            let answer = sqlx::query_scalar::<_, String>(ASK).fetch_optional(&mut file).await;
            file.close().await?;
            answer
        }
        WhereFrom::Url(url) => {
            let mut server = PgConnectOptions::from_str(url)?.connect().await?;
            let answer = sqlx::query_scalar::<_, String>(ASK).fetch_optional(&mut server).await;
            server.close().await?;
            answer
        }
    };
    match answer {
        Ok(wrapped) => Ok(wrapped.as_deref().and_then(bothy_seal::keys::wrapped_by).map(str::to_owned)),
        // A service from before sealing has no such table.
        Err(sqlx::Error::Database(error)) if error.message().contains("data_key") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The same of a service that is open, or that stands in what was read so far.
pub(crate) async fn sealed_by_here(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    let newest = one!(tx, KeyRow, "SELECT id, wrapped FROM data_key ORDER BY id DESC LIMIT 1")?;
    Ok(newest.and_then(|row| bothy_seal::keys::wrapped_by(&row.wrapped).map(str::to_owned)))
}

/// Whether all words of an organisation are sealed with a key as it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swept {
    /// There are none yet.
    Yes,
    /// There may be.
    NotYet,
}

async fn make_key(w: &mut Writing, organisation: Uuid, purpose: Purpose, swept: Swept) -> Result<(), StoreError> {
    let id = Uuid::now_v7();
    let key = DataKey::fresh(id.into_bytes()).map_err(|_| StoreError::NoChance)?;
    let master = master::in_use(w).await?;
    let wrapped = master.wrap(&key, organisation.into_bytes(), purpose).map_err(|_| StoreError::NoChance)?;
    let at = at_of(id);
    run!(
        w,
        "INSERT INTO data_key (organisation_id, id, purpose, wrapped, created_at, swept_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        organisation,
        id,
        purpose.code(),
        wrapped,
        at,
        (swept == Swept::Yes).then_some(at)
    )?;
    Ok(())
}

/// The microsecond at which an id was made: the store reads no clock of its own.
fn at_of(id: Uuid) -> i64 {
    id.get_timestamp().map_or(0, |stamp| {
        let (seconds, nanos) = stamp.to_unix();
        i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000).saturating_add(i64::from(nanos / 1_000))
    })
}
