//! The few lines of a file that are shown for a finding, cut so that they fit.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

use crate::finding::report::printable;
use crate::text::{SourceFile, Span};

/// A span of more lines than this is shown by its first line.
const MOST_LINES: usize = 3;

/// Stands where a line was cut.
const CUT: &str = "...";

/// No terminal is so narrow that less is shown.
const LEAST_WIDTH: usize = 20;

/// Whole or cut lines of a file with nothing in them that could control a terminal.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, without the last line break.
    pub(super) text: String,
    /// The bytes of `text` to be marked; empty to point at one place.
    pub(super) marked: Range<usize>,
}

impl Excerpt {
    /// What to show of `source` for `span`, which starts in `line`, on a terminal of `width` columns.
    pub(super) fn new(source: &SourceFile, span: Span, line: usize, width: usize) -> Self {
        let first = source.line_span(line);
        let room = width.saturating_sub(line.to_string().len() + " | ".len()).max(LEAST_WIDTH);
        let mark = mark(source.text(), span);
        if mark.end > first.end
            && let Some(whole) = Self::of_lines(source, mark, line, room)
        {
            return whole;
        }
        let start = mark.start.min(first.end);
        Self::of_line(source, first, Span::new(start, mark.end.min(first.end)), room)
    }

    /// All lines of a mark over two or three lines, if they fit without a cut.
    fn of_lines(source: &SourceFile, mark: Span, line: usize, room: usize) -> Option<Self> {
        let last = source.position(mark.end).line;
        let short = |line| fits(source.line(line), room.saturating_sub(CUT.len()));
        if last == line || last - line >= MOST_LINES || !(line..=last).all(short) {
            return None;
        }
        let shown = Span::new(source.line_span(line).start, source.line_span(last).end);
        Some(Self::joined(source.text(), shown, mark, ["", ""]))
    }

    /// One line, cut on both sides of the mark where it is too long.
    fn of_line(source: &SourceFile, line: Span, mark: Span, room: usize) -> Self {
        let text = source.text();
        if fits(&text[line.range()], room) {
            return Self::joined(text, line, mark, ["", ""]);
        }
        let room = room - 2 * CUT.len();
        let beside = room.saturating_sub(cells_up_to(&text[mark.range()], room)) / 2;
        let start = back(text, line.start, mark.start, beside);
        let end = start + length_within(&text[start..line.end], room);
        let unused = room.saturating_sub(cells_up_to(&text[start..end], room));
        let start = back(text, line.start, start, unused);
        let cuts = [if start > line.start { CUT } else { "" }, if end < line.end { CUT } else { "" }];
        Self::joined(text, Span::new(start, end), mark, cuts)
    }

    /// `shown` of `text` with `cuts` before and after it.
    fn joined(text: &str, shown: Span, mark: Span, cuts: [&str; 2]) -> Self {
        let mark = Span::new(mark.start.min(shown.end), mark.end.min(shown.end));
        let mut result = cuts[0].to_owned() + &printable(&text[shown.start..mark.start]);
        let start = result.len();
        result += &printable(&text[mark.range()]);
        let end = result.len();
        result += &printable(&text[mark.end..shown.end]);
        Self { text: result + cuts[1], marked: start..end }
    }
}

/// `span` on whole characters inside `text`, without line breaks at its end.
fn mark(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end).max(start);
    Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len())
}

/// How many columns a character takes, as the renderer counts them.
fn cells(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(1) }
}

/// The columns of `text`, or something over `most` where it has more; looks no further than it must.
fn cells_up_to(text: &str, most: usize) -> usize {
    let mut count = 0;
    for character in text.chars() {
        count += cells(character);
        if count > most {
            break;
        }
    }
    count
}

fn fits(line: &str, room: usize) -> bool {
    line.len() <= room.saturating_mul(16) && cells_up_to(line, room) <= room
}

/// Bytes of the longest beginning of `text` that takes at most `room` columns; bounded in bytes too, because
/// combining marks take none.
fn length_within(text: &str, room: usize) -> usize {
    let mut left = room;
    for (at, character) in text.char_indices() {
        let wide = cells(character);
        if wide > left || at > room.saturating_mul(16) {
            return at;
        }
        left -= wide;
    }
    text.len()
}

/// The offset at most `room` columns before `from`, not before `least`.
fn back(text: &str, least: usize, from: usize, room: usize) -> usize {
    let mut left = room;
    let mut start = from;
    for (at, character) in text[least..from].char_indices().rev() {
        let wide = cells(character);
        if wide > left || from - start > room.saturating_mul(16) {
            break;
        }
        left -= wide;
        start = least + at;
    }
    start
}
