//! Layer 7: which artifacts the site consists of, and where each of them lies.
#![warn(clippy::wildcard_enum_match_arm)]

mod about;
mod anchors;
mod artifacts;
mod holdings;
mod impossible;
mod kind;
mod occupied;
mod order;
mod search;
mod sheets;
mod site_files;
mod tags;
#[cfg(test)]
mod tests;
mod windows;

use std::collections::BTreeMap;

use crate::assemble::{EditionOutline, Facts};
use crate::finding::{Finding, Outcome};
use crate::model::course::{ModuleId, PageId, SectionId};
use crate::model::kinds::SiteForm;
use crate::text::SitePath;
use crate::text::address::folded;

pub use about::About;
pub use anchors::{anchors, named, own_anchors};
pub use artifacts::{Artifact, KINDS, Subject};
pub use holdings::Holdings;
pub use kind::{Address, ArtifactKind, Place, Prints, Rank, Title};
pub use occupied::reserved_names;
pub use order::{Among, modules_of};
pub use sheets::{
    PACK_PAGE, checks_are_on_clinic, has_notes, in_section, is_page_for_learners, is_printed, is_trap_for_learners,
    keyed_pages, left_out, sheet_kind, wants_notes,
};
pub use tags::TagPages;

/// A long list turns the page after this many lines.
pub const LIST_PAGE: usize = 500;

/// The name of cards for Anki, at the root and at each module.
const CARDS: &str = "cards.txt";

/// A sitemap holds this many addresses at most; the protocol allows 50,000.
pub const SITEMAP_PAGE: usize = 20_000;

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
    /// The number of each page of a module among those of its kind there, where it is not the only one.
    among_kind: BTreeMap<PageId, Among>,
    /// The pages that are searched, in the order in which they are read.
    searched: Vec<PageId>,
    /// Where each part of what is shown of them begins.
    search_parts: Vec<usize>,
    /// In how many parts the words are kept that a site is searched by.
    term_parts: usize,
}

impl Plan {
    /// Where a page lies that stands for others where there is no connection.
    const OFFLINE: &str = "offline/";

    /// Where the manifest lies, of a site that browsers may keep.
    pub const WEB_MANIFEST: &str = "manifest.webmanifest";

    /// Where the worker lies, of a site that browsers may keep: at the root, below which it may answer.
    const WORKER: &str = "service-worker.js";

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

    /// The number of a page of a module among those of its kind there; `None` where it is the only one.
    pub fn among_kind(&self, page: PageId) -> Option<Among> {
        self.among_kind.get(&page).copied()
    }

    /// Whether the section has a radar of its own.
    pub fn has_radar(&self, section: SectionId) -> bool {
        self.radars.contains(&section)
    }

    /// The sections that have something to print of their own.
    pub fn packs(&self) -> &[SectionId] {
        &self.packs
    }

    /// The pages that are searched, in the order in which they are read.
    pub fn searched(&self) -> &[PageId] {
        &self.searched
    }

    /// Where each part of what is shown of them begins.
    pub fn search_parts(&self) -> &[usize] {
        &self.search_parts
    }

    /// Those that one part tells of.
    pub fn searched_in(&self, part: usize) -> &[PageId] {
        let end = self.search_parts.get(part + 1).copied().unwrap_or(self.searched.len());
        self.search_parts.get(part).map_or(&[], |start| &self.searched[*start..end])
    }

    /// In how many parts the words are kept that a site is searched by.
    pub fn term_parts(&self) -> usize {
        self.term_parts
    }

    /// Whether the site has the page of this kind at its one address.
    pub fn has(&self, kind: &ArtifactKind) -> bool {
        kind.at.is_some() && self.at(&kind.path()).is_some_and(|artifact| artifact.subject.kind().at == kind.at)
    }

    /// The artifacts that a browser keeps from the start, if it may keep any.
    pub fn shell(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.values().filter(|artifact| artifact.subject.kind().shell)
    }

    /// The script by which browsers keep what was read, if they may.
    pub fn worker(&self) -> Option<&Artifact> {
        self.artifacts.get(Self::WORKER).filter(|artifact| artifact.subject == Subject::Worker)
    }

    /// The pages of the site that people open, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.values().filter(|artifact| artifact.subject.kind().listed)
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

    /// The first page of a section's radar.
    pub fn section_radar<'c>(course: impl Facts<'c>, section: SectionId) -> SitePath {
        let radar = course.page(course.section(section).page).path.join("radar");
        // The home page's own modules share the address of the course's radar.
        if section == SectionId(0) { radar.join("home") } else { radar }
    }

    /// The address of a module's data.
    pub fn module_data<'c>(course: impl Facts<'c>, module: ModuleId) -> SitePath {
        let path = course.page(course.module(module).main).path.as_str().trim_end_matches('/');
        SitePath::new(format!("assets/data/{path}.json"))
    }

    /// The address of a module's cards for Anki.
    pub fn module_cards<'c>(course: impl Facts<'c>, module: ModuleId) -> SitePath {
        course.page(course.module(module).main).path.file(CARDS)
    }

    /// The address of what the learner's log knows of a module: its name says it, since a log knows no more.
    pub fn module_log<'c>(course: impl Facts<'c>, module: ModuleId) -> SitePath {
        Self::log_of(&course.module(module).name)
    }

    /// The same for a module of this name.
    pub(crate) fn log_of(name: &str) -> SitePath {
        SitePath::new(format!("assets/log/{name}.js"))
    }

    /// What a module was called earlier: one that is called after its address was called after each that it had.
    pub fn earlier_names<'c>(course: impl Facts<'c>, module: ModuleId) -> impl Iterator<Item = &'c str> {
        let module = course.module(module);
        let page = course.page(module.main);
        let is_by_address = module.name == page.path.as_str().trim_end_matches('/');
        let aliases = page.aliases.iter().filter(move |_| is_by_address);
        aliases.map(|alias| alias.value.as_str().trim_matches('/')).filter(|earlier| !earlier.is_empty())
    }
}

/// Plans the site of a course with this outline, which holds this, for what it will be opened from: nothing else of the course
/// matters.
pub fn plan(course: EditionOutline<'_>, holdings: &Holdings, form: SiteForm) -> Outcome<Plan> {
    let order = order::reading_order(course);
    let tags = tags::tags(course);
    let radars: Vec<SectionId> =
        (0..course.sections().len()).map(SectionId).filter(|id| has_traps(course, holdings, *id)).collect();
    let packs: Vec<SectionId> =
        (0..course.sections().len()).map(SectionId).filter(|id| !sheets::in_section(course, *id).is_empty()).collect();
    let mut artifacts = artifacts::artifacts(course, holdings, &tags, &radars, &packs);
    artifacts.retain(|artifact| form == SiteForm::Hosted || !artifact.subject.kind().for_host);
    let mut findings: Vec<Finding> = occupied::refused(course, &tags, &mut artifacts);
    let artifacts = occupied::by_file(course, artifacts, &mut findings);
    let (neighbours, places, among_kind) =
        (order::neighbours(&order), order::places(course), order::among_kind(course));
    let (searched, term_parts) = (search::searched(course), holdings.term_parts());
    let search_parts = search::starts(course, holdings, &searched);
    let plan =
        Plan { artifacts, tags, neighbours, radars, packs, places, among_kind, searched, search_parts, term_parts };
    Outcome { value: plan, findings }
}

fn has_traps(course: EditionOutline<'_>, holdings: &Holdings, section: SectionId) -> bool {
    order::modules_of(course, section).any(|module| holdings.has_traps(module))
}

/// How many pages a list of `length` lines runs over.
pub fn list_pages(length: usize) -> usize {
    length.div_ceil(LIST_PAGE).max(1)
}
