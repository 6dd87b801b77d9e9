//! A course for one kind of reader.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::decisions::Decisions;
use super::facts::{Facts, Texts};
use super::notes::Notes;
use super::release::reveal;
use crate::finding::{Finding, Rule};
use crate::model::course::{
    Clinic, Course, File, FileId, Info, Module, ModuleId, Outline, Page, PageId, PageText, Section, SectionId,
    SheetOptions,
};
use crate::model::fragment::Reveal;
use crate::model::kinds::{Edition, ShowAnswers};
use crate::model::shelves::Shelves;
use crate::text::Place;

/// A course for one kind of reader.
#[derive(Clone, Debug)]
pub struct EditionCourse {
    pub(super) course: Course,
    pub(super) decisions: Arc<Decisions>,
    pub(super) withheld_files: Arc<BTreeSet<FileId>>,
    /// By module.
    pub(super) clinic_notes: Shelves<Arc<Notes>>,
    /// By page.
    pub(super) text_notes: Shelves<Arc<Notes>>,
    pub(super) outline_notes: Arc<Notes>,
}

/// A course before and after it was stripped, of which the same need not be stripped again.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// The whole of it.
    pub whole: &'a Course,
    /// What its readers see.
    pub stripped: &'a EditionCourse,
}

impl Deref for EditionCourse {
    type Target = Course;

    fn deref(&self) -> &Course {
        &self.course
    }
}

/// The outline of a course for one kind of reader: all of it but what stands on pages and in clinics.
#[derive(Clone, Copy)]
pub struct EditionOutline<'c> {
    outline: &'c Arc<Outline>,
    decisions: &'c Arc<Decisions>,
    withheld_files: &'c Arc<BTreeSet<FileId>>,
}

impl<'c> EditionOutline<'c> {
    /// Whether both are the same; outlines that are equal are one where a course was made over another.
    pub fn is_same(self, other: Self) -> bool {
        let Self { outline, decisions, withheld_files } = self;
        Arc::ptr_eq(outline, other.outline)
            && (Arc::ptr_eq(decisions, other.decisions) || decisions == other.decisions)
            && (Arc::ptr_eq(withheld_files, other.withheld_files) || withheld_files == other.withheld_files)
    }

    /// Whether a file is copied in this edition.
    pub fn copies(self, file: FileId) -> bool {
        !self.withheld_files.contains(&file)
    }

    /// The sections, shown or not.
    pub fn sections(self) -> &'c [Section] {
        &self.outline.sections
    }

    /// The pages, shown or not.
    pub fn pages(self) -> &'c [Page] {
        &self.outline.pages
    }

    /// The files, copied or not.
    pub fn files(self) -> &'c [File] {
        &self.outline.files
    }

    /// The pages of this edition.
    pub fn shown_pages(self) -> impl Iterator<Item = (PageId, &'c Page)> {
        self.pages().iter().map(|page| (page.id, page)).filter(move |(id, _)| self.shows(*id))
    }

    /// The modules of this edition.
    pub fn shown_modules(self) -> impl Iterator<Item = (ModuleId, &'c Module)> {
        let modules = self.outline.modules.iter().map(|module| (module.id, module));
        modules.filter(move |(_, module)| self.shows(module.main))
    }
}

/// Nothing is noted.
impl<'c> Facts<'c> for EditionOutline<'c> {
    fn info(self) -> &'c Info {
        &self.outline.info
    }

    fn page(self, id: PageId) -> &'c Page {
        self.outline.page(id)
    }

    fn section(self, id: SectionId) -> &'c Section {
        self.outline.section(id)
    }

    fn module(self, id: ModuleId) -> &'c Module {
        self.outline.module(id)
    }

    fn file(self, id: FileId) -> &'c File {
        &self.outline.files[id.0]
    }

    fn edition(self) -> Edition {
        self.decisions.edition
    }

    fn shows(self, page: PageId) -> bool {
        !self.decisions.withheld[page.0]
    }
}

impl EditionCourse {
    /// All of it but what stands on pages and in clinics.
    pub fn outline(&self) -> EditionOutline<'_> {
        let Self { course, decisions, withheld_files, .. } = self;
        EditionOutline { outline: &course.outline, decisions, withheld_files }
    }

    /// What would lead its readers to something that they do not see.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        let nothing_left = nothing_left(&self.course, &self.decisions.certain);
        self.notes().flat_map(|notes| &notes.findings).cloned().chain(nothing_left)
    }

    /// What is noted of each of its parts.
    pub(super) fn notes(&self) -> impl Iterator<Item = &Notes> {
        let parts = self.clinic_notes.iter().chain(&self.text_notes);
        parts.chain([&self.outline_notes]).map(|notes| &**notes)
    }

    /// The pages and modules of which another course of the same outline shows something else.
    pub fn differing(&self, other: &Self) -> (Vec<PageId>, Vec<ModuleId>) {
        let pages = self.texts.differing(&other.texts).map(PageId).collect();
        (pages, self.clinics.differing(&other.clinics).map(ModuleId).collect())
    }

    /// For whom it is.
    pub fn edition(&self) -> Edition {
        self.decisions.edition
    }

    /// Whether a page is part of this edition.
    pub fn shows(&self, page: PageId) -> bool {
        self.outline().shows(page)
    }

    /// The pages of this edition.
    pub fn shown_pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.outline().shown_pages()
    }

    /// The modules of this edition.
    pub fn shown_modules(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        self.outline().shown_modules()
    }

    /// The same course with the sheets of a module printed otherwise than its author chose.
    pub fn choose_sheets(&mut self, module: ModuleId, choose: impl FnOnce(&SheetOptions) -> SheetOptions) {
        let clinic = Arc::make_mut(self.course.clinics.change(module.0));
        clinic.sheets = choose(&clinic.sheets);
    }

    /// The same of a page with `sheet: true`; nothing happens to another page.
    pub fn choose_sheet(&mut self, page: PageId, choose: impl FnOnce(&SheetOptions) -> SheetOptions) {
        let text = Arc::make_mut(self.course.texts.change(page.0));
        if let Some(options) = &mut text.sheet {
            **options = choose(options);
        }
    }

    /// How the answers of a module are shown: `None` where they are not.
    pub fn reveal(&self, answers: ShowAnswers) -> Option<Reveal> {
        reveal(self.edition(), answers)
    }
}

impl Earlier<'_> {
    /// Whether parts of a course of this outline for which this is decided may be compared with its own, one by one.
    pub(super) fn is_like(&self, whole: &Course, decisions: &Decisions) -> bool {
        Arc::ptr_eq(&whole.outline, &self.whole.outline) && *self.stripped.decisions == *decisions
    }
}

/// Nothing is noted.
impl<'c> Facts<'c> for &'c EditionCourse {
    fn info(self) -> &'c Info {
        &self.course.info
    }

    fn page(self, id: PageId) -> &'c Page {
        self.course.page(id)
    }

    fn section(self, id: SectionId) -> &'c Section {
        self.course.section(id)
    }

    fn module(self, id: ModuleId) -> &'c Module {
        self.course.module(id)
    }

    fn file(self, id: FileId) -> &'c File {
        &self.course.files[id.0]
    }

    fn edition(self) -> Edition {
        EditionCourse::edition(self)
    }

    fn shows(self, page: PageId) -> bool {
        EditionCourse::shows(self, page)
    }
}

/// Nothing is noted.
impl<'c> Texts<'c> for &'c EditionCourse {
    fn text(self, id: PageId) -> &'c PageText {
        self.course.text(id)
    }

    fn clinic(self, id: ModuleId) -> &'c Clinic {
        self.course.clinic(id)
    }
}

/// The finding about a course of which nothing is shown, since its home page is withheld, and with it all below.
fn nothing_left(course: &Course, withheld: &[bool]) -> Option<Finding> {
    let home = course.sections.first()?.page;
    let message = "the home page is a draft or is only for instructors, so the site has no pages";
    let help = "remove `draft:` or `edition:` from the home page's front matter; to see drafts, use `--drafts`";
    let place = Place::file(&course.page(home).source);
    withheld[home.0].then(|| Finding::new(Rule::EmptyCourse, place, message).help(help))
}
