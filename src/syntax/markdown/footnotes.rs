//! The footnotes of one fragment, numbered in the order in which they are cited.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use super::notes::{self, folded};
use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::model::fragment::Piece;

/// The notes cited so far.
#[derive(Debug, Default)]
pub(super) struct CitedNotes {
    /// How often each is cited, by its number from 0.
    cited: Vec<(String, usize)>,
    numbers: HashMap<String, usize>,
}

impl CitedNotes {
    pub(super) fn is_empty(&self) -> bool {
        self.cited.is_empty()
    }

    /// Notes a use of `label`: the number of the note, and which use of it this is, both from 1.
    pub(super) fn cite(&mut self, label: &str) -> (usize, usize) {
        let index = *self.numbers.entry(label.to_owned()).or_insert(self.cited.len());
        if index == self.cited.len() {
            self.cited.push((label.to_owned(), 0));
        }
        self.cited[index].1 += 1;
        (index + 1, self.cited[index].1)
    }

    /// The label of the note at `index`, from 0.
    pub(super) fn label(&self, index: usize) -> Option<String> {
        self.cited.get(index).map(|(label, _)| label.clone())
    }

    /// How often the note at `index` is cited.
    fn uses(&self, index: usize) -> usize {
        self.cited.get(index).map_or(0, |(_, uses)| *uses)
    }

    /// The id of a note.
    fn note_id(number: usize) -> String {
        format!("fn:{number}")
    }

    /// The id of the place that cites a note. With `:`, so that no heading and no author can give the same.
    pub(super) fn reference_id(number: usize, use_number: usize) -> String {
        if use_number == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{use_number}") }
    }
}

impl FragmentWriter<'_> {
    /// A citation of a note that is not written arrives as text.
    pub(super) fn report_notes(&self, text: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let typed = &self.context.source[range.clone()];
        // Only where the text was typed as it arrived are its places known.
        if self.context.inline || typed != text {
            return;
        }
        for (at, _) in typed.match_indices("[^") {
            let Some(label) = label(&typed[at + 2..], ']') else { continue };
            if !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
                let start = range.start + at;
                undefined_note(label, &(start..start + "[^]".len() + label.len()), sinks);
            }
        }
    }

    pub(super) fn reference(&mut self, label: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        if !self.context.notes.contains_key(&folded(label)) {
            undefined_note(label, range, sinks);
            return;
        }
        let (number, use_number) = self.notes.cite(&folded(label));
        self.raw("<sup class=\"footnote-ref\"><a role=\"doc-noteref\" href=\"#");
        self.slot(Piece::ScopedId(CitedNotes::note_id(number).into()));
        self.raw("\" id=\"");
        self.slot(Piece::ScopedId(CitedNotes::reference_id(number, use_number).into()));
        let _ = write!(self.html, "\">{number}</a></sup>");
    }

    /// Where the notes stand that are cited so far, and those that they cite.
    pub(super) fn noted(&self) -> Vec<Range<usize>> {
        let mut labels: Vec<String> = (0..).map_while(|index| self.notes.label(index)).collect();
        let mut known: BTreeSet<String> = labels.iter().cloned().collect();
        let mut ranges = Vec::new();
        let mut next = 0;
        while let Some(note) = labels.get(next).map(|label| &self.context.notes[label]) {
            next += 1;
            let inner = notes::cited(note).filter(|label| self.context.notes.contains_key(label));
            labels.extend(inner.filter(|label| known.insert(label.clone())));
            let end = note.iter().map(|(_, range)| range.end).max();
            ranges.extend(note.first().zip(end).map(|((_, first), end)| first.start..end));
        }
        ranges
    }

    /// Notes may cite notes, so the list grows while it is written.
    pub(super) fn write_notes(&mut self, sinks: &mut Sinks<'_, '_>) {
        if self.notes.is_empty() {
            return;
        }
        self.slot(Piece::Notes);
        let words = &self.context.reader.settings.words;
        self.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.attribute(&words.footnotes);
        self.raw("\"><ol>\n");
        let mut number = 0;
        while let Some(label) = self.notes.label(number) {
            number += 1;
            self.raw("<li id=\"");
            self.slot(Piece::ScopedId(CitedNotes::note_id(number).into()));
            self.raw("\">");
            let note = &self.context.notes[&label];
            self.write(note, sinks);
            // The arrow stands in the last line of the note, and never alone.
            if self.html.ends_with("</p>\n") {
                self.html.pop();
            }
            for use_number in 1..=self.notes.uses(number - 1) {
                self.raw("<a class=\"footnote-back\" role=\"doc-backlink\" href=\"#");
                self.slot(Piece::ScopedId(CitedNotes::reference_id(number, use_number).into()));
                self.raw("\" aria-label=\"");
                self.attribute(&words.back);
                let _ = write!(self.html, " {number}\">\u{2060}↩</a>");
            }
            self.raw("</li>\n");
        }
        self.raw("</ol></section>\n");
    }
}

fn undefined_note(label: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
    let span = sinks.origin.span(range);
    sinks.origin.findings.add_with_help(
        Rule::UndefinedFootnote,
        span,
        format!("the footnote `[^{label}]` is not defined in this file"),
        format!("define the footnote on its own line: `[^{label}]: …`"),
    );
}

/// What stands before `end` at the start of `text`, where that is near: no label is longer than a line of a page.
pub(super) fn label(text: &str, end: char) -> Option<&str> {
    let at = text.char_indices().take(80).find(|(_, character)| *character == end)?.0;
    Some(&text[..at])
}
