//! How many pages of paper the sheets take, told from the same sheets that are printed.

use crate::assemble::Facts as _;
use serde::Serialize;

use super::{Cut, Owner};
use crate::model::course::{ModuleId, PageId};
use crate::model::kinds::SheetKind;
use crate::render::builder::Builder;

/// The pages of a sheet that is printed by default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetCount {
    /// The full name of its module, or the address of a page of none.
    pub module: String,
    /// The title of that.
    #[serde(skip)]
    pub title: String,
    /// Its kind.
    pub sheet: SheetKind,
    /// How many printed pages it takes.
    pub pages: u32,
    /// Whether that is known, and not an estimate.
    pub exact: bool,
}

impl Builder<'_> {
    /// The sheets of a module.
    pub(in crate::render) fn paper_of_module(self, id: ModuleId) -> Vec<SheetCount> {
        let owner = self.module_owner(self.course.module(id), false, "");
        owner.counts(owner.sheets())
    }

    /// The sheet of a page; none of a page in a module, whose sheet is one of its module.
    pub(in crate::render) fn paper_of_page(self, id: PageId) -> Vec<SheetCount> {
        let owner = self.page_owner(id, "").filter(|owner| owner.module.is_none());
        owner.map_or_else(Vec::new, |owner| owner.counts(vec![owner.page_sheet(id, SheetKind::Page, false, true)]))
    }
}

impl Owner<'_> {
    fn counts(self, cuts: Vec<Cut>) -> Vec<SheetCount> {
        let page = self.builder.course.page(self.page);
        let module = self.module.map_or_else(|| page.path.as_str().trim_end_matches('/'), |module| &module.name);
        let count = |cut: Cut| SheetCount {
            module: module.to_owned(),
            title: self.builder.numbered_title(self.module.map_or(self.page, |module| module.main)),
            sheet: cut.kind,
            pages: cut.pages,
            exact: cut.kind.is_exact(),
        };
        cuts.into_iter().filter(|cut| cut.sheets.iter().any(|sheet| !sheet.hidden)).map(count).collect()
    }
}
