//! Tables, row by row.

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, Event, TagEnd};

use super::events::Ev;
use super::html;
use super::writer::FragmentWriter;

/// The table that is written.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    /// How many cells of the row are begun.
    cells: usize,
    /// The element of the cell.
    tag: &'static str,
    /// Whether the row has a cell to write in.
    to_fill: bool,
}

impl Table {
    pub(super) fn new(alignments: &[Alignment]) -> Self {
        Self { alignments: alignments.to_vec(), in_head: false, cells: 0, tag: "td", to_fill: false }
    }
}

impl FragmentWriter<'_> {
    pub(super) fn table(&mut self, alignments: &[Alignment]) {
        self.table = Table::new(alignments);
        self.raw("<div class=\"table\"><table>\n");
    }

    pub(super) fn table_row(&mut self, in_head: bool) {
        let table = &mut self.table;
        (table.in_head, table.cells, table.to_fill) = (in_head, 0, false);
        self.raw(if in_head { "<thead><tr>" } else { "<tr>" });
    }

    pub(super) fn end_table_row(&mut self) {
        let Table { in_head, to_fill, .. } = self.table;
        let rows = if to_fill && !in_head { &mut self.counts.rows_to_fill } else { &mut self.counts.rows_of_words };
        *rows += 1;
        self.raw(if in_head { "</tr></thead>\n<tbody>" } else { "</tr>\n" });
    }

    /// Opens the cell at `index`, and gives the index of what it holds, behind its end where that is nothing. An empty cell
    /// of the head heads nothing.
    pub(super) fn table_cell(&mut self, events: &[Ev<'_>], index: usize) -> usize {
        let inner = &events[index + 1..];
        let words = blank_words(inner);
        let is_empty = matches!(inner.get(words), Some((Event::End(TagEnd::TableCell), _)));
        let table = &mut self.table;
        let class = match table.alignments.get(table.cells) {
            Some(Alignment::Left) => " class=\"align-start\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            Some(Alignment::None) | None => "",
        };
        table.cells += 1;
        table.to_fill |= is_to_write_in(inner);
        let (tag, scope) = if table.in_head && !is_empty { ("th", " scope=\"col\"") } else { ("td", "") };
        table.tag = tag;
        let _ = write!(self.html, "<{tag}{scope}{class}>");
        index + 1 + if is_empty { words } else { 0 }
    }

    pub(super) fn end_table_cell(&mut self) {
        let _ = write!(self.html, "</{}>", self.table.tag);
    }
}

/// How many events are blanks: a cell that holds nothing else, `&nbsp;` included, is one to write in.
fn blank_words(events: &[Ev<'_>]) -> usize {
    let is_blank = |(event, _): &&Ev<'_>| matches!(event, Event::Text(text) if text.trim().is_empty());
    events.iter().take_while(is_blank).count()
}

/// Whether a cell shows nothing, or breaks alone, which make it higher.
fn is_to_write_in(inner: &[Ev<'_>]) -> bool {
    let shows = |(event, _): &&Ev<'_>| match event {
        Event::Text(text) => !text.trim().is_empty(),
        Event::InlineHtml(tag) => !html::is_break(tag),
        _ => true,
    };
    matches!(inner.iter().find(shows), Some((Event::End(TagEnd::TableCell), _)))
}
