//! Block quotes that open with `[!NOTE]` and the like.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{Ev, end_of};

/// What an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlertKind {
    /// One of the five that everybody knows, by its place in the list of titles, and its class.
    Plain(usize, &'static str),
    /// `[!ANSWER]`
    Answer,
    /// `[!INSTRUCTOR]`
    Instructor,
}

impl AlertKind {
    /// Whether learners may not see what it holds.
    pub(super) fn is_withheld(self) -> bool {
        !matches!(self, Self::Plain(..))
    }

    /// What stands in its mark.
    pub(super) fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

const KINDS: [(&str, AlertKind); 7] = [
    ("NOTE", AlertKind::Plain(0, "note")),
    ("TIP", AlertKind::Plain(1, "tip")),
    ("IMPORTANT", AlertKind::Plain(2, "important")),
    ("WARNING", AlertKind::Plain(3, "warning")),
    ("CAUTION", AlertKind::Plain(4, "caution")),
    ("ANSWER", AlertKind::Answer),
    ("INSTRUCTOR", AlertKind::Instructor),
];

/// An alert cut from the stream.
pub(super) struct Alert<'a> {
    pub(super) kind: AlertKind,
    /// What stands on the line of the mark, after it.
    pub(super) title: Vec<Ev<'a>>,
    /// The rest of the quote.
    pub(super) content: Vec<Ev<'a>>,
}

/// Whether the block quote at the start of `events` is an alert.
pub(super) fn opens(events: &[Ev<'_>], source: &str) -> bool {
    kind(events, source).is_some()
}

/// What the block quote at the start of `events` is, if it is an alert.
pub(super) fn kind(events: &[Ev<'_>], source: &str) -> Option<AlertKind> {
    match events.get(1) {
        Some((Event::Start(Tag::Paragraph), range)) => mark(source, range).map(|(kind, _)| kind),
        _ => None,
    }
}

/// The alert that the block quote `events` (with its start and end) is, if it is one.
pub(super) fn read<'a>(events: &[Ev<'a>], source: &str) -> Option<Alert<'a>> {
    let inner = events.get(1..events.len().checked_sub(1)?)?;
    let (Event::Start(Tag::Paragraph), range) = inner.first()? else { return None };
    let (kind, mark_end) = mark(source, range)?;
    let paragraph_end = end_of(inner, 0);
    let line: Vec<Ev<'a>> = inner[1..paragraph_end - 1].iter().filter_map(|ev| after(ev, mark_end)).collect();
    let line_break = line.iter().position(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
    let (title, first) = match line_break {
        Some(at) => (line[..at].to_vec(), line[at + 1..].to_vec()),
        None => (line, Vec::new()),
    };
    let mut content = Vec::new();
    if !first.is_empty() {
        content.push((inner[0].0.clone(), mark_end..range.end));
        content.extend(first);
        content.push((Event::End(TagEnd::Paragraph), range.clone()));
    }
    content.extend(inner[paragraph_end..].iter().cloned());
    // An answer of one line is no title of nothing.
    if content.is_empty() && !title.is_empty() && kind.is_withheld() {
        let paragraph = mark_end..range.end;
        content.push((inner[0].0.clone(), paragraph.clone()));
        content.extend(title);
        content.push((Event::End(TagEnd::Paragraph), paragraph));
        return Some(Alert { kind, title: Vec::new(), content });
    }
    Some(Alert { kind, title, content })
}

/// The kind that the paragraph at `range` opens with, and the byte after the mark.
fn mark(source: &str, range: &Range<usize>) -> Option<(AlertKind, usize)> {
    let inner = source.get(range.clone())?.strip_prefix("[!")?;
    let (name, after) = inner.split_once(']')?;
    let (_, kind) = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    // With something else directly behind it the line may be anything, the definition of a link among them.
    let stands_apart = after.is_empty() || after.starts_with(char::is_whitespace);
    (stands_apart || matches!(kind, AlertKind::Plain(..))).then_some((*kind, range.start + "[!]".len() + name.len()))
}

/// Whether this is the name of an alert that everybody sees.
pub(super) fn is_plain(name: &str) -> bool {
    KINDS.iter().any(|(known, kind)| known.eq_ignore_ascii_case(name) && !kind.is_withheld())
}

/// The names of all alerts.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// The part of an event that lies after the mark.
fn after<'a>(event: &Ev<'a>, mark_end: usize) -> Option<Ev<'a>> {
    let (kind, range) = event;
    if range.end <= mark_end {
        return None;
    }
    match kind {
        Event::Text(text) if range.start < mark_end => {
            let rest = text.get(mark_end - range.start..)?.trim_start();
            (!rest.is_empty()).then(|| (Event::Text(rest.to_owned().into()), mark_end..range.end))
        }
        other => Some((other.clone(), range.clone())),
    }
}
