//! Who sees what of a course.

use super::release::Policies;
use super::{shown_modules, withheld_pages};
use crate::model::course::{Outline, Page};
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
