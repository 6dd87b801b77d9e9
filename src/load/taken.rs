//! The files that pages take code from: read with them, so that a page is made of what stood there then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{PageSource, is_markdown, read_text};
use crate::finding::suggest::nearest;
use crate::fs::Root;
use crate::syntax::fence;
use crate::text::address::composed;
use crate::text::file_path::joined;
use crate::text::taken::{Found, Taken};
use crate::text::{SourceFile, SourcePath};

/// Gives each page the files that its blocks of code are taken from, of the `files` of `content/`.
pub(super) fn read(root: &Root, pages: &mut [PageSource], files: &[SourcePath]) {
    let wanted: Vec<(usize, BTreeSet<String>)> = pages
        .par_iter()
        .enumerate()
        .map(|(index, page)| (index, fence::files(page.file.text())))
        .filter(|(_, wanted)| !wanted.is_empty())
        .collect();
    if wanted.is_empty() {
        return;
    }
    let files = Files::of(files);
    let read: Vec<(usize, Taken)> = wanted
        .into_par_iter()
        .map(|(index, wanted)| {
            let page = &pages[index];
            let found = wanted.into_iter().map(|typed| {
                let found = files.found(root, page, &typed);
                (typed, found)
            });
            (index, Taken::new(found.collect()))
        })
        .collect();
    for (index, taken) in read {
        let file = &mut pages[index].file;
        *file = Arc::new(SourceFile::new(file.path().clone(), file.text()).taking(taken));
    }
}

/// The text of `file` as it is now, if it takes lines from the files that `old` took them from.
pub fn taking_as(file: SourceFile, old: &SourceFile) -> Option<SourceFile> {
    let files = fence::files(file.text());
    old.taken().answers(&files).then(|| file.taking(old.taken().clone()))
}

/// Files of `content/`, by their paths from there.
struct Files<'f>(BTreeMap<String, &'f SourcePath>);

impl<'f> Files<'f> {
    fn of(files: &'f [SourcePath]) -> Self {
        Self(files.iter().map(|path| (composed(path.in_content()).into_owned(), path)).collect())
    }

    /// What `typed` means on `page`: looked for as the files of links are.
    fn found(&self, root: &Root, page: &PageSource, typed: &str) -> Found {
        let own = page.file.path().content_folder();
        let folders: Vec<&str> = if typed.starts_with('/') {
            vec![""]
        } else {
            std::iter::once(own).chain(page.bundle.as_deref()).chain([""]).collect()
        };
        let paths: Vec<String> = folders.iter().filter_map(|folder| joined(folder, typed)).collect();
        let Some(first) = paths.first() else { return Found::Outside };
        if is_markdown(&SourcePath::new(first.as_str())) {
            return Found::Page;
        }
        match paths.iter().find_map(|path| self.0.get(&*composed(path))) {
            Some(path) => match read_text(root, path) {
                Ok(file) => Found::File((*path).clone(), file.text().into()),
                Err(finding) => Found::Unreadable((*path).clone(), finding.message),
            },
            None => Found::Nothing { near: self.near(own, first) },
        }
    }

    /// The file that is spelled like `path`, or has its name, as a path from `folder` or from `content/`.
    fn near(&self, folder: &str, path: &str) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let by_name = || self.0.keys().map(String::as_str).find(|other| name(other) == name(path));
        let near = by_name().or_else(|| nearest(path, self.0.keys().map(String::as_str)))?;
        let below = near.strip_prefix(folder).filter(|_| !folder.is_empty()).and_then(|rest| rest.strip_prefix('/'));
        Some(below.map_or_else(|| format!("/{near}"), str::to_owned))
    }
}
