//! Every change that publishing makes to the disk, one by one, so that it can be watched and, in tests, cut short.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::plan::linked_folder;
use crate::error::Result;
use crate::fs::{self, Root, Stamp};
use crate::text::SourcePath;

/// Is called before each change to the disk with its number, from 0, on the thread that makes it.
pub type Observer = Box<dyn Fn(usize) + Send + Sync>;

/// Makes changes to an output folder and announces each to the observer. No folder below it that has become a link since it
/// was looked at is entered: between that look and the change itself lie some microseconds, and before it the whole build.
pub(super) struct Disk {
    root: Root,
    observer: Observer,
    changes: AtomicUsize,
}

impl Disk {
    pub(super) fn new(folder: &Path, observer: Observer) -> Self {
        Self { root: Root::new(folder), observer, changes: AtomicUsize::new(0) }
    }

    /// Announces a change at these places.
    fn announce(&self, paths: &[&Path]) -> Result<()> {
        (self.observer)(self.changes.fetch_add(1, Ordering::Relaxed));
        paths.iter().try_for_each(|path| self.refuse_links(path))
    }

    /// Refuses what lies behind a link: the folder itself was none when it was found.
    fn refuse_links(&self, path: &Path) -> Result<()> {
        let root = self.root.path();
        let Some(Ok(folder)) = path.parent().map(|above| above.strip_prefix(root)) else { return Ok(()) };
        if fs::metadata(root)?.is_some_and(|found| found.is_symlink()) {
            return Err(linked_folder(root));
        }
        let names: Vec<_> = folder.iter().map(|name| name.to_string_lossy()).collect();
        match self.root.link_on_the_way(&SourcePath::new(names.join("/")))? {
            Some(link) => Err(linked_folder(&root.join(link.as_str()))),
            None => Ok(()),
        }
    }

    /// Makes a folder; false where it was there.
    pub(super) fn create_dir(&self, path: &Path) -> Result<bool> {
        self.announce(&[path])?;
        fs::create_dir(path)
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<Stamp> {
        self.announce(&[path])?;
        fs::write_new(path, bytes)
    }

    /// Moves a file over whatever file or link stands at `to`.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.announce(&[from, to])?;
        fs::rename(from, to)
    }

    /// Deletes a file or a link.
    pub(super) fn remove_file(&self, path: &Path) -> Result<()> {
        self.announce(&[path])?;
        fs::remove_file(path)
    }

    /// Gives a file or a link a second name; false where that cannot be.
    pub(super) fn link(&self, path: &Path, second: &Path) -> bool {
        self.announce(&[path, second]).is_ok() && fs::link(path, second)
    }

    /// Deletes a folder if nothing is in it; true where it was so.
    pub(super) fn remove_empty(&self, path: &Path) -> bool {
        self.announce(&[path]).is_ok() && fs::remove_dir_if_empty(path)
    }

    /// Deletes whatever is there, with all in it.
    pub(super) fn remove(&self, path: &Path) -> Result<()> {
        self.announce(&[path])?;
        fs::remove(path)
    }
}
