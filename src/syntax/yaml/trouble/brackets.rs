//! `[…]` and `{…}`: lists and maps on one line, and prose that starts like them.

use super::super::line::Line;
use super::{Trouble, character_at, in_quotes, rest_of_line};

/// `opener` is a bracket that nothing closes.
pub(super) fn unclosed(source: &str, opener: usize) -> Trouble {
    let bracket = if source[opener..].starts_with('{') { '{' } else { '[' };
    let close = format!("close it with `{}`", closer(bracket));
    let line = Line::at(source, opener).filter(|line| line.value_start() == opener);
    let help = match line {
        Some(line) => format!("{close}, or put the text in quotes: {}", line.with_value(line.value()).trim_start()),
        None => close,
    };
    Trouble::syntax(character_at(source, opener), format!("this `{bracket}` is never closed"), help)
}

/// The bracket at `opener` is closed by one of the other kind.
pub(super) fn mismatched(source: &str, opener: usize, open: char, close: char) -> Trouble {
    let message = format!("this `{open}` is closed by `{close}`");
    let help = format!("close it with `{}`, or put the text in single quotes", closer(open));
    Trouble::syntax(character_at(source, opener), message, help)
}

/// Something at `at` does not fit into the brackets around it, the innermost of which opens at `open`.
pub(super) fn inside(source: &str, at: usize, open: Option<usize>) -> Trouble {
    if let Some(opener) = open.filter(|&opener| runs_on(source, opener, at)) {
        return unclosed(source, opener);
    }
    if source[at..].starts_with(':') {
        let help = "put the text that contains the colon in single quotes";
        return Trouble::syntax(character_at(source, at), "a colon stands inside a value between brackets", help);
    }
    let message =
        if source[at..].starts_with([',', ']', '}']) { "a value is missing here" } else { "a comma is missing here" };
    Trouble::syntax(
        character_at(source, at),
        message,
        "separate the values with commas, and put prose in single quotes",
    )
}

/// Text at `at` follows a closing bracket that ends the list or map which is the value of `line`.
pub(super) fn text_after(source: &str, at: usize, line: &Line<'_>) -> Trouble {
    let (what, close) = if line.value().starts_with('[') { ("a list", ']') } else { ("a map", '}') };
    let message = format!("text follows the `{close}` that closes {what}");
    Trouble::syntax(rest_of_line(source, at), message, in_quotes(line))
}

/// True where the line of `at` is one that should stand outside the brackets opened at `opener`.
fn runs_on(source: &str, opener: usize, at: usize) -> bool {
    let lines = Line::at(source, opener).zip(Line::at(source, at));
    lines.is_some_and(|(first, last)| {
        let is_own = last.is_item || last.key().is_some();
        last.start > first.start && last.indent <= first.content_column() && is_own
    })
}

fn closer(bracket: char) -> char {
    if bracket == '{' { '}' } else { ']' }
}
