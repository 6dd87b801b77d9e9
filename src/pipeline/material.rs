//! Everything that a course is assembled from.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::unusable::Unusable;
use super::{Observer, configure};
use crate::answers::{self, Answers};
use crate::assemble::Inputs;
use crate::config::Config;
use crate::config::course::FILE;
use crate::finding::{Finding, Outcome, Severity};
use crate::load::{PageSource, Sources};
use crate::model::kinds::Edition;
use crate::parse::{self, Documents};
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
    pub(crate) documents: Documents,
    pub(super) answers: Arc<Answers>,
    /// What is wrong with files and configuration; documents and answers have their own.
    pub(super) findings: Vec<Finding>,
    /// The files whose older content all this is made from.
    pub(super) unusable: Unusable,
}

impl Material {
    /// Types what was loaded. Files that `known` holds as they are now are not parsed again.
    pub(super) fn new(loaded: Outcome<Sources>, known: Option<&Self>, observer: &mut Observer<'_>) -> Self {
        let Outcome { value: mut sources, mut findings } = loaded;
        let (config, strings, reader) = configure::configure(&sources, &mut findings);
        let mut configured = (Arc::new(config), Arc::new(strings), Arc::new(reader));
        let mut unusable = Unusable::default();
        if let Some(old) = known.filter(|_| findings.iter().any(is_of_configuration)) {
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
        let documents = Self::parsed(&sources, &config, &reader, known);
        let answers = answers::read(&sources, &config, &reader);
        let (sources, answers) = (Arc::new(sources), Arc::new(answers));
        Self { sources, config, strings, reader, documents, answers, findings, unusable }
    }

    /// The documents of these sources, read with `reader` and by the words of `config`; those that `known` read alike are
    /// taken from there.
    pub(super) fn parsed(sources: &Sources, config: &Config, reader: &Reader, known: Option<&Self>) -> Documents {
        let words = &config.clinic_words;
        let is_alike =
            |known: &&Self| known.reader.settings() == reader.settings() && known.config.clinic_words == *words;
        let known = known.filter(is_alike);
        let parsed = |page: &PageSource| {
            let old = known.and_then(|known| known.documents.of(page.file.path())).filter(|old| old.is_of(page));
            old.map_or_else(|| Arc::new(parse::parse(page, reader, words)), Arc::clone)
        };
        Documents::new(sources.pages.par_iter().map(parsed).collect())
    }

    /// The same, with what `old` has of files that cannot be used: its configuration, and its documents. Markdown that
    /// cannot be read was loaded as `old` knows it.
    pub(super) fn over(loaded: Outcome<Sources>, old: &Self) -> Self {
        let mut new = Self::new(loaded, Some(old), &mut |_| ());
        let unread = new.sources.unread.iter().filter(|path| new.documents.of(path).is_some());
        for path in unread.cloned().collect::<Vec<_>>() {
            let (about, others) = std::mem::take(&mut new.findings).into_iter().partition(|one| one.place.path == path);
            new.findings = others;
            new.unusable.insert(&path, None, about);
        }
        let Self { documents, unusable, .. } = &mut new;
        *documents = documents.changed(|document| {
            let path = document.file.path();
            let older = old.documents.of(path).filter(|older| older.readable && older.is_at_the_place_of(document));
            match older.filter(|_| !document.readable && !unusable.has(path)) {
                Some(older) => {
                    unusable.insert(path, Some(Arc::clone(&document.file)), document.findings.clone());
                    document.withholding(older)
                }
                None => Arc::clone(document),
            }
        });
        new
    }

    /// The text of a markdown file as it was read last.
    pub(super) fn text(&self, path: &SourcePath) -> Option<Arc<SourceFile>> {
        self.documents.of(path).map(|document| Arc::clone(&document.file))
    }

    /// Whether every text file is the same.
    pub(super) fn is_same(&self, old: &Self) -> bool {
        let Self { sources, config: _, strings: _, reader: _, documents, answers, findings, unusable } = self;
        documents.are(&old.documents)
            && *findings == old.findings
            && answers.is_same(&old.answers)
            && *unusable == old.unusable
            && sources.sections == old.sources.sections
            && sources.left_out == old.sources.left_out
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
        let answers = Some(self.config.answers_folder()).filter(|_| !self.answers.refused);
        source_folders(self.sources.root.path(), answers)
    }

    pub(crate) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sources: &self.sources,
            config: &self.config,
            strings: &self.strings,
            documents: &self.documents,
            answers: &self.answers.documents,
            answer_markdown: &self.answers.markdown,
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
