//! A site that is made page by page, as pages are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::material::Material;
use crate::assemble::{EditionCourse, Scope};
use crate::fs::Below;
use crate::load::Sources;
use crate::model::course::{Course, FileId, ModuleId};
use crate::plan::Plan;
use crate::render::{Engine, Output, Renderer, base_path};
use crate::strings::Strings;
use crate::theme::Theme;

/// So many pages are kept as they were when they could last be made.
const MOST_KEPT: usize = 200;

/// What lies at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A page or a file that was made just now.
    Made {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The file that a build writes them to: `a/b/index.html`.
        file: String,
    },
    /// A file of the course.
    Copied {
        /// Where it lies on the disk.
        on_disk: Below,
        /// The file that a build copies it to.
        file: String,
    },
    /// A page whose address has a final slash.
    Elsewhere(String),
    /// Nothing; the course's own page for that.
    Missing(Vec<u8>),
    /// A page whose template does not work, and has not since the course was first read: why, in one sentence.
    Unmade(String),
}

/// Everything that pages are made from. A clone shares all that a change of texts leaves alone.
#[derive(Clone)]
pub(super) struct Shown {
    sources: Arc<Sources>,
    strings: Arc<Strings>,
    pub(super) course: EditionCourse,
    plan: Arc<Plan>,
    theme: Arc<Theme>,
    pub(super) engine: Arc<Engine>,
    kept: Kept,
}

/// Pages as they were made last, for the time in which they cannot be. A clone goes its own way: what is made of an
/// older state does not stand for a newer one.
#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, Arc<[u8]>>>);

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.pages().clone()))
    }
}

impl Kept {
    fn pages(&self) -> MutexGuard<'_, BTreeMap<String, Arc<[u8]>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, file: &str, bytes: &[u8]) {
        let mut pages = self.pages();
        if pages.len() < MOST_KEPT || pages.contains_key(file) {
            pages.insert(file.to_owned(), bytes.into());
        }
    }

    fn get(&self, file: &str) -> Option<Vec<u8>> {
        self.pages().get(file).map(|bytes| bytes.to_vec())
    }
}

impl Shown {
    pub(super) fn new(
        material: &Material,
        course: EditionCourse,
        plan: Plan,
        (theme, engine): (Theme, Engine),
    ) -> Self {
        let (sources, strings) = (Arc::clone(&material.sources), Arc::clone(&material.strings));
        let (plan, theme, engine) = (Arc::new(plan), Arc::new(theme), Arc::new(engine));
        Self { sources, strings, course, plan, theme, engine, kept: Kept::default() }
    }

    /// Takes over what an older state kept.
    pub(super) fn keep(&mut self, older: &Self) {
        self.kept = older.kept.clone();
    }

    /// Takes over the look of an older state.
    pub(super) fn keep_look(&mut self, older: &Self) {
        self.theme = Arc::clone(&older.theme);
        self.engine = Arc::clone(&older.engine);
    }

    /// Shows what was assembled anew of `whole`; false where the plan of the site depends on it.
    pub(super) fn refresh(&mut self, whole: &Course, scope: &Scope) -> bool {
        let before = self.depends_on(scope);
        self.course.refresh(whole, scope);
        before == self.depends_on(scope)
    }

    /// What the plan takes from the texts of a part of the course: which modules have traps and, where something is
    /// withheld, the files that are shown.
    fn depends_on(&self, scope: &Scope) -> (Vec<bool>, BTreeSet<FileId>) {
        let has_rows = |module: &ModuleId| !self.course.module(*module).clinic.radar.rows.is_empty();
        let files = if self.course.withholds() { self.course.files_of(scope) } else { BTreeSet::new() };
        (scope.modules.iter().map(has_rows).collect(), files)
    }

    /// Path of the site on its host, with a slash at both ends.
    pub(super) fn base_path(&self) -> String {
        base_path(self.course.info.base_url.as_deref())
    }

    /// What lies at `path`: decoded, from the root of the site, without a first slash.
    pub(super) fn get(&self, path: &str) -> Found {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        if let Some(asset) = self.theme.assets.iter().find(|asset| asset.path.as_str() == file) {
            return Found::Made { bytes: asset.bytes.clone(), file };
        }
        if self.plan.artifacts.contains_key(&file) {
            return self.made(file);
        }
        if self.plan.artifacts.contains_key(&format!("{path}/index.html")) {
            return Found::Elsewhere(format!("{path}/"));
        }
        match self.made("404.html".to_owned()) {
            Found::Made { bytes, .. } => Found::Missing(bytes),
            _ => Found::Missing(Vec::new()),
        }
    }

    fn made(&self, file: String) -> Found {
        let renderer = Renderer::new(&self.course, &self.plan, &self.strings, &self.engine, &self.theme.assets);
        match renderer.render(&self.plan.artifacts[&file]) {
            Ok(Output::Copy(source)) => Found::Copied { on_disk: self.sources.on_disk(&source), file },
            Ok(Output::Bytes(bytes)) => {
                self.kept.insert(&file, &bytes);
                Found::Made { bytes, file }
            }
            Err(unmade) => match self.kept.get(&file) {
                Some(bytes) => Found::Made { bytes, file },
                None => Found::Unmade(unmade.why()),
            },
        }
    }
}
