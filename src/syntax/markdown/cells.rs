//! Tables that do not come out even. Of a row with more cells than the table has columns the rest is shown nowhere, and a
//! head that does not fit the line below it makes no table at all. Mostly a bar inside of code or of a formula has parted a
//! cell.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Origin;
use super::events::Ev;
use super::writer::trimmed;
use crate::finding::{Finding, Rule};
use crate::text::{Place, Span};

const BARS: &str =
    "write `\\|` for a vertical bar inside code or a formula: even there, an unescaped bar separates cells";

/// No row that is longer is repaired, in bytes.
const LONGEST: usize = 4096;

/// Reports every row of a table that loses words, and every head that makes none.
pub(super) fn report(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    let mut columns = 0;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let range = trimmed(text, range);
                let row = Row { typed: &text[range.clone()], range };
                if bars(row.typed).count() >= columns {
                    row.report(columns, origin);
                }
            }
            Event::SoftBreak | Event::HardBreak => report_head(events, index, text, origin),
            _ => {}
        }
    }
}

/// Reports the line before the break at `index`, where the line after it would make it the head of a table.
fn report_head(events: &[Ev<'_>], index: usize, text: &str, origin: &mut Origin<'_>) {
    let Some((Event::Text(next), below)) = events.get(index + 1) else { return };
    if !next.starts_with(['|', ':', '-']) {
        return;
    }
    let Some(below) = text[below.start..].lines().next().filter(|line| is_delimiter(line)) else { return };
    let start = head_start(&events[..index], events[index].1.start);
    let range = trimmed(text, &(start..events[index].1.start));
    let head = Row { typed: &text[range.clone()], range };
    let (wanted, found) = (cells(below).len(), cells(head.typed).len());
    // Of one cell it could be words over a line.
    if found < 2 || found == wanted {
        return;
    }
    let message = format!(
        "the header row of this table has {found} cells, but the line below it has {wanted}, so the table is shown as text"
    );
    let help =
        "make sure that both lines have the same number of cells, and write `\\|` for a bar that is part of the text";
    head.push(origin.span(&head.range), message, head.repaired(wanted), help, origin);
}

/// Where the line begins that ends at `end`, the last line of `events`.
fn head_start(events: &[Ev<'_>], end: usize) -> usize {
    let line = events.iter().rev().take_while(|(event, _)| {
        !matches!(
            event,
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_))
        )
    });
    line.last().map_or(end, |(_, range)| range.start)
}

/// Whether a line says of columns how they are aligned.
fn is_delimiter(line: &str) -> bool {
    let line = line.trim_end();
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// A row as it was typed.
struct Row<'t> {
    typed: &'t str,
    range: Range<usize>,
}

impl Row<'_> {
    /// Reports what stands behind the last of `columns`, if anything does.
    fn report(&self, columns: usize, origin: &mut Origin<'_>) {
        let cells = cells(self.typed);
        // A statement in quotation marks may end with a table, and its closing mark stands behind the last cell.
        let is_nothing = |cell: &Range<usize>| {
            self.typed[cell.clone()].chars().all(|c| c.is_whitespace() || "\"'“”„‘’«»".contains(c))
        };
        let Some(lost) = cells.get(columns..).filter(|lost| !lost.iter().all(is_nothing)) else { return };
        let repaired = self.repaired(columns);
        let span = match (&repaired, lost.first()) {
            (None, Some(first)) => origin.span(&self.from(first.start)),
            _ => origin.span(&self.range),
        };
        let plural = if columns == 1 { "" } else { "s" };
        let extra = if cells.len() == columns + 1 { "cell is" } else { "cells are" };
        let message = format!(
            "this row has {} cells, but its table has only {columns} column{plural}, so the extra {extra} not shown",
            cells.len()
        );
        let help = "write `\\|` for a bar that is part of the text, or add a column to the table";
        self.push(span, message, repaired, help, origin);
    }

    /// Adds a finding with the repaired row, where there is one, and else with `help`.
    fn push(&self, span: Span, message: String, repaired: Option<String>, help: &str, origin: &mut Origin<'_>) {
        let fix = repaired.as_ref().and_then(|repaired| origin.offer(&self.range, self.typed, repaired));
        let help = match repaired {
            Some(row) if fix.is_none() => format!("{BARS}: {row}"),
            Some(_) => BARS.to_owned(),
            None => help.to_owned(),
        };
        let finding = Finding::new(Rule::UnevenTable, Place::new(origin.findings.path(), span), message).help(help);
        origin.findings.push(Finding { fix, ..finding });
    }

    /// What stands from `start` on, without blanks and the last bar.
    fn from(&self, start: usize) -> Range<usize> {
        let typed = &self.typed[start..];
        let lead = typed.len() - typed.trim_start_matches([' ', '\t', '|']).len();
        let kept = typed.trim_end_matches(|c: char| c == '|' || c.is_whitespace()).len();
        self.range.start + start + lead..self.range.start + start + kept.max(lead + 1)
    }

    /// The row with `\|` for the bars inside of code and formulas, where that gives it as many cells as `columns`.
    fn repaired(&self, columns: usize) -> Option<String> {
        let row = self.typed;
        if row.len() > LONGEST {
            return None;
        }
        let spans = spans(row);
        [&[Kind::Code, Kind::Formula][..], &[Kind::Code], &[Kind::Formula]]
            .into_iter()
            .map(|kinds| {
                let is_inside =
                    |at: usize| spans.iter().any(|span| kinds.contains(&span.kind) && span.range.contains(&at));
                let inner: Vec<usize> = bars(row).filter(|&at| is_inside(at)).collect();
                escaped(row, &inner)
            })
            .find(|repaired| repaired.as_str() != row && cells(repaired).len() == columns)
    }
}

/// The bars that part cells.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    row.match_indices('|').map(|(at, _)| at).filter(|&at| !row[..at].ends_with('\\'))
}

/// The cells of a row as the reader parts them.
fn cells(row: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = row.len() - row.trim_start().len();
    for bar in bars(row) {
        if bar > start || !cells.is_empty() {
            cells.push(start..bar);
        }
        start = bar + 1;
    }
    if !row[start..].trim().is_empty() {
        cells.push(start..row.len());
    }
    cells
}

fn escaped(row: &str, bars: &[usize]) -> String {
    let mut escaped = String::with_capacity(row.len() + bars.len());
    let mut start = 0;
    for &bar in bars {
        escaped.push_str(&row[start..bar]);
        escaped.push('\\');
        start = bar;
    }
    escaped.push_str(&row[start..]);
    escaped
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Formula,
}

struct Inner {
    kind: Kind,
    range: Range<usize>,
}

/// Code and formulas in a row that is read as one line of words.
fn spans(row: &str) -> Vec<Inner> {
    let bytes = row.as_bytes();
    let mut spans: Vec<Inner> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count();
        let end = match bytes[at] {
            b'`' => end_of_code(row, at, run).inspect(|&end| spans.push(Inner { kind: Kind::Code, range: at..end })),
            b'$' => {
                end_of_formula(row, at, run).inspect(|&end| spans.push(Inner { kind: Kind::Formula, range: at..end }))
            }
            _ => None,
        };
        let step = match bytes[at] {
            b'\\' => 2,
            b'`' | b'$' => run,
            _ => 1,
        };
        at = end.unwrap_or(at + step);
    }
    spans
}

fn end_of_code(row: &str, at: usize, run: usize) -> Option<usize> {
    let mut from = at + run;
    while let Some(found) = row[from..].find('`').map(|found| from + found) {
        let other = row[found..].bytes().take_while(|&byte| byte == b'`').count();
        if other == run {
            return Some(found + run);
        }
        from = found + other;
    }
    None
}

/// By the rules of formulas: no blank inside of their dollars, no letter before them and no digit behind them.
fn end_of_formula(row: &str, at: usize, run: usize) -> Option<usize> {
    let start = at + run;
    let opens = run <= 2
        && !row[..at].ends_with(char::is_alphanumeric)
        && (run == 2 || !row[start..].starts_with(char::is_whitespace));
    let close = start + row[start..].find('$')?;
    let marks = row[close..].bytes().take_while(|&byte| byte == b'$').count();
    let end = close + run;
    let inner = &row[start..close];
    let closes = marks == run
        && !inner.is_empty()
        && !inner.ends_with('\\')
        && (run == 2 || !inner.ends_with(char::is_whitespace) && !row[end..].starts_with(|c: char| c.is_ascii_digit()));
    (opens && closes).then_some(end)
}
