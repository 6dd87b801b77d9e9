//! Front matter and body of a file.

mod closing;
mod evidence;
mod finding;
mod foreign;
mod keys;
mod marks;
mod meant;
mod preface;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::text::{Place, SourceFile, Span};
use closing::Closing;

/// Where the two parts of a file lie.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// What stands before the body.
    pub(super) front: Option<Front>,
    /// All after it.
    pub(super) body: Range<usize>,
    /// Why the front matter is not what it was meant to be, which is a finding.
    pub(super) fault: Option<Fault>,
}

/// What is wrong with front matter as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its closing line is missing, or another.
    Unclosed,
    /// It is not read.
    Unread,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Front {
    /// The YAML at this place.
    Yaml(Range<usize>),
    /// YAML that was made of something else, and stands nowhere.
    Converted(String),
}

/// Finds the front matter between a first line `---` and the next line `---`, or where it was meant to be.
pub(super) fn split(file: &SourceFile, findings: &mut FileFindings) -> Parts {
    let (parts, finding) = found(file);
    if let Some(finding) = finding {
        findings.push(finding);
    }
    parts
}

fn found(file: &SourceFile) -> (Parts, Option<Finding>) {
    let text = file.text();
    let reported = |(parts, finding): (Parts, Finding)| (parts, Some(finding));
    let is_opened = lines(text).next().filter(|line| text[line.clone()].trim_end() == "---");
    let Some(first) = is_opened else {
        let whole = Parts { front: None, body: 0..text.len(), fault: None };
        return meant::at_head(file).map_or((whole, None), reported);
    };
    let front = |content: &Range<usize>| Some(Front::Yaml(content.clone()));
    match Closing::of(text, first.end) {
        Closing::Line(line) => {
            let content = first.end..line.start;
            if let Some(toml) = meant::toml_between(file, content.start) {
                return reported(toml);
            }
            let parts = Parts { front: front(&content), body: line.end..text.len(), fault: None };
            match meant::second(file, &line) {
                Some((second, finding)) => (Parts { front: front(&content), ..second }, Some(finding)),
                None => (parts, None),
            }
        }
        Closing::Meant(line) => {
            let content = first.end..line.start;
            let parts = Parts { front: front(&content), body: line.end..text.len(), fault: Some(Fault::Unclosed) };
            (parts, Some(closing::finding(file, &line)))
        }
        Closing::Missing => {
            let content = first.end..first.end + probable_end(&text[first.end..]);
            let parts = Parts { front: front(&content), body: content.end..text.len(), fault: Some(Fault::Unclosed) };
            (parts, Some(unclosed(file, content.start, content.end)))
        }
    }
}

/// Where front matter ends that nobody closed: before the first line that looks like the text of a page, so that this
/// is not read as YAML, and what is wrong with it not told.
pub(super) fn probable_end(text: &str) -> usize {
    let mut after_blank = false;
    for line in lines(text) {
        let typed = text[line.clone()].trim_end();
        let is_text = match typed.chars().next() {
            None | Some(' ' | '\t' | '\'' | '"' | ']' | '}') => false,
            Some('-' | '#') => after_blank,
            Some(_) => !starts_with_key(typed),
        };
        if is_text {
            return line.start;
        }
        after_blank = typed.is_empty();
    }
    text.len()
}

/// Keys are of lower case, and the words before a colon in a text mostly are not.
fn starts_with_key(line: &str) -> bool {
    let word =
        line.trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    word.len() < line.len() && word.starts_with(':')
}

/// The front matter from `start` to `end` has no closing line.
pub(super) fn unclosed(file: &SourceFile, start: usize, end: usize) -> Finding {
    let place = Place::new(file.path(), Span::new(0, 3));
    let finding = Finding::new(Rule::UnclosedFrontMatter, place, "the front matter is never closed")
        .help("add `---` on its own line after the last key");
    let length = file.text()[start..end].trim_end().len();
    if length == 0 {
        return finding;
    }
    let last = Span::new(start + length, start + length);
    finding.fix(Fix::offer(file, last, "\n---"))
}

/// The lines of a text with their breaks.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}
