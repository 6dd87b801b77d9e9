//! Worksheets of a module. They never carry answers.

use super::Builder;
use crate::model::course::{Module, ModuleId};
use crate::model::kinds::Part;
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
        let total: usize = clinic.checks.groups.iter().map(|group| group.statements.len()).sum();
        if shown(Part::Checks) && total > 0 {
            let checks = without_answers(self.checks(module), clinic.sheets.hints);
            sheets.push(Sheet::Checks { id: "sheet-checks", checks, total });
        }
        if shown(Part::Completion) && !clinic.completion.criteria.is_empty() {
            sheets.push(Sheet::Completion { id: "sheet-completion", completion: self.completion(module) });
        }
        sheets
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

fn without_answers(checks: Checks, hints: bool) -> Checks {
    let bare = |statement: Statement| Statement {
        answer: None,
        hint_html: statement.hint_html.filter(|_| hints),
        ..statement
    };
    let group = |group: Group| Group { statements: group.statements.into_iter().map(bare).collect(), ..group };
    Checks {
        groups: checks.groups.into_iter().filter(|group| !group.statements.is_empty()).map(group).collect(),
        ..checks
    }
}
