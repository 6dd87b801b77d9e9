//! What a plan has to know of what stands on pages and in clinics.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::search::term_parts;
use super::sheets::{has_notes, has_statements, keyed_pages, left_out};
use crate::assemble::{EditionCourse, Texts as _};
use crate::model::course::{Clinic, Entry, Module, ModuleId, Page, PageId};
use crate::model::kinds::{Part, SheetKind};

/// Things are counted in steps of so many, so that one more seldom matters.
const ABOUT: usize = 16;

/// What a trap, a statement or a card says takes about so many bytes.
const TEXT_OF_THING: usize = 120;

/// All that a site is planned from besides its outline. Clones share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    modules: Arc<[OfModule]>,
    /// Of each page whether its text or its checks ask something.
    keyed: Arc<[bool]>,
    text: AllText,
}

/// How much text there is to be searched, about.
#[derive(Clone, Copy, Debug)]
struct AllText(usize);

/// Nothing that is shown depends on it but in how many parts it is searched.
impl PartialEq for AllText {
    fn eq(&self, other: &Self) -> bool {
        term_parts(self.0) == term_parts(other.0)
    }
}

impl Eq for AllText {}

#[derive(Debug, PartialEq, Eq)]
struct OfModule {
    has_traps: bool,
    has_key: bool,
    has_cards: bool,
    /// How many traps, statements and cards it has, about.
    things: usize,
    left_out: LeftOut,
}

/// Whether sheets of a module are left out unless a reader chooses them.
#[derive(Debug, PartialEq, Eq)]
struct LeftOut {
    of_its_own: bool,
    of_a_pack: bool,
}

impl Holdings {
    /// What `course` holds.
    pub fn of(course: &EditionCourse) -> Self {
        let modules = course.modules.par_iter().map(|module| OfModule::of(course, module)).collect();
        let keyed = course.pages.par_iter().map(|page| is_keyed(course, page)).collect();
        let pages = course.pages.par_iter().map(|page| text_on(course, page));
        let clinics = course.modules.par_iter().map(|module| text_in(course, module));
        Self { modules, keyed, text: AllText(pages.chain(clinics).sum()) }
    }

    /// The same of `new`, a course of the same outline; `self` is of `old`. `None` where that is not what it was.
    pub fn over(&self, old: &EditionCourse, new: &EditionCourse) -> Option<Self> {
        let (texts, clinics) = new.differing(old);
        let module_of = |page: &PageId| new.page(*page).role.module();
        let modules: BTreeSet<ModuleId> = texts.iter().filter_map(module_of).chain(clinics).collect();
        let of_modules = modules.iter().flat_map(|module| new.module(*module).all_pages());
        let pages: BTreeSet<PageId> = texts.iter().copied().chain(of_modules).collect();
        let text = |course: &EditionCourse| {
            let on_pages = pages.iter().map(|page| text_on(course, course.page(*page)));
            let in_clinics = modules.iter().map(|module| text_in(course, course.module(*module)));
            on_pages.chain(in_clinics).sum::<usize>()
        };
        let over = Self {
            modules: Arc::clone(&self.modules),
            keyed: Arc::clone(&self.keyed),
            text: AllText(self.text.0 + text(new) - text(old)),
        };
        let is_same = modules.iter().all(|id| OfModule::of(new, new.module(*id)) == self.modules[id.0])
            && pages.iter().all(|id| is_keyed(new, new.page(*id)) == self.keyed[id.0])
            && over.text == self.text;
        debug_assert!(!is_same || Self::of(new) == over, "what is planned is not made from one module at a time");
        is_same.then_some(over)
    }

    /// How many traps, statements and cards a module has, about.
    pub(super) fn things(&self, module: ModuleId) -> usize {
        self.modules[module.0].things
    }

    /// In how many parts the words are kept that the site is searched by.
    pub(super) fn term_parts(&self) -> usize {
        term_parts(self.text.0)
    }

    /// Whether the radar of a module has rows.
    pub(super) fn has_traps(&self, module: ModuleId) -> bool {
        self.modules[module.0].has_traps
    }

    /// Whether there is something to answer on the sheets of a module.
    pub(super) fn has_key(&self, module: ModuleId) -> bool {
        self.modules[module.0].has_key
    }

    /// Whether the clinic page of a module has cards.
    pub(super) fn has_cards(&self, module: ModuleId) -> bool {
        self.modules[module.0].has_cards
    }

    /// Whether a module has sheets that are printed for those alone who choose them.
    pub(super) fn leaves_out(&self, module: ModuleId) -> bool {
        self.modules[module.0].left_out.of_its_own
    }

    /// The same of what stands in a section; a page with `sheet: true` is always printed.
    pub(super) fn entry_leaves_out(&self, entry: Entry) -> bool {
        match entry {
            Entry::Module(module) => self.modules[module.0].left_out.of_a_pack,
            Entry::Page(_) | Entry::Section(_) => false,
        }
    }

    /// Whether there is something to answer on a page with `sheet: true`.
    pub(super) fn is_keyed(&self, page: PageId) -> bool {
        self.keyed[page.0]
    }
}

impl OfModule {
    /// What a module holds, told by its own pages and clinic.
    fn of(course: &EditionCourse, module: &Module) -> Self {
        Self {
            has_traps: !course.clinic(module.id).radar.rows.is_empty(),
            has_key: has_checks(course, module) || keyed_pages(course, module).next().is_some(),
            has_cards: course.clinic(module.id).has_cards(),
            things: things(course.clinic(module.id)).next_multiple_of(ABOUT),
            left_out: LeftOut::of(course, module),
        }
    }
}

impl LeftOut {
    fn of(course: &EditionCourse, module: &Module) -> Self {
        let kinds = left_out(course, module);
        // A pack reviews all of its modules, the first one too.
        let is_reviewed = has_checks(course, module);
        let reviews = is_reviewed && !course.clinic(module.id).sheets.print.contains(&SheetKind::Review);
        let of_a_pack = reviews || kinds.iter().any(|kind| *kind != SheetKind::Review);
        Self { of_its_own: !kinds.is_empty(), of_a_pack }
    }
}

/// Whether a page with `sheet: true` asks something.
fn is_keyed(course: &EditionCourse, page: &Page) -> bool {
    page.sheet && (has_notes(course, page.id) || has_statements(course, page.id))
}

/// How much text a page holds.
fn text_on(course: &EditionCourse, page: &Page) -> usize {
    if course.shows(page.id) { course.text(page.id).body.text().len() } else { 0 }
}

/// How much text the clinic of a module holds, about.
fn text_in(course: &EditionCourse, module: &Module) -> usize {
    if course.shows(module.main) { things(course.clinic(module.id)) * TEXT_OF_THING } else { 0 }
}

/// How many traps, statements and cards there are.
fn things(clinic: &Clinic) -> usize {
    let statements: usize = clinic.checks.groups.iter().map(|group| group.statements.len()).sum();
    clinic.radar.rows.len() + statements + clinic.cards.cards.len()
}

fn has_checks(course: &EditionCourse, module: &Module) -> bool {
    let clinic = course.clinic(module.id);
    clinic.parts.contains(&Part::Checks) && !clinic.checks.groups.is_empty()
}
