//! Carrying a whole service away as a file, and taking one in.

use crate::bothy::Bothy;
use bothy_domain::ids::OrganisationId;
pub use bothy_store::keeping::{Carried, Header, Unfit, content, header_of};
use bothy_store::{Audit, Commit, Db, Entry, StoreError, organisations};
use std::io::{BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a service is written to.
pub type Out = Arc<Mutex<Box<dyn Write + Send>>>;

/// Opens a file from its beginning; a write that gave way to another begins again.
pub type Source = Arc<dyn Fn() -> std::io::Result<Box<dyn BufRead + Send>> + Send + Sync>;

/// Writes the whole service as lines of JSON, as of one moment. That it was done stands in the audit of every
/// organisation first: nobody takes everything away unseen.
///
/// # Errors
/// The file's or the database's own.
pub async fn export_service(bothy: &Bothy, out: Out) -> Result<Carried, Unfit> {
    note(bothy, "service-exported").await?;
    write_out(bothy, out).await
}

pub(crate) async fn write_out(bothy: &Bothy, out: Out) -> Result<Carried, Unfit> {
    bothy
        .db
        .snapshot("export_service", (out, bothy.wall()), |tx, (out, at)| {
            Box::pin(async move {
                // One line at a time is held; the lock is taken for each, and never across a wait.
                bothy_store::keeping::export(tx, &mut Shared(out), *at).await
            })
        })
        .await
}

struct Shared<'o>(&'o Out);

impl Write for Shared<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

/// Takes a whole service in, into a database without rows: all of it, proved equal, or nothing.
///
/// # Errors
/// Why the file is unfit.
pub async fn import_service(db: &Db, source: Source) -> Result<Carried, Unfit> {
    db.write("import_service", source, |w, source| {
        Box::pin(async move {
            let mut from = source()?;
            let carried = bothy_store::keeping::import(w, &mut *from).await?;
            // It brings its own audit, and must come out as it went in: this is no act within the service.
            Ok::<_, Unfit>(Commit::Sealed(carried))
        })
    })
    .await
}

/// Puts one entry about the whole service into the audit of every organisation.
///
/// # Errors
/// The store's own.
pub async fn note(bothy: &Bothy, act: &'static str) -> Result<(), StoreError> {
    bothy
        .db
        .write("note_of_keeping", (act, bothy.now()), |w, (act, now)| {
            Box::pin(async move {
                let entries = organisations::all(w).await?;
                let entry = |organisation: OrganisationId| Entry {
                    organisation,
                    at: *now,
                    by: None,
                    act,
                    thing: organisation.to_string(),
                    reason: None,
                };
                let audit = Audit::from_entries(entries.iter().map(|one| entry(one.id)).collect());
                Ok::<_, StoreError>(audit.map_or(Commit::Unchanged(()), |audit| Commit::Changed((), audit)))
            })
        })
        .await
}
