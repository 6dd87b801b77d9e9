//! Every change that publishing makes to the disk, one by one, so that it can be watched and, in tests, cut short.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::Result;
use crate::fs;

/// Is called before each change to the disk with its number, from 0, on the thread that makes it.
pub type Observer = Box<dyn Fn(usize) + Send + Sync>;

/// Makes changes and announces each to the observer.
pub(super) struct Disk {
    observer: Observer,
    changes: AtomicUsize,
}

impl Disk {
    pub(super) fn new(observer: Observer) -> Self {
        Self { observer, changes: AtomicUsize::new(0) }
    }

    fn announce(&self) {
        (self.observer)(self.changes.fetch_add(1, Ordering::Relaxed));
    }

    /// Makes a folder; false where it was there.
    pub(super) fn create_dir(&self, path: &Path) -> Result<bool> {
        self.announce();
        fs::create_dir(path)
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        self.announce();
        fs::write_new(path, bytes)
    }

    /// Moves a file over whatever file or link stands at `to`.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.announce();
        fs::rename(from, to)
    }

    /// Deletes a file or a link.
    pub(super) fn remove_file(&self, path: &Path) -> Result<()> {
        self.announce();
        fs::remove_file(path)
    }

    /// Gives a file or a link a second name; false where that cannot be.
    pub(super) fn link(&self, path: &Path, second: &Path) -> bool {
        self.announce();
        fs::link(path, second)
    }

    /// Deletes a folder if nothing is in it; true where it was so.
    pub(super) fn remove_empty(&self, path: &Path) -> bool {
        self.announce();
        fs::remove_dir_if_empty(path)
    }

    /// Deletes whatever is there, with all in it.
    pub(super) fn remove(&self, path: &Path) -> Result<()> {
        self.announce();
        fs::remove(path)
    }
}
