//! Other words for a file that somebody wrote: at no moment is less there than the old or the new ones.
//!
//! They wait under a name of their own beside the file, `.clinic-` with twelve letters or digits and `.tmp`, which is
//! made exclusively and goes away with whoever does not use it. What a killed process leaves is swept.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile, TempPath};

use super::{metadata, read_dir};
use crate::error::{Error, Result};

const PREFIX: &str = ".clinic-";
const RANDOM: usize = 12;
const SUFFIX: &str = ".tmp";

/// Whose permissions a file gets, and where that may be, whose owner.
#[derive(Clone, Copy)]
pub(super) enum Like<'f> {
    /// Those of any new file.
    New,
    /// Those of another.
    File(&'f Path),
}

/// Has `bytes` wait on the disk in `folder` for their place at `target`, which need not be there yet.
///
/// # Errors
/// The disk fails; nothing is left then.
pub(super) fn wait(folder: &Path, target: &Path, bytes: &[u8], like: Like<'_>) -> Result<TempPath> {
    let failed = |source| Error::io("write", target, source);
    let mut file = temporary(folder, like).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| match like {
        Like::New => Ok(()),
        Like::File(other) => dress(file.as_file(), &fs::metadata(other)?),
    });
    written.and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    Ok(file.into_temp_path())
}

/// Puts `bytes` in the place of whatever file is at `path`, in one step. Whether they outlive a loss of power is left to
/// the system.
///
/// # Errors
/// The disk fails; the old file stands then.
pub fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::io("write", path, source);
    let mut file = temporary(path.parent().unwrap_or(path), Like::New).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.into_temp_path().persist(path).map_err(|error| failed(error.error))
}

/// Deletes what killed processes left of replacements in a folder. A living one that is at work there fails.
pub fn sweep(folder: &Path) {
    for path in read_dir(folder).unwrap_or_default() {
        let is_ours = path.file_name().is_some_and(|name| is_temporary(&name.to_string_lossy()));
        if is_ours && matches!(metadata(&path), Ok(Some(found)) if found.is_file()) {
            let _ = fs::remove_file(&path);
        }
    }
}

pub(super) fn is_temporary(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// An empty file in `folder`: for its owner alone until it is made like another.
fn temporary(folder: &Path, like: Like<'_>) -> io::Result<NamedTempFile> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    if matches!(like, Like::File(_)) {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = like;
    Builder::new().prefix(PREFIX).rand_bytes(RANDOM).suffix(SUFFIX).make_in(folder, |path| options.open(path))
}

/// Gives a file the permissions of another and, where the system lets us, its owner and group.
fn dress(file: &File, like: &fs::Metadata) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            // Only root gives files away; a group that one is in can be kept.
            let _ = fchown(file, Some(like.uid()), Some(like.gid())).or_else(|_| fchown(file, None, Some(like.gid())));
        }
    }
    file.set_permissions(like.permissions())
}

/// Has the disk remember which names a folder holds, where it can.
pub(super) fn settle(path: &Path) {
    #[cfg(unix)]
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let paths = read_dir(folder).unwrap();
        paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    fn waits(path: &Path) -> TempPath {
        wait(path.parent().unwrap(), path, b"new", Like::File(path)).unwrap()
    }

    #[test]
    fn nothing_is_left_of_what_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        let waiting = waits(&path);
        assert_eq!(names(folder.path()).len(), 2);
        drop(waiting);
        assert_eq!(names(folder.path()), ["a.md"]);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn nobody_hears_the_name_of_what_waits() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.md");
        for like in [Like::New, Like::File(folder.path())] {
            let error = wait(&folder.path().join("none"), &target, b"new", like).unwrap_err().to_string();
            assert!(error.starts_with(&format!("cannot write {}: ", target.display())), "{error}");
            assert!(!error.contains(PREFIX), "{error}");
        }
    }

    #[test]
    fn the_longest_name_can_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("n".repeat(255));
        fs::write(&path, "old").unwrap();
        waits(&path).persist(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()).len(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn no_link_beside_a_file_is_followed_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, precious) = (folder.path().join("m.md"), folder.path().join("precious"));
        fs::write(&path, "old").unwrap();
        fs::write(&precious, "precious").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&precious, folder.path().join(".clinic-m.md")).unwrap();
        waits(&path).persist(&path).unwrap();
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
        let found = fs::symlink_metadata(&path).unwrap();
        assert!(found.is_file());
        assert_eq!(found.permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn only_names_of_replacements_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let kept =
            [".clinic-", ".clinic-abcdefabcde.tmp", ".clinic-abcdef-bcdef.tmp", "clinic-abcdefabcdef.tmp", "a.tmp"];
        for name in kept.iter().chain([&".clinic-abcdefABC123.tmp"]) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join(".clinic-000000000000.tmp")).unwrap();
        sweep(folder.path());
        let mut left = names(folder.path());
        left.retain(|name| name != ".clinic-000000000000.tmp");
        let mut kept = kept.to_vec();
        kept.sort_unstable();
        assert_eq!(left, kept);
    }
}
