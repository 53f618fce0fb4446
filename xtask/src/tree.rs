//! The project's files, as git knows them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

/// The project's root folder.
pub fn root() -> PathBuf {
    let ours = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    ours.and_then(|folder| folder.parent().map(Path::to_path_buf)).unwrap_or_else(|| PathBuf::from("."))
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Every file of the project that git tracks or would take in (new, not ignored), relative to
/// the root, in order. Files that were deleted but not yet committed are left out.
pub fn files() -> Result<Vec<PathBuf>, String> {
    let listed = shell::read(Command::new("git").current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let mut files: Vec<PathBuf> = listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|file| root().join(file).is_file())
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// The text of one file, or nothing where it is not text (a picture, say).
pub fn text(file: &Path) -> Result<Option<String>, String> {
    let bytes = std::fs::read(root().join(file)).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(String::from_utf8(bytes).ok())
}

/// Writes a text file under the root, making its folder.
pub fn write(file: &str, text: &str) -> Result<(), String> {
    let path = root().join(file);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::write(&path, text).map_err(|error| format!("{file}: {error}"))
}

/// Whether a file's name ends in `.EXTENSION`.
pub fn is(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}
