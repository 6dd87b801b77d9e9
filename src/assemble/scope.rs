//! Which part of a course is assembled.

use std::collections::BTreeSet;

use crate::model::course::{Course, ModuleId, PageId};

/// Modules and pages of a course.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Modules whose clinic is made.
    pub modules: Vec<ModuleId>,
    /// Pages whose checks are made: all of those modules, and others.
    pub pages: Vec<PageId>,
}

impl Scope {
    /// All of it.
    pub(super) fn all(course: &Course) -> Self {
        let modules = (0..course.modules.len()).map(ModuleId).collect();
        Self { modules, pages: (0..course.pages.len()).map(PageId).collect() }
    }

    /// What shows or takes something that is written on `page`: the page, its module, and modules that take its checks.
    pub(super) fn of(course: &Course, page: PageId) -> Self {
        let own = course.page(page).role.module();
        let takes = |module: &ModuleId| {
            let groups = &course.module(*module).clinic.checks.groups;
            groups.iter().any(|group| group.source == Some(page))
        };
        let others = (0..course.modules.len()).map(ModuleId).filter(|module| Some(*module) != own).filter(takes);
        let modules: Vec<ModuleId> = own.into_iter().chain(others).collect();
        let mut pages: BTreeSet<PageId> = BTreeSet::from([page]);
        for module in &modules {
            let module = course.module(*module);
            pages.extend([module.main, module.clinic_page].iter().chain(&module.pages));
        }
        Self { modules, pages: pages.into_iter().collect() }
    }

    /// The pages whose statements stand in it: its own, and those that its modules take statements from.
    pub(super) fn sources(&self, course: &Course) -> BTreeSet<PageId> {
        let groups = self.modules.iter().flat_map(|module| &course.module(*module).clinic.checks.groups);
        self.pages.iter().copied().chain(groups.filter_map(|group| group.source)).collect()
    }
}
