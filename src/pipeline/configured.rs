//! Everything that a course is read from, before its texts are parsed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::Options;
use super::configure;
use super::fingerprints::FileFingerprints;
use super::folders::Folders;
use super::material::Material;
use super::unusable::Unusable;
use crate::answers::{self, AnswerFolder};
use crate::config::course::FILE;
use crate::config::{BaseUrl, Config};
use crate::finding::{Finding, Outcome, Severity};
use crate::load::{PageSource, Sources};
use crate::strings::Strings;
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;
use crate::text::digest::{Digest, NoNames};

/// What was loaded, and what every text of it is read with.
pub(super) struct Configured {
    pub(super) sources: Sources,
    pub(super) config: Arc<Config>,
    pub(super) strings: Arc<Strings>,
    pub(super) reader: Arc<Reader>,
    pub(super) answers: Outcome<AnswerFolder>,
    pub(super) findings: Vec<Finding>,
    pub(super) unusable: Unusable,
    /// Where the site will be published, where somebody says it besides the configuration.
    base_url: Option<BaseUrl>,
}

impl Configured {
    /// Reads the configuration, or takes that of `known` where it cannot be used, and the folder of answers.
    pub(super) fn new(loaded: Outcome<Sources>, known: Option<&Material>) -> Self {
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
        let answers = answers::load(&sources, &config);
        Self { sources, config, strings, reader, answers, findings, unusable, base_url: None }
    }

    /// The same, published at `base_url` whatever the configuration says. The course's id stays what it is.
    pub(super) fn at(mut self, base_url: Option<&BaseUrl>) -> Self {
        if let Some(base_url) = base_url {
            Arc::make_mut(&mut self.config).base_url = Some(base_url.as_str().to_owned());
            self.base_url = Some(base_url.clone());
        }
        self
    }

    pub(super) fn folders(&self) -> Folders<'_> {
        Folders { root: &self.sources.root, config: &self.config, refuses_answers: self.answers.value.refused }
    }

    /// The digest of everything that is found in this course and published of it for these options; `prints` is of its
    /// sources.
    pub(super) fn digest(&self, options: Options, prints: &FileFingerprints) -> Digest {
        // What every text is read with is made from the sources, and from where the site will be published.
        let Self { sources, config: _, strings: _, reader: _, answers, findings, unusable: _, base_url } = self;
        let base_url = base_url.as_ref().map(BaseUrl::as_str);
        let answers = Digest::of(&(&answers.value, &answers.findings), &NoNames);
        Digest::of(&(options, base_url, of_sources(sources), prints, answers, findings), &NoNames)
    }
}

/// Of everything that was loaded. Its texts are many, and their digests are made on every core.
fn of_sources(sources: &Sources) -> impl Serialize {
    let Sources {
        root,
        config,
        strings,
        pages,
        unread,
        sections,
        files,
        statics,
        images,
        templates,
        themes,
        left_out,
        rewritten,
    } = sources;
    let digest = |page: &PageSource| Digest::of(page, &NoNames);
    let pages: Vec<Digest> = pages.par_iter().map(digest).collect();
    let texts = Digest::of(&(config, strings, templates, rewritten), &NoNames);
    let paths = Digest::of(&(unread, sections, files, statics, images, themes, left_out), &NoNames);
    (root.path().to_string_lossy().into_owned(), pages, texts, paths)
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
