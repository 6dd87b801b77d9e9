//! What is known of a course for one kind of reader, fact by fact.

use super::course::EditionCourse;
use crate::model::course::{
    Clinic, File, FileId, Group, Info, Module, ModuleId, Page, PageChecks, PageId, PageText, Section, SectionId,
};
use crate::model::kinds::Edition;

/// A way to the facts of a course. Who goes it may have noted what was asked for.
pub trait Facts<'c>: Copy {
    /// What is true of all of it.
    fn info(self) -> &'c Info;
    /// What others may know of a page.
    fn page(self, id: PageId) -> &'c Page;
    /// What stands on a page.
    fn text(self, id: PageId) -> &'c PageText;
    /// A section, with what stands in it.
    fn section(self, id: SectionId) -> &'c Section;
    /// A module, with its pages and what it builds on.
    fn module(self, id: ModuleId) -> &'c Module;
    /// The clinic of a module.
    fn clinic(self, id: ModuleId) -> &'c Clinic;
    /// A file that is copied.
    fn file(self, id: FileId) -> &'c File;
    /// For whom the course is.
    fn edition(self) -> Edition;
    /// Whether a page is part of the edition.
    fn shows(self, page: PageId) -> bool;

    /// The checks that a page shows.
    fn page_checks(self, id: PageId) -> Option<&'c Group> {
        match self.text(id).checks.as_ref()? {
            PageChecks::Own(group) => Some(group),
            PageChecks::OfModule(index) => self.clinic(self.page(id).role.module()?).checks.groups.get(*index),
        }
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

    fn text(self, id: PageId) -> &'c PageText {
        self.course.text(id)
    }

    fn section(self, id: SectionId) -> &'c Section {
        self.course.section(id)
    }

    fn module(self, id: ModuleId) -> &'c Module {
        self.course.module(id)
    }

    fn clinic(self, id: ModuleId) -> &'c Clinic {
        self.course.clinic(id)
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
