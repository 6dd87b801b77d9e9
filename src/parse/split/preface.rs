//! What may stand before front matter by mistake.

use std::ops::Range;

use super::lines;
use super::marks::seen;

/// The lines before what may be front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preface {
    /// Where they end.
    pub(super) end: usize,
    /// Those that hold something: comments and headings.
    pub(super) kept: Vec<Range<usize>>,
    /// What the first of them is; `None` where there is none.
    pub(super) first: Option<Before>,
    /// Whether a heading is among them, so that the page has begun.
    pub(super) has_heading: bool,
}

/// What stands before front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Blank,
    Comment,
    Heading,
}

impl Preface {
    /// The blank lines, comments and headings from byte `start` of `text`.
    pub(super) fn of(text: &str, start: usize) -> Self {
        let mut preface = Self { end: start, ..Self::default() };
        while let Some((length, before)) = next(&text[preface.end..]) {
            let range = preface.end..preface.end + length;
            preface.end = range.end;
            // Blank lines before a comment are not what is in the way.
            if before != Before::Blank {
                preface.kept.push(range);
            }
            if before != Before::Blank || preface.first.is_none() {
                preface.first = preface.first.filter(|first| *first != Before::Blank).or(Some(before));
            }
            preface.has_heading |= before == Before::Heading;
        }
        preface
    }
}

/// How long the first thing in `text` is that may stand before front matter.
fn next(text: &str) -> Option<(usize, Before)> {
    let line = lines(text).next()?;
    let typed = seen(&text[line.clone()]);
    if typed.is_empty() {
        return Some((line.end, Before::Blank));
    }
    if typed.starts_with("<!--") {
        let close = text.find("-->")? + 3;
        let end = close + lines(&text[close..]).next().map_or(0, |rest| rest.end);
        return seen(&text[close..end]).is_empty().then_some((end, Before::Comment));
    }
    // `[//]: # (a comment)`
    if typed.starts_with("[//]:") || typed.starts_with("[comment]:") {
        return Some((line.end, Before::Comment));
    }
    let marks = typed.len() - typed.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&marks) && typed[marks..].starts_with(' ');
    is_heading.then_some((line.end, Before::Heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preface(text: &str) -> (&str, Option<Before>, bool) {
        let preface = Preface::of(text, 0);
        (&text[preface.end..], preface.first, preface.has_heading)
    }

    #[test]
    fn blank_lines_comments_and_headings_may_stand_there() {
        assert_eq!(preface("---\n"), ("---\n", None, false));
        assert_eq!(preface("\u{200b}\r\n \n---\n"), ("---\n", Some(Before::Blank), false));
        assert_eq!(preface("\n<!-- a\n---\nb -->\n\n---\n"), ("---\n", Some(Before::Comment), false));
        assert_eq!(preface("[//]: # (a)\n# A\n---\n"), ("---\n", Some(Before::Comment), true));
        assert_eq!(preface("# A\n\n---\n"), ("---\n", Some(Before::Heading), true));
    }

    #[test]
    fn text_may_not() {
        for text in ["Text\n---\n", "<!-- a --> text\n", "<!-- a\n", "#a\n", ""] {
            assert_eq!(preface(text), (text, None, false), "{text}");
        }
    }
}
