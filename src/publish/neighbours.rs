//! Sites above and below a folder, at any depth: what lies in a site is published with it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::claim::busy;
use super::manifest::{self, Manifest};
use crate::error::{Error, Result};
use crate::fs::{self, Listed, Lock, Locked, Since, Stamped, Within};

/// What tells of sites and builds.
const NAMES: [&str; 2] = [manifest::NAME, Lock::NAME];

/// What tells of sites and builds below a folder.
pub(super) struct Neighbours {
    manifests: Vec<PathBuf>,
    locks: Vec<PathBuf>,
    /// Folders that are there, by their paths from it.
    pub(super) folders: Vec<String>,
}

/// The folders below one as somebody saw them: of those that are as they were it is known what they hold.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) folders: Stamped<String>,
    /// When that was.
    pub(super) time: SystemTime,
}

impl Known {
    /// They as they are now; `None` where one of them is none any more.
    pub(super) fn now(&self, within: &Within) -> Option<Since<'_>> {
        let folders: Stamped<&str> = self.folders.iter().map(|(path, stamp)| (path.as_str(), *stamp)).collect();
        fs::stamped_since(&NAMES, within, &folders, self.time)
    }

    /// The same and `more` folders, of which nothing is known.
    pub(super) fn and<'p>(&self, more: impl Iterator<Item = &'p str>) -> Self {
        let is_new = |path: &&str| self.folders.binary_search_by(|(known, _)| known.as_str().cmp(path)).is_err();
        let more: BTreeSet<&str> = more.filter(is_new).collect();
        let mut folders = self.folders.clone();
        folders.extend(more.into_iter().map(|path| (path.to_owned(), None)));
        folders.sort_unstable();
        Self { folders, time: self.time }
    }
}

impl Neighbours {
    /// Looks at all that lies below `folder`, of which something may be `known`.
    pub(super) fn below(folder: &Path, known: Option<&Known>) -> Self {
        let within = Within::new(folder);
        if let Some(Since { called, folders, is_all: _ }) = known.and_then(|known| known.now(&within)) {
            let folders = folders.into_iter().map(|(path, _)| path.to_owned()).collect();
            return Self::of(called, folders, folder);
        }
        let Listed { called, folders, .. } = fs::all_called(&NAMES, folder);
        Self::of(called, folders.iter().filter_map(|path| within.from(path)).collect(), folder)
    }

    /// The same where the folders below it are `known` as they were at `time`; gives these as they are now. `None` where
    /// one of them is none any more.
    pub(super) fn since<'k>(
        folder: &Path,
        within: &Within,
        known: &Stamped<&'k str>,
        time: SystemTime,
    ) -> Option<(Self, Stamped<&'k str>)> {
        let Since { called, folders, is_all: _ } = fs::stamped_since(&NAMES, within, known, time)?;
        Some((Self::of(called, Vec::new(), folder), folders))
    }

    fn of(called: Vec<PathBuf>, folders: Vec<String>, folder: &Path) -> Self {
        let found = called.into_iter().filter(|path| path.parent() != Some(folder));
        let (manifests, locks) = found.partition(|path| path.ends_with(manifest::NAME));
        Self { manifests, locks, folders }
    }

    /// All folders below one as they are now, of which something may be `known`.
    pub(super) fn stamped(within: &Within, known: Option<&Known>) -> Stamped<String> {
        let now = known.and_then(|known| known.now(within)).filter(|now| now.is_all);
        let now = now.map(|now| now.folders.into_iter().map(|(path, stamp)| (path.to_owned(), stamp)).collect());
        now.unwrap_or_else(|| fs::all_stamped(&NAMES, within))
    }

    /// Refuses a folder that lies in another edition, or holds one.
    pub(super) fn refuse_other_edition(&self, folder: &Path, shown: &Path, edition: &str) -> Result<()> {
        let other =
            |place: &Path| Manifest::load(place, place).ok().flatten().is_some_and(|found| found.edition != edition);
        let shown = shown.display();
        let refused = |message: String| {
            Error::refused(message, format!("choose a separate folder for the {edition} edition with `--output`"))
        };
        if let Some(above) = folder.ancestors().skip(1).find(|above| other(above)) {
            return Err(refused(format!("`{shown}` is inside `{}`, which contains another edition", above.display())));
        }
        match self.manifests.iter().filter_map(|path| path.parent()).find(|below| other(below)) {
            Some(below) => Err(refused(format!("`{shown}` contains `{}`, which is another edition", below.display()))),
            None => Ok(()),
        }
    }

    /// Refuses a folder above or below which another build is at work. Called once the folder itself is locked, so that of
    /// two that begin at once one sees the other. The lock of the course itself is of those who change its files.
    pub(super) fn refuse_busy(&self, folder: &Path, course: &Path) -> Result<()> {
        let above = folder.ancestors().skip(1).take_while(|above| !course.starts_with(above));
        let locks = above.map(|above| above.join(Lock::NAME)).chain(self.locks.iter().cloned());
        for lock in locks {
            if fs::is_file(&lock)
                && let Locked::Theirs(holder) = Lock::take(&lock)?
            {
                return Err(busy(lock.parent().unwrap_or(&lock), holder));
            }
        }
        Ok(())
    }
}
