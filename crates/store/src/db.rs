//! The open database: writes that cannot be dropped half-way, and snapshots for reading.
//!
//! Only this file begins a transaction. A future that waits for an answer may be dropped at any moment
//! (a phone loses its network); the work itself runs in a task of its own and goes on (house law 6).

pub mod load;
mod upgrade;

pub use upgrade::{every_schema, newest_schema};

use crate::audit::Audit;
use crate::error::{FromStore, StoreError};
use crate::sealing::{Keyring, MasterKey};
use bothy_seal::FieldKey;
use futures_util::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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
    /// How many changes this program has committed.
    changes: Arc<AtomicU64>,
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
    /// Opens a service's database, brings its tables up to date and seals what was not sealed yet.
    ///
    /// # Errors
    /// The file or the server cannot be reached, its tables cannot be brought up to date, or this is not its
    /// master key.
    pub async fn open(from: &WhereFrom, master: MasterKey) -> Result<Self, StoreError> {
        let db = Self::open_with(from, master, newest_schema()).await?;
        match crate::sealing::rotation::settle(&db).await {
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
    pub async fn open_with(from: &WhereFrom, master: MasterKey, schema: i64) -> Result<Self, StoreError> {
        let pools = match from {
            WhereFrom::File(path) => Self::open_file(path, schema).await?,
            WhereFrom::Url(url) => {
                let options = PgConnectOptions::from_str(url)?.application_name("bothy");
                let pool = PgPoolOptions::new()
                    .max_connections(12)
                    .acquire_timeout(Duration::from_secs(5))
                    // One round trip a borrowing would double the cost of a page (stack: traps).
                    .test_before_acquire(false)
                    .connect_with(options)
                    .await?;
                upgrade::of_a_server(&pool, schema).await?;
                Pools::Pg(pool)
            }
        };
        Ok(Self {
            pools: Arc::new(pools),
            keyring: Arc::new(Keyring::new(master)),
            changes: Arc::default(),
            load: Arc::default(),
        })
    }

    async fn open_file(path: &std::path::Path, schema: i64) -> Result<Pools, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            // A list of hundreds wakes its reader a few times, not once every fifty rows.
            .row_buffer_size(1024)
            // What is deleted or written over is gone from the file too, not only from sight.
            .pragma("secure_delete", "ON");
        let write = only_between_transactions()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone())
            .await?;
        upgrade::of_a_file(&write, schema).await?;
        let read = only_between_transactions()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options.read_only(true))
            .await?;
        Ok(Pools::Lite { write, read })
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

    /// How many changes this program has committed so far: while it stays the same, what was read here still
    /// stands, as far as this program is concerned. Other programs on the same database do not count.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    /// How this program's work on the database goes.
    pub fn load(&self) -> &load::Load {
        &self.load
    }

    /// Whether several programs may share this database.
    pub fn is_shared(&self) -> bool {
        matches!(&*self.pools, Pools::Pg(_))
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
                    Err(error) if tries < TRIES && error.store().is_some_and(StoreError::gave_way) => {
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
                writing.tx.finish(End::Commit).await?;
                self.changes.fetch_add(1, Ordering::SeqCst);
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

/// Connections to a file that are lent only while no transaction is open on them. After a full disk or a failing one
/// SQLite takes a transaction back by itself, and sqlx goes on counting it as open: such a connection can never begin
/// another, and is replaced by a new one.
fn only_between_transactions() -> SqlitePoolOptions {
    SqlitePoolOptions::new().before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
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

/// Makes an empty PostgreSQL database on a test server and returns where it is.
///
/// # Errors
/// The server's own.
pub async fn test_database(server: &str, name: &str) -> Result<String, StoreError> {
    let mut connection = sqlx::PgConnection::connect(server).await?;
    // A name cannot be bound; this one is made of letters and digits by the test itself.
    let safe: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {safe}"))).execute(&mut connection).await?;
    connection.close().await?;
    let (before, _) = server.rsplit_once('/').unwrap_or((server, ""));
    Ok(format!("{before}/{safe}"))
}

#[cfg(test)]
mod tests;
