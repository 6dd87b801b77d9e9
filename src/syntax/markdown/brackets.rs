//! Formulas between `\(` and `\)` or `\[` and `\]`, as LaTeX and other tools write them: they are hidden from the reader as
//! formulas between dollars.

use std::ops::Range;

use pulldown_cmark::Event;

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
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('\\') {
        at += next;
        match formula(text, at).filter(|formula| !is_quiet(&formula.range)) {
            Some(formula) => {
                at = formula.range.end;
                found.push(formula);
            }
            // What a backslash stands before is no backslash of its own.
            None => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    found
}

/// The formula that opens at byte `at`.
fn formula(text: &str, at: usize) -> Option<Formula> {
    let (open, close) = PAIRS.into_iter().find(|(open, _)| text[at..].starts_with(open))?;
    let inner = &text[at + open.len()..];
    // With all of the text for each bracket that is never closed it would take for ever.
    let inner = &inner[..inner.floor_char_boundary(LONGEST)];
    let inner = &inner[..end(inner, close)?];
    let quotes = text[..at].rsplit('\n').next().unwrap_or_default().matches('>').count();
    let fits = !inner.trim().is_empty() && !inner.contains(open) && !inner.contains("$$");
    let means = is_tex(inner) || open == PAIRS[0].0 && is_variable(inner.trim());
    (fits && means).then(|| Formula { range: at..at + open.len() + inner.len() + close.len(), quotes })
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
