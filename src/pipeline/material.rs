//! Everything that a course is assembled from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::apart::{self, Apart};
use super::{Observer, configure};
use crate::assemble::Inputs;
use crate::config::Config;
use crate::config::course::FILE;
use crate::finding::{Finding, Outcome, Severity};
use crate::load::{PageSource, Sources};
use crate::model::kinds::Edition;
use crate::parse::{self, Document};
use crate::strings::Strings;
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;

/// The files of a course, read and typed. Clones share all of it.
#[derive(Clone)]
pub(crate) struct Material {
    pub(super) sources: Arc<Sources>,
    pub(crate) config: Arc<Config>,
    pub(super) strings: Arc<Strings>,
    pub(super) reader: Arc<Reader>,
    /// Sorted by path.
    pub(crate) documents: Vec<Arc<Document>>,
    pub(super) apart: Arc<Apart>,
    /// What is wrong with files and configuration; documents and answers have their own.
    pub(super) findings: Vec<Finding>,
}

/// Documents that may be used again where their file, its role and the reader are the same.
#[derive(Default)]
pub(super) struct Known<'k> {
    material: Option<&'k Material>,
    documents: BTreeMap<&'k SourcePath, &'k Arc<Document>>,
}

impl<'k> Known<'k> {
    pub(super) fn of(material: &'k Material) -> Self {
        let documents = material.documents.iter().map(|document| (document.file.path(), document)).collect();
        Self { material: Some(material), documents }
    }

    /// The configuration, as it was where it cannot be used now.
    fn configured(&self, sources: &Sources, findings: &mut Vec<Finding>) -> (Arc<Config>, Arc<Strings>, Arc<Reader>) {
        let (config, strings, reader) = configure::configure(sources, findings);
        match self.material.filter(|_| findings.iter().any(is_of_configuration)) {
            Some(Material { config, strings, reader, .. }) => {
                (Arc::clone(config), Arc::clone(strings), Arc::clone(reader))
            }
            None => (Arc::new(config), Arc::new(strings), Arc::new(reader)),
        }
    }

    pub(super) fn document(&self, page: &PageSource) -> Option<Arc<Document>> {
        let document = self.documents.get(page.file.path()).filter(|document| document.is_of(page))?;
        Some(Arc::clone(document))
    }
}

impl Material {
    /// Types what was loaded. Files that are in `known` as they are now are not parsed again, and a configuration that
    /// cannot be used leaves the one that is known.
    pub(super) fn new(loaded: Outcome<Sources>, known: &Known<'_>, observer: &mut Observer<'_>) -> Self {
        let (sources, mut findings) = (loaded.value, loaded.findings);
        let (config, strings, reader) = known.configured(&sources, &mut findings);
        observer("parse");
        let is_same = known.material.is_some_and(|old| old.reader.settings() == reader.settings());
        let parsed = |page: &PageSource| {
            let old = if is_same { known.document(page) } else { None };
            old.unwrap_or_else(|| Arc::new(parse::parse(page, &reader)))
        };
        let documents = sources.pages.par_iter().map(parsed).collect();
        let apart = apart::read(&sources.root, &config, &reader);
        Self { sources: Arc::new(sources), config, strings, reader, documents, apart: Arc::new(apart), findings }
    }

    /// The same, with the documents of `old` in place of those that cannot be read. Gives what is wrong with them.
    pub(super) fn over(loaded: Outcome<Sources>, known: &Known<'_>, old: &Self) -> (Self, Vec<Finding>) {
        let mut loaded = loaded;
        for path in std::mem::take(&mut loaded.value.unread) {
            let page = old.sources.pages.iter().find(|page| *page.file.path() == path);
            match page {
                Some(page) => loaded.value.pages.push(page.clone()),
                None => loaded.value.unread.push(path),
            }
        }
        loaded.value.pages.sort_by(|a, b| a.file.path().cmp(b.file.path()));
        let mut new = Self::new(loaded, known, &mut |_| ());
        let mut broken = Vec::new();
        for document in &mut new.documents {
            let older = old.document(document.file.path()).filter(|older| older.readable && !document.readable);
            if let Some(older) = older {
                broken.extend(document.findings.iter().cloned());
                *document = Arc::clone(older);
            }
        }
        (new, broken)
    }

    /// Whether every text file is the same.
    pub(super) fn is_same(&self, old: &Self) -> bool {
        let answers = |material: &Self| -> Vec<(SourcePath, String)> {
            let files = material.apart.documents.iter().map(|document| &document.file);
            files.map(|file| (file.path().clone(), file.text().to_owned())).collect()
        };
        let same = |(new, old): (&Arc<Document>, &Arc<Document>)| Arc::ptr_eq(new, old);
        self.documents.len() == old.documents.len()
            && self.documents.iter().zip(&old.documents).all(same)
            && self.findings == old.findings
            && self.sources.sections == old.sources.sections
            && answers(self) == answers(old)
    }

    /// The document of this file.
    pub(crate) fn document(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        let at = self.documents.binary_search_by(|document| document.file.path().cmp(path)).ok()?;
        Some(&self.documents[at])
    }

    /// Puts a document in the place of the one that was read from the same file.
    pub(super) fn put(&mut self, document: Document) {
        if let Ok(at) = self.documents.binary_search_by(|old| old.file.path().cmp(document.file.path())) {
            self.documents[at] = Arc::new(document);
        }
    }

    /// The folder that the course's own site is written to.
    pub(super) fn output_folder(&self, edition: Edition) -> PathBuf {
        let name = self.config.output.as_ref().map_or("public", |output| output.value.trim_end_matches('/'));
        self.sources.root.join(match edition {
            Edition::Learner => name.to_owned(),
            Edition::Instructor => format!("{name}-instructor"),
        })
    }

    pub(crate) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sources: &self.sources,
            config: &self.config,
            strings: &self.strings,
            documents: &self.documents,
            answers: &self.apart.documents,
            answer_markdown: &self.apart.markdown,
        }
    }
}

/// The folders that a course in `root` is read from, there or not.
pub(super) fn source_folders(root: &Path, answers: &str) -> Vec<PathBuf> {
    ["content", "static", "templates", "themes", "i18n", answers].iter().map(|name| root.join(name)).collect()
}

/// Whether a finding says that the configuration, or the words of the interface, cannot be used.
fn is_of_configuration(finding: &Finding) -> bool {
    let path = finding.place.path.as_str();
    finding.severity == Severity::Error && (path == FILE || path.starts_with("i18n/"))
}
