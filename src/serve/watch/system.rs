//! The system's word that something has changed; the only file that names the watcher's crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, Error, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Message, Report};
use crate::fs;

/// Watches by what the system offers.
pub(super) struct System {
    watcher: RecommendedWatcher,
    /// What is watched, and whether with all in it.
    covered: BTreeMap<PathBuf, RecursiveMode>,
}

impl System {
    /// Fails, with the reason, where the system has nothing to offer.
    pub(super) fn new(report: &Report) -> Result<Self, String> {
        let report = report.clone();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |event| hear(&report, event), config);
        Ok(Self { watcher: watcher.map_err(|error| reason(&error))?, covered: BTreeMap::new() })
    }

    /// Watches these, and no others.
    pub(super) fn watch(&mut self, roots: &[PathBuf]) -> Result<(), String> {
        for path in std::mem::take(&mut self.covered).into_keys() {
            let _ = self.watcher.unwatch(&path);
        }
        roots.iter().try_for_each(|root| self.cover(root))
    }

    /// Watches the roots at or below `path` anew, which came or went.
    pub(super) fn watch_again(&mut self, path: &Path, roots: &[PathBuf]) -> Result<(), String> {
        let stale: Vec<PathBuf> = self.covered.keys().filter(|covered| covered.starts_with(path)).cloned().collect();
        for path in stale {
            let _ = self.watcher.unwatch(&path);
            self.covered.remove(&path);
        }
        roots.iter().filter(|root| root.starts_with(path)).try_for_each(|root| self.cover(root))
    }

    /// Watches a root, and the folder that holds it or will hold what leads to it.
    fn cover(&mut self, root: &Path) -> Result<(), String> {
        if let Some(holder) = root.ancestors().skip(1).find(|folder| fs::is_dir(folder)) {
            self.add(holder, RecursiveMode::NonRecursive)?;
        }
        if fs::is_real_dir(root) { self.add(root, RecursiveMode::Recursive) } else { Ok(()) }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> Result<(), String> {
        let is_covered = self.covered.get(path).is_some_and(|have| *have == mode || *have == RecursiveMode::Recursive)
            || path.ancestors().skip(1).any(|above| self.covered.get(above) == Some(&RecursiveMode::Recursive));
        if is_covered {
            return Ok(());
        }
        match self.watcher.watch(path, mode) {
            Ok(()) => {
                self.covered.insert(path.to_owned(), mode);
                Ok(())
            }
            // What is gone again, or may not be read, is a finding, and is looked for by the folder that holds it.
            Err(error) if is_about_path(&error) => Ok(()),
            Err(error) => Err(reason(&error)),
        }
    }
}

fn is_about_path(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => {
            matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::PermissionDenied)
        }
        _ => false,
    }
}

fn hear(report: &Report, event: notify::Result<Event>) {
    match event {
        Ok(event) if event.need_rescan() => report.send(Message::Lost),
        Ok(event) => match event.kind {
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                report.moved(&event.paths);
                let target = event.paths.last().filter(|_| is_put_in_place(event.kind)).cloned();
                report.touched(event.paths);
                if let Some(target) = target {
                    report.written(vec![target]);
                }
            }
            EventKind::Modify(_) | EventKind::Any => report.touched(event.paths),
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => report.written(event.paths),
            // On Linux, reading a file is an event too.
            EventKind::Access(_) | EventKind::Other => {}
        },
        Err(error) if is_about_path(&error) => {}
        Err(error) => report.send(Message::Exhausted(reason(&error))),
    }
}

/// Whether a file that was written elsewhere has got its name, the last of the event.
fn is_put_in_place(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)))
}

/// Why the system cannot watch.
fn reason(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system cannot watch any more files".to_owned(),
        ErrorKind::Io(error) => format!("the system cannot watch files: {error}"),
        other => format!("the system cannot watch files: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn running_out_of_watches_is_told_in_plain_words() {
        let (sender, receiver) = channel();
        let report = Report { sender, filter: std::sync::Arc::default(), sent: std::sync::Arc::default() };
        hear(&report, Err(Error::new(ErrorKind::MaxFilesWatch)));
        let Message::Exhausted(why) = receiver.recv().unwrap() else { panic!("nothing was said") };
        assert_eq!(why, "the system cannot watch any more files");
        hear(&report, Err(Error::path_not_found()));
        assert!(receiver.try_recv().is_err(), "a path that is gone is no reason to give up");
    }
}
