//! Modules and their pages.

use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Module, ModuleId, Page, PageChecks, PageId, PageRole};
use crate::model::kinds::Kind;
use crate::render::view::{ClinicView, LinkView, ModulePage, ModuleView};

impl Builder<'_> {
    /// The view of a module's guide or clinic page.
    pub(super) fn module(self, id: ModuleId, page: PageId) -> ModuleView {
        let module = self.course.module(id);
        let is_clinic = page == module.clinic_page;
        let links = |modules: &[ModuleId]| -> Vec<LinkView> {
            modules.iter().map(|other| self.link(self.course.module(*other).main)).collect()
        };
        ModuleView {
            name: module.name.clone(),
            clinic_href: self.href(&self.course.page(module.clinic_page).path),
            guide: (is_clinic && module.main != page).then(|| self.link(module.main)),
            print_href: self.href(&self.course.page(module.main).path.join("print")),
            first: module.number == 1,
            builds_on: links(&module.builds_on),
            built_upon_by: links(&module.built_upon_by),
            concepts: self.pages_of_kind(module, Kind::Concept),
            practices: self.pages_of_kind(module, Kind::Practice),
            quizzes: self.pages_of_kind(module, Kind::Quiz),
            pages: self.pages_of_kind(module, Kind::Page),
            clinic: if is_clinic { self.clinic(module) } else { ClinicView::default() },
            body_html: if is_clinic { String::new() } else { self.filler().body(&self.course.text(page).body) },
            counts: self.module_counts(module),
        }
    }

    fn pages_of_kind(self, module: &Module, kind: Kind) -> Vec<LinkView> {
        let pages = module.pages.iter().filter(|page| self.course.page(**page).kind == kind);
        pages.map(|page| self.link(*page)).collect()
    }

    /// What a module holds, in words; nothing is said of what it has none of.
    pub(super) fn module_counts(self, module: &Module) -> Vec<String> {
        let statements: usize =
            self.course.clinic(module.id).checks.groups.iter().map(|group| group.statements.len()).sum();
        let counts = [
            ("count.traps", self.course.clinic(module.id).radar.rows.len()),
            ("count.statements", statements),
            ("count.cards", self.course.clinic(module.id).cards.cards.len()),
            ("count.pages", module.pages.len()),
        ];
        self.counts(&counts)
    }

    pub(super) fn counts(self, counts: &[(&str, usize)]) -> Vec<String> {
        counts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| self.strings.count(key, *count)).collect()
    }

    /// The view of any other page.
    pub(super) fn content(self, id: PageId) -> ModulePage {
        let page = self.course.page(id);
        let (body_html, after_html) = self.filler().halves(&self.course.text(page.id).body);
        let module = page.role.module().map(|module| self.course.module(module));
        let name = module.map_or_else(|| page.path.as_str().trim_end_matches('/'), |module| module.name.as_str());
        let quoted = module.is_none_or(|module| self.course.clinic(module.id).checks.quoted);
        let before = module.map_or(0, |module| self.statements_before(module, page));
        let checks = self.course.page_checks(page.id).map(|group| {
            let answers = self.course.reveal(self.course.text(page.id).show_answers);
            let is_in_text = self.course.text(page.id).body.fragment.has_checks();
            let scope = super::clinic::GroupScope { name, quoted, answers, before, on_own_page: true, is_in_text };
            self.group(group, &scope)
        });
        let traps = module.map(|module| self.traps_on(id, module)).unwrap_or_default();
        let clinic =
            module.filter(|_| matches!(page.role, PageRole::Inner(_))).map(|module| self.link(module.clinic_page));
        let print_href = page.sheet.then(|| self.href(&page.path.join("print")));
        ModulePage {
            body_html,
            checks,
            checks_headed: self.course.text(page.id).body.fragment.has_checks(),
            after_html,
            clinic,
            traps,
            print_href,
        }
    }

    /// How many statements of the module come before those of this page.
    fn statements_before(self, module: &Module, page: &Page) -> usize {
        let Some(PageChecks::OfModule(group)) = self.course.text(page.id).checks else { return 0 };
        self.course.clinic(module.id).checks.groups.iter().take(group).map(|group| group.statements.len()).sum()
    }
}
