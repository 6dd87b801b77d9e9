//! An assembled course, with what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lookup::Lookup;
use super::owners::{Owners, PageAnswers};
use super::reader::{PartFacts, Reads};
use super::reference::Reference;
use crate::answers::AnswerDocument;
use crate::config::settings::Settings;
use crate::finding::{Exchange, Finding, Rule};
use crate::model::course::{Clinic, Course, Outline, PageId, PageText};
use crate::model::shelves::Shelves;
use crate::parse::Documents;
use crate::strings::Strings;
use crate::text::SourcePath;

/// A course and what it was made from. Clones share all of it.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The course.
    pub course: Course,
    pub(super) basis: Arc<Basis>,
    pub(super) documents: Documents,
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

impl<'a> Making<'a> {
    /// Of a course over which others are made, as it may be over `before`.
    pub(super) fn over(before: Option<&'a Assembled>) -> Self {
        Self { before, notes: true, listens: false }
    }
}

/// What all parts of a course share.
#[derive(Debug)]
pub(super) struct Basis {
    pub(super) lookup: Lookup,
    /// What the modules of each section inherit.
    pub(super) settings: Vec<Settings>,
    pub(super) owners: Owners,
    pub(super) strings: Arc<Strings>,
    pub(super) answers: Arc<[AnswerDocument]>,
    /// What is wrong with the outline and what goes with it.
    pub(super) findings: Vec<Finding>,
    /// The pages that have to become sections.
    pub(super) in_the_way: BTreeSet<SourcePath>,
}

impl Basis {
    /// Whether parts of both may be compared fact by fact where they are of the same files: each page and file has the same id
    /// in both, and means and hands down the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // The answers themselves are facts of parts.
        let Self { lookup, settings, owners, strings, answers, findings: _, in_the_way: _ } = self;
        let is_like = || {
            Arc::ptr_eq(strings, &other.strings)
                && answers.len() == other.answers.len()
                && *lookup == other.lookup
                && *settings == other.settings
                && *owners == other.owners
        };
        std::ptr::eq(self, other) || is_like()
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

/// All parts of a course. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    /// The answers for the statements of single pages.
    pub(super) answers: Arc<BTreeMap<PageId, Arc<Part<Arc<PageAnswers>>>>>,
    /// What was made of these.
    pub(super) of_pages: Arc<BTreeMap<PageId, Arc<PageAnswers>>>,
    /// By [`ModuleId`].
    pub(super) modules: Shelves<Arc<Part<OfModule>>>,
    /// The pages of no module.
    pub(super) pages: Arc<BTreeMap<PageId, Arc<Part<Arc<PageText>>>>>,
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

    /// The course of these parts, whose outline is that of `before`.
    pub(super) fn course_over(&self, before: &Assembled) -> Course {
        let mut course = before.course.clone();
        let Self { answers: _, of_pages: _, modules, pages } = self;
        for module in modules.differing(&before.parts.modules) {
            let (clinic, texts) = &modules[module].made;
            course.clinics.replace(module, Arc::clone(clinic));
            for (page, text) in texts {
                course.texts.replace(page.0, Arc::clone(text));
            }
        }
        for (page, part, _) in differing(pages, &before.parts.pages) {
            course.texts.replace(page.0, Arc::clone(&part.made));
        }
        course
    }

    /// What stands on each page, and the clinic of each module.
    pub(super) fn content(&self, outline: &Outline) -> (Shelves<Arc<PageText>>, Shelves<Arc<Clinic>>) {
        let of_modules = self.modules.iter().flat_map(|part| &part.made.1).map(|(page, text)| (*page, text));
        let texts = of_modules.chain(self.pages.iter().map(|(page, part)| (*page, &part.made)));
        let texts: BTreeMap<PageId, &Arc<PageText>> = texts.collect();
        let texts = outline.pages.iter().map(|page| Arc::clone(texts[&page.id])).collect();
        (texts, self.modules.iter().map(|part| Arc::clone(&part.made.0)).collect())
    }
}

impl Assembled {
    pub(super) fn facts(&self) -> PartFacts<'_> {
        self.basis.facts(&self.course.outline, &self.documents, &self.parts.of_pages)
    }

    /// What does not fit together in it.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.basis.findings.iter().chain(self.parts.findings()).filter(|finding| self.basis.reports(finding))
    }

    /// What is found now and was not, and the other way round; both courses have the same outline.
    pub fn exchange_over(&self, before: &Self) -> Exchange {
        let Parts { answers, of_pages: _, modules, pages } = &self.parts;
        let mut exchange = Exchange::default();
        for (_, new, old) in differing(answers, &before.parts.answers) {
            exchange.take(&old.findings, &new.findings);
        }
        for module in modules.differing(&before.parts.modules) {
            exchange.take(&before.parts.modules[module].findings, &modules[module].findings);
        }
        for (_, new, old) in differing(pages, &before.parts.pages) {
            exchange.take(&old.findings, &new.findings);
        }
        exchange.retain(|finding| self.basis.reports(finding));
        exchange
    }
}

/// The parts that are not the very same in both, which have parts of the same pages.
fn differing<'p, P>(
    ones: &'p Arc<BTreeMap<PageId, Arc<P>>>,
    others: &'p Arc<BTreeMap<PageId, Arc<P>>>,
) -> impl Iterator<Item = (PageId, &'p Arc<P>, &'p Arc<P>)> {
    let pairs = (!Arc::ptr_eq(ones, others)).then(|| std::iter::zip(&**ones, others.values()));
    let pairs = pairs.into_iter().flatten().map(|((page, one), other)| (*page, one, other));
    pairs.filter(|(_, one, other)| !Arc::ptr_eq(one, other))
}

impl Basis {
    /// Whether what a part finds is said: whoever has to become a section misses no clinic.
    fn reports(&self, finding: &Finding) -> bool {
        !(finding.rule == Rule::NoClinic && self.in_the_way.contains(&finding.place.path))
    }

    pub(super) fn facts<'a>(
        &'a self,
        outline: &'a Outline,
        documents: &'a Documents,
        of_pages: &'a BTreeMap<PageId, Arc<PageAnswers>>,
    ) -> PartFacts<'a> {
        let Self { owners, answers, .. } = self;
        PartFacts { outline, documents, answers, owners, of_pages }
    }
}
