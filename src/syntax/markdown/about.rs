//! Marks that an author writes about: shown in an element for code, or escaped in the middle of a line. What leads a line
//! may be meant as a mark, however it is escaped: converters write backslashes where nobody typed any.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Ev;
use super::marks;
use super::mentions::entity;

/// Elements whose text is shown as it was typed.
const ELEMENTS: [&str; 5] = ["code", "kbd", "samp", "tt", "pre"];

/// What stands in place of a sign that is escaped: no mark has it.
const ESCAPED: &str = "·";

/// What lies inside of elements for code that are written as HTML, sorted. Each ends in the block in which it begins.
pub(super) fn code_elements(events: &[Ev<'_>], source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (event, range) in events {
        match event {
            Event::InlineHtml(html) => match (open, tag(html)) {
                (None, Some((name, false))) => open = Some((name, range.end)),
                (Some((opened, start)), Some((name, true))) if opened == name => {
                    found.push(start..range.start);
                    open = None;
                }
                _ => {}
            },
            Event::Start(Tag::HtmlBlock) => {
                open = None;
                in_block(source.get(range.clone()).unwrap_or_default(), range.start, &mut found);
            }
            // Emphasis and links may stand within.
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
            | Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
            Event::Start(_) | Event::End(_) => open = None,
        }
    }
    found
}

/// The same in the source of a block of HTML, which begins at `offset`.
fn in_block(html: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    while let Some(next) = html[at..].find('<').map(|next| at + next) {
        let rest = &html[next..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        let Some(end) = end.map(|end| next + end) else { return };
        match (open, tag(&html[next..end])) {
            (None, Some((name, false))) => open = Some((name, end)),
            (Some((opened, start)), Some((name, true))) if opened == name => {
                found.push(offset + start..offset + next);
                open = None;
            }
            _ => {}
        }
        at = if open.is_some() { next + 1 } else { end };
    }
}

/// The element for code that a tag opens, or closes.
fn tag(html: &str) -> Option<(&'static str, bool)> {
    let inner = html.strip_prefix('<')?;
    let is_end = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').to_ascii_lowercase();
    let name = inner.split(|c: char| c.is_whitespace() || c == '>').next()?;
    ELEMENTS.into_iter().find(|known| *known == name).map(|known| (known, is_end))
}

/// A text as it arrived, and as it was typed.
pub(super) struct Typed<'a> {
    pub(super) source: &'a str,
    /// What lies in elements for code.
    pub(super) code: &'a [Range<usize>],
    pub(super) text: &'a str,
    pub(super) range: &'a Range<usize>,
    pub(super) is_in_quote: bool,
}

impl Typed<'_> {
    /// Whether it was typed as it arrived, so that places in it are known.
    pub(super) fn is_exact(&self) -> bool {
        self.source.get(self.range.clone()) == Some(self.text)
    }

    /// Whether the mark at `mark` in the text can only be words.
    pub(super) fn is_about(&self, mark: &Range<usize>) -> bool {
        if self.is_in_code(mark.start) {
            return !self.is_in_quote || self.follows_words(mark.start) || self.precedes_words(mark.end);
        }
        let is_escaped = || self.without_escapes().is_some_and(|typed| marks::astray(&typed).is_empty());
        self.follows_words(mark.start) && is_escaped()
    }

    /// The same of one that hides nothing, which leads a line as it may.
    pub(super) fn shows_alert(&self, at: usize) -> bool {
        self.is_in_code(at) || self.without_escapes().is_some_and(|typed| !typed.contains("[!"))
    }

    fn is_in_code(&self, at: usize) -> bool {
        let place = if self.is_exact() { self.range.start + at..self.range.start + at } else { self.range.clone() };
        let before = self.code.partition_point(|inside| inside.start <= place.start);
        before.checked_sub(1).is_some_and(|last| place.end <= self.code[last].end)
    }

    /// Whether words stand before `at` on its line, in its cell.
    fn follows_words(&self, at: usize) -> bool {
        let before = self.source.get(..self.range.start).unwrap_or_default();
        let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        let typed = &self.text[..at];
        let lead = match typed.rsplit_once('\n') {
            Some((_, last)) => last.to_owned(),
            None => format!("{line}{typed}"),
        };
        let lead = lead.rsplit('|').next().unwrap_or_default();
        // Those of a footnote, and of a list of tasks.
        let lead = lead.trim_start_matches(['>', ' ', '\t', '-', '*', '+']);
        let lead = if lead.starts_with("[^") { lead.split_once("]:").map_or(lead, |(_, rest)| rest) } else { lead };
        let lead = lead.strip_prefix("[x]").or_else(|| lead.strip_prefix("[X]")).unwrap_or(lead);
        has_words(lead)
    }

    fn precedes_words(&self, end: usize) -> bool {
        let end = if self.is_exact() { self.range.start + end } else { self.range.end };
        let rest = self.source.get(end..).unwrap_or_default();
        has_words(rest.lines().next().unwrap_or_default())
    }

    /// The text as it was typed, without the signs of a mark that are escaped in it; `None` where none is.
    fn without_escapes(&self) -> Option<String> {
        // The backslash before its first sign is not in the range of a text.
        let is_led = self.source.get(..self.range.start)?.ends_with('\\');
        let typed = self.source.get(self.range.start - usize::from(is_led)..self.range.end)?;
        let mut plain = String::new();
        let mut rest = typed;
        while let Some(at) = rest.find(['\\', '&']) {
            let (length, is_sign) = escape(&rest[at..]);
            plain.push_str(&rest[..at]);
            plain.push_str(if is_sign { ESCAPED } else { &rest[at..at + length] });
            rest = &rest[at + length..];
        }
        plain.push_str(rest);
        // Of HTML the place is not always known.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        (plain.contains(ESCAPED) && letters(&plain) == letters(self.text)).then_some(plain)
    }
}

/// How long the escape is that a text begins with, and whether it is one of a bracket or `!`.
fn escape(text: &str) -> (usize, bool) {
    if let Some(rest) = text.strip_prefix('\\') {
        let is_sign = rest.starts_with(['[', ']', '!']);
        return (1 + usize::from(is_sign || rest.starts_with('\\')), is_sign);
    }
    match entity(text) {
        Some((sign, length)) if matches!(sign.as_str(), "[" | "]" | "!") => (length, true),
        _ => (1, false),
    }
}

/// Whether a text has letters outside of tags and of names of characters.
fn has_words(text: &str) -> bool {
    let mut end = ' ';
    text.chars().any(|c| {
        match c {
            '<' => end = '>',
            '&' => end = ';',
            _ if c == end || (end == ';' && c == ' ') => end = ' ',
            _ => {}
        }
        end == ' ' && c.is_alphabetic()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::Parser;

    fn code(source: &str) -> Vec<&str> {
        let events: Vec<Ev<'_>> = Parser::new(source).into_offset_iter().collect();
        code_elements(&events, source).into_iter().map(|range| &source[range]).collect()
    }

    #[test]
    fn elements_for_code_end_in_their_block() {
        assert_eq!(code("a <code>b *c*</code> <KBD class=\"x\">d</KBD> <b>e</b>"), ["b *c*", "d"]);
        assert_eq!(code("<pre>\na\n\nb</pre>\n\n<div><samp>c <i>d</i></samp></div>"), ["\na\n\nb", "c <i>d</i>"]);
        for source in [
            "a <code>b",
            "a <code>b\n\nc</code>",
            "- <code>b\n- c</code>",
            "`<code>` b `</code>`",
            "\\<code> b </code>",
            "&lt;code> b </code>",
            "a </code> b <code>",
            "<div>\n<code>\n\nb\n\n</code>\n</div>",
            "<div><!-- <code> --> b </code></div>",
            "<codes>b</codes>",
        ] {
            assert_eq!(code(source), [""; 0], "{source:?}");
        }
    }

    #[test]
    fn only_signs_of_marks_are_escaped() {
        for typed in ["\\[a", "\\]", "\\!x", "&#91;!", "&#x5B;", "&#0033;", "&lsqb;", "&rbrack;", "&excl;A"] {
            assert!(escape(typed).1, "{typed}");
        }
        for typed in ["\\a", "\\\\[", "&amp;", "&#92;", "&", "&shy;ANSWER", "&excl"] {
            assert!(!escape(typed).1, "{typed}");
        }
    }
}
