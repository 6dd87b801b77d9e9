//! The change to the disk: new files first, then what is rewritten, and what moves away last; all of it or nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Relocation, Texts};
use crate::error::Result;
use crate::finding::edit::Edits;
use crate::fix::{alone, changed, unchanged};
use crate::fs::{self, Aside, NewFiles, Replacement, Root};
use crate::text::SourcePath;

/// Moves and rewrites the files of the course in `root`.
pub(super) fn carry_out(
    root: &Root,
    texts: &Texts<'_>,
    relocation: &Relocation,
    edits: &BTreeMap<SourcePath, Edits>,
) -> Result<()> {
    let touched = edits.keys().chain(relocation.moves.keys()).map(|path| root.path().join(path.as_str()));
    let _lock = alone(root.path(), touched.filter_map(|path| path.parent().map(Path::to_owned)))?;
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
    let mut steps = Steps { root, new: NewFiles::below(root), undo: Vec::new() };
    match steps.take(relocation, &rewritten) {
        Ok(()) => {
            steps.settle();
            Ok(())
        }
        Err(error) => {
            steps.take_back();
            Err(error)
        }
    }
}

/// Something that can be taken back.
enum Undo {
    /// Puts back what a file held.
    Replace(PathBuf, Vec<u8>),
    /// Puts back a file that was taken away.
    Return(Aside),
}

struct Steps<'r> {
    root: &'r Root,
    new: NewFiles,
    undo: Vec<Undo>,
}

impl Steps<'_> {
    fn take(&mut self, relocation: &Relocation, rewritten: &BTreeMap<&SourcePath, Vec<u8>>) -> Result<()> {
        let mut moved = Vec::with_capacity(relocation.moves.len());
        for (from, to) in &relocation.moves {
            let (from_path, to_path) = (self.on_disk(from), self.on_disk(to));
            let old = self.root.file(from).read()?;
            let bytes = rewritten.get(from).unwrap_or(&old);
            self.new.add(&to_path, |to| fs::write_like(to, bytes, &from_path))?;
            moved.push((from, old));
        }
        for (path, text) in &relocation.added {
            self.new.write(&self.on_disk(path), text.as_bytes())?;
        }
        // All are on the disk before the first of them is put in place.
        let mut prepared = Vec::new();
        for (path, bytes) in rewritten.iter().filter(|(path, _)| !relocation.moves.contains_key(**path)) {
            let on_disk = self.on_disk(path);
            prepared.push((path, self.root.file(path).read()?, Replacement::prepare(&on_disk, bytes)?));
        }
        for (path, old, replacement) in prepared {
            self.still(path, &old)?;
            replacement.put()?;
            self.undo.push(Undo::Replace(self.on_disk(path), old));
        }
        for (from, old) in moved {
            self.still(from, &old)?;
            self.undo.push(Undo::Return(Aside::take(&self.on_disk(from))?));
        }
        Ok(())
    }

    /// Whoever has saved the file meanwhile shall not lose that.
    fn still(&self, path: &SourcePath, old: &[u8]) -> Result<()> {
        if self.root.file(path).read()? == old { Ok(()) } else { Err(changed(path)) }
    }

    fn on_disk(&self, path: &SourcePath) -> PathBuf {
        self.root.path().join(path.as_str())
    }

    /// Lets everything be as it is now. What cannot be deleted is swept by the next change.
    fn settle(self) {
        self.new.keep();
        for undo in self.undo {
            if let Undo::Return(aside) = undo {
                let _ = aside.delete();
            }
        }
    }

    /// Puts everything back; where the disk refuses that too, the new files stay beside the old ones, and nothing is lost.
    fn take_back(self) {
        for undo in self.undo.iter().rev() {
            let done = match undo {
                Undo::Return(aside) => aside.put_back(),
                Undo::Replace(path, bytes) => fs::replace(path, bytes),
            };
            if done.is_err() {
                self.new.keep();
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_is_as_it_was() {
        let course = tempfile::tempdir().unwrap();
        let root = Root::new(course.path());
        let on_disk = |path: &str| course.path().join(path);
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
        #[cfg(unix)]
        let mode = |path: &str| {
            use std::os::unix::fs::PermissionsExt as _;
            fs::metadata(&on_disk(path)).unwrap().unwrap().permissions().mode() & 0o777
        };
        #[cfg(unix)]
        root.file(&old)
            .open()
            .unwrap()
            .file
            .set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o640))
            .unwrap();
        let mut steps = Steps { root: &root, new: NewFiles::below(&root), undo: Vec::new() };
        steps.take(&relocation, &rewritten).unwrap();
        #[cfg(unix)]
        assert_eq!(mode("content/s/a.md"), 0o640);
        assert!(!fs::is_file(&on_disk("content/a.md")) && fs::is_file(&on_disk("content/s/_index.md")));
        assert_eq!(fs::read(&on_disk("content/s/a.md")).unwrap(), b"See [b](../b.md).\n");
        steps.take_back();
        assert_eq!(fs::read(&on_disk("content/a.md")).unwrap(), moved.as_bytes());
        assert_eq!(fs::read(&on_disk("content/b.md")).unwrap(), kept.as_bytes());
        assert!(!fs::is_dir(&on_disk("content/s")));
        assert_eq!(fs::read_dir(&on_disk("content")).unwrap().len(), 2);
        #[cfg(unix)]
        assert_eq!(mode("content/a.md"), 0o640);
    }
}
