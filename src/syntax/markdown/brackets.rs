//! Formulas between `\(` and `\)` or `\[` and `\]`, as LaTeX and other tools write them: they are hidden from the reader as
//! formulas between dollars.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Ev;
use super::foreign::{is_tex, quiet};
use super::mask::Formula;

const PAIRS: [(&str, &str); 2] = [("\\(", "\\)"), ("\\[", "\\]")];

/// No formula has more bytes.
const LONGEST: usize = 4 * 1024;

/// The formulas of `text` that stand neither in code nor in links and the like, sorted.
pub(super) fn find(events: &[Ev<'_>], text: &str) -> Vec<Formula> {
    if !PAIRS.iter().any(|(open, _)| text.contains(open)) {
        return Vec::new();
    }
    let quiet = quiet(events);
    let is_quiet = |range: &Range<usize>| {
        let next = quiet.partition_point(|quiet| quiet.end <= range.start);
        quiet.get(next).is_some_and(|quiet| quiet.start < range.end)
    };
    let blocks = Blocks::of(events, text);
    let mut line = Line::at(0, text);
    let mut found: Vec<Formula> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('\\') {
        at += next;
        line.reach(at, text);
        match formula(text, at, &line).filter(|formula| !is_quiet(&formula.range) && blocks.hold(&formula.range, text))
        {
            Some(formula) => {
                at = formula.range.end;
                found.push(formula);
            }
            // What a backslash stands before is no backslash of its own.
            None => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    // Beside a formula that is certain these are the names of radii and speeds.
    let may_be_words = |formula: &Formula| MARKS.contains(&text[inner(&formula.range)].trim());
    if found.iter().all(may_be_words) { Vec::new() } else { found }
}

/// What stands between brackets in words: `(c) 2020`, `file(s)`.
const MARKS: [&str; 7] = ["c", "C", "r", "R", "s", "es", "tm"];

fn inner(range: &Range<usize>) -> Range<usize> {
    range.start + 2..range.end - 2
}

/// The formula that opens at byte `at` of a line.
fn formula(text: &str, at: usize, line: &Line) -> Option<Formula> {
    let (open, close) = PAIRS.into_iter().find(|(open, _)| text[at..].starts_with(open))?;
    let is_in_line = open == PAIRS[0].0;
    // Brackets are also escaped so that no link comes of them, and stand behind words: `file\(s\)`.
    let may_open = if is_in_line { !text[..at].ends_with(char::is_alphanumeric) } else { line.words == at };
    if !may_open {
        return None;
    }
    let inner = &text[at + open.len()..];
    // With all of the text for each bracket that is never closed it would take for ever.
    let inner = &inner[..inner.floor_char_boundary(LONGEST)];
    let inner = &inner[..end(inner, close)?];
    // What keeps a text from learners stands in no formula.
    let fits = !inner.trim().is_empty() && !["$$", "[!", open].iter().any(|sign| inner.contains(sign));
    let means = is_tex(inner) || is_in_line && is_variable(inner.trim());
    let range = at..at + open.len() + inner.len() + close.len();
    let may_close = is_in_line || ends_line(&text[range.end..]);
    (fits && means && may_close).then_some(Formula { range, quotes: line.quotes })
}

/// Whether nothing stands before the end of the line but the end of a sentence.
fn ends_line(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\r', '.', ',', ';']).chars().next().is_none_or(|c| c == '\n')
}

/// Where `close` stands in `text` before its first empty line.
fn end(text: &str, close: &str) -> Option<usize> {
    let end = text.find(close)?;
    let mut lines = text[..end].split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        if !is_last && line.trim_matches([' ', '\t', '>', '\r']).is_empty() {
            return None;
        }
    }
    Some(end)
}

/// The line that was reached.
struct Line {
    /// How many quotes its words stand in.
    quotes: usize,
    /// Where these begin, behind the signs of quotes and items.
    words: usize,
    /// Up to where it was read.
    seen: usize,
}

impl Line {
    /// The line that begins at this byte.
    fn at(start: usize, text: &str) -> Self {
        let is_lead = |byte: &u8| byte.is_ascii_digit() || b" \t>-+*.)".contains(byte);
        let typed = &text.as_bytes()[start..];
        let lead = &typed[..typed.iter().position(|byte| !is_lead(byte)).unwrap_or(typed.len())];
        let quotes = text[start..start + lead.len()].matches('>').count();
        Self { quotes, words: start + lead.len(), seen: start }
    }

    /// Goes on to the line of this byte.
    fn reach(&mut self, at: usize, text: &str) {
        if let Some(end) = text[self.seen..at].rfind('\n') {
            *self = Self::at(self.seen + end + 1, text);
        }
        self.seen = at;
    }
}

/// Where the blocks of a text begin and end: no formula goes from one into another, or the words of that would be lost in it,
/// and those shown that are for instructors.
struct Blocks {
    /// The edges of all of them.
    edges: Vec<usize>,
    /// Those that no line of a formula can be taken for.
    firm: Vec<usize>,
    /// Where lists and the like begin and end, each with the end of the innermost from there on.
    ends: Vec<(usize, usize)>,
}

impl Blocks {
    fn of(events: &[Ev<'_>], text: &str) -> Self {
        let (mut edges, mut firm, mut ends, mut open) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (event, range) in events {
            match event {
                Event::Start(tag) if is_block(tag) => {
                    edges.extend([range.start, range.end]);
                    firm.extend(is_firm(tag, &text[range.clone()]).then_some(range.start));
                    if holds_blocks(tag) {
                        open.push(range.end);
                        ends.push((range.start, range.end));
                    }
                }
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition) => {
                    open.pop();
                    ends.push((range.end, open.last().copied().unwrap_or(text.len())));
                }
                Event::Rule => {
                    edges.push(range.start);
                    firm.push(range.start);
                }
                _ => {}
            }
        }
        edges.sort_unstable();
        firm.sort_unstable();
        ends.sort_by_key(|(at, _)| *at);
        Self { edges, firm, ends }
    }

    /// Whether what stands at `range` lies in one block. A line of a formula between lines of brackets may begin like an item.
    fn hold(&self, range: &Range<usize>, text: &str) -> bool {
        let between_lines = are_lines(range, text);
        let edges = if between_lines { &self.firm } else { &self.edges };
        let next = edges.partition_point(|edge| *edge <= range.start);
        let is_cut = edges.get(next).is_some_and(|edge| *edge < range.end);
        let around = self.ends.partition_point(|(at, _)| *at <= range.start).checked_sub(1);
        !is_cut && around.is_none_or(|around| range.end <= self.ends[around].1)
    }
}

/// Whether each bracket of a formula stands on a line of its own.
fn are_lines(range: &Range<usize>, text: &str) -> bool {
    let inner = &text[inner(range)];
    let first = inner.split('\n').next().unwrap_or_default();
    let last = inner.rsplit('\n').next().unwrap_or_default();
    first.len() < inner.len() && first.trim().is_empty() && last.trim_matches([' ', '\t', '>']).is_empty()
}

/// The cells of a table are none: a bar that stands in a formula is part of it.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::TableCell
    )
}

fn is_firm(tag: &Tag<'_>, typed: &str) -> bool {
    match tag {
        Tag::Paragraph | Tag::List(_) | Tag::Item => false,
        // What is underlined has no sign of its own at its start.
        Tag::Heading { .. } => typed.trim_start().starts_with('#'),
        _ => true,
    }
}

fn holds_blocks(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_))
}

/// `x`, `ab`, `f(x)`: short, and not the number of something.
fn is_variable(inner: &str) -> bool {
    let short = inner.chars().count() <= 8 && !inner.contains(char::is_whitespace);
    short
        && inner.starts_with(|c: char| c.is_alphabetic())
        && inner.split(|c: char| !c.is_alphabetic()).all(|word| word.chars().count() <= 2)
}

/// Makes formulas in a line of those between round brackets.
pub(super) fn in_lines(events: &mut [Ev<'_>], text: &str) {
    for (event, range) in events {
        if let Event::DisplayMath(tex) = event
            && text[range.start..].starts_with(PAIRS[0].0)
        {
            *event = Event::InlineMath(std::mem::replace(tex, "".into()));
        }
    }
}
