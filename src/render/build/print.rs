//! Worksheets of a module. They never carry answers.

use super::Builder;
use crate::model::course::{Group as CourseGroup, Module, ModuleId};
use crate::model::kinds::{Edition, Part};
use crate::render::view::{Checks, Group, Print, Sheet, SheetHead, Statement};

impl Builder<'_> {
    pub(super) fn print(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        Print { clinic: self.link(module.clinic_page), sheets: self.sheets(module), head: self.sheet_head(module) }
    }

    fn sheets(self, module: &Module) -> Vec<Sheet> {
        let clinic = &module.clinic;
        let shown = |part: Part| clinic.parts.contains(&part);
        let mut sheets = Vec::new();
        if shown(Part::Log) && !clinic.log.columns.is_empty() {
            let log = self.log(module);
            let blank = (1..=log.rows).collect();
            sheets.push(Sheet::Log { id: "sheet-log", log, blank });
        }
        let for_learners: Vec<bool> =
            clinic.checks.groups.iter().map(|group| self.is_for_learners(group, module)).collect();
        let counted = clinic.checks.groups.iter().zip(&for_learners).filter(|(_, kept)| **kept);
        let total: usize = counted.map(|(group, _)| group.statements.len()).sum();
        if shown(Part::Checks) && total > 0 {
            let checks = without_answers(self.checks(module), &for_learners, clinic.sheets.hints);
            sheets.push(Sheet::Checks { id: "sheet-checks", checks, total });
        }
        if shown(Part::Completion) && !clinic.completion.criteria.is_empty() {
            sheets.push(Sheet::Completion { id: "sheet-completion", completion: self.completion(module) });
        }
        sheets
    }

    /// Sheets are handed to learners whoever prints them, so that they hold no checks of a page for instructors; those
    /// of a module for instructors do.
    fn is_for_learners(self, group: &CourseGroup, module: &Module) -> bool {
        let is_hidden = |page| self.course.page(page).edition == Edition::Instructor;
        let is_all_hidden = is_hidden(module.main) || is_hidden(module.clinic_page);
        is_all_hidden || !(group.gathered && group.source.is_some_and(is_hidden))
    }

    fn sheet_head(self, module: &Module) -> SheetHead {
        let page = self.course.page(module.clinic_page);
        let title = page.title.text();
        let address = match &self.course.info.base_url {
            Some(base) => format!("{base}{}", page.path),
            None => format!("/{}", page.path),
        };
        let fields = module.clinic.sheets.header.iter();
        SheetHead {
            course: self.course.info.title.text().to_owned(),
            module: self
                .label(module.clinic_page)
                .map_or_else(|| title.to_owned(), |label| format!("{label}: {title}")),
            address,
            fields: fields.map(|field| self.strings.get(&format!("print.{field}")).to_owned()).collect(),
            line: module.clinic.sheets.line,
        }
    }
}

fn without_answers(checks: Checks, kept: &[bool], hints: bool) -> Checks {
    let mut position = 0;
    let mut bare = |statement: Statement| {
        position += 1;
        Statement { answer: None, hint_html: statement.hint_html.filter(|_| hints), position, ..statement }
    };
    let mut group = |group: Group| Group { statements: group.statements.into_iter().map(&mut bare).collect(), ..group };
    let groups = checks.groups.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(group, _)| group);
    Checks { groups: groups.filter(|group| !group.statements.is_empty()).map(&mut group).collect(), ..checks }
}
