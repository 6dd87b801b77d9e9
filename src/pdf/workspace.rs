//! Folders that printing needs for a while, and that go away with it, whatever happens.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::error::Result;
use crate::fs;

/// A browser that has ended may still write a little; its folder is deleted anew so often, after so long.
const ATTEMPTS: usize = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// The folder that PDF files go to, with a hidden one in it for pages and unfinished files: some browsers are packed so
/// that they see no other folder for temporary files than their own, and what is beside its place can be moved there.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    hidden: PathBuf,
    /// Where profiles of browsers are made.
    temporary: PathBuf,
    /// The outermost folder that was made for it.
    made: Option<PathBuf>,
}

/// A folder that is deleted in the end.
#[derive(Debug)]
pub(super) struct Passing(PathBuf);

impl Passing {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        for _ in 0..ATTEMPTS {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Workspace {
    /// A workspace in `folder`, which is made where it is missing; profiles of browsers come into `temporary`.
    ///
    /// # Errors
    /// Fails where the disk does.
    pub fn new(folder: &Path, temporary: &Path) -> Result<Self> {
        let made = missing(folder);
        fs::create_dir_all(folder)?;
        let hidden = fresh(folder, ".clinic-print")?;
        Ok(Self { folder: folder.to_owned(), hidden, temporary: temporary.to_owned(), made })
    }

    /// Where PDF files go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where pages go.
    pub fn pages(&self) -> PathBuf {
        self.hidden.join("pages")
    }

    pub(super) fn staged(&self, number: usize) -> PathBuf {
        self.hidden.join(format!("{number}.pdf"))
    }

    /// What the browser says.
    pub(super) fn said(&self, number: usize) -> PathBuf {
        self.hidden.join(format!("{number}.txt"))
    }

    /// A folder for the profile of a browser.
    pub(super) fn profile(&self, number: usize) -> Result<Passing> {
        fresh(&self.temporary, &format!("clinic-browser-{number}")).map(Passing)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        drop(Passing(std::mem::take(&mut self.hidden)));
        // Nothing was printed into a folder that was not there before.
        if let Some(made) = &self.made {
            for folder in self.folder.ancestors() {
                if !fs::remove_dir_if_empty(folder) || folder == made {
                    break;
                }
            }
        }
    }
}

/// The outermost folder of `path` that is not there.
fn missing(path: &Path) -> Option<PathBuf> {
    let above = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !fs::is_dir(folder));
    above.last().map(Path::to_owned)
}

/// A new folder in `folder`, whose name begins like this.
fn fresh(folder: &Path, name: &str) -> Result<PathBuf> {
    let process = std::process::id();
    let mut number = 0;
    loop {
        let path = folder.join(format!("{name}-{process}-{number}"));
        if fs::create_dir(&path)? {
            return Ok(path);
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_folder_that_got_no_file() {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace::new(&root.path().join("a/b"), root.path()).unwrap();
        fs::write(&workspace.pages().join("x/index.html"), b"x").unwrap();
        let profile = workspace.profile(0).unwrap();
        assert!(profile.path().is_dir());
        drop(profile);
        drop(workspace);
        assert_eq!(fs::read_dir(root.path()).unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_folder_that_was_there_stays_with_all_that_is_in_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("out");
        fs::create_dir(&folder).unwrap();
        drop(Workspace::new(&folder, root.path()).unwrap());
        assert!(folder.is_dir());
        fs::write(&folder.join("kept"), b"x").unwrap();
        let (one, other) =
            (Workspace::new(&folder, root.path()).unwrap(), Workspace::new(&folder, root.path()).unwrap());
        assert_ne!(one.pages(), other.pages());
        drop((one, other));
        assert_eq!(fs::read_dir(&folder).unwrap(), [folder.join("kept")]);
    }
}
