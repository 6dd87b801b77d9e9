//! What a plan has to know of what stands on pages and in clinics.

use super::sheets::{has_notes, has_statements, keyed_pages};
use crate::assemble::{EditionCourse, Texts as _};
use crate::model::course::{Module, ModuleId, PageId};
use crate::model::kinds::Part;

/// All that a site is planned from besides its outline.
#[derive(Debug, PartialEq, Eq)]
pub struct Holdings {
    modules: Vec<OfModule>,
    /// Of each page whether its text or its checks ask something.
    keyed: Vec<bool>,
}

#[derive(Debug, PartialEq, Eq)]
struct OfModule {
    has_traps: bool,
    has_key: bool,
}

impl Holdings {
    /// What `course` holds.
    pub fn of(course: &EditionCourse) -> Self {
        let of_module = |module: &Module| OfModule {
            has_traps: !course.clinic(module.id).radar.rows.is_empty(),
            has_key: has_checks(course, module) || keyed_pages(course, module).next().is_some(),
        };
        let is_keyed = |page: PageId| has_notes(course, page) || has_statements(course, page);
        let modules = course.modules.iter().map(of_module).collect();
        Self { modules, keyed: course.pages.iter().map(|page| page.sheet && is_keyed(page.id)).collect() }
    }

    /// Whether the radar of a module has rows.
    pub(super) fn has_traps(&self, module: ModuleId) -> bool {
        self.modules[module.0].has_traps
    }

    /// Whether there is something to answer on the sheets of a module.
    pub(super) fn has_key(&self, module: ModuleId) -> bool {
        self.modules[module.0].has_key
    }

    /// Whether there is something to answer on a page with `sheet: true`.
    pub(super) fn is_keyed(&self, page: PageId) -> bool {
        self.keyed[page.0]
    }
}

fn has_checks(course: &EditionCourse, module: &Module) -> bool {
    let clinic = course.clinic(module.id);
    clinic.parts.contains(&Part::Checks) && !clinic.checks.groups.is_empty()
}
