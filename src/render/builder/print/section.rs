//! The pack of a section.

use super::assembled::Assembled;
use super::{Cut, Owner};
use crate::assemble::Facts as _;
use crate::model::course::{Entry, SectionId};
use crate::model::kinds::SheetKind;
use crate::plan::{PACK_PAGE, Plan, in_section};
use crate::render::builder::Builder;
use crate::render::view::print::Print;

impl<'a> Builder<'a> {
    /// The sheets of what stands directly in a section and, if it is printed, a review of all its modules.
    pub(in crate::render::builder) fn print_section(self, id: SectionId, number: usize) -> Print {
        let shown = self.pack_entries(id, number);
        let prefixes = self.prefixes(&shown);
        let owners = self.owners(&shown, &prefixes);
        let mut page = Assembled { is_pack: true, ..Assembled::default() };
        for owner in &owners {
            if owner.is_page() {
                page.add(*owner, vec![owner.page_sheet(owner.page, SheetKind::Page, false, true)]);
                continue;
            }
            let is_own = |cut: &Cut| cut.kind != SheetKind::Review;
            page.add(*owner, owner.sheets().into_iter().filter(is_own).collect());
            page.leave_out(*owner, owner.left_out().into_iter().filter(|kind| *kind != SheetKind::Review).collect());
        }
        if let Some(owner) = self.reviewer(id, &owners) {
            if !owner.hides(SheetKind::Review) {
                page.add(owner, owner.section_review(id).into_iter().collect());
            } else if owner.has_section_review(id) {
                page.leave_out(owner, vec![SheetKind::Review]);
            }
        }
        let pages = in_section(self.course, id).len().div_ceil(PACK_PAGE);
        let print = page.finish(self, "section", self.link(self.course.section(id).page), &owners);
        Print { pager: self.turned(&Plan::pack(self.course, id), number, pages), ..print }
    }

    /// The sheets of a pack that are left out unless a reader chooses them.
    pub(in crate::render::builder) fn print_section_more(self, id: SectionId, number: usize) -> Print {
        let shown = self.pack_entries(id, number);
        let prefixes = self.prefixes(&shown);
        let owners = self.owners(&shown, &prefixes);
        let mut page = Assembled { is_pack: true, is_more: true, ..Assembled::default() };
        for owner in owners.iter().filter(|owner| !owner.is_page()) {
            let kinds: Vec<SheetKind> =
                owner.left_out().into_iter().filter(|kind| *kind != SheetKind::Review).collect();
            page.add(*owner, owner.sheets_of(&kinds));
        }
        if let Some(owner) = self.reviewer(id, &owners).filter(|owner| owner.hides(SheetKind::Review)) {
            page.add(owner, owner.section_review(id).into_iter().collect());
        }
        page.bare("section", self.link(self.course.section(id).page))
    }

    /// What stands on page `number` of the pack of a section.
    fn pack_entries(self, id: SectionId, number: usize) -> Vec<Entry> {
        in_section(self.course, id).chunks(PACK_PAGE).nth(number - 1).unwrap_or_default().to_vec()
    }

    /// What stands before the ids of each of them.
    fn prefixes(self, shown: &[Entry]) -> Vec<String> {
        shown.iter().map(|entry| self.name_in_section(self.entry_page(*entry).1) + ":").collect()
    }

    fn owners(self, shown: &[Entry], prefixes: &'a [String]) -> Vec<Owner<'a>> {
        let owner = |(entry, prefix): (&Entry, &'a String)| match *entry {
            Entry::Module(module) => Some(self.module_owner(self.course.module(module), false, prefix)),
            Entry::Page(page) => self.page_owner(page, prefix),
            Entry::Section(_) => None,
        };
        shown.iter().zip(prefixes).filter_map(owner).collect()
    }

    /// In whose name a section is reviewed: with the options of its first module.
    fn reviewer(self, id: SectionId, owners: &[Owner<'a>]) -> Option<Owner<'a>> {
        let owner = owners.iter().find(|owner| owner.module.is_some())?;
        Some(Owner { builder: self, page: self.course.section(id).page, ..*owner })
    }
}
