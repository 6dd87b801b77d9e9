//! A lock that one process holds at a time, and that the system takes back from one that dies.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use super::{metadata, remove_file};
use crate::error::{Error, Result};

/// Others may take the file away while it is being locked; then it is made anew, so often at most.
const ATTEMPTS: usize = 100;

/// Who only takes away what a dead process left holds it for a moment; whoever holds it so many times in a row, with so
/// long in between, is at work.
const LOOKS: usize = 10;
const PAUSE: Duration = Duration::from_millis(2);

/// What came of locking.
#[derive(Debug)]
pub enum Locked {
    /// It is held by this process now.
    Ours(Lock),
    /// It is held by another process.
    Theirs(Holder),
    /// There are no locks here: the folder cannot be written to, or its file system does not have them.
    Never,
}

/// The process that holds a lock: its number, unless that is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder(pub Option<u32>);

/// ` (process 17)`, to follow what it is called, or nothing.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |number| write!(f, " (process {number})"))
    }
}

/// A lock that is held, until it is dropped. Its file, which holds the number of the process, goes with it.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// The file by which a folder is locked.
    pub const NAME: &str = ".clinic-lock";

    /// Locks by a file at `path`, in a folder that is there. One that is left of a dead process is no obstacle.
    ///
    /// # Errors
    /// Something that is no file stands there, or the disk fails.
    pub fn take(path: &Path) -> Result<Locked> {
        Self::take_pausing(path, &mut || thread::sleep(PAUSE))
    }

    fn take_pausing(path: &Path, pause: &mut dyn FnMut()) -> Result<Locked> {
        let mut looks = 0;
        for _ in 0..ATTEMPTS {
            match attempt(path)? {
                Some(Locked::Theirs(_)) if looks + 1 < LOOKS => {
                    looks += 1;
                    pause();
                }
                Some(locked) => return Ok(locked),
                None => {}
            }
        }
        Ok(Locked::Theirs(Holder(None)))
    }
}

impl Drop for Lock {
    /// Takes the file away while it is still locked, so that nobody else has it.
    fn drop(&mut self) {
        if is_at(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Nothing where others came between, and it is to be tried anew. No file is written to but one that was made here, so
/// that no link leads astray.
fn attempt(path: &Path) -> Result<Option<Locked>> {
    match File::create_new(path) {
        Ok(mut file) => {
            // Before it is locked, so that whoever finds it locked finds the number. A full disk does without.
            let _ = write!(file, "{}", std::process::id());
            Ok(made(file, path))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => found(path),
        Err(error) => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Ok(Some(Locked::Never)),
            _ => Err(Error::io("lock", path, error)),
        },
    }
}

fn made(file: File, path: &Path) -> Option<Locked> {
    match file.try_lock() {
        Ok(()) => is_at(&file, path).then(|| Locked::Ours(Lock { file, path: path.to_owned() })),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(_)) => {
            let _ = fs::remove_file(path);
            Some(Locked::Never)
        }
    }
}

fn found(path: &Path) -> Result<Option<Locked>> {
    if metadata(path)?.is_some_and(|found| !found.is_file()) {
        let message = format!("`{}` is not a file, but clinic needs to write its lock file there", path.display());
        return Err(Error::refused(message, "delete or rename the item at this path"));
    }
    // Some file systems lock only what can be written to.
    let opened = OpenOptions::new().read(true).write(true).open(path).or_else(|_| File::open(path));
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let message = format!("`{}` belongs to another user, who may be running clinic", path.display());
            return Err(Error::refused(
                message,
                "if no other clinic command is running, delete this file or ask its owner to delete it",
            ));
        }
        Err(error) => return Err(Error::io("lock", path, error)),
    };
    match file.try_lock() {
        Ok(()) => {
            // It is left of a dead process, and nobody else takes it away as long as it is locked here.
            if is_at(&file, path) {
                remove_file(path)?;
            }
            Ok(None)
        }
        Err(TryLockError::WouldBlock) => Ok(Some(Locked::Theirs(holder(file)))),
        Err(TryLockError::Error(_)) => Ok(Some(Locked::Never)),
    }
}

/// The number of the process that made a lock.
fn holder(mut file: File) -> Holder {
    let mut text = String::new();
    Holder(file.read_to_string(&mut text).ok().and_then(|_| text.parse().ok()))
}

/// Whether a file is still what stands at its path.
fn is_at(file: &File, path: &Path) -> bool {
    let opened = file.try_clone().and_then(Handle::from_file);
    matches!((opened, Handle::from_path(path)), (Ok(opened), Ok(there)) if opened == there)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    fn ours(path: &Path) -> Option<Lock> {
        match Lock::take(path).unwrap() {
            Locked::Ours(lock) => Some(lock),
            Locked::Theirs(_) => None,
            Locked::Never => panic!("this disk has no locks"),
        }
    }

    #[test]
    fn who_comes_second_learns_who_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lock = ours(&path).unwrap();
        assert!(
            matches!(Lock::take(&path).unwrap(), Locked::Theirs(Holder(Some(number))) if number == std::process::id())
        );
        drop(lock);
        assert!(!path.exists());
        assert!(ours(&path).is_some());
    }

    #[test]
    fn what_a_dead_process_left_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        for left in ["", "1", "not a number"] {
            fs::write(&path, left).unwrap();
            let lock = ours(&path).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), std::process::id().to_string());
            drop(lock);
        }
    }

    /// As a neighbour does to delete it, who is done when it was waited for so often.
    fn found_while_held(left: &str, waits: usize) -> (Locked, usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        fs::write(&path, left).unwrap();
        let mut neighbour = Some(File::open(&path).unwrap());
        neighbour.as_ref().unwrap().try_lock().unwrap();
        let mut waited = 0;
        let locked = Lock::take_pausing(&path, &mut || {
            waited += 1;
            if waited == waits && neighbour.take().is_some() {
                fs::remove_file(&path).unwrap();
            }
        });
        (locked.unwrap(), waited)
    }

    #[test]
    fn whoever_only_tidies_up_is_waited_for() {
        let own = std::process::id().to_string();
        for left in ["1", "", &own] {
            for waits in [1, 5] {
                let (locked, waited) = found_while_held(left, waits);
                assert!(matches!(locked, Locked::Ours(_)), "{locked:?}");
                assert_eq!(waited, waits);
            }
        }
        let (locked, _) = found_while_held("17", usize::MAX);
        assert!(matches!(locked, Locked::Theirs(Holder(Some(17)))), "{locked:?}");
    }

    #[test]
    fn a_lock_that_was_taken_away_takes_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lost = ours(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let lock = ours(&path).unwrap();
        drop(lost);
        assert!(path.exists());
        drop(lock);
        assert!(!path.exists());
    }

    #[test]
    #[cfg(unix)]
    fn no_link_and_no_folder_is_taken_for_a_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (path, precious) = (folder.path().join("lock"), folder.path().join("precious"));
        fs::write(&precious, "words").unwrap();
        std::os::unix::fs::symlink(&precious, &path).unwrap();
        assert!(
            Lock::take(&path)
                .unwrap_err()
                .to_string()
                .ends_with("is not a file, but clinic needs to write its lock file there")
        );
        assert_eq!(fs::read_to_string(&precious).unwrap(), "words");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(Lock::take(&path).is_err());
    }

    #[test]
    fn never_do_two_hold_it_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let (inside, held) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        if let Some(lock) = ours(&path) {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                            held.fetch_add(1, Ordering::SeqCst);
                            inside.fetch_sub(1, Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(held.into_inner() > 8);
        assert!(!path.exists());
    }
}
