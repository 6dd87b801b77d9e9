//! The door to the files of a course: nothing below its folder is reached through links, and nothing but plain files is
//! opened.
//!
//! A course may come from strangers, and a link in it may lead to whatever its reader has on the disk. To look first and
//! open then would leave a moment in which a file is swapped for a link; so it is the opening itself that follows none.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
#[cfg(any(target_os = "linux", target_os = "android"))]
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

use super::metadata;
use crate::error::{Error, Result};
use crate::text::{SourcePath, file_path};

/// A folder below which no link is followed. It may be reached through links itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    path: PathBuf,
    /// A folder, from this one, that was named by the author and may be reached through links too.
    named: Option<String>,
}

/// A file below a [`Root`], which need not be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    root: Root,
    path: SourcePath,
}

/// A plain file that was opened, and what it is.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub file: File,
    /// What the system knows of it.
    pub about: Metadata,
    shown: PathBuf,
}

impl Root {
    /// The folder at `path`.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), named: None }
    }

    /// The same with a folder, from this one, that may be reached through links: nothing below that one is.
    #[must_use]
    pub fn with_named(&self, folder: &str) -> Self {
        let names = Path::new(folder).components().filter(|part| *part != Component::CurDir);
        let names: Vec<_> = names.map(|part| part.as_os_str().to_string_lossy()).collect();
        Self { path: self.path.clone(), named: Some(names.join("/")) }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file at `path` from here.
    pub fn file(&self, path: &SourcePath) -> Below {
        Below { root: self.clone(), path: path.clone() }
    }

    /// The first of `path` and the folders that lead to it that is a link.
    ///
    /// # Errors
    /// The disk refuses to say.
    pub fn link_on_the_way(&self, path: &SourcePath) -> Result<Option<SourcePath>> {
        let (base, rest) = self.split(path);
        let shown = &path.as_str()[..path.as_str().len() - rest.len()];
        let ends = file_path::ends(rest).filter(|end| *end > 0);
        for end in ends {
            if metadata(&base.join(&rest[..end]))?.is_some_and(|found| found.is_symlink()) {
                return Ok(Some(SourcePath::new(format!("{shown}{}", &rest[..end]))));
            }
        }
        Ok(None)
    }

    /// Refuses to write to `path` through links.
    ///
    /// # Errors
    /// There is one on the way.
    pub fn refuse_links(&self, path: &SourcePath) -> Result<()> {
        let Some(link) = self.link_on_the_way(path)? else { return Ok(()) };
        Err(Error::refused(
            format!("`{link}` is a symbolic link, and clinic does not write through links"),
            "replace the link with the folder or file itself",
        ))
    }

    /// Where the way without links to `path` begins, and that way.
    fn split<'p>(&self, path: &'p SourcePath) -> (PathBuf, &'p str) {
        let path = path.as_str();
        let named = self.named.as_deref().filter(|named| !named.is_empty());
        match named.and_then(|named| path.strip_prefix(named)?.strip_prefix('/').map(|rest| (named, rest))) {
            Some((named, rest)) => (self.path.join(named), rest),
            None => (self.path.clone(), path),
        }
    }
}

impl Opened {
    /// All of it.
    ///
    /// # Errors
    /// The disk fails.
    pub fn read(self) -> Result<Vec<u8>> {
        self.start(u64::MAX)
    }

    /// The first `most` bytes of it, or all where it has less.
    ///
    /// # Errors
    /// The disk fails.
    pub fn start(self, most: u64) -> Result<Vec<u8>> {
        let length = usize::try_from(self.about.len().min(most)).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        // A file may say that it is longer than any memory.
        let room = bytes.try_reserve_exact(length).map_err(|_| ErrorKind::OutOfMemory.into());
        match room.and_then(|()| self.file.take(most).read_to_end(&mut bytes)) {
            Ok(_) => Ok(bytes),
            Err(source) => Err(Error::io("read", &self.shown, source)),
        }
    }
}

impl Opened {
    /// So many of its bytes from `start` on, or fewer where it ends before that.
    ///
    /// # Errors
    /// The disk fails.
    pub fn part(&self, start: u64, length: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.part_into(start, length, &mut bytes)?;
        Ok(bytes)
    }

    /// The same in place of what `bytes` held.
    ///
    /// # Errors
    /// The disk fails.
    pub fn part_into(&self, start: u64, length: usize, bytes: &mut Vec<u8>) -> Result<()> {
        let length = length as u64;
        let mut read = || {
            bytes.clear();
            let there = self.about.len().saturating_sub(start).min(length);
            let room = bytes.try_reserve_exact(usize::try_from(there).unwrap_or(usize::MAX));
            room.map_err(|_| ErrorKind::OutOfMemory)?;
            let mut file = &self.file;
            file.seek(SeekFrom::Start(start))?;
            file.take(length).read_to_end(bytes)
        };
        read().map(drop).map_err(|source| Error::io("read", &self.shown, source))
    }
}

impl Below {
    /// Where it lies, for people.
    pub fn shown(&self) -> PathBuf {
        self.root.path.join(self.path.as_str())
    }

    /// Opens it.
    ///
    /// # Errors
    /// There is none, it is no plain file, a link leads to it, or the disk refuses it.
    pub fn open(&self) -> Result<Opened> {
        let (base, rest) = self.root.split(&self.path);
        match opened_below(&base, rest).and_then(plain) {
            Ok((file, about)) => Ok(Opened { file, about, shown: self.shown() }),
            Err(source) => Err(self.failed(source)),
        }
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn read(&self) -> Result<Vec<u8>> {
        self.open()?.read()
    }

    /// What an opening that follows no link says of one differs from system to system.
    fn failed(&self, source: io::Error) -> Error {
        let source = match self.root.link_on_the_way(&self.path) {
            Ok(Some(link)) => io::Error::other(format!("`{link}` is a symbolic link, which clinic does not follow")),
            _ => source,
        };
        Error::io("read", &self.shown(), source)
    }
}

/// The file, if it is a plain one, and what it is.
fn plain(file: File) -> io::Result<(File, Metadata)> {
    let about = file.metadata()?;
    if about.is_file() {
        return Ok((file, about));
    }
    Err(if about.is_dir() { ErrorKind::IsADirectory.into() } else { io::Error::other("it is not a regular file") })
}

/// Opens the file at `path` below `base` from folder to folder, each from within the one before: what is swapped for a
/// link meanwhile is not entered. What might keep an opening waiting, such as a pipe, does not.
#[cfg(unix)]
fn opened_below(base: &Path, path: &str) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};

    let folder = OFlags::DIRECTORY | OFlags::CLOEXEC | WAY;
    let file = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
    let mut within = openat(CWD, base, folder, Mode::empty())?;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if let Some(found) = opened_at_once(&within, path, file) {
        return found;
    }
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    for name in folders.split('/').filter(|name| !name.is_empty()) {
        within = openat(&within, name, folder | OFlags::NOFOLLOW, Mode::empty())?;
    }
    Ok(File::from(openat(&within, name, file, Mode::empty())?))
}

/// The same in one call, where the system has one that follows no link on the whole way; nothing where it has none.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn opened_at_once(base: &OwnedFd, path: &str, flags: rustix::fs::OFlags) -> Option<io::Result<File>> {
    use rustix::fs::{Mode, ResolveFlags, openat2};
    use rustix::io::Errno;

    let ways = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(base, path, flags, Mode::empty(), ways) {
        // An old system, or one that keeps its programs in a box.
        Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN | Errno::XDEV) => None,
        opened => Some(opened.map(File::from).map_err(io::Error::from)),
    }
}

/// A folder that is merely passed need not be listed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const WAY: rustix::fs::OFlags = rustix::fs::OFlags::PATH;
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const WAY: rustix::fs::OFlags = rustix::fs::OFlags::RDONLY;

/// The same where a folder cannot be opened from within another: looks at the whole way before and after, and at whether
/// what was opened is what stands there.
#[cfg(any(not(unix), test))]
fn opened_and_compared(base: &Path, path: &str) -> io::Result<File> {
    use same_file::Handle;

    let at = base.join(path);
    let look = || -> io::Result<()> {
        let (mut way, names) = (base.to_owned(), path.split('/').filter(|name| !name.is_empty()));
        for name in names {
            way.push(name);
            let found = super::fs::symlink_metadata(&way)?;
            if found.is_symlink() || !(found.is_dir() || found.is_file()) {
                return Err(io::Error::other("it is not a regular file, or a link points to it"));
            }
        }
        Ok(())
    };
    look()?;
    let file = super::fs::File::open(&at)?;
    look()?;
    if Handle::from_file(file.try_clone()?)? == Handle::from_path(&at)? {
        return Ok(file);
    }
    Err(io::Error::other("the file was replaced while it was being opened"))
}

#[cfg(not(unix))]
fn opened_below(base: &Path, path: &str) -> io::Result<File> {
    opened_and_compared(base, path)
}

#[cfg(test)]
mod tests;
