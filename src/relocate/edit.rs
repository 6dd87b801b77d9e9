//! Changes to a file: the bytes of a path, and nothing around them.

use super::Read;
use crate::assemble::references::Reference;
use crate::finding::edit::Edit;
use crate::syntax::markdown::destination;
use crate::text::Span;
use crate::text::address::encode_destination;
use crate::text::quote::{single_quoted, yaml_scalar};

/// What has to be replaced so that a reference has this path; `None` where that is not known for certain.
pub(super) fn edits(course: &Read<'_>, reference: &Reference, path: &str) -> Option<Vec<Edit>> {
    let place = &reference.place;
    let file = course.texts.get(&place.path)?;
    let typed = file.text().get(place.span.range())?;
    if !reference.in_markdown {
        return value(typed, place.span.start, reference, path).map(|edit| vec![edit]);
    }
    if let Some(range) = destination::in_link(typed) {
        let raw = &typed[range.clone()];
        let says = destination::meant(raw)?;
        return (says.trim() == reference.typed).then(|| vec![of_path(raw, place.span.start + range.start, path)]);
    }
    // The link names its destination elsewhere in the text. Whatever is defined so means the same from this file.
    let start = course.material.document(&place.path)?.body_start;
    let body = file.text().get(start..)?;
    let defined = destination::defined(body).into_iter().filter(|(_, says)| says.trim() == reference.typed);
    let edits: Vec<Edit> = defined.map(|(range, _)| of_path(&body[range.clone()], start + range.start, path)).collect();
    (!edits.is_empty()).then_some(edits)
}

/// The path of a destination in markdown, without the place on the page that follows it.
fn of_path(raw: &str, start: usize, path: &str) -> Edit {
    let escaped = |at: usize| raw[..at].ends_with('\\');
    let end = raw.match_indices(['#', '?']).map(|(at, _)| at).find(|at| !escaped(*at)).unwrap_or(raw.len());
    Edit { span: Span::new(start, start + end), text: encode_destination(path) }
}

/// The value of a key of YAML, in the quotation marks that it has, or in some where it needs them.
fn value(typed: &str, start: usize, reference: &Reference, path: &str) -> Option<Edit> {
    let rest = reference.typed.strip_prefix(reference.path.as_str());
    // Values that are links may be encoded.
    let (path, rest) = match rest {
        Some(rest) => (path.to_owned(), rest),
        None => (encode_destination(path), reference.typed.find(['#', '?']).map_or("", |at| &reference.typed[at..])),
    };
    let new = format!("{path}{rest}");
    let old = reference.typed.as_str();
    let inner = typed.trim();
    let whole = |text: String| Edit { span: Span::new(start, start + typed.trim_end().len()), text };
    if inner == single_quoted(old) {
        return Some(whole(single_quoted(&new)));
    }
    if inner == old {
        let is_plain = new.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./#".contains(&byte));
        let starts_plain = new.starts_with(|c: char| c.is_ascii_alphanumeric() || "./".contains(c));
        return Some(whole(if is_plain && starts_plain { new } else { yaml_scalar(&new) }));
    }
    if inner == format!("\"{old}\"") {
        return Some(whole(if new.contains(['"', '\\']) { yaml_scalar(&new) } else { format!("\"{new}\"") }));
    }
    // On lines below its key.
    let mut places = typed.match_indices(old);
    let (at, _) = places.next().filter(|_| places.next().is_none() && typed.starts_with(['|', '>']))?;
    Some(Edit { span: Span::new(start + at, start + at + old.len()), text: new })
}
