//! A site that is made page by page, as pages are asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::material::Material;
use super::planned::Planned;
use crate::fs::Below;
use crate::load::Sources;
use crate::render::{Reads, Rendered, base_path};
use crate::strings::Strings;

/// So many pages are kept as they were when they could last be made.
const MOST_KEPT: usize = 200;

/// What lies at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Served {
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

/// Everything that pages are made from.
pub(super) struct Shown {
    sources: Arc<Sources>,
    strings: Arc<Strings>,
    pub(super) planned: Planned,
    kept: Kept,
}

/// Pages as they were made last: for as long as what they were made of is the same, and for the time in which they cannot
/// be made.
#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, KeptPage>>);

#[derive(Clone)]
struct KeptPage {
    bytes: Arc<[u8]>,
    reads: Arc<Reads>,
    /// Whether it would be made alike now.
    is_current: bool,
}

impl Kept {
    fn pages(&self) -> MutexGuard<'_, BTreeMap<String, KeptPage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, file: &str, bytes: &[u8], reads: Reads) {
        let mut pages = self.pages();
        if pages.len() < MOST_KEPT || pages.contains_key(file) {
            pages.insert(file.to_owned(), KeptPage { bytes: bytes.into(), reads: Arc::new(reads), is_current: true });
        }
    }

    fn get(&self, file: &str) -> Option<KeptPage> {
        self.pages().get(file).cloned()
    }
}

impl Shown {
    pub(super) fn new(material: &Material, planned: Planned) -> Self {
        let (sources, strings) = (Arc::clone(&material.sources), Arc::clone(&material.strings));
        Self { sources, strings, planned, kept: Kept::default() }
    }

    /// The same, with what `older` kept. What is made of an older state from now on does not stand for this one.
    pub(super) fn keeping(self, older: &Self) -> Self {
        let is_like = self.is_made_like(older);
        let (one, other) = (older.planned.state(), self.planned.state());
        let mut kept = older.kept.pages().clone();
        for (file, page) in &mut kept {
            // What is read of one page stays the same where another takes its address.
            let is_of_the_same = one.plan.artifacts.get(file) == other.plan.artifacts.get(file);
            page.is_current &= is_like && is_of_the_same && page.reads.are_same(one, other);
        }
        Self { kept: Kept(Mutex::new(kept)), ..self }
    }

    /// Whether pages of both differ only where their courses and plans do.
    fn is_made_like(&self, other: &Self) -> bool {
        let (one, two) = (&self.planned, &other.planned);
        Arc::ptr_eq(&self.strings, &other.strings) && one.look.is_same(&two.look)
    }

    /// Path of the site on its host, with a slash at both ends.
    pub(super) fn base_path(&self) -> String {
        base_path(self.planned.course.info.base_url.as_deref())
    }

    /// What lies at `path`: decoded, from the root of the site, without a first slash.
    pub(super) fn get(&self, path: &str) -> Served {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        if let Some(asset) = self.planned.look.assets().find(|asset| asset.path.as_str() == file) {
            return Served::Made { bytes: asset.bytes.clone(), file };
        }
        if self.planned.plan.artifacts.contains_key(&file) {
            return self.made(file);
        }
        if self.planned.plan.artifacts.contains_key(&format!("{path}/index.html")) {
            return Served::Elsewhere(format!("{path}/"));
        }
        match self.made("404.html".to_owned()) {
            Served::Made { bytes, .. } => Served::Missing(bytes),
            _ => Served::Missing(Vec::new()),
        }
    }

    fn made(&self, file: String) -> Served {
        let kept = self.kept.get(&file);
        let found = |page: KeptPage, file| Served::Made { bytes: page.bytes.to_vec(), file };
        if let Some(page) = kept.clone().filter(|page| page.is_current) {
            return found(page, file);
        }
        match self.planned.renderer(&self.strings).render_noting(&self.planned.plan.artifacts[&file]) {
            Ok((Rendered::Copy(source), _)) => Served::Copied { on_disk: self.sources.on_disk(&source), file },
            Ok((Rendered::Bytes(bytes), reads)) => {
                self.kept.insert(&file, &bytes, reads);
                Served::Made { bytes, file }
            }
            Err(unmade) => kept.map_or_else(|| Served::Unmade(unmade.why()), |page| found(page, file)),
        }
    }
}
