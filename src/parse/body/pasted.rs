//! Radars, logs and checks that were pasted into a text, where they are nothing but text.

use std::fmt::Write as _;

use super::Holder;
use super::tables::{Column, Table, typed_in_cell};
use crate::finding::Rule;
use crate::strings::TableHeads;
use crate::syntax::markdown::{Element, Elements, Origin};
use crate::text::quote::yaml_scalar;

/// Reports every pasted table of a body.
pub(super) fn report(body: Elements<'_>, heads: &TableHeads, holder: Holder, origin: &mut Origin<'_>) {
    if holder == Holder::Worksheet {
        return;
    }
    for element in body.tables() {
        let table = Table::read(element, heads);
        let span = origin.span(&element.first_line());
        if is_log(&table) {
            let message = "this mistake log is an ordinary Markdown table, but the module already has a log";
            let help = "delete the table; to change the columns, rows, or entries in the module's log, write `log:` in the module's front matter";
            let help = format!("{help}{}", by_itself(holder, origin));
            origin.findings.add_with_help(Rule::PastedClinic, span, message, help);
        } else if is_radar(&table, holder) {
            let write = "write the radar rows in the module's front matter";
            let help = match holder {
                Holder::Module => format!("run `{}`, or {write}", by_command(origin)),
                _ => write.to_owned(),
            };
            let help = format!("{help}:\n{}", as_yaml(&table));
            let message = "this mistake radar is an ordinary Markdown table, so its rows are read as plain text";
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
        let help = "move the statements into the list in the first check section".to_owned();
        ("a page can have only one check section, so this second check section is read as plain text", help)
    } else {
        let help = "move the statements to a group under `checks:` in the front matter, or to a practice page";
        let help = format!("{help}{}", by_itself(Holder::Module, origin));
        ("the statements under this heading are read as plain text, because this is the main page of a module", help)
    };
    origin.findings.add_with_help(Rule::PastedClinic, origin.span(&heading.place()), message, help);
}

/// What does all of it where the page is that of a module.
fn by_itself(holder: Holder, origin: &Origin<'_>) -> String {
    if holder != Holder::Module {
        return String::new();
    }
    format!(", or run `{}`", by_command(origin))
}

fn by_command(origin: &Origin<'_>) -> String {
    format!("clinic import --in-place {}", origin.file.path())
}

/// Whether a list may hold statements: one of links is a way to checks, and holds none.
pub(super) fn makes_claims(list: Element<'_>) -> bool {
    list.says_more_than_links()
}

/// Whether a table is a log that nobody has filled in. One that somebody has is an example, and means to be there.
fn is_log(table: &Table<'_>) -> bool {
    table.is_log() && table.filled().count() <= 1
}

fn is_radar(table: &Table<'_>, holder: Holder) -> bool {
    let two_columns = table.columns == [Column::Mistake, Column::Repair] && holder == Holder::Module;
    table.is_radar() && (table.radar_columns() >= 3 || two_columns)
}

/// The first row of a table as it would stand in front matter.
fn as_yaml(table: &Table<'_>) -> String {
    let Some(row) = table.filled().next() else { return String::new() };
    let mut yaml = String::from("radar:");
    let mut lead = "  - ";
    for (column, cell) in table.columns.iter().zip(row) {
        if let (Some(key), false) = (column.of_radar(), cell.is_empty()) {
            // Writing into a `String` cannot fail.
            let _ = write!(yaml, "\n{lead}{}: {}", key.word(), yaml_scalar(&cell_text(*column, *cell)));
            lead = "    ";
        }
    }
    yaml
}

/// What was typed in a cell; of a link in a `where` the path that it leads to.
fn cell_text(column: Column, cell: Elements<'_>) -> String {
    match cell.link() {
        Some(path) if column == Column::Where && path.strip_suffix(".md").is_some() => path.to_owned(),
        _ => typed_in_cell(cell),
    }
}
