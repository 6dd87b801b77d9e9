//! What a site is searched by: its pages and files.

use super::{Holdings, Subject, order};
use crate::assemble::{EditionOutline, Facts as _};
use crate::model::course::{PageId, PageRole};
use crate::text::SitePath;

/// One part tells of so many pages at most.
const PAGES: usize = 16;

/// One part tells of about so many things on them at most.
const THINGS: usize = 640;

/// A page without a clinic holds about so many things: itself and headings.
const THINGS_OF_PAGE: usize = 5;

/// A part of terms is for about so many bytes of text, in a small course.
const TEXT_OF_PART: usize = 64 * 1024;

/// The pages that are searched, in the order in which they are read, which no file tells but by its name; none where the course
/// wants no search.
pub(super) fn searched(course: EditionOutline<'_>) -> Vec<PageId> {
    let pages = order::reading_order(course).into_iter();
    pages.filter(|page| course.info().search && course.shows(*page)).collect()
}

/// Where each part of what is shown of them begins.
pub(super) fn starts(course: EditionOutline<'_>, holdings: &Holdings, searched: &[PageId]) -> Vec<usize> {
    let (mut starts, mut pages, mut things) = (Vec::new(), 0, 0);
    for (number, page) in searched.iter().enumerate() {
        let of_clinic = match course.page(*page).role {
            PageRole::Clinic(module) => holdings.things(module),
            PageRole::Section(_) | PageRole::Guide(_) | PageRole::Inner(_) | PageRole::Loose => 0,
        };
        let more = THINGS_OF_PAGE + of_clinic;
        if number == 0 || pages == PAGES || things + more > THINGS {
            starts.push(number);
            (pages, things) = (0, 0);
        }
        (pages, things) = (pages + 1, things + more);
    }
    starts
}

/// In how many parts the terms of a course with so much text are kept. Of a word no more than so many places are kept, so
/// that they grow more slowly than the text; and it is a power of two, which an edit changes seldom.
pub(super) fn term_parts(text: usize) -> usize {
    let doublings = text.div_ceil(TEXT_OF_PART).max(1).next_power_of_two().ilog2();
    1 << (doublings * 4).div_ceil(5)
}

/// Gives `add` the page that searches, and the files that it searches by.
pub(super) fn each_for_search(
    course: EditionOutline<'_>,
    holdings: &Holdings,
    add: &mut impl FnMut(SitePath, Subject),
) {
    let parts = starts(course, holdings, &searched(course)).len();
    if parts == 0 {
        return;
    }
    let file = |name: &str| SitePath::new(format!("assets/search/{name}.js"));
    add(Subject::Search.kind().path(), Subject::Search);
    add(file("table"), Subject::SearchTable);
    for part in 0..holdings.term_parts() {
        add(file(&format!("t/{part}")), Subject::SearchTerms(part));
    }
    for part in 0..parts {
        add(file(&format!("p/{part}")), Subject::SearchPages(part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_more_text_are_in_more_parts_but_not_in_as_many_more() {
        let parts = [0, 64 * 1024, 64 * 1024 + 1, 1 << 20, 1 << 24, 1 << 27].map(term_parts);
        assert_eq!(parts, [1, 1, 2, 16, 128, 512]);
    }
}
