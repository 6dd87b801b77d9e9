//! The log, page by page.

use std::sync::Arc;

use super::{Cut, Owner};
use crate::assemble::Texts as _;
use crate::model::course::{Log, LogColumn, LogRows, Module};
use crate::model::kinds::{LogField, LogForm, SheetKind};
use crate::paper::LogShape;
use crate::render::fill::escaped;
use crate::render::view::print::{LogSheet, SheetContent};
use crate::render::view::{LogColumnView, LogFieldView};

/// Kinds of mistake, as exam wrappers sort them (Lovett, *Make exams worth more than the grade*, 2013).
pub(in crate::render) const ERROR_KINDS: [&str; 5] = ["concept", "misread", "careless", "procedure", "time"];

/// The widths of the built-in columns, in percent; those that the style sheet gives to columns without another.
#[cfg(test)]
const WIDTHS: [u32; 6] = [7, 19, 18, 19, 19, 18];

/// Days until a repair is tested again, and until a card is due, by its box (after Leitner).
pub(in crate::render) const DAYS: [u32; 4] = [1, 3, 7, 21];

impl Owner<'_> {
    /// The log; `None` where it has no column, or nothing to write or read in.
    pub(super) fn log(self, module: &Module) -> Option<Cut> {
        let log = &self.builder.course.clinic(module.id).log;
        let has_starter = self.layout.options.starter && !log.starter.is_empty();
        if log.columns.is_empty() || (log.rows == LogRows::Count(0) && !has_starter) {
            return None;
        }
        let mut head = self.head(&log.heading, "log");
        // The built-in intro speaks of columns, and a reader may choose either form.
        if self.has_usual_intro(log) {
            head.intro_html = Some(format!("<p>{}</p>", escaped(self.builder.strings.get("print.log_intro"))));
        }
        let pages = self.log_pages(module).into_iter().map(SheetContent::Log).collect();
        let mut cut = self.cut(SheetKind::Log, &head, pages);
        if log.form == LogForm::Table {
            cut.sheets.iter_mut().for_each(|sheet| sheet.classes.push_str(" across"));
        }
        Some(cut)
    }

    /// The whole log is made once and dealt out, since a page holds few of its entries.
    fn log_pages(self, module: &Module) -> Vec<LogSheet> {
        let log = self.builder.log(module);
        let mut starter = log.starter.into_iter();
        // Entries that are not printed are there for those who want them, on the first page.
        let hidden = !self.layout.options.starter;
        let clinic = self.builder.course.clinic(module.id);
        let is_usual = is_usual(&clinic.log);
        let fields = fields(&clinic.log, &log.columns);
        let is_dated = fields.len() < log.columns.len();
        let (columns, fields, kinds) = (Arc::from(log.columns), Arc::from(fields), self.kinds());
        let pages = self.layout.log(&self.builder.course.clinic(module.id).log).into_iter().enumerate();
        pages
            .map(|(index, page)| {
                let count = if hidden && index == 0 { starter.len() } else { page.starter.len() };
                LogSheet {
                    name: log.name.clone(),
                    form: clinic.log.form.word(),
                    columns: Arc::clone(&columns),
                    fields: Arc::clone(&fields),
                    is_usual,
                    is_dated,
                    starter: starter.by_ref().take(count).collect(),
                    starter_hidden: hidden,
                    blank: page.blank.collect(),
                    more: page.more.anywhere,
                    more_on_a4: page.more.on_a4,
                    kinds: Arc::clone(&kinds),
                    retests: DAYS,
                }
            })
            .collect()
    }

    fn has_usual_intro(self, log: &Log) -> bool {
        log.heading.intro.as_ref().is_some_and(|intro| intro.text() == self.builder.strings.get("log.intro"))
    }

    fn kinds(self) -> Arc<[String]> {
        ERROR_KINDS.iter().map(|kind| self.builder.strings.get(&format!("print.kind.{kind}")).to_owned()).collect()
    }
}

/// Whether a log has the built-in columns and no other, whose names and widths the style sheet has.
pub(super) fn is_usual(log: &Log) -> bool {
    let fields = log.columns.iter().map(|column| column.field);
    fields.eq(LogField::WORDS.iter().map(|(_, field)| Some(*field)))
}

/// The fields of a box, each as wide as its row tells. The date stands in the strip below them, where it is not alone.
fn fields(log: &Log, columns: &[LogColumnView]) -> Vec<LogFieldView> {
    let is_date = |column: &LogColumn| log.columns.len() > 1 && column.field == Some(LogField::Date);
    let others = log.columns.iter().zip(columns).filter(|(column, _)| !is_date(column));
    let rows = LogShape::of(log, LogForm::Boxes).rows();
    let across = rows.into_iter().flat_map(|fields| std::iter::repeat_n(fields, fields));
    others.zip(across).map(|((_, view), across)| LogFieldView { title_html: view.title_html.clone(), across }).collect()
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
        for (index, kind) in ERROR_KINDS.iter().enumerate() {
            let rule = format!("li:nth-child({})::after {{ content: var(--print-kind-{kind}); }}", index + 2);
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }
}
