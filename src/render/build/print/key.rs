//! The key: what learners are to find out, for whoever teaches.

use super::{Cut, Owner};
use crate::model::course::{Module, PageId};
use crate::model::kinds::SheetKind;
use crate::plan::{has_notes, keyed_pages};
use crate::render::fill::escaped;
use crate::render::view::{
    Asked, AskedGroup, ChecksSheet, Group as GroupView, PageSheet, SheetContent, SheetHead, Statement as StatementView,
};

impl Owner<'_> {
    /// The key of a module: its statements, and its pages with a sheet whose text has answers.
    pub(super) fn module_key(self, module: &Module) -> Vec<Cut> {
        let views = self.builder.checks(module).groups;
        let groups = views.into_iter().filter(|group| !group.statements.is_empty());
        let bare = |group: GroupView| GroupView { intro_html: None, ..group };
        let pages = self.layout.key(&module.clinic.checks.groups);
        let answers = self.answers(groups.map(bare).collect(), pages);
        let of_pages = keyed_pages(self.builder.course, module).map(|page| self.answered_page(page));
        answers.into_iter().chain(of_pages).collect()
    }

    /// The key of a page with a sheet: its text with the answers in it, and its statements.
    pub(super) fn page_key(self, id: PageId) -> Vec<Cut> {
        let (course, page) = (self.builder.course, self.builder.course.page(id));
        let text = has_notes(course, id).then(|| self.answered_page(id));
        let group = course.page_checks(page).filter(|group| !group.statements.is_empty());
        let answers = group.and_then(|group| {
            let pages = self.layout.key(std::slice::from_ref(group));
            self.answers(self.builder.content(id).checks.into_iter().collect(), pages)
        });
        text.into_iter().chain(answers).collect()
    }

    /// Statements with their answers in the order of the labels, whoever sees their page; `None` where there are none.
    fn answers(self, views: Vec<GroupView>, pages: u32) -> Option<Cut> {
        let total: usize = views.iter().map(|group| group.statements.len()).sum();
        let groups = views.into_iter().map(|view| AskedGroup {
            number: view.number,
            title_html: view.title_html,
            intro_html: view.intro_html,
            statements: view.statements.into_iter().enumerate().map(|(place, one)| self.answered(one, place)).collect(),
        });
        let head = self.key_head(self.page, escaped(self.builder.strings.get("print.sheet.answers")));
        let content = SheetContent::Answers(ChecksSheet { groups: groups.collect(), total });
        let cut = self.flowing(SheetKind::Answers, head, content, pages);
        (total > 0).then(|| shown(cut))
    }

    /// The text of a page with a sheet, with what only some readers see.
    fn answered_page(self, id: PageId) -> Cut {
        let page = self.builder.course.page(id);
        let view = self.page_builder(id, |builder| builder.content(id));
        let head = self.key_head(id, self.builder.filler().inline(&page.title));
        let content = SheetContent::Page(PageSheet {
            path: page.path.clone(),
            body_html: view.body_html,
            total: 0,
            checks: None,
            checks_headed: view.checks_headed,
            checks_elsewhere: None,
            after_html: view.after_html,
        });
        let label = page.title.text().to_owned();
        let pages = self.layout.page(&page.body, &[]);
        let cut = self.flowing(SheetKind::Page, head, content, pages);
        let named = |sheet| crate::render::view::Sheet { id: self.page_sheet_id(id), label: label.clone(), ..sheet };
        let sheets = cut.sheets.into_iter().map(named).collect();
        shown(Cut { sheets, is_titled: true, ..cut })
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
        Asked { answer, position: String::new(), ..self.asked(bare, place, (0, 0)) }
    }
}

/// A key shows all of its sheets, whatever the course prints by default.
fn shown(mut cut: Cut) -> Cut {
    for sheet in &mut cut.sheets {
        sheet.hidden = false;
    }
    cut
}
