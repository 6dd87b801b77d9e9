//! Quotes that are not closed, or closed too early.

use super::super::line::Line;
use super::{Trouble, character_at, in_quotes, rest_of_line};
use crate::text::Span;

const WHOLE: &str = "put the whole text in single quotes, with every `'` in it doubled";

/// `opening` is a quote that nothing closes.
pub(super) fn unclosed(source: &str, opening: usize) -> Trouble {
    let line = Line::at(source, opening).filter(|line| line.value_start() == opening && line.value().len() > 1);
    let help = line.map_or_else(
        || "close it where the text ends".to_owned(),
        |line| format!("close it where the text ends: {}", line.with_value(&line.meant()).trim_start()),
    );
    Trouble::syntax(character_at(source, opening), "this quote is never closed", help)
}

/// A quoted text that goes on over lines which are keys or items by their looks: its closing quote is another's.
pub(in super::super) fn swallowed_lines(source: &str, place: Span) -> Option<Trouble> {
    let length = source[place.range()].find('\n')?;
    let opening = Line::at(source, place.start)?;
    let mut from = place.start + length + 1;
    for text in source[from..place.end].split_inclusive('\n') {
        let line = Line::new(from, text.trim_end_matches(['\n', '\r']));
        if line.indent <= opening.indent && (line.is_item || line.key().is_some()) {
            return Some(unclosed(source, place.start));
        }
        from += text.len();
    }
    None
}

/// Text at `at` follows what looks like the end of a text in `quote`s.
pub(super) fn text_after(source: &str, at: usize, quote: char) -> Trouble {
    let Some(line) = Line::at(source, at) else { return after(source, at, WHOLE.to_owned()) };
    if let Some(opening) = opened_above(source, &line, at, quote) {
        return unclosed(source, opening);
    }
    let starts_it = line.value().starts_with(quote) && line.value_start() < at;
    let starts_key = line.value_start() > at && source[line.content_start()..].starts_with(quote);
    let help = if starts_it || starts_key { in_quotes(&line) } else { WHOLE.to_owned() };
    after(source, at, help)
}

/// The same where the kind of quote is not known, if it was one.
pub(super) fn text_after_any(source: &str, at: usize) -> Trouble {
    if let Some(quote @ ('\'' | '"')) = source[..at].chars().next_back() {
        return text_after(source, at, quote);
    }
    let help = "put a space before the `#` of a comment; put text that contains a `#` in single quotes";
    Trouble::syntax(character_at(source, at), "a comment follows without a space before it", help)
}

fn after(source: &str, at: usize, help: String) -> Trouble {
    Trouble::syntax(rest_of_line(source, at), "text follows the closing quote", help)
}

/// The quote above `line` that was never closed, if the one that ends at `at` was meant to open a text.
fn opened_above(source: &str, line: &Line<'_>, at: usize, quote: char) -> Option<usize> {
    let opens_here = line.value().starts_with(quote) && line.value_start() < at;
    if opens_here && line.value_start() + 1 < at.min(source[..at].trim_end().len()) {
        return None;
    }
    let mut above = Line::before(source, line.start);
    let mut deepest = line.indent;
    while let Some(candidate) = above {
        if candidate.value().starts_with(quote) {
            // Lines that belong to a text are indented deeper than the line that it starts on.
            let goes_on = deepest > candidate.indent && !opens_here;
            return (!goes_on).then(|| candidate.value_start());
        }
        deepest = deepest.min(candidate.indent);
        above = Line::before(source, candidate.start);
    }
    None
}
