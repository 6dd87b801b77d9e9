//! Characters that cannot be seen, and escapes that mean nothing.

use super::super::escape;
use super::super::line::Source;
use super::super::suggestion::{Suggestion, unescaped};
use super::{Diagnostic, character_at};
use crate::text::Span;

/// The scanner points at the start of a text that has the control `character` somewhere.
pub(super) fn control(source: Source<'_>, at: usize, character: char) -> Diagnostic {
    let at = at + source[at..].find(character).unwrap_or(0);
    let message = format!("the text contains an invisible control character (U+{:04X})", u32::from(character));
    let help = "delete the character";
    Diagnostic::syntax(character_at(source, at), message, deleted(source, at, help))
}

/// A byte-order mark that is not at the start of the file.
pub(super) fn byte_order_mark(source: Source<'_>, at: usize) -> Diagnostic {
    let message = "the text contains an invisible byte-order mark (U+FEFF)";
    let suggestion = deleted(source, at, "delete the mark, or retype the line");
    Diagnostic::syntax(Span::new(at, at + '\u{feff}'.len_utf8()), message, suggestion)
}

/// The scanner points at the opening quote of a text that has a bad escape somewhere.
pub(super) fn bad_escape(source: Source<'_>, opening: usize) -> Diagnostic {
    let mut at = opening + 1;
    while let Some(piece) = source.get(at..).and_then(escape::first) {
        // A line break may be escaped.
        let is_line_break = source[at..].starts_with("\\\n") || source[at..].starts_with("\\\r");
        if piece.character.is_none() && !is_line_break {
            let place = Span::new(at, at + piece.length);
            let message = format!("`{}` is not valid in double quotes", &source[place.range()]);
            return Diagnostic::syntax(place, message, unescaped(source, at));
        }
        at += piece.length;
    }
    let message = "a backslash in this text is not valid";
    Diagnostic::syntax(character_at(source, opening), message, unescaped(source, opening))
}

/// The line of `at` without the character there.
fn deleted(source: Source<'_>, at: usize, help: &str) -> Suggestion {
    let Some(line) = source.line(at) else { return help.into() };
    let (head, tail) = line.text.split_at(at - line.start);
    let rest: String = tail.chars().skip(1).collect();
    Suggestion::offer(help, &line, format!("{head}{rest}"))
}
