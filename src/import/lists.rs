//! The parts that are lists: a repair protocol and a completion standard.

use super::goals::goal;
use super::model::{Completion, Criterion, Heading, Passage, Protocol};
use super::page::{Maker, says};
use super::sections::Section;
use crate::strings::PageWords;

/// Whether the heading of a section is that of a protocol.
pub(super) fn is_protocol(section: &Section<'_>, words: &[PageWords]) -> bool {
    section.part_heading().is_some() && words.iter().any(|words| says(&section.words(), &words.protocol))
}

/// Whether the heading of a section is that of a completion standard.
pub(super) fn is_completion(section: &Section<'_>, words: &[PageWords]) -> bool {
    section.part_heading().is_some() && words.iter().any(|words| says(&section.words(), &words.completion))
}

/// Reads the protocol of a section.
pub(super) fn protocol<'e>(maker: &mut Maker<'_, 'e, '_>, section: &Section<'e>) -> Option<Protocol> {
    let (heading, steps) = listed(maker, section, "the steps")?;
    Some(Protocol { heading, steps })
}

/// Reads the completion standard of a section; what the log can count of it becomes a goal, once for each kind.
pub(super) fn completion<'e>(maker: &mut Maker<'_, 'e, '_>, section: &Section<'e>) -> Option<Completion> {
    let (heading, texts) = listed(maker, section, "the criteria")?;
    let mut criteria: Vec<Criterion> = Vec::with_capacity(texts.len());
    for text in texts {
        let is_new = |kind| criteria.iter().all(|other| other.goal.is_none_or(|goal| goal.kind != kind));
        let goal = goal(&text.source, maker.with.words).filter(|goal| is_new(goal.kind));
        criteria.push(Criterion { text, goal });
    }
    Some(Completion { heading, criteria })
}

fn listed<'e>(maker: &mut Maker<'_, 'e, '_>, section: &Section<'e>, what: &str) -> Option<(Heading, Vec<Passage>)> {
    let around = section.around_list()?;
    let heading = maker.heading(section.heading, &around.before);
    maker.take(around.element);
    maker.tell_left(&around.after, what);
    Some((heading, around.element.items().filter_map(|item| maker.scribe.item(item)).collect()))
}
