//! Quotes that are not closed, or closed too early.

use super::super::line::{Line, Source};
use super::super::running::Running;
use super::super::suggestion::{Suggestion, quoted, quoted_after_brackets};
use super::{Diagnostic, character_at, rest_of_line};
use crate::text::Span;

const WHOLE: &str = "put the whole text in single quotes, and double every `'` in it";

/// `opening` is a quote that nothing closes.
pub(super) fn unclosed(source: Source<'_>, opening: usize) -> Diagnostic {
    let line = source.line(opening).filter(|line| line.value_start() == opening);
    let help = "close the quote where the text ends";
    if let Some(text) = line.as_ref().and_then(|_| Running::at(source, opening)) {
        let suggestion = Suggestion { help: help.to_owned(), repair: text.quoted(source) };
        return Diagnostic::syntax(character_at(source, opening), "this quote is never closed", suggestion);
    }
    let suggestion =
        line.map_or_else(|| help.into(), |line| Suggestion::offer(help, &line, line.with_value(&line.meant())));
    Diagnostic::syntax(character_at(source, opening), "this quote is never closed", suggestion)
}

/// A quoted text that goes on over lines which are keys or items by their looks: its closing quote is another's.
pub(in super::super) fn swallowed_lines(source: Source<'_>, place: Span) -> Option<Diagnostic> {
    let length = source[place.range()].find('\n')?;
    let opening = source.line(place.start)?;
    let mut from = place.start + length + 1;
    for text in source[from..place.end].split_inclusive('\n') {
        let line = source.cut(from, text.trim_end_matches(['\n', '\r']));
        if line.indent <= opening.indent && (line.is_item || line.key().is_some()) {
            return Some(unclosed(source, place.start));
        }
        from += text.len();
    }
    None
}

/// Text at `at` follows what looks like the end of a text in `quote`s.
pub(super) fn text_after(source: Source<'_>, at: usize, quote: char) -> Diagnostic {
    let Some(line) = source.line(at) else { return after(source, at, WHOLE.into()) };
    if let Some(opening) = opened_above(source, &line, at, quote) {
        return unclosed(source, opening);
    }
    let starts_it = line.value().starts_with(quote) && line.value_start() < at;
    let starts_key = line.value_start() > at && source[line.content_start()..].starts_with(quote);
    let goes_on = line.value_start() <= at && source.head(line.clone()).value().starts_with(quote);
    let is_prose = line.is_item && line.key().is_none() && !line.value().starts_with(['[', '{']);
    let suggestion = if starts_it || starts_key || goes_on || is_prose { quoted(source, line) } else { WHOLE.into() };
    after(source, at, suggestion)
}

/// The same where the kind of quote is not known, if it was one.
pub(super) fn text_after_any(source: Source<'_>, at: usize) -> Diagnostic {
    if let Some(quote @ ('\'' | '"')) = source[..at].chars().next_back() {
        return text_after(source, at, quote);
    }
    let help = "put a space before the `#` that starts a comment; put text that contains a `#` in single quotes";
    let suggestion = source.line(at).and_then(|line| quoted_after_brackets(source, line));
    let suggestion = suggestion.map_or_else(|| help.into(), |suggestion| suggestion.saying(help).uncertain());
    Diagnostic::syntax(character_at(source, at), "a space is missing before this comment", suggestion)
}

fn after(source: Source<'_>, at: usize, suggestion: Suggestion) -> Diagnostic {
    Diagnostic::syntax(rest_of_line(source, at), "unexpected text after the closing quote", suggestion)
}

/// The quote above `line` that was never closed, if the one that ends at `at` was meant to open a text.
fn opened_above(source: Source<'_>, line: &Line<'_>, at: usize, quote: char) -> Option<usize> {
    let opens_here = line.value().starts_with(quote) && line.value_start() < at;
    if opens_here && line.value_start() + 1 < at.min(source[..at].trim_end().len()) {
        return None;
    }
    let mut above = source.line_before(line.start);
    let mut deepest = line.indent;
    while let Some(candidate) = above {
        if candidate.value().starts_with(quote) {
            // Lines that belong to a text are indented deeper than the line that it starts on.
            let goes_on = deepest > candidate.indent && !opens_here;
            return (!goes_on).then(|| candidate.value_start());
        }
        deepest = deepest.min(candidate.indent);
        above = source.line_before(candidate.start);
    }
    None
}
