//! Whoever changes, makes or moves files of a course is alone with it meanwhile.

use std::path::{Path, PathBuf};

use super::{Healed, Lock, Locked, Root, changes, create_dir, is_dir, metadata, remove_dir_if_empty};
use crate::error::{Error, Result};

/// A course that no other process changes. What was cut short in it before is taken back. When it is let go, so are the
/// folders that were made for it and are empty still.
#[derive(Debug)]
pub struct Alone {
    lock: Option<Lock>,
    made: Vec<PathBuf>,
}

impl Alone {
    /// Makes the folder of a course where it is missing, and keeps other processes from changing files in it.
    ///
    /// # Errors
    /// Another process is at work, or the disk fails.
    pub fn with(root: &Root) -> Result<Self> {
        let mut alone = Self { lock: None, made: Vec::new() };
        for missing in missing_folders(root.path())? {
            if create_dir(&missing)? {
                alone.made.push(missing);
            }
        }
        match lock(root)? {
            Locked::Ours(lock) => alone.lock = Some(lock),
            Locked::Theirs(holder) => {
                let message = format!("another run of clinic{holder} is changing files in this course");
                return Err(Error::refused(message, "wait until it finishes, and run the command again"));
            }
            Locked::Never => {}
        }
        changes::take_back_what_was_cut_short(root)?;
        Ok(alone)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.lock = None;
        for folder in self.made.iter().rev() {
            remove_dir_if_empty(folder);
        }
    }
}

/// Takes back what a process changed in a course before it was cut short, for those who only read it.
///
/// # Errors
/// The disk fails.
pub fn heal(root: &Root) -> Result<Healed> {
    if !changes::are_cut_short(root)? {
        return Ok(Healed::Nothing);
    }
    match lock(root)? {
        Locked::Ours(_lock) => changes::take_back_what_was_cut_short(root),
        Locked::Theirs(_) | Locked::Never => Ok(Healed::Nothing),
    }
}

fn lock(root: &Root) -> Result<Locked> {
    Lock::take(&root.path().join(Lock::NAME))
}

/// `folder` and those above it that are not there, the outermost first.
pub fn missing_folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let is_named = |folder: &&Path| !folder.as_os_str().is_empty();
    let mut missing = Vec::new();
    for candidate in folder.ancestors().take_while(is_named) {
        if is_dir(candidate) || metadata(candidate)?.is_some() {
            break;
        }
        missing.push(candidate.to_owned());
    }
    missing.reverse();
    Ok(missing)
}
