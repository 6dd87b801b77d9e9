//! What YAML can do and course material must not ask for. Mostly it is prose that YAML misreads.

use super::diagnostic::{Diagnostic, excerpt};
use super::escape::{self, is_unwanted};
use super::line::Source;
use super::node::{NodeKind, Style};
use super::running::Running;
use super::suggestion::{quoted_at, unescaped};
use crate::text::Span;

/// `!important is right`
pub(super) fn tag(source: Source<'_>, place: Span) -> Diagnostic {
    mark(source, place, "a YAML tag, not as text")
}

/// `&mut is exclusive`
pub(super) fn anchor(source: Source<'_>, place: Span) -> Diagnostic {
    mark(source, place, "a YAML anchor, not as text")
}

/// `*never*`
pub(super) fn alias(source: Source<'_>, place: Span) -> Diagnostic {
    mark(source, place, "a YAML alias, not as text")
}

fn mark(source: Source<'_>, place: Span, what: &str) -> Diagnostic {
    let typed = excerpt(&source[place.range()]);
    let begins_value = source.line(place.start).is_some_and(|line| line.value_start() == place.start);
    let suggestion = match begins_value && !is_deliberate(source, place) {
        true if source[place.range()].starts_with("!!") => quoted_at(source, place.start).uncertain(),
        true => quoted_at(source, place.start),
        false if begins_value && Running::at(source, place.start).is_some() => {
            quoted_at(source, place.start).uncertain()
        }
        false => "if you mean text, put the value in single quotes; otherwise, write the value itself".into(),
    };
    Diagnostic::feature(place, format!("`{typed}` is read as {what}"), suggestion)
}

/// True where a mark stands before a list or map, or is one of YAML's own: its author meant it, and no text.
fn is_deliberate(source: Source<'_>, place: Span) -> bool {
    let rest = source[place.end..].lines().next().unwrap_or_default().trim();
    let holds_more = || {
        let line = source.line(place.start);
        let below = line.as_ref().and_then(|line| Some((source.line_after(line)?, line)));
        below.is_some_and(|(below, line)| !below.is_blank() && below.indent > line.parent_column())
    };
    let is_builtin = source[place.range()].starts_with("!!") && rest.split_whitespace().count() < 2;
    is_builtin || rest.starts_with(['[', '{', '|', '>']) || (rest.is_empty() && holds_more())
}

/// The document that starts at `place` is not the first.
pub(super) fn second_document(place: Span) -> Diagnostic {
    let help = "delete the line that separates the documents: a file can contain only one document";
    Diagnostic::feature(place, "a second YAML document starts here, so the rest of the file is not read", help)
}

/// A directive in `head`, the lines before a document.
pub(super) fn directive(head: &str) -> Option<Diagnostic> {
    let start = if head.starts_with('%') { 0 } else { head.find("\n%")? + 1 };
    let typed = head[start..].lines().next()?.trim_end();
    let message = format!("`{}` is a YAML directive, which clinic does not support", excerpt(typed));
    Some(Diagnostic::feature(Span::new(start, start + typed.len()), message, "delete the line"))
}

/// Says what is wrong with a key that cannot be one.
pub(super) fn refused_key(source: Source<'_>, place: Span, kind: &NodeKind) -> Option<Diagnostic> {
    match kind {
        NodeKind::Null => question_mark(source, place).or_else(|| {
            Some(Diagnostic::syntax(place, "a key is missing before the colon", quoted_at(source, place.start)))
        }),
        NodeKind::List(_) => Some(no_key(source, place, "expected a key here, but found a list")),
        NodeKind::Map(_) => Some(no_key(source, place, "expected a key here, but found a map")),
        NodeKind::Scalar(scalar) if scalar.style == Style::Plain && scalar.text == "<<" => {
            let help = "write out the keys that the merge would add";
            Some(Diagnostic::feature(place, "`<<` is read as a YAML merge key", help))
        }
        NodeKind::Scalar(_) => question_mark(source, place),
    }
}

fn no_key(source: Source<'_>, place: Span, message: &str) -> Diagnostic {
    // A line among keys would not be one when it is quoted.
    let is_item = source.line(place.start).is_some_and(|line| line.is_item);
    let suggestion = if is_item { quoted_at(source, place.start) } else { "put the text in single quotes".into() };
    Diagnostic::feature(place, message, suggestion)
}

/// `? is a wildcard`
fn question_mark(source: Source<'_>, place: Span) -> Option<Diagnostic> {
    let before = source[..place.start].trim_end();
    let at = before.strip_suffix('?').map(str::len).filter(|_| before.len() < place.start)?;
    // Elsewhere it ends a question, in a block before this key.
    let begins = before[..at].lines().next_back().unwrap_or_default();
    let is_first = before[..at].ends_with('\n') || begins.chars().all(|typed| " \t-{[,".contains(typed));
    if !is_first {
        return None;
    }
    let message = "`? ` is read as the start of a YAML key";
    Some(Diagnostic::feature(Span::new(at, at + 1), message, quoted_at(source, at)))
}

/// `"\forall"` in double quotes, where `text` is what came of it: a form feed and `orall`.
pub(super) fn control_character(source: Source<'_>, place: Span, text: &str) -> Option<Diagnostic> {
    text.chars().find(|&character| is_unwanted(character))?;
    let mut at = place.start + 1;
    loop {
        let piece = escape::first(&source[at..place.end])?;
        if piece.character.is_some_and(is_unwanted) {
            let place = Span::new(at, at + piece.length);
            let message = format!("`{}` in double quotes is read as a control character", &source[place.range()]);
            return Some(Diagnostic::changed(place, message, unescaped(source, at)));
        }
        at += piece.length;
    }
}
