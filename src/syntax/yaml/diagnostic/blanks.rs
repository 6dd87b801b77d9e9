//! No-break spaces where YAML takes ordinary ones only: the space bar with Option on a Mac, or lines that were pasted.

use super::super::line::Source;
use super::super::suggestion::Suggestion;
use super::Diagnostic;
use crate::text::Span;

/// Each line that has one in its indentation, behind the dash of an item, or between a key and its value.
pub(in super::super) fn no_break_spaces(source: Source<'_>) -> Vec<Diagnostic> {
    if !source.contains(is_no_break) {
        return Vec::new();
    }
    let mut start = 0;
    let mut found = Vec::new();
    for text in source.split_inclusive('\n') {
        found.extend(on_line(source, start, text.trim_end_matches(['\r', '\n'])));
        start += text.len();
    }
    found
}

fn is_no_break(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}')
}

/// What is wrong with the line `text` at byte `start`.
fn on_line(source: Source<'_>, start: usize, text: &str) -> Option<Diagnostic> {
    let is_blank = |c: char| c == ' ' || is_no_break(c);
    let content = text.trim_start_matches(|c: char| is_blank(c) || c == '-');
    let lead = &text[..text.len() - content.len()];
    let key = content.split_once(':').filter(|(key, _)| source.is_key(key));
    let value = key.map_or("", |(_, value)| value);
    let between = &value[..value.len() - value.trim_start_matches(is_blank).len()];
    // Before mere words it may be part of a text over several lines.
    let is_item = lead.contains('-') && content.starts_with(['\'', '"', '{', '[']);
    let at_lead = lead.find(is_no_break).filter(|_| key.is_some() || is_item);
    let at_value = || between.find(is_no_break).map(|at| text.len() - value.len() + at);
    let at = at_lead.or_else(at_value)?;
    // Each becomes a blank of its own, so that what follows is known for what was typed.
    let kept = text.len() - if key.is_some() { value.len() - between.len() } else { content.len() };
    let (blanks, rest) = text.split_at(kept);
    let repaired = format!("{}{rest}", blanks.replace(is_no_break, " "));
    let length = text[at..].chars().next().map_or(1, char::len_utf8);
    let line = source.line(start)?;
    let help = "replace the no-break space with an ordinary space";
    let span = Span::new(start + at, start + at + length);
    Some(Diagnostic::syntax(
        span,
        "this is a no-break space, which YAML does not take for a space",
        Suggestion::offer(help, &line, repaired),
    ))
}
