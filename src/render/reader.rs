//! The way from a page that is made to the facts that it is made of, each of which is noted.

use std::cell::RefCell;

use super::facts::{Fact, State, addresses, aliases};
use super::search::Index;
use crate::assemble::{EditionCourse, Facts, Texts};
use crate::model::course::{
    Clinic, File, FileId, Info, Module, ModuleId, Page, PageId, PageText, Section, SectionId, Target,
};
use crate::model::fragment::Reveal;
use crate::model::image::Size;
use crate::model::kinds::{Edition, ShowAnswers};
use crate::plan::{Among, ArtifactKind, Plan, TagPages};
use crate::text::SitePath;

/// The facts that something was made of, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(Vec<Fact>);

impl Reads {
    /// Whether each of them is the same in both states: what was made of one would be made of the other.
    pub fn are_same(&self, one: State<'_>, other: State<'_>) -> bool {
        let differ_in_texts_alone = one.has_frame_of(other);
        let mut facts = self.0.iter().filter(|fact| fact.is_about_texts() || !differ_in_texts_alone);
        facts.all(|fact| one.agrees(other, fact))
    }

    /// All of them.
    pub fn facts(&self) -> &[Fact] {
        &self.0
    }
}

/// So many of the facts noted last are looked at before one more is.
const RECENT: usize = 8;

/// Where facts are noted, or not.
#[derive(Debug, Default)]
pub(super) struct Notebook(Option<RefCell<Vec<Fact>>>);

impl Notebook {
    /// One with nothing in it yet.
    pub(super) fn open() -> Self {
        Self(Some(RefCell::default()))
    }

    /// What was noted.
    pub(super) fn into_reads(self) -> Reads {
        let mut facts = self.0.map(RefCell::into_inner).unwrap_or_default();
        facts.sort_unstable();
        facts.dedup();
        Reads(facts)
    }

    fn note(&self, fact: impl FnOnce() -> Fact) {
        if let Some(facts) = &self.0 {
            let (mut facts, fact) = (facts.borrow_mut(), fact());
            if !facts.iter().rev().take(RECENT).any(|recent| *recent == fact) {
                facts.push(fact);
            }
        }
    }
}

/// The only way from a page to its course.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    course: &'a EditionCourse,
    notebook: &'a Notebook,
}

impl<'a> Reader<'a> {
    pub(super) fn new(course: &'a EditionCourse, notebook: &'a Notebook) -> Self {
        Self { course, notebook }
    }

    /// The modules of the edition, in order.
    pub(super) fn shown_modules(self) -> impl Iterator<Item = (ModuleId, &'a Module)> {
        self.notebook.note(|| Fact::Lists);
        let modules = (0..self.course.modules.len()).map(move |index| (ModuleId(index), self.module(ModuleId(index))));
        modules.filter(move |(_, module)| self.shows(module.main))
    }

    /// All sections.
    pub(super) fn sections(self) -> impl Iterator<Item = SectionId> {
        self.notebook.note(|| Fact::Lists);
        (0..self.course.sections.len()).map(SectionId)
    }

    /// How the answers of a module are shown: `None` where they are not.
    pub(super) fn reveal(self, answers: ShowAnswers) -> Option<Reveal> {
        self.course.reveal(answers)
    }

    /// The addresses that people open in the site of `plan`, in the order of their paths, each with the day on which its page
    /// changed.
    pub(super) fn addresses(self, plan: PlanReader<'a>) -> impl Iterator<Item = (&'a SitePath, Option<&'a str>)> {
        self.notebook.note(|| Fact::Addresses);
        addresses(self.course, plan.plan)
    }

    /// Earlier addresses in the site of `plan`, in the order of their paths, each with the address of its page.
    pub(super) fn aliases(self, plan: PlanReader<'a>) -> impl Iterator<Item = (&'a SitePath, &'a SitePath)> {
        self.notebook.note(|| Fact::Aliases);
        aliases(self.course, plan.plan)
    }

    /// How much room the image at `target` takes, where that is known.
    pub(super) fn image_size(self, target: &Target) -> Option<Size> {
        match target {
            Target::File(file) => self.file(*file).image.as_ref()?.size(),
            Target::Page(..) | Target::Address(..) | Target::External(_) | Target::Broken => None,
        }
    }
}

impl<'a> Facts<'a> for Reader<'a> {
    fn info(self) -> &'a Info {
        self.notebook.note(|| Fact::Info);
        self.course.info()
    }

    fn page(self, id: PageId) -> &'a Page {
        self.notebook.note(|| Fact::Page(id));
        Facts::page(self.course, id)
    }

    fn section(self, id: SectionId) -> &'a Section {
        self.notebook.note(|| Fact::Section(id));
        Facts::section(self.course, id)
    }

    fn module(self, id: ModuleId) -> &'a Module {
        self.notebook.note(|| Fact::Module(id));
        Facts::module(self.course, id)
    }

    fn file(self, id: FileId) -> &'a File {
        self.notebook.note(|| Fact::File(id));
        self.course.file(id)
    }

    /// Nothing is ever made of one edition and shown in another.
    fn edition(self) -> Edition {
        self.course.edition()
    }

    fn shows(self, page: PageId) -> bool {
        self.notebook.note(|| Fact::Shows(page));
        self.course.shows(page)
    }
}

impl<'a> Texts<'a> for Reader<'a> {
    fn text(self, id: PageId) -> &'a PageText {
        self.notebook.note(|| Fact::Text(id));
        Texts::text(self.course, id)
    }

    fn clinic(self, id: ModuleId) -> &'a Clinic {
        self.notebook.note(|| Fact::Clinic(id));
        Texts::clinic(self.course, id)
    }
}

/// The only way from a page to the plan of its site.
#[derive(Clone, Copy)]
pub(super) struct PlanReader<'a> {
    state: State<'a>,
    plan: &'a Plan,
    notebook: &'a Notebook,
}

impl<'a> PlanReader<'a> {
    pub(super) fn new(state: State<'a>, notebook: &'a Notebook) -> Self {
        Self { state, plan: state.plan, notebook }
    }

    /// The page before and the page after `page` in reading order.
    pub(super) fn neighbours(self, page: PageId) -> (Option<PageId>, Option<PageId>) {
        self.notebook.note(|| Fact::Neighbours(page));
        self.plan.neighbours(page)
    }

    /// The place of `page`, or of the module that holds it, among the entries of its section.
    pub(super) fn place_in_section(self, page: PageId) -> usize {
        self.notebook.note(|| Fact::PlaceInSection(page));
        self.plan.place_in_section(page)
    }

    /// The number of a page of a module among those of its kind there; `None` where it is the only one.
    pub(super) fn among_kind(self, page: PageId) -> Option<Among> {
        self.notebook.note(|| Fact::AmongKind(page));
        self.plan.among_kind(page)
    }

    /// Whether the section has a radar of its own.
    pub(super) fn has_radar(self, section: SectionId) -> bool {
        self.notebook.note(|| Fact::HasRadar(section));
        self.plan.has_radar(section)
    }

    /// The sections that have something to print of their own.
    pub(super) fn packs(self) -> &'a [SectionId] {
        self.notebook.note(|| Fact::Packs);
        self.plan.packs()
    }

    /// All tags.
    pub(super) fn tags(self) -> &'a [TagPages] {
        self.notebook.note(|| Fact::Tags);
        &self.plan.tags
    }

    /// The tag of this name, in whatever case it was written.
    pub(super) fn tag(self, name: &str) -> Option<&'a TagPages> {
        self.notebook.note(|| Fact::Tag(name.into()));
        self.plan.tag(name)
    }

    /// Whether there is an artifact at an address.
    pub(super) fn is_at(self, path: &SitePath) -> bool {
        self.notebook.note(|| Fact::IsAt(path.clone()));
        self.plan.at(path).is_some()
    }

    /// The pages of a part of what is shown of what is found.
    pub(super) fn searched(self, part: usize) -> &'a [PageId] {
        self.notebook.note(|| Fact::Searched(part));
        self.plan.searched_in(part)
    }

    /// All that the site is searched by.
    pub(super) fn index(self) -> &'a Index {
        self.notebook.note(|| Fact::Index);
        self.state.index.of(self.state.course, self.plan)
    }

    /// Whether the site has the page of this kind at its one address.
    pub(super) fn has(self, kind: &ArtifactKind) -> bool {
        let Some(at) = kind.at else { return false };
        self.notebook.note(|| Fact::HasKind(at));
        self.plan.has(kind)
    }
}
