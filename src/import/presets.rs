//! Symptoms and repairs that return in several rows, to be written once.

use std::collections::BTreeSet;

use super::model::{Passage, Row};
use crate::text::quote::braced;

/// What several rows share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preset {
    pub(super) name: String,
    pub(super) symptom: Option<Passage>,
    pub(super) repair: Option<Passage>,
}

/// The presets of some rows, with names that are not `taken`, and for each row the number of its preset.
pub(super) fn of_rows(rows: &[Row], taken: &BTreeSet<String>) -> (Vec<Preset>, Vec<Option<usize>>) {
    let mut presets: Vec<Preset> = Vec::new();
    let mut taken = taken.clone();
    let mut of_row = Vec::with_capacity(rows.len());
    for row in rows {
        let known = presets.iter().position(|preset| (&preset.symptom, &preset.repair) == (&row.symptom, &row.repair));
        if known.is_some() || !may_be_shared(row) {
            of_row.push(known);
            continue;
        }
        let twins: Vec<&Row> =
            rows.iter().filter(|other| (&other.symptom, &other.repair) == (&row.symptom, &row.repair)).collect();
        if twins.len() < 2 {
            of_row.push(None);
            continue;
        }
        let name = free(&name(&twins), &taken);
        taken.insert(name.clone());
        presets.push(Preset { name, symptom: row.symptom.clone(), repair: row.repair.clone() });
        of_row.push(Some(presets.len() - 1));
    }
    (presets, of_row)
}

/// In a preset a word in braces stands for something.
fn may_be_shared(row: &Row) -> bool {
    let mut texts = row.symptom.iter().chain(&row.repair).peekable();
    texts.peek().is_some() && texts.all(|text| braced(&text.source).next().is_none())
}

/// A name from the words with which all these mistakes end or, without any, begin: the two longest of them.
fn name(rows: &[&Row]) -> String {
    let mistakes: Vec<Vec<String>> = rows.iter().filter_map(|row| row.mistake.as_ref()).map(words).collect();
    let Some(first) = mistakes.first() else { return "repeated".to_owned() };
    let shared = |from_end: bool| {
        let at = |words: &'_ [String], n: usize| -> Option<String> {
            if from_end { words.iter().rev().nth(n).cloned() } else { words.get(n).cloned() }
        };
        let count =
            (0..first.len()).take_while(|n| mistakes.iter().all(|other| at(other, *n) == at(first, *n))).count();
        if from_end { first[first.len() - count..].to_vec() } else { first[..count].to_vec() }
    };
    let shared = Some(shared(true)).filter(|words| !words.is_empty()).unwrap_or_else(|| shared(false));
    let mut longest: Vec<(usize, &String)> = shared.iter().enumerate().collect();
    longest.sort_by_key(|(at, word)| std::cmp::Reverse((word.chars().count(), *at)));
    longest.truncate(2);
    longest.sort_unstable();
    match &longest[..] {
        [] => "repeated".to_owned(),
        [(_, word)] => format!("repeated-{word}"),
        [(_, one), (_, two), ..] => format!("{one}-{two}"),
    }
}

fn words(mistake: &Passage) -> Vec<String> {
    let words = mistake.source.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2usize..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mistake: &str, symptom: &str) -> Row {
        let passage = |text: &str| Some(Passage { source: text.to_owned(), ..Passage::default() });
        Row { mistake: passage(mistake), symptom: passage(symptom), repair: passage("R"), location: None }
    }

    #[test]
    fn what_returns_is_a_preset_named_after_its_mistakes() {
        let rows = [
            row("Finishing the lab with only a final answer", "S"),
            row("Finishing the quiz with only a final answer", "S"),
            row("Alone", "T"),
            row("Reading sets as words", "U"),
            row("Reading maps as words", "U"),
            row("With {where}", "{where} is wrong"),
            row("With {where}", "{where} is wrong"),
        ];
        let (presets, of_row) = of_rows(&rows, &BTreeSet::from(["as-words".to_owned()]));
        let names: Vec<&str> = presets.iter().map(|preset| preset.name.as_str()).collect();
        assert_eq!(names, ["final-answer", "as-words-2"]);
        assert_eq!(of_row, [Some(0), Some(0), None, Some(1), Some(1), None, None]);
    }
}
