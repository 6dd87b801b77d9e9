//! Changes to a file: the bytes of a path, and nothing around them.

use std::ops::Range;

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
    let typed = file.text().get(place.span().range())?;
    if !reference.in_markdown {
        return value(typed, place.span().start, reference, path).map(|edit| vec![edit]);
    }
    let means_it = |raw: &str| destination::meant(raw).is_some_and(|says| says.trim() == reference.typed);
    let edit = |range: Range<usize>| of_path(&typed[range.clone()], place.span().start + range.start, path);
    if let Some(range) = destination::in_link(typed) {
        return means_it(&typed[range.clone()]).then(|| vec![edit(range)]);
    }
    let body_start =
        course.material.documents.of(&place.path).map_or(file.text().len(), |document| document.body_start);
    let is_in_yaml = place.span().start < body_start;
    // Quotation marks around a text of YAML change those of a title in it.
    if let Some(range) = destination::last(typed).filter(|range| is_in_yaml && means_it(&typed[range.clone()])) {
        return Some(vec![edit(range)]);
    }
    // The link names its destination elsewhere in the text. Whatever is defined so means the same from this file.
    let (yaml, body) = file.text().split_at_checked(body_start)?;
    let defined = if is_in_yaml { defined_below(yaml, place.span().start) } else { destination::defined(body) };
    let start = if is_in_yaml { 0 } else { body_start };
    let defined = defined.into_iter().filter(|(_, says)| says.trim() == reference.typed);
    let raw = |range: Range<usize>| &file.text()[start + range.start..start + range.end];
    let edits: Vec<Edit> = defined.map(|(range, _)| of_path(raw(range.clone()), start + range.start, path)).collect();
    (!edits.is_empty()).then_some(edits)
}

/// The destinations that the text of YAML around byte `at` defines on lines below it, each with what it says.
fn defined_below(yaml: &str, at: usize) -> Vec<(Range<usize>, String)> {
    let mut next = at;
    let mut found = Vec::new();
    // A line that is less indented begins another text.
    let mut indentation = usize::MAX;
    for line in yaml.get(at..).unwrap_or_default().split_inclusive('\n') {
        let blanks = line.len() - line.trim_start().len();
        let (typed, start) = (line.trim(), next + blanks);
        let is_below = next > at && !typed.is_empty();
        next += line.len();
        if is_below {
            indentation = indentation.min(blanks);
        }
        if is_below && indentation == blanks && typed.starts_with('[') {
            // The last of them may stand before the mark that ends its text.
            let ways = [typed, typed.trim_end_matches(['\'', '"'])];
            let of_file = |(range, says): (Range<usize>, String)| (start + range.start..start + range.end, says);
            found.extend(ways.iter().flat_map(|way| destination::defined(way)).map(of_file));
        }
    }
    found
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
