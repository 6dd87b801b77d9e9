//! Front matter and body of a file.

use std::ops::Range;

use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::text::{Place, SourceFile, Span};

/// Where the two parts of a file lie.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the two marks.
    pub(super) front: Option<Range<usize>>,
    /// All after it.
    pub(super) body: Range<usize>,
    /// False where the second mark is missing.
    pub(super) closed: bool,
}

/// Finds the front matter between a first line `---` and the next line `---` or `...`.
pub(super) fn split(file: &SourceFile, findings: &mut FileFindings) -> Parts {
    let text = file.text();
    let mut lines = lines(text);
    let whole = Parts { front: None, body: 0..text.len(), closed: true };
    let Some(first) = lines.next().filter(|line| text[line.clone()].trim_end() == "---") else { return whole };
    let front_start = first.end;
    for line in lines {
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            return Parts { front: Some(front_start..line.start), body: line.end..text.len(), closed: true };
        }
    }
    let end = front_start + probable_end(&text[front_start..]);
    findings.push(unclosed(file, front_start, end));
    Parts { front: Some(front_start..end), body: end..text.len(), closed: false }
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
    let finding = Finding::new(Rule::UnclosedFrontMatter, place, "the front matter has no closing line")
        .help("write `---` on a line of its own after the last key");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourcePath;

    fn parts(text: &str) -> (Option<&str>, &str, bool) {
        let file = SourceFile::new(SourcePath::new("content/a.md"), text);
        let parts = split(&file, &mut FileFindings::new(file.path()));
        (parts.front.map(|range| &text[range]), &text[parts.body], parts.closed)
    }

    #[test]
    fn front_matter_lies_between_two_marks() {
        assert_eq!(parts("---\na: 1\n---\nBody"), (Some("a: 1\n"), "Body", true));
        assert_eq!(parts("---\r\na: 1\r\n---\r\nBody"), (Some("a: 1\r\n"), "Body", true));
        assert_eq!(parts("---\n---\n"), (Some(""), "", true));
    }

    #[test]
    fn a_file_may_have_none_or_no_end_of_it() {
        assert_eq!(parts("Body\n---\n"), (None, "Body\n---\n", true));
        assert_eq!(parts(""), (None, "", true));
        assert_eq!(parts("---\na: 1\n"), (Some("a: 1\n"), "", false));
    }

    #[test]
    fn without_its_end_it_goes_as_far_as_its_keys() {
        let ends = |front: &str, body: &str| {
            assert_eq!(parts(&format!("---\n{front}{body}")), (Some(front), body, false));
        };
        ends("title: A\nradar:\n- mistake: M\n# mine\n\n  where: W\n\n", "## Why\n\norder: of things\n");
        ends("title: A\n", "A proof: it convinces.\n");
        ends("a-b_1:\n  - x\n\n", "- a list\n");
        ends("tags: [\n  a\n]\n", "*Text*\n");
        ends("", "Text\n");
    }
}
