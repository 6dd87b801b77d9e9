//! What a plan has to know of what stands on pages and in clinics.

use super::search::term_parts;
use super::sheets::{has_notes, has_statements, keyed_pages, left_out};
use crate::assemble::{EditionCourse, Texts as _};
use crate::model::course::{Clinic, Entry, Module, ModuleId, Page, PageId};
use crate::model::kinds::{Part, SheetKind};

/// Things are counted in steps of so many, so that one more seldom matters.
const ABOUT: usize = 16;

/// What a trap, a statement or a card says takes about so many bytes.
const TEXT_OF_THING: usize = 120;

/// All that a site is planned from besides its outline.
#[derive(Debug, PartialEq, Eq)]
pub struct Holdings {
    modules: Vec<OfModule>,
    /// Of each page whether its text or its checks ask something.
    keyed: Vec<bool>,
    /// In how many parts the words are kept that the site is searched by.
    term_parts: usize,
}

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
        let of_module = |module: &Module| OfModule {
            has_traps: !course.clinic(module.id).radar.rows.is_empty(),
            has_key: has_checks(course, module) || keyed_pages(course, module).next().is_some(),
            has_cards: course.clinic(module.id).has_cards(),
            things: things(course.clinic(module.id)).next_multiple_of(ABOUT),
            left_out: LeftOut::of(course, module),
        };
        let is_keyed = |page: PageId| has_notes(course, page) || has_statements(course, page);
        let modules = course.modules.iter().map(of_module).collect();
        let keyed = course.pages.iter().map(|page| page.sheet && is_keyed(page.id)).collect();
        Self { modules, keyed, term_parts: term_parts(text_of(course)) }
    }

    /// How many traps, statements and cards a module has, about.
    pub(super) fn things(&self, module: ModuleId) -> usize {
        self.modules[module.0].things
    }

    /// In how many parts the words are kept that the site is searched by.
    pub(super) fn term_parts(&self) -> usize {
        self.term_parts
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

/// How much text the pages of a course hold, about: nothing that is shown depends on it but in how many parts it is searched.
fn text_of(course: &EditionCourse) -> usize {
    let shown = |page: &&Page| course.shows(page.id);
    let bodies = course.pages.iter().filter(shown).map(|page| course.text(page.id).body.text().len());
    let modules = course.modules.iter().filter(|module| course.shows(module.main));
    let things = modules.map(|module| things(course.clinic(module.id)) * TEXT_OF_THING);
    bodies.sum::<usize>() + things.sum::<usize>()
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
