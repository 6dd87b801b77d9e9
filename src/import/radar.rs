//! A mistake radar from a table, with its columns in any order.

use super::model::{Location, Passage, Radar, Row};
use super::page::Maker;
use super::sections::{Around, Section};
use crate::model::kinds::RadarColumn;
use crate::parse::{Table, typed_in_cell};
use crate::syntax::markdown::{Element, Elements};

/// Whether a table of a page that holds a clinic is its radar.
pub(super) fn is_radar(table: &Table<'_>) -> bool {
    table.is_radar() && table.radar_columns() >= 2
}

/// Reads the radar that `element` of `section` is.
pub(super) fn read<'e>(
    maker: &mut Maker<'_, 'e, '_>,
    section: &Section<'e>,
    element: Element<'e>,
    table: &Table<'e>,
) -> Radar {
    let around = Around::of(section.inside, element);
    let heading = section.part_heading();
    // What stands above a table without a heading of its own is the text of the page.
    let intro = if heading.is_some() { &around.before[..] } else { &[] };
    let heading = maker.heading(heading, intro);
    maker.take(element);
    maker.tell_left(&around.after, "the radar");
    let columns = columns(table);
    let shown = columns.iter().filter_map(|(_, column)| *column).collect();
    let filled: Vec<&Vec<Elements<'e>>> =
        table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let rows = filled.iter().map(|row| self::row(maker, &columns, row, element)).collect();
    keep_others(maker, table, &columns, &filled, element);
    Radar { heading, columns: shown, rows }
}

/// The columns of a table by their numbers; one that the radar has no place for is none. Of two for the same the first is it.
fn columns(table: &Table<'_>) -> Vec<(usize, Option<RadarColumn>)> {
    let mut seen = Vec::new();
    let mut first = |column: Option<RadarColumn>| {
        let column = column.filter(|column| !seen.contains(column));
        seen.extend(column);
        column
    };
    table.columns.iter().map(|column| first(column.of_radar())).enumerate().collect()
}

fn row<'e>(
    maker: &mut Maker<'_, 'e, '_>,
    columns: &[(usize, Option<RadarColumn>)],
    cells: &[Elements<'e>],
    table: Element<'e>,
) -> Row {
    let mut row = Row::default();
    for (at, column) in columns {
        let Some(cell) = cells.get(*at).copied().filter(|cell| !cell.is_empty()) else { continue };
        let Some(column) = column else { continue };
        match column {
            RadarColumn::Where => row.location = Some(location(maker, cell, table)),
            RadarColumn::Mistake => row.mistake = Some(maker.scribe.line(cell, typed_in_cell(cell))),
            RadarColumn::Symptom => row.symptom = Some(maker.scribe.line(cell, typed_in_cell(cell))),
            RadarColumn::Repair => row.repair = Some(maker.scribe.line(cell, typed_in_cell(cell))),
        }
    }
    row
}

/// Where a trap shows up: a link to a page, its path, or words.
fn location<'e>(maker: &mut Maker<'_, 'e, '_>, cell: Elements<'e>, table: Element<'e>) -> Location {
    let at = cell.top_level().next().map_or(table.place().start, |first| first.place().start);
    let typed = typed_in_cell(cell);
    if let Some(path) = cell.link().filter(|path| is_page(path)) {
        let reference = maker.reference(path, at);
        let label = cell.top_level().next().map(Element::inside).unwrap_or_default();
        return Location::Page { reference, words: maker.scribe.line(label, typed_in_cell(label)) };
    }
    let bare = typed.trim_matches('`');
    if is_page(bare) {
        let reference = maker.reference(bare, at);
        return Location::Page { reference, words: maker.scribe.line(cell, format!("`{bare}`")) };
    }
    Location::Words(maker.scribe.line(cell, typed))
}

/// Whether words are the path of a page, perhaps with a place on it.
pub(super) fn is_page(typed: &str) -> bool {
    let path = typed.split('#').next().unwrap_or_default();
    let is_marked = |c: char| c.is_whitespace() || "[]()<>`|:".contains(c);
    path.len() > 3 && path.to_ascii_lowercase().ends_with(".md") && !typed.contains(is_marked)
}

/// Writes what no column of a radar takes below the text, unless it only numbers the rows.
fn keep_others<'e>(
    maker: &mut Maker<'_, 'e, '_>,
    table: &Table<'e>,
    columns: &[(usize, Option<RadarColumn>)],
    rows: &[&Vec<Elements<'e>>],
    element: Element<'e>,
) {
    let (line, others) = (element.place().start, columns.iter().filter(|(_, column)| column.is_none()));
    let mut kept: Vec<usize> = Vec::new();
    for (at, _) in others {
        let Some(head) = table.heads.get(*at) else { continue };
        if rows.iter().all(|row| row.get(*at).is_none_or(|cell| is_number(&cell.words()))) {
            maker.tell(line, format!("the column `{}` is left out, because rows have their own labels", head.words()));
        } else {
            kept.push(*at);
            let message =
                format!("a radar has no `{}` column, so the column moves to a table below the text", head.words());
            maker.tell(line, message);
        }
    }
    let mistake = columns.iter().find(|(_, column)| *column == Some(RadarColumn::Mistake)).map(|(at, _)| *at);
    if kept.is_empty() {
        return;
    }
    let shown: Vec<usize> = mistake.into_iter().chain(kept).collect();
    let empty = Elements::default();
    let cells = |row: &Vec<Elements<'e>>| -> Vec<Elements<'e>> {
        shown.iter().map(|at| row.get(*at).copied().unwrap_or(empty)).collect()
    };
    let all: Vec<Vec<Elements<'e>>> = [&table.heads].into_iter().chain(rows.iter().copied()).map(cells).collect();
    let line = |row: &Vec<Elements<'e>>| {
        let typed = row.iter().map(|cell| cell.typed().trim().to_owned());
        format!("| {} |", typed.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = all.iter().map(line).collect();
    lines.insert(1, format!("|{}", "---|".repeat(shown.len())));
    let words: Vec<Passage> = all.iter().flatten().map(|cell| maker.scribe.line(*cell, "")).collect();
    maker.add(lines.join("\n"), &words.iter().map(|passage| passage.words.as_str()).collect::<String>());
}

/// `3`, `3.`, `#3`, `R3` or nothing.
fn is_number(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_uppercase());
    bare.len() - digits.len() <= 1 && digits.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_pages_are_known() {
        for path in ["practice/01-lab.md", "../b.md#why", "a.MD"] {
            assert!(is_page(path), "{path}");
        }
        for words in [".md", "see a.md", "[a](b.md)", "https://a.org/b.md", "client/server", "a.mdx"] {
            assert!(!is_page(words), "{words}");
        }
    }

    #[test]
    fn numbers_of_rows_are_known() {
        for (words, expected) in [("3", true), ("R12", true), ("#4", true), ("", true), ("high", false), ("M", true)] {
            assert_eq!(is_number(words), expected, "{words}");
        }
    }
}
