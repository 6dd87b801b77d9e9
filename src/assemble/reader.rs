//! What a part of the course is made from: every fact is asked for here, and noted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::owners::{Owners, PageAnswers};
use crate::answers::AnswerDocument;
use crate::model::course::{DocumentId, Module, ModuleId, Outline, Page, PageId};
use crate::parse::{Document, Documents};
use crate::text::SourcePath;

/// Everything that parts of the course may be made from, besides what all of them share.
#[derive(Clone, Copy)]
pub(super) struct PartFacts<'a> {
    pub(super) outline: &'a Outline,
    pub(super) documents: &'a Documents,
    /// The files of answers.
    pub(super) answers: &'a [AnswerDocument],
    /// For which page or module each of them is.
    pub(super) owners: &'a Owners,
    /// The answers that are for the statements of single pages.
    pub(super) of_pages: &'a BTreeMap<PageId, Arc<PageAnswers>>,
}

/// The facts that something was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    pages: BTreeSet<PageId>,
    modules: BTreeSet<ModuleId>,
    documents: BTreeSet<DocumentId>,
    answers: BTreeSet<usize>,
    of_pages: BTreeSet<PageId>,
}

impl Reads {
    /// Whether each of them is the same in both: what was made from one would be made from the other. Both have the
    /// same pages, documents and files of answers.
    pub(super) fn are_same(&self, one: PartFacts<'_>, other: PartFacts<'_>) -> bool {
        let Self { pages, modules, documents, answers, of_pages } = self;
        let has_same_outline = std::ptr::eq(one.outline, other.outline);
        let has_same_answers = std::ptr::eq(one.answers, other.answers);
        documents.iter().all(|id| Arc::ptr_eq(one.documents.get(*id), other.documents.get(*id)))
            && (has_same_outline
                || pages.iter().all(|id| one.outline.page(*id) == other.outline.page(*id))
                    && modules.iter().all(|id| one.outline.module(*id) == other.outline.module(*id)))
            && (has_same_answers || answers.iter().all(|at| one.answers[*at] == other.answers[*at]))
            && of_pages.iter().all(|page| is_same(one.of_pages.get(page), other.of_pages.get(page)))
    }
}

/// Whether both are one, or are equal.
fn is_same(one: Option<&Arc<PageAnswers>>, other: Option<&Arc<PageAnswers>>) -> bool {
    one.zip(other).is_some_and(|(one, other)| Arc::ptr_eq(one, other)) || one == other
}

/// The way from a part to the facts.
pub(super) struct Reader<'a> {
    facts: PartFacts<'a>,
    /// `None` where nothing is noted.
    reads: Option<Reads>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(facts: PartFacts<'a>, notes: bool) -> Self {
        Self { facts, reads: notes.then(Reads::default) }
    }

    /// What was asked for, where that was noted.
    pub(super) fn into_reads(self) -> Option<Reads> {
        self.reads
    }

    fn note(&mut self, add: impl FnOnce(&mut Reads)) {
        if let Some(reads) = &mut self.reads {
            add(reads);
        }
    }

    pub(super) fn page(&mut self, id: PageId) -> &'a Page {
        self.note(|reads| reads.pages.extend([id]));
        self.facts.outline.page(id)
    }

    pub(super) fn module(&mut self, id: ModuleId) -> &'a Module {
        self.note(|reads| reads.modules.extend([id]));
        self.facts.outline.module(id)
    }

    /// What a page was read from; `None` for a section without `_index.md`.
    pub(super) fn document(&mut self, page: PageId) -> Option<&'a Document> {
        let id = self.page(page).document?;
        self.note(|reads| reads.documents.extend([id]));
        Some(self.facts.documents.get(id))
    }

    /// The document of a file.
    pub(super) fn document_at(&mut self, path: &SourcePath) -> Option<&'a Document> {
        let id = self.facts.documents.id(path)?;
        self.note(|reads| reads.documents.extend([id]));
        Some(self.facts.documents.get(id))
    }

    /// The answers for the statements that are written on a page; `None` where there is no file of them.
    pub(super) fn answers_of_page(&mut self, page: PageId) -> Option<&'a PageAnswers> {
        self.note(|reads| reads.of_pages.extend([page]));
        self.facts.of_pages.get(&page).map(|answers| &**answers)
    }

    /// The file of answers for the groups of a module's clinic page.
    pub(super) fn answers_of_module(&mut self, module: ModuleId) -> Option<&'a AnswerDocument> {
        let at = self.facts.owners.of_module(module)?;
        Some(self.answers_at(at))
    }

    /// A file of answers by its place.
    pub(super) fn answers_at(&mut self, at: usize) -> &'a AnswerDocument {
        self.note(|reads| reads.answers.extend([at]));
        &self.facts.answers[at]
    }
}
