//! Radars, logs and checks that were pasted into a text, where they are nothing but text.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::{Ev, end_of, words};
use super::writer::trimmed;
use crate::finding::Rule;
use crate::text::id::normalized;
use crate::text::quote::yaml_scalar;

/// What a body belongs to, which decides on what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A page that is printed, tables to be filled in included.
    Worksheet,
    /// Any other page or section.
    Page,
    /// A module: radar, checks and log stand in its front matter.
    Module,
}

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

/// What may stand at the head of columns, in lower case; `*` at an end is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TableHeads {
    /// Of mistakes.
    pub mistake: Vec<String>,
    /// Of where a mistake shows up.
    pub location: Vec<String>,
    /// Of symptoms.
    pub symptom: Vec<String>,
    /// Of what shows a repair.
    pub repair: Vec<String>,
    /// Of what only logs have.
    pub log: Vec<String>,
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
pub(super) fn report(events: &[Ev<'_>], source: &str, heads: &TableHeads, holder: Holder, origin: &mut Origin<'_>) {
    if holder == Holder::Worksheet {
        return;
    }
    for (index, (event, range)) in events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::Table(_))) {
            let table = Table::read(&events[index..end_of(events, index)], heads);
            let first_line = source[range.clone()].lines().next().unwrap_or_default();
            let span = origin.span(&trimmed(source, &(range.start..range.start + first_line.len())));
            if table.is_log() {
                let message = "a mistake log was pasted here, and the module has one by itself";
                let help =
                    "delete it; `log:` in the front matter of the module gives it other columns, rows or a first entry";
                origin.findings.add_with_help(Rule::PastedClinic, span, message, help);
            } else if table.is_radar(holder) {
                let help = format!("write its rows in the front matter of the module:\n{}", table.as_yaml(source));
                let message = "a mistake radar was pasted here as a table, so that its rows are only text";
                origin.findings.add_with_help(Rule::PastedClinic, span, message, help);
            }
        }
    }
}

/// Reports a check section where its list is only text.
pub(super) fn report_checks(list: &[Ev<'_>], heading: Range<usize>, second: bool, origin: &mut Origin<'_>) {
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
    origin.findings.add_with_help(Rule::PastedClinic, origin.span(&heading), message, help);
}

/// Whether a list says anything outside of links: a list of links is a way to checks, and holds none.
pub(super) fn makes_claims(list: &[Ev<'_>]) -> bool {
    let mut links = 0usize;
    list.iter().any(|(event, _)| {
        match event {
            Event::Start(Tag::Link { .. }) => links += 1,
            Event::End(TagEnd::Link) => links -= 1,
            _ => {}
        }
        links == 0 && matches!(event, Event::Text(text) if text.chars().any(char::is_alphanumeric))
    })
}

/// A table as its cells.
struct Table<'e, 'a> {
    columns: Vec<Column>,
    rows: Vec<Vec<&'e [Ev<'a>]>>,
}

impl<'e, 'a> Table<'e, 'a> {
    fn read(events: &'e [Ev<'a>], heads: &TableHeads) -> Self {
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        let mut in_head = false;
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = &events[index + 1..end_of(events, index) - 1];
                    if in_head {
                        columns.push(Column::of(&words(cell), heads));
                    } else if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        Self { columns, rows }
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// The rows of which at least half is filled in.
    fn filled(&self) -> impl Iterator<Item = &Vec<&'e [Ev<'a>]>> {
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
    fn as_yaml(&self, source: &str) -> String {
        let Some(row) = self.filled().next() else { return String::new() };
        let mut yaml = String::from("radar:");
        let mut lead = "  - ";
        for (column, cell) in self.columns.iter().zip(row) {
            if let (Some(key), false) = (column.key(), cell.is_empty()) {
                // Writing into a `String` cannot fail.
                let _ = write!(yaml, "\n{lead}{key}: {}", yaml_scalar(&cell_text(*column, cell, source)));
                lead = "    ";
            }
        }
        yaml
    }
}

/// What was typed in a cell; of a link in a `where` the path that it leads to.
fn cell_text(column: Column, cell: &[Ev<'_>], source: &str) -> String {
    let typed = match (cell.first(), cell.last()) {
        (Some((_, first)), Some((_, last))) => &source[first.start..last.end.max(first.end)],
        _ => "",
    };
    match cell.first() {
        Some((Event::Start(Tag::Link { dest_url, .. }), _))
            if column == Column::Where && end_of(cell, 0) == cell.len() && dest_url.ends_with(".md") =>
        {
            dest_url.to_string()
        }
        _ => normalized(&typed.replace("\\|", "|")),
    }
}
