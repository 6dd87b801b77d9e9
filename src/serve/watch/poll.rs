//! Looks at every file again and again, for systems and shared folders that tell nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use super::Report;
use super::filter::{Filter, is_hidden};
use crate::fs;
use crate::serve::site::Watched;

/// How long it waits between two looks.
const EVERY: Duration = Duration::from_millis(400);

/// What tells two states of a file apart without reading it; `None` for folders.
type Looks = Option<(u64, Option<SystemTime>)>;

/// Every file and folder with its looks.
type Seen = BTreeMap<PathBuf, Looks>;

/// Watches by looking; ends when it is dropped.
pub(super) struct Poll(Sender<(Watched, Seen)>);

impl Poll {
    pub(super) fn new(report: &Report) -> Self {
        let (sender, receiver) = channel::<(Watched, Seen)>();
        let report = report.clone();
        thread::spawn(move || {
            let mut watched = Watched::default();
            let mut seen = Seen::new();
            loop {
                match receiver.recv_timeout(EVERY) {
                    Ok((next, now)) => {
                        let mut changed = differences(&seen, &now);
                        // The rest is watched only now, or no more.
                        changed.retain(|path| watched.holds(path) && next.holds(path));
                        report.touched(changed);
                        (watched, seen) = (next, now);
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        let now = look(&watched);
                        report.touched(differences(&seen, &now));
                        seen = now;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self(sender)
    }

    /// Looks at these from now on. The first look is taken before this returns: whatever the caller reads after it, and
    /// changes then, is found.
    pub(super) fn watch(&self, watched: Watched) {
        let seen = look(&watched);
        let _ = self.0.send((watched, seen));
    }
}

fn look(watched: &Watched) -> Seen {
    let filter = Filter::new(watched);
    let mut seen = Seen::new();
    for root in &watched.roots {
        look_at(root, fs::is_real_dir(root), &filter, &mut seen);
    }
    seen
}

/// Links are not followed.
fn look_at(path: &Path, is_dir: bool, filter: &Filter, seen: &mut Seen) {
    if filter.is_ignored(path) {
        return;
    }
    let Ok(Some(found)) = fs::metadata(path) else { return };
    if !is_dir {
        seen.insert(path.to_owned(), Some((found.len(), found.modified().ok())));
        return;
    }
    seen.insert(path.to_owned(), None);
    for entry in fs::read_dir(path).unwrap_or_default() {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if !is_hidden(&name) {
            look_at(&entry, fs::is_real_dir(&entry), filter, seen);
        }
    }
}

/// What came, went or looks different.
fn differences(before: &Seen, now: &Seen) -> Vec<PathBuf> {
    let changed = now.iter().filter(|(path, looks)| before.get(*path) != Some(looks));
    let gone = before.iter().filter(|(path, _)| !now.contains_key(*path));
    changed.chain(gone).map(|(path, _)| path.clone()).collect()
}
