//! Questions of a worksheet, below each of which there is room for an answer: sections under a heading, or the items of a
//! numbered list.

use super::elements::{Element, Elements};
use super::writer::FragmentWriter;
use crate::model::fragment::{Counts, Piece};

/// The items of numbered lists, as far as they are questions.
#[derive(Clone, Copy, Default)]
pub(super) struct Questions {
    /// Whether the items of numbered lists are questions here.
    are_items: bool,
    /// How many lists are open.
    depth: usize,
    /// Whether the outermost of these is numbered.
    is_numbered: bool,
    /// What there was to write on before the item that is open in it.
    before: u32,
}

impl Questions {
    /// A list begins.
    pub(super) fn enter(&mut self, is_numbered: bool) {
        self.depth += 1;
        if self.depth == 1 {
            self.is_numbered = is_numbered;
        }
    }

    /// A list ends.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// An item begins, after so much to write on.
    pub(super) fn begin(&mut self, counts: Counts) {
        if self.depth == 1 {
            self.before = counts.to_write_on();
        }
    }

    /// An item ends; whether it is a question without room.
    pub(super) fn end(self, counts: Counts) -> bool {
        self.are_items && self.is_numbered && self.depth == 1 && self.before == counts.to_write_on()
    }
}

impl FragmentWriter<'_> {
    /// A place for an answer.
    pub(super) fn leave_room(&mut self) {
        self.slot(Piece::Room);
        self.counts.rooms += 1;
    }

    /// Says whether the items of numbered lists are questions in what is written next.
    pub(super) fn ask_in_items(&mut self, are_items: bool) {
        self.questions.are_items = are_items;
    }
}

/// A part of a worksheet with its heading, up to the next one.
#[derive(Clone, Copy)]
pub(super) struct Section<'e> {
    pub(super) elements: Elements<'e>,
    /// Whether something is asked in it: it says something, and no heading below its own follows.
    pub(super) asks: bool,
    /// Whether it does so in the items of a numbered list.
    pub(super) lists: bool,
}

/// The sections of a worksheet in order; what stands before the first heading asks by a list alone.
pub(super) fn sections(all: Elements<'_>) -> Vec<Section<'_>> {
    let headings: Vec<_> = all.top_level().filter(|element| element.heading_level().is_some()).collect();
    let mut sections = Vec::with_capacity(headings.len() + 1);
    let mut rest = all;
    for (at, heading) in headings.iter().enumerate() {
        let (before, from) = rest.split_before(*heading);
        if at == 0 && !before.is_empty() {
            sections.push(section(before, None, None));
        }
        let next = headings.get(at + 1);
        let (own, others) = next.map_or((from, Elements::default()), |next| from.split_before(*next));
        sections.push(section(own, heading.heading_level(), next.and_then(|next| next.heading_level())));
        rest = others;
    }
    if headings.is_empty() {
        sections.push(section(all, None, None));
    }
    sections
}

fn section(elements: Elements<'_>, level: Option<usize>, next: Option<usize>) -> Section<'_> {
    let lists = elements.top_level().any(Element::is_ordered_list);
    let is_last_of_its_kind = level.is_some_and(|level| next.is_none_or(|next| next <= level));
    let asks = lists || (is_last_of_its_kind && elements.top_level().nth(1).is_some());
    Section { elements, asks, lists }
}
