//! An assembled course, with what it was made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lookup::Lookup;
use super::owners::{Owners, PageAnswers};
use super::reader::{PartFacts, Reads};
use super::reference::Reference;
use crate::answers::AnswerDocument;
use crate::config::settings::Settings;
use crate::finding::Finding;
use crate::model::course::{Clinic, Course, Outline, PageId, PageText};
use crate::parse::Documents;
use crate::strings::Strings;

/// A course and what it was made from. Clones share all of it.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The course.
    pub course: Course,
    pub(super) basis: Arc<Basis>,
    pub(super) parts: Parts,
}

/// How a course is made.
#[derive(Clone, Copy, Default)]
pub(super) struct Making<'a> {
    /// What it is made over.
    pub(super) before: Option<&'a Assembled>,
    /// Whether it is noted what each part is made from: whether another one will be made over it.
    pub(super) notes: bool,
    /// Whether each reference is heard.
    pub(super) listens: bool,
}

/// What all parts of a course share.
#[derive(Debug)]
pub(super) struct Basis {
    pub(super) lookup: Lookup,
    /// What the modules of each section inherit.
    pub(super) settings: Vec<Settings>,
    pub(super) owners: Owners,
    pub(super) strings: Arc<Strings>,
    pub(super) documents: Documents,
    pub(super) answers: Arc<[AnswerDocument]>,
}

impl Basis {
    /// Whether parts of both may be compared fact by fact: each page, file and document has the same id in both, and
    /// means and hands down the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // The documents and answers themselves are facts of parts.
        let Self { lookup, settings, owners, strings, documents, answers } = self;
        Arc::ptr_eq(strings, &other.strings)
            && answers.len() == other.answers.len()
            && documents.have_files_of(&other.documents)
            && *lookup == other.lookup
            && *settings == other.settings
            && *owners == other.owners
    }
}

/// Something that was made, what it was made from, and what was found on the way.
#[derive(Clone, Debug)]
pub(super) struct Part<T> {
    pub(super) made: T,
    /// `None` where that was not noted, for a course over which no other is made.
    pub(super) reads: Option<Reads>,
    pub(super) findings: Vec<Finding>,
    pub(super) heard: Vec<Reference>,
}

/// The clinic of a module, and what stands on its pages.
pub(super) type OfModule = (Arc<Clinic>, Vec<(PageId, Arc<PageText>)>);

/// All parts of a course.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    /// The answers for the statements of single pages.
    pub(super) answers: BTreeMap<PageId, Arc<Part<Arc<PageAnswers>>>>,
    /// What was made of these.
    pub(super) of_pages: BTreeMap<PageId, Arc<PageAnswers>>,
    /// By [`ModuleId`].
    pub(super) modules: Vec<Arc<Part<OfModule>>>,
    /// The pages of no module.
    pub(super) pages: BTreeMap<PageId, Arc<Part<Arc<PageText>>>>,
}

impl Parts {
    /// What is wrong with the parts, in their order.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        let Self { answers, of_pages: _, modules, pages } = self;
        let answers = answers.values().flat_map(|part| &part.findings);
        let modules = modules.iter().flat_map(|part| &part.findings);
        answers.chain(modules).chain(pages.values().flat_map(|part| &part.findings))
    }

    /// What was said in the parts, where somebody listened.
    pub(super) fn heard(&self) -> impl Iterator<Item = &Reference> {
        let Self { answers, of_pages: _, modules, pages } = self;
        let modules = modules.iter().flat_map(|part| &part.heard);
        let pages = pages.values().flat_map(|part| &part.heard);
        modules.chain(pages).chain(answers.values().flat_map(|part| &part.heard))
    }

    /// What stands on each page, and the clinic of each module.
    pub(super) fn content(&self, outline: &Outline) -> (Vec<Arc<PageText>>, Vec<Arc<Clinic>>) {
        let of_modules = self.modules.iter().flat_map(|part| &part.made.1).map(|(page, text)| (*page, text));
        let texts = of_modules.chain(self.pages.iter().map(|(page, part)| (*page, &part.made)));
        let texts: BTreeMap<PageId, &Arc<PageText>> = texts.collect();
        let texts = outline.pages.iter().map(|page| Arc::clone(texts[&page.id])).collect();
        (texts, self.modules.iter().map(|part| Arc::clone(&part.made.0)).collect())
    }
}

impl Assembled {
    pub(super) fn facts(&self) -> PartFacts<'_> {
        self.basis.facts(&self.course.outline, &self.parts.of_pages)
    }
}

impl Basis {
    pub(super) fn facts<'a>(
        &'a self,
        outline: &'a Outline,
        of_pages: &'a BTreeMap<PageId, Arc<PageAnswers>>,
    ) -> PartFacts<'a> {
        let Self { owners, documents, answers, .. } = self;
        PartFacts { outline, documents, answers, owners, of_pages }
    }
}
