//! One publication: offers from many threads, then the moves.

use std::collections::BTreeMap;
use std::mem;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::claim::Claim;
use super::disk::{Disk, Observer};
use super::journal::Journal;
use super::lock;
use super::manifest::{self, Manifest};
use super::neighbours::refuse_busy;
use super::output::{Output, with_help};
use super::plan::{Plan, linked_folder};
use super::site::{Barrier, Entry, Site};
use super::stage::Stage;
use crate::error::{Error, Result};
use crate::fs::{self, Below};
use crate::plan::Rank;
use crate::text::address::folded;
use crate::text::file_path as path;
use crate::text::id::fingerprint;
use crate::text::quote::shortened;

/// Copied files larger than this (8 MiB) are read one at a time, so that memory does not grow with the cores.
const LARGE: u64 = 8 << 20;

/// What a publication did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or were replaced.
    pub written: usize,
    /// Files that stood there already.
    pub unchanged: usize,
    /// Files that were deleted.
    pub removed: usize,
    /// The output folder, as it was asked for.
    pub folder: PathBuf,
    /// Whether the disk could keep other builds away meanwhile.
    pub locked: bool,
}

/// An artifact that was taken.
#[derive(Debug)]
pub(super) struct Offered {
    pub(super) rank: Rank,
    pub(super) hash: String,
    /// Where it waits in the stage; `None` where the disk has it already.
    pub(super) slot: Option<usize>,
}

/// A site on its way to the disk. Until [`finish`](Self::finish) the site that stands there is not touched; a
/// publication that is dropped leaves nothing behind.
pub struct Publication {
    output: Output,
    site: Site,
    stage: Stage,
    disk: Disk,
    offered: Mutex<BTreeMap<String, Offered>>,
    failed: AtomicBool,
    large: Mutex<()>,
    /// Let go last.
    claim: Claim,
}

impl Publication {
    /// Begins to publish into a folder that was checked: makes it where it is missing, keeps other builds away from it, and
    /// deletes the stage that a killed build left there.
    ///
    /// # Errors
    /// Fails where another build is at work there, or has made of the folder what would have been refused, and where the
    /// disk fails.
    pub fn begin(output: Output) -> Result<Self> {
        Self::begin_observed(output, Box::new(|_| ()))
    }

    /// Like [`begin`](Self::begin), and calls `observer` before each change to the disk, with its number from 0: for
    /// progress, and for tests that cut a publication short at every point.
    ///
    /// # Errors
    /// As `begin`.
    pub fn begin_observed(output: Output, observer: Observer) -> Result<Self> {
        let disk = Disk::new(&output.resolved, observer);
        let claim = Claim::take(&output.resolved, &output.shown, &disk).map_err(with_help)?;
        refuse_busy(&output.resolved, &output.course)?;
        let output = output.looked_into()?;
        let publication = Self {
            site: Site::new(&output.resolved),
            stage: Stage::new(&output.resolved),
            disk,
            output,
            offered: Mutex::default(),
            failed: AtomicBool::new(false),
            large: Mutex::new(()),
            claim,
        };
        publication.stage.sweep(&publication.disk)?;
        Ok(publication)
    }

    /// Offers an artifact under its path in the site, such as `a/b/index.html`. It is staged if it differs from what the
    /// disk has.
    ///
    /// # Errors
    /// Fails where the path is none, was offered before, or is held by something that clinic did not write, and where
    /// the disk fails. The publication cannot be finished then.
    pub fn offer(&self, path: &str, rank: Rank, bytes: &[u8]) -> Result<()> {
        self.watched(self.take(path, rank, bytes))
    }

    /// Offers a file that is copied as it is; otherwise like [`offer`](Self::offer).
    ///
    /// # Errors
    /// As `offer`, and where `from` cannot be read.
    pub fn offer_file(&self, path: &str, rank: Rank, from: &Below) -> Result<()> {
        self.watched(self.take_file(path, rank, from))
    }

    /// Puts the new site in place of the old one, or does nothing at all where they are the same.
    ///
    /// # Errors
    /// Fails where an offer failed, where two paths exclude each other, and where the disk fails. The old site stands then;
    /// where the disk does not even let it be put back, the next build completes the new one.
    pub fn finish(self) -> Result<Published> {
        self.publish()
    }

    /// Leaves the old site as it is and deletes the stage.
    ///
    /// # Errors
    /// Fails where the stage cannot be deleted.
    pub fn abandon(self) -> Result<()> {
        self.stage.close(&self.disk)
    }

    fn watched(&self, result: Result<()>) -> Result<()> {
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }

    fn take_file(&self, path: &str, rank: Rank, from: &Below) -> Result<()> {
        let opened = from.open()?;
        let _turn = (opened.about.len() > LARGE).then(|| lock(&self.large));
        self.take(path, rank, &opened.read()?)
    }

    fn take(&self, path: &str, rank: Rank, bytes: &[u8]) -> Result<()> {
        if let Some(fault) = path::fault(path) {
            return Err(Error::refused(
                format!("the site cannot have a file `{}`: this path {fault}", shortened(path)),
                "rename the file that it comes from",
            ));
        }
        let slot =
            if self.stands(path, bytes)? { None } else { Some(self.stage.put(&self.disk, bytes).map_err(with_help)?) };
        let hash = fingerprint(bytes);
        match lock(&self.offered).insert(path.to_owned(), Offered { rank, hash, slot }) {
            None => Ok(()),
            Some(_) => Err(offered_twice(path)),
        }
    }

    /// True where the disk has these bytes already; an error where it has something there that is not clinic's.
    fn stands(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        match self.site.look(path)? {
            Entry::Nothing if !fs::is_possible(&self.site.at(path)) => Err(too_long(path)),
            Entry::Nothing => Ok(false),
            Entry::File(length) => self.file_stands(path, length, bytes),
            Entry::Link if self.lists(path) => Ok(false),
            Entry::Blocked(barrier) if self.lists(&barrier.path) => Ok(false),
            Entry::Link => Err(self.held(path)),
            Entry::Blocked(barrier) => Err(self.blocked(path, &barrier)),
            Entry::Folder => self.refuse_strangers_in(path).map(|()| false),
        }
    }

    /// Hashes of the manifest tell what was written once, not what somebody has made of it since.
    fn file_stands(&self, path: &str, length: u64, bytes: &[u8]) -> Result<bool> {
        let is_same = length == bytes.len() as u64
            && match fs::holds(&self.site.at(path), bytes) {
                // What cannot be read can be replaced.
                Err(_) if self.lists(path) => false,
                result => result?,
            };
        if is_same || self.lists(path) || self.lists_in_other_spelling(path) {
            Ok(is_same)
        } else {
            Err(self.held(path))
        }
    }

    fn lists(&self, path: &str) -> bool {
        self.output.files().contains_key(path)
    }

    /// True where two spellings are one name to the disk, and the file there is listed in the other.
    fn lists_in_other_spelling(&self, path: &str) -> bool {
        let name = folded(path);
        let mut twins = self.output.files().keys().filter(|listed| folded(listed) == name);
        twins.any(|twin| fs::same_file(&self.site.at(twin), &self.site.at(path)))
    }

    /// A file may take the place of a folder only where all in it is clinic's own.
    fn refuse_strangers_in(&self, folder: &str) -> Result<()> {
        match self.site.walk(folder)?.files.iter().find(|file| !self.lists(file)) {
            None => Ok(()),
            Some(stranger) => Err(not_ours(&format!(
                "the site needs a file at `{}`, a folder with `{}`, which clinic did not write",
                self.shown(folder),
                self.shown(stranger),
            ))),
        }
    }

    fn held(&self, path: &str) -> Error {
        not_ours(&format!("the site needs `{}`, a file that clinic did not write", self.shown(path)))
    }

    fn blocked(&self, path: &str, barrier: &Barrier) -> Error {
        if barrier.link {
            return linked_folder(&self.output.shown.join(&barrier.path));
        }
        not_ours(&format!(
            "the site needs a folder for `{path}`, but clinic did not write the file `{}`",
            self.shown(&barrier.path),
        ))
    }

    fn shown(&self, path: &str) -> String {
        self.output.shown.join(path).display().to_string()
    }

    fn publish(&self) -> Result<Published> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(Error::refused(
                "nothing was published, since some files of the site could not be prepared",
                "see the errors before this one",
            ));
        }
        let offered = mem::take(&mut *lock(&self.offered));
        let plan = Plan::new(self.output.files(), &offered, &self.site)?;
        let total = offered.len();
        let hashes = offered.into_iter().map(|(path, offered)| (path, offered.hash)).collect();
        self.replace(&plan, &Manifest::of(self.output.edition, hashes))?;
        Ok(Published {
            written: plan.written,
            unchanged: total - plan.written,
            removed: plan.removed,
            folder: self.output.shown.clone(),
            locked: self.claim.is_locked(),
        })
    }

    /// Intent, moves and deletions, final manifest; each only where it is needed.
    fn replace(&self, plan: &Plan, manifest: &Manifest) -> Result<()> {
        if !plan.is_empty() || self.output.manifest.as_ref() != Some(manifest) {
            let mut journal = Journal::new(&self.stage, &self.disk);
            let done = self.carry_out(plan, manifest, &mut journal);
            if done.is_err() {
                journal.undo();
            }
            done?;
        }
        self.stage.close(&self.disk)
    }

    fn carry_out(&self, plan: &Plan, manifest: &Manifest, journal: &mut Journal<'_>) -> Result<()> {
        let place = self.site.at(manifest::NAME);
        if !plan.is_empty() {
            let intent = manifest.intent(self.output.files());
            journal.put(self.stage.put(&self.disk, &intent.bytes())?, place.clone())?;
            plan.run(&self.site, journal)?;
        }
        let last = self.stage.put(&self.disk, &manifest.bytes())?;
        self.disk.rename(&self.stage.slot(last), &place)
    }
}

impl Drop for Publication {
    /// Deletes what is left of the stage; who wants to know whether that works calls [`abandon`](Self::abandon).
    fn drop(&mut self) {
        let _ = self.stage.close(&self.disk);
    }
}

/// A path that no disk of this system takes.
fn too_long(path: &str) -> Error {
    Error::refused(
        format!(
            "the site cannot have the file `{}`: with {} bytes its path is too long for this disk",
            shortened(path),
            path.len()
        ),
        "shorten the names that it is made of, or the folder's with `--output`",
    )
}

fn offered_twice(path: &str) -> Error {
    Error::refused(
        format!("the site was given two files for the one path `{path}`"),
        "this is a mistake in clinic, not in your course: please report it with the names of the files involved",
    )
}

fn not_ours(message: &str) -> Error {
    Error::refused(message, "move it out of the output folder, or rename what would be published there")
}
