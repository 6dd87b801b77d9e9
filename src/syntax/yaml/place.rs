//! From a byte of a decoded text back to the byte of the file that it was made from.

use super::escape;
use super::node::{Scalar, Style};
use crate::text::Span;

/// The offset in `file` of byte `index` of the scalar that stands at `span`; `None` where it cannot be told.
pub(super) fn offset(scalar: &Scalar, file: &str, span: Span, index: usize) -> Option<usize> {
    let typed = file.get(span.range())?;
    let one_line = !typed.contains(['\n', '\r']);
    let distance = match scalar.style {
        Style::Plain => (typed == scalar.text).then_some(index.min(typed.len())),
        Style::Single if one_line => Some(in_single_quotes(typed, index)),
        Style::Double if one_line => in_double_quotes(typed, index),
        Style::Literal => return in_literal_block(&scalar.text, file, span.start, index),
        Style::Single | Style::Double | Style::Folded => None,
    };
    distance.map(|distance| span.start + distance)
}

/// In single quotes only `''` takes more room than it stands for.
fn in_single_quotes(typed: &str, index: usize) -> usize {
    let inner = inside(typed, '\'');
    let (mut from, mut decoded) = (0, 0);
    while decoded < index && from < inner.len() {
        from +=
            if inner[from..].starts_with("''") { 2 } else { inner[from..].chars().next().map_or(1, char::len_utf8) };
        decoded += inner[..from].chars().next_back().map_or(1, char::len_utf8);
    }
    1 + from
}

fn in_double_quotes(typed: &str, index: usize) -> Option<usize> {
    let inner = inside(typed, '"');
    let (mut from, mut decoded) = (0, 0);
    while decoded < index && from < inner.len() {
        let piece = escape::first(&inner[from..])?;
        decoded += piece.character?.len_utf8();
        from += piece.length;
    }
    Some(1 + from)
}

fn inside(typed: &str, quote: char) -> &str {
    let inner = typed.strip_prefix(quote).unwrap_or(typed);
    inner.strip_suffix(quote).unwrap_or(inner)
}

/// A literal block is its source lines less their indentation; blank lines before the first text are left out.
fn in_literal_block(text: &str, file: &str, start: usize, index: usize) -> Option<usize> {
    let skipped = text.len() - text.trim_start_matches('\n').len();
    let wanted = index.min(text.len()).checked_sub(skipped)?;
    let first_line = file.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let source_lines = file[first_line..].split_inclusive('\n');
    let (mut from, mut decoded) = (first_line, 0);
    for (source_line, line) in source_lines.zip(text[skipped..].split('\n')) {
        let indentation = source_line.trim_end_matches(['\n', '\r']).strip_suffix(line).map(str::len);
        if wanted <= decoded + line.len() {
            return indentation.map(|indentation| from + indentation + (wanted - decoded));
        }
        from += source_line.len();
        decoded += line.len() + 1;
    }
    None
}
