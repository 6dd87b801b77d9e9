//! From bytes of a decoded text back to the bytes of the file that they were made from.

use std::cell::OnceCell;

use super::escape::{self, Piece};
use super::node::Style;
use crate::text::Span;

/// Finds bytes of one text in its file. The text is walked once, when the first of them is asked for, so that a text
/// with thousands of links costs no more than its length.
#[derive(Debug)]
pub struct Offsets<'n> {
    text: &'n str,
    style: Style,
    file: &'n str,
    span: Span,
    runs: OnceCell<Vec<Run>>,
}

/// Bytes of the text that stand side by side in the file, up to those of the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// The first of them in the text.
    from: usize,
    /// The first of them in the file; `None` where it cannot be told.
    at: Option<usize>,
}

impl<'n> Offsets<'n> {
    /// For the value at `span` in `file`; of what is no text, every byte is the start of the value.
    pub(super) fn new(text: &'n str, style: Style, file: &'n str, span: Span) -> Self {
        Self { text, style, file, span, runs: OnceCell::new() }
    }

    /// The byte of the file that byte `index` of the text was made from.
    ///
    /// Exact unless the file says it in other words than the text does; then it is the start of the value.
    pub fn at(&self, index: usize) -> usize {
        let index = self.text.floor_char_boundary(index);
        let runs = self.runs.get_or_init(|| self.runs());
        let run = runs[..runs.partition_point(|run| run.from <= index)].last();
        let at = run.and_then(|run| Some(run.at? + index - run.from));
        at.map_or(self.span.start, |at| at.min(self.file.len()))
    }

    fn runs(&self) -> Vec<Run> {
        let Some(typed) = self.file.get(self.span.range()) else { return Vec::new() };
        let one_line = !typed.contains(['\n', '\r']);
        let start = self.span.start;
        match self.style {
            Style::Plain if typed == self.text => vec![Run { from: 0, at: Some(start) }],
            Style::Single if one_line => single_quoted(inside(typed, '\''), start + 1),
            Style::Double if one_line => double_quoted(inside(typed, '"'), start + 1),
            Style::Literal => self.literal_block(),
            Style::Repaired if one_line => {
                typed.find(self.text).map(|at| Run { from: 0, at: Some(start + at) }).into_iter().collect()
            }
            Style::Plain | Style::Folded => self.across_lines(typed, start),
            Style::Single => self.across_lines(inside(typed, '\''), start + 1),
            Style::Double => self.across_lines(inside(typed, '"'), start + 1),
            Style::Repaired => Vec::new(),
        }
    }

    /// Where lines are joined, only blanks change: all other characters follow one another as they do in the file.
    fn across_lines(&self, typed: &str, start: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut pieces = self.pieces(typed).filter(|(_, character)| !is_blank(*character));
        for (from, character) in self.text.char_indices().filter(|(_, character)| !is_blank(*character)) {
            let at = pieces.next().filter(|(_, typed)| *typed == character).map(|(at, _)| start + at);
            let goes_on = runs.last().is_some_and(|run| run.at.map(|first| first + from - run.from) == at);
            if !goes_on {
                runs.push(Run { from, at });
            }
            if at.is_none() {
                break;
            }
        }
        runs
    }

    /// What the characters and escapes of `typed` stand for, each with its byte.
    fn pieces<'t>(&self, typed: &'t str) -> impl Iterator<Item = (usize, char)> + use<'t> {
        let style = self.style;
        let mut next = 0;
        let pieces = std::iter::from_fn(move || {
            let rest = typed.get(next..)?;
            let piece = match style {
                Style::Double => escape::first(rest)?,
                Style::Single if rest.starts_with("''") => Piece { length: 2, character: Some('\'') },
                _ => rest.chars().next().map(|first| Piece { length: first.len_utf8(), character: Some(first) })?,
            };
            let at = next;
            next += piece.length;
            Some((at, piece.character))
        });
        // A line break behind a backslash stands for nothing.
        pieces.filter_map(|(at, character)| Some((at, character?)))
    }

    /// A literal block is its source lines less their indentation; blank lines before the first text are left out.
    fn literal_block(&self) -> Vec<Run> {
        let skipped = self.text.len() - self.text.trim_start_matches('\n').len();
        let before = &self.file[..self.span.start];
        let (mut from, mut at) = (skipped, before.rfind('\n').map_or(0, |at| at + 1));
        let mut runs = Vec::new();
        let mut source_lines = self.file[at..].split_inclusive('\n');
        let mut lines = self.text[skipped..].split('\n').peekable();
        while let Some(line) = lines.next() {
            // After the last line break the text ends where the next line of the file begins.
            if line.is_empty() && lines.peek().is_none() {
                runs.push(Run { from, at: Some(at) });
                break;
            }
            let Some(source_line) = source_lines.next() else {
                runs.push(Run { from, at: None });
                break;
            };
            let indentation = source_line.trim_end_matches(['\n', '\r']).strip_suffix(line).map(str::len);
            runs.push(Run { from, at: indentation.map(|indentation| at + indentation) });
            at += source_line.len();
            from += line.len() + 1;
        }
        runs
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// In single quotes only `''` takes more room than it stands for.
fn single_quoted(inner: &str, start: usize) -> Vec<Run> {
    let first = Run { from: 0, at: Some(start) };
    let doubled = inner.match_indices("''").zip(1..).map(|((at, marks), count)| {
        let end = at + marks.len();
        Run { from: end - count, at: Some(start + end) }
    });
    std::iter::once(first).chain(doubled).collect()
}

/// In double quotes the same holds for whatever is escaped.
fn double_quoted(inner: &str, start: usize) -> Vec<Run> {
    let mut runs = vec![Run { from: 0, at: Some(start) }];
    let (mut from, mut at) = (0, 0);
    while at < inner.len() {
        let Some((character, length)) =
            escape::first(&inner[at..]).and_then(|piece| Some((piece.character?, piece.length)))
        else {
            runs.push(Run { from, at: None });
            break;
        };
        from += character.len_utf8();
        at += length;
        if character.len_utf8() != length {
            runs.push(Run { from, at: Some(start + at) });
        }
    }
    runs
}

fn inside(typed: &str, quote: char) -> &str {
    let inner = typed.strip_prefix(quote).unwrap_or(typed);
    inner.strip_suffix(quote).unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str, style: Style, file: &str, start: usize) -> Vec<(usize, Option<usize>)> {
        let offsets = Offsets::new(text, style, file, Span::new(start, file.trim_end().len()));
        offsets.runs().into_iter().map(|run| (run.from, run.at)).collect()
    }

    #[test]
    fn a_text_has_as_many_runs_as_marks_or_lines() {
        assert_eq!(
            runs("it's ü ''", Style::Single, "a: 'it''s ü '''''", 3),
            [(0, Some(4)), (3, Some(8)), (9, Some(15)), (10, Some(17))]
        );
        assert_eq!(runs("a\tüb", Style::Double, "\"a\\t\\u00fcb\"", 0), [(0, Some(1)), (2, Some(4)), (4, Some(10))]);
        assert_eq!(
            runs("one\n two\n", Style::Literal, "|\n  one\n   two\n", 4),
            [(0, Some(4)), (4, Some(10)), (9, Some(15))]
        );
    }

    #[test]
    fn the_runs_are_made_once() {
        let offsets = Offsets::new("it's", Style::Single, "'it''s'", Span::new(0, 7));
        assert!(offsets.runs.get().is_none());
        assert_eq!([0, 3, 4].map(|index| offsets.at(index)), [1, 5, 6]);
        let made = offsets.runs.get().unwrap().as_ptr();
        offsets.at(2);
        assert_eq!(offsets.runs.get().unwrap().as_ptr(), made);
    }
}
