//! An author edits a course, one file after another, in every way that a course knows. After each edit the preview, which
//! takes over what it believes to be the same, shows at every address what a build of the same files writes.
//!
//! `STEPS=2000 cargo test --test program in_step -- --nocapture` makes more edits, and says what came of them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::support::chance::Chance;
use crate::support::edits::Author;
use crate::support::{Tree, tree};
use mistake_clinic::api::finding::Finding;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::{Preview, View};
use mistake_clinic::api::pipeline::{self, Caching, Destination, Options, Report, Served};

/// How many edits are made where `STEPS` does not say.
const STEPS: usize = 60;

/// So many edits are made to one course.
const LIFE: usize = 30;

/// A course that is edited, and its preview.
struct Edited {
    author: Author,
    preview: Preview,
    view: View,
    options: Options,
    /// Every address that a build ever wrote.
    known: BTreeSet<String>,
}

/// What came of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    InPlace,
    Anew,
    Nothing,
}

impl Edited {
    fn new(options: Options) -> Self {
        let author = Author::new();
        let (preview, _) = Preview::open(&author.course.path(""), options, Caching::On, &mut |_| ()).unwrap();
        let view = preview.view();
        Self { author, preview, view, options, known: BTreeSet::new() }
    }

    fn root(&self) -> PathBuf {
        self.author.course.path("")
    }

    fn tell(&mut self, paths: &[String]) -> Came {
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.author.course.path(path)).collect();
        match self.preview.change(&paths) {
            None => Came::Nothing,
            Some(change) if change.pages.is_some() => {
                self.tells_what_is_found(&paths, &change.report);
                Came::InPlace
            }
            Some(_) => Came::Anew,
        }
    }

    /// A change in place tells what is found in these files, and how much in all: as a preview does that begins now.
    fn tells_what_is_found(&self, paths: &[PathBuf], told: &Report) {
        let (_, fresh) = Preview::open(&self.root(), self.options, Caching::Off, &mut |_| ()).unwrap();
        let is_of_these = |finding: &&Finding| paths.iter().any(|path| path.ends_with(finding.place.path.as_str()));
        let found: Vec<&Finding> = fresh.findings.iter().filter(is_of_these).collect();
        let told_of: Vec<&Finding> = told.findings.iter().collect();
        assert_eq!(told_of, found, "after {:#?}", self.author.said);
        assert_eq!(told.counts, fresh.counts, "after {:#?}", self.author.said);
    }

    /// What a build writes; `None` where the course has errors, so that it writes nothing.
    fn built(&self) -> Option<Tree> {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("site");
        let site = pipeline::read(&self.root(), self.options, &mut |_| ()).unwrap();
        let destination = Destination { folder: Some(folder.clone()), adopt: false };
        site.build(&destination, &mut |_| ()).unwrap().published?;
        let mut built = tree(&folder);
        built.remove(".clinic-manifest.json");
        Some(built)
    }

    /// Whether the preview shows what is built, at every address, and nothing where a build has nothing; false where
    /// nothing is built.
    fn is_in_step(&mut self) -> bool {
        let Some(built) = self.built() else {
            self.shows_what_is_read();
            return false;
        };
        self.known.extend(built.keys().cloned());
        for path in &self.known {
            let shown = shown(&self.view, path);
            assert!(shown.as_ref() == built.get(path), "{path} is shown otherwise, after {:#?}", self.author.said);
        }
        true
    }

    /// What cannot be built is shown all the same, as a preview that begins now would show it.
    fn shows_what_is_read(&self) {
        let (fresh, _) = Preview::open(&self.root(), self.options, Caching::Off, &mut |_| ()).unwrap();
        let fresh = fresh.view();
        for path in &self.known {
            let same = shown(&self.view, path) == shown(&fresh, path);
            assert!(same, "{path} is shown otherwise than anew, after {:#?}", self.author.said);
        }
    }
}

/// The file that lies at an address.
fn shown(view: &View, path: &str) -> Option<Vec<u8>> {
    match view.get(path) {
        Served::Made { bytes, file } if file == path => Some(bytes),
        Served::Copied { on_disk, file } if file == path => on_disk.read().ok(),
        _ => None,
    }
}

#[test]
fn a_preview_is_in_step_with_its_files() {
    let count = std::env::var("STEPS").ok().and_then(|count| count.parse().ok()).unwrap_or(STEPS);
    let mut chance = Chance(count as u64);
    let (mut made, mut built) = (0, 0);
    let mut came = std::collections::BTreeMap::<Came, usize>::new();
    while made < count {
        let edition = if chance.one_in(2) { Edition::Learner } else { Edition::Instructor };
        let mut edited = Edited::new(Options::hosted(edition, chance.one_in(4)));
        edited.author.said.push(format!("{:?}", edited.options));
        assert!(edited.is_in_step());
        for _ in 0..LIFE.min(count - made) {
            let before = edited.author.course.tree();
            let paths = edited.author.edit(&mut chance);
            *came.entry(edited.tell(&paths)).or_default() += 1;
            made += 1;
            if edited.is_in_step() {
                built += 1;
            } else if !chance.one_in(8) {
                edited.author.undo(&before, &paths);
                edited.tell(&paths);
                edited.is_in_step();
            }
        }
    }
    println!("{made} edits, {built} of which could be built: {came:?}");
    assert!(built * 3 > made, "too few of the {made} edits could be built: {built}");
}

/// Where nothing is said of a file that is there, the tests would compare nothing.
#[test]
fn the_course_is_whole_at_first() {
    let edited = Edited::new(Options::hosted(Edition::Instructor, false));
    let built = edited.built();
    assert!(
        built.as_ref().is_some_and(|built| built.len() > 40),
        "{built:?} {:#?}",
        edited.author.course.check().findings()
    );
}
