//! Everything that a course is assembled from.

use std::sync::Arc;

use rayon::prelude::*;

use super::cache::{Unkept, documents};
use super::configured::Configured;
use super::folders::Folders;
use super::unusable::Unusable;
use super::{Caching, Observer};
use crate::answers::{self, Answers};
use crate::assemble::Inputs;
use crate::config::Config;
use crate::finding::{Finding, Outcome};
use crate::load::{PageSource, Sources};
use crate::memory::make_room;
use crate::parse::{self, Documents};
use crate::strings::Strings;
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};

/// The files of a course, read and typed. Clones share all of it.
#[derive(Clone)]
pub(crate) struct Material {
    pub(crate) sources: Arc<Sources>,
    pub(crate) config: Arc<Config>,
    pub(crate) strings: Arc<Strings>,
    pub(crate) reader: Arc<Reader>,
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
        observer("parse");
        let configured = Configured::new(loaded, known);
        let documents = Self::parsed(&configured.sources, &configured.config, &configured.reader, known);
        Self::with(configured, documents)
    }

    /// The same, of what is configured already. With `caching`, files are not parsed again that an earlier run kept; gives
    /// what is to be kept now, too.
    pub(super) fn of(configured: Configured, caching: Caching, observer: &mut Observer<'_>) -> (Self, Unkept) {
        observer("parse");
        let Configured { sources, config, reader, .. } = &configured;
        let (documents, unkept) = match caching {
            Caching::On => documents(sources, reader, config),
            Caching::Off => (Self::parsed(sources, config, reader, None), Unkept::default()),
        };
        (Self::with(configured, documents), unkept)
    }

    fn with(configured: Configured, documents: Documents) -> Self {
        let Configured { sources, config, strings, reader, answers, findings, unusable, .. } = configured;
        let answers = answers::typed(answers, &config, &reader);
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
        Documents::new(sources.pages.par_iter().map_init(make_room, |(), page| parsed(page)).collect())
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

    pub(super) fn folders(&self) -> Folders<'_> {
        Folders { root: &self.sources.root, config: &self.config, refuses_answers: self.answers.refused }
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
