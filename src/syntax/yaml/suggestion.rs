//! What to do about a trouble: in words and, where that can be told, as lines to put in place of those typed.

use super::line::{Line, Source};
use super::running::Running;
use crate::text::quote::yaml_scalar;

/// What to do.
#[derive(Debug)]
pub(super) struct Suggestion {
    /// In words.
    pub(super) help: String,
    /// In lines.
    pub(super) repair: Option<Repair>,
}

/// Whole lines, in place of as many others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// Where the first of them starts in the text.
    pub(super) start: usize,
    /// What should stand there, without line breaks.
    pub(super) lines: Vec<String>,
    /// True where nothing else can have been meant, and the new lines say exactly what was typed.
    pub(super) certain: bool,
    /// True where it is only good enough for reading on: what would arrive is not to be judged.
    pub(super) is_guess: bool,
}

impl From<&str> for Suggestion {
    fn from(help: &str) -> Self {
        Self { help: help.to_owned(), repair: None }
    }
}

impl From<String> for Suggestion {
    fn from(help: String) -> Self {
        Self { help, repair: None }
    }
}

impl Suggestion {
    /// Words, and `text` in place of `line`, which is one of several things that may be meant.
    pub(super) fn offer(help: impl Into<String>, line: &Line<'_>, text: String) -> Self {
        let repair = Repair { start: line.start, lines: vec![text], certain: false, is_guess: false };
        Self { help: help.into(), repair: Some(repair) }
    }

    /// The same lines, where something else may be meant.
    pub(super) fn uncertain(self) -> Self {
        Self { repair: self.repair.map(|repair| Repair { certain: false, ..repair }), ..self }
    }

    /// The same lines, which are no more than a guess.
    pub(super) fn guessed(self) -> Self {
        Self { repair: self.repair.map(|repair| Repair { is_guess: true, ..repair }), ..self }
    }

    /// The same lines with other words.
    pub(super) fn saying(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
}

/// Puts the value in quotes that starts at byte `at`, or contains it.
pub(super) fn quoted_at(source: Source<'_>, at: usize) -> Suggestion {
    let line = source.line(at).filter(|line| !line.value().is_empty() && line.content_start() <= at);
    // A value in brackets is a list or map more often than not: only what stands before or after it can be quoted.
    let line = line.filter(|line| at <= line.value_start() || !line.value().starts_with(['[', '{']));
    line.map_or_else(|| "put the text in single quotes".into(), |line| quoted(source, line))
}

/// Puts the value of `line` in quotes where it starts with brackets that close before it ends: it is prose.
pub(super) fn quoted_after_brackets(source: Source<'_>, line: Line<'_>) -> Option<Suggestion> {
    let value = line.value();
    let last = value.rfind([']', '}']).filter(|_| value.starts_with(['[', '{']))?;
    value[last + 1..].contains(char::is_alphanumeric).then(|| quoted(source, line))
}

/// Puts the value in quotes that begins on `line`, or goes on there.
pub(super) fn quoted(source: Source<'_>, line: Line<'_>) -> Suggestion {
    let mut head = source.head(line);
    if head.is_item && head.key().is_none() && source.is_open(&head) {
        head = Source::cut_open(head.start, head.text);
    }
    let text = Running::below(source, head);
    let repair = if text.more.is_empty() { Some(on_one_line(&text.head)) } else { text.quoted(source) };
    Suggestion { help: "put the text in quotes".to_owned(), repair }
}

fn on_one_line(line: &Line<'_>) -> Repair {
    let certain = !line.value().contains(" # ");
    Repair { start: line.start, lines: vec![line.with_value(&line.meant())], certain, is_guess: false }
}

/// Puts what stands from byte `from` to the next comma or bracket of its line in quotes: a value among others.
pub(super) fn quoted_piece(source: Source<'_>, from: usize) -> Suggestion {
    let help = "put the text in single quotes";
    let Some(line) = source.line(from) else { return help.into() };
    let rest = &line.text[from - line.start..];
    let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
    let piece = rest[..end].trim();
    if piece.is_empty() {
        return help.into();
    }
    let lead = from - line.start;
    let text =
        format!("{}{}{}", &line.text[..lead], yaml_scalar(piece), &line.text[lead + rest[..end].trim_end().len()..]);
    Suggestion::offer(help, &line, text)
}

/// Takes a double-quoted value out of its quotes, so that the backslashes in it are backslashes.
pub(super) fn unescaped(source: Source<'_>, at: usize) -> Suggestion {
    let help = "put the text in single quotes, where a backslash has no special meaning";
    if let Some(text) = Running::at(source, at) {
        return Suggestion { help: help.to_owned(), repair: text.quoted(source) };
    }
    let line = source.line(at).filter(|line| line.value().starts_with('"') && line.value_start() < at);
    let Some(line) = line else {
        return "put the text in single quotes, where a backslash has no special meaning".into();
    };
    let is_whole = line.value().len() > 1 && line.value().ends_with('"');
    let repair =
        Repair { start: line.start, lines: vec![line.with_value(&line.meant())], certain: is_whole, is_guess: false };
    Suggestion { help: help.to_owned(), repair: Some(repair) }
}
