//! Layer 6: which artifacts the site consists of, and where each of them lies.

mod anchors;
mod impossible;
mod occupied;
mod order;
mod sheets;
mod tags;
mod windows;

use std::collections::BTreeMap;

use crate::assemble::EditionCourse;
use crate::finding::{Finding, Outcome};
use crate::model::course::{FileId, ModuleId, PageId, PageRole, SectionId};
use crate::model::kinds::Edition;
use crate::text::SitePath;
use crate::text::address::folded;

pub use anchors::{anchors, named, own_anchors};
pub use occupied::RESERVED_NAMES;
pub use sheets::{PACK_PAGE, checks_are_on_clinic, has_notes, in_section, is_printed, keyed_pages};
pub use tags::TagPages;

/// A long list turns the page after this many lines.
pub const LIST_PAGE: usize = 500;

/// A sitemap holds this many addresses at most; the protocol allows 50,000.
pub const SITEMAP_PAGE: usize = 20_000;

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it lies.
    pub path: SitePath,
    /// What it is.
    pub subject: Subject,
}

/// What an artifact is. Numbers of list pages count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A section; the home page is that of the first.
    Section(SectionId, usize),
    /// A clinic page, guide or other page.
    Page(PageId),
    /// The worksheets of a module.
    Print(ModuleId),
    /// The same in large print.
    PrintLarge(ModuleId),
    /// The key of a module, for instructors.
    PrintKey(ModuleId),
    /// The sheet of a page with `sheet: true`.
    PrintPage(PageId),
    /// The key of such a page, for instructors.
    PrintPageKey(PageId),
    /// The worksheets of a section's own modules and pages.
    PrintSection(SectionId, usize),
    /// Where all worksheets are.
    Packs(usize),
    /// The radar of the course.
    Radar,
    /// The radar of a section.
    SectionRadar(SectionId, usize),
    /// All tags.
    Tags,
    /// One tag, by its place in [`Plan::tags`].
    Tag(usize, usize),
    /// The page for addresses that do not exist.
    NotFound,
    /// A part of the sitemap; 0 is the list of parts.
    Sitemap(usize),
    /// What robots may read.
    Robots,
    /// The course for other programs.
    CourseData,
    /// A module for other programs.
    ModuleData(ModuleId),
    /// An earlier address of a page.
    Alias(PageId),
    /// A file that is copied.
    Copy(FileId),
}

impl Artifact {
    /// Whether it stands at an earlier address of a page.
    fn is_alias(&self) -> bool {
        matches!(self.subject, Subject::Alias(_))
    }
}

impl Subject {
    /// Whether people open it in a browser as a page of its own.
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Section(..) | Self::Page(_) | Self::Radar | Self::SectionRadar(..) | Self::Tags | Self::Tag(..)
        ) || self.is_print()
    }

    /// Whether it is a page of worksheets.
    pub fn is_print(&self) -> bool {
        matches!(
            self,
            Self::Print(_)
                | Self::PrintLarge(_)
                | Self::PrintKey(_)
                | Self::PrintPage(_)
                | Self::PrintPageKey(_)
                | Self::PrintSection(..)
                | Self::Packs(_)
        )
    }
}

/// The whole site before it is rendered.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every artifact, by the file that holds it.
    pub artifacts: BTreeMap<String, Artifact>,
    /// The tags in the order of their keys.
    pub tags: Vec<TagPages>,
    /// The pages before and after each page, in reading order.
    neighbours: BTreeMap<PageId, (Option<PageId>, Option<PageId>)>,
    /// The sections whose own modules have traps.
    radars: Vec<SectionId>,
    /// The sections that have something to print of their own.
    packs: Vec<SectionId>,
    /// The place of each page, or of what holds it, among the entries of its section.
    places: Vec<usize>,
}

impl Plan {
    /// The page before and the page after `page` in reading order.
    pub fn neighbours(&self, page: PageId) -> (Option<PageId>, Option<PageId>) {
        self.neighbours.get(&page).copied().unwrap_or_default()
    }

    /// The tag of this name, in whatever case it was written.
    pub fn tag(&self, name: &str) -> Option<&TagPages> {
        let name = folded(name);
        let at = self.tags.binary_search_by(|tag| tag.key.as_str().cmp(&name)).ok()?;
        Some(&self.tags[at])
    }

    /// The place of `page`, or of the module that holds it, among the entries of its section.
    pub fn place_in_section(&self, page: PageId) -> usize {
        self.places[page.0]
    }

    /// Whether the section has a radar of its own.
    pub fn has_radar(&self, section: SectionId) -> bool {
        self.radars.contains(&section)
    }

    /// The sections that have something to print of their own.
    pub fn packs(&self) -> &[SectionId] {
        &self.packs
    }

    /// Whether the course has a radar.
    pub fn has_any_radar(&self) -> bool {
        !self.radars.is_empty()
    }

    /// The pages of the site that people open, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.values().filter(|artifact| artifact.subject.is_page())
    }

    /// The artifact at an address, written with or without a final `/`.
    pub fn at(&self, path: &SitePath) -> Option<&Artifact> {
        let exact = self.artifacts.get(&path.output_file());
        exact.or_else(|| self.artifacts.get(&format!("{}/index.html", path.as_str().trim_end_matches('/'))))
    }

    /// The address of page `number` of a list that starts at `first`.
    pub fn list_page(first: &SitePath, number: usize) -> SitePath {
        if number <= 1 { first.clone() } else { first.join("page").join(&number.to_string()) }
    }

    /// The address of a module's data.
    pub fn module_data(course: &EditionCourse, module: ModuleId) -> SitePath {
        let path = course.page(course.module(module).main).path.as_str().trim_end_matches('/');
        SitePath::new(format!("assets/data/{path}.json"))
    }
}

/// Plans the site of an edition.
pub fn plan(course: &EditionCourse) -> Outcome<Plan> {
    let order = order::reading_order(course);
    let tags = tags::tags(course);
    let radars: Vec<SectionId> =
        (0..course.sections.len()).map(SectionId).filter(|id| has_traps(course, *id)).collect();
    let packs: Vec<SectionId> =
        (0..course.sections.len()).map(SectionId).filter(|id| !sheets::in_section(course, *id).is_empty()).collect();
    let mut artifacts = artifacts(course, &tags, &radars, &packs);
    let mut findings: Vec<Finding> = occupied::refused(course, &tags, &mut artifacts);
    let artifacts = occupied::by_file(course, artifacts, &mut findings);
    let plan =
        Plan { artifacts, tags, neighbours: order::neighbours(&order), radars, packs, places: order::places(course) };
    Outcome { value: plan, findings }
}

fn has_traps(course: &EditionCourse, section: SectionId) -> bool {
    order::modules_of(course, section).any(|module| !course.clinic(module).radar.rows.is_empty())
}

/// How many pages a list of `length` lines runs over.
pub fn list_pages(length: usize) -> usize {
    length.div_ceil(LIST_PAGE).max(1)
}

fn artifacts(course: &EditionCourse, tags: &[TagPages], radars: &[SectionId], packs: &[SectionId]) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    let mut add = |path: SitePath, subject: Subject| artifacts.push(Artifact { path, subject });
    for (id, page) in course.shown_pages() {
        match page.role {
            PageRole::Section(section) => {
                for number in 1..=list_pages(course.section(section).entries.len()) {
                    add(Plan::list_page(&page.path, number), Subject::Section(section, number));
                }
            }
            _ => add(page.path.clone(), Subject::Page(id)),
        }
    }
    for (id, _) in course.shown_modules() {
        add(Plan::module_data(course, id), Subject::ModuleData(id));
    }
    for &section in radars {
        let first = course.page(course.section(section).page).path.join("radar");
        // The home page's own modules share the address of the course's radar.
        let first = if section == SectionId(0) { first.join("home") } else { first };
        for number in 1..=list_pages(order::modules_of(course, section).count()) {
            add(Plan::list_page(&first, number), Subject::SectionRadar(section, number));
        }
    }
    if !radars.is_empty() {
        add(SitePath::new("radar/"), Subject::Radar);
    }
    if !tags.is_empty() {
        add(SitePath::new("tags/"), Subject::Tags);
    }
    for (index, tag) in tags.iter().enumerate() {
        for number in 1..=list_pages(tag.pages.len()) {
            add(Plan::list_page(&tag.path, number), Subject::Tag(index, number));
        }
    }
    add(SitePath::new("404.html"), Subject::NotFound);
    add(SitePath::new("course.json"), Subject::CourseData);
    let has_own_robots = course.files.iter().any(|file| file.path.as_str() == "robots.txt");
    if !has_own_robots {
        add(SitePath::new("robots.txt"), Subject::Robots);
    }
    for (index, file) in course.files.iter().enumerate() {
        if course.copies(FileId(index)) {
            add(file.path.clone(), Subject::Copy(FileId(index)));
        }
    }
    sheets::add(course, packs, &mut artifacts);
    add_sitemaps(course, &mut artifacts);
    // Whatever an alias meets was there before it.
    for (id, page) in course.shown_pages() {
        artifacts.extend(
            page.aliases.iter().map(|alias| Artifact { path: alias.value.clone(), subject: Subject::Alias(id) }),
        );
    }
    artifacts
}

/// A sitemap needs to know where the site is published, and invites search engines, which instructors do not.
fn add_sitemaps(course: &EditionCourse, artifacts: &mut Vec<Artifact>) {
    if course.info.base_url.is_none() || course.edition() == Edition::Instructor {
        return;
    }
    let pages = artifacts.iter().filter(|artifact| artifact.subject.is_page()).count();
    let parts = pages.div_ceil(SITEMAP_PAGE);
    artifacts.push(Artifact { path: SitePath::new("sitemap.xml"), subject: Subject::Sitemap(0) });
    for part in (1..=parts).filter(|_| parts > 1) {
        artifacts
            .push(Artifact { path: SitePath::new(format!("sitemap-{part}.xml")), subject: Subject::Sitemap(part) });
    }
}

/// The modules directly in a section, in order.
pub fn modules_of(course: &EditionCourse, section: SectionId) -> impl Iterator<Item = ModuleId> + '_ {
    order::modules_of(course, section)
}
