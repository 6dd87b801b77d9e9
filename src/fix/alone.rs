//! Whoever changes or moves files of a course holds the lock of its folder meanwhile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fs::{self, Lock, Locked};

/// Keeps other processes from changing files of the course, and deletes from `folders` what killed ones left.
///
/// # Errors
/// Another process is at work.
pub(crate) fn alone(root: &Path, folders: impl Iterator<Item = PathBuf>) -> Result<Option<Lock>> {
    let lock = match Lock::take(&root.join(Lock::NAME))? {
        Locked::Ours(lock) => lock,
        Locked::Never => return Ok(None),
        Locked::Theirs(holder) => {
            let message = format!("another clinic{holder} is changing files of this course");
            return Err(Error::refused(message, "wait until it has ended, and run the command again"));
        }
    };
    for folder in folders.collect::<BTreeSet<PathBuf>>() {
        fs::sweep(&folder);
    }
    Ok(Some(lock))
}
