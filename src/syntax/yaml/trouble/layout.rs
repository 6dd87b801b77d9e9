//! Lines that stand in the wrong place: tabs, indentation, missing colons and dashes.

use super::super::line::Line;
use super::{Trouble, excerpt};
use crate::text::Span;

/// A tab indents a line at `at` or below.
pub(super) fn tab(source: &str, at: usize) -> Trouble {
    let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
    let mut from = start;
    for line in source[start..].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return tab_at(from + tab);
        }
        from += line.len();
    }
    misplaced(source, at)
}

fn tab_at(at: usize) -> Trouble {
    let help = "replace the tab by spaces: YAML is indented with spaces only";
    Trouble::syntax(Span::new(at, at + 1), "a tab stands in the indentation", help)
}

/// A line that is no `key: value` stands among keys.
pub(super) fn no_key(source: &str, at: usize) -> Trouble {
    let Some(line) = Line::at(source, at) else { return unreadable(source, at) };
    let content = line.text[line.indent..].trim_end();
    let help = if let Some(spaced) = spaced(content) {
        format!("write a space to part the two: {spaced}")
    } else {
        "write it as `key: value`, or indent the line if it goes on with the text above".to_owned()
    };
    let message = format!("`{}` stands where a key is expected", excerpt(content));
    Trouble::syntax(Span::new(line.content_start(), line.end()), message, help)
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
pub(super) fn deep_blank_line(source: &str, at: usize) -> Trouble {
    let message = "a blank line above has more spaces than this first line of the text";
    let end = source[at..].find(['\r', '\n']).map_or(source.len(), |length| at + length);
    Trouble::syntax(Span::new(at, end), message, "remove the spaces from the blank line")
}

/// The line of `at` does not fit where it stands.
pub(super) fn misplaced(source: &str, at: usize) -> Trouble {
    let Some(line) = Line::at(source, at) else { return unreadable(source, at) };
    if let Some(tab) = line.text[..line.indent].find('\t') {
        return tab_at(line.start + tab);
    }
    let steps = steps_above(source, line.start);
    if !steps.is_empty() && !steps.contains(&line.indent) {
        return unaligned(&line, &steps);
    }
    let content = Span::new(line.content_start(), line.end());
    if line.is_item {
        let help = "align it with the other items of its list, or indent the list below its key";
        return Trouble::syntax(content, "a list item stands where a key is expected", help);
    }
    if let Some(key) = line.key_range() {
        let help = "align it with the key that it belongs beside, or begin the line with a dash";
        return Trouble::syntax(key.into(), "a key stands where a list item is expected", help);
    }
    no_key(source, at)
}

fn unaligned(line: &Line<'_>, steps: &[usize]) -> Trouble {
    let counts: Vec<String> = steps.iter().map(ToString::to_string).collect();
    let unit = if *steps == [1] { "space" } else { "spaces" };
    let help = format!("indent it by {} {unit}, as the lines that it belongs to", counts.join(" or "));
    let message = "this line is not aligned with any line above it";
    Trouble::syntax(Span::new(line.content_start(), line.end()), message, help)
}

/// The indentations that a line at `start` can have: those of the lines and items above that are still open.
fn steps_above(source: &str, start: usize) -> Vec<usize> {
    let mut steps: Vec<usize> = Vec::new();
    for text in source[..start].split_inclusive('\n') {
        let line = Line::new(0, text.trim_end_matches(['\n', '\r']));
        if line.is_blank() || line.text.starts_with("---") {
            continue;
        }
        while steps.last().is_some_and(|&step| step >= line.indent) {
            steps.pop();
        }
        steps.push(line.indent);
        if line.is_item && line.key().is_some() {
            steps.push(line.content_column());
        }
    }
    steps
}

fn unreadable(source: &str, at: usize) -> Trouble {
    let message = "this line cannot be read as YAML";
    Trouble::syntax(super::rest_of_line(source, at), message, "put the text in single quotes")
}
