//! Places that an author names in HTML, and that the page has already.

use std::collections::BTreeSet;

use crate::assemble::EditionCourse;
use crate::finding::{Finding, Rule};
use crate::plan::{named, own_anchors};
use crate::text::Place;

/// Every name that is given twice on a shown page; headings give way by themselves.
pub(super) fn find(course: &EditionCourse) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, page) in course.shown_pages() {
        let named = named(course, id);
        if named.is_empty() {
            continue;
        }
        let own = own_anchors(course, id);
        let mut given: BTreeSet<&str> = BTreeSet::new();
        for place in named {
            let name = place.id.as_str();
            let first = if own.contains(name) || name == "contents" {
                "a part of the page"
            } else if given.insert(name) {
                continue;
            } else {
                "another element of the page"
            };
            let message =
                format!("`{name}` is already the id of {first}, so links go to the first element with this id");
            let finding = Finding::new(Rule::DuplicateAnchor, Place::new(&page.source, place.span), message);
            findings.push(finding.help("give the element a different id"));
        }
    }
    findings
}
