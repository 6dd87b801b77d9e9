//! Tabs in the indentation, and the spaces that the lines around them call for.

use super::super::line::{Line, Source};
use super::super::suggestion::Suggestion;
use super::Diagnostic;
use super::layout::{Step, misplaced, steps_above, steps_for};
use crate::text::Span;

const BLANKS: [char; 2] = [' ', '\t'];

/// A tab indents a line at `at` or below.
pub(super) fn tab(source: Source<'_>, at: usize) -> Diagnostic {
    let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
    let mut from = start;
    for line in source[start..].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return tab_at(source, from + tab);
        }
        from += line.len();
    }
    misplaced(source, at)
}

/// The tab at `at` indents its line.
pub(super) fn tab_at(source: Source<'_>, at: usize) -> Diagnostic {
    let help = "replace the tab with spaces: YAML does not allow tabs in indentation";
    let suggestion =
        source.line(at).map_or_else(|| help.into(), |line| Suggestion::offer(help, &line, without_tabs(source, &line)));
    Diagnostic::syntax(Span::new(at, at + 1), "this line is indented with a tab", suggestion)
}

/// `line` indented by spaces.
fn without_tabs(source: Source<'_>, line: &Line<'_>) -> String {
    let after = line.text.len() - line.text.trim_start_matches([' ', '\t', '-']).len();
    let (head, content) = line.text.split_at(after);
    let dash = head[line.indent..].replace('\t', " ");
    format!("{}{dash}{content}", " ".repeat(depth(source, line)))
}

/// How deep `line` belongs: one step below a line that it is the first of, else beside one of its siblings.
fn depth(source: Source<'_>, line: &Line<'_>) -> usize {
    if !line.text[..line.indent].contains('\t') {
        return line.indent;
    }
    if let Some(depth) = in_block(source, line) {
        return depth;
    }
    let above = source.line_before(line.start).filter(|above| above.value().is_empty() && above.key().is_some());
    if let Some(above) = above {
        return above.content_column() + 2;
    }
    let steps = steps_above(source, line.start);
    let mut fitting = steps_for(line.is_item, &steps);
    keep(&mut fitting, |depth| depth > 0 && siblings(source, line, depth).next().is_some());
    keep(&mut fitting, |depth| fits_next(source, line, &steps, depth));
    keep(&mut fitting, |depth| is_typed_alike(source, line, depth));
    if line.is_item {
        keep(&mut fitting, |depth| siblings(source, line, depth).any(|other| other.key() == line.key()));
        keep(&mut fitting, |depth| {
            siblings(source, line, depth).any(|other| other.key().is_some() == line.key().is_some())
        });
    } else {
        keep(&mut fitting, |depth| siblings(source, line, depth).all(|other| other.key() != line.key()));
    }
    fitting.last().copied().unwrap_or(0)
}

/// Leaves of `depths` those that are `wanted`, where there are any.
fn keep(depths: &mut Vec<usize>, wanted: impl Fn(usize) -> bool) {
    let kept: Vec<usize> = depths.iter().copied().filter(|&depth| wanted(depth)).collect();
    if !kept.is_empty() {
        *depths = kept;
    }
}

/// How deep the text of a block is that `line` goes on with; a line with a key of ours ends the block.
fn in_block(source: Source<'_>, line: &Line<'_>) -> Option<usize> {
    if line.key().is_some_and(|key| source.is_key(key)) {
        return None;
    }
    let mut first = None;
    let mut least = usize::MAX;
    let mut above = source.line_before(line.start)?;
    while least > 0 {
        if above.value().starts_with(['|', '>']) && above.parent_column() < least {
            return Some(first.unwrap_or(above.parent_column() + 2));
        }
        first = Some(above.indent);
        least = least.min(above.indent);
        above = source.line_before(above.start)?;
    }
    None
}

/// Whether the line below `line` is in a place that it can have where `line` is indented by `depth`.
fn fits_next(source: Source<'_>, line: &Line<'_>, steps: &[Step], depth: usize) -> bool {
    let mut next = source.line_after(line);
    while let Some(blank) = next.as_ref().filter(|next| next.is_blank()) {
        next = source.line_after(blank);
    }
    let Some(next) = next.filter(|next| !next.text[..next.indent].contains('\t')) else { return true };
    let opens = line.value().is_empty() || line.value().starts_with(['|', '>']);
    let goes_on = !next.is_item && next.key().is_none();
    if next.indent > depth && (opens || goes_on) {
        return true;
    }
    let own = Step { indent: depth, is_item: line.is_item };
    let content = Step { indent: depth + line.content_column() - line.indent, is_item: false };
    let open = steps.iter().filter(|step| step.indent < depth).chain([&own]);
    let mut open = open.chain(Some(&content).filter(|_| line.is_item && line.key().is_some()));
    open.any(|step| step.indent == next.indent && (step.is_item == next.is_item || step.indent < depth))
}

/// Whether a sibling of `line` at `depth` was indented with the same tabs and spaces.
fn is_typed_alike(source: Source<'_>, line: &Line<'_>, depth: usize) -> bool {
    let typed: Vec<&str> = source.typed_lines().collect();
    let indentation = |line: &Line<'_>| {
        let typed = typed.get(source[..line.start].matches('\n').count())?;
        Some(&typed[..typed.len() - typed.trim_start_matches(BLANKS).len()])
    };
    siblings(source, line, depth).any(|other| other.is_item == line.is_item && indentation(&other) == indentation(line))
}

/// The items or keys above `line` that are its siblings where it is indented by `depth`, from the nearest.
fn siblings<'a>(source: Source<'a>, line: &Line<'_>, depth: usize) -> impl Iterator<Item = Line<'a>> {
    let is_item = line.is_item;
    let mut next = source.line_before(line.start);
    let mut is_over = false;
    let above = std::iter::from_fn(move || {
        let line = next.take().filter(|_| !is_over)?;
        next = source.line_before(line.start);
        is_over = line.indent < depth || (is_item && !line.is_item && line.indent == depth);
        Some(line)
    });
    let is_sibling = move |line: &Line<'_>| {
        if is_item {
            line.is_item && line.indent == depth
        } else {
            line.key().is_some() && line.content_column() == depth
        }
    };
    above.filter(is_sibling)
}
