//! The log, page by page.

use super::{Cut, Owner};
use crate::model::course::{LogRows, Module};
use crate::model::kinds::SheetKind;
use crate::paper::LogPage;
use crate::render::view::{LogSheet, SheetContent};

/// Kinds of error, as exam wrappers sort them (Lovett, *Make exams worth more than the grade*, 2013).
const KINDS: [&str; 5] = ["concept", "misread", "careless", "procedure", "time"];

/// Days until a repair is tested again, and until a card is due, by its box (after Leitner).
pub(super) const DAYS: [u32; 4] = [1, 3, 7, 21];

impl Owner<'_> {
    /// The log; `None` where it has no column, or nothing to write or read in.
    pub(super) fn log(self, module: &Module) -> Option<Cut> {
        let log = &module.clinic.log;
        let has_starter = self.layout.options.starter && !log.starter.is_empty();
        if log.columns.is_empty() || (log.rows == LogRows::Count(0) && !has_starter) {
            return None;
        }
        let head = self.head(&log.heading, "log");
        let pages = self.layout.log(log).into_iter().enumerate();
        let pages = pages.map(|(index, page)| SheetContent::Log(self.log_page(module, &page, index == 0))).collect();
        Some(self.cut(SheetKind::Log, &head, pages))
    }

    fn log_page(self, module: &Module, page: &LogPage, is_first: bool) -> LogSheet {
        let log = self.builder.log(module);
        let word = |kind: &&str| self.builder.strings.get(&format!("print.kind.{kind}")).to_owned();
        // Entries that are not printed are there for those who want them, on the first page.
        let hidden = !self.layout.options.starter;
        let starter = log.starter.into_iter().enumerate();
        let is_here = |index: usize| if hidden { is_first } else { page.starter.contains(&index) };
        LogSheet {
            name: log.name,
            columns: log.columns,
            starter: starter.filter(|(index, _)| is_here(*index)).map(|(_, row)| row).collect(),
            starter_hidden: hidden,
            blank: page.blank.clone().collect(),
            kinds: KINDS.iter().map(word).collect(),
            retests: DAYS,
        }
    }
}
