//! What stands in the output folder now, seen without following a single link.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;

use crate::error::Result;
use crate::fs::{self, Seen, Stamp, Within};
use crate::text::file_path as path;

/// What is found at a path of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing, and nothing in the way.
    Nothing,
    /// A plain file.
    File(Stamp),
    /// A symbolic link, or something stranger.
    Link,
    /// A folder.
    Folder,
    /// Nothing, since what should be a folder above it is none.
    Blocked(Barrier),
}

/// What stands where a folder should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Barrier {
    pub(super) path: String,
    pub(super) link: bool,
}

/// What is known of a folder.
#[derive(Clone)]
enum Standing {
    Folder,
    Nothing,
    Blocked(Barrier),
}

/// The output folder as it was when publishing began. Each folder in it is looked at once.
pub(super) struct Site {
    folder: PathBuf,
    within: Within,
    root: Standing,
    folders: RwLock<HashMap<String, Standing>>,
}

impl Site {
    pub(super) fn new(folder: &Path) -> Self {
        let root = if fs::is_dir(folder) { Standing::Folder } else { Standing::Nothing };
        Self { folder: folder.to_owned(), within: Within::new(folder), root, folders: RwLock::default() }
    }

    /// The same where these folders have just been seen in it.
    pub(super) fn with(folder: &Path, folders: Vec<String>) -> Self {
        let known = folders.into_iter().map(|folder| (folder, Standing::Folder)).collect();
        Self { folders: RwLock::new(known), ..Self::new(folder) }
    }

    /// Where a path of the site is on the disk.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// What the disk says of the plain file at `path`; nothing where it is none, or the disk does not say.
    pub(super) fn stamp(&self, path: &str) -> Result<Option<Stamp>> {
        Ok(match self.standing(path::parent(path))? {
            Standing::Folder => match self.within.look(path) {
                Some(Seen::File(stamp)) => Some(stamp),
                Some(Seen::Folder(_) | Seen::Other) | None => None,
            },
            Standing::Nothing | Standing::Blocked(_) => None,
        })
    }

    /// What is at `path`.
    pub(super) fn look(&self, path: &str) -> Result<Entry> {
        match self.standing(path::parent(path))? {
            Standing::Folder => self.entry(path),
            Standing::Nothing => Ok(Entry::Nothing),
            Standing::Blocked(barrier) => Ok(Entry::Blocked(barrier)),
        }
    }

    fn entry(&self, path: &str) -> Result<Entry> {
        Ok(match fs::metadata(&self.at(path))? {
            None => Entry::Nothing,
            Some(found) if found.is_dir() => Entry::Folder,
            Some(found) if found.is_file() => Entry::File(Stamp::of(&found)),
            Some(_) => Entry::Link,
        })
    }

    /// A folder is looked at after those above it, the outermost first: a path may have a thousand of them.
    fn standing(&self, folder: &str) -> Result<Standing> {
        if let Some(known) = self.known(folder) {
            return Ok(known);
        }
        let mut standing = self.root.clone();
        for folder in path::folders(folder).chain([folder]).filter(|folder| !folder.is_empty()) {
            standing = match (self.known(folder), standing) {
                (Some(known), _) => known,
                (None, Standing::Folder) => self.remember(folder, self.as_folder(folder)?),
                (None, above) => self.remember(folder, above),
            };
        }
        Ok(standing)
    }

    /// A folder in one that is there.
    fn as_folder(&self, folder: &str) -> Result<Standing> {
        Ok(match self.entry(folder)? {
            Entry::Folder => Standing::Folder,
            Entry::Nothing => Standing::Nothing,
            found => Standing::Blocked(Barrier { path: folder.to_owned(), link: found == Entry::Link }),
        })
    }

    fn known(&self, folder: &str) -> Option<Standing> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()
    }

    fn remember(&self, folder: &str, standing: Standing) -> Standing {
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.to_owned()).or_insert(standing).clone()
    }

    /// All that is in a folder, at every depth: the paths of files and links, and those of folders.
    pub(super) fn walk(&self, folder: &str) -> Result<Contents> {
        let mut contents = Contents { files: Vec::new(), folders: vec![folder.to_owned()] };
        let mut next = 0;
        while let Some(folder) = contents.folders.get(next).cloned() {
            for found in fs::read_dir(&self.at(&folder))? {
                let name = found.file_name().unwrap_or_default().to_string_lossy();
                let path = format!("{folder}/{name}");
                let is_folder = fs::metadata(&found)?.is_some_and(|found| found.is_dir());
                if is_folder { contents.folders.push(path) } else { contents.files.push(path) }
            }
            next += 1;
        }
        Ok(contents)
    }
}

/// What a folder holds.
pub(super) struct Contents {
    /// Paths of all that is no folder.
    pub(super) files: Vec<String>,
    /// Paths of folders, each before those in it; the first is the folder itself.
    pub(super) folders: Vec<String>,
}
