//! The learner's log as an author sets it up: its columns, its rows on paper and the entries to begin with.

use super::decode::Decoder;
use super::keys::LOG;
use super::settings::{LogSettings, RawLogColumn, StarterRow};
use crate::finding::Rule;
use crate::model::course::LogRows;
use crate::model::kinds::{LogField, LogForm};
use crate::model::text::{Located, Text};
use crate::syntax::yaml::{Node, NodeKind};

impl Decoder<'_> {
    pub(super) fn log(&mut self, node: Option<&Node>) -> LogSettings {
        let Some(node) = node else { return LogSettings::default() };
        let fields = self.fields(node, "the log", &LOG);
        let rows = fields.get("rows").and_then(|node| {
            let value = if node.as_str() == Some("fill") {
                LogRows::Fill
            } else {
                let rows = self.number(node, "`rows`, unless it is `fill`,", 0..=500)?;
                LogRows::Count(u32::try_from(rows).ok()?)
            };
            Some(Located { value, place: self.place(node.span) })
        });
        let columns = fields.get("columns").map(|node| self.log_columns(node));
        let starter = fields.get("starter").map(|node| self.starter(node));
        self.report_unshown(columns.as_deref(), starter.as_deref());
        LogSettings {
            heading: self.heading(Some(fields), "the log"),
            form: fields.get("form").and_then(|node| self.choice(node, "the form of the log", LogForm::WORDS)),
            rows,
            columns,
            starter,
        }
    }

    /// Reports what starter entries say under columns that stand beside them and do not include these. Those that are
    /// inherited may be for other logs.
    fn report_unshown(&mut self, columns: Option<&[RawLogColumn]>, starter: Option<&[StarterRow]>) {
        let Some((columns, starter)) = columns.zip(starter) else { return };
        let is_built_in = |key: &str| LogField::WORDS.iter().any(|(word, _)| *word == key);
        for (key, _) in starter.iter().flatten() {
            if is_built_in(&key.value) && columns.iter().all(|column| column.key() != key.value) {
                let message = format!("the log has no column `{}`, so this text is not shown", key.value);
                let help = format!("add `{}` to `columns:`, or remove this key", key.value);
                self.findings.add_with_help(Rule::UnknownKey, key.place.span(), message, help);
            }
        }
    }

    fn log_columns(&mut self, node: &Node) -> Vec<RawLogColumn> {
        let items = self.list(node, "the log columns");
        let mut columns: Vec<RawLogColumn> = Vec::with_capacity(items.len());
        for item in items {
            let Some(column) = self.log_column(item) else { continue };
            if columns.iter().any(|known| known.key() == column.key()) {
                self.wrong(item, &format!("the log already has a column `{}`", column.key()));
            } else {
                columns.push(column);
            }
        }
        columns
    }

    fn log_column(&mut self, node: &Node) -> Option<RawLogColumn> {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return self.choice(node, "a log column", LogField::WORDS).map(RawLogColumn::BuiltIn);
        }
        let fields = self.fields(node, "a log column", &["key", "title", "width"]);
        let key = fields.get("key").and_then(|node| self.name(node, "the key of a column"));
        let title = fields.said("title").and_then(|node| self.inline(node, "the title of a column"));
        let width = fields.get("width").and_then(|node| self.number(node, "the width of a column in percent", 3..=60));
        if let (Some(key), Some(title)) = (key, title) {
            let width = width.and_then(|width| u32::try_from(width).ok()).unwrap_or(15);
            return Some(RawLogColumn::Own { key: key.value, title, width });
        }
        if fields.lacks(&["key", "title"]) {
            self.wrong_with_help(
                node,
                "a column needs a `key` and a `title`",
                "write `{ key: reviewer, title: Reviewed by }`",
            );
        }
        None
    }

    /// Keys of starter entries are checked against the columns where those are known, when the module is assembled.
    fn starter(&mut self, node: &Node) -> std::sync::Arc<[StarterRow]> {
        let items = self.list(node, "the starter entries of the log");
        items.iter().map(|item| self.starter_row(item)).collect()
    }

    fn starter_row(&mut self, node: &Node) -> StarterRow {
        let fields = self.map(node, "a starter entry");
        let mut row = Vec::new();
        for entry in fields.entries() {
            let place = self.place(entry.key_span);
            let text = self.inline(&entry.value, "a field of a starter entry");
            // A key without a value may be a column and its text without the space between them.
            let nothing = || Text { source: "".into(), fragment: std::sync::Arc::default(), place: place.clone() };
            row.push((Located { value: entry.key.clone(), place: place.clone() }, text.unwrap_or_else(nothing)));
        }
        row
    }
}
