//! The keys of front matter in the language that they were written in.

use std::ops::Range;

use super::evidence::{self, Demand, Pair, are_all_ours, is_telling, pair, pairs};
use super::marks::{is_closing_mark, seen};
use super::{foreign, lines};

/// What front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Yaml,
    Toml,
    Json,
}

/// Lines that were meant as the keys of a page.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) language: Language,
    /// Where they lie.
    pub(super) content: Range<usize>,
    /// The same in YAML; `None` for other languages where it is not certain.
    pub(super) yaml: Option<String>,
    /// Where the closing line below them ends, or they.
    pub(super) end: usize,
    /// Whether each of them means something in front matter.
    pub(super) are_all_ours: bool,
    /// Whether they were meant as those of a page even where nothing marks them.
    pub(super) tell_by_themselves: bool,
}

impl Keys {
    /// Those at byte `start` of `text`; they must tell more where nothing marks them.
    pub(super) fn of(text: &str, start: usize, is_marked: bool) -> Option<Self> {
        let first = lines(&text[start..]).map(|line| start + line.start..start + line.end);
        let first = first.into_iter().find(|line| is_content(&text[line.clone()]))?;
        let typed = &text[first.clone()];
        if seen(typed).starts_with('{') {
            return json(text, start, &first);
        }
        let language = if pair(typed, '=').is_some() { Language::Toml } else { Language::Yaml };
        let inner = &text[start..];
        let (content, closing) = if language == Language::Toml { toml(inner) } else { evidence::yaml(inner) };
        let keys = &inner[content.clone()];
        let (found, yaml) = match language {
            Language::Toml => (toml_pairs(keys), foreign::of_toml(keys)),
            _ => (pairs(keys), None),
        };
        let demand = if is_marked || closing.is_some() { Demand::Marked } else { Demand::Bare };
        is_telling(&found, demand).then(|| Self {
            language,
            content: start..start + content.end,
            yaml,
            end: start + closing.map_or(content.end, |line| line.end),
            are_all_ours: are_all_ours(&found),
            tell_by_themselves: is_telling(&found, Demand::Bare),
        })
    }
}

/// `{ "title": … }`
fn json(text: &str, start: usize, first: &Range<usize>) -> Option<Keys> {
    let keys = |yaml, end: usize, found: &[Pair<'_>]| {
        let closing = next_line(text, end).filter(|line| is_closing_mark(&text[line.clone()]));
        is_telling(found, Demand::Marked).then(|| Keys {
            language: Language::Json,
            content: start..end,
            yaml,
            end: closing.map_or(end, |line| line.end),
            are_all_ours: are_all_ours(found),
            tell_by_themselves: is_telling(found, Demand::Bare),
        })
    };
    let at = first.start + text[first.clone()].find('{')?;
    if let Some((object, length)) = foreign::json(&text[at..]) {
        let end = end_of_line(text, at + length);
        let values: Vec<String> = object.values().map(ToString::to_string).collect();
        let found: Vec<Pair<'_>> = object.keys().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
        let comments = text[start..at].trim_start().replace('\r', "");
        let is_alone = seen(&text[at + length..end]).is_empty();
        return if is_alone { keys(Some(comments + &foreign::of_json(&object)), end, &found) } else { None };
    }
    // What is broken cannot be rewritten; it was meant all the same.
    let is_last = |line: &Range<usize>| text[at..][line.clone()].trim_end() == "}";
    let ends = |line: &Range<usize>| is_last(line) || is_closing_mark(&text[at..][line.clone()]);
    let last = lines(&text[at..]).find(ends).filter(is_last)?;
    let found: Vec<Pair<'_>> = text[at..at + last.end].lines().filter_map(|line| pair(line, ':')).collect();
    keys(None, at + last.end, &found)
}

/// The TOML at the beginning of `text`, and the line below it that was meant to close it.
fn toml(text: &str) -> (Range<usize>, Option<Range<usize>>) {
    let mut is_after_blank = false;
    for line in lines(text) {
        let typed = &text[line.clone()];
        if is_closing_mark(typed) {
            return (0..line.start, Some(line));
        }
        let is_blank = seen(typed).is_empty();
        if is_blank && !is_after_blank && !goes_on(&text[line.end..]) {
            return (0..line.start, None);
        }
        is_after_blank = is_blank;
    }
    (0..text.len(), None)
}

/// Whether the next line that is not blank is one of TOML.
fn goes_on(text: &str) -> bool {
    let next = next_line(text, 0).map(|line| &text[line]);
    next.is_some_and(|line| is_closing_mark(line) || line.starts_with('[') || pair(line, '=').is_some())
}

/// The keys of TOML above its first table.
fn toml_pairs(content: &str) -> Vec<Pair<'_>> {
    let above = content.lines().take_while(|line| !line.starts_with('['));
    above.filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| pair(line, '=')).collect()
}

/// Whether a line is neither blank nor a comment.
fn is_content(line: &str) -> bool {
    !seen(line).is_empty() && !seen(line).starts_with('#')
}

/// The first line from byte `at` that is not blank.
pub(super) fn next_line(text: &str, at: usize) -> Option<Range<usize>> {
    let line = lines(&text[at..]).find(|line| !seen(&text[at..][line.clone()]).is_empty())?;
    Some(at + line.start..at + line.end)
}

fn end_of_line(text: &str, at: usize) -> usize {
    at + lines(&text[at..]).next().map_or(0, |line| line.end)
}
