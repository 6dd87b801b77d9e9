//! A reference, and where it stands.

use super::head::Head;
use super::lookup::{Lookup, Wanted};
use crate::model::course::{PageId, Target};
use crate::parse::Document;
use crate::text::{Place, SitePath, SourcePath};

/// Where a text stands, for links in it.
#[derive(Clone, Debug)]
pub(super) struct LinkBase {
    /// Its file, below `content/`.
    pub(super) file: SourcePath,
    /// The folder of its module, from `content/`.
    pub(super) module_folder: Option<String>,
    /// The page that a bare `#anchor` means.
    pub(super) page: Option<PageId>,
}

impl LinkBase {
    pub(super) fn page(document: &Document, page: PageId) -> Self {
        Self { file: document.file.path().clone(), module_folder: document.bundle.clone(), page: Some(page) }
    }

    /// The same of a document of which no more is known than its head.
    pub(super) fn head(head: Head<'_>, page: PageId) -> Self {
        Self { file: head.path.clone(), module_folder: head.bundle.map(str::to_owned), page: Some(page) }
    }

    /// The folders in which references are looked for, from `content/`.
    pub(super) fn folders(&self) -> Vec<&str> {
        let own = self.file.content_folder();
        let mut folders = vec![own];
        for folder in self.module_folder.as_deref().into_iter().chain([""]) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }
}

/// A reference as an author wrote it and as it was resolved. A text that several modules inherit has one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it was written: the whole link, or the value of a key.
    pub place: Place,
    /// What was written, with the place on the page that it may name.
    pub typed: String,
    /// The path in it, as it was looked for.
    pub path: String,
    /// Whether it is the destination of a link, and not the value of a key.
    pub in_markdown: bool,
    /// What it may mean.
    pub sought: Sought,
    /// From where it is meant.
    pub context: Context,
    /// What it means.
    pub meaning: Meaning,
}

/// What a reference may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A page, a file or an address.
    Link,
    /// A file.
    Image,
    /// A module or a page of one.
    Page,
    /// A module.
    Module,
}

/// From where a reference is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context {
    /// The file whose folder is looked into first.
    pub file: SourcePath,
    /// The page that it stands on; `None` in the configuration.
    pub page: Option<SourcePath>,
    /// The folder of its module, from `content/`.
    pub module_folder: Option<String>,
}

impl Context {
    /// The folder that is looked into first, from `content/`.
    pub fn folder(&self) -> &str {
        self.file.content_folder()
    }

    pub(super) fn from(&self) -> LinkBase {
        LinkBase { file: self.file.clone(), module_folder: self.module_folder.clone(), page: None }
    }
}

/// What a reference means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// The page that is read from this file.
    Page(SourcePath),
    /// This file.
    File(SourcePath),
    /// An address of the site.
    Address(SitePath),
    /// Nothing.
    Nothing,
}

/// A reference that is being resolved.
pub(super) struct Spoken<'s> {
    pub(super) place: &'s Place,
    pub(super) typed: &'s str,
    pub(super) path: &'s str,
    pub(super) in_markdown: bool,
    pub(super) sought: Sought,
}

impl Lookup {
    /// A reference with what it means.
    pub(super) fn reference(&self, spoken: &Spoken<'_>, from: &LinkBase) -> Reference {
        let Spoken { place, typed, path, in_markdown, sought } = *spoken;
        let page = from.page.map(|page| self.source(page).clone());
        Reference {
            place: place.clone(),
            typed: typed.to_owned(),
            path: path.to_owned(),
            in_markdown,
            sought,
            context: Context { file: from.file.clone(), page, module_folder: from.module_folder.clone() },
            meaning: self.meaning(path, sought, &from.folders()),
        }
    }

    /// What `path` means in these folders.
    pub(super) fn meaning(&self, path: &str, sought: Sought, folders: &[&str]) -> Meaning {
        let page = |wanted| self.page_source(path, folders, wanted).cloned().map_or(Meaning::Nothing, Meaning::Page);
        match sought {
            Sought::Page => page(Wanted::Page),
            Sought::Module => page(Wanted::Module),
            Sought::Link | Sought::Image => match self.target(path, sought == Sought::Image, folders) {
                Some(Target::File(found)) => Meaning::File(self.file_source(found).clone()),
                Some(Target::Page(..)) => page(Wanted::Any),
                Some(Target::Address(address, _)) => Meaning::Address(address),
                Some(Target::External(_) | Target::Broken) | None => Meaning::Nothing,
            },
        }
    }
}
