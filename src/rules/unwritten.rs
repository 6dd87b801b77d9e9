//! Words that `clinic new` wrote so that an author writes others.

use super::RuleInput;
use crate::finding::{Finding, Rule};
use crate::model::starter;
use crate::model::text::Text;
use crate::parse::Document;
use crate::text::{Place, Span};

/// One finding a file. A draft says itself that it is not finished.
pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let public = input.documents.iter().filter(|document| !document.front.draft);
    public.filter_map(|document| finding(&left_in(document))).collect()
}

fn finding(left: &[Place]) -> Option<Finding> {
    let first = left.first()?;
    let others = match left.len() - 1 {
        0 => String::new(),
        count => format!(", and this file contains {count} more"),
    };
    let message = format!("this text is still a placeholder from `clinic new`{others}");
    let help = "write your own text; until then, `draft: true` keeps the page off the site";
    Some(Finding::new(Rule::UnwrittenText, first.clone(), message).help(help))
}

/// Where such texts are, in the order of the file.
fn left_in(document: &Document) -> Vec<Place> {
    let mut left: Vec<Place> = values(document).map(|text| text.place.clone()).collect();
    let mut start = document.body_start;
    for line in document.file.text()[start..].split_inclusive('\n') {
        if starter::is_line(line) {
            let typed = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            left.push(Place::new(document.file.path(), Span::new(at, at + typed.len())));
        }
        start += line.len();
    }
    left.sort();
    left
}

/// The values of front matter that are such texts.
fn values(document: &Document) -> impl Iterator<Item = &Text> {
    let front = &document.front;
    let rows = front.own.rows.iter().flat_map(|row| [&row.mistake, &row.location, &row.symptom, &row.repair]);
    let all = std::iter::once(&front.description).chain(rows).flatten();
    all.filter(|text| starter::VALUES.contains(&&*text.source))
}
