//! Files that are made together: all of them, or none.

use std::path::{Path, PathBuf};

use super::{Root, create_dir, is_dir, metadata, remove_dir_if_empty, remove_file, write_new};
use crate::error::{Error, Result};
use crate::text::SourcePath;

/// New files and folders below a folder. Where they are not kept, those that were made are deleted again.
#[derive(Debug)]
pub struct NewFiles {
    root: Root,
    made: Vec<Made>,
}

#[derive(Debug)]
enum Made {
    File(PathBuf),
    Folder(PathBuf),
}

impl NewFiles {
    /// None as yet, below `root`, which may be missing.
    pub fn below(root: &Root) -> Self {
        Self { root: root.clone(), made: Vec::new() }
    }

    /// Writes a file that is not there yet, with the folders above it.
    pub fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        self.add(path, |path| write_new(path, bytes))
    }

    /// Has `make` make a file that is not there yet, in a folder that is.
    pub fn add(&mut self, path: &Path, make: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        if metadata(path)?.is_some() {
            let message = format!("{} is there already", path.display());
            return Err(Error::refused(message, "move it away, or choose another name"));
        }
        self.make_folders(path)?;
        make(path)?;
        self.made.push(Made::File(path.to_owned()));
        Ok(())
    }

    fn make_folders(&mut self, path: &Path) -> Result<()> {
        let above: Vec<&Path> = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()).collect();
        if let Some(Ok(below)) = above.first().map(|folder| folder.strip_prefix(self.root.path())) {
            let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
            self.root.refuse_links(&SourcePath::new(names.join("/")))?;
        }
        for folder in above.into_iter().rev() {
            if !is_dir(folder) && create_dir(folder)? {
                self.made.push(Made::Folder(folder.to_owned()));
            }
        }
        Ok(())
    }

    /// Lets them stay.
    pub fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for NewFiles {
    fn drop(&mut self) {
        for made in self.made.drain(..).rev() {
            match made {
                Made::File(path) => drop(remove_file(&path)),
                Made::Folder(path) => drop(remove_dir_if_empty(&path)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{is_file, read, read_dir, write};
    use super::*;

    #[test]
    fn all_stay_or_none() {
        let root = tempfile::tempdir().unwrap();
        let path = |path: &str| root.path().join(path);
        write(&path("b/mine.md"), b"mine").unwrap();
        let mut files = NewFiles::below(&Root::new(root.path()));
        files.write(&path("a/b/new.md"), b"new").unwrap();
        files.write(&path("b/new.md"), b"new").unwrap();
        let error = files.write(&path("b/mine.md"), b"new").unwrap_err();
        assert!(error.to_string().ends_with("mine.md is there already"), "{error}");
        drop(files);
        assert_eq!(read_dir(root.path()).unwrap(), [path("b")]);
        assert_eq!(read_dir(&path("b")).unwrap(), [path("b/mine.md")]);
        assert_eq!(read(&path("b/mine.md")).unwrap(), b"mine");
        let mut files = NewFiles::below(&Root::new(root.path()));
        files.write(&path("a/b/new.md"), b"new").unwrap();
        files.keep();
        assert!(is_file(&path("a/b/new.md")));
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_made_behind_a_link() {
        let root = tempfile::tempdir().unwrap();
        let path = |path: &str| root.path().join(path);
        create_dir(&path("outside")).unwrap();
        create_dir(&path("course")).unwrap();
        std::os::unix::fs::symlink(path("outside"), path("course/content")).unwrap();
        let mut files = NewFiles::below(&Root::new(&path("course")));
        let error = files.write(&path("course/content/a.md"), b"new").unwrap_err();
        assert!(error.to_string().contains("`content` is a symbolic link"), "{error}");
        std::os::unix::fs::symlink(path("outside"), path("linked")).unwrap();
        NewFiles::below(&Root::new(&path("linked"))).write(&path("linked/a.md"), b"new").unwrap();
        let named = Root::new(&path("course")).with_named("content");
        NewFiles::below(&named).write(&path("course/content/a/b.md"), b"new").unwrap();
        assert_eq!(read_dir(&path("outside")).unwrap(), Vec::<PathBuf>::new());
    }
}
