//! The master key in its file: outside the data, for its owner's eyes only.

use crate::chance::NoChance;
use crate::keys::{MasterKey, unhex};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize as _, Zeroizing};

const VERSION: &str = "bothy-master-1";

/// Why a master key cannot be had from a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("there is no file {0}")]
    Missing(PathBuf),
    /// Others on this machine may read it.
    #[error("others on this machine may read {0}")]
    OpenToOthers(PathBuf),
    /// It lies in the folder whose contents it seals: whoever copies one has both.
    #[error("{0} lies inside the data folder")]
    InsideData(PathBuf),
    /// It holds no master key.
    #[error("{0} holds no master key")]
    NotAKey(PathBuf),
    /// There is one already, and it is not written over.
    #[error("there is a file {0} already")]
    There(PathBuf),
    /// The file could not be read or written.
    #[error("{path} could not be read or written")]
    Outside {
        /// Which file.
        path: PathBuf,
        /// What the machine said.
        #[source]
        source: io::Error,
    },
    /// No key could be made.
    #[error(transparent)]
    NoChance(#[from] NoChance),
}

pub(crate) fn outside(path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| FileError::Outside { path, source }
}

/// Reads the master key. `data` is the folder that it must not lie in, where there is one.
///
/// # Errors
/// There is none, others may read it, it lies in the data folder, or it is not a key.
pub fn read(path: &Path, data: Option<&Path>) -> Result<MasterKey, FileError> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => FileError::Missing(path.to_owned()),
        _ => outside(path)(error),
    })?;
    refuse_inside(path, data)?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077 != 0 {
        return Err(FileError::OpenToOthers(path.to_owned()));
    }
    #[cfg(not(unix))]
    let _ = about;
    let text = Zeroizing::new(fs::read_to_string(path).map_err(outside(path))?);
    parsed(&text).ok_or_else(|| FileError::NotAKey(path.to_owned()))
}

fn parsed(text: &str) -> Option<MasterKey> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (line, None) = (lines.next()?, lines.next()) else { return None };
    let mut parts = line.split('.');
    let (Some(VERSION), Some(print), Some(key), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let key = MasterKey::from_bytes(unhex(key)?);
    // A file that was cut or mistyped is found here, before anything is sealed with it.
    (key.fingerprint() == print).then_some(key)
}

/// Writes a master key into a new file that only its owner may read, whole or not at all.
///
/// # Errors
/// There is one already, it would lie in the data folder, or the machine refused.
pub fn write(path: &Path, key: &MasterKey, data: Option<&Path>) -> Result<(), FileError> {
    refuse_inside(path, data)?;
    let mut digits = crate::keys::hex(key.bytes());
    let text = Zeroizing::new(format!(
        "# Bothy's master key. Without it nobody reads what is sealed. Keep it apart from the data.\n\
         {VERSION}.{}.{digits}\n",
        key.fingerprint()
    ));
    digits.zeroize();
    // Beside its place first: a reader never meets half a key, and of two writers one wins.
    let unique = crate::keys::hex(&crate::chance::bytes::<8>()?);
    let beside = path.with_extension(format!("new-{unique}"));
    let done = write_beside(&beside, &text).and_then(|()| fs::hard_link(&beside, path));
    let swept = fs::remove_file(&beside);
    done.and(swept).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => FileError::There(path.to_owned()),
        _ => outside(path)(error),
    })?;
    // The name itself must outlive a power cut, or the data sealed next could never be read.
    fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all()).map_err(outside(path))
}

fn write_beside(beside: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn refuse_inside(path: &Path, data: Option<&Path>) -> Result<(), FileError> {
    let Some(Ok(data)) = data.map(fs::canonicalize) else { return Ok(()) };
    // A link is followed where there is a file; where there is none yet, its folder counts.
    let place = fs::canonicalize(path).or_else(|_| fs::canonicalize(folder_of(path))).map_err(outside(path))?;
    if place.starts_with(&data) { Err(FileError::InsideData(path.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> MasterKey {
        MasterKey::from_bytes([7; 32])
    }

    #[test]
    fn a_written_key_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        write(&path, &key(), None).unwrap();
        assert_eq!(read(&path, None).unwrap().fingerprint(), key().fingerprint());
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(names, ["data.key"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        write(&path, &key(), None).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(read(&path, None), Err(FileError::OpenToOthers(_))));
    }

    #[test]
    fn a_key_inside_the_data_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        assert!(matches!(write(&path, &key(), Some(folder.path())), Err(FileError::InsideData(_))));
        write(&path, &key(), None).unwrap();
        assert!(matches!(read(&path, Some(folder.path())), Err(FileError::InsideData(_))));
        let round = folder.path().join("..").join(folder.path().file_name().unwrap()).join("data.key");
        assert!(matches!(read(&round, Some(folder.path())), Err(FileError::InsideData(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_the_data_folder_is_refused() {
        let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(&data.path().join("k"), &key(), None).unwrap();
        let link = other.path().join("link");
        std::os::unix::fs::symlink(data.path().join("k"), &link).unwrap();
        assert!(matches!(read(&link, Some(data.path())), Err(FileError::InsideData(_))));
    }

    #[test]
    fn a_key_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        write(&path, &key(), None).unwrap();
        let other = MasterKey::from_bytes([8; 32]);
        assert!(matches!(write(&path, &other, None), Err(FileError::There(_))));
        assert_eq!(read(&path, None).unwrap().fingerprint(), key().fingerprint());
    }

    #[test]
    fn a_missing_a_cut_and_a_mistyped_key_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        assert!(matches!(read(&path, None), Err(FileError::Missing(_))));
        write(&path, &key(), None).unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        for wrong in [whole.replace("0707", "0708"), whole.replace(".3e98", "."), String::new()] {
            fs::write(&path, wrong).unwrap();
            assert!(matches!(read(&path, None), Err(FileError::NotAKey(_))));
        }
    }
}
