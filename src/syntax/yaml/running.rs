//! A text over several lines as its author sees it, whether or not YAML can read it: what is wrong with it is told once,
//! with all its lines.

use super::cure::Repair;
use super::line::{Line, Source, meant};
use crate::text::Span;
use crate::text::quote::single_quoted;

/// A text over more lines than this is not written again.
const MOST_LINES: usize = 60;

/// A `#` that begins a comment to YAML, up to the end of its line.
#[derive(Clone, Copy, Debug)]
pub struct Hash {
    /// Its bytes.
    pub span: Span,
    /// False where it stands directly before a word, and so is text more often than not.
    pub is_comment: bool,
}

/// A value and the lines below that go on with it.
#[derive(Clone, Debug)]
pub struct Running<'a> {
    /// The line on which it begins, or that of the key whose value begins below.
    pub head: Line<'a>,
    /// The lines below it, up to the last that is not blank.
    pub more: Vec<Line<'a>>,
}

impl<'a> Running<'a> {
    /// The text over several lines that holds byte `at`; `None` where there is none, or where its lines are keys, items
    /// or a block by their looks.
    pub fn at(source: Source<'a>, at: usize) -> Option<Self> {
        let text = Self::below(source, source.head(source.line(at)?));
        text.is_prose(source).then_some(text)
    }

    /// The value that begins on `head`.
    pub(super) fn below(source: Source<'a>, head: Line<'a>) -> Self {
        let mut more = Vec::new();
        let mut next = source.line_after(&head);
        while let Some(line) = next.take().filter(|_| more.len() <= MOST_LINES) {
            if line.text.trim().is_empty() || line.indent > head.parent_column() {
                next = source.line_after(&line);
                more.push(line);
            }
        }
        // A comment below a text is one, unless more of the text follows.
        while more.last().is_some_and(|line: &Line<'_>| {
            let content = line.text.trim();
            content.is_empty() || is_comment(content)
        }) {
            more.pop();
        }
        Self { head, more }
    }

    fn is_prose(&self, source: Source<'_>) -> bool {
        let begins_other = |line: &Line<'_>| line.is_item || line.key().is_some_and(|key| source.is_key(key));
        let value = self.head.value();
        let is_block = value.starts_with(['|', '>'])
            && !value[1..].contains(|c: char| !c.is_ascii_digit() && c != '-' && c != '+');
        let is_value = self.head.is_item || self.head.key().is_some();
        is_value
            && !is_block
            && !self.more.is_empty()
            && !self.more.iter().any(begins_other)
            && !self.may_be_collection()
    }

    /// Whether it begins like a list or map, and no words follow the last bracket.
    fn may_be_collection(&self) -> bool {
        let value = self.head.value();
        let mut lines = std::iter::once(value).chain(self.more.iter().map(|line| line.text)).rev();
        let mut has_words = false;
        let words_follow = lines.find_map(|line| {
            let bracket = line.rfind([']', '}']);
            has_words |= line[bracket.map_or(0, |at| at + 1)..].contains(char::is_alphanumeric);
            bracket.map(|_| has_words)
        });
        value.starts_with(['[', '{']) && words_follow != Some(true)
    }

    /// The first `#` in it that begins a comment to YAML; `None` for a text in quotes.
    pub fn hash(&self) -> Option<Hash> {
        if self.head.value().starts_with(['\'', '"']) {
            return None;
        }
        let head = (self.head.value_start(), self.head.value());
        let more = self.more.iter().map(|line| (line.content_start(), line.text[line.indent..].trim_end()));
        std::iter::once(head).chain(more).find_map(|(start, text)| {
            let at = hash(text)?;
            Some(Hash { span: Span::new(start + at, start + text.len()), is_comment: is_comment(&text[at..]) })
        })
    }

    /// All its lines with the text in quotes; it stays on them, only its first and last get a quote. `None` where quotes
    /// cannot say it.
    pub(super) fn quoted(&self, source: Source<'_>) -> Option<Repair> {
        let content = |line: &Line<'_>| line.text[line.indent..].trim_end().to_owned();
        let has_tab = |line: &Line<'_>| line.text.contains('\t');
        if self.more.len() > MOST_LINES || self.more.iter().any(has_tab) || self.head.value().contains('\t') {
            return None;
        }
        let has_text = !self.head.value().is_empty();
        let first = has_text.then(|| self.head.value().to_owned());
        let typed: Vec<String> = first.into_iter().chain(self.more.iter().map(content)).collect();
        let typed = typed.join("\n");
        let is_double = typed.starts_with('"') && typed.ends_with('"');
        if is_double && typed.contains("\\\n") {
            return None;
        }
        let quoted = single_quoted(&meant(&typed));
        let mut pieces = quoted.split('\n');
        let mut lines: Vec<String> = Vec::new();
        if has_text {
            lines.push(self.head.with_typed(pieces.next()?));
        }
        for line in &self.more {
            lines.push(format!("{}{}", &line.text[..line.indent], pieces.next()?).trim_end().to_owned());
        }
        let start = if has_text { self.head.start } else { source.line_after(&self.head)?.start };
        Some(Repair { start, lines, certain: false, is_guess: false })
    }
}

/// Where a `#` stands in the line `text` that begins a comment to YAML.
fn hash(text: &str) -> Option<usize> {
    if text.starts_with('#') {
        return Some(0);
    }
    text.match_indices('#').map(|(at, _)| at).find(|&at| text[..at].ends_with([' ', '\t']))
}

/// Whether `text` begins with the mark of a comment: a `#` and a blank, or nothing more. A `#` before a word is more often
/// part of a text.
pub fn is_comment(text: &str) -> bool {
    text.starts_with('#') && text.trim_start_matches('#').chars().next().is_none_or(char::is_whitespace)
}
