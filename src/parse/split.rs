//! Front matter and body of a file.

use std::ops::Range;

use crate::finding::{FileFindings, Rule};
use crate::text::Span;

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
pub(super) fn split(text: &str, findings: &mut FileFindings) -> Parts {
    let mut lines = lines(text);
    let whole = Parts { front: None, body: 0..text.len(), closed: true };
    let Some(first) = lines.next().filter(|line| text[line.clone()].trim_end() == "---") else { return whole };
    let front_start = first.end;
    for line in lines {
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            return Parts { front: Some(front_start..line.start), body: line.end..text.len(), closed: true };
        }
    }
    findings.add_with_help(
        Rule::UnclosedFrontMatter,
        Span::new(0, 3),
        "the front matter has no end, so the page has no text",
        "write `---` on a line of its own after the last key",
    );
    Parts { front: Some(front_start..text.len()), body: text.len()..text.len(), closed: false }
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
        let mut findings = FileFindings::new(&SourcePath::new("content/a.md"));
        let parts = split(text, &mut findings);
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
}
