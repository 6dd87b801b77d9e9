//! From the scanner's events to the tree, with a stack of its own: nothing here recurses.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::diagnostic::{self, Diagnostic, Failure};
use super::duplicate::{self, Duplicate};
use super::line::Source;
use super::node::{MapEntry, Node, NodeKind, Scalar, Style};
use super::{MAX_DEPTH, core_schema, feature};
use crate::text::Span;

/// What came of a text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The tree, where there is one.
    pub(super) root: Option<Node>,
    /// What is wrong, by places in the text.
    pub(super) troubles: Vec<Diagnostic>,
    /// Keys that stand twice, by places in the file.
    pub(super) duplicates: Vec<Duplicate>,
}

/// A list or map that is not yet closed. Offsets count from the start of the text.
struct Frame {
    start: usize,
    end: usize,
    /// The bracket that opened it, if one did.
    bracket: Option<char>,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(Vec<MapEntry>, Awaited),
}

/// What a map waits for.
enum Awaited {
    Key,
    ValueOf(String, Span),
    /// The value of a key that was refused.
    Nothing,
}

struct Builder<'a> {
    source: Source<'a>,
    offset: usize,
    frames: Vec<Frame>,
    documents: usize,
    /// True where no more events are wanted.
    done: bool,
    reading: Reading,
}

/// Reads `source`, which starts at byte `offset` of its file.
pub(super) fn read(source: Source<'_>, offset: usize) -> Reading {
    let troubles = diagnostic::no_break_spaces(source);
    if !troubles.is_empty() {
        // Whatever follows from them is read once they are repaired.
        return Reading { troubles, ..Reading::default() };
    }
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder =
        Builder { source, offset, frames: Vec::new(), documents: 0, done: false, reading: Reading::default() };
    for event in Parser::new_from_str_with_options(&source, options) {
        match event {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => builder.fail(&error),
        }
        if builder.done {
            return builder.reading;
        }
    }
    let nothing = Node { span: Span::new(offset, offset), kind: NodeKind::Null };
    builder.reading.root.get_or_insert(nothing);
    builder.reading
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) {
        let place = self.place(span);
        if let Some(tag) = span.tag_span() {
            let tag = self.place(&tag);
            self.reading.troubles.push(feature::tag(self.source, tag));
        }
        match event {
            Event::DocumentStart(..) => self.document(place),
            Event::Scalar(text, style, ..) => self.scalar(text, style, place),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(place),
            Event::Anchor(..) => self.reading.troubles.push(feature::anchor(self.source, place)),
            Event::SequenceStart(style, ..) => self.open(place, style, Content::List(Vec::new())),
            Event::MappingStart(style, ..) => self.open(place, style, Content::Map(Vec::new(), Awaited::Key)),
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            _ => {}
        }
    }

    fn place(&self, span: &granit_parser::Span) -> Span {
        Span::new(diagnostic::offset(&span.start, &self.source), diagnostic::offset(&span.end, &self.source))
    }

    /// Leaves no tree. What was said before of the same line is left out: the error explains it all.
    fn fail(&mut self, error: &granit_parser::ScanError) {
        let open = self.frames.iter().rev().find(|frame| frame.bracket.is_some()).map(|frame| frame.start);
        let at = diagnostic::offset(error.marker(), &self.source);
        let diagnostic = diagnostic::explain(&Failure { source: self.source, at, kind: error.kind(), open });
        let (before, behind) = self.source.split_at(diagnostic.span.start);
        let line = before.rfind('\n').map_or(0, |at| at + 1)..before.len() + behind.find('\n').unwrap_or(behind.len());
        self.reading.troubles.retain(|earlier| !line.contains(&earlier.span.start));
        self.stop_with(diagnostic);
    }

    fn stop_with(&mut self, diagnostic: Diagnostic) {
        self.reading.troubles.push(diagnostic);
        self.reading.root = None;
        self.done = true;
    }

    fn document(&mut self, place: Span) {
        self.documents += 1;
        if self.documents > 1 {
            self.reading.troubles.push(feature::second_document(place));
            self.done = true;
        } else if let Some(directive) = feature::directive(&self.source[..place.start]) {
            self.reading.troubles.push(directive);
        }
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, place: Span) {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            // An implicit null arrives as `~` that takes no room.
            ScalarStyle::Plain if place.start == place.end => {
                return self.add(self.where_missed(place), NodeKind::Null);
            }
            ScalarStyle::Plain => Style::Plain,
        };
        if style == Style::Double {
            self.reading.troubles.extend(feature::control_character(self.source, place, &text));
        }
        if matches!(style, Style::Single | Style::Double) {
            self.reading.troubles.extend(diagnostic::swallowed_lines(self.source, place));
        }
        let place = if matches!(style, Style::Literal | Style::Folded) { self.trimmed(place) } else { place };
        if style == Style::Plain && core_schema::is_null(&text) && !self.awaits_key() {
            return self.add(place, NodeKind::Null);
        }
        self.add(place, NodeKind::Scalar(Scalar { text: text.into_owned(), style }));
    }

    /// An implicit null is told at the end of its key or wherever reading goes on; it stands behind the colon or dash,
    /// where a value would be missed.
    fn where_missed(&self, place: Span) -> Span {
        match self.frames.last() {
            Some(Frame { content: Content::Map(_, awaited), .. }) if !matches!(awaited, Awaited::Key) => {
                if self.source[place.end..].starts_with(':') { place.shifted(1) } else { place }
            }
            Some(Frame { content: Content::List(_), bracket: None, .. }) => {
                let dash = last_dash(&self.source[..place.start]).unwrap_or(place.start);
                Span::new(dash, dash)
            }
            _ => place,
        }
    }

    /// A block scalar without the blanks at its end; an empty one stands right behind its `|`.
    fn trimmed(&self, place: Span) -> Span {
        let end = self.source[..place.end].trim_end().len();
        Span::new(place.start.min(end), end)
    }

    /// An alias is never followed: it is the text that was typed.
    fn alias(&mut self, place: Span) {
        if !self.awaits(|awaited| matches!(awaited, Awaited::Nothing)) {
            self.reading.troubles.push(feature::alias(self.source, place));
        }
        let text = self.source[place.range()].to_owned();
        self.add(place, NodeKind::Scalar(Scalar { text, style: Style::Plain }));
    }

    fn open(&mut self, place: Span, style: StructureStyle, content: Content) {
        if self.frames.len() >= MAX_DEPTH {
            return self.stop_with(diagnostic::too_deep(place));
        }
        let first = self.source[place.range()].chars().next();
        let bracket = first.filter(|first| style == StructureStyle::Flow && matches!(first, '[' | '{'));
        self.frames.push(Frame { start: place.start, end: place.start, bracket, content });
    }

    fn close(&mut self, place: Span) {
        let Some(mut frame) = self.frames.pop() else { return };
        let closer = match frame.bracket {
            Some('[') => "]",
            Some(_) => "}",
            None => "",
        };
        if !closer.is_empty() && self.source[place.range()] == *closer {
            frame.end = place.end;
        }
        let kind = match frame.content {
            Content::List(items) => NodeKind::List(items),
            Content::Map(mut entries, _) => {
                self.reading.duplicates.extend(duplicate::take(&mut entries));
                NodeKind::Map(entries)
            }
        };
        self.add(Span::new(frame.start, frame.end), kind);
    }

    fn awaits(&self, what: impl Fn(&Awaited) -> bool) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Map(_, awaited), .. }) if what(awaited))
    }

    fn awaits_key(&self) -> bool {
        self.awaits(|awaited| matches!(awaited, Awaited::Key))
    }

    /// Puts a finished value where it belongs.
    fn add(&mut self, place: Span, kind: NodeKind) {
        if self.awaits_key() {
            return self.add_key(place, kind);
        }
        let node = Node { span: place.shifted(self.offset), kind };
        let Some(frame) = self.frames.last_mut() else {
            self.reading.root.get_or_insert(node);
            return;
        };
        frame.end = frame.end.max(place.end);
        match &mut frame.content {
            Content::List(items) => items.push(node),
            Content::Map(entries, awaited) => {
                if let Awaited::ValueOf(key, key_span) = std::mem::replace(awaited, Awaited::Key) {
                    entries.push(MapEntry { key, key_span, value: node });
                }
            }
        }
    }

    fn add_key(&mut self, place: Span, kind: NodeKind) {
        let refused = feature::refused_key(self.source, place, &kind);
        let next = match kind {
            NodeKind::Scalar(Scalar { text, .. }) if refused.is_none() => {
                Awaited::ValueOf(text, place.shifted(self.offset))
            }
            _ => Awaited::Nothing,
        };
        self.reading.troubles.extend(refused);
        if let Some(Frame { end, content: Content::Map(_, awaited), .. }) = self.frames.last_mut() {
            *awaited = next;
            *end = (*end).max(place.end);
        }
    }
}

/// Where the dash ends that `head` ends with, blanks, comments and empty lines after it left out.
fn last_dash(head: &str) -> Option<usize> {
    let mut end = head.len();
    loop {
        let start = head[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &head[start..end];
        let content = line.trim_start_matches([' ', '-']);
        if line.trim_start().starts_with('-') {
            return Some(start + line[..line.len() - content.len()].trim_end().len());
        }
        if start == 0 || !(content.trim().is_empty() || content.starts_with('#')) {
            return None;
        }
        end = start - 1;
    }
}
