//! Files that are withheld with the pages that they belong to.

use std::collections::{BTreeMap, BTreeSet};

use super::course::EditionCourse;
use crate::model::course::{File, FileId, PageRole};

/// A file is withheld when all that refers to it is, or when it lies unmentioned in the folder of a withheld module,
/// or in one whose pages are all withheld.
pub(super) fn withheld_files(course: &EditionCourse) -> BTreeSet<FileId> {
    let (mut mentioned, mut kept): (BTreeSet<FileId>, BTreeSet<FileId>) = Default::default();
    for notes in course.notes() {
        mentioned.extend(&notes.mentioned);
        kept.extend(&notes.kept);
    }
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    // Whether the pages directly in a folder are all withheld.
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for (page, &gone) in course.pages.iter().zip(&course.decisions.withheld) {
        if gone && !matches!(page.role, PageRole::Inner(_)) && page.path.is_page() {
            addresses.insert(page.path.as_str().trim_end_matches('/'));
        }
        let all = folders.entry(page.source.folder()).or_insert(true);
        *all = *all && gone;
    }
    let lies_in_withheld = |file: &File| {
        let nearest = above(file.source.as_str()).find_map(|folder| folders.get(folder));
        nearest == Some(&true) || above(file.path.as_str()).any(|folder| addresses.contains(folder))
    };
    let is_withheld = |id: &FileId| {
        let file = &course.files[id.0];
        !kept.contains(id) && (mentioned.contains(id) || (!file.is_static && lies_in_withheld(file)))
    };
    (0..course.files.len()).map(FileId).filter(is_withheld).collect()
}

/// The folders that a file lies in, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}
