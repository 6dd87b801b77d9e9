//! Footnotes and link definitions that are written in a text for some readers only and used where others read: they would
//! take it along.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Origin;
use super::alert::AlertKind;
use super::events::Ev;
use super::notes::folded;
use super::quotes;
use super::references::Definition;
use crate::finding::Rule;

const HELP: &str = "move the definition out of the quote, or use it only inside the quote";

/// Takes out of `events` the links and images whose definition is withheld from some who read them; their words stay.
/// Also gives the labels of the footnotes that are refused so, in lower case.
pub(super) fn kept_inside<'a>(
    events: Vec<Ev<'a>>,
    definitions: &[Definition],
    text: &str,
    origin: &mut Origin<'_>,
) -> (Vec<Ev<'a>>, BTreeSet<String>) {
    let readers = Readers::of(&quotes::withheld(&events, text));
    let mut refused = BTreeSet::new();
    if readers.changes.is_empty() {
        return (events, refused);
    }
    let defined = Defined::among(&events, definitions, &readers);
    if defined.is_empty() {
        return (events, refused);
    }
    let mut open: Vec<bool> = Vec::new();
    let mut kept = Vec::with_capacity(events.len());
    for (event, range) in events {
        let leaves = defined.leaves(&event, readers.at(range.start));
        if let Some((name, level)) = &leaves {
            let span = origin.span(&range);
            let message =
                format!("{name} is defined in a quote for {}, but used where others can see it", name_of(*level));
            origin.findings.add_with_help(Rule::WithheldTarget, span, message, HELP);
        }
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                open.push(leaves.is_some());
                if leaves.is_some() {
                    continue;
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) if open.pop() == Some(true) => continue,
            Event::FootnoteReference(label) if leaves.is_some() => {
                refused.insert(folded(label));
                continue;
            }
            _ => {}
        }
        kept.push((event, range));
    }
    (kept, refused)
}

/// Who may read a place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Everybody,
    Answered,
    Instructors,
}

fn name_of(level: Level) -> &'static str {
    if level == Level::Answered { "readers who see the answer" } else { "instructors" }
}

/// Who may read what, from which byte on.
struct Readers {
    changes: Vec<(usize, Level)>,
}

impl Readers {
    /// `quotes` are in their order, and lie apart or in each other.
    fn of(quotes: &[(Range<usize>, AlertKind)]) -> Self {
        let mut changes = Vec::new();
        let mut open: Vec<(usize, Level)> = Vec::new();
        let close = |open: &mut Vec<(usize, Level)>, changes: &mut Vec<(usize, Level)>, at: usize| {
            while let Some((end, _)) = open.pop_if(|(end, _)| *end <= at) {
                changes.push((end, open.last().map_or(Level::Everybody, |(_, level)| *level)));
            }
        };
        for (range, kind) in quotes {
            close(&mut open, &mut changes, range.start);
            let own = if *kind == AlertKind::Answer { Level::Answered } else { Level::Instructors };
            let level = open.last().map_or(own, |(_, around)| own.max(*around));
            open.push((range.end, level));
            changes.push((range.start, level));
        }
        close(&mut open, &mut changes, usize::MAX);
        Self { changes }
    }

    fn at(&self, byte: usize) -> Level {
        let passed = self.changes.partition_point(|(from, _)| *from <= byte);
        passed.checked_sub(1).map_or(Level::Everybody, |last| self.changes[last].1)
    }
}

/// What is defined in withheld quotes, by its label in lower case.
struct Defined {
    notes: BTreeMap<String, Level>,
    links: BTreeMap<String, Level>,
}

impl Defined {
    fn among(events: &[Ev<'_>], definitions: &[Definition], readers: &Readers) -> Self {
        let mut notes = BTreeMap::new();
        for (event, range) in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                // Of two with one label the first is shown.
                notes.entry(folded(label)).or_insert_with(|| readers.at(range.start));
            }
        }
        let links = definitions.iter().map(|one| (folded(&one.label), readers.at(one.range.start)));
        let mut defined = Self { notes, links: links.collect() };
        for levels in [&mut defined.notes, &mut defined.links] {
            levels.retain(|_, level| *level > Level::Everybody);
        }
        defined
    }

    fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.links.is_empty()
    }

    /// What `event`, which `reader` sees, would show of a definition that it must not: its name, and for whom that is.
    fn leaves(&self, event: &Event<'_>, reader: Level) -> Option<(String, Level)> {
        let (name, level) = match event {
            Event::FootnoteReference(label) => (format!("the footnote `[^{label}]`"), self.notes.get(&folded(label))?),
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
            {
                (format!("the address of `[{id}]`"), self.links.get(&folded(id))?)
            }
            _ => return None,
        };
        (*level > reader).then_some((name, *level))
    }
}
