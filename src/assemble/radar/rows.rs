//! What the rows of a radar are made with.

use std::collections::BTreeMap;

use crate::assemble::maker::ClinicMaker;
use crate::model::course::PageId;
use crate::model::kinds::RadarColumn;

/// Makes the rows of one module.
pub(super) struct RowMaker<'r, 'm, 'a> {
    pub(super) maker: &'r mut ClinicMaker<'m, 'a>,
    pub(super) columns: &'r [RadarColumn],
    /// The pages of the module by their titles as they are compared, the first where there are several.
    pub(super) titles: BTreeMap<String, PageId>,
}

impl RowMaker<'_, '_, '_> {
    /// The path of a page from the folder of the module.
    pub(super) fn path_in_module(&mut self, page: PageId) -> &str {
        let path = self.maker.reader.page(page).source.in_content();
        let folder = self.maker.resolver.from.module_folder.as_deref().unwrap_or_default();
        path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/')
    }
}
