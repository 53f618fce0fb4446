//! The open database: writes that cannot be dropped half-way, and snapshots for reading.
//!
//! Only this file begins a transaction. A future that waits for an answer may be dropped at any moment
//! (a phone loses its network); the work itself runs in a task of its own and goes on (house law 6).

mod bell;
pub mod load;
mod opening;
mod upgrade;

pub use opening::test_database;
pub use upgrade::{every_schema, newest_schema};

use self::bell::Bell;
use crate::audit::Audit;
use crate::error::{FromStore, StoreError};
use crate::sealing::{Keyring, Masters};
use bothy_domain::ids::OrganisationId;
use bothy_seal::FieldKey;
use futures_util::future::BoxFuture;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Which database a service lives in.
#[derive(Debug, Clone)]
pub enum WhereFrom {
    /// A file on this machine.
    File(PathBuf),
    /// A PostgreSQL server.
    Url(String),
}

/// The open database.
#[derive(Clone)]
pub struct Db {
    pools: Arc<Pools>,
    keyring: Arc<Keyring>,
    /// How many changes there were.
    bell: Arc<Bell>,
    load: Arc<load::Load>,
}

enum Pools {
    /// One writer and several readers on one file.
    Lite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Pg(PgPool),
}

pub(crate) enum Inner {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// An open transaction, for reading.
pub struct Tx {
    inner: Inner,
    keyring: Arc<Keyring>,
}

impl Tx {
    pub(crate) fn inner(&mut self) -> &mut Inner {
        &mut self.inner
    }

    pub(crate) fn keyring(&self) -> Arc<Keyring> {
        self.keyring.clone()
    }

    /// Whether this is the embedded database. Only the dialect fragments ask.
    pub(crate) fn is_lite(&self) -> bool {
        matches!(self.inner, Inner::Lite(_))
    }
}

/// An open transaction that may change something.
pub struct Writing {
    tx: Tx,
    /// The key that this write seals with, once it has sealed something, and whose it is.
    sealing_with: Option<(Uuid, Arc<FieldKey>)>,
}

impl Writing {
    pub(crate) fn sealing_with(&self) -> Option<&(Uuid, Arc<FieldKey>)> {
        self.sealing_with.as_ref()
    }

    pub(crate) fn seal_with(&mut self, organisation: Uuid, key: Arc<FieldKey>) {
        self.sealing_with = Some((organisation, key));
    }
}

impl std::ops::Deref for Writing {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl std::ops::DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

/// What a write comes to.
pub enum Commit<T> {
    /// A change, which cannot be committed without its audit.
    Changed(T, Audit),
    /// Nothing changed: the same act came twice, or there was nothing to do. Rolled back.
    Unchanged(T),
    /// Housekeeping that is no act of anybody: numbering the audit itself, leasing a notice before it is tried.
    Sealed(T),
}

/// How the tables came to be, step by step.
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How often a write that gave way to another is run again.
const TRIES: u32 = 12;

impl Db {
    /// Opens a service's database, brings its tables up to date, seals what was not sealed yet, and writes the words of
    /// groups and places that have none yet.
    ///
    /// # Errors
    /// The file or the server cannot be reached, its tables cannot be brought up to date, or this is not its
    /// master key.
    pub async fn open(from: &WhereFrom, masters: impl Into<Masters>) -> Result<Self, StoreError> {
        let db = Self::open_with(from, masters, newest_schema()).await?;
        let settled = match crate::sealing::rotation::settle(&db).await {
            Ok(()) => crate::groups::words::settle(&db).await,
            Err(error) => Err(error),
        };
        match settled {
            Ok(()) => Ok(db),
            Err(error) => {
                db.close().await;
                Err(error)
            }
        }
    }

    /// Opens a database and brings its tables up to a version and no further, to take in what was written then. What
    /// comes in stays as it was written, sealed or not: whoever opens it next seals it.
    ///
    /// # Errors
    /// The file or the server cannot be reached, or its tables cannot be brought up to date.
    pub async fn open_with(from: &WhereFrom, masters: impl Into<Masters>, schema: i64) -> Result<Self, StoreError> {
        let pools = match from {
            WhereFrom::File(path) => opening::file(path, schema).await?,
            WhereFrom::Url(url) => opening::server(url, schema).await?,
        };
        Ok(Self {
            pools: Arc::new(pools),
            keyring: Arc::new(Keyring::new(masters.into())),
            bell: Arc::default(),
            load: Arc::default(),
        })
    }

    /// Closes all connections; what was acknowledged is on disk already.
    pub async fn close(&self) {
        match &*self.pools {
            Pools::Lite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }

    /// How many changes this program has committed or heard of so far: while it stays the same, what was read here
    /// still stands, as far as this program knows.
    pub fn changes(&self) -> u64 {
        self.bell.all()
    }

    /// The same of one organisation.
    pub fn changes_of(&self, organisation: OrganisationId) -> u64 {
        self.bell.of(organisation.uuid())
    }

    /// Begins to count what other programs on the same server change. On a file there is nothing to listen to.
    pub fn listen_to_others(&self) {
        if let Pools::Pg(pool) = &*self.pools {
            bell::begin(&self.bell, pool.clone());
        }
    }

    /// Whether every change of the service is counted here, whichever program makes it. Where it is not, the numbers
    /// are only this program's own.
    pub fn hears_others(&self) -> bool {
        self.bell.hears()
    }

    /// How this program's work on the database goes.
    pub fn load(&self) -> &load::Load {
        &self.load
    }

    /// Whether several programs may share this database.
    pub fn is_shared(&self) -> bool {
        matches!(&*self.pools, Pools::Pg(_))
    }

    /// Makes the one writer of a file read only, or lets it write again.
    pub(crate) async fn read_only_for_test(&self, on: bool) -> Result<(), StoreError> {
        if let Pools::Lite { write, .. } = &*self.pools {
            let text = if on { "PRAGMA query_only = ON" } else { "PRAGMA query_only = OFF" };
            sqlx::query(text).execute(write).await?;
        }
        Ok(())
    }

    /// Writes a file anew without what was deleted or written over. A server does that by itself in its time.
    pub(crate) async fn rewrite_file(&self) -> Result<(), StoreError> {
        if let Pools::Lite { write, .. } = &*self.pools {
            sqlx::query("VACUUM").execute(write).await?;
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await?;
        }
        Ok(())
    }

    /// Takes what was deleted or written over out of the log of a file too, as far as nobody reads from it at this
    /// moment; the next one takes the rest. A server does that by itself in its time.
    ///
    /// # Errors
    /// The database's own.
    pub async fn fold_log(&self) -> Result<(), StoreError> {
        let db = self.clone();
        let task = tokio::spawn(async move {
            if let Pools::Lite { write, .. } = &*db.pools {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await?;
            }
            Ok::<_, StoreError>(())
        });
        task.await.unwrap_or(Err(StoreError::Stopped))
    }

    async fn begin_write(&self) -> Result<Writing, StoreError> {
        let _waiting = self.load.writes.waits();
        let inner = match &*self.pools {
            Pools::Lite { write, .. } => Inner::Lite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Pg(pool) => Inner::Pg(pool.begin().await?),
        };
        Ok(Writing { tx: Tx { inner, keyring: self.keyring.clone() }, sealing_with: None })
    }

    async fn begin_read(&self) -> Result<Tx, StoreError> {
        let _waiting = self.load.reads.waits();
        let inner = match &*self.pools {
            Pools::Lite { read, .. } => Inner::Lite(read.begin().await?),
            Pools::Pg(pool) => Inner::Pg(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        };
        Ok(Tx { inner, keyring: self.keyring.clone() })
    }

    /// One write is one commit: the change, its audit, its plan and its jobs, or nothing.
    ///
    /// The work runs in its own task, so that a caller who goes away cannot leave it half-done. It may be
    /// run again from the start when two writers met: it takes its input by reference and touches nothing
    /// but the transaction.
    ///
    /// # Errors
    /// Whatever the work refuses with, or the store's own error.
    pub async fn write<I, T, E, W>(&self, name: &'static str, input: I, work: W) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: FromStore + Send + 'static,
        W: for<'t> Fn(&'t mut Writing, &'t I) -> BoxFuture<'t, Result<Commit<T>, E>> + Send + Sync + 'static,
    {
        let db = self.clone();
        let task = tokio::spawn(async move {
            let mut tries = 0;
            loop {
                tries += 1;
                match db.write_once(&input, &work).await {
                    Err(error)
                        if tries < TRIES
                            && error.store().is_some_and(|error| error.gave_way() || error.met_its_like()) =>
                    {
                        tracing::debug!(name, tries, "gave way to another write");
                        db.load.gave_way();
                        tokio::time::sleep(Duration::from_millis(u64::from(tries) * 3)).await;
                    }
                    answer => return db.load.seen(answer),
                }
            }
        });
        task.await.unwrap_or_else(|_| Err(E::from(StoreError::Stopped)))
    }

    async fn write_once<I, T, E, W>(&self, input: &I, work: &W) -> Result<T, E>
    where
        E: FromStore,
        W: for<'t> Fn(&'t mut Writing, &'t I) -> BoxFuture<'t, Result<Commit<T>, E>>,
    {
        let mut writing = self.begin_write().await?;
        match work(&mut writing, input).await {
            Ok(Commit::Changed(value, audit)) => {
                crate::audit::save(&mut writing, &audit).await?;
                let of = audit.organisations();
                if let Inner::Pg(tx) = &mut writing.tx.inner {
                    bell::ring_at_commit(tx, &of).await?;
                }
                writing.tx.finish(End::Commit).await?;
                of.into_iter().for_each(|organisation| self.bell.ring(organisation));
                Ok(value)
            }
            Ok(Commit::Sealed(value)) => {
                writing.tx.finish(End::Commit).await?;
                Ok(value)
            }
            Ok(Commit::Unchanged(value)) => {
                writing.tx.finish(End::RollBack).await?;
                Ok(value)
            }
            Err(error) => {
                // Where the database failed, it may have taken everything back by itself already.
                if let Err(error) = writing.tx.finish(End::RollBack).await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "nothing was left to take back");
                }
                Err(error)
            }
        }
    }

    /// Reads that belong together, as of one moment.
    ///
    /// # Errors
    /// Whatever the work refuses with, or the store's own error.
    pub async fn snapshot<I, T, E, W>(&self, name: &'static str, input: I, work: W) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: FromStore + Send + 'static,
        W: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        let db = self.clone();
        let task = tokio::spawn(async move {
            let mut tx = db.load.seen(db.begin_read().await)?;
            let answer = db.load.seen(work(&mut tx, &input).await);
            tx.finish(End::RollBack).await?;
            tracing::trace!(name, "read");
            answer
        });
        task.await.unwrap_or_else(|_| Err(E::from(StoreError::Stopped)))
    }
}

enum End {
    Commit,
    RollBack,
}

impl Tx {
    async fn finish(self, end: End) -> Result<(), StoreError> {
        match (self.inner, end) {
            (Inner::Lite(tx), End::Commit) => tx.commit().await?,
            (Inner::Pg(tx), End::Commit) => tx.commit().await?,
            (Inner::Lite(tx), End::RollBack) => tx.rollback().await?,
            (Inner::Pg(tx), End::RollBack) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// A list of ids as SQLite's `json_each` reads it.
pub(crate) fn ids_as_json(ids: &[Uuid]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

#[cfg(test)]
mod tests;
