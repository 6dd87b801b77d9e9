//! Block quotes that open with `[!NOTE]` and the like.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::events::{Ev, end_of, merged};
use super::{GUARD, boxes};
use crate::text::words::joined;

/// What an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlertKind {
    /// One of the five that everybody knows, by its place in the list of titles, and its class.
    Plain(usize, &'static str),
    /// `[!TAB Name]`: one of several that stand side by side.
    Tab,
    /// `[!ANSWER]`
    Answer,
    /// `[!INSTRUCTOR]`
    Instructor,
}

impl AlertKind {
    /// Whether learners may not see what it holds.
    pub(super) fn is_withheld(self) -> bool {
        matches!(self, Self::Answer | Self::Instructor)
    }

    /// What stands in its mark.
    pub(super) fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

const KINDS: [(&str, AlertKind); 8] = [
    ("NOTE", AlertKind::Plain(0, "note")),
    ("TIP", AlertKind::Plain(1, "tip")),
    ("IMPORTANT", AlertKind::Plain(2, "important")),
    ("WARNING", AlertKind::Plain(3, "warning")),
    ("CAUTION", AlertKind::Plain(4, "caution")),
    (TAB, AlertKind::Tab),
    ("ANSWER", AlertKind::Answer),
    ("INSTRUCTOR", AlertKind::Instructor),
];

const TAB: &str = "TAB";

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
    if let Some(head) = box_head(events, source) {
        return Some(head.kind);
    }
    match events.get(1) {
        Some((Event::Start(Tag::Paragraph), range)) => mark(source, range).map(|mark| mark.kind),
        _ => None,
    }
}

/// The alert that the block quote `events` (with its start and end) is, if it is one.
pub(super) fn read<'a>(events: &[Ev<'a>], source: &str) -> Option<Alert<'a>> {
    let inner = events.get(1..events.len().checked_sub(1)?)?;
    if let Some(head) = box_head(events, source) {
        let title = title_of_box(&head, source, events[0].1.start);
        return Some(Alert { kind: head.kind, title, content: inner.to_vec() });
    }
    let (Event::Start(Tag::Paragraph), range) = inner.first()? else { return None };
    let Mark { kind, end: mark_end, name } = mark(source, range)?;
    let paragraph_end = end_of(inner, 0);
    let line: Vec<Ev<'a>> = inner[1..paragraph_end - 1].iter().filter_map(|ev| after(ev, mark_end)).collect();
    let line_break = line.iter().position(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
    let (title, first) = match (name, line_break) {
        (Some(name), _) => {
            let below = line.into_iter().skip_while(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
            (vec![(Event::Text(without_comments(&source[name.clone()]).into()), name)], below.collect())
        }
        (None, Some(at)) => (line[..at].to_vec(), line[at + 1..].to_vec()),
        (None, None) => (line, Vec::new()),
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

/// What the quote at the start of `events` says as a box of another tool, where it begins as one.
fn box_head(events: &[Ev<'_>], source: &str) -> Option<boxes::Head> {
    match events.first() {
        Some((Event::Start(Tag::BlockQuote(_)), range)) => boxes::head(source, range.start),
        _ => None,
    }
}

/// The title of a box, as a run of markdown.
fn title_of_box<'a>(head: &boxes::Head, source: &str, at: usize) -> Vec<Ev<'a>> {
    let Some(title) = &head.title else {
        return head.name.iter().map(|name| (Event::Text(name.clone().into()), at..at)).collect();
    };
    let is_paragraph =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    // A leading mark of a list or heading is a word of the title.
    let guarded = format!("{GUARD}{}", without_comments(&source[title.clone()]));
    let events = Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    let place = |at: usize| title.start + at.saturating_sub(GUARD.len_utf8());
    let events = events.filter(|(event, _)| !is_paragraph(event));
    let words = |event: Event<'_>| match event {
        Event::InlineHtml(html) => Event::Text(html.into_static()),
        other => other.into_static(),
    };
    let placed = events.map(|(event, range)| (words(event), place(range.start)..place(range.end)));
    let mut events = merged(placed);
    if let Some((Event::Text(first), _)) = events.first_mut() {
        *first = first.trim_start_matches(GUARD).to_owned().into();
    }
    events.retain(|(event, _)| !matches!(event, Event::Text(words) if words.is_empty()));
    events
}

/// A title without its comments.
fn without_comments(title: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(title.len()), title);
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.trim_end().to_owned()
}

/// The mark that a quote opens with.
struct Mark {
    kind: AlertKind,
    /// The byte after it.
    end: usize,
    /// The name in it, of a tab.
    name: Option<Range<usize>>,
}

/// The mark that the paragraph at `range` opens with.
fn mark(source: &str, range: &Range<usize>) -> Option<Mark> {
    let inner = source.get(range.clone())?.strip_prefix("[!")?;
    let (typed, after) = inner.split_once(']')?;
    let end = range.start + "[!]".len() + typed.len();
    if let Some(name) = name_of_tab(typed) {
        let start = end - 1 - name.len();
        return Some(Mark { kind: AlertKind::Tab, end, name: Some(start..start + name.trim_end().len()) });
    }
    let (_, kind) = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(typed))?;
    // With something else directly behind it the line may be anything, the definition of a link among them.
    let stands_apart = after.is_empty() || after.starts_with(char::is_whitespace);
    (stands_apart || !kind.is_withheld()).then_some(Mark { kind: *kind, end, name: None })
}

/// `Linux` of `TAB Linux`.
fn name_of_tab(typed: &str) -> Option<&str> {
    let (mark, name) = typed.split_once(' ')?;
    let name = name.trim_start();
    (mark.eq_ignore_ascii_case(TAB) && !name.is_empty() && !name.contains('\n')).then_some(name)
}

/// The alert of this name.
pub(super) fn named(name: &str) -> Option<AlertKind> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// Whether this is the name of an alert that everybody sees.
pub(super) fn is_plain(name: &str) -> bool {
    let name = if name_of_tab(name).is_some() { TAB } else { name };
    KINDS.iter().any(|(known, kind)| known.eq_ignore_ascii_case(name) && !kind.is_withheld())
}

/// The names of all alerts.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// What a quote can start with, as in "use …".
pub(super) fn any() -> String {
    joined(&names().map(|name| format!("`[!{name}]`")).collect::<Vec<_>>(), "or")
}

/// The part of an event that lies after the mark.
fn after<'a>(event: &Ev<'a>, mark_end: usize) -> Option<Ev<'a>> {
    let (kind, range) = event;
    if range.end <= mark_end {
        return None;
    }
    match kind {
        Event::Text(text) if range.start < mark_end => {
            let behind = text.get(mark_end - range.start..)?;
            let rest = behind.trim_start();
            let start = (mark_end + behind.len() - rest.len()).min(range.end);
            (!rest.is_empty()).then(|| (Event::Text(rest.to_owned().into()), start..range.end))
        }
        other => Some((other.clone(), range.clone())),
    }
}
