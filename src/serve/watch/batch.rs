//! What has happened since the last batch was handed on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Paths at which something happened.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Those at which nothing happened any more since whoever wrote there had done.
    written: BTreeSet<PathBuf>,
}

impl Batch {
    pub(super) fn of(paths: Vec<PathBuf>) -> Self {
        Self { paths: paths.into_iter().collect(), written: BTreeSet::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Something happened at these.
    pub(super) fn extend(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for path in paths {
            self.written.remove(&path);
            self.paths.insert(path);
        }
    }

    /// Whoever wrote these has done. What was opened, and not written, is nothing that happened.
    pub(super) fn are_written(&mut self, paths: Vec<PathBuf>) {
        self.written.extend(paths.into_iter().filter(|path| self.paths.contains(path)));
    }

    /// The one file that all of it is about, where that was written to its end.
    pub(super) fn only_written(&self) -> Option<&Path> {
        let [one] = &self.paths.iter().collect::<Vec<_>>()[..] else { return None };
        self.written.contains(*one).then_some(one)
    }

    /// All paths, sorted.
    pub(super) fn into_paths(self) -> Vec<PathBuf> {
        self.paths.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> Vec<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn one_file_is_written_when_its_writer_has_done() {
        let mut batch = Batch::of(paths(&["a.md"]));
        assert_eq!(batch.only_written(), None);
        batch.are_written(paths(&["a.md"]));
        assert_eq!(batch.only_written(), Some(Path::new("a.md")));
        batch.extend(paths(&["a.md"]));
        assert_eq!(batch.only_written(), None, "somebody goes on writing");
        batch.are_written(paths(&["a.md"]));
        batch.extend(paths(&["b.md"]));
        batch.are_written(paths(&["b.md"]));
        assert_eq!(batch.only_written(), None, "more files may follow");
        assert_eq!(batch.into_paths(), paths(&["a.md", "b.md"]));
    }

    #[test]
    fn a_file_that_is_closed_as_it_was_is_no_change() {
        let mut batch = Batch::default();
        batch.are_written(paths(&["a.md"]));
        assert!(batch.is_empty());
        batch.extend(paths(&["a.md"]));
        assert_eq!(batch.only_written(), None);
    }
}
