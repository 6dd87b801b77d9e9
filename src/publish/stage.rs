//! The stage: new bytes on the right disk, but not yet in place.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::disk::Disk;
use super::lock;
use crate::error::Result;
use crate::fs::{self, Stamp};

/// The stage's folder in the output folder: one file system, so that a move is one rename.
pub(super) const NAME: &str = ".clinic-stage";

/// A flat folder of numbered files, made when the first one is put there.
pub(super) struct Stage {
    folder: PathBuf,
    next: AtomicUsize,
    is_open: Mutex<bool>,
}

impl Stage {
    /// The stage of an output folder that is there and is no other build's.
    pub(super) fn new(output: &Path) -> Self {
        Self { folder: output.join(NAME), next: AtomicUsize::new(0), is_open: Mutex::new(false) }
    }

    /// Deletes what a killed build left there.
    pub(super) fn sweep(&self, disk: &Disk) -> Result<()> {
        match fs::metadata(&self.folder)? {
            Some(_) => disk.remove(&self.folder),
            None => Ok(()),
        }
    }

    /// Writes `bytes` into a slot of their own; gives its number, and the stamp of what is in it.
    pub(super) fn put(&self, disk: &Disk, bytes: &[u8]) -> Result<(usize, Stamp)> {
        self.open(disk)?;
        let slot = self.free();
        let stamp = disk.write(&self.slot(slot), bytes)?;
        Ok((slot, stamp))
    }

    /// The number of a slot that nothing is in.
    pub(super) fn free(&self) -> usize {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// The file of a slot.
    pub(super) fn slot(&self, slot: usize) -> PathBuf {
        self.folder.join(format!("{slot:06}"))
    }

    fn open(&self, disk: &Disk) -> Result<()> {
        let mut is_open = lock(&self.is_open);
        if !*is_open {
            disk.create_dir(&self.folder)?;
            *is_open = true;
        }
        Ok(())
    }

    /// Deletes the stage if there is one.
    pub(super) fn close(&self, disk: &Disk) -> Result<()> {
        let mut is_open = lock(&self.is_open);
        if std::mem::take(&mut *is_open) { disk.remove(&self.folder) } else { Ok(()) }
    }
}
