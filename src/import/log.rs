//! A mistake log from a table: its columns, and the entries to begin with.

use super::model::{Log, LogColumn};
use super::page::Maker;
use super::scribe::condensed;
use super::sections::{Around, Section};
use crate::parse::{Table, typed_in_cell};
use crate::syntax::markdown::Element;

/// Reads the log that `element` of `section` is.
pub(super) fn read<'e>(
    maker: &mut Maker<'_, 'e, '_>,
    section: &Section<'e>,
    element: Element<'e>,
    table: &Table<'e>,
) -> Log {
    let around = Around::of(section.inside, element);
    let heading = section.part_heading();
    let intro = if heading.is_some() { &around.before[..] } else { &[] };
    let heading = maker.heading(heading, intro);
    maker.take(element);
    maker.tell_left(&around.after, "the log");
    let columns = columns(maker, table, element);
    let filled = table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let mut starter = Vec::new();
    for row in filled {
        let cells = row.iter().enumerate().take(columns.len()).filter(|(_, cell)| !cell.is_empty());
        starter.push(cells.map(|(at, cell)| (at, maker.scribe.line(*cell, typed_in_cell(*cell)))).collect());
    }
    Log { heading, columns, starter }
}

fn columns<'e>(maker: &mut Maker<'_, 'e, '_>, table: &Table<'e>, element: Element<'e>) -> Vec<LogColumn> {
    let mut columns: Vec<LogColumn> = Vec::with_capacity(table.columns.len());
    for (column, head) in table.columns.iter().zip(&table.heads) {
        let has = |key: &str| columns.iter().any(|column| column.key() == key);
        let built_in = column.of_log().filter(|field| !has(field.word()));
        if let Some(field) = built_in {
            let own = maker.with.strings.get(&format!("log.column.{}", field.word())).to_owned();
            if condensed(&own).to_lowercase() != condensed(&head.words()).to_lowercase() {
                let message = format!("the log column `{}` is now named `{own}`", head.words());
                maker.tell(element.place().start, message);
            }
            columns.push(LogColumn::BuiltIn(field));
        } else {
            // One of as many names as there are columns is free.
            let numbers = 1..=table.columns.len() + 1;
            let key = numbers.map(|number| key(&head.words(), number)).find(|key| !has(key)).unwrap_or_default();
            columns.push(LogColumn::Own { key, title: maker.scribe.line(*head, typed_in_cell(*head)) });
        }
    }
    columns
}

/// A name for a column, from the letters of its heading that may stand in one.
fn key(heading: &str, number: usize) -> String {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name = if words.is_empty() { "column".to_owned() } else { words.join("_") };
    let is_built_in = crate::model::kinds::LogField::WORDS.iter().any(|(word, _)| *word == name);
    if number == 1 && !is_built_in { name } else { format!("{name}_{}", number + 1) }
}
