//! The line that closes front matter, or was meant to.

use std::ops::Range;

use super::evidence::{BlockText, is_yaml_line, pair};
use super::lines;
use super::marks::{closes, is_closing_mark, seen};
use crate::finding::{Finding, Fix, Rule};
use crate::text::{Place, SourceFile, Span};

/// How front matter ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// With this line.
    Line(Range<usize>),
    /// With this line, which says it in another way than it must.
    Meant(Range<usize>),
    /// Nobody can tell.
    Missing,
}

impl Closing {
    /// The end of the front matter whose keys begin at byte `start` of `text`.
    pub(super) fn of(text: &str, start: usize) -> Self {
        let mut meant: Option<Range<usize>> = None;
        let mut block = BlockText::default();
        for line in lines(&text[start..]) {
            let line = start + line.start..start + line.end;
            let typed = &text[line.clone()];
            if closes(typed) {
                return match meant {
                    Some(meant) if !is_inside(&text[meant.end..line.start]) => Self::Meant(meant),
                    _ => Self::Line(line),
                };
            }
            if meant.is_some() || block.holds(typed) || !is_closing_mark(typed) {
                continue;
            }
            if !typed.starts_with([' ', '\t']) || ends(&text[line.end..]) {
                meant = Some(line);
            }
        }
        meant.map_or(Self::Missing, Self::Meant)
    }
}

/// Whether keys go on below a line of marks, up to the line that really closes them: then the marks just divide them.
fn is_inside(rest: &str) -> bool {
    let filled = || lines(rest).map(|line| &rest[line]).filter(|line| !seen(line).is_empty());
    filled().all(is_yaml_line) && (filled().next().is_none() || filled().any(|line| pair(line, ':').is_some()))
}

/// Whether no text goes on below an indented line of marks, which is a part of it then.
fn ends(rest: &str) -> bool {
    let next = lines(rest).map(|line| &rest[line]).find(|line| !seen(line).is_empty());
    next.is_none_or(|line| !line.starts_with([' ', '\t']) && pair(line, ':').is_none())
}

/// `line` does not close the front matter.
pub(super) fn finding(file: &SourceFile, line: &Range<usize>) -> Finding {
    let typed = file.text()[line.clone()].trim_end();
    let indent = typed.len() - seen(typed).len();
    let span = Span::new(line.start, line.start + typed.len());
    let (message, help) = match seen(typed) {
        mark @ ("---" | "...") if indent > 0 && typed.ends_with(mark) => {
            (format!("the line `{mark}` that should close the front matter is indented"), "start the line with `---`")
        }
        mark => (format!("`{mark}` does not close the front matter"), "write three hyphens, `---`"),
    };
    let place = Place::new(file.path(), Span::new(span.start + indent, span.end));
    Finding::new(Rule::UnclosedFrontMatter, place, message).help(help).fix(Fix::offer(file, span, "---"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closing(text: &str) -> Option<(bool, &str)> {
        match Closing::of(text, 0) {
            Closing::Line(line) => Some((true, &text[line])),
            Closing::Meant(line) => Some((false, &text[line])),
            Closing::Missing => None,
        }
    }

    #[test]
    fn another_mark_was_meant_to_close() {
        for mark in ["----", "--", "—--", "–––", "***", "+++", "…", "-----------"] {
            for rest in ["", "\n# Text\n\nand a rule\n\n---\nmore", "\n- a\n\n---\n"] {
                assert_eq!(
                    closing(&format!("title: A\n{mark}{rest}")).map(|(is, line)| (is, line.trim())),
                    Some((false, mark)),
                    "{rest}"
                );
            }
        }
        assert_eq!(closing("title: A\n ---\nText\n---\n"), Some((false, " ---\n")));
    }

    #[test]
    fn a_mark_inside_of_a_text_or_between_keys_does_not_close() {
        for front in
            ["a: |-\n  before\n  ---\n  after\n", "a: before\n  ---\n  after\n", "a: b\n------\nc: d\n", "a: b\n----\n"]
        {
            assert_eq!(closing(&format!("{front}---\nText")), Some((true, "---\n")), "{front}");
        }
        assert_eq!(closing("a: |\n  ---\n"), None);
    }
}
