//! Lines that stand in the wrong place: indentation, missing colons and dashes.

use super::super::line::{Line, Source};
use super::super::suggestion::{Repair, Suggestion};
use super::{Diagnostic, excerpt};
use crate::text::Span;
use crate::text::words::joined;

/// The nearest of `steps` to `indent`, the deeper of two.
fn nearest_step(steps: &[usize], indent: usize) -> usize {
    steps.iter().rev().copied().min_by_key(|&step| step.abs_diff(indent)).unwrap_or(0)
}

/// A line that is no `key: value` stands among keys.
pub(super) fn no_key(source: Source<'_>, at: usize) -> Diagnostic {
    let Some(line) = source.line(at) else { return unreadable(source, at) };
    let head = source.head(line.clone());
    if head.start < line.start && head.is_item && head.key().is_none() {
        return super::values::colon_in_text(source, head.start + head.text.find(": ").unwrap_or(head.indent));
    }
    let content = line.text[line.indent..].trim_end();
    let suggestion = if let Some(spaced) = spaced(content) {
        let spaced = format!("{}{spaced}", &line.text[..line.indent]);
        Suggestion::offer("add a space after the dash or colon", &line, spaced)
    } else {
        let help = "write the line as `key: value`, or indent it if it continues the text above";
        indented_further(source, line.start, help).guessed()
    };
    let message = format!("expected a key here, but found `{}`", excerpt(content));
    Diagnostic::syntax(Span::new(line.content_start(), line.end()), message, suggestion)
}

/// The items of a list of which `line` is one are read as more of a text above them: the key that they belong to is missing.
pub(super) fn list_in_text(source: Source<'_>, line: &Line<'_>) -> Option<Diagnostic> {
    let mut first = line.clone();
    let mut above = source.line_before(line.start).filter(|_| line.is_item)?;
    while above.indent >= line.indent {
        if above.is_item && above.indent == line.indent {
            first = above.clone();
        }
        above = source.line_before(above.start)?;
    }
    let is_plain = !above.value().is_empty() && !above.value().starts_with(['\'', '"', '[', '{', '|', '>', '#']);
    if !is_plain || line.indent <= above.parent_column() {
        return None;
    }
    let message = "this list is read as part of the text above it";
    let help = "add the key for this list on the line above it, such as `statements:`";
    Some(Diagnostic::syntax(Span::new(first.content_start(), first.end()), message, help))
}

/// The line that starts at `start` made one that goes on with the text above it, where there is some.
pub(super) fn indented_further(source: Source<'_>, start: usize, help: &str) -> Suggestion {
    let above = source.line_before(start).map(|above| source.head(above));
    let Some((above, line)) = above.filter(|above| !above.value().is_empty()).zip(source.line(start)) else {
        return help.into();
    };
    let indent = " ".repeat(above.parent_column() + 2);
    Suggestion::offer(help, &line, format!("{indent}{}", &line.text[line.indent..]))
}

/// `line` aligned with the key above that it goes on with.
pub(super) fn aligned(source: Source<'_>, line: &Line<'_>, help: &str) -> Suggestion {
    let above = source.line_before(line.start).map(|above| source.head(above));
    let Some(above) = above.filter(|above| above.key().is_some()) else { return help.into() };
    Suggestion::offer(help, line, format!("{}{}", " ".repeat(above.content_column()), &line.text[line.indent..]))
}

/// `key:value` and `-item` with the space that they lack.
fn spaced(content: &str) -> Option<String> {
    if let Some(item) = content.strip_prefix('-').filter(|item| item.starts_with(char::is_alphanumeric)) {
        return Some(format!("- {item}"));
    }
    let (key, value) = content.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_key && !value.is_empty() && !value.starts_with('/')).then(|| format!("{key}: {value}"))
}

/// The line of `at` is text of a block, and a blank line above it has more spaces.
pub(super) fn deep_blank_line(source: Source<'_>, at: usize) -> Diagnostic {
    let message = "a blank line above contains more spaces than the first line of this text";
    let end = source[at..].find(['\r', '\n']).map_or(source.len(), |length| at + length);
    let help = "remove the spaces from the blank line";
    let suggestion = deep_line_above(source, at).map_or_else(
        || help.into(),
        |start| {
            let repair = Repair { start, lines: vec![String::new()], certain: false, is_guess: false };
            Suggestion { help: help.to_owned(), repair: Some(repair) }
        },
    );
    Diagnostic::syntax(Span::new(at, end), message, suggestion)
}

/// Where the blank line starts that has more spaces than the line of `at`.
fn deep_line_above(source: Source<'_>, at: usize) -> Option<usize> {
    let mut line = source.line(at)?;
    let indent = line.indent;
    while line.start > 0 {
        line = source.line(line.start - 1)?;
        if !line.text.trim().is_empty() {
            return None;
        }
        if line.text.len() > indent {
            return Some(line.start);
        }
    }
    None
}

/// The line of `at` does not fit where it stands.
pub(super) fn misplaced(source: Source<'_>, at: usize) -> Diagnostic {
    let Some(line) = source.line(at) else { return unreadable(source, at) };
    if let Some(tab) = line.text[..line.indent].find('\t') {
        return super::tabs::tab_at(source, line.start + tab);
    }
    let steps = steps_above(source, line.start);
    if !steps.is_empty() && steps.iter().all(|step| step.indent != line.indent) {
        return unaligned(&line, &steps_for(line.is_item, &steps));
    }
    let content = Span::new(line.content_start(), line.end());
    if line.is_item {
        let help = "align the item with the other items in its list, or indent the list below its key";
        return Diagnostic::syntax(content, "expected a key here, but found a list item", help);
    }
    if let Some(key) = line.key_range() {
        let help = "align the key with the keys around it, or start the line with a dash";
        return Diagnostic::syntax(key.into(), "expected a list item here, but found a key", help);
    }
    no_key(source, at)
}

fn unaligned(line: &Line<'_>, steps: &[usize]) -> Diagnostic {
    let counts: Vec<String> = steps.iter().map(ToString::to_string).collect();
    let unit = if *steps == [1] { "space" } else { "spaces" };
    let help = format!("start the line with {} {unit} to match the lines around it", joined(&counts, "or"));
    let message = "this line is not aligned with any line above it";
    let text = format!("{}{}", " ".repeat(nearest_step(steps, line.indent)), &line.text[line.indent..]);
    Diagnostic::syntax(Span::new(line.content_start(), line.end()), message, Suggestion::offer(help, line, text))
}

/// An indentation that is still open: that of a line, or of what stands behind the dash of an item.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) indent: usize,
    pub(super) is_item: bool,
}

/// The indentations that a line at `start` can have: those of the lines and items above that are still open.
pub(super) fn steps_above(source: Source<'_>, start: usize) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for text in source[..start].split_inclusive('\n') {
        let line = source.cut(0, text.trim_end_matches(['\n', '\r']));
        if line.is_blank() || line.text.starts_with("---") {
            continue;
        }
        while steps.last().is_some_and(|step| step.indent >= line.indent) {
            steps.pop();
        }
        steps.push(Step { indent: line.indent, is_item: line.is_item });
        if line.is_item && line.key().is_some() {
            steps.push(Step { indent: line.content_column(), is_item: false });
        }
    }
    steps
}

/// The indentations among `steps` of items, or of keys; all of them where there are none of the kind.
pub(super) fn steps_for(is_item: bool, steps: &[Step]) -> Vec<usize> {
    let indents = |steps: &mut dyn Iterator<Item = &Step>| steps.map(|step| step.indent).collect::<Vec<_>>();
    let fitting = indents(&mut steps.iter().filter(|step| step.is_item == is_item));
    if fitting.is_empty() { indents(&mut steps.iter()) } else { fitting }
}

fn unreadable(source: Source<'_>, at: usize) -> Diagnostic {
    let message = "this line is not valid YAML";
    Diagnostic::syntax(super::rest_of_line(source, at), message, "put the text in single quotes")
}
