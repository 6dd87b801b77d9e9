//! Boxes as Docusaurus, Pandoc and `MkDocs` write them, `:::tip` … `:::` and `!!! note` with an indented text, read as alerts.
//!
//! Their lines are hidden from the reader as rules across the page: a rule ends whatever stands above it, and shows exactly
//! where a box begins and ends among the blocks. An indented text becomes the text of an item, whose first line is a rule.

mod head;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{Ev, end_of};
use super::foreign::quiet;
use super::writer::opens_block;

pub use head::alert_of;
pub(super) use head::{Folds, Head, folds, head};

/// A box that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Between two lines of colons, each without what stands before and behind it.
    Fenced { open: Range<usize>, close: Range<usize> },
    /// A line whose text is indented below it.
    Indented { open: Range<usize> },
}

impl Found {
    /// The line that opens it.
    pub(super) fn open(&self) -> &Range<usize> {
        let (Self::Fenced { open, .. } | Self::Indented { open }) = self;
        open
    }

    /// Where its lines start.
    fn starts(&self) -> impl Iterator<Item = usize> {
        let close = if let Self::Fenced { close, .. } = self { Some(close.start) } else { None };
        std::iter::once(self.open().start).chain(close)
    }
}

/// Sign of the items and rules that stand for boxes.
pub(super) const ITEM: u8 = b'+';
/// Sign of the rules.
pub(super) const RULE: u8 = b'*';

/// Whether there can be a box in `text` at all.
pub(super) fn may_be_in(text: &str) -> bool {
    [":::", "!!!", "???"].iter().any(|sign| text.contains(sign))
}

/// The boxes in `text` that are not in `known`, as far as the events show that their lines are no code.
pub(super) fn find(events: &[Ev<'_>], text: &str, known: &[Found]) -> Vec<Found> {
    let quiet = quiet(events);
    let is_quiet = |at: usize| {
        let next = quiet.partition_point(|range| range.end <= at);
        quiet.get(next).is_some_and(|range| range.start <= at)
    };
    let known: BTreeSet<usize> = known.iter().flat_map(Found::starts).collect();
    let mut found = Vec::new();
    let mut open: Vec<Colons<'_>> = Vec::new();
    let mut lines = lines(text);
    while let Some(line) = lines.next() {
        if line.typed.is_empty() || is_quiet(line.at) || known.contains(&line.at) {
            continue;
        }
        let colons = line.typed.len() - line.typed.trim_start_matches(':').len();
        if colons >= 3 {
            let rest = line.typed[colons..].trim();
            if rest.is_empty() {
                found.extend(closed(&mut open, &line, colons));
            } else {
                open.push(Colons { count: colons, is_box: head(text, line.at).is_some(), line });
                // Each of those that are never closed would be looked at again for each end.
                open.drain(..open.len().saturating_sub(MOST_OPEN));
            }
        } else if head(text, line.at).is_some() && text_below(&line, lines.clone()) {
            found.push(Found::Indented { open: line.range() });
        }
    }
    found
}

/// So many boxes may lie in each other.
const MOST_OPEN: usize = 100;

/// A line of colons that opens something.
struct Colons<'t> {
    count: usize,
    is_box: bool,
    line: Line<'t>,
}

/// The box that `line` closes: the innermost with as many colons, else one with fewer. What is not closed is none.
fn closed(open: &mut Vec<Colons<'_>>, line: &Line<'_>, colons: usize) -> Option<Found> {
    let beside = |one: &Colons<'_>| quotes(one.line.lead) == quotes(line.lead);
    let at = open
        .iter()
        .rposition(|one| beside(one) && one.count == colons)
        .or_else(|| open.iter().rposition(|one| beside(one) && one.count < colons))?;
    let opened = open.drain(at..).next().filter(|one| one.is_box)?;
    Some(Found::Fenced { open: opened.line.range(), close: line.range() })
}

fn quotes(lead: &str) -> usize {
    lead.matches('>').count()
}

/// Whether the next of `lines` that holds something is indented as the text of a box that `line` opens.
fn text_below<'t>(line: &Line<'t>, mut lines: impl Iterator<Item = Line<'t>>) -> bool {
    let is_blank = |below: &Line<'_>| below.typed.is_empty();
    let Some(below) = lines.find(|below| !is_blank(below)) else { return false };
    let inner = below.lead.strip_prefix(line.lead);
    inner.is_some_and(|inner| inner.starts_with("    ") || inner.starts_with('\t'))
}

/// A line of a text: what stands before its words, these, and where they begin.
#[derive(Clone, Copy)]
struct Line<'t> {
    lead: &'t str,
    typed: &'t str,
    at: usize,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.typed.len()
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = whole.trim_end();
        let typed = line.trim_start_matches([' ', '\t', '>']);
        let lead = &line[..line.len() - typed.len()];
        let at = start + lead.len();
        start += whole.len();
        Line { lead, typed, at }
    })
}

/// Hides the lines of boxes in the bytes of a text.
pub(super) fn hide(found: &[Found], bytes: &mut [u8]) {
    for one in found {
        match one {
            Found::Fenced { open, close } => {
                bytes[open.clone()].fill(RULE);
                bytes[close.clone()].fill(RULE);
            }
            Found::Indented { open } => {
                bytes[open.clone()].fill(RULE);
                bytes[open.start] = ITEM;
                bytes[open.start + 1..open.start + 4].fill(b' ');
            }
        }
    }
}

/// Those of the boxes that the events have whole.
pub(super) fn whole(events: &[Ev<'_>], text: &str, found: &[Found]) -> Vec<Found> {
    let places = Places::of(events, text);
    found.iter().filter(|one| places.has(one)).cloned().collect()
}

/// The rules and items of a text, by where they start, each with the element that holds it.
struct Places {
    rules: Vec<(usize, usize)>,
    items: Vec<usize>,
}

impl Places {
    fn of(events: &[Ev<'_>], text: &str) -> Self {
        let (mut rules, mut items, mut parents) = (Vec::new(), Vec::new(), vec![usize::MAX]);
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    let is_rule = |next: &Ev<'_>| matches!(next.0, Event::Rule);
                    if matches!(tag, Tag::Item) && events.get(index + 1).is_some_and(is_rule) {
                        items.push(first(range, text));
                    }
                    parents.push(index);
                }
                Event::End(_) => drop(parents.pop()),
                Event::Rule => rules.push((first(range, text), parents.last().copied().unwrap_or(usize::MAX))),
                _ => {}
            }
        }
        Self { rules, items }
    }

    fn has(&self, one: &Found) -> bool {
        match one {
            Found::Fenced { open, close } => {
                let parent = |at: usize| self.rules.binary_search_by_key(&at, |rule| rule.0).map(|at| self.rules[at].1);
                matches!((parent(open.start), parent(close.start)), (Ok(one), Ok(other)) if one == other)
            }
            Found::Indented { open } => self.items.binary_search(&open.start).is_ok(),
        }
    }
}

/// The first byte of an element that is no blank before it.
fn first(range: &Range<usize>, text: &str) -> usize {
    let typed = text.get(range.clone()).unwrap_or_default();
    range.start + typed.len() - typed.trim_start_matches([' ', '\t']).len()
}

/// The events with each box as a quote, which begins at its line.
pub(super) fn as_quotes<'a>(events: Vec<Ev<'a>>, text: &str, found: &[Found]) -> Vec<Ev<'a>> {
    if found.is_empty() {
        return events;
    }
    let mut quoted = Vec::with_capacity(events.len() + found.len());
    let by_start: BTreeMap<usize, &Found> =
        found.iter().flat_map(|one| one.starts().map(move |at| (at, one))).collect();
    let is_indented = |item: &Range<usize>| matches!(by_start.get(&first(item, text)), Some(Found::Indented { .. }));
    let lists = lists_with(&events, &is_indented);
    let mut index = 0;
    while index < events.len() {
        let (event, range) = &events[index];
        match event {
            Event::Rule => quoted.push(match by_start.get(&first(range, text)) {
                Some(Found::Fenced { open, close }) if open.start == first(range, text) => {
                    (Event::Start(Tag::BlockQuote(None)), open.start..close.end)
                }
                Some(Found::Fenced { open, close }) => (Event::End(TagEnd::BlockQuote(None)), open.start..close.end),
                Some(Found::Indented { .. }) | None => events[index].clone(),
            }),
            Event::Start(Tag::List(_)) if lists.contains(&index) => {
                let end = end_of(&events, index);
                let list = &events[index..end];
                quoted.extend(as_quotes(divided(list, text, &is_indented), text, found));
                index = end;
                continue;
            }
            _ => quoted.push(events[index].clone()),
        }
        index += 1;
    }
    quoted
}

/// The lists, by where they stand, with an item that `is_box`.
fn lists_with(events: &[Ev<'_>], is_box: &impl Fn(&Range<usize>) -> bool) -> BTreeSet<usize> {
    let (mut lists, mut open) = (BTreeSet::new(), Vec::new());
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => open.push(index),
            Event::End(TagEnd::List(_)) => drop(open.pop()),
            Event::Start(Tag::Item) if is_box(range) => lists.extend(open.last().copied()),
            _ => {}
        }
    }
    lists
}

/// The items of a list, by where they stand in its events.
fn items<'e>(list: &'e [Ev<'_>]) -> impl Iterator<Item = Range<usize>> + 'e {
    let mut next = 1;
    std::iter::from_fn(move || {
        let start = next;
        next = end_of(list, start);
        (next < list.len()).then_some(start..next)
    })
}

/// A list whose items `is_box` says of by their places are no items: these become quotes, and what is left lists around them.
fn divided<'a>(list: &[Ev<'a>], text: &str, is_box: &impl Fn(&Range<usize>) -> bool) -> Vec<Ev<'a>> {
    let mut parts = Vec::with_capacity(list.len());
    let (open, close) = (&list[0], &list[list.len() - 1]);
    let mut is_open = false;
    for item in items(list) {
        let range = &list[item.start].1;
        let is_quote = is_box(range);
        if is_open == is_quote {
            parts.push(if is_quote { close.clone() } else { (open.0.clone(), range.start..open.1.end) });
            is_open = !is_quote;
        }
        if is_quote {
            let range = first(range, text)..range.end;
            parts.push((Event::Start(Tag::BlockQuote(None)), range.clone()));
            in_paragraphs(&list[item.start + 2..item.end - 1], &mut parts);
            parts.push((Event::End(TagEnd::BlockQuote(None)), range));
        } else {
            parts.extend_from_slice(&list[item]);
        }
    }
    if is_open {
        parts.push(close.clone());
    }
    parts
}

/// Adds what stands in an item, with the paragraphs that a tight list has none of.
fn in_paragraphs<'a>(inner: &[Ev<'a>], parts: &mut Vec<Ev<'a>>) {
    let mut index = 0;
    while index < inner.len() {
        let is_words = |(event, _): &Ev<'_>| {
            !matches!(event, Event::Rule) && !matches!(event, Event::Start(tag) if opens_block(tag))
        };
        if !is_words(&inner[index]) {
            let end = end_of(inner, index);
            parts.extend_from_slice(&inner[index..end]);
            index = end;
            continue;
        }
        let start = index;
        while inner.get(index).is_some_and(is_words) {
            index = end_of(inner, index);
        }
        let range = inner[start].1.start..inner[index - 1].1.end;
        parts.push((Event::Start(Tag::Paragraph), range.clone()));
        parts.extend_from_slice(&inner[start..index]);
        parts.push((Event::End(TagEnd::Paragraph), range));
    }
}
