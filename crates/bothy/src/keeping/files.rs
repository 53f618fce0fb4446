//! Files that are whole or not there: written beside their place under another name, then put in it.

use crate::Failure;
use bothy_store::db::newest_schema;
use bothy_store::keeping::Folded;
use bothy_store::{Db, MasterKey, StoreError, WhereFrom};
use jiff::Timestamp;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A file that only its owner may read. It is removed again unless it is put in its place.
pub struct Arriving {
    path: PathBuf,
    placed: bool,
}

impl Arriving {
    /// An empty file beside the place where it is to stand.
    pub fn beside(place: &Path) -> Result<(Self, File), Failure> {
        let name = place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let path = place.with_file_name(format!(".{name}.{}.arriving", uuid::Uuid::now_v7().simple()));
        let file = private(&path)
            .map_err(|error| Failure::Outside { what: "Nothing can be written there: choose another place", error })?;
        Ok((Self { path, placed: false }, file))
    }

    /// Where it stands meanwhile.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place, where whatever stood there is gone in the same moment.
    pub fn put(mut self, place: &Path) -> Result<(), Failure> {
        let put = || -> io::Result<()> {
            File::open(&self.path)?.sync_all()?;
            std::fs::rename(&self.path, place)?;
            sync_folder(place)
        };
        put().map_err(|error| Failure::Outside { what: "The file could not be put in its place", error })?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.placed {
            for end in ["", "-wal", "-shm", "-journal"] {
                let mut name = self.path.clone().into_os_string();
                name.push(end);
                // It may not be there; and what cannot be removed is named by `bothy doctor`.
                let _ = std::fs::remove_file(name);
            }
        }
    }
}

/// Makes a new file that only its owner may read.
pub fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).read(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A name survives a power cut only once its folder is on the disk as well.
pub fn sync_folder(of: &Path) -> io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    File::open(folder)?.sync_all()
}

/// Whether a database file holds anything: one that is not there does not.
pub async fn first_with_rows(path: &Path, master: MasterKey) -> Result<Option<String>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let db = Db::open_with(&WhereFrom::File(path.to_owned()), master, newest_schema()).await?;
    let found = db
        .snapshot("first_with_rows", (), |tx, ()| {
            Box::pin(async move { bothy_store::keeping::first_with_rows(tx).await })
        })
        .await;
    db.close().await;
    Ok(found?)
}

/// Makes sure that no program has this database open, and leaves it as one file. One that is no sound database is
/// let be: nobody can be at work on it.
pub async fn to_ourselves(path: &Path) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    match bothy_store::keeping::fold(path).await {
        Ok(Folded::Whole) => Ok(()),
        Ok(Folded::Unsound) => {
            tracing::warn!(path = %path.display(), "this is no sound database");
            Ok(())
        }
        Err(StoreError::Database(error)) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "not ours alone");
            Err(Failure::Said(String::from(
                "A program still works on this data: end the running bothy first, then try again.",
            )))
        }
        Err(other) => Err(other.into()),
    }
}

/// Keeps a database under a dated name beside its place. Until another is put there it stands in its place, too.
pub fn keep_aside(path: &Path, now: Timestamp) -> Result<Option<PathBuf>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let kept = path.with_file_name(format!("bothy-until-{}.sqlite", now.strftime("%Y%m%dT%H%M%SZ")));
    let keep = || -> io::Result<()> {
        std::fs::hard_link(path, &kept)?;
        // Where the old one was unsound these may stand beside it. They belong to it, and to no other.
        for end in ["-wal", "-shm"] {
            let named = |of: &Path| {
                let mut name = of.as_os_str().to_owned();
                name.push(end);
                PathBuf::from(name)
            };
            if named(path).exists() {
                std::fs::rename(named(path), named(&kept))?;
            }
        }
        sync_folder(path)
    };
    keep().map_err(|error| Failure::Outside { what: "The service that is there could not be kept", error })?;
    Ok(Some(kept))
}
