//! Files of a course that change together: all of them or none, even where the process is cut short in between.
//!
//! What files shall hold waits on the disk beside them, and so does what they hold. Then a journal is written, which says
//! how each change is undone; with its end all changes hold. Whoever is alone with the course and finds a journal undoes
//! what it tells.

mod journal;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::replacement::{self, Like};
use super::{Alone, Root, create_dir, is_dir, metadata, rename};
use crate::error::{Error, Result};
use crate::text::SourcePath;
use crate::text::id::fingerprint;

use journal::{Change, Journal};

pub use journal::Healed;
pub(super) use journal::{are_cut_short, take_back_what_was_cut_short};

/// What a file holds before and after.
#[derive(Debug)]
struct Wanted {
    path: SourcePath,
    old: Option<Vec<u8>>,
    new: Option<Vec<u8>>,
    /// The file whose permissions and owner it gets.
    like: Option<SourcePath>,
}

/// Files to be made, replaced and taken away, in this order.
#[derive(Debug)]
pub struct Changes<'a> {
    root: &'a Root,
    _alone: &'a Alone,
    wanted: Vec<Wanted>,
}

/// The files that wait for a change; those that are not used go with it.
struct Waiting {
    folder: PathBuf,
    new: Option<TempPath>,
    old: Option<TempPath>,
}

impl<'a> Changes<'a> {
    /// None as yet, below `root`.
    pub fn below(root: &'a Root, alone: &'a Alone) -> Self {
        Self { root, _alone: alone, wanted: Vec::new() }
    }

    /// Has a file made, with the folders above it.
    pub fn make(&mut self, path: SourcePath, bytes: impl Into<Vec<u8>>) {
        self.wanted.push(Wanted { path, old: None, new: Some(bytes.into()), like: None });
    }

    /// The same with the permissions of another file.
    pub fn make_like(&mut self, path: SourcePath, bytes: impl Into<Vec<u8>>, like: SourcePath) {
        self.wanted.push(Wanted { path, old: None, new: Some(bytes.into()), like: Some(like) });
    }

    /// Has `new` put in place of a file that holds `old`.
    pub fn replace(&mut self, path: SourcePath, old: Vec<u8>, new: Vec<u8>) {
        let like = Some(path.clone());
        self.wanted.push(Wanted { path, old: Some(old), new: Some(new), like });
    }

    /// Has a file that holds `old` taken away.
    pub fn take_away(&mut self, path: SourcePath, old: Vec<u8>) {
        let like = Some(path.clone());
        self.wanted.push(Wanted { path, old: Some(old), new: None, like });
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// Something is in the place of a new file, a file no longer holds what was read, a link is on the way, or the disk
    /// refuses. All is as it was then.
    pub fn carry_out(self) -> Result<()> {
        self.carry_out_observed(&mut || ())
    }

    /// The same, and calls `observer` before each change to the disk: for tests that cut it short at every point.
    ///
    /// # Errors
    /// As `carry_out`.
    pub fn carry_out_observed(self, observer: &mut dyn FnMut()) -> Result<()> {
        let missing = self.verify()?;
        let mut waiting = self.wait(observer)?;
        let journal = self.journal(&waiting, missing);
        observer();
        let is_written = journal.write(self.root)?;
        let mut made = 0;
        let outcome = self.make_all(&journal, &mut waiting, &mut made, observer).and_then(|()| {
            observer();
            if is_written { Journal::delete(self.root) } else { Ok(()) }
        });
        if outcome.is_err() {
            if !matches!(journal.undo(self.root, made, observer), Ok(true)) {
                // Nothing is lost yet: with a journal, whoever is alone with the course next tries again; without one, old
                // texts stay beside their files until others there are changed.
                waiting.into_iter().flat_map(|one| [one.new, one.old]).flatten().for_each(|one| drop(one.keep()));
            } else if is_written {
                Journal::delete(self.root)?;
            }
        }
        observer();
        outcome
    }

    /// The folders that are to be made, the outermost first.
    fn verify(&self) -> Result<Vec<String>> {
        let mut missing = BTreeSet::new();
        for Wanted { path, old, new, .. } in &self.wanted {
            self.root.refuse_links(path)?;
            let at = self.at(path);
            let found = metadata(&at)?;
            match (old, found) {
                (None, Some(_)) => return Err(taken(&at)),
                (Some(_), Some(found)) if new.is_some() && found.permissions().readonly() => {
                    return Err(Error::io("write", &at, ErrorKind::PermissionDenied.into()));
                }
                _ => {}
            }
            let folders = path.as_str().match_indices('/').map(|(end, _)| path.as_str()[..end].to_owned());
            missing.extend(folders.filter(|folder| !is_dir(&self.root.path().join(folder))));
        }
        Ok(missing.into_iter().collect())
    }

    /// Has everything wait on the disk, in folders that are there.
    fn wait(&self, observer: &mut dyn FnMut()) -> Result<Vec<Waiting>> {
        let mut swept = BTreeSet::new();
        let mut all = Vec::with_capacity(self.wanted.len());
        for Wanted { path, old, new, like } in &self.wanted {
            let at = self.at(path);
            let folder = at.ancestors().skip(1).find(|folder| is_dir(folder)).unwrap_or(self.root.path());
            if swept.insert(folder.to_owned()) {
                replacement::sweep(folder);
            }
            let like = like.as_ref().map(|like| self.at(like));
            let like = like.as_deref().map_or(Like::New, Like::File);
            let mut wait = |bytes: &Option<Vec<u8>>| {
                observer();
                bytes.as_ref().map(|bytes| replacement::wait(folder, &at, bytes, like)).transpose()
            };
            all.push(Waiting { new: wait(new)?, old: wait(old)?, folder: folder.to_owned() });
        }
        Ok(all)
    }

    fn journal(&self, waiting: &[Waiting], folders: Vec<String>) -> Journal {
        let hash = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(fingerprint);
        let changes = self.wanted.iter().zip(waiting).map(|(wanted, waiting)| Change {
            path: wanted.path.as_str().to_owned(),
            old: hash(&wanted.old),
            new: hash(&wanted.new),
            kept: waiting.old.as_deref().map(|path| self.place(&waiting.folder, path)),
            waits: waiting.new.as_deref().map(|path| self.place(&waiting.folder, path)),
        });
        Journal { folders, changes: changes.collect() }
    }

    /// Makes the changes, and counts those that may have been made.
    fn make_all(
        &self,
        journal: &Journal,
        waiting: &mut [Waiting],
        made: &mut usize,
        observer: &mut dyn FnMut(),
    ) -> Result<()> {
        for folder in &journal.folders {
            observer();
            create_dir(&self.root.path().join(folder))?;
        }
        for (wanted, waiting) in self.wanted.iter().zip(waiting) {
            observer();
            self.put(wanted, waiting)?;
            *made += 1;
        }
        Ok(())
    }

    fn put(&self, wanted: &Wanted, waiting: &mut Waiting) -> Result<()> {
        let at = self.at(&wanted.path);
        // Whoever has saved the file meanwhile shall not lose that.
        if let Some(old) = &wanted.old
            && self.root.file(&wanted.path).read()? != *old
        {
            return Err(changed(&wanted.path));
        }
        match (waiting.new.take(), &waiting.old) {
            (Some(new), None) => new.persist_noclobber(&at).map_err(|refused| match refused.error.kind() {
                ErrorKind::AlreadyExists => taken(&at),
                _ => Error::io("write", &at, refused.error),
            })?,
            (Some(new), Some(_)) => new.persist(&at).map_err(|refused| Error::io("write", &at, refused.error))?,
            // The file itself is kept, with all that belongs to it, in place of its copy.
            (None, Some(kept)) => rename(&at, kept)?,
            (None, None) => {}
        }
        replacement::settle(&at);
        Ok(())
    }

    fn at(&self, path: &SourcePath) -> PathBuf {
        self.root.path().join(path.as_str())
    }

    /// The path from the root of a file in `folder`, whose own path may be another to the same place.
    fn place(&self, folder: &Path, path: &Path) -> String {
        let below = folder.strip_prefix(self.root.path()).unwrap_or(folder).join(path.file_name().unwrap_or_default());
        let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
        names.join("/")
    }
}

/// A file is no longer as it was read.
pub fn changed(path: &SourcePath) -> Error {
    Error::refused(format!("`{path}` was changed while it was being read"), "run the command again")
}

fn taken(path: &Path) -> Error {
    Error::refused(
        format!("{} already exists", path.display()),
        "move the existing file to another location, or choose another name",
    )
}

#[cfg(test)]
mod tests;
