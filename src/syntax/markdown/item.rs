//! What an item of a list says, as a text of its own.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::alert;
use super::elements::{Element, Elements};
use super::events::{Ev, end_of};
use crate::text::id::inside_quotes;

/// What an item says, without its box and, where one paragraph is all, without the marks of that.
pub struct ItemText<'e> {
    events: Vec<Ev<'e>>,
    source: &'e str,
}

impl<'e> ItemText<'e> {
    /// What `item` says.
    pub fn of(item: Element<'e>) -> Self {
        let Elements { events, source, .. } = item.inside();
        let mut events = events.to_vec();
        events.retain(|(event, _)| !matches!(event, Event::TaskListMarker(_)));
        if matches!(events.first(), Some((Event::Start(Tag::Paragraph), _))) && end_of(&events, 0) == events.len() {
            events = events[1..events.len() - 1].to_vec();
        }
        Self { events, source }
    }

    /// Its elements.
    pub fn elements(&self) -> Elements<'_> {
        Elements::of(&self.events, self.source)
    }

    /// The bytes of the text that each of its elements was read from, of those that are no alerts.
    pub fn outside_alerts(&self) -> Vec<Range<usize>> {
        let own = |element: &Element<'_>| !alert::opens(&self.events[element.indices().start..], self.source);
        self.elements().top_level().filter(own).map(Element::range).collect()
    }

    /// Removes one pair of quotation marks around the whole of it.
    pub fn strip_quotes(&mut self) {
        let Self { events, .. } = self;
        // Marks inside code are not marks of the item.
        let shown: String = events
            .iter()
            .map(|(event, _)| match event {
                Event::Text(text) => text.as_ref(),
                Event::SoftBreak | Event::HardBreak => " ",
                _ => "x",
            })
            .collect();
        let pair = inside_quotes(&shown);
        let trimmed = shown.len() - shown.trim_start().len()..shown.trim_end().len();
        let (open, close) = (pair.start.saturating_sub(trimmed.start), trimmed.end.saturating_sub(pair.end));
        if open == 0 || close == 0 {
            return;
        }
        if let Some((Event::Text(first), _)) = events.first_mut() {
            *first = CowStr::from(first.trim_start().get(open..).unwrap_or_default().to_owned());
        }
        if let Some((Event::Text(last), _)) = events.last_mut() {
            let kept = last.trim_end();
            *last = CowStr::from(kept.get(..kept.len().saturating_sub(close)).unwrap_or_default().to_owned());
        }
    }
}
