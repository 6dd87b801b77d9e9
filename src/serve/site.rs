//! What the server needs to know about a site, and how it hears of changes.

use std::path::{Path, PathBuf};

use crate::pipeline::{Report, Served};

/// The site that is shown: at every moment the last one that was whole.
pub trait Site: Send + Sync + 'static {
    /// What is at `path`, decoded and below the base path, without `/` at its start and without `..` in it.
    fn get(&self, path: &str) -> Served;

    /// The path of the site on its host: `/` or `/course/`.
    fn base_path(&self) -> String;
}

/// Files and folders that make a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Files, and folders with all in them; they need not be there.
    pub roots: Vec<PathBuf>,
    /// Files and folders below them that are none of the course's.
    pub ignored: Vec<PathBuf>,
}

impl Watched {
    /// Whether a path is one of the roots, or in one.
    pub fn holds(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }
}

/// What became of a change.
#[derive(Debug)]
pub struct News {
    /// What is known to be wrong now.
    pub report: Report,
    /// What was made anew: `1 page`, `the configuration`, `everything` …
    pub what: &'static str,
    /// Whether the report is about the whole course, or only about what was looked at because of the change.
    pub complete: bool,
}

/// Whether a change is waiting; asked again and again by work that can be put off.
pub type Waiting<'w> = dyn Fn() -> bool + Sync + 'w;

/// Keeps the site in step with the disk. It has a thread of its own, so it may take its time.
pub trait Updater: Send + 'static {
    /// What to watch. Asked before the first reading and again after every change.
    fn watched(&self) -> Watched;

    /// Reads everything for the first time.
    fn first(&mut self) -> News;

    /// Something may have changed at these paths: files or whole folders, which may be gone. `None` where nothing that
    /// matters did. When it returns, the site gives the new answers.
    fn change(&mut self, paths: &[PathBuf]) -> Option<News>;

    /// Everything that is wrong with the course. Called when nothing changes; gives up, with `None`, when `waiting`
    /// says that a change is there.
    fn findings(&mut self, waiting: &Waiting<'_>) -> Option<News> {
        let _ = waiting;
        None
    }
}
