//! The stage: new bytes on the right disk, but not yet in place.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::disk::Disk;
use super::lock;
use crate::error::Result;
use crate::fs;

/// The stage's folder in the output folder: one file system, so that a move is one rename.
pub(super) const NAME: &str = ".clinic-stage";

/// A flat folder of numbered files, made when the first one is put there, with the folders above it that are missing.
pub(super) struct Stage {
    folder: PathBuf,
    next: AtomicUsize,
    open: AtomicBool,
    made: Mutex<Vec<PathBuf>>,
}

impl Stage {
    pub(super) fn new(output: &Path) -> Self {
        let folder = output.join(NAME);
        Self { folder, next: AtomicUsize::new(0), open: AtomicBool::new(false), made: Mutex::default() }
    }

    /// Deletes what a killed build left there.
    pub(super) fn sweep(&self, disk: &Disk) -> Result<()> {
        match fs::metadata(&self.folder)? {
            Some(_) => disk.remove(&self.folder),
            None => Ok(()),
        }
    }

    /// Writes `bytes` into a slot of their own and returns its number.
    pub(super) fn put(&self, disk: &Disk, bytes: &[u8]) -> Result<usize> {
        self.open(disk)?;
        let slot = self.next.fetch_add(1, Ordering::Relaxed);
        disk.write(&self.slot(slot), bytes)?;
        Ok(slot)
    }

    /// The file of a slot.
    pub(super) fn slot(&self, slot: usize) -> PathBuf {
        self.folder.join(format!("{slot:06}"))
    }

    fn open(&self, disk: &Disk) -> Result<()> {
        if self.open.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut made = lock(&self.made);
        if !self.open.load(Ordering::Acquire) {
            for folder in missing_folders(&self.folder)? {
                if disk.create_dir(&folder)? {
                    made.push(folder);
                }
            }
            self.open.store(true, Ordering::Release);
        }
        Ok(())
    }

    /// Deletes the stage.
    pub(super) fn close(&self, disk: &Disk) -> Result<()> {
        self.delete(disk).map(drop)
    }

    /// Deletes the stage and the folders made for it, if nothing else has come into them.
    pub(super) fn discard(&self, disk: &Disk) -> Result<()> {
        let made = self.delete(disk)?;
        for folder in made.iter().rev().filter(|folder| **folder != self.folder) {
            disk.remove_empty(folder);
        }
        Ok(())
    }

    /// Deletes the stage if there is one; returns the folders that were made for it.
    fn delete(&self, disk: &Disk) -> Result<Vec<PathBuf>> {
        let made = mem::take(&mut *lock(&self.made));
        if self.open.swap(false, Ordering::AcqRel) {
            disk.remove(&self.folder)?;
        }
        Ok(made)
    }
}

/// `folder` and those above it that are not there, the outermost first.
fn missing_folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut missing = Vec::new();
    for candidate in folder.ancestors() {
        if fs::metadata(candidate)?.is_some() {
            break;
        }
        missing.push(candidate.to_owned());
    }
    missing.reverse();
    Ok(missing)
}
