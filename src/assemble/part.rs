//! The parts of a course, each made by itself from facts that it knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::assembled::{Assembled, Basis, Making, OfModule, Part, Parts};
use super::identity::Ids;
use super::links::Resolver;
use super::owners::PageAnswers;
use super::reader::{PartFacts, Reader, Reads};
use super::reference::LinkBase;
use super::{answers, content};
use crate::memory::make_room;
use crate::model::course::{ModuleId, Outline, PageId, PageText};
use crate::parse::Documents;
use crate::text::SourcePath;

/// What parts are made with.
#[derive(Clone, Copy)]
struct Maker<'a> {
    outline: &'a Outline,
    basis: &'a Basis,
    /// Of `before`, parts may be taken over.
    making: Making<'a>,
}

impl Parts {
    /// Makes all parts, but those of `before` that are made from the same.
    pub(super) fn of((outline, basis, documents): (&Outline, &Basis, &Documents), making: Making<'_>) -> Self {
        let is_like = |before: &&Assembled| before.basis.is_like(basis) && before.documents.have_files_of(documents);
        let before = making.before.filter(|before| !making.listens && is_like(before));
        let maker = Maker { outline, basis, making: Making { before, ..making } };
        let nothing = BTreeMap::new();
        let owners: Vec<(PageId, usize)> = basis.owners.of_pages().collect();
        let facts = basis.facts(outline, documents, &nothing);
        let answers = owners.into_par_iter().map(|(page, at)| (page, maker.answers(page, at, facts)));
        let answers: BTreeMap<PageId, Arc<Part<Arc<PageAnswers>>>> = answers.collect();
        let of_pages: BTreeMap<_, _> = answers.iter().map(|(page, part)| (*page, Arc::clone(&part.made))).collect();
        let facts = basis.facts(outline, documents, &of_pages);
        let modules = outline.modules.par_iter().map_init(make_room, |(), module| maker.module(module.id, facts));
        let modules: Vec<_> = modules.collect();
        let loose = outline.pages.par_iter().filter(|page| page.role.module().is_none());
        let pages: BTreeMap<_, _> = loose.map(|page| (page.id, maker.page(page.id, facts))).collect();
        let (answers, of_pages, pages) = (Arc::new(answers), Arc::new(of_pages), Arc::new(pages));
        Self { answers, of_pages, modules: modules.into_iter().collect(), pages }
    }

    /// The parts of `before` with these documents in the place of its own. They are few that are made anew, and no other core
    /// has to be waited for.
    pub(super) fn over(before: &Assembled, documents: &Documents) -> Self {
        let Assembled { course, basis, parts: old, .. } = before;
        let maker = Maker { outline: &course.outline, basis, making: Making::over(Some(before)) };
        let mut parts = old.clone();
        let is_old =
            |reads: &Option<Reads>, facts| !reads.as_ref().is_some_and(|reads| reads.are_same(before.facts(), facts));
        let nothing = BTreeMap::new();
        let facts = basis.facts(&course.outline, documents, &nothing);
        for (page, at) in basis.owners.of_pages().filter(|(page, _)| is_old(&old.answers[page].reads, facts)) {
            let part = maker.answers(page, at, facts);
            Arc::make_mut(&mut parts.of_pages).insert(page, Arc::clone(&part.made));
            Arc::make_mut(&mut parts.answers).insert(page, part);
        }
        let of_pages = Arc::clone(&parts.of_pages);
        let facts = basis.facts(&course.outline, documents, &of_pages);
        for (id, _) in old.modules.iter().enumerate().filter(|(_, part)| is_old(&part.reads, facts)) {
            parts.modules.replace(id, maker.module(ModuleId(id), facts));
        }
        for (page, _) in old.pages.iter().filter(|(_, part)| is_old(&part.reads, facts)) {
            Arc::make_mut(&mut parts.pages).insert(*page, maker.page(*page, facts));
        }
        parts
    }
}

impl<'a> Maker<'a> {
    fn answers(self, page: PageId, at: usize, facts: PartFacts<'a>) -> Arc<Part<Arc<PageAnswers>>> {
        let old = self.making.before.and_then(|before| before.parts.answers.get(&page));
        self.part(old, facts, |reader, resolver| Arc::new(answers::of_page(at, page, reader, resolver)))
    }

    fn module(self, module: ModuleId, facts: PartFacts<'a>) -> Arc<Part<OfModule>> {
        let old = self.making.before.and_then(|before| before.parts.modules.get(module.0));
        let Basis { settings, strings, .. } = self.basis;
        let base = &settings[self.outline.module(module).section.0];
        self.part(old, facts, |reader, resolver| {
            let (clinic, texts) = content::of_module(module, base, strings, reader, resolver);
            (Arc::new(clinic), texts.into_iter().map(|(page, text)| (page, Arc::new(text))).collect())
        })
    }

    fn page(self, page: PageId, facts: PartFacts<'a>) -> Arc<Part<Arc<PageText>>> {
        let old = self.making.before.and_then(|before| before.parts.pages.get(&page));
        let base = &self.basis.settings[self.outline.page(page).section.0];
        self.part(old, facts, |reader, resolver| Arc::new(content::of_page(page, base, reader, resolver)))
    }

    /// The old part, where it was made from the same facts; else a new one.
    fn part<T>(
        self,
        old: Option<&Arc<Part<T>>>,
        facts: PartFacts<'a>,
        anew: impl FnOnce(&mut Reader<'a>, &mut Resolver<'a>) -> T,
    ) -> Arc<Part<T>> {
        let Making { before, notes, listens } = self.making;
        if let (Some(old), Some(before)) = (old, before)
            && old.reads.as_ref().is_some_and(|reads| reads.are_same(before.facts(), facts))
        {
            return Arc::clone(old);
        }
        let mut reader = Reader::new(facts, notes);
        let nowhere = LinkBase { file: SourcePath::new(""), module_folder: None, page: None };
        let mut resolver = Resolver::new(&self.basis.lookup, nowhere, Ids::default(), listens);
        let made = anew(&mut reader, &mut resolver);
        let Resolver { findings, heard, .. } = resolver;
        Arc::new(Part { made, reads: reader.into_reads(), findings, heard: heard.unwrap_or_default() })
    }
}
