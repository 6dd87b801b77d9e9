//! The change to the disk: new files first, then what is rewritten, and what moves away last; all of it or nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Relocation, Texts};
use crate::error::{Error, Result};
use crate::finding::edit::Edits;
use crate::fix::unchanged;
use crate::fs;
use crate::text::SourcePath;

/// Moves and rewrites the files of the course in `root`.
pub(super) fn carry_out(
    root: &Path,
    texts: &Texts<'_>,
    relocation: &Relocation,
    edits: &BTreeMap<SourcePath, Edits>,
) -> Result<()> {
    let mut rewritten: BTreeMap<&SourcePath, Vec<u8>> = BTreeMap::new();
    for (path, edits) in edits {
        if let Some(file) = texts.get(path) {
            let mark = unchanged(root, file)?;
            rewritten.insert(path, format!("{mark}{}", edits.put_into(file.text())).into_bytes());
        }
    }
    for path in relocation.moves.keys() {
        texts.get(path).map_or(Ok(""), |file| unchanged(root, file))?;
    }
    let mut steps = Steps { root, undo: Vec::new() };
    let done = steps.take(relocation, &rewritten);
    if done.is_err() {
        steps.take_back();
    }
    done
}

/// Something that can be taken back.
enum Undo {
    /// Deletes a file that was made.
    Delete(PathBuf),
    /// Deletes a folder that was made.
    DeleteFolder(PathBuf),
    /// Puts back what a file held.
    Replace(PathBuf, Vec<u8>),
    /// Puts a copy back in the place of a file that was deleted.
    Copy(PathBuf, PathBuf),
}

struct Steps<'r> {
    root: &'r Path,
    undo: Vec<Undo>,
}

impl Steps<'_> {
    fn take(&mut self, relocation: &Relocation, rewritten: &BTreeMap<&SourcePath, Vec<u8>>) -> Result<()> {
        for (from, to) in &relocation.moves {
            let (from_path, to_path) = (self.on_disk(from), self.on_disk(to));
            self.make_room(&to_path)?;
            self.undo.push(Undo::Delete(to_path.clone()));
            fs::copy(&from_path, &to_path)?;
            if let Some(bytes) = rewritten.get(from) {
                fs::replace(&to_path, bytes)?;
            }
        }
        for (path, text) in &relocation.added {
            let path = self.on_disk(path);
            self.make_room(&path)?;
            self.undo.push(Undo::Delete(path.clone()));
            fs::write_new(&path, text.as_bytes())?;
        }
        for (path, bytes) in rewritten.iter().filter(|(path, _)| !relocation.moves.contains_key(**path)) {
            let path = self.on_disk(path);
            let old = fs::read(&path)?;
            fs::replace(&path, bytes)?;
            self.undo.push(Undo::Replace(path, old));
        }
        for (from, to) in &relocation.moves {
            let (from, to) = (self.on_disk(from), self.on_disk(to));
            fs::remove_file(&from)?;
            self.undo.push(Undo::Copy(to, from));
        }
        Ok(())
    }

    fn on_disk(&self, path: &SourcePath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Makes the folders for a file that is not there yet.
    fn make_room(&mut self, path: &Path) -> Result<()> {
        if fs::metadata(path)?.is_some() {
            let message = format!("{} is there already", path.display());
            return Err(Error::refused(message, "move it away, or choose another name"));
        }
        let missing = path.ancestors().skip(1).take_while(|folder| !fs::is_dir(folder));
        let missing: Vec<&Path> = missing.collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.undo.push(Undo::DeleteFolder(folder.to_owned()));
        }
        Ok(())
    }

    /// Puts everything back; where the disk refuses that too, the new files stay beside the old ones, and nothing is lost.
    fn take_back(self) {
        for undo in self.undo.into_iter().rev() {
            let _ = match undo {
                Undo::Delete(path) => fs::remove_file(&path),
                Undo::DeleteFolder(path) => {
                    fs::remove_dir_if_empty(&path);
                    Ok(())
                }
                Undo::Replace(path, bytes) => fs::replace(&path, &bytes),
                Undo::Copy(from, to) => fs::copy(&from, &to),
            };
        }
    }
}
