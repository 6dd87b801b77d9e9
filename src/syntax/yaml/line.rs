//! One line of YAML as its author meant it, whether or not YAML can read it.
//!
//! A line is `- key: value` with any part left out. It is cut by looks alone, so that a line that breaks the document
//! still has a key and a value, and can be written again with the value in quotes.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use crate::text::quote::yaml_scalar;

/// Longer lines are not looked at: no help fits them, and a file of one line must not cost time for every finding.
const LONGEST: usize = 4096;

/// No farther is it looked for the line that a line belongs to, for the same reason.
const FARTHEST: usize = 200;

/// Characters that begin something else than a key.
const NO_KEY: &[char] = &['[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`', '#', '?', ','];

/// Which words are keys to whoever wrote a text, so that prose is not taken for one.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// True for the keys that mean something somewhere.
    pub is_key: fn(&str) -> bool,
    /// True for keys below which any word may be a key.
    pub is_open: fn(&str) -> bool,
}

impl Vocabulary {
    /// Any word may be a key.
    pub const ANY: Self = Self { is_key: |_| true, is_open: |_| true };
}

/// A text of YAML, and what its author takes for keys.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    text: &'a str,
    /// The same lines before any of them was repaired.
    typed: &'a str,
    words: Vocabulary,
}

impl Deref for Source<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl<'a> Source<'a> {
    /// `text`, whose keys are out of `words`.
    pub fn new(text: &'a str, words: Vocabulary) -> Self {
        Self { text, typed: text, words }
    }

    /// `text`, in which lines of this one are repaired.
    pub fn repaired<'t>(self, text: &'t str) -> Source<'t>
    where
        'a: 't,
    {
        Source { text, ..self }
    }

    /// The lines before any of them was repaired; each is in the same place among them.
    pub fn typed_lines(self) -> impl Iterator<Item = &'a str> {
        self.typed.split('\n')
    }

    /// The whole text.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The line that holds byte `offset`; `None` where it is longer than any help.
    pub fn line(self, offset: usize) -> Option<Line<'a>> {
        let offset = self.text.floor_char_boundary(offset);
        let first = self.text.floor_char_boundary(offset.saturating_sub(LONGEST));
        let last = self.text.floor_char_boundary(offset.saturating_add(LONGEST));
        let start = self.text[first..offset].rfind('\n').map(|at| first + at + 1);
        let start = start.or((first == 0).then_some(0))?;
        let end = self.text[offset..last].find('\n').map(|at| offset + at);
        let end = end.or((last == self.text.len()).then_some(last))?;
        Some(self.cut(start, self.text[start..end].trim_end_matches('\r')))
    }

    /// The line before the one that starts at `start`, blank lines and comments left out.
    pub fn line_before(self, start: usize) -> Option<Line<'a>> {
        let mut line = self.line(start.checked_sub(1)?)?;
        while line.is_blank() {
            line = self.line(line.start.checked_sub(1)?)?;
        }
        Some(line)
    }

    /// The line after `line`, where there is one.
    pub fn line_after(self, line: &Line<'_>) -> Option<Line<'a>> {
        let end = line.start + line.text.len();
        let next = end + self.text[end..].find('\n')? + 1;
        self.line(next)
    }

    /// The line on which the value begins that `line` goes on with; itself where it begins one.
    pub fn head(self, line: Line<'a>) -> Line<'a> {
        let begins = |line: &Line<'_>| line.is_item || line.key().is_some_and(|key| (self.words.is_key)(key));
        let mut above = line.clone();
        for _ in 0..FARTHEST {
            match self.line_before(above.start).filter(|_| !begins(&above)) {
                Some(next) => above = next,
                None => break,
            }
        }
        if line.indent > above.parent_column() { above } else { line }
    }

    /// Whether `key` means something somewhere.
    pub fn is_key(self, key: &str) -> bool {
        (self.words.is_key)(key)
    }

    /// Cuts a line of this text that starts at `start`.
    pub fn cut(self, start: usize, text: &str) -> Line<'_> {
        Line::new(start, text, self.words.is_key, false)
    }

    /// Cuts a line where lists may stand in lists and any word may be a key.
    pub fn cut_open(start: usize, text: &str) -> Line<'_> {
        Line::new(start, text, |_| true, true)
    }

    /// Whether any word may be a key on `line`, because it stands below a key that says so.
    pub fn is_open(self, line: &Line<'_>) -> bool {
        let (mut start, mut indent) = (line.start, line.indent);
        for _ in 0..FARTHEST {
            let Some(above) = self.line_before(start) else { break };
            let is_parent = above.indent < indent || (above.indent == indent && line.is_item && !above.is_item);
            if is_parent && above.key().is_some_and(|key| (self.words.is_open)(key)) {
                return true;
            }
            indent = indent.min(above.indent);
            start = above.start;
        }
        false
    }
}

/// A line and its parts.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Offset of its first byte in the text that it was cut from.
    pub start: usize,
    /// The line without its line break.
    pub text: &'a str,
    /// How many spaces and tabs it starts with.
    pub indent: usize,
    /// True where it starts with `- `.
    pub is_item: bool,
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl<'a> Line<'a> {
    /// Cuts `text`, a line without its line break that starts at `start` of what it was cut from.
    fn new(start: usize, text: &'a str, is_known: fn(&str) -> bool, nested: bool) -> Self {
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let content = after_dashes(text, indent, nested);
        let is_item = content > indent;
        let key = key(&text[content..], is_item, is_known).map(|key| content + key.start..content + key.end);
        let after_key = key.as_ref().map_or(content, |key| after_colon(text, key.end));
        let value = after_key..text.trim_end().len().max(after_key);
        Self { start, text, indent, is_item, key, value }
    }

    /// True where it says nothing: blank, or a comment.
    pub fn is_blank(&self) -> bool {
        let content = &self.text[self.indent..];
        content.trim().is_empty() || content.starts_with('#')
    }

    /// The key, with its quotes.
    pub fn key(&self) -> Option<&'a str> {
        self.key.clone().map(|key| &self.text[key])
    }

    /// Where the key starts and ends in the text that the line was cut from.
    pub fn key_range(&self) -> Option<Range<usize>> {
        self.key.clone().map(|key| self.start + key.start..self.start + key.end)
    }

    /// All that follows the dash and the key.
    pub fn value(&self) -> &'a str {
        &self.text[self.value.clone()]
    }

    /// Where the value starts in the text that the line was cut from.
    pub fn value_start(&self) -> usize {
        self.start + self.value.start
    }

    /// Where the line's own text starts in the text that the line was cut from.
    pub fn content_start(&self) -> usize {
        self.start + self.indent
    }

    /// How many bytes stand before the text of an item, or of a line that is none.
    pub fn content_column(&self) -> usize {
        self.key.as_ref().map_or(self.value.start, |key| key.start)
    }

    /// Lines that go on with its value are indented by more than this.
    pub fn parent_column(&self) -> usize {
        if self.key.is_some() { self.content_column() } else { self.indent }
    }

    /// Where the line ends, blanks at its end left out, in the text that it was cut from.
    pub fn end(&self) -> usize {
        self.start + self.value.end
    }

    /// The line with `value` in its place, quoted so that it is read as it stands.
    pub fn with_value(&self, value: &str) -> String {
        self.with_typed(&yaml_scalar(value))
    }

    /// The line with `typed` where its value stands; blanks at its end stay.
    pub fn with_typed(&self, typed: &str) -> String {
        let (head, tail) = (&self.text[..self.value.start], &self.text[self.value.end..]);
        let gap = if head.ends_with([' ', '\t']) || head.is_empty() { "" } else { " " };
        format!("{head}{gap}{typed}{tail}")
    }

    /// What the author meant to say with the value: quotes that were put around the whole of it are left out.
    pub fn meant(&self) -> Cow<'a, str> {
        meant(self.value())
    }
}

/// The text that `value` was meant to be, where quotes in it do not do what they should.
pub fn meant(value: &str) -> Cow<'_, str> {
    let Some(quote) = value.chars().next().filter(|first| matches!(first, '\'' | '"')) else { return value.into() };
    let rest = &value[1..];
    let inner = match rest.find(quote) {
        // A quote that closes nowhere is one to close, but for the apostrophe of a word.
        None if quote == '\'' && is_clipped(rest) => return value.into(),
        None if rest.is_empty() => return value.into(),
        None => rest,
        Some(at) if at + 1 < rest.len() && !surrounds(rest, at, quote) => return value.into(),
        Some(_) => rest.strip_suffix(quote).unwrap_or(rest),
    };
    Cow::Owned(if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") })
}

/// True for words that begin with an apostrophe, which is not part of `rest`: 'tis, 'em, '90s, German 's and 'ne.
fn is_clipped(rest: &str) -> bool {
    const WORDS: [&str; 16] = [
        "tis", "twas", "twere", "twill", "til", "em", "cause", "bout", "round", "neath", "cos", "n", "s", "ne", "nen",
        "nem",
    ];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// True where the quote at `at` of `rest` cannot have been meant to close the one before `rest`.
fn surrounds(rest: &str, at: usize, quote: char) -> bool {
    let before = rest[..at].chars().next_back();
    let after = rest[at + 1..].chars().next();
    let within_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let inner = before.is_some_and(|c| c.is_whitespace() || c == '\\') || (within_word(before) && within_word(after));
    inner && rest.len() > at + 1 && rest.ends_with(quote)
}

/// Where the content of an item starts. A second dash is text, but where lists may be nested.
fn after_dashes(text: &str, indent: usize, nested: bool) -> usize {
    let mut at = indent;
    while let Some(rest) = text[at..].strip_prefix('-') {
        let next = rest.trim_start_matches([' ', '\t']);
        if next.len() == rest.len() && !rest.is_empty() {
            break;
        }
        at = text.len() - next.len();
        if !nested {
            break;
        }
    }
    at
}

/// The key that `content` starts with. In a list item only known words are taken for keys: `- Note: …` is prose.
fn key(content: &str, is_item: bool, is_known: fn(&str) -> bool) -> Option<Range<usize>> {
    if let Some(quote @ ('\'' | '"')) = content.chars().next() {
        let end = content[1..].find(quote)? + 2;
        let colon = content[end..].trim_start_matches(' ');
        let is_prose = is_item && !is_known(&content[1..end - 1]);
        return (is_separator(colon) && !is_prose).then_some(0..end);
    }
    let colon = content.match_indices(':').map(|(at, _)| at).find(|&at| is_separator(&content[at..]))?;
    let key = content[..colon].trim_end();
    let is_phrase = is_item && (key.contains(char::is_whitespace) || !is_known(key));
    let is_prose = key.is_empty() || key.starts_with(NO_KEY) || key.contains(" #") || is_phrase;
    (!is_prose).then_some(0..key.len())
}

/// True for a colon that ends a key.
fn is_separator(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn after_colon(text: &str, key_end: usize) -> usize {
    let rest = text[key_end..].trim_start_matches(' ');
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    text.len() - rest.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let line = Line::new(0, text, |key| key != "Note", false);
        (line.key(), line.value())
    }

    #[test]
    fn a_line_has_a_key_and_a_value() {
        assert_eq!(parts("title: Coupling: why  "), (Some("title"), "Coupling: why"));
        assert_eq!(parts("  - text: a"), (Some("text"), "a"));
        assert_eq!(parts("- - a"), (None, "- a"));
        assert_eq!(parts("'a b' : c"), (Some("'a b'"), "c"));
        assert_eq!(parts("Two words: c"), (Some("Two words"), "c"));
        assert_eq!(parts("key:"), (Some("key"), ""));
        assert_eq!(parts(""), (None, ""));
        assert_eq!(parts("-"), (None, ""));
    }

    #[test]
    fn prose_in_an_item_is_no_key() {
        assert_eq!(parts("- We know: this is so"), (None, "We know: this is so"));
        assert_eq!(parts("- Note: this is so"), (None, "Note: this is so"));
        assert_eq!(parts("Note: this is so"), (Some("Note"), "this is so"));
        assert_eq!(parts("- **Note:** a: b"), (None, "**Note:** a: b"));
        assert_eq!(parts("- http://a.b/c"), (None, "http://a.b/c"));
        assert_eq!(parts("-a: b"), (Some("-a"), "b"));
    }

    #[test]
    fn a_line_is_written_again_with_quotes() {
        let rewritten = |text| {
            let line = Line::new(0, text, |_| true, false);
            line.with_value(&line.meant())
        };
        assert_eq!(rewritten("  - text: a: b"), "  - text: 'a: b'");
        assert_eq!(rewritten("- \"HEAD is a branch.\" (Is it?)"), "- '\"HEAD is a branch.\" (Is it?)'");
        assert_eq!(rewritten("a: 'it's'"), "a: 'it''s'");
        assert_eq!(rewritten("a: \"say \"hi\" now\""), "a: 'say \"hi\" now'");
        assert_eq!(rewritten("a: \"x\" and \"y\""), "a: '\"x\" and \"y\"'");
        assert_eq!(rewritten("a: \"\\d \\\"+\\\"\""), "a: '\\d \"+\"'");
        assert_eq!(rewritten("a: \"open"), "a: 'open'");
        assert_eq!(rewritten("  a:  b: \tc"), "  a:  \"b: \\tc\"");
        assert_eq!(rewritten("  `a`"), "  '`a`'");
    }

    #[test]
    fn a_line_is_found_by_any_of_its_bytes() {
        let source = Source::new("a: b\r\n\n# c\nd: e", Vocabulary::ANY);
        for offset in 0..5 {
            assert_eq!(source.line(offset).map(|line| line.text), Some("a: b"));
        }
        assert_eq!(source.line(99).map(|line| (line.start, line.text)), Some((11, "d: e")));
        assert_eq!(source.line_before(11).map(|line| line.text), Some("a: b"));
        assert!(source.line_before(0).is_none());
        assert!(Source::new(&"x".repeat(5000), Vocabulary::ANY).line(4500).is_none());
    }
}
