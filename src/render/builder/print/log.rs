//! The log, page by page.

use super::{Cut, Owner};
use crate::assemble::Texts as _;
use crate::model::course::{LogRows, Module};
use crate::model::kinds::SheetKind;
use crate::render::view::print::{LogSheet, SheetContent};

/// Kinds of error, as exam wrappers sort them (Lovett, *Make exams worth more than the grade*, 2013).
const KINDS: [&str; 5] = ["concept", "misread", "careless", "procedure", "time"];

/// The widths of the built-in columns, in percent; those that the style sheet gives to columns without another.
const WIDTHS: [u32; 6] = [7, 19, 18, 19, 19, 18];

/// Days until a repair is tested again, and until a card is due, by its box (after Leitner).
pub(super) const DAYS: [u32; 4] = [1, 3, 7, 21];

impl Owner<'_> {
    /// The log; `None` where it has no column, or nothing to write or read in.
    pub(super) fn log(self, module: &Module) -> Option<Cut> {
        let log = &self.builder.course.clinic(module.id).log;
        let has_starter = self.layout.options.starter && !log.starter.is_empty();
        if log.columns.is_empty() || (log.rows == LogRows::Count(0) && !has_starter) {
            return None;
        }
        let head = self.head(&log.heading, "log");
        let pages = self.log_pages(module).into_iter().map(SheetContent::Log).collect();
        Some(self.cut(SheetKind::Log, &head, pages))
    }

    /// The whole log is made once and dealt out, since a page holds few of its entries.
    fn log_pages(self, module: &Module) -> Vec<LogSheet> {
        let log = self.builder.log(module);
        let mut starter = log.starter.into_iter();
        // Entries that are not printed are there for those who want them, on the first page.
        let hidden = !self.layout.options.starter;
        let usual_widths = log.columns.iter().map(|column| column.width).eq(WIDTHS);
        let pages = self.layout.log(&self.builder.course.clinic(module.id).log).into_iter().enumerate();
        pages
            .map(|(index, page)| {
                let count = if hidden && index == 0 { starter.len() } else { page.starter.len() };
                LogSheet {
                    name: log.name.clone(),
                    columns: log.columns.clone(),
                    usual_widths,
                    starter: starter.by_ref().take(count).collect(),
                    starter_hidden: hidden,
                    blank: page.blank.collect(),
                    kinds: self.kinds(),
                    retests: DAYS,
                }
            })
            .collect()
    }

    fn kinds(self) -> Vec<String> {
        KINDS.iter().map(|kind| self.builder.strings.get(&format!("print.kind.{kind}")).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../../themes/clinic/static/sheet.css");

    #[test]
    fn the_style_sheet_has_the_usual_widths() {
        for (index, width) in WIDTHS.iter().enumerate() {
            let rule = format!(".fill th:nth-child({}):not([class]) {{ width: {width}%; }}", index + 1);
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn the_style_sheet_has_the_kinds_in_their_order() {
        for (index, kind) in KINDS.iter().enumerate() {
            let rule = format!("i:empty:nth-of-type({})::after {{ content: var(--print-kind-{kind}); }}", index + 1);
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }
}
