//! Folders that printing needs for a while, and that go away with it, whatever happens.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::error::Result;
use crate::fs::{self, Lock, Locked};

/// A browser that has ended may still write a little; its folder is deleted anew so often, after so long.
const ATTEMPTS: usize = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// What the names of folders for pages begin with, and of those for profiles of browsers. Whoever needs such a folder holds
/// its lock, and what nobody needs was left by a process that was killed.
const PAGES: &str = ".clinic-print";
const PROFILE: &str = "clinic-browser";

/// What browsers keep in the folder of their socket; a link of the first name in their profile leads there.
const SOCKET: [&str; 2] = ["SingletonSocket", "SingletonCookie"];

/// The folder that PDF files go to, with a hidden one in it for pages and unfinished files: some browsers are packed so
/// that they see no other folder for temporary files than their own, and what is beside its place can be moved there.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    hidden: Option<TempDir>,
    /// Where the hidden folder is.
    inside: PathBuf,
    /// Where profiles of browsers are made.
    temporary: PathBuf,
    /// The outermost folder that was made for it.
    made: Option<PathBuf>,
}

/// A folder that is deleted in the end.
#[derive(Debug)]
pub(super) struct TempDir {
    path: PathBuf,
    lock: Option<Lock>,
}

impl TempDir {
    /// A new folder in `folder`, whose name begins like this.
    fn new(folder: &Path, name: &str) -> Result<Self> {
        let process = std::process::id();
        let mut number = 0;
        loop {
            let path = folder.join(format!("{name}-{process}-{number}"));
            number += 1;
            if !fs::create_dir(&path)? {
                continue;
            }
            match Lock::take(&path.join(Lock::NAME)) {
                Ok(Locked::Ours(lock)) => return Ok(Self { path, lock: Some(lock) }),
                Ok(Locked::Never) => return Ok(Self { path, lock: None }),
                Err(error) if fs::is_dir(&path) => return Err(error),
                // Before it was locked it was taken for what a dead process left.
                Ok(Locked::Theirs(_)) | Err(_) => {}
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        for _ in 0..ATTEMPTS {
            remove_socket(&self.path);
            if clear(&self.path) {
                // The last thing in it.
                self.lock = None;
                if fs::remove_dir_if_empty(&self.path) || !fs::is_dir(&self.path) {
                    return;
                }
            }
            thread::sleep(PAUSE);
        }
    }
}

/// Deletes the folder with the socket of a browser that was killed, which lies beside its profile: paths of sockets are
/// short.
fn remove_socket(profile: &Path) {
    let target = fs::link_target(&profile.join(SOCKET[0]));
    let Some(folder) = target.as_deref().and_then(Path::parent) else { return };
    let place = |path: &Path| path.parent().and_then(|above| fs::canonical(above).ok());
    if place(folder).is_some() && place(folder) == place(profile) {
        for name in SOCKET {
            let _ = fs::remove_file(&folder.join(name));
        }
        fs::remove_dir_if_empty(folder);
    }
}

/// Deletes what is in a folder but its lock; true where all of it is gone.
fn clear(folder: &Path) -> bool {
    let inside = fs::read_dir(folder).unwrap_or_default();
    inside.iter().filter(|path| !path.ends_with(Lock::NAME)).all(|path| fs::remove(path).is_ok())
}

/// Deletes the folders of killed processes in `folder`, and nothing of a living one: each has a lock, which those hold.
fn sweep(folder: &Path, name: &str) {
    let is_ours = |path: &PathBuf| path.file_name().is_some_and(|found| is_numbered(&found.to_string_lossy(), name));
    for path in fs::read_dir(folder).unwrap_or_default().into_iter().filter(is_ours) {
        let lock = path.join(Lock::NAME);
        match (fs::metadata(&path), fs::metadata(&lock)) {
            (Ok(Some(found)), Ok(Some(locked))) if found.is_dir() && locked.is_file() => {
                if let Ok(Locked::Ours(lock)) = Lock::take(&lock) {
                    drop(TempDir { path, lock: Some(lock) });
                }
            }
            (Ok(Some(found)), Ok(None)) if found.is_dir() => drop(fs::remove_dir_if_empty(&path)),
            _ => {}
        }
    }
}

/// Whether a name is `name` with the number of a process and another.
fn is_numbered(found: &str, name: &str) -> bool {
    let numbers =
        found.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

impl Workspace {
    /// A workspace in `folder`, which is made where it is missing; profiles of browsers come into `temporary`. What killed
    /// processes left in both is deleted.
    ///
    /// # Errors
    /// Fails where the disk does.
    pub fn new(folder: &Path, temporary: &Path) -> Result<Self> {
        let made = missing(folder);
        fs::create_dir_all(folder)?;
        sweep(folder, PAGES);
        sweep(temporary, PROFILE);
        let hidden = TempDir::new(folder, PAGES)?;
        let inside = hidden.path().to_owned();
        Ok(Self { folder: folder.to_owned(), hidden: Some(hidden), inside, temporary: temporary.to_owned(), made })
    }

    /// Where PDF files go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where pages go.
    pub fn pages(&self) -> PathBuf {
        self.inside.join("pages")
    }

    pub(super) fn staged(&self, number: usize) -> PathBuf {
        self.inside.join(format!("{number}.pdf"))
    }

    /// What the browser says.
    pub(super) fn said(&self, number: usize) -> PathBuf {
        self.inside.join(format!("{number}.txt"))
    }

    /// A folder for the profile of a browser.
    pub(super) fn profile(&self) -> Result<TempDir> {
        TempDir::new(&self.temporary, PROFILE)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.hidden = None;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_folder_that_got_no_file() {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace::new(&root.path().join("a/b"), root.path()).unwrap();
        fs::write(&workspace.pages().join("x/index.html"), b"x").unwrap();
        let profile = workspace.profile().unwrap();
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

    #[test]
    fn what_killed_processes_left_is_swept_and_nothing_of_living_ones() {
        let root = tempfile::tempdir().unwrap();
        let path = |path: &str| root.path().join(path);
        let living = Workspace::new(root.path(), root.path()).unwrap();
        let profile = living.profile().unwrap();
        for left in [".clinic-print-1-0", "clinic-browser-2-3"] {
            fs::write(&path(left).join(Lock::NAME), b"1").unwrap();
            fs::write(&path(left).join("Default/Cookies"), b"x").unwrap();
        }
        fs::create_dir(&path("clinic-browser-4-0")).unwrap();
        let kept = [".clinic-print-mine", "clinic-browser-1", "clinic-browser-1-0-x", "clinic-browser-5-0"];
        for kept in kept {
            fs::write(&path(kept).join("mine"), b"x").unwrap();
        }
        drop(Workspace::new(root.path(), root.path()).unwrap());
        let mut expected: Vec<PathBuf> = kept.iter().map(|kept| path(kept)).collect();
        expected.extend([living.inside.clone(), profile.path().to_owned()]);
        expected.sort();
        assert_eq!(fs::read_dir(root.path()).unwrap(), expected);
    }

    #[test]
    #[cfg(unix)]
    fn the_socket_of_a_browser_goes_with_its_profile_and_nothing_elsewhere() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let workspace = Workspace::new(&root.path().join("out"), root.path()).unwrap();
        for (folder, goes) in [(root.path().join("org.x"), true), (elsewhere.path().join("org.x"), false)] {
            let profile = workspace.profile().unwrap();
            for name in SOCKET {
                fs::write(&folder.join(name), b"").unwrap();
            }
            std::os::unix::fs::symlink(folder.join(SOCKET[0]), profile.path().join(SOCKET[0])).unwrap();
            drop(profile);
            assert_eq!(fs::is_dir(&folder), !goes);
        }
    }
}
