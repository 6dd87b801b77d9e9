//! `[…]` and `{…}`: lists and maps on one line, and prose that starts like them.

use super::super::line::{Line, Source};
use super::super::running::is_list_of_words;
use super::super::suggestion::{Suggestion, quoted, quoted_after_brackets, quoted_piece};
use super::{Diagnostic, character_at, rest_of_line};

/// `opener` is a bracket that nothing closes.
pub(super) fn unclosed(source: Source<'_>, opener: usize) -> Diagnostic {
    if let Some(diagnostic) = cut(source, opener) {
        return diagnostic;
    }
    let bracket = if source[opener..].starts_with('{') { '{' } else { '[' };
    let close = format!("add the missing `{}`", closer(bracket));
    let line = source.line(opener).filter(|line| line.value_start() == opener);
    let suggestion = match line {
        Some(line) if line.key().is_some() && is_list_of_words(line.value()) => {
            let closed = line.with_typed(&format!("{}{}", line.value(), closer(bracket)));
            Suggestion::offer(close, &line, closed)
        }
        Some(line) => {
            Suggestion::offer(format!("{close}, or put the text in quotes"), &line, line.with_value(line.value()))
        }
        None => close.into(),
    };
    Diagnostic::syntax(character_at(source, opener), format!("this `{bracket}` is never closed"), suggestion.guessed())
}

/// `tags: [a, #1]`: what closes the bracket at `opener` stands in what is read as a comment.
fn cut(source: Source<'_>, opener: usize) -> Option<Diagnostic> {
    let line = source.line(opener)?;
    let rest = &line.text[opener - line.start..];
    let at = rest.find(" #")? + 1;
    let is_quoted = rest[..at].matches(['\'', '"']).count() % 2 == 1;
    let is_word = rest[at + 1..].starts_with(|next: char| !next.is_whitespace());
    if is_quoted || !is_word || !rest[at..].contains([']', '}']) {
        return None;
    }
    let suggestion =
        quoted_piece(source, piece_start(source, opener + at)).saying("put the text that contains the `#` in quotes");
    let message = "a `#` after a space starts a comment, so the bracket before it is never closed";
    Some(Diagnostic::syntax(rest_of_line(source, opener + at), message, suggestion))
}

/// The bracket at `opener` is closed by one of the other kind.
pub(super) fn mismatched(source: Source<'_>, opener: usize, open: char, close: char) -> Diagnostic {
    let message = format!("this `{open}` is closed by `{close}`");
    let help = format!("close this `{open}` with `{}`, or put the text in single quotes", closer(open));
    let line = source.line(opener);
    let wrong = source[opener..].find(close).map(|at| opener + at);
    let suggestion = match line.zip(wrong) {
        Some((line, wrong)) if wrong < line.end() => {
            let (head, tail) = line.text.split_at(wrong - line.start);
            Suggestion::offer(help, &line, format!("{head}{}{tail}", closer(open)))
        }
        _ => help.into(),
    };
    Diagnostic::syntax(character_at(source, opener), message, suggestion.guessed())
}

/// Something at `at` does not fit into the brackets around it, the innermost of which opens at `open`.
pub(super) fn inside(source: Source<'_>, at: usize, open: Option<usize>) -> Diagnostic {
    if let Some(opener) = open.filter(|&opener| runs_on(source, opener, at)) {
        return unclosed(source, opener);
    }
    if let Some(suggestion) = source.line(at).and_then(|line| quoted_after_brackets(source, line)) {
        return Diagnostic::syntax(
            character_at(source, at),
            "the brackets turn this text into a list or map",
            suggestion,
        );
    }
    if source[at..].starts_with(':') {
        let suggestion =
            quoted_piece(source, piece_start(source, at)).saying("put the text that contains the colon in quotes");
        return Diagnostic::syntax(character_at(source, at), "a value in brackets contains a colon", suggestion);
    }
    let message =
        if source[at..].starts_with([',', ']', '}']) { "a value is missing here" } else { "a comma is missing here" };
    Diagnostic::syntax(
        character_at(source, at),
        message,
        "separate the values with commas, and put text in single quotes",
    )
}

/// Where the value begins that holds byte `at`, among others between brackets.
fn piece_start(source: Source<'_>, at: usize) -> usize {
    let line_start = source[..at].rfind('\n').map_or(0, |at| at + 1);
    let before = &source[line_start..at];
    let mark = before.rfind([',', '{', '[']).map_or(0, |mark| mark + 1);
    let mark = before[mark..].find(": ").map_or(mark, |colon| mark + colon + 2);
    line_start + mark + before[mark..].len() - before[mark..].trim_start().len()
}

/// Text at `at` follows a closing bracket that ends the list or map which is the value of `line`.
pub(super) fn text_after(source: Source<'_>, at: usize, line: &Line<'_>) -> Diagnostic {
    let (what, close) = if line.value().starts_with('[') { ("a list", ']') } else { ("a map", '}') };
    let message = format!("unexpected text after the `{close}` that closes {what}");
    Diagnostic::syntax(rest_of_line(source, at), message, quoted(source, line.clone()))
}

/// True where a line up to that of `at` is one that should stand outside the brackets opened at `opener`.
pub(super) fn runs_on(source: Source<'_>, opener: usize, at: usize) -> bool {
    let Some(first) = source.line(opener) else { return false };
    let mut next = source.line_after(&first);
    while let Some(line) = next.filter(|line| line.start <= at) {
        if line.indent <= first.content_column() && (line.is_item || line.key().is_some()) {
            return true;
        }
        next = source.line_after(&line);
    }
    false
}

/// The bracket that the line above that of `at` begins its value with and does not close.
pub(super) fn open_above(source: Source<'_>, at: usize) -> Option<usize> {
    let above = source.line_before(source.line(at)?.start)?;
    let value = above.value();
    let read = value.split(" #").next().unwrap_or_default().trim_end();
    let is_open = value.starts_with(['[', '{']) && !read.ends_with([']', '}', ',']);
    is_open.then(|| above.value_start())
}

fn closer(bracket: char) -> char {
    if bracket == '{' { '}' } else { ']' }
}
