//! A page that is a sheet.

use super::{Cut, Owner};
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::PageId;
use crate::model::kinds::SheetKind;
use crate::render::builder::Builder;
use crate::render::fill::Room;
use crate::render::view::print::{PageSheet, SheetContent, SheetView};
use crate::text::anchor::of_path;

impl Owner<'_> {
    /// The id of something that there is for each of several pages: named after the page's path from its module, or else
    /// from its section.
    pub(super) fn id_for_page(self, what: &str, id: PageId) -> String {
        let Builder { course, prefix, .. } = self.builder;
        let page = course.page(id);
        let around = page.role.module().map_or_else(|| course.section(page.section).page, |id| course.module(id).main);
        format!("{prefix}{what}.{}", of_path(page.path.below(&course.page(around).path)))
    }

    /// The id of the sheet of a page.
    pub(super) fn page_sheet_id(self, id: PageId) -> String {
        self.id_for_page("sheet-page", id)
    }

    /// Whether it is a page with a sheet of its own, and no module with all of its sheets.
    pub(super) fn is_page(self) -> bool {
        self.module.is_none_or(|module| module.clinic_page != self.page)
    }

    /// What a builder for the text of one page makes: headings of several pages may share their anchors.
    pub(super) fn page_builder<T>(self, id: PageId, make: impl FnOnce(Builder<'_>) -> T) -> T {
        let prefix = self.id_for_page("page", id) + ":";
        make(Builder { prefix: &prefix, ..self.builder })
    }

    /// A page with `sheet: true`. Where its checks are on a sheet of its module, they are left out here.
    pub(super) fn page_sheet(self, id: PageId, kind: SheetKind, hidden: bool, with_checks: bool) -> Cut {
        let page = self.builder.course.page(id);
        let filler = self.builder.filler();
        let intro = page.description.as_ref().map(|text| format!("<p>{}</p>", filler.inline(text)));
        let head = self.head_of(id, filler.inline(&page.title), intro);
        let text = self.builder.course.text(page.id);
        let room = text.lines.map(|usual| Room { lines: self.layout.lines(usual), usual });
        let view = self.page_builder(id, |builder| Builder { room, ..builder }.content(id));
        let checks = self.builder.course.page_checks(page.id);
        let has_checks = checks.is_some();
        let checks = checks.filter(|_| with_checks);
        let statements = checks.map_or(&[][..], |group| &group.statements);
        let pages = self.layout.page(&text.body, text.lines.unwrap_or(0), statements);
        let title_html = head.title_html.clone();
        let content = PageSheet {
            path: page.path.clone(),
            body_html: view.body_html,
            total: statements.len(),
            has_room: room.is_some() && text.body.fragment.counts.rooms > 0,
            checks: view
                .checks
                .filter(|_| with_checks)
                .map(|checks| self.asked_group(checks, &self.order(0, statements.len()), 0, statements.len())),
            checks_headed: view.checks_headed,
            checks_elsewhere: self.module.filter(|_| has_checks && !with_checks).map(|module| {
                let title = self.builder.course.clinic(module.id).checks.heading.title.text();
                self.builder.strings.fill("print.checks_elsewhere", &[("title", title)])
            }),
            after_html: view.after_html,
        };
        let content =
            if kind == SheetKind::Reading { SheetContent::Reading(content) } else { SheetContent::Page(content) };
        let label = page.title.text().to_owned();
        let sheet = SheetView { id: self.page_sheet_id(id), label, hidden, ..self.one_sheet(kind, head, content) };
        Cut { kind, page: id, title_html, sheets: vec![sheet], pages, is_titled: true }
    }
}
