//! Rows of tables with more cells than the table has columns: what is too much is shown nowhere. Mostly a bar inside of code
//! or of a formula has parted a cell.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Origin;
use super::events::Ev;
use super::writer::trimmed;
use crate::finding::{Finding, Rule};
use crate::text::Place;

const BARS: &str = "a bar parts cells inside of code and formulas too, so write it as `\\|` there";

/// No row that is longer is repaired, in bytes.
const LONGEST: usize = 4096;

/// Reports every row of a table that loses words.
pub(super) fn report(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    let mut columns = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => report_row(text, range, columns, origin),
            _ => {}
        }
    }
}

fn report_row(text: &str, range: &Range<usize>, columns: usize, origin: &mut Origin<'_>) {
    let range = trimmed(text, range);
    let row = &text[range.clone()];
    if bars(row).count() < columns {
        return;
    }
    let cells = cells(row);
    let Some(lost) = cells.get(columns..).filter(|lost| lost.iter().any(|cell| !row[cell.clone()].trim().is_empty()))
    else {
        return;
    };
    let repaired = repaired(row, columns);
    let span = match (&repaired, lost.first()) {
        (None, Some(first)) => origin.span(&trimmed_both(row, first.start..row.len(), range.start)),
        _ => origin.span(&range),
    };
    let message = format!(
        "this row has {} cells and its table {columns} {}, so what is too much is not shown",
        cells.len(),
        if columns == 1 { "column" } else { "columns" }
    );
    let fix = repaired.as_ref().and_then(|repaired| origin.offer(&range, row, repaired));
    let help = match repaired {
        Some(row) if fix.is_none() => format!("{BARS}: {row}"),
        Some(_) => BARS.to_owned(),
        None => "write `\\|` for a bar that is part of a text, or give the table another column".to_owned(),
    };
    let place = Place::new(origin.findings.path(), span);
    let finding = Finding::new(Rule::SurplusCell, place, message).help(help);
    origin.findings.push(Finding { fix, ..finding });
}

fn trimmed_both(row: &str, cells: Range<usize>, start: usize) -> Range<usize> {
    let typed = &row[cells.clone()];
    let lead = typed.len() - typed.trim_start_matches([' ', '\t']).len();
    let kept = typed.trim_end_matches(|c: char| c == '|' || c.is_whitespace()).len();
    start + cells.start + lead..start + cells.start + kept.max(lead + 1)
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

/// The row with `\|` for the bars inside of code and formulas, where that gives it as many cells as its table has columns.
fn repaired(row: &str, columns: usize) -> Option<String> {
    if row.len() > LONGEST {
        return None;
    }
    let spans = spans(row);
    [&[Kind::Code, Kind::Formula][..], &[Kind::Code], &[Kind::Formula]]
        .into_iter()
        .map(|kinds| {
            let is_inside = |at: usize| spans.iter().any(|span| kinds.contains(&span.kind) && span.range.contains(&at));
            let inner: Vec<usize> = bars(row).filter(|&at| is_inside(at)).collect();
            escaped(row, &inner)
        })
        .find(|repaired| repaired.as_str() != row && cells(repaired).len() == columns)
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
