//! Ids that are made from what a thing says: a text that is rewritten keeps the old one, or learners lose what they logged
//! under it.

use std::collections::{BTreeMap, BTreeSet};

use crate::assemble::references::References;
use crate::config::course::FILE;
use crate::config::own::{OwnParts, RawGroup};
use crate::config::settings::Settings;
use crate::finding::edit::Edit;
use crate::model::course::Module;
use crate::model::text::{Located, Text};
use crate::parse::Document;
use crate::pipeline::{FileMoves, Material};
use crate::text::id::content_id;
use crate::text::{Place, SourceFile, SourcePath, Span};

/// The texts that ids are made from, by file: where each stands, and its id; `None` where none can be written beside it.
#[derive(Debug, Default)]
pub(super) struct Named {
    texts: BTreeMap<SourcePath, BTreeMap<Span, Option<String>>>,
}

impl Named {
    pub(super) fn of(material: &Material) -> Self {
        let mut named = Self::default();
        named.settings(&material.config.settings);
        for document in &material.documents {
            named.document(document);
        }
        named
    }

    /// The text that holds a place, and its id.
    pub(super) fn holding(&self, place: &Place) -> Option<(Span, Option<&str>)> {
        let before = self.texts.get(&place.path)?.range(..=Span::new(place.span().start, usize::MAX));
        let (span, id) = before.last().filter(|(span, _)| place.span().end <= span.end)?;
        Some((*span, id.as_deref()))
    }

    fn document(&mut self, document: &Document) {
        let front = &document.front;
        let OwnParts { rows, groups, cards } = &front.own;
        for row in rows {
            row.mistake.iter().for_each(|text| self.add('r', row.id.as_deref(), text));
        }
        let groups = groups.iter().flatten().chain(&front.checks);
        for statement in groups.filter_map(|group: &RawGroup| group.statements.as_ref()).flatten() {
            self.add('s', statement.id.as_deref(), &statement.text);
        }
        for card in cards {
            self.add('k', card.id.as_ref(), &card.front);
        }
        self.settings(&front.settings);
        for listed in document.body.checks.iter().flat_map(|section| &section.statements) {
            self.texts.entry(document.file.path().clone()).or_default().insert(listed.span, None);
        }
    }

    fn settings(&mut self, settings: &Settings) {
        for step in settings.protocol.steps.iter().flat_map(|steps| steps.iter()) {
            self.add('p', step.id.as_ref(), &step.text);
        }
    }

    /// A text without an id of its own.
    fn add(&mut self, kind: char, own: Option<&Located<String>>, text: &Text) {
        if own.is_none() {
            let id = content_id(kind, &text.source);
            self.texts.entry(text.place.path.clone()).or_default().insert(text.place.span(), Some(id));
        }
    }
}

/// Writes `id:` beside the value at `span`; `None` where it does not stand as people write it.
pub(super) fn kept(file: &SourceFile, span: Span, id: &str) -> Option<Vec<Edit>> {
    let text = file.text();
    let start = block_header(text, span.start).unwrap_or(span.start);
    let line = &text[file.line_span(file.position(start).line).start..start];
    let insert = |at: usize, text: String| Edit { span: Span::new(at, at), text };
    let before_key = key_start(line).unwrap_or(line.len());
    let (prefix, at) = (&line[..before_key], start - line.len() + before_key);
    let has_key = before_key < line.len();
    if prefix.trim_end().ends_with(if has_key { ['{', ','] } else { ['[', ','] }) {
        let in_map = [insert(at, format!("id: {id}, "))];
        let in_list = [insert(at, format!("{{ id: {id}, text: ")), insert(span.end, " }".to_owned())];
        return Some(if has_key { in_map.into() } else { in_list.into() });
    }
    let in_list = prefix.trim_start_matches([' ', '-']).is_empty();
    if !in_list || (!has_key && !prefix.contains('-')) {
        return None;
    }
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = " ".repeat(prefix.chars().count());
    let key = if has_key { "" } else { "text: " };
    let mut edits = vec![insert(at, format!("id: {id}{line_break}{indent}{key}"))];
    if !has_key {
        // The lines below belong to a key now, and stand further in than it.
        let breaks = text[start..span.end].match_indices('\n').map(|(at, _)| start + at + 1);
        let filled = breaks.filter(|at| !text[*at..].starts_with(['\n', '\r']));
        edits.extend(filled.map(|at| insert(at, "  ".to_owned())));
    }
    Some(edits)
}

/// Where `|` or `>` stands, if the text at `start` is on lines below it.
fn block_header(text: &str, start: usize) -> Option<usize> {
    let (above, indent) = text[..start].rsplit_once('\n')?;
    let above = above.trim_end();
    let header = above.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let is_header = indent.trim().is_empty() && (header.ends_with(" |") || header.ends_with(" >"));
    is_header.then(|| header.len() - 1)
}

/// Where the key begins that a line ends with.
fn key_start(line: &str) -> Option<usize> {
    let key = line.trim_end().strip_suffix(':')?;
    let name = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (name.len() < key.len()).then_some(name.len())
}

/// What is said of a thing that is known by another id.
const RENAMED: &str = "this item now has a different id, so learners' log entries under the old id are no longer found";

/// What is said of a module some of whose things came from above it.
const INHERITED: &str = "this module no longer inherits all of its rows, steps, and cards from the settings above it: check what the module inherits now";

/// The places of things whose ids are gone, and what is said of each. What a module inherited is told of the module.
pub(super) fn lost(before: &References, after: &References, change: &FileMoves) -> BTreeSet<(Place, &'static str)> {
    let ids = |references: &References| -> BTreeMap<SourcePath, BTreeMap<String, Place>> {
        let course = references.course();
        let of = |module: &Module| {
            let clinic = course.clinic(module.id);
            let rows = clinic.radar.rows.iter().map(|row| (row.id.clone(), row.place.clone()));
            let statements = clinic.checks.groups.iter().flat_map(|group| &group.statements);
            let statements = statements.map(|statement| (statement.id.clone(), statement.place.clone()));
            let steps = clinic.protocol.steps.iter().map(|step| (step.id.clone(), step.text.place.clone()));
            let cards = clinic.cards.cards.iter().map(|card| (card.id.clone(), card.front.place.clone()));
            let page = course.page(module.clinic_page).source.clone();
            (page, rows.chain(statements).chain(steps).chain(cards).collect())
        };
        course.modules.iter().map(of).collect()
    };
    // A row that a preset makes of a page is also known by what it was called for the earlier addresses of that page.
    let course = after.course();
    let rows = |module: &Module| course.clinic(module.id).radar.rows.iter().flat_map(|row| row.was.iter().cloned());
    let was = course.modules.iter().map(|module| (&course.page(module.clinic_page).source, rows(module).collect()));
    let was: BTreeMap<&SourcePath, BTreeSet<String>> = was.collect();
    let now = ids(after);
    let mut lost = BTreeSet::new();
    for (page, things) in ids(before) {
        let place = change.place(&page);
        let (kept, was) = (now.get(place), was.get(place));
        let is_kept =
            |id: &String| kept.is_some_and(|kept| kept.contains_key(id)) || was.is_some_and(|was| was.contains(id));
        let gone = things.into_iter().filter(|(id, _)| !is_kept(id));
        let told = |(_, place): (String, Place)| {
            let is_above = place.path.as_str() == FILE || place.path.file_name() == "_index.md";
            if is_above { (Place::file(&page), INHERITED) } else { (place, RENAMED) }
        };
        lost.extend(gone.map(told));
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::edit::Edits;

    fn with_id(text: &str, value: &str) -> Option<String> {
        let file = SourceFile::new(SourcePath::new("content/a.md"), text);
        let start = text.find(value).unwrap();
        let mut edits = Edits::default();
        let new = kept(&file, Span::new(start, start + value.len()), "x1")?;
        assert!(new.into_iter().all(|edit| edits.add(edit)));
        Some(edits.put_into(text))
    }

    #[test]
    fn an_id_is_written_beside_a_text_however_it_stands() {
        let cases = [
            ("r:\n  - mistake: 'A'\n    where: W\n", "'A'", "r:\n  - id: x1\n    mistake: 'A'\n    where: W\n"),
            ("r:\r\n  - w: W\r\n    mistake: A\r\n", "A", "r:\r\n  - w: W\r\n    id: x1\r\n    mistake: A\r\n"),
            ("r:\n  - { mistake: A, w: W }\n", "A", "r:\n  - { id: x1, mistake: A, w: W }\n"),
            ("r:\n  - { w: W, mistake: A }\n", "A", "r:\n  - { w: W, id: x1, mistake: A }\n"),
            ("s:\n  - 'A'\n", "'A'", "s:\n  - id: x1\n    text: 'A'\n"),
            ("s: ['A', 'B']\n", "'B'", "s: ['A', { id: x1, text: 'B' }]\n"),
            ("c:\n  - front: |\n      A\n", "A", "c:\n  - id: x1\n    front: |\n      A\n"),
            ("c:\r\n  - front: >2-\r\n\r\n      A\r\n", "A", "c:\r\n  - id: x1\r\n    front: >2-\r\n\r\n      A\r\n"),
            ("s:\n  - >-\n    A\n\n    B\n", "A\n\n    B", "s:\n  - id: x1\n    text: >-\n      A\n\n      B\n"),
            ("s:\n- 'A\n  B'\n- C\n", "'A\n  B'", "s:\n- id: x1\n  text: 'A\n    B'\n- C\n"),
        ];
        for (text, value, expected) in cases {
            assert_eq!(with_id(text, value).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(with_id("s:\n  -\n    A\n", "A"), None);
        assert_eq!(with_id("a\n", "a"), None);
    }
}
