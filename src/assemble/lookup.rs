//! Finds what a reference means.

use std::collections::BTreeMap;

use super::left_out::{PagesLeftOut, kept_state};
use super::naming::{joined, key, last};
use super::tree::Tree;
use crate::finding::suggest::nearest;
use crate::load::{AllLeftOut, LeftOut, Sources};
use crate::model::course::{FileId, PageId, PageRole, Target};
use crate::text::address::composed;
use crate::text::{SitePath, SourcePath, file_path};

/// Every page and file of the course by its path.
#[derive(Debug, PartialEq)]
pub(super) struct Lookup {
    pages: BTreeMap<String, (PageId, PageRole, SourcePath)>,
    /// The keys of pages by their last name, for suggestions.
    by_name: BTreeMap<String, Vec<String>>,
    /// Files of `content/`, from there, as on disk.
    files: BTreeMap<String, FileId>,
    statics: BTreeMap<String, FileId>,
    /// What lies in the course's folders and is no part of it.
    left_out: AllLeftOut,
    /// The same by what would be the keys of pages.
    pages_left_out: PagesLeftOut,
    /// The source of each page, by its id.
    page_sources: Vec<SourcePath>,
    /// The source of each file, by its id.
    file_sources: Vec<SourcePath>,
}

/// What a reference may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Modules only.
    Module,
    /// Modules and pages.
    Page,
    /// These and sections.
    Any,
}

impl Wanted {
    fn fits(self, role: PageRole) -> bool {
        match self {
            Self::Module => matches!(role, PageRole::Clinic(_) | PageRole::Guide(_)),
            Self::Page => !matches!(role, PageRole::Section(_)),
            Self::Any => true,
        }
    }
}

impl Lookup {
    pub(super) fn new(tree: &Tree<'_>, sources: &Sources) -> Self {
        let mut pages = BTreeMap::new();
        for (index, leaf) in tree.pages.iter().enumerate() {
            pages
                .entry(key(leaf.source.in_content()))
                .or_insert_with(|| (PageId(index), leaf.role, leaf.source.clone()));
        }
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for key in pages.keys().filter(|key: &&String| !key.is_empty()) {
            by_name.entry(last(key).to_owned()).or_default().push(key.clone());
        }
        let mut files = BTreeMap::new();
        let mut statics = BTreeMap::new();
        for (index, file) in tree.files.iter().enumerate() {
            if file.is_static {
                statics.entry(composed(file.path.as_str()).into_owned()).or_insert(FileId(index));
            } else {
                files.entry(composed(file.source.in_content()).into_owned()).or_insert(FileId(index));
            }
        }
        debug_assert_eq!(tree.files.len(), sources.files.len() + sources.statics.len());
        let left_out = sources.left_out.clone();
        let pages_left_out = PagesLeftOut::of(&left_out);
        let page_sources = tree.pages.iter().map(|leaf| leaf.source.clone()).collect();
        let file_sources = tree.files.iter().map(|file| file.source.clone()).collect();
        Self { pages, by_name, files, statics, left_out, pages_left_out, page_sources, file_sources }
    }

    /// The file that a page is read from, or would be.
    pub(super) fn source(&self, page: PageId) -> &SourcePath {
        &self.page_sources[page.0]
    }

    /// Where a file lies.
    pub(super) fn file_source(&self, file: FileId) -> &SourcePath {
        &self.file_sources[file.0]
    }

    /// The page that `reference` means in the first of `folders` (from `content/`) that has it.
    pub(super) fn page(&self, reference: &str, folders: &[&str], wanted: Wanted) -> Option<(PageId, PageRole)> {
        self.entry(reference, folders, wanted).map(|(page, role, _)| (*page, *role))
    }

    /// The file of that page.
    pub(super) fn page_source(&self, reference: &str, folders: &[&str], wanted: Wanted) -> Option<&SourcePath> {
        self.entry(reference, folders, wanted).map(|(.., source)| source)
    }

    fn entry(&self, reference: &str, folders: &[&str], wanted: Wanted) -> Option<&(PageId, PageRole, SourcePath)> {
        let hit = |folder: &str| {
            let entry = self.pages.get(&key(&joined(folder, reference)?))?;
            wanted.fits(entry.1).then_some(entry)
        };
        if reference.starts_with('/') { hit("") } else { folders.iter().find_map(|folder| hit(folder)) }
    }

    /// Where the path of a link or image leads.
    pub(super) fn target(&self, path: &str, image: bool, folders: &[&str]) -> Option<Target> {
        let path = &*composed(path);
        if let Some(file) = self.file(path, folders) {
            return Some(Target::File(file));
        }
        if image {
            return path.strip_prefix('/').and_then(|path| self.static_file(path)).map(Target::File);
        }
        if let Some((page, _)) = self.page(path, folders, Wanted::Any) {
            return Some(Target::Page(page, None));
        }
        // Whether an address exists is known when the site is planned.
        let is_file = path.to_ascii_lowercase().ends_with(".md");
        let left_out = || if is_file { self.nearly_left_out(path, folders) } else { self.left_out(path, folders) };
        let is_address = (path.starts_with('/') || path.ends_with('/')) && left_out().is_none();
        is_address.then(|| Target::Address(SitePath::new(path.trim_start_matches('/')), None))
    }

    /// The file that `reference` means.
    pub(super) fn file(&self, reference: &str, folders: &[&str]) -> Option<FileId> {
        let reference = &*composed(reference);
        if reference.starts_with('/') {
            let path = joined("", reference)?;
            return self.files.get(&path).or_else(|| self.statics.get(&path)).copied();
        }
        folders.iter().find_map(|folder| self.files.get(&*composed(&joined(folder, reference)?)).copied())
    }

    /// What `reference` would mean if it were part of the course: a file, or the link that it lies behind.
    pub(super) fn left_out(&self, reference: &str, folders: &[&str]) -> Option<(&SourcePath, LeftOut)> {
        if self.left_out.is_empty() {
            return None;
        }
        let behind = |path: String| {
            let ends = file_path::ends(&path);
            let mut left_out = ends.filter_map(|end| self.left_out.get_key_value(&SourcePath::new(&path[..end])));
            left_out.next().map(|(path, why)| (path, *why))
        };
        match reference.strip_prefix('/') {
            Some(path) => ["content", "static"].into_iter().find_map(|top| behind(format!("{top}/{path}"))),
            None => folders.iter().find_map(|folder| behind(format!("content/{}", joined(folder, reference)?))),
        }
    }

    /// What `reference`, which leads to nothing, was meant for: what it names, else what was a page but for its ending, or
    /// is a kept state of the file.
    pub(super) fn nearly_left_out(&self, reference: &str, folders: &[&str]) -> Option<(&SourcePath, LeftOut)> {
        if self.left_out.is_empty() {
            return None;
        }
        let near = |top: &str, path: &str| {
            let page = if top == "content" { self.pages_left_out.page(path) } else { None };
            page.or_else(|| kept_state(&self.left_out, &format!("{top}/{path}")))
        };
        let nearly = || match reference.strip_prefix('/') {
            Some(path) => ["content", "static"].into_iter().find_map(|top| near(top, path)),
            None => folders.iter().find_map(|folder| near("content", &joined(folder, reference)?)),
        };
        let found = self.left_out(reference, folders);
        found.or_else(|| nearly().and_then(|path| self.left_out.get_key_value(path)).map(|(path, why)| (path, *why)))
    }

    /// Whether `folder`, from `content/`, holds a folder of this name, with pages or files in it.
    pub(super) fn has_folder(&self, folder: &str, name: &str) -> bool {
        let Some(path) = joined(folder, name) else { return false };
        let (page, file) = (format!("{}/", key(&path)), format!("{}/", composed(&path)));
        self.pages.range(page.clone()..).next().is_some_and(|(key, _)| key.starts_with(&page))
            || self.files.range(file.clone()..).next().is_some_and(|(path, _)| path.starts_with(&file))
    }

    /// Whether a static file lies at this address.
    pub(super) fn static_file(&self, address: &str) -> Option<FileId> {
        self.statics.get(&*composed(address)).copied()
    }

    /// The page at this path from `content/`, written without its ending.
    pub(super) fn answered(&self, path: &str) -> Option<(PageId, PageRole)> {
        self.page(&format!("/{path}"), &[], Wanted::Any)
    }

    /// Whether the file `source` is what a path from `content/` means.
    pub(super) fn means(path: &str, source: &SourcePath) -> bool {
        key(path) == key(source.in_content())
    }

    /// The path from `content/` of a page that is spelled like this one, or lies elsewhere under its name.
    pub(super) fn nearest_page(&self, path: &str) -> Option<&str> {
        let path = key(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inside = || {
            let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let below = self.pages.range(prefix.clone()..).map(|(key, _)| key.as_str());
            let below = below.take_while(|key| !prefix.is_empty() && key.starts_with(&prefix));
            nearest(&path, below)
        };
        let near = || {
            inside()
                .or_else(|| self.same_name(&path, Wanted::Page))
                .or_else(|| self.nearest_of_all(&path, Wanted::Page))
        };
        near().map(|near| self.path(near))
    }

    /// What the author may have meant, as a path from the nearest of `folders` that holds it, else from `content/`.
    pub(super) fn nearest(&self, reference: &str, folders: &[&str], wanted: Wanted) -> Option<String> {
        let name = key(reference.trim_start_matches('/'));
        let inside = folders.iter().filter(|folder| !folder.is_empty());
        inside.map(|folder| self.nearest_in(folder, &name, wanted)).find(Option::is_some).flatten().or_else(|| {
            let near = self.same_name(&name, wanted).or_else(|| self.nearest_of_all(&name, wanted))?;
            Some(if wanted == Wanted::Module { near.to_owned() } else { format!("/{}", self.path(near)) })
        })
    }

    /// A file of `content/` that is spelled like `reference`, as a path from the nearest of `folders` that holds it.
    pub(super) fn nearest_file(&self, reference: &str, folders: &[&str]) -> Option<String> {
        let inside = |folder: &&str| {
            let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let below = self.files.range(prefix.clone()..).map(|(path, _)| path.as_str());
            let below = below.take_while(|path| path.starts_with(&prefix)).map(|path| &path[prefix.len()..]);
            nearest(reference, alike(reference, below)).map(str::to_owned)
        };
        folders.iter().find_map(inside)
    }

    fn fits(&self, key: &str, wanted: Wanted) -> bool {
        !key.is_empty() && self.pages.get(key).is_some_and(|(_, role, _)| wanted.fits(*role))
    }

    fn path(&self, key: &str) -> &str {
        self.pages.get(key).map_or("", |(_, _, source)| source.in_content())
    }

    /// The nearest page below a folder, as a path from there.
    fn nearest_in(&self, folder: &str, name: &str, wanted: Wanted) -> Option<String> {
        let prefix = format!("{}/", key(folder));
        let below = self.pages.range(prefix.clone()..).map(|(key, _)| key.as_str());
        let below = below.take_while(|key| key.starts_with(&prefix)).filter(|key| self.fits(key, wanted));
        let near = nearest(name, below.map(|key| &key[prefix.len()..]))?;
        let path = self.path(&format!("{prefix}{near}"));
        Some(path.strip_prefix(&format!("{folder}/")).unwrap_or(path).to_owned())
    }

    /// A page of the same name in another folder.
    fn same_name(&self, name: &str, wanted: Wanted) -> Option<&str> {
        let keys = self.by_name.get(last(name))?;
        keys.iter().map(String::as_str).find(|key| self.fits(key, wanted))
    }

    /// A page whose path is spelled nearly so.
    fn nearest_of_all(&self, name: &str, wanted: Wanted) -> Option<&str> {
        let pages = alike(name, self.pages.keys().map(String::as_str));
        nearest(name, pages.filter(|key| self.fits(key, wanted)))
    }
}

/// Those of `paths` that begin like `name` and are as long within a letter or two: comparing all letters costs more.
fn alike<'a>(name: &str, paths: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let (first, length) = (name.as_bytes().first().copied(), name.len());
    paths.filter(move |path| path.len().abs_diff(length) <= 2 && path.as_bytes().first().copied() == first)
}
