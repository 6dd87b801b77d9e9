//! Pages of worksheets. They never carry answers but for the key, which is a page of its own.

mod assembled;
mod cards;
mod checks;
mod controls;
mod count;
mod data;
mod head;
mod key;
mod log;
mod packs;
mod page;
mod review;
mod section;
mod start;

pub use count::SheetCount;
pub(in crate::render) use log::{DAYS, ERROR_KINDS};

use self::assembled::Assembled;
use self::data::Data;
use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Module, ModuleId, PageChecks, PageId, SheetOptions};
use crate::model::kinds::{Paper, Part, SheetKind};
use crate::paper::{Code, Layout};
use crate::plan::{left_out, sheet_kind};
use crate::render::view::print::{Print, SheetContent, SheetHead, SheetView};
use crate::text::SitePath;

/// What a run of sheets belongs to: a module, or a page of none.
#[derive(Clone, Copy)]
struct Owner<'a> {
    builder: Builder<'a>,
    module: Option<&'a Module>,
    /// Where its sheets lead back to.
    page: PageId,
    layout: Layout<'a>,
}

/// The pages of one sheet.
struct Cut {
    kind: SheetKind,
    /// Where its sheets lead back to.
    page: PageId,
    title_html: String,
    sheets: Vec<SheetView>,
    /// How many printed pages it takes.
    pages: u32,
    /// Where its title is the owner's own.
    is_titled: bool,
}

impl<'a> Builder<'a> {
    /// The sheets of a module that are printed by default.
    pub(super) fn print(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        let print = self.course.page(module.main).path.join("print");
        let owner = self.module_owner(module, false, "");
        let mut page = Assembled::default();
        page.add(owner, owner.sheets());
        page.leave_out(owner, owner.left_out());
        let other_size = Some(self.href(&print.join("large")));
        let key = self.key_at(&print);
        Print { other_size, key, ..page.finish(self, "module", self.link(module.clinic_page), &[owner]) }
    }

    /// The same in large print.
    pub(super) fn print_large(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        let print = self.course.page(module.main).path.join("print");
        let owner = self.module_owner(module, true, "");
        let mut page = Assembled::default();
        page.add(owner, owner.sheets());
        let data = Data { large: true, ..Data::default() }.of(&[owner]).json();
        let other_size = Some(self.href(&print));
        Print { large: true, other_size, data, ..page.bare("module", self.link(module.clinic_page)) }
    }

    /// The sheets of a module that are left out unless a reader chooses them.
    pub(super) fn print_more(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        let owner = self.module_owner(module, false, "");
        let mut page = Assembled { is_more: true, ..Assembled::default() };
        page.add(owner, owner.sheets_of(&owner.left_out()));
        page.bare("module", self.link(module.clinic_page))
    }

    /// The key of a module.
    pub(super) fn print_key(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        let owner = self.module_owner(module, false, "");
        let mut page = Assembled::default();
        page.add(owner, owner.module_key(module));
        page.bare("module", self.link(owner.page))
    }

    /// The key of a page with `sheet: true`.
    pub(super) fn print_page_key(self, id: PageId) -> Print {
        let mut page = Assembled::default();
        if let Some(owner) = self.page_owner(id, "") {
            page.add(owner, owner.form_key(id, true));
        }
        page.bare("page", self.link(id))
    }

    /// The sheet of a page with `sheet: true`.
    pub(super) fn print_page(self, id: PageId) -> Print {
        let owner = self.page_owner(id, "");
        let mut page = Assembled::default();
        if let Some(owner) = owner {
            page.add(owner, vec![owner.page_sheet(id, SheetKind::Page, false, true)]);
        }
        let key = self.key_at(&self.course.page(id).path.join("print"));
        Print { key, ..page.finish(self, "page", self.link(id), owner.as_slice()) }
    }

    /// The key to the sheets at `print`, where there is one.
    fn key_at(self, print: &SitePath) -> Option<String> {
        let key = print.join("answers");
        self.plan.is_at(&key).then(|| self.href(&key))
    }

    fn module_owner(self, module: &'a Module, large: bool, prefix: &'a str) -> Owner<'a> {
        Owner {
            builder: Builder { prefix, ..self },
            module: Some(module),
            page: module.clinic_page,
            layout: Layout::new(&self.course.clinic(module.id).sheets, large),
        }
    }

    /// `None` for a page that is no sheet.
    fn page_owner(self, id: PageId, prefix: &'a str) -> Option<Owner<'a>> {
        let page = self.course.page(id);
        let module = page.role.module().map(|module| self.course.module(module));
        let layout = Layout::new(self.course.text(page.id).sheet.as_deref()?, false);
        Some(Owner { builder: Builder { prefix, ..self }, module, page: id, layout })
    }
}

impl<'a> Owner<'a> {
    /// The sheets of a module that are printed by default, in the order that was asked for.
    fn sheets(self) -> Vec<Cut> {
        let is_printed = |kind: &SheetKind| *kind != SheetKind::Cards || !self.has_no_cards();
        let kinds: Vec<SheetKind> = self.layout.options.print.iter().copied().filter(is_printed).collect();
        self.sheets_of(&kinds)
    }

    fn sheets_of(self, kinds: &[SheetKind]) -> Vec<Cut> {
        kinds.iter().flat_map(|kind| self.sheet(*kind)).collect()
    }

    /// Whether it has no card, so that a page of blank ones is for those alone who choose it.
    fn has_no_cards(self) -> bool {
        self.module.is_some_and(|module| self.builder.course.clinic(module.id).cards.cards.is_empty())
    }

    /// The kinds of sheet that it has and leaves out unless a reader chooses them.
    fn left_out(self) -> Vec<SheetKind> {
        let Some(module) = self.module else { return Vec::new() };
        let kinds = left_out(self.builder.course, module).into_iter();
        kinds.filter(|kind| *kind != SheetKind::Review || !self.earlier(module).is_empty()).collect()
    }

    fn sheet(self, kind: SheetKind) -> Vec<Cut> {
        let Some(module) = self.module.filter(|module| kind.is_of(&self.builder.course.clinic(module.id).parts)) else {
            return Vec::new();
        };
        let cut = match kind {
            SheetKind::Start => self.start(module),
            SheetKind::Log => self.log(module),
            SheetKind::Checks => self.checks(module),
            SheetKind::Cards => Some(self.cards(module)),
            SheetKind::Completion => self.completion(module),
            SheetKind::Protocol => self.protocol(module),
            SheetKind::Review => self.review(module),
            SheetKind::Page | SheetKind::Reading => return self.page_sheets(module, kind),
            SheetKind::Answers => None,
        };
        cut.into_iter().collect()
    }

    /// The sheets of the pages of a module: those to write on, or those to be read alone.
    fn page_sheets(self, module: &Module, kind: SheetKind) -> Vec<Cut> {
        let course = self.builder.course;
        let is_meant = |page: &&PageId| sheet_kind(course, **page) == Some(kind);
        let is_hidden = self.hides(kind);
        let with_checks = |page: PageId| self.page_checks_stand_alone(module, page);
        let pages = module.pages.iter().filter(is_meant);
        pages.map(|page| self.page_sheet(*page, kind, is_hidden, with_checks(*page))).collect()
    }

    /// Whether the checks of a page are on no sheet of its module.
    fn page_checks_stand_alone(self, module: &Module, page: PageId) -> bool {
        let checks = &self.builder.course.text(page).checks;
        !matches!(checks, Some(PageChecks::OfModule(_)))
            || !self.builder.course.clinic(module.id).parts.contains(&Part::Checks)
    }

    /// Whether a kind of sheet is left out unless somebody chooses it.
    fn hides(self, kind: SheetKind) -> bool {
        (kind == SheetKind::Cards && self.has_no_cards()) || !self.layout.options.print.contains(&kind)
    }

    /// Whether `page` is the clinic page of its module.
    fn is_of_module(self, page: PageId) -> bool {
        self.module.is_some_and(|module| module.clinic_page == page)
    }

    fn name(self) -> &'a str {
        self.module.map_or("", |module| module.name.as_str())
    }

    /// A sheet that flows over as many pages as it needs.
    fn flowing(self, kind: SheetKind, head: SheetHead, content: SheetContent, pages: u32) -> Cut {
        let title_html = head.title_html.clone();
        let sheets = vec![self.one_sheet(kind, head, content)];
        Cut { kind, page: self.page, title_html, sheets, pages, is_titled: false }
    }

    /// A sheet that is cut into these pages.
    fn cut(self, kind: SheetKind, head: &SheetHead, contents: Vec<SheetContent>) -> Cut {
        let (count, title_html) = (contents.len(), head.title_html.clone());
        let strings = self.builder.strings;
        let page = |(index, content): (usize, SheetContent)| {
            let number = index + 1;
            let position = strings.fill("print.page", &[("n", &number.to_string()), ("m", &count.to_string())]);
            let whole = self.one_sheet(kind, head.clone(), content);
            SheetView {
                id: format!("{}-{number}", whole.id),
                label: format!("{}{}{position}", whole.label, strings.get("mark.comma")),
                number,
                count,
                position: Some(position),
                ..whole
            }
        };
        let sheets = contents.into_iter().enumerate().map(page).collect();
        let pages = u32::try_from(count).unwrap_or(u32::MAX);
        Cut { kind, page: self.page, title_html, sheets, pages, is_titled: false }
    }

    fn one_sheet(self, kind: SheetKind, head: SheetHead, content: SheetContent) -> SheetView {
        SheetView {
            id: format!("{}sheet-{}", self.builder.prefix, kind.word()),
            kind: kind.word(),
            classes: self.classes(kind),
            flow: kind.row().flow.word(),
            label: self.label(kind),
            hidden: self.hides(kind),
            module: self.name().to_owned(),
            number: 0,
            count: 0,
            position: None,
            head,
            content,
        }
    }

    /// The name of a sheet; on a page with sheets of several modules with that of its module.
    fn label(self, kind: SheetKind) -> String {
        let kind = self.builder.strings.get(kind.row().title);
        let module = self.module.filter(|_| !self.builder.prefix.is_empty());
        module.map_or_else(
            || kind.to_owned(),
            |module| {
                let colon = self.builder.strings.get("mark.colon");
                format!("{}{colon}{kind}", self.builder.numbered_title(module.main))
            },
        )
    }

    /// Classes for what the style alone obeys, each after a blank; the reader's own paper and the usual lines need none.
    fn classes(self, kind: SheetKind) -> String {
        let paper = match self.layout.options.paper {
            Paper::Reader => "",
            Paper::A4 => " paper-a4",
            Paper::Letter => " paper-letter",
        };
        let holes = if self.layout.options.punch && !kind.row().apart { " punched" } else { "" };
        let lines = match self.layout.line() {
            SheetOptions::USUAL_LINE => String::new(),
            line => format!(" line-{line}"),
        };
        let saves = if self.layout.saves() { " save" } else { "" };
        format!("{paper}{lines}{holes}{saves}")
    }
}

impl Builder<'_> {
    /// The id of the QR code that leads to a page.
    fn code_id(self, page: PageId) -> String {
        format!("code.{}", self.name_in_section(page))
    }

    /// The QR code that leads to a page, where the course knows where it is published.
    fn code(self, page: PageId) -> Option<Code> {
        let address = self.address(&self.course.page(page).path)?;
        self.codes.of(page, &address)
    }

    /// The whole address of a page, where the course knows where it is published.
    fn address(self, path: &SitePath) -> Option<String> {
        self.course.info().base_url.as_ref().map(|base| format!("{base}{}", path.encoded()))
    }
}
