//! Reading on: repaired lines are put in place in memory and the text is read again, so that one run tells all that
//! is wrong, and nothing that follows from it.

use std::ops::Range;

use super::diagnostic::Diagnostic;
use super::duplicate::Duplicate;
use super::line::{Source, Vocabulary};
use super::node::{Node, NodeKind, Style};
use super::suggestion::Repair;
use super::tree::{self, Reading};
use crate::text::Span;
use crate::text::quote::same_but_for_marks;

/// How often a text is read again. Each reading repairs one line that could not be read, and all that are misread.
pub const MOST_REPAIRS: usize = 50;

/// Reads `source`, which starts at byte `offset` of its file. Every place is one of `source` or its file.
pub(super) fn read(source: &str, offset: usize, words: Vocabulary) -> Reading {
    let mut reading = tree::read(Source::new(source, words), offset);
    if reading.troubles.iter().all(|diagnostic| diagnostic.repair.is_none()) {
        return reading;
    }
    let mut lines = Lines::of(Source::new(source, words));
    let mut reported = Vec::new();
    for _ in 0..MOST_REPAIRS {
        reading.troubles.retain(|diagnostic| !lines.explains(diagnostic));
        if !lines.repair(&mut reading.troubles, &mut reported) {
            break;
        }
        let text = lines.text();
        reading = tree::read(lines.source.repaired(&text), offset);
    }
    let text = lines.text();
    let places = Places { lines: &lines, text: &text, offset };
    reported.extend(reading.troubles.drain(..).map(|diagnostic| lines.as_typed(diagnostic)));
    reported.sort_by_key(|diagnostic| diagnostic.span.start);
    if reported.iter().any(|diagnostic| diagnostic.repair.as_ref().is_some_and(|repair| repair.is_guess)) {
        reading.root = None;
    }
    reading.troubles = reported;
    for duplicate in &mut reading.duplicates {
        places.mend_duplicate(duplicate);
    }
    if let Some(root) = &mut reading.root {
        places.mend_node(root);
    }
    reading
}

/// The lines of a text, some of them repaired.
struct Lines<'s> {
    source: Source<'s>,
    all: Vec<Line<'s>>,
    /// Where each line starts in the repaired text.
    starts: Vec<usize>,
}

struct Line<'s> {
    /// Where it starts in the source.
    start: usize,
    /// As it was typed, without its line break.
    typed: &'s str,
    ending: &'s str,
    repaired: Option<String>,
}

impl Line<'_> {
    fn now(&self) -> &str {
        self.repaired.as_deref().unwrap_or(self.typed)
    }
}

impl<'s> Lines<'s> {
    fn of(source: Source<'s>) -> Self {
        let mut start = 0;
        let line = |whole: &'s str| {
            let typed = whole.trim_end_matches(['\r', '\n']);
            let line = Line { start, typed, ending: &whole[typed.len()..], repaired: None };
            start += whole.len();
            line
        };
        let all = source.text().split_inclusive('\n').map(line).collect();
        let mut lines = Self { source, all, starts: Vec::new() };
        lines.count();
        lines
    }

    fn count(&mut self) {
        let mut start = 0;
        self.starts = self
            .all
            .iter()
            .map(|line| {
                let this = start;
                start += line.now().len() + line.ending.len();
                this
            })
            .collect();
    }

    fn text(&self) -> String {
        self.all.iter().flat_map(|line| [line.now(), line.ending]).collect()
    }

    /// The line that holds byte `at` of the repaired text.
    fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Puts what repairs `troubles` in place, one repair a line; moves those troubles to `told`, and leaves the others.
    /// False where nothing was repaired.
    fn repair(&mut self, troubles: &mut Vec<Diagnostic>, reported: &mut Vec<Diagnostic>) -> bool {
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut left = Vec::new();
        let mut edits = Vec::new();
        for diagnostic in troubles.drain(..) {
            let range = diagnostic.repair.as_ref().and_then(|repair| self.room_for(repair, &taken));
            let Some((range, repair)) = range.zip(diagnostic.repair.as_ref()) else {
                left.push(diagnostic);
                continue;
            };
            taken.push(range.clone());
            let anew = self.quoted_anew(range.clone(), repair);
            edits.push((range.start, anew.as_ref().map_or_else(|| repair.lines.clone(), |line| vec![line.clone()])));
            let mut diagnostic = self.as_typed(diagnostic);
            if let Some((line, earlier)) = anew.and_then(|line| Some((line, earlier(reported, &diagnostic)?))) {
                earlier.cured_by(vec![line], diagnostic);
            } else {
                diagnostic.doubt(self.all[range].iter().any(|line| line.repaired.is_some()));
                reported.push(diagnostic);
            }
        }
        let any = !edits.is_empty();
        for (first, lines) in edits {
            for (line, text) in self.all[first..].iter_mut().zip(lines) {
                line.repaired = Some(text);
            }
        }
        self.count();
        *troubles = left;
        any
    }

    /// The one line of `range` as it was typed with its value in quotes, where quotes were put into it before and
    /// `repair` puts them around what that made.
    fn quoted_anew(&self, range: Range<usize>, repair: &Repair) -> Option<String> {
        let [line] = &self.all[range] else { return None };
        let only_marks = |text: &str| same_but_for_marks(text, line.typed);
        if !only_marks(line.repaired.as_deref()?) || !only_marks(repair.lines.first()?) {
            return None;
        }
        let cut = self.source.cut(line.start, line.typed);
        Some(cut.with_value(&cut.meant()))
    }

    /// Whether `diagnostic` only says that a repair was not enough: what is wrong there has been told.
    fn explains(&self, diagnostic: &Diagnostic) -> bool {
        let goes_on =
            diagnostic.repair.as_ref().is_some_and(|repair| repair.certain && self.room_for(repair, &[]).is_some());
        !goes_on && self.all.get(self.line_at(diagnostic.span.start)).is_some_and(|line| line.repaired.is_some())
    }

    /// The lines that `repair` changes; `None` where it changes nothing, or lines that another one changes.
    fn room_for(&self, repair: &Repair, taken: &[Range<usize>]) -> Option<Range<usize>> {
        let first = self.line_at(repair.start);
        let range = first..first + repair.lines.len();
        let lines = self.all.get(range.clone())?;
        let changes = lines.iter().zip(&repair.lines).any(|(line, text)| line.now() != text);
        // Troubles come in the order of the text, but for a fatal one that looks back.
        let is_free =
            taken.iter().rev().take(MOST_REPAIRS).all(|other| other.end <= range.start || range.end <= other.start);
        (changes && is_free).then_some(range)
    }

    /// The same trouble, with the places that its author sees.
    fn as_typed(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.span = self.typed_span(diagnostic.span);
        if let Some(repair) = &mut diagnostic.repair {
            repair.start = self.typed_start(repair.start);
        }
        diagnostic
    }

    fn typed_start(&self, at: usize) -> usize {
        self.all.get(self.line_at(at)).map_or(0, |line| line.start)
    }

    fn typed_span(&self, span: Span) -> Span {
        Span::new(self.typed_at(span.start), self.typed_at(span.end))
    }

    /// The byte of the source that byte `at` of the repaired text was made from.
    fn typed_at(&self, at: usize) -> usize {
        let index = self.line_at(at);
        let Some((line, start)) = self.all.get(index).zip(self.starts.get(index)) else { return self.source.len() };
        let column = at - start;
        let typed = match &line.repaired {
            Some(repaired) if column <= repaired.len() => typed_column(line.typed, repaired, column),
            Some(repaired) => line.typed.len() + column - repaired.len(),
            None => column,
        };
        (line.start + typed).min(self.source.len())
    }
}

/// The diagnostic that was told before of the line that `diagnostic` repairs.
fn earlier<'t>(reported: &'t mut [Diagnostic], diagnostic: &Diagnostic) -> Option<&'t mut Diagnostic> {
    let start = |diagnostic: &Diagnostic| diagnostic.repair.as_ref().map(|repair| (repair.start, repair.lines.len()));
    reported.iter_mut().find(|earlier| start(earlier) == start(diagnostic))
}

/// The byte of `typed` that byte `column` of `repaired`, the same line, was made from.
fn typed_column(typed: &str, repaired: &str, column: usize) -> usize {
    let (mut from, mut to) = (typed.chars(), repaired.chars());
    while repaired.len() - to.as_str().len() < column {
        let Some(written) = to.next() else { break };
        let mut ahead = from.clone();
        match ahead.next() {
            Some(next) if next == written => from = ahead,
            // Quotes of another kind, or a tab or no-break space that became spaces.
            Some('"') if written == '\'' => from = ahead,
            Some('\t' | '\u{a0}' | '\u{202f}') if written == ' ' => from = ahead,
            // A backslash that is no longer needed.
            Some('\\') if ahead.clone().next() == Some(written) => {
                ahead.next();
                from = ahead;
            }
            // Quotes and spaces were put in; all else was left out.
            _ if matches!(written, '\'' | ' ' | ']' | '}') => {}
            _ => {
                let rest = ahead.as_str();
                if let Some(at) = rest.find(written) {
                    from = rest[at + written.len_utf8()..].chars();
                }
            }
        }
    }
    typed.len() - from.as_str().len()
}

/// Places of the file for places of the repaired text.
struct Places<'l, 's> {
    lines: &'l Lines<'s>,
    text: &'l str,
    offset: usize,
}

impl Places<'_, '_> {
    fn typed(&self, span: Span) -> Span {
        let span = Span::new(span.start - self.offset, span.end - self.offset);
        self.lines.typed_span(span).shifted(self.offset)
    }

    fn mend_duplicate(&self, duplicate: &mut Duplicate) {
        duplicate.again = self.typed(duplicate.again);
        duplicate.first = self.typed(Span::new(duplicate.first, duplicate.first)).start;
    }

    fn mend_node(&self, node: &mut Node) {
        let repaired = &self.text[node.span.start - self.offset..node.span.end - self.offset];
        node.span = self.typed(node.span);
        match &mut node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar(scalar) => {
                let typed = &self.lines.source[node.span.start - self.offset..node.span.end - self.offset];
                if typed != repaired {
                    scalar.style = Style::Repaired;
                }
            }
            NodeKind::List(items) => items.iter_mut().for_each(|item| self.mend_node(item)),
            NodeKind::Map(entries) => {
                for entry in entries {
                    entry.key_span = self.typed(entry.key_span);
                    self.mend_node(&mut entry.value);
                }
            }
        }
    }
}
