//! The notes of a text, taken out of its flow, and those that no reader would see.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::Ev;
use crate::finding::Rule;

/// What each note says, by its label.
pub(super) type Notes<'a> = BTreeMap<String, Vec<Ev<'a>>>;

/// Labels are one in any case, as on GitHub.
pub(super) fn folded(label: &str) -> String {
    label.to_lowercase()
}

/// A note that was written.
struct Written<'a> {
    label: String,
    range: Range<usize>,
    events: Vec<Ev<'a>>,
}

/// The events outside of notes, and the notes; reports those that nothing shows. Of those that were `refused` it was told.
pub(super) fn take<'a>(
    events: Vec<Ev<'a>>,
    refused: &BTreeSet<String>,
    text: &str,
    origin: &mut Origin<'_>,
) -> (Vec<Ev<'a>>, Notes<'a>) {
    let (events, written) = parted(events);
    let mut notes = Notes::new();
    let mut ranges = Vec::new();
    for Written { label, range, events } in written {
        match notes.entry(folded(&label)) {
            Entry::Vacant(entry) => {
                entry.insert(events);
                ranges.push((label, range));
            }
            Entry::Occupied(_) => {
                let message =
                    format!("the footnote `[^{label}]` is defined twice, and only the first definition is shown");
                report(&range, text, message, "rename one of the two footnotes", origin);
            }
        }
    }
    ranges.retain(|(label, _)| !refused.contains(&folded(label)));
    report_unused(&events, &notes, &ranges, text, origin);
    (events, notes)
}

fn parted(events: Vec<Ev<'_>>) -> (Vec<Ev<'_>>, Vec<Written<'_>>) {
    let (mut flow, mut written) = (Vec::with_capacity(events.len()), Vec::new());
    let mut open: Vec<Written<'_>> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                open.push(Written { label: label.to_string(), range, events: Vec::new() });
            }
            Event::End(TagEnd::FootnoteDefinition) => written.extend(open.pop()),
            other => match open.last_mut() {
                Some(note) => note.events.push((other, range)),
                None => flow.push((other, range)),
            },
        }
    }
    (flow, written)
}

/// Takes the marks of notes out of a title, which stands in lists and at the head of pages, where no notes are.
pub(super) fn take_from_title(events: &mut Vec<Ev<'_>>, origin: &mut Origin<'_>) {
    events.retain(|(event, range)| {
        let Event::FootnoteReference(label) = event else { return true };
        let message = format!("titles cannot have footnotes, so `[^{label}]` is not shown here");
        let help = "write the footnote in the text below the title";
        origin.findings.add_with_help(Rule::UnusedFootnote, origin.span(range), message, help);
        false
    });
}

/// A note that only such notes cite is told with them.
fn report_unused(
    events: &[Ev<'_>],
    notes: &Notes<'_>,
    ranges: &[(String, Range<usize>)],
    text: &str,
    origin: &mut Origin<'_>,
) {
    if notes.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    let mut open: Vec<String> = cited(events).collect();
    while let Some(label) = open.pop() {
        if used.insert(label.clone()) {
            open.extend(notes.get(&label).into_iter().flat_map(|note| cited(note)));
        }
    }
    let unused = |label: &String| !used.contains(&folded(label));
    let inner: BTreeSet<String> = ranges
        .iter()
        .filter(|(label, _)| unused(label))
        .flat_map(|(label, _)| {
            cited(&notes[&folded(label)]).filter(|other| *other != folded(label)).collect::<Vec<_>>()
        })
        .collect();
    for (label, range) in ranges.iter().filter(|(label, _)| unused(label) && !inner.contains(&folded(label))) {
        let message = format!("the footnote `[^{label}]` is never used, so it does not appear on the page");
        let help = format!("add `[^{label}]` to the text that needs the footnote, or delete the footnote");
        report(range, text, message, &help, origin);
    }
}

/// The labels of the notes that events cite, in lower case.
pub(super) fn cited<'e>(events: &'e [Ev<'_>]) -> impl Iterator<Item = String> + 'e {
    events.iter().filter_map(|(event, _)| match event {
        Event::FootnoteReference(label) => Some(folded(label)),
        _ => None,
    })
}

fn report(note: &Range<usize>, text: &str, message: String, help: &str, origin: &mut Origin<'_>) {
    let label = text[note.clone()].find("]:").map_or(0, |at| at + 2);
    let span = origin.span(&(note.start..note.start + label));
    origin.findings.add_with_help(Rule::UnusedFootnote, span, message, help);
}
