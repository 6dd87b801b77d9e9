//! The one door to the disk: every error says what was tried on which path.
#![expect(clippy::disallowed_methods, reason = "this is the door that the lint points to")]
#![allow(clippy::missing_errors_doc, reason = "each fails where the operating system does, and says so")]

mod root;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

pub use root::{Below, Opened, Root};

use crate::error::{Error, Result};

/// Reads a whole file that is none of a course's; see [`Root`] for those.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|source| Error::io("read", path, source))
}

/// Writes a whole file, making its folder where that is missing.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        create_dir_all(folder)?;
    }
    fs::write(path, bytes).map_err(|source| Error::io("write", path, source))
}

/// Writes a file that is not there yet into a folder that is.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|source| Error::io("write", path, source))
}

/// Makes an empty file to write to, in place of one that is there.
pub fn create(path: &Path) -> Result<fs::File> {
    fs::File::create(path).map_err(|source| Error::io("write", path, source))
}

/// Copies a file, making the folder of the copy where that is missing.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        create_dir_all(folder)?;
    }
    fs::copy(from, to).map(|_| ()).map_err(|source| Error::io("copy", from, source))
}

/// Puts `bytes` in place of what a file holds, in one piece: whoever reads it gets the old or the new, and it keeps its
/// permissions. A link keeps leading to it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let path = canonical(path)?;
    let mut name = std::ffi::OsString::from(".clinic-");
    name.push(path.file_name().unwrap_or_default());
    let beside = path.with_file_name(name);
    let permissions = fs::metadata(&path).map(|found| found.permissions()).map_err(|e| Error::io("read", &path, e))?;
    if permissions.readonly() {
        return Err(Error::io("write", &path, ErrorKind::PermissionDenied.into()));
    }
    let written = fs::write(&beside, bytes).and_then(|()| fs::set_permissions(&beside, permissions));
    let moved = written.map_err(|source| Error::io("write", &beside, source)).and_then(|()| rename(&beside, &path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// Makes one folder in a folder that is there; false where it was there already.
pub fn create_dir(path: &Path) -> Result<bool> {
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(_) if is_dir(path) => Ok(false),
        Err(source) => Err(Error::io("create the folder", path, source)),
    }
}

/// Makes a folder and those above it.
pub fn create_dir_all(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|source| Error::io("create the folder", path, source))
}

/// Moves a file over whatever file stands at `to`.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|source| Error::io("move a file to", to, source))
}

/// Deletes a file; one that is gone already is fine.
pub fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::io("delete", path, source)),
        _ => Ok(()),
    }
}

/// Deletes an empty folder; true where it was empty.
pub fn remove_dir_if_empty(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Deletes a folder with all in it; one that is gone already is fine.
pub fn remove_dir_all(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::io("delete", path, source)),
        _ => Ok(()),
    }
}

/// Deletes whatever is at `path`, links not followed; nothing is fine.
pub fn remove(path: &Path) -> Result<()> {
    match metadata(path)? {
        Some(found) if found.is_dir() => remove_dir_all(path),
        Some(_) => remove_file(path),
        None => Ok(()),
    }
}

/// What stands in a folder, sorted by name.
pub fn read_dir(path: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| Error::io("list", path, source);
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    Ok(entries)
}

/// What is at `path`, links not followed; `None` where nothing is, as below a file.
pub fn metadata(path: &Path) -> Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(source) if matches!(source.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(source) => Err(Error::io("look at", path, source)),
    }
}

/// True for a folder, reached through links or not.
pub fn is_dir(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// True for a folder that is no link.
pub fn is_real_dir(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// True for a file, reached through links or not.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// True where two names lead to one file, as names that differ only by case do on some disks.
pub fn same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The path from the root of its file system; links and `..` stay.
pub fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|source| Error::io("find", path, source))
}

/// The path with every link resolved and no `..`.
pub fn canonical(path: &Path) -> Result<PathBuf> {
    fs::canonicalize(path).map_err(|source| Error::io("find", path, source))
}
