//! A course for one kind of reader.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::decisions::Decisions;
use super::notes::Notes;
use super::release::reveal;
use crate::model::course::{Course, FileId, Module, ModuleId, Page, PageId, SheetOptions};
use crate::model::fragment::Reveal;
use crate::model::kinds::{Edition, ShowAnswers};

/// A course for one kind of reader.
#[derive(Clone, Debug)]
pub struct EditionCourse {
    pub(super) course: Course,
    pub(super) decisions: Decisions,
    pub(super) withheld_files: BTreeSet<FileId>,
    /// What is noted of each clinic and each page, by their ids.
    pub(super) clinics: Vec<Arc<Notes>>,
    pub(super) texts: Vec<Arc<Notes>>,
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

impl EditionCourse {
    /// For whom it is.
    pub fn edition(&self) -> Edition {
        self.decisions.edition
    }

    /// Whether a page is part of this edition.
    pub fn shows(&self, page: PageId) -> bool {
        !self.decisions.withheld[page.0]
    }

    /// Whether a file is copied in this edition.
    pub fn copies(&self, file: FileId) -> bool {
        !self.withheld_files.contains(&file)
    }

    /// The pages of this edition.
    pub fn shown_pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.course.pages.iter().map(|page| (page.id, page)).filter(|(id, _)| self.shows(*id))
    }

    /// The modules of this edition.
    pub fn shown_modules(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        self.course.modules.iter().map(|module| (module.id, module)).filter(|(_, module)| self.shows(module.main))
    }

    /// The same course with the sheets of a module printed otherwise than its author chose.
    pub fn choose_sheets(&mut self, module: ModuleId, choose: impl FnOnce(&SheetOptions) -> SheetOptions) {
        let clinic = Arc::make_mut(&mut self.course.clinics[module.0]);
        clinic.sheets = choose(&clinic.sheets);
    }

    /// The same of a page with `sheet: true`; nothing happens to another page.
    pub fn choose_sheet(&mut self, page: PageId, choose: impl FnOnce(&SheetOptions) -> SheetOptions) {
        let text = Arc::make_mut(&mut self.course.texts[page.0]);
        if let Some(options) = &mut text.sheet {
            **options = choose(options);
        }
    }

    /// Whether the same is decided for both: who sees what, and for whom it is.
    pub fn is_decided_like(&self, other: &Self) -> bool {
        self.decisions == other.decisions
    }

    /// How the answers of a module are shown: `None` where they are not.
    pub fn reveal(&self, answers: ShowAnswers) -> Option<Reveal> {
        reveal(self.edition(), answers)
    }
}

impl Earlier<'_> {
    /// Whether parts of a course of this outline for which this is decided may be compared with its own, one by one.
    pub(super) fn is_like(&self, whole: &Course, decisions: &Decisions) -> bool {
        Arc::ptr_eq(&whole.outline, &self.whole.outline) && self.stripped.decisions == *decisions
    }
}
