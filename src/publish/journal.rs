//! What was done to the output folder, so that it can be undone: a site is replaced whole, or it stands as it was.
//!
//! What goes out of the site, or is replaced, is kept in the stage until the end. Each change leaves a site in which
//! nothing is torn, and so does each that is undone, the last one first; where the disk refuses to undo one, all before it
//! stay too, and the intent among them tells the next build.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::stage::Stage;
use crate::error::Result;
use crate::fs;

/// How to undo a change.
enum Undo {
    MakeFolder(PathBuf),
    RemoveFolder(PathBuf),
    Delete(PathBuf),
    /// Moves from the first path to the second.
    PutBack(PathBuf, PathBuf),
    /// It cannot be undone.
    Never,
}

/// Makes changes to the output folder, and remembers them.
pub(super) struct Journal<'a> {
    stage: &'a Stage,
    disk: &'a Disk,
    done: Vec<Undo>,
}

impl<'a> Journal<'a> {
    pub(super) fn new(stage: &'a Stage, disk: &'a Disk) -> Self {
        Self { stage, disk, done: Vec::new() }
    }

    /// Makes a folder.
    pub(super) fn make_folder(&mut self, path: PathBuf) -> Result<()> {
        if self.disk.create_dir(&path)? {
            self.done.push(Undo::RemoveFolder(path));
        }
        Ok(())
    }

    /// Moves what waits in a slot to a path, over whatever file or link stands there.
    pub(super) fn put(&mut self, slot: usize, path: PathBuf) -> Result<()> {
        let undo = self.keep(&path)?;
        self.disk.rename(&self.stage.slot(slot), &path)?;
        self.done.push(undo.unwrap_or(Undo::Delete(path)));
        Ok(())
    }

    /// Gives what stands at a path a second name in the stage; nothing where nothing does.
    fn keep(&self, path: &Path) -> Result<Option<Undo>> {
        if fs::metadata(path)?.is_none() {
            return Ok(None);
        }
        let kept = self.stage.slot(self.stage.free());
        let is_kept = self.disk.link(path, &kept);
        Ok(Some(if is_kept { Undo::PutBack(kept, path.to_owned()) } else { Undo::Never }))
    }

    /// Deletes a file or link.
    pub(super) fn delete(&mut self, path: &Path) -> Result<()> {
        if let Some(undo) = self.keep(path)? {
            self.disk.remove_file(path)?;
            self.done.push(undo);
        }
        Ok(())
    }

    /// Deletes a folder if nothing is in it.
    pub(super) fn remove_folder(&mut self, path: PathBuf) {
        if self.disk.remove_empty(&path) {
            self.done.push(Undo::MakeFolder(path));
        }
    }

    /// Undoes everything, or as much as the disk lets be undone.
    pub(super) fn undo(self) {
        for undo in self.done.into_iter().rev() {
            let is_undone = match undo {
                Undo::MakeFolder(path) => self.disk.create_dir(&path).is_ok(),
                // One that something came into meanwhile may stay.
                Undo::RemoveFolder(path) => self.disk.remove_empty(&path) || fs::is_dir(&path),
                Undo::Delete(path) => self.disk.remove_file(&path).is_ok(),
                Undo::PutBack(kept, path) => self.disk.rename(&kept, &path).is_ok(),
                Undo::Never => false,
            };
            if !is_undone {
                return;
            }
        }
    }
}
