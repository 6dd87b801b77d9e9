//! Everything that a course is assembled from.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::apart::{self, Apart};
use super::unusable::Unusable;
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
use crate::text::{SourceFile, SourcePath};

/// The files of a course, read and typed. Clones share all of it.
#[derive(Clone)]
pub(crate) struct Material {
    pub(crate) sources: Arc<Sources>,
    pub(crate) config: Arc<Config>,
    pub(super) strings: Arc<Strings>,
    pub(super) reader: Arc<Reader>,
    /// Sorted by path.
    pub(crate) documents: Vec<Arc<Document>>,
    pub(super) apart: Arc<Apart>,
    /// What is wrong with files and configuration; documents and answers have their own.
    pub(super) findings: Vec<Finding>,
    /// The files whose older content all this is made from.
    pub(super) unusable: Unusable,
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

    pub(super) fn document(&self, page: &PageSource) -> Option<Arc<Document>> {
        let document = self.documents.get(page.file.path()).filter(|document| document.is_of(page))?;
        Some(Arc::clone(document))
    }
}

impl Material {
    /// Types what was loaded. Files that are in `known` as they are now are not parsed again.
    pub(super) fn new(loaded: Outcome<Sources>, known: &Known<'_>, observer: &mut Observer<'_>) -> Self {
        let Outcome { value: mut sources, mut findings } = loaded;
        let (config, strings, reader) = configure::configure(&sources, &mut findings);
        let mut configured = (Arc::new(config), Arc::new(strings), Arc::new(reader));
        let mut unusable = Unusable::default();
        if let Some(old) = known.material.filter(|_| findings.iter().any(is_of_configuration)) {
            configured = (Arc::clone(&old.config), Arc::clone(&old.strings), Arc::clone(&old.reader));
            take_unusable(&sources, &mut findings, &mut unusable);
            // What was read from a text stays with it.
            sources.config = Arc::clone(&old.sources.config);
            sources.strings.clone_from(&old.sources.strings);
        }
        let (config, strings, reader) = configured;
        // The folder of answers is the author's own choice, wherever it leads.
        sources.root = sources.root.with_named(config.answers.as_ref().map_or("", |named| named.value.as_str()));
        observer("parse");
        let is_same = known.material.is_some_and(|old| old.reader.settings() == reader.settings());
        let parsed = |page: &PageSource| {
            let old = if is_same { known.document(page) } else { None };
            old.unwrap_or_else(|| Arc::new(parse::parse(page, &reader)))
        };
        let documents = sources.pages.par_iter().map(parsed).collect();
        let apart = apart::read(&sources, &config, &reader);
        let (sources, apart) = (Arc::new(sources), Arc::new(apart));
        Self { sources, config, strings, reader, documents, apart, findings, unusable }
    }

    /// The same, with what `old` has of files that cannot be used: its configuration, and its documents. Markdown that
    /// cannot be read was loaded as `old` knows it.
    pub(super) fn over(loaded: Outcome<Sources>, old: &Self) -> Self {
        let mut new = Self::new(loaded, &Known::of(old), &mut |_| ());
        let unread = new.sources.unread.iter().filter(|path| new.document(path).is_some());
        for path in unread.cloned().collect::<Vec<_>>() {
            let (about, others) = std::mem::take(&mut new.findings).into_iter().partition(|one| one.place.path == path);
            new.findings = others;
            new.unusable.insert(&path, None, about);
        }
        for document in &mut new.documents {
            let path = document.file.path();
            let older = old.document(path).filter(|older| older.readable && older.is_at_the_place_of(document));
            if let Some(older) = older.filter(|_| !document.readable && !new.unusable.has(path)) {
                new.unusable.insert(path, Some(Arc::clone(&document.file)), document.findings.clone());
                *document = document.withholding(older);
            }
        }
        new
    }

    /// The text of a markdown file as it was read last.
    pub(super) fn text(&self, path: &SourcePath) -> Option<Arc<SourceFile>> {
        self.document(path).map(|document| Arc::clone(&document.file))
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
            && self.apart.has_findings_of(&old.apart)
            && self.unusable == old.unusable
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
        let name = self.config.output.as_ref().map_or("public", |output| output.value.as_str());
        // As its names are, so that what is added is added to the last of them.
        let mut name: OsString = self.sources.root.path().join(name).components().collect::<PathBuf>().into_os_string();
        if edition == Edition::Instructor {
            name.push("-instructor");
        }
        name.into()
    }

    /// The folders that a site must not touch. One that answers cannot lie in is told, and is none of them.
    pub(super) fn source_folders(&self) -> Vec<PathBuf> {
        let answers = Some(self.config.answers_folder()).filter(|_| !self.apart.refused);
        source_folders(self.sources.root.path(), answers)
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
pub(super) fn source_folders(root: &Path, answers: Option<&str>) -> Vec<PathBuf> {
    let own = ["content", "static", "templates", "themes", "i18n"].into_iter();
    own.chain(answers).map(|name| root.join(name)).collect()
}

/// Takes what is wrong with the configuration and the words of the interface out of `findings`.
fn take_unusable(sources: &Sources, findings: &mut Vec<Finding>, unusable: &mut Unusable) {
    let (about, others) = std::mem::take(findings).into_iter().partition(|one| is_configuration(&one.place.path));
    *findings = others;
    let mut by_path: BTreeMap<SourcePath, Vec<Finding>> = BTreeMap::new();
    for finding in about {
        by_path.entry(finding.place.path.clone()).or_default().push(finding);
    }
    let mut files = BTreeMap::new();
    for file in sources.strings.iter().chain([&sources.config]) {
        files.insert(file.path().clone(), Arc::clone(file));
        // One without a mistake is not in use either.
        by_path.entry(file.path().clone()).or_default();
    }
    for (path, findings) in by_path {
        unusable.insert(&path, files.remove(&path), findings);
    }
}

/// Whether a finding says that the configuration, or the words of the interface, cannot be used.
fn is_of_configuration(finding: &Finding) -> bool {
    finding.severity == Severity::Error && is_configuration(&finding.place.path)
}

fn is_configuration(path: &SourcePath) -> bool {
    path.as_str() == FILE || path.as_str().starts_with("i18n/")
}
