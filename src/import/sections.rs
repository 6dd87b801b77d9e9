//! A page cut at its headings.

use crate::syntax::markdown::{Element, Elements};

/// What stands below a heading, up to the next one of any level; the first section has no heading.
#[derive(Clone, Copy)]
pub(super) struct Section<'e> {
    pub(super) heading: Option<Element<'e>>,
    pub(super) inside: Elements<'e>,
    /// Whether its heading is that of the page: the first one of the first level.
    is_page: bool,
}

impl<'e> Section<'e> {
    /// The sections of a page.
    pub(super) fn all(body: Elements<'e>) -> Vec<Self> {
        let (mut sections, mut heading, mut rest) = (Vec::new(), None, body);
        while let Some(next) = rest.top_level().find(|element| element.heading_level().is_some()) {
            let (inside, from) = rest.split_before(next);
            sections.push(Self { heading, inside, is_page: false });
            (heading, rest) = (Some(next), from.split_after(next).1);
        }
        sections.push(Self { heading, inside: rest, is_page: false });
        if let Some(page) = sections.iter_mut().find(|section| section.level() == 1) {
            page.is_page = true;
        }
        sections
    }

    /// The level of its heading, 0 where it has none.
    pub(super) fn level(&self) -> usize {
        self.heading.and_then(Element::heading_level).unwrap_or(0)
    }

    /// The words of its heading in lower case.
    pub(super) fn words(&self) -> String {
        self.heading.map(Element::words).unwrap_or_default().trim().to_lowercase()
    }

    /// The heading, where it is that of a part and not of the page.
    pub(super) fn part_heading(&self) -> Option<Element<'e>> {
        self.heading.filter(|_| !self.is_page)
    }

    /// Its last list, what stands before it, and what follows.
    pub(super) fn around_list(&self) -> Option<Around<'e>> {
        let list = self.inside.top_level().filter(|element| element.is_list()).last()?;
        Some(Around::of(self.inside, list))
    }
}

/// An element, and what stands around it in its section.
pub(super) struct Around<'e> {
    pub(super) before: Vec<Element<'e>>,
    pub(super) element: Element<'e>,
    pub(super) after: Vec<Element<'e>>,
}

impl<'e> Around<'e> {
    pub(super) fn of(inside: Elements<'e>, element: Element<'e>) -> Self {
        let before = inside.split_before(element).0.top_level().collect();
        let after = inside.split_after(element).1.top_level().collect();
        Self { before, element, after }
    }
}
