//! Whether the content of files differs from what it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::fs;
use crate::text::id::fingerprint;

/// Larger files are told apart by size and time, so that a film is not read for its sake.
const TO_READ: u64 = 4 * 1024 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Look {
    Content(String),
    Large(u64, Option<SystemTime>),
    Unreadable,
}

/// Every file with its content, in short.
#[derive(Default)]
pub(super) struct Looks(BTreeMap<PathBuf, Look>);

impl Looks {
    /// Looks at these files and folders once more; true where something differs from the last look.
    pub(super) fn take(&mut self, paths: &[PathBuf]) -> bool {
        let mut differ = false;
        for path in paths {
            let mut now = BTreeMap::new();
            look(path, &mut now);
            let known = self.0.range(path.clone()..).take_while(|(known, _)| known.starts_with(path));
            let before: BTreeMap<PathBuf, Look> = known.map(|(path, look)| (path.clone(), look.clone())).collect();
            if now != before {
                differ = true;
                for path in before.keys() {
                    self.0.remove(path);
                }
                self.0.extend(now);
            }
        }
        differ
    }
}

/// Looks at a file, or at every file of a folder; links in it are not followed, since the course does not follow them.
fn look(path: &Path, looks: &mut BTreeMap<PathBuf, Look>) {
    if !fs::is_dir(path) {
        looks.extend(look_at_file(path).map(|look| (path.to_owned(), look)));
        return;
    }
    let Ok(entries) = fs::read_dir(path) else {
        looks.insert(path.to_owned(), Look::Unreadable);
        return;
    };
    for entry in entries {
        let is_link = fs::metadata(&entry).is_ok_and(|found| found.is_some_and(|found| found.is_symlink()));
        let is_hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !is_link && !is_hidden {
            look(&entry, looks);
        }
    }
}

fn look_at_file(path: &Path) -> Option<Look> {
    let found = fs::metadata(path).ok()??;
    if found.len() > TO_READ || !found.is_file() {
        return Some(Look::Large(found.len(), found.modified().ok()));
    }
    Some(fs::read(path).map_or(Look::Unreadable, |bytes| Look::Content(fingerprint(&bytes))))
}
