//! The facts that artifacts are made of: what each of them is in a course, and whether it is the same in two of them.

use std::sync::Arc;

use serde::Serialize;

use super::search::{Index, LazyIndex, says_the_same};
use crate::assemble::EditionCourse;
use crate::model::course::{Clinic, File, FileId, Info, Module, ModuleId, Page, PageId, PageText, Section, SectionId};
use crate::plan::{About, Among, Artifact, KINDS, Plan, Subject, TagPages};
use crate::text::digest::{Digest, Names};
use crate::text::{SitePath, SourcePath};

/// A fact that an artifact was made of. Besides these, everything is made of the words of the interface, the theme's files
/// and the templates, and for one edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// What is true of the whole course.
    Info,
    /// Which pages, sections and modules there are.
    Lists,
    /// What others may know of a page.
    Page(PageId),
    /// What stands on a page.
    Text(PageId),
    /// Whether a page is part of the edition.
    Shows(PageId),
    /// A section, with what stands in it.
    Section(SectionId),
    /// A module, with its pages and what it builds on.
    Module(ModuleId),
    /// The clinic of a module.
    Clinic(ModuleId),
    /// A file that is copied.
    File(FileId),
    /// The pages before and after a page.
    Neighbours(PageId),
    /// The place of a page in its section.
    PlaceInSection(PageId),
    /// The number of a page among those of its kind in its module.
    AmongKind(PageId),
    /// Whether a section has a radar of its own.
    HasRadar(SectionId),
    /// The sections that have something to print.
    Packs,
    /// The tags.
    Tags,
    /// The tag of this name.
    Tag(Arc<str>),
    /// The addresses of all pages, and when each of them changed.
    Addresses,
    /// The earlier addresses of all pages, and where they lead.
    Aliases,
    /// Whether there is an artifact at an address.
    IsAt(SitePath),
    /// Whether there is the page of the kind with this one address.
    HasKind(&'static str),
    /// The pages of a part of what is shown of what is found.
    Searched(usize),
    /// All that the site is searched by.
    Index,
}

impl Fact {
    /// Whether it may differ in states of one frame.
    pub(super) fn is_about_texts(&self) -> bool {
        match self {
            Self::Text(_) | Self::Clinic(_) | Self::Index => true,
            Self::Info
            | Self::Lists
            | Self::Page(_)
            | Self::Shows(_)
            | Self::Section(_)
            | Self::Module(_)
            | Self::File(_)
            | Self::Neighbours(_)
            | Self::PlaceInSection(_)
            | Self::AmongKind(_)
            | Self::HasRadar(_)
            | Self::Packs
            | Self::Tags
            | Self::Tag(_)
            | Self::Addresses
            | Self::Aliases
            | Self::IsAt(_)
            | Self::HasKind(_)
            | Self::Searched(_) => false,
        }
    }
}

/// What a fact is.
#[derive(PartialEq, Serialize)]
enum Value<'a> {
    Nothing,
    Info(&'a Info),
    Lists(Vec<PageId>, Vec<SectionId>, Vec<ModuleId>),
    Page(&'a Page),
    Text(&'a PageText),
    Section(&'a Section),
    Module(&'a Module),
    Clinic(&'a Clinic),
    File(&'a File),
    Neighbours(Option<PageId>, Option<PageId>),
    Place(usize),
    Among(Option<Among>),
    Sections(&'a [SectionId]),
    Tags(&'a [TagPages]),
    Tag(&'a TagPages),
    Addresses(Vec<(&'a SitePath, Option<&'a str>)>),
    Aliases(Vec<(&'a SitePath, &'a SitePath)>),
    Answer(bool),
    Pages(&'a [PageId]),
    Index(&'a Index),
}

/// A course and the plan of its site: what facts are about.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The course for its readers.
    pub course: &'a EditionCourse,
    /// What its site consists of.
    pub plan: &'a Plan,
    /// What it is searched by, once that is made.
    pub index: &'a LazyIndex,
}

impl<'a> State<'a> {
    fn value(self, fact: &Fact) -> Value<'a> {
        let Self { course, plan, index } = self;
        let found = |value: Option<Value<'a>>| value.unwrap_or(Value::Nothing);
        let answer = Value::Answer;
        match fact {
            Fact::Info => Value::Info(&course.info),
            Fact::Lists => self.lists(),
            Fact::Page(id) => found(course.pages.get(id.0).map(Value::Page)),
            Fact::Text(id) => found(course.texts.get(id.0).map(|text| Value::Text(text))),
            Fact::Shows(id) => found(course.pages.get(id.0).map(|_| answer(course.shows(*id)))),
            Fact::Section(id) => found(course.sections.get(id.0).map(Value::Section)),
            Fact::Module(id) => found(course.modules.get(id.0).map(Value::Module)),
            Fact::Clinic(id) => found(course.clinics.get(id.0).map(|clinic| Value::Clinic(clinic))),
            Fact::File(id) => found(course.files.get(id.0).map(Value::File)),
            Fact::Neighbours(id) => {
                let (before, after) = plan.neighbours(*id);
                Value::Neighbours(before, after)
            }
            Fact::PlaceInSection(id) => found(course.pages.get(id.0).map(|_| Value::Place(plan.place_in_section(*id)))),
            Fact::AmongKind(id) => Value::Among(plan.among_kind(*id)),
            Fact::HasRadar(id) => answer(plan.has_radar(*id)),
            Fact::Packs => Value::Sections(plan.packs()),
            Fact::Tags => Value::Tags(&plan.tags),
            Fact::Tag(name) => found(plan.tag(name).map(Value::Tag)),
            Fact::Addresses => Value::Addresses(addresses(course, plan).collect()),
            Fact::Aliases => Value::Aliases(aliases(course, plan).collect()),
            Fact::IsAt(path) => answer(plan.at(path).is_some()),
            Fact::Searched(part) => Value::Pages(plan.searched_in(*part)),
            Fact::Index => Value::Index(index.of(course, plan)),
            Fact::HasKind(at) => answer(KINDS.iter().any(|kind| kind.at == Some(*at) && plan.has(kind))),
        }
    }

    fn lists(self) -> Value<'a> {
        let Self { course, .. } = self;
        let pages = (0..course.pages.len()).map(PageId).collect();
        let sections = (0..course.sections.len()).map(SectionId).collect();
        Value::Lists(pages, sections, (0..course.modules.len()).map(ModuleId).collect())
    }

    /// Whether a fact is the same in another state.
    pub fn agrees(self, other: State<'_>, fact: &Fact) -> bool {
        let is_the_very_same = match fact {
            Fact::Index => return self.is_searched_alike(other),
            Fact::Text(id) => self.course.texts.share(&other.course.texts, id.0),
            Fact::Clinic(id) => self.course.clinics.share(&other.course.clinics, id.0),
            _ => false,
        };
        is_the_very_same || self.value(fact) == other.value(fact)
    }

    /// Whether both have the very same plan, and the outline that it was made from.
    pub(super) fn has_frame_of(self, other: State<'_>) -> bool {
        std::ptr::eq(self.plan, other.plan) && self.course.outline().is_same(other.course.outline())
    }

    /// Whether both are searched by the same: told by what an index is made of, so that none has to be made.
    fn is_searched_alike(self, other: State<'_>) -> bool {
        let (one, two) = (self.plan, other.plan);
        let is_planned_alike = one.searched() == two.searched()
            && one.search_parts() == two.search_parts()
            && one.term_parts() == two.term_parts();
        is_planned_alike && says_the_same(self.course, other.course)
    }

    /// The digest of a fact, the same in every run in which it is.
    pub fn digest(self, fact: &Fact) -> Digest {
        Digest::of(&self.value(fact), &self)
    }

    /// Where a page, and all that is named after it, was read from.
    pub(super) fn source(self, page: PageId) -> Option<&'a SourcePath> {
        self.course.pages.get(page.0).map(|page| &page.source)
    }
}

/// The addresses that people open, in the order of their paths, each with the day on which its page changed.
pub(super) fn addresses<'a>(
    course: &'a EditionCourse,
    plan: &'a Plan,
) -> impl Iterator<Item = (&'a SitePath, Option<&'a str>)> {
    let changed = |artifact: &Artifact| match artifact.subject.about() {
        About::Page(page) if artifact.subject.kind().is_text => course.pages[page.0].changed(),
        About::Section(section) if artifact.subject.kind().is_text => {
            course.pages[course.sections[section.0].page.0].changed()
        }
        _ => None,
    };
    plan.pages().map(move |artifact| (&artifact.path, changed(artifact)))
}

/// Earlier addresses of pages, in the order of their paths, each with the address of its page.
pub(super) fn aliases<'a>(
    course: &'a EditionCourse,
    plan: &'a Plan,
) -> impl Iterator<Item = (&'a SitePath, &'a SitePath)> {
    plan.artifacts.values().filter_map(move |artifact| match artifact.subject {
        Subject::Alias(page) => Some((&artifact.path, &course.pages[page.0].path)),
        _ => None,
    })
}

/// Pages, and what has a page, are named after the files that they were read from.
impl Names for State<'_> {
    fn of(&self, kind: &'static str, index: usize) -> Option<&str> {
        let source = |page: PageId| self.source(page).map(SourcePath::as_str);
        match kind {
            "PageId" => source(PageId(index)),
            "SectionId" => source(self.course.sections.get(index)?.page),
            "ModuleId" => source(self.course.modules.get(index)?.main),
            "FileId" => self.course.files.get(index).map(|file| file.source.as_str()),
            // Beside its number stands the page that was read from it.
            "DocumentId" => Some(""),
            _ => None,
        }
    }
}
