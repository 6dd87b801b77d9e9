//! Sites above and below a folder, at any depth: what lies in a site is published with it.

use std::path::Path;

use super::claim::busy;
use super::manifest::{self, Manifest};
use crate::error::{Error, Result};
use crate::fs::{self, Lock, Locked};

/// Refuses a folder that lies in another edition, or holds one.
pub(super) fn refuse_other_edition(folder: &Path, shown: &Path, edition: &str) -> Result<()> {
    let other =
        |place: &Path| Manifest::load(place, place).ok().flatten().is_some_and(|found| found.edition != edition);
    let shown = shown.display();
    let refused = |message: String| {
        Error::refused(message, format!("choose a folder apart for the {edition} edition with `--output`"))
    };
    if let Some(above) = folder.ancestors().skip(1).find(|above| other(above)) {
        return Err(refused(format!("`{shown}` lies in `{}`, which holds another edition", above.display())));
    }
    let below = fs::folders_with(manifest::NAME, folder);
    match below.iter().find(|below| *below != folder && other(below)) {
        Some(below) => Err(refused(format!("`{shown}` holds `{}`, which is another edition", below.display()))),
        None => Ok(()),
    }
}

/// Refuses a folder above or below which another build is at work. Called once the folder itself is locked, so that of two
/// that begin at once one sees the other. The lock of the course itself is of those who change its files.
pub(super) fn refuse_busy(folder: &Path, course: &Path) -> Result<()> {
    let above = folder.ancestors().skip(1).take_while(|above| !course.starts_with(above)).map(Path::to_owned);
    let below = fs::folders_with(Lock::NAME, folder).into_iter().filter(|below| below != folder);
    for neighbour in above.chain(below) {
        let lock = neighbour.join(Lock::NAME);
        if fs::is_file(&lock)
            && let Locked::Theirs(holder) = Lock::take(&lock)?
        {
            return Err(busy(&neighbour, holder));
        }
    }
    Ok(())
}
