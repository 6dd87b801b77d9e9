//! The output folder in the hands of one build.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use crate::error::{Error, Result};
use crate::fs::{self, Holder, Lock, Locked};

/// Another build may take the folder away that it made itself; then it is made anew, so often at most.
const ATTEMPTS: usize = 20;

/// An output folder that no other build writes to. When it is let go, so are the folders that were made for it and are
/// empty still.
pub(super) struct Claim {
    lock: Option<Lock>,
    made: Vec<PathBuf>,
}

impl Claim {
    /// Makes `folder`, which messages call `shown`, where it is missing, and locks it.
    ///
    /// # Errors
    /// Another build has it, or the disk fails.
    pub(super) fn take(folder: &Path, shown: &Path, disk: &Disk) -> Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::attempt(folder, shown, disk) {
                Err(_) if attempt < ATTEMPTS && !fs::is_dir(folder) && fs::is_possible(folder) => attempt += 1,
                result => return result,
            }
        }
    }

    fn attempt(folder: &Path, shown: &Path, disk: &Disk) -> Result<Self> {
        let mut claim = Self { lock: None, made: Vec::new() };
        for missing in fs::missing_folders(folder)? {
            if disk.create_dir(&missing)? {
                claim.made.push(missing);
            }
        }
        match Lock::take(&folder.join(Lock::NAME))? {
            Locked::Ours(lock) => claim.lock = Some(lock),
            Locked::Theirs(holder) => return Err(busy(shown, holder)),
            Locked::Never => {}
        }
        Ok(claim)
    }

    /// False where the folder knows no locks.
    pub(super) fn is_locked(&self) -> bool {
        self.lock.is_some()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.lock = None;
        for folder in self.made.iter().rev() {
            fs::remove_dir_if_empty(folder);
        }
    }
}

/// The error of one who comes second.
pub(super) fn busy(shown: &Path, holder: Holder) -> Error {
    Error::refused(
        format!("another build{holder} is writing to `{}`", shown.display()),
        "wait until that build finishes, or choose another folder with `--output`",
    )
}
