//! How changes are undone: on the disk for as long as some of them may be made and others not.

use std::io::ErrorKind;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::super::replacement::{self, Like};
use super::super::{Root, metadata, remove_dir_if_empty, remove_file, rename};
use crate::error::{Error, Result};
use crate::text::id::fingerprint;
use crate::text::{SourcePath, file_path};

/// Its file in the course's folder.
const NAME: &str = ".clinic-journal";

/// Changes in the order in which they are made. All paths are from the course's folder.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    /// Folders that are made before, the outermost first.
    pub(super) folders: Vec<String>,
    pub(super) changes: Vec<Change>,
}

/// What a place holds before and after.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) path: String,
    /// The fingerprint of what it holds before; nothing for a file that is made.
    pub(super) old: Option<String>,
    /// The fingerprint of what it holds after; nothing for a file that is taken away.
    pub(super) new: Option<String>,
    /// Where it is kept as it was before.
    pub(super) kept: Option<String>,
    /// Where it waits as it will be.
    pub(super) waits: Option<String>,
}

/// What became of changes that were cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Healed {
    /// There were none.
    Nothing,
    /// All is as it was before them.
    TakenBack,
    /// Somebody has changed one of their files since, so that all of these are as they are.
    Left,
}

/// How far a change came.
enum State {
    NotMade,
    Made,
    /// Somebody else has changed the file since.
    Unknown,
}

impl Journal {
    /// Writes it in one piece; false where the course's own folder cannot be written to. What is reached through a link that
    /// its author named is left out: a journal may come from strangers, and leads to nothing outside of its folder.
    pub(super) fn write(&self, root: &Root) -> Result<bool> {
        let at = place(root);
        let changes: Vec<&Change> = self.changes.iter().filter(|change| is_within(root, &change.path)).collect();
        let folders: Vec<&String> = self.folders.iter().filter(|folder| is_within(root, folder)).collect();
        let text = serde_json::json!({ "folders": folders, "changes": changes }).to_string();
        let written = replacement::wait(root.path(), &at, text.as_bytes(), Like::New)
            .and_then(|journal| journal.persist(&at).map_err(|refused| Error::io("write", &at, refused.error)));
        match written {
            Ok(()) => {
                replacement::settle(&at);
                Ok(true)
            }
            Err(Error::Io { source, .. })
                if matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// From here on the changes hold.
    pub(super) fn delete(root: &Root) -> Result<()> {
        remove_file(&place(root))?;
        replacement::settle(&place(root));
        Ok(())
    }

    /// Undoes the first `made` changes as far as they were made, the last one first. False, and nothing is undone, where
    /// somebody else has changed one of the files since.
    pub(super) fn undo(&self, root: &Root, made: usize, observer: &mut dyn FnMut()) -> Result<bool> {
        let changes = &self.changes[..made];
        let states = changes.iter().map(|change| change.state(root)).collect::<Result<Vec<_>>>()?;
        if states.iter().any(|state| matches!(state, State::Unknown)) {
            return Ok(false);
        }
        for (change, state) in changes.iter().zip(states).rev() {
            observer();
            let at = at(root, &change.path);
            match (state, &change.kept) {
                (State::Made, Some(kept)) => rename(&self::at(root, kept), &at)?,
                (State::Made, None) => remove_file(&at)?,
                (State::NotMade | State::Unknown, _) => {}
            }
        }
        for folder in self.folders.iter().rev() {
            observer();
            remove_dir_if_empty(&at(root, folder));
        }
        Ok(true)
    }

    /// Deletes what waited and was kept, once it is needed no more.
    fn tidy(&self, root: &Root) {
        for waiting in self.changes.iter().flat_map(|change| [&change.kept, &change.waits]).flatten() {
            let _ = remove_file(&at(root, waiting));
        }
    }

    /// The journal in a course; nothing where there is none.
    pub(super) fn load(root: &Root) -> Result<Option<Self>> {
        if !are_cut_short(root)? {
            return Ok(None);
        }
        let bytes = root.file(&source(NAME)).read()?;
        let journal: Option<Self> = serde_json::from_slice(&bytes).ok();
        let journal = journal.filter(|journal| journal.is_ours(root)).ok_or_else(|| {
            let message = format!(
                "`{}` is not a clinic journal, but clinic needs to write its journal there",
                place(root).display()
            );
            Error::refused(message, "delete or rename the file")
        })?;
        Ok(Some(journal))
    }

    /// A journal of ours names nothing outside of the course, and nothing to be put back or deleted but what has a name of
    /// ours.
    fn is_ours(&self, root: &Root) -> bool {
        let is_waiting = |path: &String| replacement::is_temporary(source(path).file_name()) && is_within(root, path);
        let is_change = |change: &Change| {
            is_within(root, &change.path)
                && change.old.is_some() == change.kept.is_some()
                && change.new.is_some() == change.waits.is_some()
                && [&change.kept, &change.waits].into_iter().flatten().all(is_waiting)
        };
        self.changes.iter().all(is_change) && self.folders.iter().all(|folder| is_within(root, folder))
    }
}

impl Change {
    fn state(&self, root: &Root) -> Result<State> {
        let now = held(root, &self.path)?;
        if now == self.old {
            return Ok(State::NotMade);
        }
        let waits = self.waits.as_deref().map_or(Ok(None), |waits| metadata(&at(root, waits)))?;
        let kept = self.kept.as_deref().map_or(Ok(None), |kept| held(root, kept))?;
        Ok(match waits {
            // Whoever has changed the file did so before.
            Some(_) => State::NotMade,
            // What is to be put back must be there as it was.
            None if now == self.new && kept == self.old => State::Made,
            None => State::Unknown,
        })
    }
}

/// The fingerprint of a file; nothing where there is none. What is no file has one that no file has.
fn held(root: &Root, path: &str) -> Result<Option<String>> {
    match metadata(&at(root, path))? {
        None => Ok(None),
        Some(found) if found.is_file() => Ok(Some(fingerprint(&root.file(&source(path)).read()?))),
        Some(_) => Ok(Some(String::new())),
    }
}

/// Whether a path leads to something below the course's folder, and through no link.
fn is_within(root: &Root, path: &str) -> bool {
    file_path::astray(path).is_none() && matches!(Root::new(root.path()).link_on_the_way(&source(path)), Ok(None))
}

fn source(path: &str) -> SourcePath {
    SourcePath::new(path)
}

fn at(root: &Root, path: &str) -> PathBuf {
    root.path().join(path)
}

fn place(root: &Root) -> PathBuf {
    root.path().join(NAME)
}

/// Whether changes in a course were cut short, or are being made.
pub(in super::super) fn are_cut_short(root: &Root) -> Result<bool> {
    Ok(metadata(&place(root))?.is_some())
}

/// Undoes changes that were cut short, unless somebody has changed one of the files since: then all stay as they are.
///
/// # Errors
/// The disk refuses.
pub(in super::super) fn take_back_what_was_cut_short(root: &Root) -> Result<Healed> {
    let Some(journal) = Journal::load(root)? else { return Ok(Healed::Nothing) };
    let is_undone = journal.undo(root, journal.changes.len(), &mut || ())?;
    Journal::delete(root)?;
    journal.tidy(root);
    Ok(if is_undone { Healed::TakenBack } else { Healed::Left })
}
