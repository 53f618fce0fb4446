//! The spool: looks that were allowed although the database could not write them down, until it can.
//!
//! One file beside the data, of lines of the same length. Its room is taken when it is made, so that it takes entries on
//! a full disk. It holds ids and a time, as an entry does, and no words.

use crate::db::{Commit, Db, Tx};
use crate::error::StoreError;
use bothy_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// How long a line is, with its end.
const LINE: usize = 384;
/// How many lines the file has room for from the start: 64 KiB or so. Where they are full, it grows.
const LINES: usize = 170;
/// How long the disk may take; whoever is in danger does not wait for it longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// A look that is to be written down late.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(into = "Line", try_from = "Line")]
pub struct LateLook {
    /// The id that its entry has, whoever writes it.
    pub id: Uuid,
    /// In whose audit.
    pub organisation: OrganisationId,
    /// Who looked.
    pub by: PersonId,
    /// At what, by its outside id.
    pub thing: String,
    /// When.
    pub at: Timestamp,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Line {
    id: String,
    organisation: String,
    by: String,
    act: String,
    thing: String,
    at: String,
}

impl From<LateLook> for Line {
    fn from(look: LateLook) -> Self {
        Self {
            id: look.id.simple().to_string(),
            organisation: look.organisation.to_string(),
            by: look.by.to_string(),
            act: String::from("concern-read-late"),
            thing: look.thing,
            at: look.at.to_string(),
        }
    }
}

impl TryFrom<Line> for LateLook {
    type Error = &'static str;

    fn try_from(line: Line) -> Result<Self, &'static str> {
        Ok(Self {
            id: line.id.parse().map_err(|_| "id")?,
            organisation: line.organisation.parse().map_err(|_| "organisation")?,
            by: line.by.parse().map_err(|_| "by")?,
            thing: line.thing,
            at: line.at.parse().map_err(|_| "at")?,
        })
    }
}

/// Where looks wait. Without a file, and where the file takes nothing, they wait in memory.
#[derive(Debug, Clone, Default)]
pub struct Spool {
    file: Option<Arc<PathBuf>>,
    memory: Arc<Mutex<Vec<LateLook>>>,
}

impl Spool {
    /// A spool in this file, which is made where it is not there.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn at(path: &Path) -> io::Result<Self> {
        let mut file = open(path)?;
        file.lock()?;
        let have = file.metadata()?.len();
        let room = (LINE * LINES) as u64;
        if have < room {
            // What is there stays: the rest is filled with empty lines.
            file.seek(SeekFrom::Start(have - have % LINE as u64))?;
            let lines = (room - have).div_ceil(LINE as u64);
            for _ in 0..lines {
                file.write_all(&empty())?;
            }
            file.sync_all()?;
        }
        Ok(Self { file: Some(Arc::new(path.to_path_buf())), memory: Arc::default() })
    }

    /// Keeps a look: on the disk, flushed, before anybody is shown anything. Where the disk does not take it within two
    /// seconds it is kept in memory: somebody in danger is reached all the same, and the log says so.
    pub async fn keep(&self, look: LateLook) {
        if let Some(path) = self.file.clone() {
            let on_disk = look.clone();
            let writing = tokio::task::spawn_blocking(move || append(&path, &on_disk));
            match tokio::time::timeout(PATIENCE, writing).await {
                Ok(Ok(Ok(()))) => return,
                Ok(Ok(Err(error))) => tracing::error!(%error, "the spool takes nothing: a look waits in memory only"),
                Ok(Err(_)) | Err(_) => tracing::error!("the spool does not answer: a look waits in memory only"),
            }
        }
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(look);
    }

    /// What waits, the oldest first.
    pub async fn waiting(&self) -> Vec<LateLook> {
        let mut waiting = self.memory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(path) = self.file.clone() {
            match tokio::task::spawn_blocking(move || read(&path)).await {
                Ok(Ok(looks)) => waiting.extend(looks),
                Ok(Err(error)) => tracing::error!(%error, "the spool cannot be read"),
                Err(_) => {}
            }
        }
        waiting.sort_by_key(|look| look.id);
        waiting.dedup_by_key(|look| look.id);
        waiting
    }

    /// Takes out what the database has.
    pub async fn taken(&self, ids: &[Uuid]) {
        if ids.is_empty() {
            return;
        }
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).retain(|look| !ids.contains(&look.id));
        let Some(path) = self.file.clone() else { return };
        let ids = ids.to_vec();
        match tokio::task::spawn_blocking(move || empty_out(&path, &ids)).await {
            Ok(Ok(())) | Err(_) => {}
            // They come again in the next round, and are known by their ids.
            Ok(Err(error)) => tracing::error!(%error, "the spool cannot be emptied"),
        }
    }
}

/// What waits in the file of a spool, for whoever looks over the service; nothing where there is no such file.
///
/// # Errors
/// The file is there and cannot be read.
pub fn waiting_in(path: &Path) -> io::Result<Option<Vec<LateLook>>> {
    match read(path) {
        Ok(looks) => Ok(Some(looks)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn empty() -> Vec<u8> {
    line("")
}

fn line(text: &str) -> Vec<u8> {
    format!("{text:<width$}\n", width = LINE - 1).into_bytes()
}

/// A line that was not written to its end was shown to nobody: it is as good as empty.
fn look_in(line: &[u8]) -> Option<LateLook> {
    serde_json::from_slice(line.trim_ascii()).ok()
}

fn append(path: &Path, look: &LateLook) -> io::Result<()> {
    let text = serde_json::to_string(look)?;
    if text.len() >= LINE {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    file.lock()?;
    let mut all = Vec::new();
    file.read_to_end(&mut all)?;
    let lines = all.chunks(LINE);
    let free = lines.clone().position(|line| look_in(line).is_none()).unwrap_or(lines.len());
    file.seek(SeekFrom::Start((free * LINE) as u64))?;
    file.write_all(&line(&text))?;
    file.sync_all()
}

fn read(path: &Path) -> io::Result<Vec<LateLook>> {
    let mut file = File::open(path)?;
    file.lock_shared()?;
    let mut all = Vec::new();
    file.read_to_end(&mut all)?;
    Ok(all.chunks(LINE).filter_map(look_in).collect())
}

fn empty_out(path: &Path, ids: &[Uuid]) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    file.lock()?;
    let mut all = Vec::new();
    file.read_to_end(&mut all)?;
    for (place, _) in
        all.chunks(LINE).enumerate().filter(|(_, line)| look_in(line).is_some_and(|look| ids.contains(&look.id)))
    {
        file.seek(SeekFrom::Start((place * LINE) as u64))?;
        file.write_all(&empty())?;
    }
    file.sync_all()
}

/// Whether an entry of this id is in the audit.
///
/// # Errors
/// The database's own.
pub async fn is_written(tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Result<bool, StoreError> {
    #[derive(sqlx::FromRow)]
    struct There {
        #[expect(dead_code, reason = "read only to see that the row is there")]
        id: Uuid,
    }
    let there =
        one!(tx, There, "SELECT id FROM audit WHERE organisation_id = $1 AND id = $2", organisation.uuid(), id)?;
    Ok(there.is_some())
}

/// Lets the database take no entry of the audit any more, or take them again. On a file nothing at all can be written.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn refuse_entries_for_test(db: &Db, refuse: bool) -> Result<(), StoreError> {
    if !db.is_shared() {
        return db.read_only_for_test(refuse).await;
    }
    db.write("refuse", refuse, |w, refuse| {
        Box::pin(async move {
            let text = if *refuse {
                "ALTER TABLE audit ADD CONSTRAINT no_more CHECK (act = 'nothing') NOT VALID"
            } else {
                "ALTER TABLE audit DROP CONSTRAINT no_more"
            };
            run!(w, text)?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// Keeps whoever writes an entry waiting for so long.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn stuck_for_test(db: &Db, long: Duration) -> Result<(), StoreError> {
    db.write("stuck", long, |w, long| {
        Box::pin(async move {
            if !w.is_lite() {
                run!(w, "LOCK TABLE audit IN SHARE MODE")?;
            }
            tokio::time::sleep(*long).await;
            Ok::<_, StoreError>(Commit::Unchanged(()))
        })
    })
    .await
}
