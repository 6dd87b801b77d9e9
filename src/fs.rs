//! The one door to the disk: every error says what was tried on which path.
#![expect(clippy::disallowed_methods, reason = "this is the door that the lint points to")]
#![allow(clippy::missing_errors_doc, reason = "each fails where the operating system does, and says so")]

mod alone;
mod changes;
mod listing;
mod lock;
mod replacement;
mod root;
mod stamp;
mod within;

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

pub use root::{Below, Opened, Root};

use crate::error::{Error, Result};

pub use alone::{Alone, heal, missing_folders};
pub use changes::{Changes, Healed, changed};
pub use listing::{Listed, Since, Stamped, all_called, all_stamped, stamped_since};
pub use lock::{Holder, Lock, Locked};
pub use replacement::{put, sweep};
pub use stamp::{Stamp, is_untouched_since, last_touched};
pub use within::{Seen, Within};

/// So many bytes of a file are read at once to compare them.
const PIECE: usize = 16 << 10;

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

/// Writes a file that is not there yet into a folder that is; no half of it stays where the disk fails.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<Stamp> {
    let failed = |source| Error::io("write", path, source);
    let mut file = fs::File::create_new(path).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.metadata());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.map(|about| Stamp::of(&about)).map_err(failed)
}

/// True where a file holds these bytes and no others.
pub fn holds(path: &Path, bytes: &[u8]) -> Result<bool> {
    let failed = |source| Error::io("read", path, source);
    let mut file = fs::File::open(path).map_err(failed)?;
    let (mut rest, mut piece) = (bytes, [0; PIECE]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(rest.is_empty()),
            Ok(length) if rest.starts_with(&piece[..length]) => rest = &rest[length..],
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
}

/// Makes an empty file to write to, in place of one that is there.
pub fn create(path: &Path) -> Result<fs::File> {
    fs::File::create(path).map_err(|source| Error::io("write", path, source))
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

/// Gives a file, or a link, a second name that is not there yet; false where this file system has no such thing.
pub fn link(path: &Path, second: &Path) -> bool {
    fs::hard_link(path, second).is_ok()
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

/// The time of this moment, to be compared with those of files.
pub fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// What is at `path`, links not followed; `None` where nothing is, as below a file, or can be, as with too long a name.
pub fn metadata(path: &Path) -> Result<Option<fs::Metadata>> {
    use ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(source) if matches!(source.kind(), NotFound | NotADirectory | InvalidFilename) => Ok(None),
        Err(source) => Err(Error::io("access", path, source)),
    }
}

/// Whether there could be something at `path`; where its names are too long for the system, nothing ever can.
pub fn is_possible(path: &Path) -> bool {
    fs::symlink_metadata(path).err().is_none_or(|source| source.kind() != ErrorKind::InvalidFilename)
}

/// Where a symbolic link leads, as it says; `None` for all else.
pub fn link_target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

/// True for a folder, reached through links or not.
pub fn is_dir(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// True for a folder that is no link.
#[cfg(feature = "serve")]
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
