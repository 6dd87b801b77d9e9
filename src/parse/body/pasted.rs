//! Radars, logs and checks that were pasted into a text, where they are nothing but text.

use std::fmt::Write as _;

use super::Holder;
use crate::finding::Rule;
use crate::strings::TableHeads;
use crate::syntax::markdown::{Element, Elements, Origin};
use crate::text::id::normalized;
use crate::text::quote::yaml_scalar;

/// What a column of a table seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Mistake,
    Where,
    Symptom,
    Repair,
    /// A column that only logs have.
    OfLog,
    Other,
}

impl Column {
    fn of(heading: &str, heads: &TableHeads) -> Self {
        let heading = heading.to_lowercase();
        let TableHeads { mistake, location, symptom, repair, log } = heads;
        let columns = [
            (log, Self::OfLog),
            (mistake, Self::Mistake),
            (location, Self::Where),
            (symptom, Self::Symptom),
            (repair, Self::Repair),
        ];
        let says = |words: &[String]| words.iter().any(|word| fits(heading.trim(), word));
        columns.into_iter().find(|(words, _)| says(words)).map_or(Self::Other, |(_, column)| column)
    }

    fn key(self) -> Option<&'static str> {
        match self {
            Self::Mistake => Some("mistake"),
            Self::Where => Some("where"),
            Self::Symptom => Some("symptom"),
            Self::Repair => Some("repair"),
            Self::OfLog | Self::Other => None,
        }
    }
}

/// Whether a heading is what `pattern` says.
fn fits(heading: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => heading.contains(pattern.trim_matches('*')),
        (Some(end), None) => heading.ends_with(end),
        (None, Some(start)) => heading.starts_with(start),
        (None, None) => heading == pattern,
    }
}

/// Reports every pasted table of a body.
pub(super) fn report(body: Elements<'_>, heads: &TableHeads, holder: Holder, origin: &mut Origin<'_>) {
    if holder == Holder::Worksheet {
        return;
    }
    for element in body.tables() {
        let table = Table::read(element, heads);
        let span = origin.span(&element.first_line());
        if table.is_log() {
            let message = "a mistake log was pasted here, and the module has one by itself";
            let help =
                "delete it; `log:` in the front matter of the module gives it other columns, rows or a first entry";
            origin.findings.add_with_help(Rule::PastedClinic, span, message, help);
        } else if table.is_radar(holder) {
            let help = format!("write its rows in the front matter of the module:\n{}", table.as_yaml());
            let message = "a mistake radar was pasted here as a table, so that its rows are only text";
            origin.findings.add_with_help(Rule::PastedClinic, span, message, help);
        }
    }
}

/// Reports a check section where its list is only text.
pub(super) fn report_checks(heading: Element<'_>, list: Element<'_>, second: bool, origin: &mut Origin<'_>) {
    if !makes_claims(list) {
        return;
    }
    let (message, help) = if second {
        let help = "move its statements into the list of the first one";
        ("a page has one check section, and this second one is only text", help)
    } else {
        let help = "write them as `statements:` of a group under `checks:` in the front matter, or on a practice page";
        ("the statements under this heading are only text on the page of a module", help)
    };
    origin.findings.add_with_help(Rule::PastedClinic, origin.span(&heading.place()), message, help);
}

/// Whether a list may hold statements: one of links is a way to checks, and holds none.
pub(super) fn makes_claims(list: Element<'_>) -> bool {
    list.says_more_than_links()
}

/// A table as its cells.
struct Table<'e> {
    columns: Vec<Column>,
    rows: Vec<Vec<Elements<'e>>>,
}

impl<'e> Table<'e> {
    fn read(table: Element<'e>, heads: &TableHeads) -> Self {
        let mut rows = table.rows().into_iter();
        let columns = rows.next().into_iter().flatten().map(|cell| Column::of(&cell.words(), heads)).collect();
        Self { columns, rows: rows.collect() }
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// The rows of which at least half is filled in.
    fn filled(&self) -> impl Iterator<Item = &Vec<Elements<'e>>> {
        self.rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() * 2 >= row.len().max(1))
    }

    /// A table that somebody has filled in is an example, and means to be there.
    fn is_log(&self) -> bool {
        let known = self.columns.iter().filter(|column| **column != Column::Other).count();
        self.has(Column::OfLog) && self.has(Column::Mistake) && known >= 3 && self.filled().count() <= 1
    }

    fn is_radar(&self, holder: Holder) -> bool {
        let known = [Column::Mistake, Column::Where, Column::Symptom, Column::Repair];
        let count = known.iter().filter(|column| self.has(**column)).count();
        let two_columns = self.columns == [Column::Mistake, Column::Repair] && holder == Holder::Module;
        let is_radar = !self.has(Column::OfLog) && self.has(Column::Mistake) && (count >= 3 || two_columns);
        is_radar && self.filled().next().is_some()
    }

    /// Its first row as it would stand in front matter.
    fn as_yaml(&self) -> String {
        let Some(row) = self.filled().next() else { return String::new() };
        let mut yaml = String::from("radar:");
        let mut lead = "  - ";
        for (column, cell) in self.columns.iter().zip(row) {
            if let (Some(key), false) = (column.key(), cell.is_empty()) {
                // Writing into a `String` cannot fail.
                let _ = write!(yaml, "\n{lead}{key}: {}", yaml_scalar(&cell_text(*column, *cell)));
                lead = "    ";
            }
        }
        yaml
    }
}

/// What was typed in a cell; of a link in a `where` the path that it leads to.
fn cell_text(column: Column, cell: Elements<'_>) -> String {
    match cell.link() {
        Some(path) if column == Column::Where && path.strip_suffix(".md").is_some() => path.to_owned(),
        _ => normalized(&cell.typed().replace("\\|", "|")),
    }
}
