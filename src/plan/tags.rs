//! Tags and their pages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assemble::{EditionOutline, Facts as _};
use crate::model::course::PageId;
use crate::text::SitePath;
use crate::text::address::folded;
use crate::text::anchor::{Anchors, tag_segment};

/// A tag and the pages that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagPages {
    /// Its name in lower case, by which equal tags are known.
    pub key: String,
    /// Its name as it was written first.
    pub name: String,
    /// Its page.
    pub path: SitePath,
    /// The pages that have it, in reading order.
    pub pages: Vec<PageId>,
}

/// All tags, by name.
pub(super) fn tags(course: EditionOutline<'_>) -> Vec<TagPages> {
    let mut found: BTreeMap<String, (String, Vec<PageId>)> = BTreeMap::new();
    for page in super::order::reading_order(course) {
        for tag in &course.page(page).tags {
            let (_, pages) = found.entry(folded(&tag.value)).or_insert_with(|| (tag.value.clone(), Vec::new()));
            pages.push(page);
        }
    }
    // The list of all tags lies in their folder.
    let mut segments = Anchors::reserving(["index.html"]);
    let tag = |(key, (name, pages)): (String, (String, Vec<PageId>))| TagPages {
        path: SitePath::new("tags/").join(&segments.take(&tag_segment(&name))),
        key,
        name,
        pages,
    };
    found.into_iter().map(tag).collect()
}
