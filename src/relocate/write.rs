//! The change to the disk: new files first, then what is rewritten, and what moves away last; all of it or nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Relocation, Texts};
use crate::error::{Error, Result};
use crate::finding::edit::Edits;
use crate::fix::unchanged;
use crate::fs::{self, Root};
use crate::text::SourcePath;

/// Moves and rewrites the files of the course in `root`.
pub(super) fn carry_out(
    root: &Root,
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
    let moves = relocation.moves.iter().flat_map(|(from, to)| [from, to]);
    for path in moves.chain(relocation.added.keys()).chain(rewritten.keys().copied()) {
        root.refuse_links(path)?;
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
    /// Puts back what a file held, be it still there or not.
    Replace(PathBuf, Vec<u8>),
}

struct Steps<'r> {
    root: &'r Root,
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
            let old = self.root.file(path).read()?;
            let path = self.on_disk(path);
            fs::replace(&path, bytes)?;
            self.undo.push(Undo::Replace(path, old));
        }
        for from in relocation.moves.keys() {
            // Its copy may be rewritten already.
            let old = self.root.file(from).read()?;
            let from = self.on_disk(from);
            fs::remove_file(&from)?;
            self.undo.push(Undo::Replace(from, old));
        }
        Ok(())
    }

    fn on_disk(&self, path: &SourcePath) -> PathBuf {
        self.root.path().join(path.as_str())
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
                Undo::Replace(path, bytes) if fs::is_file(&path) => fs::replace(&path, &bytes),
                Undo::Replace(path, bytes) => fs::write_new(&path, &bytes),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_is_as_it_was() {
        let course = tempfile::tempdir().unwrap();
        let root = course.path();
        let on_disk = |path: &str| root.join(path);
        let (moved, kept) = ("\u{feff}See [b](b.md).\r\n", "See [a](a.md).\n");
        fs::write(&on_disk("content/a.md"), moved.as_bytes()).unwrap();
        fs::write(&on_disk("content/b.md"), kept.as_bytes()).unwrap();
        let [old, other, new, added] =
            ["content/a.md", "content/b.md", "content/s/a.md", "content/s/_index.md"].map(SourcePath::new);
        let relocation = Relocation {
            moves: BTreeMap::from([(old.clone(), new)]),
            added: BTreeMap::from([(added, "# S\n".to_owned())]),
        };
        let rewritten =
            BTreeMap::from([(&old, b"See [b](../b.md).\n".to_vec()), (&other, b"See [a](s/a.md).\n".to_vec())]);
        let mut steps = Steps { root: &Root::new(root), undo: Vec::new() };
        steps.take(&relocation, &rewritten).unwrap();
        assert!(!fs::is_file(&on_disk("content/a.md")) && fs::is_file(&on_disk("content/s/_index.md")));
        assert_eq!(fs::read(&on_disk("content/s/a.md")).unwrap(), b"See [b](../b.md).\n");
        steps.take_back();
        assert_eq!(fs::read(&on_disk("content/a.md")).unwrap(), moved.as_bytes());
        assert_eq!(fs::read(&on_disk("content/b.md")).unwrap(), kept.as_bytes());
        assert!(!fs::is_dir(&on_disk("content/s")));
    }
}
