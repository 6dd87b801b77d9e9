//! One publication: offers from many threads, then the moves.

use std::collections::BTreeMap;
use std::mem;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::disk::{Disk, Observer};
use super::journal::Journal;
use super::lock;
use super::manifest::{self, Manifest};
use super::neighbours::Neighbours;
use super::output::{Output, with_help};
use super::plan::{Plan, linked_folder};
use super::site::{Barrier, Entry, Site};
use super::stage::Stage;
use super::standing::Noted;
use crate::error::{Error, Result};
use crate::fs::{self, Below, Stamp};
use crate::plan::Rank;
use crate::text::address::folded;
use crate::text::digest::Digest;
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
    pub(super) hash: Digest,
    /// Where it waits in the stage; `None` where the disk has it already.
    pub(super) slot: Option<usize>,
    /// The stamp that it has on the disk, or will have.
    stamp: Stamp,
}

/// A file of a site as it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// The hash of its bytes, as the manifest has it.
    pub hash: Digest,
    /// What the disk says of it.
    pub stamp: Stamp,
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
        let neighbours = Neighbours::below(&output.resolved, output.known.as_ref());
        neighbours.refuse_busy(&output.resolved, &output.course)?;
        let output = output.looked_into(&neighbours)?;
        let publication = Self {
            site: Site::with(&output.resolved, neighbours.folders),
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

    /// Takes an artifact whose bytes were published before and still stand there; false where it has to be offered. What
    /// the disk says of it is believed where it can be, at `time`; else the file is read.
    ///
    /// # Errors
    /// As [`offer`](Self::offer).
    pub fn keep(&self, path: &str, rank: Rank, stood: &Stood, time: SystemTime) -> Result<bool> {
        if !self.output.files().get(path).is_some_and(|hash| stood.hash.is_written(hash)) {
            return Ok(false);
        }
        let Some(stamp) = self.site.stamp(path)? else { return Ok(false) };
        let stands = stood.is_of(stamp, &self.site.at(path), time);
        if stands {
            self.watched(self.note(path, Offered { rank, hash: stood.hash, slot: None, stamp }))?;
        }
        Ok(stands)
    }

    /// A digest of all that was offered, by paths and bytes.
    pub fn digest(&self) -> String {
        let offered = lock(&self.offered);
        let lines: Vec<String> = offered.iter().map(|(path, offered)| format!("{path}\0{}\n", offered.hash)).collect();
        fingerprint(lines.concat().as_bytes())
    }

    /// Puts the new site in place of the old one, or does nothing at all where they are the same.
    ///
    /// # Errors
    /// Fails where an offer failed, where two paths exclude each other, and where the disk fails. The old site stands then;
    /// where the disk does not even let it be put back, the next build completes the new one.
    pub fn finish(self) -> Result<Published> {
        self.publish().map(|(published, _)| published)
    }

    /// The same, and gives the site as it stands there now, as far as the disk shows it.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_noting(self) -> Result<(Published, Option<Noted>)> {
        let (published, offered) = self.publish()?;
        let stand = |(path, Offered { hash, stamp, .. })| (path, Stood { hash, stamp });
        let files = offered.into_iter().map(stand).collect();
        Ok((published, Noted::of(&self.output, files)))
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
                "rename the source file",
            ));
        }
        let (slot, stamp) = if let Some(stamp) = self.stands(path, bytes)? {
            (None, stamp)
        } else {
            let (slot, stamp) = self.stage.put(&self.disk, bytes).map_err(with_help)?;
            (Some(slot), stamp)
        };
        self.note(path, Offered { rank, hash: Digest::of_bytes(bytes), slot, stamp })
    }

    fn note(&self, path: &str, offered: Offered) -> Result<()> {
        match lock(&self.offered).insert(path.to_owned(), offered) {
            None => Ok(()),
            Some(_) => Err(offered_twice(path)),
        }
    }

    /// What the disk says of these bytes where it has them already; an error where it has something there that is not
    /// clinic's.
    fn stands(&self, path: &str, bytes: &[u8]) -> Result<Option<Stamp>> {
        match self.site.look(path)? {
            Entry::Nothing if !fs::is_possible(&self.site.at(path)) => Err(too_long(path)),
            Entry::Nothing => Ok(None),
            Entry::File(stamp) => Ok(self.file_stands(path, &stamp, bytes)?.then_some(stamp)),
            Entry::Link if self.lists(path) => Ok(None),
            Entry::Blocked(barrier) if self.lists(&barrier.path) => Ok(None),
            Entry::Link => Err(self.held(path)),
            Entry::Blocked(barrier) => Err(self.blocked(path, &barrier)),
            Entry::Folder => self.refuse_strangers_in(path).map(|()| None),
        }
    }

    /// Hashes of the manifest tell what was written once, not what somebody has made of it since.
    fn file_stands(&self, path: &str, stamp: &Stamp, bytes: &[u8]) -> Result<bool> {
        let is_same = stamp.length == bytes.len() as u64
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
                "the site needs a file at `{}`, but that path is a folder that contains `{}`, which clinic did not write",
                self.shown(folder),
                self.shown(stranger),
            ))),
        }
    }

    fn held(&self, path: &str) -> Error {
        not_ours(&format!(
            "the site needs the path `{}`, but clinic did not write the file at that path",
            self.shown(path)
        ))
    }

    fn blocked(&self, path: &str, barrier: &Barrier) -> Error {
        if barrier.link {
            return linked_folder(&self.output.shown.join(&barrier.path));
        }
        not_ours(&format!(
            "the site needs a folder for `{path}`, but the file `{}`, which clinic did not write, has the name of that folder",
            self.shown(&barrier.path),
        ))
    }

    fn shown(&self, path: &str) -> String {
        self.output.shown.join(path).display().to_string()
    }

    fn publish(&self) -> Result<(Published, BTreeMap<String, Offered>)> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(Error::refused(
                "nothing was published, because some site files could not be prepared",
                "fix the errors above",
            ));
        }
        let offered = mem::take(&mut *lock(&self.offered));
        let plan = Plan::new(self.output.files(), &offered, &self.site)?;
        let hashes = offered.iter().map(|(path, offered)| (path.clone(), offered.hash.to_string())).collect();
        self.replace(&plan, &Manifest::of(self.output.edition, hashes))?;
        let published = Published {
            written: plan.written,
            unchanged: offered.len() - plan.written,
            removed: plan.removed,
            folder: self.output.shown.clone(),
            locked: self.claim.is_locked(),
        };
        Ok((published, offered))
    }

    /// Intent, moves and deletions, final manifest; each only where it is needed.
    fn replace(&self, plan: &Plan, manifest: &Manifest) -> Result<()> {
        if !plan.is_empty() || self.output.manifest() != Some(manifest) {
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
            let (slot, _) = self.stage.put(&self.disk, &intent.bytes())?;
            journal.put(slot, place.clone())?;
            plan.run(&self.site, journal)?;
        }
        let (last, _) = self.stage.put(&self.disk, &manifest.bytes())?;
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
            "the site cannot have the file `{}`: at {} bytes, its path is too long for this disk",
            shortened(path),
            path.len()
        ),
        "shorten the names in this path, or use `--output` to choose a folder with a shorter path",
    )
}

fn offered_twice(path: &str) -> Error {
    Error::refused(
        format!("two site files have the path `{path}`"),
        "please report this clinic bug, and include the names of both files",
    )
}

fn not_ours(message: &str) -> Error {
    Error::refused(message, "move that file out of the output folder, or rename the page or file that needs this path")
}
