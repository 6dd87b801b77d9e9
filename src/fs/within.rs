//! A folder below which very many paths are looked at.

use std::path::{Path, PathBuf};

use super::{Stamp, metadata};

/// A folder that is there. The system need not find the way to it anew for every path below it, where it has such a call.
pub struct Within {
    path: PathBuf,
    #[cfg(any(target_os = "linux", target_os = "android"))]
    open: Option<std::os::fd::OwnedFd>,
}

/// What stands at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A plain file.
    File(Stamp),
    /// A folder.
    Folder(Stamp),
    /// A link, or something stranger.
    Other,
}

impl Within {
    /// The folder at `path`.
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            open: opened(path),
        }
    }

    /// Where a path from the folder is on the disk.
    pub fn at(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// A path on the disk as one from the folder, with `/`; nothing where it is none, or no text.
    pub fn from(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.path).ok()?.to_str()?;
        Some(if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() })
    }

    /// What is at a path from the folder; nothing also where the disk does not say. Only the last name of the path may be
    /// that of a link: whoever asks knows the folders above it.
    pub fn look(&self, path: &str) -> Option<Seen> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if let Some(seen) = self.open.as_ref().and_then(|open| seen_at(open, path)) {
            return Some(seen);
        }
        let found = metadata(&self.at(path)).ok()??;
        Some(match found {
            found if found.is_file() => Seen::File(Stamp::of(&found)),
            found if found.is_dir() => Seen::Folder(Stamp::of(&found)),
            _ => Seen::Other,
        })
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn opened(path: &Path) -> Option<std::os::fd::OwnedFd> {
    use rustix::fs::{CWD, Mode, OFlags, openat};

    openat(CWD, path, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()
}

/// What stands there in the words of a call that old systems, and those that keep their programs in a box, do not have.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn seen_at(open: &std::os::fd::OwnedFd, path: &str) -> Option<Seen> {
    use rustix::fs::{AtFlags, FileType, StatxFlags, statx};

    let asked = StatxFlags::TYPE | StatxFlags::SIZE | StatxFlags::INO | StatxFlags::MTIME;
    let found = statx(open, path, AtFlags::SYMLINK_NOFOLLOW, asked).ok()?;
    let stamp = || {
        let modified = u64::try_from(found.stx_mtime.tv_sec).ok();
        let modified = modified.map(|seconds| std::time::Duration::new(seconds, found.stx_mtime.tv_nsec));
        let is_known = found.stx_mask & StatxFlags::MTIME.bits() != 0;
        Stamp::new(found.stx_size, modified.filter(|_| is_known), found.stx_ino)
    };
    Some(match FileType::from_raw_mode(found.stx_mode.into()) {
        FileType::RegularFile => Seen::File(stamp()),
        FileType::Directory => Seen::Folder(stamp()),
        _ => Seen::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs;

    #[test]
    fn what_is_seen_from_a_folder_is_what_the_path_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::write(&at("a/b/page.html"), b"text").unwrap();
        let within = Within::new(folder.path());
        let stamp = |path: &str| Stamp::of(&metadata(&at(path)).unwrap().unwrap());
        assert_eq!(within.look("a/b/page.html"), Some(Seen::File(stamp("a/b/page.html"))));
        assert_eq!(within.look("a/b"), Some(Seen::Folder(stamp("a/b"))));
        assert_eq!(within.look("a/c"), None);
        assert_eq!(within.look("a/b/page.html/c"), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("a/b"), at("a/link")).unwrap();
            assert_eq!(within.look("a/link"), Some(Seen::Other));
        }
    }
}
