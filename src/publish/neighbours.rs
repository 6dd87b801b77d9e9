//! Sites above and below a folder, at any depth: what lies in a site is published with it.

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
    /// All folders.
    pub(super) folders: Vec<PathBuf>,
}

impl Neighbours {
    /// Looks at all that lies below `folder`.
    pub(super) fn below(folder: &Path) -> Self {
        let Listed { called, folders, .. } = fs::all_called(&NAMES, folder);
        Self::of(called, folders, folder)
    }

    /// The same where the folders below it are `known` as they were at `time`; gives these as they are now. `None` where
    /// one of them is none any more.
    pub(super) fn since<'k>(
        folder: &Path,
        within: &Within,
        known: &Stamped<&'k str>,
        time: SystemTime,
    ) -> Option<(Self, Stamped<&'k str>)> {
        let Since { called, folders } = fs::stamped_since(&NAMES, within, known, time)?;
        Some((Self::of(called, Vec::new(), folder), folders))
    }

    fn of(called: Vec<PathBuf>, folders: Vec<PathBuf>, folder: &Path) -> Self {
        let found = called.into_iter().filter(|path| path.parent() != Some(folder));
        let (manifests, locks) = found.partition(|path| path.ends_with(manifest::NAME));
        Self { manifests, locks, folders }
    }

    /// All folders below one as they are now, for [`since`](Self::since).
    pub(super) fn stamped(within: &Within) -> Stamped<String> {
        fs::all_stamped(&NAMES, within)
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
