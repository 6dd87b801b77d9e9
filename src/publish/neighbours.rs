//! Sites above and below a folder, at any depth: what lies in a site is published with it.

use std::path::{Path, PathBuf};

use super::claim::busy;
use super::manifest::{self, Manifest};
use crate::error::{Error, Result};
use crate::fs::{self, Lock, Locked};

/// What tells of sites and builds below a folder.
pub(super) struct Neighbours {
    manifests: Vec<PathBuf>,
    locks: Vec<PathBuf>,
}

impl Neighbours {
    /// Looks at all that lies below `folder`.
    pub(super) fn below(folder: &Path) -> Self {
        let found = fs::all_called(&[manifest::NAME, Lock::NAME], folder);
        let found = found.into_iter().filter(|path| path.parent() != Some(folder));
        let (manifests, locks) = found.partition(|path| path.ends_with(manifest::NAME));
        Self { manifests, locks }
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
