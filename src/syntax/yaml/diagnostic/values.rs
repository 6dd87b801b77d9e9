//! Values that start with a character or contain a colon to which YAML gives a meaning.

use super::super::line::{Line, Source};
use super::super::running::is_bracketed;
use super::super::suggestion::{Suggestion, quoted, quoted_after_brackets, quoted_at, quoted_piece};
use super::{Diagnostic, brackets, character_at, excerpt, layout, quotes};
use crate::text::Span;

/// Characters that a value cannot start with, as far as they are no bracket that closes.
const SPECIAL: &[char] = &['`', '@', '%', ',', '*', '&', '!', '|', '>', ']', '}'];

/// The value in the line of `at` starts with a character that means something else, if it does.
pub(super) fn leading(source: Source<'_>, at: usize, open: Option<usize>) -> Option<Diagnostic> {
    if open.is_some() && source[at..].starts_with(SPECIAL) {
        let suggestion = source.line(at).and_then(|line| quoted_after_brackets(source, line));
        return Some(marked(source, at, suggestion.unwrap_or_else(|| quoted_piece(source, at))));
    }
    let line = source.line(at)?;
    let start = line.value_start();
    match line.value().chars().next()? {
        '[' | '{' if at > start => Some(brackets::text_after(source, at, &line)),
        quote @ ('\'' | '"') if at > start => Some(quotes::text_after(source, at, quote)),
        '-' | '?' if line.value()[1..].starts_with([' ', '\t']) || line.value().len() == 1 => {
            Some(marked(source, start, quoted_at(source, start)))
        }
        _ if SPECIAL.iter().any(|&special| line.value().starts_with(special)) => {
            Some(marked(source, start, quoted_at(source, start)))
        }
        _ => source[at..].starts_with(SPECIAL).then(|| marked(source, at, quoted_at(source, at))),
    }
}

/// The value that starts at `at` starts with a character that has a meaning.
fn marked(source: Source<'_>, at: usize, suggestion: Suggestion) -> Diagnostic {
    let place = character_at(source, at);
    let typed = &source[place.range()];
    if typed == "-" && !source[..at].trim_end().ends_with('-') {
        let suggestion = suggestion.saying("start the list on the next line, or put the text in quotes");
        return Diagnostic::syntax(place, "a list cannot start on the same line as its key", suggestion);
    }
    let message = match typed {
        "`" => "a value cannot start with a backtick unless it is in quotes".to_owned(),
        "|" | ">" => format!("unexpected text after `{typed}`, which starts a block of text on the lines below"),
        "*" => "a value that starts with `*` is read as a YAML alias".to_owned(),
        "&" => "a value that starts with `&` is read as a YAML anchor".to_owned(),
        "!" => "a value that starts with `!` is read as a YAML tag".to_owned(),
        _ => format!("a value cannot start with `{typed}` unless it is in quotes"),
    };
    Diagnostic::syntax(place, message, suggestion)
}

/// A line that starts with `%`.
pub(super) fn directive(source: Source<'_>, at: usize) -> Diagnostic {
    let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
    let place = super::rest_of_line(source, start);
    let message = format!("`{}` is read as a YAML directive", excerpt(&source[place.range()]));
    let help = "indent the line if it continues the text above; otherwise, delete it";
    Diagnostic::syntax(place, message, layout::indented_further(source, start, help))
}

/// More than a comment follows `---` or `...` in the line of `at`.
pub(super) fn after_marker(source: Source<'_>, at: usize) -> Diagnostic {
    let help = "move the text to a line of its own";
    Diagnostic::syntax(
        super::rest_of_line(source, at),
        "only a comment can follow `---` or `...` on the same line",
        help,
    )
}

/// The colon at `at` cannot end a key.
pub(super) fn colon(source: Source<'_>, at: usize) -> Diagnostic {
    let Some(line) = source.line(at) else { return colon_in_text(source, at) };
    if line.text.starts_with("--- ") {
        return after_marker(source, line.start + "--- ".len());
    }
    if let Some(item) = layout::list_in_text(source, &line) {
        return item;
    }
    if line.value_start() > at {
        return key_in_text(source, &line);
    }
    match line.value().chars().next() {
        Some('\'' | '"' | '*' | '&' | '!') => leading(source, at, None).unwrap_or_else(|| colon_in_text(source, at)),
        _ => colon_in_text(source, at),
    }
}

/// A colon at `at` ends a key where none is meant.
pub(super) fn colon_in_text(source: Source<'_>, at: usize) -> Diagnostic {
    let line = source.line(at);
    let suggestion = line.map_or_else(|| "put the text in single quotes".into(), |line| quoted(source, line));
    Diagnostic::syntax(
        character_at(source, at),
        "this text contains a colon followed by a space, so it is not valid YAML",
        suggestion,
    )
}

/// The key of `line` is read as more of the text on the lines above.
fn key_in_text(source: Source<'_>, line: &Line<'_>) -> Diagnostic {
    let above = source.line_before(line.start);
    if let Some(above) = above.filter(|above| !above.is_item && above.key().is_none() && above.indent == line.indent) {
        return layout::no_key(source, above.content_start());
    }
    let key = line.key_range().map_or(Span::new(line.content_start(), line.end()), Span::from);
    let message = format!("`{}:` is read as part of the text above it", excerpt(&source[key.range()]));
    let help = "align the key with the keys around it, or put the whole text in quotes";
    let suggestion = if line.key().is_some_and(|key| source.is_key(key)) {
        layout::aligned(source, line, help)
    } else if is_bracketed(line.value()) {
        // Nobody begins a text like this, so it is a key that is not known here.
        layout::aligned(source, line, help).guessed()
    } else {
        quoted(source, line.clone()).saying(help)
    };
    Diagnostic::syntax(key, message, suggestion)
}
