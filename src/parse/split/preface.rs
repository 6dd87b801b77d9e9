//! What may stand before front matter by mistake.

use std::ops::Range;

use super::lines;
use super::marks::{code_fence, seen};

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
    Text,
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

    /// All before byte `end` of `text`, where the page has begun.
    pub(super) fn all(end: usize) -> Self {
        Self { end, kept: std::iter::once(0..end).collect(), first: Some(Before::Text), has_heading: true }
    }
}

/// The lines `---` of a text outside of code, comments and other HTML.
pub(super) fn rules(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut inside: Option<End> = None;
    lines(text).filter(move |line| {
        let typed = seen(&text[line.clone()]);
        match &inside {
            Some(end) if end.is_at(typed) => inside = None,
            Some(_) => {}
            None => {
                inside = End::of(typed);
                return inside.is_none() && text[line.clone()].trim_end() == "---";
            }
        }
        false
    })
}

/// What ends a block in which nothing is markdown.
enum End {
    /// A fence of this mark, as long as this.
    Fence(char, usize),
    /// A line that holds this.
    Word(&'static str),
    Blank,
}

impl End {
    /// That of the block which `line` opens.
    fn of(line: &str) -> Option<Self> {
        if let Some((mark, count, _)) = code_fence(line) {
            return Some(Self::Fence(mark, count));
        }
        let blocks = [
            ("<!--", "-->"),
            ("<pre", "</pre>"),
            ("<script", "</script>"),
            ("<style", "</style>"),
            ("<textarea", "</textarea>"),
            ("$$", "$$"),
        ];
        match blocks.iter().find(|(open, _)| line.starts_with(open)) {
            Some((open, close)) => (!line[open.len()..].contains(close)).then_some(Self::Word(close)),
            None => line.starts_with('<').then_some(Self::Blank),
        }
    }

    fn is_at(&self, line: &str) -> bool {
        match self {
            Self::Fence(mark, count) => code_fence(line)
                .is_some_and(|(found, number, rest)| found == *mark && number >= *count && rest.is_empty()),
            Self::Word(word) => line.contains(word),
            Self::Blank => line.is_empty(),
        }
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
    fn rules_are_found_outside_of_code_and_html() {
        let count = |text: &str| rules(text).count();
        assert_eq!(count("a\n---\n--- \n ---\n----\n"), 2);
        for text in [
            "```\n---\n~~~\n---\n```\n",
            "<pre>\n\n---\n</pre>\n",
            "<div>\n---\n",
            "<!-- a\n\n---\n-->\n",
            "$$\n---\n$$\n",
        ] {
            assert_eq!(count(text), 0, "{text}");
            assert_eq!(count(&format!("{text}\n---\n")), 1, "{text}");
        }
        assert_eq!(count("<!-- a -->\n---\n$$a$$\n---\n"), 2);
    }

    #[test]
    fn text_may_not() {
        for text in ["Text\n---\n", "<!-- a --> text\n", "<!-- a\n", "#a\n", ""] {
            assert_eq!(preface(text), (text, None, false), "{text}");
        }
    }
}
