//! The key: what learners are to find out, for whoever teaches.

use super::{Cut, Owner};
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Module, PageId};
use crate::model::kinds::{Part, SheetKind};
use crate::plan::{checks_are_on_clinic, has_notes, keyed_pages, wants_notes};
use crate::render::builder::Builder;
use crate::render::fill::escaped;
use crate::render::view::print::{Asked, AskedGroup, ChecksSheet, PageSheet, SheetContent, SheetHead, SheetView};
use crate::render::view::{GroupView, StatementView};

impl Owner<'_> {
    /// The key of a module: its statements, and what its forms ask besides.
    pub(super) fn module_key(self, module: &Module) -> Vec<Cut> {
        let mut cuts = Vec::new();
        if self.builder.course.clinic(module.id).parts.contains(&Part::Checks) {
            let views = self.builder.checks(module).groups;
            let groups = views.into_iter().filter(|group| !group.statements.is_empty());
            let bare = |group: GroupView| GroupView { intro_html: None, ..group };
            let pages = self.layout.key(&self.builder.course.clinic(module.id).checks.groups);
            cuts.extend(self.answers(self.page, groups.map(bare).collect(), pages));
        }
        let course = self.builder.course;
        for page in keyed_pages(course, module) {
            cuts.extend(self.form_key(page, !checks_are_on_clinic(course, page)));
        }
        cuts
    }

    /// The key of a form: its text with the answers in it and, `with_checks`, its statements.
    pub(super) fn form_key(self, id: PageId, with_checks: bool) -> Vec<Cut> {
        let (course, page) = (self.builder.course, self.builder.course.page(id));
        let text = has_notes(course, id).then(|| self.answered_page(id));
        let group = course.page_checks(page.id).filter(|group| with_checks && !group.statements.is_empty());
        let answers = group.and_then(|group| {
            let pages = self.layout.key(std::slice::from_ref(group));
            let view = self.page_builder(id, |builder| builder.content(id));
            let cut = self.answers(id, view.checks.into_iter().collect(), pages)?;
            let named = |sheet: SheetView| SheetView { id: self.id_for_page("sheet-answers", id), ..sheet };
            Some(Cut { sheets: cut.sheets.into_iter().map(named).collect(), ..cut })
        });
        text.into_iter().chain(answers).collect()
    }

    /// Statements of `page` with their answers in the order of the labels, whoever sees them; `None` where there are none.
    fn answers(self, page: PageId, views: Vec<GroupView>, pages: u32) -> Option<Cut> {
        let total: usize = views.iter().map(|group| group.statements.len()).sum();
        let groups = views.into_iter().map(|view| AskedGroup {
            number: view.number,
            title_html: view.title_html,
            intro_html: view.intro_html,
            statements: view.statements.into_iter().enumerate().map(|(place, one)| self.answered(one, place)).collect(),
        });
        let head = self.key_head(page, escaped(self.builder.strings.get(SheetKind::Answers.row().title)));
        let content = SheetContent::Answers(ChecksSheet { groups: groups.collect(), total });
        let cut = self.flowing(SheetKind::Answers, head, content, pages);
        (total > 0).then(|| shown(Cut { page, ..cut }))
    }

    /// The text of a page with a sheet, with what only some readers see.
    fn answered_page(self, id: PageId) -> Cut {
        let page = self.builder.course.page(id);
        let notes = wants_notes(self.builder.course, id);
        let view = self.page_builder(id, |builder| Builder { notes, ..builder }.content(id));
        let head = self.key_head(id, self.builder.filler().inline(&page.title));
        let content = SheetContent::Page(PageSheet {
            path: page.path.clone(),
            body_html: view.body_html,
            total: 0,
            has_room: false,
            checks: None,
            checks_headed: view.checks_headed,
            checks_elsewhere: None,
            after_html: view.after_html,
        });
        let label = page.title.text().to_owned();
        let pages = self.layout.page(&self.builder.course.text(page.id).body, 0, &[]);
        let cut = self.flowing(SheetKind::Page, head, content, pages);
        let named = |sheet| SheetView { id: self.page_sheet_id(id), label: label.clone(), ..sheet };
        let sheets = cut.sheets.into_iter().map(named).collect();
        shown(Cut { page: id, sheets, is_titled: true, ..cut })
    }

    fn key_head(self, page: PageId, title_html: String) -> SheetHead {
        let intro = escaped(self.builder.strings.get("print.key_intro"));
        let mut head = self.head_of(page, title_html, Some(format!("<p>{intro}</p>")));
        head.fields.clear();
        head
    }

    fn answered(self, statement: StatementView, place: usize) -> Asked {
        let answer = statement.answer;
        let bare = StatementView { answer: None, ..statement };
        Asked { answer, position: String::new(), ..self.requested(bare, place, (0, 0)) }
    }
}

/// A key shows all of its sheets, whatever the course prints by default, in small print: it is read beside what was written.
fn shown(mut cut: Cut) -> Cut {
    for sheet in &mut cut.sheets {
        sheet.hidden = false;
        sheet.classes.push_str(" key");
    }
    cut
}
