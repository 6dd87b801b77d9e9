//! What others see of a text that is read and not yet written: its elements, without the events that these are made of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::alert::{self, AlertKind};
use super::events::{self, Ev, end_of};
use super::writer::{opens_block, trimmed};

/// Elements of a text that follow each other: blocks, or parts of a line.
#[derive(Clone, Copy, Default)]
pub struct Elements<'e> {
    pub(super) events: &'e [Ev<'e>],
    pub(super) source: &'e str,
    /// How many events of the text stand before them.
    before: usize,
}

/// An element, with all that it holds.
#[derive(Clone, Copy)]
pub struct Element<'e>(Elements<'e>);

impl<'e> Elements<'e> {
    /// All elements of a text.
    pub(super) fn of(events: &'e [Ev<'e>], source: &'e str) -> Self {
        Self { events, source, before: 0 }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.events.is_empty()
    }

    /// Each of them that stands inside of no other.
    pub fn top_level(self) -> impl Iterator<Item = Element<'e>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let (first, others) = rest.split_at(end_of(rest.events, 0));
            rest = others;
            (!first.is_empty()).then_some(Element(first))
        })
    }

    /// The headings among them, at any depth.
    pub fn headings(self) -> impl Iterator<Item = Element<'e>> {
        self.at_any_depth(|tag| matches!(tag, Tag::Heading { .. }))
    }

    /// The tables among them, at any depth.
    pub fn tables(self) -> impl Iterator<Item = Element<'e>> {
        self.at_any_depth(|tag| matches!(tag, Tag::Table(_)))
    }

    /// Those that open with such a tag. None may stand inside of another: each is looked through to its end.
    fn at_any_depth(self, opens: fn(&Tag<'_>) -> bool) -> impl Iterator<Item = Element<'e>> {
        let starts = self.events.iter().enumerate().filter(move |(_, (event, _))| match event {
            Event::Start(tag) => opens(tag),
            _ => false,
        });
        starts.map(move |(start, _)| {
            let (_, rest) = self.split_at(start);
            Element(rest.split_at(end_of(rest.events, 0)).0)
        })
    }

    /// Those before `element`, which is one of them, and the others.
    pub fn split_before(self, element: Element<'_>) -> (Self, Self) {
        self.split_at(element.indices().start - self.before)
    }

    /// Those up to `element`, which is one of them, and those after it.
    pub fn split_after(self, element: Element<'_>) -> (Self, Self) {
        self.split_at(element.indices().end - self.before)
    }

    fn split_at(self, at: usize) -> (Self, Self) {
        let (events, others) = self.events.split_at(at);
        (Self { events, ..self }, Self { events: others, before: self.before + at, ..self })
    }

    /// Their words.
    pub fn words(self) -> String {
        events::words(self.events)
    }

    /// What was typed for them.
    pub fn typed(self) -> &'e str {
        match (self.events.first(), self.events.last()) {
            (Some((_, first)), Some((_, last))) => &self.source[first.start..last.end.max(first.end)],
            _ => "",
        }
    }

    /// Where they lead, if they are one link and nothing else.
    pub fn link(self) -> Option<&'e str> {
        match self.events.first() {
            Some((Event::Start(Tag::Link { dest_url, .. }), _)) if end_of(self.events, 0) == self.events.len() => {
                Some(dest_url)
            }
            _ => None,
        }
    }
}

impl<'e> Element<'e> {
    /// Its place among the events of the text.
    pub(super) fn indices(self) -> Range<usize> {
        self.0.before..self.0.before + self.0.events.len()
    }

    /// What it is.
    fn tag(self) -> Option<&'e Tag<'e>> {
        match self.0.events.first() {
            Some((Event::Start(tag), _)) => Some(tag),
            _ => None,
        }
    }

    /// The bytes of the text that it was read from.
    pub(super) fn range(self) -> Range<usize> {
        self.0.events.first().map_or(0..0, |(_, range)| range.clone())
    }

    /// The same without the white space at their end, to be pointed at.
    pub fn place(self) -> Range<usize> {
        trimmed(self.0.source, &self.range())
    }

    /// The first line of that.
    pub fn first_line(self) -> Range<usize> {
        let line = self.typed().lines().next().unwrap_or_default();
        let start = self.range().start;
        trimmed(self.0.source, &(start..start + line.len()))
    }

    /// What was typed for it.
    pub fn typed(self) -> &'e str {
        &self.0.source[self.range()]
    }

    /// Whether it is an alert that holds an answer.
    pub fn is_answer(self) -> bool {
        matches!(self.tag(), Some(Tag::BlockQuote(_)))
            && alert::kind(self.0.events, self.0.source) == Some(AlertKind::Answer)
    }

    /// Its words.
    pub fn words(self) -> String {
        self.0.words()
    }

    /// Whether it says anything outside of links.
    pub fn says_more_than_links(self) -> bool {
        let mut links = 0usize;
        self.0.events.iter().any(|(event, _)| {
            match event {
                Event::Start(Tag::Link { .. }) => links += 1,
                Event::End(TagEnd::Link) => links -= 1,
                _ => {}
            }
            links == 0 && matches!(event, Event::Text(text) if text.chars().any(char::is_alphanumeric))
        })
    }

    /// The level of a heading, from 1; `None` where it is none.
    pub fn heading_level(self) -> Option<usize> {
        match self.tag() {
            Some(Tag::Heading { level, .. }) => Some(*level as usize),
            _ => None,
        }
    }

    /// Whether it is a paragraph.
    pub fn is_paragraph(self) -> bool {
        matches!(self.tag(), Some(Tag::Paragraph))
    }

    /// Whether it is a table.
    pub fn is_table(self) -> bool {
        matches!(self.tag(), Some(Tag::Table(_)))
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        matches!(self.tag(), Some(Tag::List(_)))
    }

    /// Whether it is a list with numbers.
    pub fn is_ordered_list(self) -> bool {
        matches!(self.tag(), Some(Tag::List(Some(_))))
    }

    /// The items of a list.
    pub fn items(self) -> impl Iterator<Item = Element<'e>> {
        self.inside().top_level()
    }

    /// The cells of a table by its rows, of which the first heads the columns.
    pub fn rows(self) -> Vec<Vec<Elements<'e>>> {
        let is_row = |row: &Element<'_>| matches!(row.tag(), Some(Tag::TableHead | Tag::TableRow));
        let is_cell = |cell: &Element<'_>| matches!(cell.tag(), Some(Tag::TableCell));
        let cells = |row: Element<'e>| row.inside().top_level().filter(is_cell).map(Element::inside).collect();
        self.inside().top_level().filter(is_row).map(cells).collect()
    }

    /// What was typed for the first block inside of it: words up to the next block where these are in no paragraph.
    pub fn first_block(self) -> &'e str {
        let inner = self.inside().events;
        let Some((event, first)) = inner.first() else { return "" };
        if matches!(event, Event::Start(Tag::Paragraph)) {
            return &self.0.source[first.clone()];
        }
        let is_text = |(event, _): &&Ev<'_>| !matches!(event, Event::Start(tag) if opens_block(tag));
        let end = inner.iter().take_while(is_text).last().map_or(first.end, |(_, range)| range.end);
        &self.0.source[first.start..end.max(first.end)]
    }

    /// It alone, to be written.
    pub fn alone(self) -> Elements<'e> {
        self.0
    }

    /// What stands between its start and its end.
    pub fn inside(self) -> Elements<'e> {
        match self.0.events {
            [_, events @ .., _] => Elements { events, before: self.0.before + 1, ..self.0 },
            _ => Elements::default(),
        }
    }
}
