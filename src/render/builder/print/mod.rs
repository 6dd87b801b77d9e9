//! Pages of worksheets. They never carry answers but for the key, which is a page of its own.

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

pub use count::SheetCount;

use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Entry, Module, ModuleId, PageChecks, PageId, SectionId};
use crate::model::kinds::{Part, SheetKind};
use crate::paper::Layout;
use crate::plan::{PACK_PAGE, Plan, in_section};
use crate::render::view::LinkView;
use crate::render::view::print::{Print, SheetCode, SheetContent, SheetHead, SheetLink, SheetView};
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
    /// All sheets of a module.
    pub(super) fn print(self, id: ModuleId, large: bool) -> Print {
        let module = self.course.module(id);
        let print = self.course.page(module.main).path.join("print");
        let owner = self.module_owner(module, large, "");
        let mut page = Assembled::default();
        page.add(owner, owner.sheets());
        let other = if large { print.clone() } else { print.join("large") };
        let key = self.key_at(&print);
        let print = page.finish(self, "module", self.link(module.clinic_page), &[owner]);
        Print { large, other_size: Some(self.href(&other)), key, ..print }
    }

    /// The key of a module.
    pub(super) fn print_key(self, id: ModuleId) -> Print {
        let module = self.course.module(id);
        let owner = self.module_owner(module, false, "");
        let mut page = Assembled::default();
        page.add(owner, owner.module_key(module));
        let print = page.finish(self, "module", self.link(owner.page), &[]);
        Print { controls: None, ..print }
    }

    /// The key of a page with `sheet: true`.
    pub(super) fn print_page_key(self, id: PageId) -> Print {
        let mut page = Assembled::default();
        if let Some(owner) = self.page_owner(id, "") {
            page.add(owner, owner.form_key(id, true));
        }
        let print = page.finish(self, "page", self.link(id), &[]);
        Print { controls: None, ..print }
    }

    /// The sheet of a page with `sheet: true`.
    pub(super) fn print_page(self, id: PageId) -> Print {
        let owner = self.page_owner(id, "");
        let mut page = Assembled::default();
        if let Some(owner) = owner {
            page.add(owner, vec![owner.page_sheet(id, false, true)]);
        }
        let key = self.key_at(&self.course.page(id).path.join("print"));
        Print { key, ..page.finish(self, "page", self.link(id), owner.as_slice()) }
    }

    /// The sheets of what stands directly in a section, and a review of all its modules.
    pub(super) fn print_section(self, id: SectionId, number: usize) -> Print {
        let entries = in_section(self.course, id);
        let shown: Vec<Entry> = entries.chunks(PACK_PAGE).nth(number - 1).unwrap_or_default().to_vec();
        let prefixes: Vec<String> =
            shown.iter().map(|entry| self.name_in_section(self.entry_page(*entry).1) + ":").collect();
        let mut page = Assembled { is_pack: true, ..Assembled::default() };
        let mut owners = Vec::new();
        for (entry, prefix) in shown.iter().zip(&prefixes) {
            match *entry {
                Entry::Module(module) => {
                    let owner = self.module_owner(self.course.module(module), false, prefix);
                    page.add(owner, owner.sheets().into_iter().filter(|cut| cut.kind != SheetKind::Review).collect());
                    owners.push(owner);
                }
                Entry::Page(sheet) => {
                    let owner = self.page_owner(sheet, prefix);
                    if let Some(owner) = owner {
                        page.add(owner, vec![owner.page_sheet(sheet, false, true)]);
                    }
                    owners.extend(owner);
                }
                Entry::Section(_) => {}
            }
        }
        if let Some(owner) = owners.iter().find(|owner| owner.module.is_some()) {
            let owner = Owner { builder: self, page: self.course.section(id).page, ..*owner };
            page.add(owner, owner.section_review(id).into_iter().collect());
        }
        let pages = entries.len().div_ceil(PACK_PAGE);
        let print = page.finish(self, "section", self.link(self.course.section(id).page), &owners);
        Print { pager: self.turned(&Plan::pack(self.course, id), number, pages), ..print }
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
    /// The sheets of a module: those that are printed by default in the order that was asked for, then the others.
    fn sheets(self) -> Vec<Cut> {
        let others = SheetKind::for_learners().filter(|kind| self.hides(*kind));
        let kinds: Vec<SheetKind> = self.layout.options.print.iter().copied().chain(others).collect();
        kinds.into_iter().flat_map(|kind| self.sheet(kind)).collect()
    }

    fn sheet(self, kind: SheetKind) -> Vec<Cut> {
        let Some(module) = self.module.filter(|module| kind.is_of(&self.builder.course.clinic(module.id).parts)) else {
            return Vec::new();
        };
        let cut = match kind {
            SheetKind::Log => self.log(module),
            SheetKind::Checks => self.checks(module),
            SheetKind::Cards => Some(self.cards(module)),
            SheetKind::Completion => self.completion(module),
            SheetKind::Protocol => self.protocol(module),
            SheetKind::Review => self.review(module),
            SheetKind::Page => return self.page_sheets(module),
            SheetKind::Answers => None,
        };
        cut.into_iter().collect()
    }

    /// The sheets of the pages of a module.
    fn page_sheets(self, module: &Module) -> Vec<Cut> {
        let is_sheet = |page: &&PageId| self.builder.course.page(**page).sheet;
        let is_hidden = self.hides(SheetKind::Page);
        let with_checks = |page: PageId| self.page_checks_stand_alone(module, page);
        let pages = module.pages.iter().filter(is_sheet);
        pages.map(|page| self.page_sheet(*page, is_hidden, with_checks(*page))).collect()
    }

    /// Whether the checks of a page are on no sheet of its module.
    fn page_checks_stand_alone(self, module: &Module, page: PageId) -> bool {
        let checks = &self.builder.course.text(page).checks;
        !matches!(checks, Some(PageChecks::OfModule(_)))
            || !self.builder.course.clinic(module.id).parts.contains(&Part::Checks)
    }

    /// Whether a kind of sheet is left out unless somebody chooses it.
    fn hides(self, kind: SheetKind) -> bool {
        !self.layout.options.print.contains(&kind)
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
                format!("{}{colon}{kind}", self.builder.numbered_title(module.clinic_page))
            },
        )
    }

    /// Classes for what the style alone obeys.
    fn classes(self, kind: SheetKind) -> String {
        let holes = if self.layout.options.punch && !kind.row().apart { " punched" } else { "" };
        format!("paper-{} line-{}{holes}", self.layout.options.paper.word(), self.layout.line())
    }
}

/// A page of sheets as it grows.
#[derive(Default)]
struct Assembled {
    is_pack: bool,
    sheets: Vec<SheetView>,
    outline: Vec<SheetLink>,
    codes: Vec<SheetCode>,
}

impl Assembled {
    fn add(&mut self, owner: Owner<'_>, cuts: Vec<Cut>) {
        let strings = owner.builder.strings;
        for cut in cuts {
            let Some(first) = cut.sheets.first() else { continue };
            let key = if cut.kind.is_exact() { "print.pages" } else { "print.about_pages" };
            let is_named = self.is_pack && !cut.is_titled;
            let of_module =
                if is_named { format!("{}{}", first.head.module, strings.get("mark.colon")) } else { String::new() };
            self.outline.push(SheetLink {
                kind: cut.kind.word(),
                module: first.module.clone(),
                title_html: format!("{}{}", crate::render::fill::escaped(&of_module), cut.title_html),
                id: first.id.clone(),
                pages: strings.count(key, cut.pages as usize),
                count: cut.pages,
                hidden: first.hidden,
            });
            let used = first.head.code.as_ref();
            if let Some(id) = used.filter(|id| self.codes.iter().all(|code| code.id != **id)) {
                let path = &owner.builder.course.page(cut.page).path;
                let code = owner.builder.address(path).and_then(|address| crate::paper::qr(&address));
                self.codes.extend(code.map(|code| SheetCode { id: id.clone(), code }));
            }
            self.sheets.extend(cut.sheets);
        }
    }

    fn finish(self, builder: Builder<'_>, of: &'static str, back: LinkView, owners: &[Owner<'_>]) -> Print {
        Print {
            of,
            back,
            large: false,
            other_size: None,
            key: None,
            controls: controls::controls(builder, owners, &self.outline),
            data: data::data(builder, owners),
            sheets: self.sheets,
            outline: self.outline,
            codes: self.codes,
            pager: None,
        }
    }
}

impl Builder<'_> {
    /// The whole address of a page, where the course knows where it is published.
    fn address(self, path: &SitePath) -> Option<String> {
        self.course.info().base_url.as_ref().map(|base| format!("{base}{}", path.encoded()))
    }
}
