//! What an item of a list says, as a text of its own.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::alert;
use super::elements::{Element, Elements};
use super::events::{Ev, end_of};
use super::typography::narrowed;
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
        let Self { events, source } = self;
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
        if let Some((Event::Text(first), range)) = events.first_mut() {
            let lead = first.len() - first.trim_start().len() + open;
            keep(first, range, lead.min(first.len())..first.len(), source);
        }
        if let Some((Event::Text(last), range)) = events.last_mut() {
            let end = last.trim_end().len().saturating_sub(close);
            keep(last, range, 0..end, source);
        }
    }
}

/// Keeps a part of a text, and of the bytes that it was read from.
fn keep(text: &mut CowStr<'_>, range: &mut Range<usize>, kept: Range<usize>, source: &str) {
    let part = text.get(kept.clone()).unwrap_or_default().to_owned();
    *range = narrowed(text, range, kept, source);
    *text = CowStr::from(part);
}
