//! A text over several lines as its author sees it, whether or not YAML can read it: what is wrong with it is told once,
//! with all its lines.

use super::escape::joins_lines;
use super::line::{Line, Source, meant};
use super::suggestion::Repair;
use crate::text::Span;
use crate::text::quote::single_quoted;

/// What is wrong with a text of which a comment takes the end of a line.
pub const CUT: &str = "the `#` after a space cuts this text short: the rest is read as a comment";

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
    pub fn below(source: Source<'a>, head: Line<'a>) -> Self {
        let mut more = Vec::new();
        let mut next = source.line_after(&head);
        while let Some(line) = next.take() {
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
        let has_key = |line: &Line<'_>| line.key().is_some_and(|key| source.is_key(key) || is_bracketed(line.value()));
        let begins_other = |line: &Line<'_>| line.is_item || has_key(line);
        let value = self.head.value();
        let is_block = value.starts_with(['|', '>'])
            && !value[1..].contains(|c: char| !c.is_ascii_digit() && c != '-' && c != '+');
        let begins_map = self.head.value().is_empty() && self.more.first().is_some_and(|line| line.key().is_some());
        let is_value = self.head.is_item || self.head.key().is_some();
        is_value
            && !begins_map
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
        let is_prose = words_follow.unwrap_or_else(|| !is_list_of_words(value));
        value.starts_with(['[', '{']) && !is_prose
    }

    /// Each `#` in it that begins a comment to YAML, one a line; none for a text in quotes.
    pub fn hashes(&self, source: Source<'_>) -> impl Iterator<Item = Hash> {
        let is_quoted = self.head.value().starts_with(['\'', '"']);
        let head = (self.head.value_start(), self.head.value(), false);
        let more = self.more.iter().map(|line| (line.content_start(), line.text[line.indent..].trim_end(), true));
        let lines = std::iter::once(head).chain(more).filter(move |_| !is_quoted);
        lines.filter_map(move |(start, text, is_own)| {
            let at = hash(text)?;
            let span = Span::new(start + at, start + text.len());
            let is_comment = is_comment(&text[at..]) || (is_own && at == 0 && is_left_out(source, &text[1..]));
            Some(Hash { span, is_comment })
        })
    }

    /// Where it ends in the text that its lines were cut from.
    pub fn end(&self) -> usize {
        self.more.last().unwrap_or(&self.head).end()
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
        let double = typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if double.is_some_and(joins_lines) {
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

/// Whether `value` is a list or map by its looks.
pub(super) fn is_bracketed(value: &str) -> bool {
    value.starts_with(['[', '{']) && value.ends_with([']', '}'])
}

/// `[a, b`, and not a sentence that starts with a bracket.
pub(super) fn is_list_of_words(value: &str) -> bool {
    let items = value.strip_prefix('[').unwrap_or_default().trim_end_matches(',');
    items.split(',').all(|item| item.split_whitespace().count() == 1)
}

/// Where a `#` stands in the line `text` that begins a comment to YAML.
fn hash(text: &str) -> Option<usize> {
    if text.starts_with('#') {
        return Some(0);
    }
    text.match_indices('#').map(|(at, _)| at).find(|&at| text[..at].ends_with([' ', '\t']))
}

/// Whether `text`, which follows a `#`, is a key or item that somebody left out for a while.
fn is_left_out(source: Source<'_>, text: &str) -> bool {
    let line = source.cut(0, text);
    line.is_item || line.key().is_some_and(|key| source.is_key(key))
}

/// Whether `text` begins with the mark of a comment: a `#` and a blank, or nothing more. A `#` before a word is more often
/// part of a text.
pub fn is_comment(text: &str) -> bool {
    text.starts_with('#') && text.trim_start_matches('#').chars().next().is_none_or(char::is_whitespace)
}
