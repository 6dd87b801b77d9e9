//! The order in which a course is read.

use std::collections::BTreeMap;

use crate::assemble::{EditionOutline, Facts};
use crate::model::course::{Entry, ModuleId, PageId, SectionId};
use crate::model::kinds::Kind;

/// The modules directly in a section, in order.
pub fn modules_of<'c>(course: impl Facts<'c>, section: SectionId) -> impl Iterator<Item = ModuleId> + 'c {
    course.section(section).entries.iter().filter_map(|entry| match entry {
        Entry::Module(module) => Some(*module),
        Entry::Page(_) | Entry::Section(_) => None,
    })
}

/// Every page: a section before what it holds, a module's main page, its other pages, a clinic page apart at last.
pub(super) fn reading_order(course: EditionOutline<'_>) -> Vec<PageId> {
    let mut order = Vec::with_capacity(course.pages().len());
    visit(course, SectionId(0), &mut order);
    order
}

fn visit(course: EditionOutline<'_>, section: SectionId, order: &mut Vec<PageId>) {
    order.push(course.section(section).page);
    for entry in &course.section(section).entries {
        match entry {
            Entry::Section(section) => visit(course, *section, order),
            Entry::Page(page) => order.push(*page),
            Entry::Module(module) => {
                let module = course.module(*module);
                order.push(module.main);
                order.extend(&module.pages);
                if module.clinic_page != module.main {
                    order.push(module.clinic_page);
                }
            }
        }
    }
}

/// The place of each page, or of what holds it, among the entries of its section.
pub(super) fn places(course: EditionOutline<'_>) -> Vec<usize> {
    let mut places = vec![0; course.pages().len()];
    for section in course.sections() {
        for (place, entry) in section.entries.iter().enumerate() {
            match entry {
                Entry::Page(page) => places[page.0] = place,
                Entry::Section(_) => {}
                Entry::Module(module) => {
                    let module = course.module(*module);
                    for page in module.pages.iter().chain([&module.main, &module.clinic_page]) {
                        places[page.0] = place;
                    }
                }
            }
        }
    }
    places
}

/// The number of a page among those of its kind in its module, from 1, and how many these are.
pub type Among = (usize, usize);

/// That of each page of a module that is not the only one of its kind there.
pub(super) fn among_kind(course: EditionOutline<'_>) -> BTreeMap<PageId, Among> {
    let mut among = BTreeMap::new();
    for (_, module) in course.shown_modules() {
        let mut alike: BTreeMap<Kind, Vec<PageId>> = BTreeMap::new();
        for page in &module.pages {
            alike.entry(course.page(*page).kind).or_default().push(*page);
        }
        for pages in alike.into_values().filter(|pages| pages.len() > 1) {
            let count = pages.len();
            among.extend(pages.into_iter().enumerate().map(|(index, page)| (page, (index + 1, count))));
        }
    }
    among
}

/// The pages before and after each page.
pub(super) fn neighbours(order: &[PageId]) -> BTreeMap<PageId, (Option<PageId>, Option<PageId>)> {
    let at = |index: Option<usize>| index.and_then(|index| order.get(index)).copied();
    let pair = |index: usize| (at(index.checked_sub(1)), at(Some(index + 1)));
    order.iter().enumerate().map(|(index, page)| (*page, pair(index))).collect()
}
