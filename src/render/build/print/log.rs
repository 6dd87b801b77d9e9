//! The log, page by page.

use super::{Cut, Owner};
use crate::model::course::{LogRows, Module};
use crate::model::kinds::SheetKind;
use crate::paper::LogPage;
use crate::render::view::{LogSheet, Sheet, SheetContent, SheetHead};

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
        let pages = self.layout.log(log);
        let count = pages.len();
        let sheets = pages.iter().enumerate();
        Some(Cut {
            kind: SheetKind::Log,
            title_html: head.title_html.clone(),
            sheets: sheets.map(|(index, page)| self.log_page(module, &head, page, (index + 1, count))).collect(),
            pages: u32::try_from(count).unwrap_or(u32::MAX),
            exact: true,
            is_titled: false,
        })
    }

    fn log_page(self, module: &Module, head: &SheetHead, page: &LogPage, (number, count): (usize, usize)) -> Sheet {
        let strings = self.builder.strings;
        let log = self.builder.log(module);
        let (n, m) = (number.to_string(), count.to_string());
        let position = strings.fill("print.page", &[("n", &n), ("m", &m)]);
        let word = |kind: &&str| strings.get(&format!("print.kind.{kind}")).to_owned();
        // Entries that are not printed are there for those who want them, on the first page.
        let hidden = !self.layout.options.starter;
        let starter = log.starter.into_iter().enumerate();
        let is_here = |index: usize| if hidden { number == 1 } else { page.starter.contains(&index) };
        Sheet {
            id: format!("{}sheet-log-{number}", self.prefix),
            kind: SheetKind::Log.word(),
            classes: self.classes(SheetKind::Log),
            label: format!("{}{}{position}", self.label(SheetKind::Log), strings.get("mark.comma")),
            hidden: self.hides(SheetKind::Log),
            module: self.name().to_owned(),
            number,
            count,
            position: Some(position),
            head: head.clone(),
            content: SheetContent::Log(LogSheet {
                name: log.name,
                columns: log.columns,
                starter: starter.filter(|(index, _)| is_here(*index)).map(|(_, row)| row).collect(),
                starter_hidden: hidden,
                blank: page.blank.clone().collect(),
                kinds: KINDS.iter().map(word).collect(),
                retests: DAYS,
            }),
        }
    }
}
