//! What is known of a course for one kind of reader, fact by fact.

use crate::model::course::{
    Clinic, File, FileId, Group, Info, Module, ModuleId, Page, PageChecks, PageId, PageText, Section, SectionId,
};
use crate::model::kinds::Edition;

/// A way to the facts of a course's outline. Who goes it may have noted what was asked for.
pub trait Facts<'c>: Copy {
    /// What is true of all of it.
    fn info(self) -> &'c Info;
    /// What others may know of a page.
    fn page(self, id: PageId) -> &'c Page;
    /// A section, with what stands in it.
    fn section(self, id: SectionId) -> &'c Section;
    /// A module, with its pages and what it builds on.
    fn module(self, id: ModuleId) -> &'c Module;
    /// A file that is copied.
    fn file(self, id: FileId) -> &'c File;
    /// For whom the course is.
    fn edition(self) -> Edition;
    /// Whether a page is part of the edition.
    fn shows(self, page: PageId) -> bool;

    /// Whether browsers may keep the site, so that it can be read without a connection.
    fn is_kept_offline(self) -> bool {
        self.info().offline && self.edition() == Edition::Learner
    }
}

/// A way to all facts of a course.
pub trait Texts<'c>: Facts<'c> {
    /// What stands on a page.
    fn text(self, id: PageId) -> &'c PageText;
    /// The clinic of a module.
    fn clinic(self, id: ModuleId) -> &'c Clinic;

    /// The checks that a page shows.
    fn page_checks(self, id: PageId) -> Option<&'c Group> {
        match self.text(id).checks.as_ref()? {
            PageChecks::Own(group) => Some(group),
            PageChecks::OfModule(index) => self.clinic(self.page(id).role.module()?).checks.groups.get(*index),
        }
    }
}
