//! A master key and the one that comes after it: their files lie beside each other until the change is done.
//!
//! `bothy-data.key` is the key in use. `bothy-data.key.new` is the one that is to come. After the change that one has
//! its place, and the earlier one is `bothy-data.key.FINGERPRINT.old`, for as long as somebody may need it. At no
//! moment is there fewer than one file that opens the service, and no file is ever written over.

use crate::keys::MasterKey;
use crate::master_file::{self, FileError, folder_of, outside};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file beside a key's whose name ends so. A link is followed: the files lie where the key itself does.
fn beside(path: &Path, end: &str) -> PathBuf {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(end);
    path.with_file_name(name)
}

/// Where the key waits that is to come after the one at `path`.
pub fn next_of(path: &Path) -> PathBuf {
    beside(path, ".new")
}

/// Where an earlier key of this short name is kept.
pub fn old_of(path: &Path, fingerprint: &str) -> PathBuf {
    beside(path, &format!(".{fingerprint}.old"))
}

/// The key of this short name, where it lies at `path` or beside it as the next or an earlier one.
///
/// # Errors
/// A file is there that may not or cannot be read, and none of the others holds that key.
pub fn find(path: &Path, fingerprint: &str, data: Option<&Path>) -> Result<Option<MasterKey>, FileError> {
    let mut why = None;
    for place in [path.to_owned(), next_of(path), old_of(path, fingerprint)] {
        match master_file::read(&place, data) {
            Ok(key) if key.fingerprint() == fingerprint => return Ok(Some(key)),
            Ok(_) | Err(FileError::Missing(_)) => {}
            Err(error) => why = why.or(Some(error)),
        }
    }
    why.map_or(Ok(None), Err)
}

/// The key that is to come after the one at `path`: the one that waits, or a new one that waits from now on.
///
/// # Errors
/// What waits is no key, or the machine refused.
pub fn prepare(path: &Path, data: Option<&Path>) -> Result<MasterKey, FileError> {
    let next = next_of(path);
    match master_file::read(&next, data) {
        Err(FileError::Missing(_)) => {}
        read => return read,
    }
    match master_file::write(&next, &MasterKey::fresh()?, data) {
        // Another program was first.
        Ok(()) | Err(FileError::There(_)) => master_file::read(&next, data),
        Err(error) => Err(error),
    }
}

/// Keeps the key at `path` under its own name too, before another takes its place. Returns that name; none where no key
/// is at `path`, or where the next one has its place already.
///
/// # Errors
/// The file cannot be read, or its name is taken by something else.
pub fn keep_old(path: &Path, next: &MasterKey, data: Option<&Path>) -> Result<Option<PathBuf>, FileError> {
    let key = match master_file::read(path, data) {
        Err(FileError::Missing(_)) => return Ok(None),
        read => read?,
    };
    if key.fingerprint() == next.fingerprint() {
        return Ok(None);
    }
    let old = old_of(path, &key.fingerprint());
    let real = fs::canonicalize(path).map_err(outside(path))?;
    match fs::hard_link(&real, &old) {
        Ok(()) => {}
        // From a change that was interrupted here, or from an earlier one away from this key.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if master_file::read(&old, data)?.fingerprint() != key.fingerprint() {
                return Err(FileError::NotAKey(old));
            }
        }
        Err(error) => return Err(outside(&old)(error)),
    }
    synced(&old)?;
    Ok(Some(old))
}

/// Puts the next key in the place of the one at `path`, in one step. The earlier one is kept first by [`keep_old`].
///
/// # Errors
/// Neither the next key waits nor is it in its place already, or the machine refused.
pub fn take_place(path: &Path, next: &MasterKey, data: Option<&Path>) -> Result<(), FileError> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::rename(next_of(path), &real) {
        Ok(()) => synced(&real),
        // Another program was first.
        Err(error) if error.kind() == io::ErrorKind::NotFound => match master_file::read(path, data)? {
            key if key.fingerprint() == next.fingerprint() => Ok(()),
            _ => Err(FileError::Missing(next_of(path))),
        },
        Err(error) => Err(outside(path)(error)),
    }
}

/// The files of earlier keys beside the one at `path`, in the order of their names.
///
/// # Errors
/// Their folder cannot be read.
pub fn olds(path: &Path) -> Result<Vec<(PathBuf, String)>, FileError> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder_of(&real)).map_err(outside(path))? {
        let entry = entry.map_err(outside(path))?;
        let file = entry.file_name();
        let fingerprint = file.to_str().and_then(|file| {
            file.strip_prefix(&name)?.strip_prefix('.')?.strip_suffix(".old").filter(|print| is_print(print))
        });
        if let Some(fingerprint) = fingerprint {
            found.push((entry.path(), fingerprint.to_owned()));
        }
    }
    found.sort();
    Ok(found)
}

fn is_print(text: &str) -> bool {
    crate::keys::unhex::<4>(text).is_some()
}

/// Lets the file of an earlier key go.
///
/// # Errors
/// The machine refused.
pub fn forget(old: &Path) -> Result<(), FileError> {
    match fs::remove_file(old) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(outside(old)(error)),
        Ok(()) | Err(_) => synced(old),
    }
}

/// A name outlives a power cut only once its folder is on the disk.
fn synced(path: &Path) -> Result<(), FileError> {
    fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all()).map_err(outside(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> MasterKey {
        MasterKey::from_bytes([7; 32])
    }

    fn placed() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.key");
        master_file::write(&path, &key(), None).unwrap();
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_next_key_takes_the_place_and_the_earlier_one_is_kept() {
        let (folder, path) = placed();
        let next = prepare(&path, None).unwrap();
        assert_eq!(prepare(&path, None).unwrap().fingerprint(), next.fingerprint(), "asked again it is the same one");
        let old = keep_old(&path, &next, None).unwrap().unwrap();
        // Interrupted here and begun again, it comes to the same.
        assert_eq!(keep_old(&path, &next, None).unwrap(), Some(old.clone()));
        take_place(&path, &next, None).unwrap();
        take_place(&path, &next, None).unwrap();
        assert_eq!(keep_old(&path, &next, None).unwrap(), None, "the next one is never kept as an earlier one");
        assert_eq!(names(folder.path()), ["data.key", "data.key.3e9860b7.old"]);
        assert_eq!(master_file::read(&path, None).unwrap().fingerprint(), next.fingerprint());
        assert_eq!(olds(&path).unwrap(), [(fs::canonicalize(&old).unwrap(), key().fingerprint())]);
        forget(&old).unwrap();
        forget(&old).unwrap();
        assert_eq!(names(folder.path()), ["data.key"]);
    }

    #[test]
    fn each_key_is_found_by_its_short_name_before_and_after() {
        let (_folder, path) = placed();
        let next = prepare(&path, None).unwrap();
        let found = |print: &str| find(&path, print, None).unwrap().map(|key| key.fingerprint());
        let both = |when: &str| {
            for key in [&key(), &next] {
                assert_eq!(found(&key.fingerprint()), Some(key.fingerprint()), "{when}");
            }
        };
        both("while it waits");
        keep_old(&path, &next, None).unwrap();
        both("while the earlier one is kept");
        take_place(&path, &next, None).unwrap();
        both("after it took the place");
        assert_eq!(found("00000000"), None);
    }

    #[test]
    fn a_file_that_is_no_key_is_never_taken_for_one() {
        let (_folder, path) = placed();
        fs::write(next_of(&path), "half a k").unwrap();
        #[cfg(unix)]
        fs::set_permissions(next_of(&path), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        assert!(matches!(prepare(&path, None), Err(FileError::NotAKey(_))));
        // The key that is asked for is in its own place: what lies beside it says nothing.
        assert!(find(&path, &key().fingerprint(), None).unwrap().is_some());
        assert!(matches!(find(&path, "00000000", None), Err(FileError::NotAKey(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_key_stays_one() {
        let (folder, path) = placed();
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("link.key");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let next = prepare(&link, None).unwrap();
        keep_old(&link, &next, None).unwrap();
        take_place(&link, &next, None).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(folder.path()), ["data.key", "data.key.3e9860b7.old"]);
        assert_eq!(master_file::read(&link, None).unwrap().fingerprint(), next.fingerprint());
    }
}
