//! Where the master key is, and opening the service with it.

mod change;
pub mod commands;

use crate::Failure;
use bothy_seal::master_file::{self, FileError};
use bothy_seal::{MasterKey, UnwrapError, succession};
use bothy_store::sealing::Masters;
use bothy_store::{Db, StoreError, WhereFrom};
use std::path::{Path, PathBuf};

/// Where the master key is.
#[derive(Debug, Clone, clap::Args)]
pub struct KeyAt {
    /// The file of the master key; by default beside the data folder, with its name and .key
    #[arg(long, env = "BOTHY_MASTER_KEY_FILE", value_name = "FILE")]
    pub master_key: Option<PathBuf>,
}

/// Whether a service that is new may be given a key of its own, in a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKey {
    /// It is for this machine alone.
    Make,
    /// It is for others too: where its key lies is for somebody to decide.
    Ask,
}

/// A service on a disk or a server, and its key.
#[derive(Debug, Clone)]
pub struct Place {
    /// The database.
    pub from: WhereFrom,
    /// The folder of its data, where it has one.
    pub data: Option<PathBuf>,
    /// The file of its master key.
    pub key: PathBuf,
}

impl Place {
    /// The place that options name, ready for a service; `folder` is the data folder where they name none.
    pub fn of(data: Option<PathBuf>, database: Option<String>, key: &KeyAt, folder: &str) -> Result<Self, Failure> {
        let place = Self::named(data, database, key, folder);
        if let Some(folder) = &place.data {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::Outside { what: "The folder of --data could not be made", error })?;
        }
        Ok(place)
    }

    /// The same as it stands: nothing is made there.
    pub fn named(data: Option<PathBuf>, database: Option<String>, key: &KeyAt, folder: &str) -> Self {
        let folder = data.unwrap_or_else(|| PathBuf::from(folder));
        let key = key.master_key.clone().unwrap_or_else(|| beside(&folder, "key"));
        match database {
            Some(url) => Self { from: WhereFrom::Url(url), data: None, key },
            None => Self { from: WhereFrom::File(folder.join("bothy.sqlite")), data: Some(folder), key },
        }
    }

    /// The file in which looks wait that the database does not take now: in the folder that is named, with the data, or
    /// beside the master key.
    pub fn spool(&self, named: Option<&Path>) -> PathBuf {
        let folder = named.or(self.data.as_deref()).or_else(|| self.key.parent()).unwrap_or_else(|| Path::new("."));
        folder.join("late-looks.spool")
    }

    /// Refuses where no service is: a mistyped name must not make one, nor look like an empty one.
    pub async fn with_service(self) -> Result<Self, Failure> {
        if bothy_store::keeping::is_there(&self.from).await?.is_some() {
            return Ok(self);
        }
        Err(self.no_service())
    }

    /// That no service is here, and what to do.
    pub fn no_service(&self) -> Failure {
        Failure::Said(format!("There is no service {}: say where it is with --data or --database.", self.says()))
    }

    /// Where it is, in a sentence; the address of a server may hold a password.
    pub fn says(&self) -> String {
        match &self.data {
            Some(folder) => format!("in {}", folder.display()),
            None => String::from("in the database of --database"),
        }
    }

    /// The master key; a service that has sealed nothing yet may be given one.
    pub async fn master(&self, new: NewKey) -> Result<MasterKey, Failure> {
        match master_file::read(&self.key, self.data.as_deref()) {
            Err(FileError::Missing(_)) => {}
            read => return read.map_err(|error| said(&error)),
        }
        let path = self.key.display();
        if let Some(sealed_by) = bothy_store::sealing::sealed_by(&self.from).await? {
            if let Some(beside) = self.found(&sealed_by) {
                return Ok(beside);
            }
            return Err(Failure::Said(format!(
                "This service is sealed, and its master key is not at {path}: say where it is with --master-key, or \
                 bring it back from both envelopes with bothy keys restore."
            )));
        }
        if new == NewKey::Ask {
            return Err(Failure::Said(format!(
                "There is no master key at {path}: make one with bothy keys new, outside the data, and say where it \
                 is with --master-key."
            )));
        }
        let key = MasterKey::fresh().map_err(|error| Failure::Said(format!("No key could be made: {error}.")))?;
        match master_file::write(&self.key, &key, self.data.as_deref()) {
            Ok(()) => {
                eprintln!(
                    "The master key of this service was made: {path}. Whoever loses it loses everything that is \
                     sealed; print its recovery sheet with bothy keys sheet."
                );
                Ok(key)
            }
            // Another program was first.
            Err(FileError::There(_)) => {
                master_file::read(&self.key, self.data.as_deref()).map_err(|error| said(&error))
            }
            Err(error) => Err(said(&error)),
        }
    }

    /// The master key for a service that is to come in, sealed with the key of this short name. One that was never
    /// sealed may be given a key.
    pub async fn master_of(&self, sealed_by: Option<&str>) -> Result<MasterKey, Failure> {
        let Some(sealed_by) = sealed_by else { return self.master(NewKey::Make).await };
        let path = self.key.display();
        if let Some(key) = self.found(sealed_by) {
            return Ok(key);
        }
        match master_file::read(&self.key, self.data.as_deref()) {
            Ok(other) => Err(Failure::Said(format!(
                "The key at {path} is {}, but the service in this file is sealed with {sealed_by}: say where that one \
                 is with --master-key.",
                other.fingerprint()
            ))),
            Err(FileError::Missing(_)) => Err(Failure::Said(format!(
                "The service in this file is sealed with the master key {sealed_by}, which is not at {path}: say where \
                 it is with --master-key, or bring it back from both envelopes with bothy keys restore."
            ))),
            Err(error) => Err(said(&error)),
        }
    }

    /// The master key of a short name, where it lies at its place or beside it.
    fn found(&self, fingerprint: &str) -> Option<MasterKey> {
        succession::find(&self.key, fingerprint, self.data.as_deref()).unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "a file beside the master key cannot be used");
            None
        })
    }

    /// A master key, and looking for the one that came after it: it may be changed while the program runs.
    pub fn masters(&self, key: MasterKey) -> Masters {
        let place = self.clone();
        Masters::new(key, move |fingerprint| place.found(fingerprint))
    }

    /// Opens the service.
    pub async fn open(&self, new: NewKey) -> Result<Db, Failure> {
        Ok(self.open_with_key(new).await?.0)
    }

    /// Opens the service, and says with which key.
    pub async fn open_with_key(&self, new: NewKey) -> Result<(Db, MasterKey), Failure> {
        let here = self.master(new).await?;
        let open = async |key: &MasterKey| {
            Db::open(&self.from, self.masters(key.clone())).await.map_err(|error| self.refused(error))
        };
        let db = open(&here).await?;
        let sealed_by = bothy_store::sealing::master::name_in_use(&db).await?;
        // It opened, so what it is sealed with lies here: in its place, or beside it.
        let beside = sealed_by.filter(|name| *name != here.fingerprint()).and_then(|name| self.found(&name));
        let Some(beside) = beside else { return Ok((db, here)) };
        eprintln!(
            "This service is sealed with the master key {}, which lies beside {} and not in it: end the change with \
             bothy keys change-master.",
            beside.fingerprint(),
            self.key.display()
        );
        db.close().await;
        Ok((open(&beside).await?, beside))
    }

    fn refused(&self, error: StoreError) -> Failure {
        match error {
            StoreError::Key(UnwrapError::OtherMaster { wrapped_by, have }) => Failure::Said(format!(
                "The key at {} is {have}, but this service is sealed with {wrapped_by}: say where that one is with \
                 --master-key. If the master key was changed on another machine, bring its file here.",
                self.key.display()
            )),
            StoreError::Key(UnwrapError::Broken) => Failure::Said(String::from(
                "A key in the database was changed, and what it sealed cannot be read: bring the database back from \
                 a backup.",
            )),
            StoreError::Newer { theirs, ours } => Failure::Said(format!(
                "A newer Bothy has worked on this service (its tables are version {theirs}, this program knows \
                 {ours}): start that one or a newer one. To go back to this one, restore the backup from before the \
                 change."
            )),
            other => Failure::Store(other),
        }
    }
}

/// `bothy-data` has its key in `bothy-data.key`: beside it, never in it.
pub fn beside(folder: &Path, end: &str) -> PathBuf {
    // `.` and `..` have no name of their own until they are looked up.
    let named = if folder.file_name().is_some() { None } else { folder.canonicalize().ok() };
    let folder = named.as_deref().unwrap_or(folder);
    let mut name = folder.file_name().unwrap_or_else(|| "bothy".as_ref()).to_owned();
    name.push(".");
    name.push(end);
    folder.with_file_name(name)
}

/// What is wrong with a key file, and what to do.
pub fn said(error: &FileError) -> Failure {
    Failure::Said(match error {
        FileError::Missing(path) => format!("There is no master key at {}.", path.display()),
        FileError::OpenToOthers(path) => {
            format!("Others on this machine may read {0}: put that right with chmod 600 {0}.", path.display())
        }
        FileError::InsideData(path) => format!(
            "{} lies inside the data folder, so whoever copies the one has both: move it elsewhere and say where \
             with --master-key.",
            path.display()
        ),
        FileError::NotAKey(path) => format!("{} holds no master key, or only a part of one.", path.display()),
        FileError::There(path) => format!("{} is there already, and a key is never written over.", path.display()),
        FileError::Outside { path, source } => format!("{} could not be read or written: {source}.", path.display()),
        FileError::NoChance(error) => format!("No key could be made: {error}."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_lies_beside_the_data_and_never_in_it() {
        for (folder, key) in
            [("bothy-data", "bothy-data.key"), ("/srv/bothy/", "/srv/bothy.key"), ("a/b.c", "a/b.c.key")]
        {
            assert_eq!(beside(Path::new(folder), "key"), Path::new(key));
        }
        let here = std::env::current_dir().unwrap();
        assert_eq!(beside(Path::new("."), "key").parent(), here.parent());
    }
}
