//! What to do about a trouble: in words and, where that can be told, as lines to put in place of those typed.

use super::line::{Line, Source, meant};
use crate::text::quote::{single_quoted, yaml_scalar};

/// A text over more lines than this is not written again.
const MOST_LINES: usize = 60;

/// What to do.
#[derive(Debug)]
pub(super) struct Cure {
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

impl From<&str> for Cure {
    fn from(help: &str) -> Self {
        Self { help: help.to_owned(), repair: None }
    }
}

impl From<String> for Cure {
    fn from(help: String) -> Self {
        Self { help, repair: None }
    }
}

impl Cure {
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
pub(super) fn quoted_at(source: Source<'_>, at: usize) -> Cure {
    let line = source.line(at).filter(|line| !line.value().is_empty() && line.content_start() <= at);
    // A value in brackets is a list or map more often than not: only what stands before or after it can be quoted.
    let line = line.filter(|line| at <= line.value_start() || !line.value().starts_with(['[', '{']));
    line.map_or_else(|| "put the text in single quotes".into(), |line| quoted(source, line))
}

/// Puts the value of `line` in quotes where it starts with brackets that close before it ends: it is prose.
pub(super) fn quoted_after_brackets(source: Source<'_>, line: Line<'_>) -> Option<Cure> {
    let value = line.value();
    let last = value.rfind([']', '}']).filter(|_| value.starts_with(['[', '{']))?;
    value[last + 1..].contains(char::is_alphanumeric).then(|| quoted(source, line))
}

/// Puts the value in quotes that begins on `line`, or goes on there.
pub(super) fn quoted(source: Source<'_>, line: Line<'_>) -> Cure {
    let mut head = source.head(line);
    if head.is_item && head.key().is_none() && source.is_open(&head) {
        head = source.cut_open(head.start, head.text);
    }
    let more = continued(source, &head);
    let repair = match &more[..] {
        [] => Some(on_one_line(&head)),
        more => on_several(source, &head, more),
    };
    Cure { help: "put the text in quotes".to_owned(), repair }
}

fn on_one_line(line: &Line<'_>) -> Repair {
    let certain = !line.value().contains(" # ");
    Repair { start: line.start, lines: vec![line.with_value(&line.meant())], certain, is_guess: false }
}

/// The lines below `head` that go on with its value, up to the last that is not blank.
fn continued<'a>(source: Source<'a>, head: &Line<'_>) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut next = source.line_after(head);
    while let Some(line) = next.take().filter(|_| lines.len() <= MOST_LINES) {
        if line.text.trim().is_empty() || line.indent > head.parent_column() {
            next = source.line_after(&line);
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line: &Line<'_>| line.text.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// A text over several lines stays on them; only its first and last get a quote.
fn on_several(source: Source<'_>, head: &Line<'_>, more: &[Line<'_>]) -> Option<Repair> {
    let content = |line: &Line<'_>| line.text[line.indent..].trim_end().to_owned();
    let is_strange = |line: &Line<'_>| line.text.trim_start().starts_with('#') || line.text.contains('\t');
    if more.len() > MOST_LINES || more.iter().any(is_strange) || head.value().contains('\t') {
        return None;
    }
    let has_text = !head.value().is_empty();
    let typed: Vec<String> =
        has_text.then(|| head.value().to_owned()).into_iter().chain(more.iter().map(content)).collect();
    let typed = typed.join("\n");
    let quoted = single_quoted(&meant(&typed));
    let mut pieces = quoted.split('\n');
    let mut lines: Vec<String> = Vec::new();
    if has_text {
        lines.push(head.with_typed(pieces.next()?));
    }
    for line in more {
        lines.push(
            format!("{}{}", &line.text[..line.indent.min(line.text.len())], pieces.next()?).trim_end().to_owned(),
        );
    }
    let start = if has_text { head.start } else { source.line_after(head)?.start };
    Some(Repair { start, lines, certain: false, is_guess: false })
}

/// Puts what stands from byte `from` to the next comma or bracket of its line in quotes: a value among others.
pub(super) fn quoted_piece(source: Source<'_>, from: usize) -> Cure {
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
    Cure::offer(help, &line, text)
}

/// Takes a double-quoted value out of its quotes, so that the backslashes in it are backslashes.
pub(super) fn unescaped(source: Source<'_>, at: usize) -> Cure {
    let line = source.line(at).filter(|line| line.value().starts_with('"') && line.value_start() < at);
    let Some(line) = line else { return "put the text in single quotes, where a backslash is a backslash".into() };
    let is_whole = line.value().len() > 1 && line.value().ends_with('"');
    let repair =
        Repair { start: line.start, lines: vec![line.with_value(&line.meant())], certain: is_whole, is_guess: false };
    Cure { help: "in single quotes a backslash is a backslash".to_owned(), repair: Some(repair) }
}
