//! Who sees what of a course.

use super::release::Policies;
use crate::model::course::{ModuleId, Outline, Page};
use crate::model::kinds::{Edition, ShowAnswers};

/// Who sees what: all that is decided of the whole course.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decisions {
    pub(super) edition: Edition,
    /// Of each page whether it is withheld.
    pub(super) withheld: Vec<bool>,
    /// The same where that is certain.
    pub(super) certain: Vec<bool>,
    /// Of each module whether it is shown, and whether one before it is.
    pub(super) modules: Vec<(bool, bool)>,
    pub(super) policies: Policies,
}

impl Decisions {
    /// What is decided of a course with this outline, whose pages show answers like this: of nothing else.
    pub(super) fn of(
        outline: &Outline,
        answers: impl Iterator<Item = ShowAnswers>,
        edition: Edition,
        drafts: bool,
    ) -> Self {
        let is_certain = |page: &Page| {
            (page.draft && !drafts) || (page.edition == Edition::Instructor && edition == Edition::Learner)
        };
        let certain = withheld_pages(outline, is_certain);
        let is_withheld = |page: &Page| is_certain(page) || (page.in_doubt && edition == Edition::Learner);
        let withheld = withheld_pages(outline, is_withheld);
        let (modules, policies) = (shown_modules(outline, &withheld), Policies::of(outline, answers));
        Self { edition, withheld, certain, modules, policies }
    }
}

/// Of each module whether it is shown, and whether one before it is.
fn shown_modules(course: &Outline, withheld: &[bool]) -> Vec<(bool, bool)> {
    let shown = course.modules.iter().map(|module| !withheld[module.main.0]);
    let with_older = shown.scan(false, |older, shown| Some((shown, std::mem::replace(older, *older || shown))));
    with_older.collect()
}

/// Drafts and pages for instructors, with all that lies below them.
fn withheld_pages(course: &Outline, own: impl Fn(&Page) -> bool) -> Vec<bool> {
    let mut sections = vec![false; course.sections.len()];
    // A section stands after the one above it.
    for (index, section) in course.sections.iter().enumerate() {
        let above = section.parent.is_some_and(|parent| sections[parent.0]);
        sections[index] = above || own(course.page(section.page));
    }
    let in_module = |module: ModuleId| {
        let module = course.module(module);
        own(course.page(module.main)) || own(course.page(module.clinic_page))
    };
    let pages = course
        .pages
        .iter()
        .map(|page| sections[page.section.0] || own(page) || page.role.module().is_some_and(in_module));
    pages.collect()
}
