//! A page of sheets, put together from those of its owners.

use std::collections::BTreeSet;

use super::controls::Choices;
use super::data::Data;
use super::{Cut, Owner};
use crate::model::course::PageId;
use crate::model::kinds::SheetKind;
use crate::render::builder::Builder;
use crate::render::fill::escaped;
use crate::render::view::LinkView;
use crate::render::view::print::{Print, SheetCode, SheetLink, SheetView};

/// A page of sheets as it grows.
#[derive(Default)]
pub(super) struct Assembled {
    pub(super) is_pack: bool,
    /// Whether it is what another page leaves out.
    pub(super) is_more: bool,
    pub(super) sheets: Vec<SheetView>,
    pub(super) outline: Vec<SheetLink>,
    pub(super) codes: Vec<SheetCode>,
    /// The kinds of sheet that it leaves out.
    pub(super) more: Vec<SheetKind>,
}

impl Assembled {
    pub(super) fn add(&mut self, owner: Owner<'_>, cuts: Vec<Cut>) {
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
                title_html: format!("{}{}", escaped(&of_module), cut.title_html),
                id: first.id.clone(),
                pages: strings.count(key, cut.pages as usize),
                count: cut.pages,
                hidden: first.hidden,
            });
            // The page that leaves sheets out has the code of their module already.
            if !(self.is_more && owner.is_of_module(cut.page)) {
                self.add_code(owner, cut.page);
            }
            self.sheets.extend(cut.sheets);
        }
    }

    /// Notes which kinds of sheet lie beside the page, and gives it the code that they need.
    pub(super) fn leave_out(&mut self, owner: Owner<'_>, kinds: Vec<SheetKind>) {
        if !kinds.is_empty() && owner.is_of_module(owner.page) {
            self.add_code(owner, owner.page);
        }
        self.more.extend(kinds);
    }

    /// Adds the code that leads to `page`, unless it is there.
    fn add_code(&mut self, owner: Owner<'_>, page: PageId) {
        let id = owner.builder.code_id(page);
        if self.codes.iter().all(|code| code.id != id) {
            self.codes.extend(owner.builder.code(page).map(|code| SheetCode { id, code }));
        }
    }

    /// The whole page, with a form in which readers choose.
    pub(super) fn finish(
        mut self,
        builder: Builder<'_>,
        of: &'static str,
        back: LinkView,
        owners: &[Owner<'_>],
    ) -> Print {
        self.more.sort_unstable();
        self.more.dedup();
        self.begin_with_two_sided();
        let choices = Choices::new(builder, owners, &self);
        let data = Data { more: &self.more, hinted: choices.are_hinted(), ..Data::default() }.of(owners).json();
        Print { room: choices.room(), data, ..self.bare(of, back) }
    }

    /// Puts cards that are printed on both sides before all else: each of their fronts begins a leaf then, however many
    /// pages the other sheets take.
    fn begin_with_two_sided(&mut self) {
        let two_sided: BTreeSet<String> =
            self.sheets.iter().filter(|sheet| sheet.is_two_sided()).map(|sheet| sheet.id.clone()).collect();
        self.sheets.sort_by_key(|sheet| !two_sided.contains(&sheet.id));
        self.outline.sort_by_key(|line| !two_sided.contains(&line.id));
    }

    /// The page without anything to choose.
    pub(super) fn bare(mut self, of: &'static str, back: LinkView) -> Print {
        self.begin_with_two_sided();
        Print {
            of,
            back,
            large: false,
            other_size: None,
            key: None,
            room: Vec::new(),
            data: Data::default().json(),
            sheets: self.sheets,
            outline: self.outline,
            codes: self.codes,
            pager: None,
        }
    }
}
