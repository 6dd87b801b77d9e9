//! The course, assembled: every reference resolved, every thing with its id and label.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

pub use crate::model::clinic::{
    Answer, Card, Cards, Checks, Clinic, Completion, Criterion, Evidence, EvidenceKind, Group, Location, Log,
    LogColumn, LogRows, Order, PartHeading, Protocol, ProtocolStep, Radar, RadarRow, SheetOptions, Statement,
};
use crate::model::extra::Extra;
use crate::model::fragment::Fragment;
use crate::model::image::Image;
use crate::model::kinds::{Edition, Kind, ShowAnswers};
use crate::model::shelves::Shelves;
use crate::model::text::{Located, Text};
use crate::text::{Place, SitePath, SourcePath};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(pub usize);
    };
}

index! {
    /// Place of a page in [`Outline::pages`].
    PageId
}
index! {
    /// Place of a section in [`Outline::sections`].
    SectionId
}
index! {
    /// Place of a module in [`Outline::modules`].
    ModuleId
}
index! {
    /// Place of a file in [`Outline::files`].
    FileId
}
index! {
    /// Place of a document among those that were read.
    DocumentId
}

/// The whole course: its outline, and what stands on its pages. Clones share all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What others may know of each of its pages.
    pub outline: Arc<Outline>,
    /// What stands on each page, by [`PageId`].
    pub texts: Shelves<Arc<PageText>>,
    /// The clinic of each module, by [`ModuleId`].
    pub clinics: Shelves<Arc<Clinic>>,
}

impl Deref for Course {
    type Target = Outline;

    fn deref(&self) -> &Outline {
        &self.outline
    }
}

/// What is known of a course without its texts: which pages there are, where, in which order, and what each is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// What is true of all of it.
    pub info: Info,
    /// Every page that has a body, sections and the home page included.
    pub pages: Vec<Page>,
    /// Every section; the first is the home page's.
    pub sections: Vec<Section>,
    /// Every module, in the order of the course.
    pub modules: Vec<Module>,
    /// Every file that is copied.
    pub files: Vec<File>,
}

/// What is true of the whole course.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Info {
    /// The course's id.
    pub id: String,
    /// Its title.
    pub title: Rich,
    /// One line about it.
    pub description: Option<Rich>,
    /// Its language.
    pub language: String,
    /// Where it will be published, with a final `/`.
    pub base_url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Rich>,
    /// Under which terms.
    pub license: Option<Rich>,
    /// What links to it are shown with elsewhere.
    pub image: Option<Target>,
    /// Sites that may show it in a frame.
    pub frame_ancestors: Vec<String>,
    /// Where its sources are; with `{path}` the whole address of a source file.
    pub repository: Option<String>,
    /// Set before module titles, with `{n}`.
    pub numbering: Option<String>,
    /// Whether learners' browsers keep what was read.
    pub offline: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Links in the header.
    pub navigation: Vec<NavigationLink>,
    /// The course's own logo.
    pub logo: Option<Target>,
    /// The course's own favicon.
    pub favicon: Option<Target>,
    /// The author's own values.
    pub extra: Extra,
}

/// A link of the author's in the header.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NavigationLink {
    /// Its words.
    pub title: Rich,
    /// Where it leads.
    pub target: Target,
    /// Where that was written.
    pub place: Place,
}

/// A text with its links resolved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rich {
    /// What it says.
    pub fragment: Arc<Fragment>,
    /// Where each link of the fragment leads.
    pub targets: Box<[Target]>,
    /// Where it was written.
    pub place: Place,
}

impl Rich {
    /// Its words alone.
    pub fn text(&self) -> &str {
        &self.fragment.text
    }

    /// A text without links.
    pub fn plain(text: &str, place: Place) -> Self {
        Self { fragment: Arc::new(Fragment::plain(text)), targets: Box::default(), place }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// A page of the course and a place on it.
    Page(PageId, Option<String>),
    /// A file of the course.
    File(FileId),
    /// A page that is generated, or a static file, and a place on it.
    Address(SitePath, Option<String>),
    /// Somewhere else, as typed.
    External(String),
    /// Nowhere; a finding has said so.
    Broken,
}

/// What others may know of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Its place among the pages.
    pub id: PageId,
    /// What it was read from; `None` for a section without `_index.md`.
    pub document: Option<DocumentId>,
    /// What it is in the course.
    pub role: PageRole,
    /// What it is for the reader.
    pub kind: Kind,
    /// Its file.
    pub source: SourcePath,
    /// Its address.
    pub path: SitePath,
    /// The section that it belongs to.
    pub section: SectionId,
    /// Its title.
    pub title: Rich,
    /// One line about it.
    pub description: Option<Rich>,
    /// What links to it are shown with elsewhere.
    pub image: Option<Target>,
    /// Its subjects.
    pub tags: Vec<Located<String>>,
    /// Day of publication.
    pub date: Option<String>,
    /// Day of the last change.
    pub updated: Option<String>,
    /// Earlier addresses.
    pub aliases: Vec<Located<SitePath>>,
    /// Whether its body is printed as a sheet.
    pub sheet: bool,
    /// For whom it is.
    pub edition: Edition,
    /// Whether it is left out unless asked for.
    pub draft: bool,
    /// Whether something that cannot be read may keep it from learners, which it then does.
    pub in_doubt: bool,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageText {
    /// Its text; the place of its checks is marked or, where they are front matter, at the end.
    pub body: Rich,
    /// Its checks.
    pub checks: Option<PageChecks>,
    /// Whether learners see the answers in its text.
    pub show_answers: ShowAnswers,
    /// How its body is printed as a sheet; `None` where it is not.
    pub sheet: Option<Box<SheetOptions>>,
    /// How many lines are ruled there below each question that brings no room of its own; `None` where questions are none.
    pub lines: Option<u32>,
    /// The author's own values.
    pub extra: Extra,
}

/// What a page is in the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PageRole {
    /// The page of a section; the home page is that of the first.
    Section(SectionId),
    /// The clinic page of a module.
    Clinic(ModuleId),
    /// The guide of a module whose clinic page stands apart.
    Guide(ModuleId),
    /// Another page of a module.
    Inner(ModuleId),
    /// A page outside of modules.
    Loose,
}

impl PageRole {
    /// The module it belongs to.
    pub fn module(self) -> Option<ModuleId> {
        match self {
            Self::Clinic(module) | Self::Guide(module) | Self::Inner(module) => Some(module),
            Self::Section(_) | Self::Loose => None,
        }
    }
}

/// The checks that a page shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum PageChecks {
    /// A group of its module's clinic, by its place there.
    OfModule(usize),
    /// A group of its own, without labels.
    Own(Box<Group>),
}

/// A section.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its page.
    pub page: PageId,
    /// The section above it.
    pub parent: Option<SectionId>,
    /// What stands directly in it, in order.
    pub entries: Vec<Entry>,
    /// False where its folder has no `_index.md`, so that its page is made of nothing.
    pub is_written: bool,
}

/// Something that stands directly in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Entry {
    /// A module.
    Module(ModuleId),
    /// A page outside of modules.
    Page(PageId),
    /// A section below.
    Section(SectionId),
}

/// A module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Module {
    /// Its place among the modules.
    pub id: ModuleId,
    /// Its number in the course, from 1.
    pub number: usize,
    /// Its page: the clinic page, or the guide.
    pub main: PageId,
    /// Its clinic page.
    pub clinic_page: PageId,
    /// Its other pages, in order.
    pub pages: Vec<PageId>,
    /// The section that holds it.
    pub section: SectionId,
    /// The modules that it builds on.
    pub builds_on: Vec<ModuleId>,
    /// The modules that build on it.
    pub built_upon_by: Vec<ModuleId>,
    /// What stands before `#` in the full names of its rows and statements.
    pub name: String,
}

/// A file that is copied as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its path in the course's folder.
    pub source: SourcePath,
    /// Its address.
    pub path: SitePath,
    /// True for those in `static/`, which are always copied; others belong to the pages around them.
    pub is_static: bool,
    /// What is known of it where it is called an image.
    pub image: Option<Image>,
}

impl Page {
    /// The day of the last change, as far as the author tells one.
    pub fn changed(&self) -> Option<&str> {
        // Days of this form are in order as texts are.
        self.date.as_deref().max(self.updated.as_deref())
    }
}

impl Outline {
    /// The page of this id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// The module of this id.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    /// The section of this id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }
}

impl Module {
    /// Its pages: the main page, the clinic page where that stands apart, and the others in order.
    pub fn all_pages(&self) -> impl Iterator<Item = PageId> + '_ {
        let apart = (self.clinic_page != self.main).then_some(self.clinic_page);
        std::iter::once(self.main).chain(apart).chain(self.pages.iter().copied())
    }
}

impl Course {
    /// What stands on the page of this id.
    pub fn text(&self, id: PageId) -> &PageText {
        &self.texts[id.0]
    }

    /// The clinic of the module of this id.
    pub fn clinic(&self, id: ModuleId) -> &Clinic {
        &self.clinics[id.0]
    }
}

/// Title and intro from text with no links resolved yet.
impl From<(&Text, Box<[Target]>)> for Rich {
    fn from((text, targets): (&Text, Box<[Target]>)) -> Self {
        Self { fragment: Arc::clone(&text.fragment), targets, place: text.place.clone() }
    }
}
