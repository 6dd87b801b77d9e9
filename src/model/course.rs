//! The course, assembled: every reference resolved, every thing with its id and label.

use std::sync::Arc;

use crate::model::fragment::Fragment;
use crate::model::kinds::{Edition, Goal, Kind, LogField, Paper, Part, RadarColumn, ShowAnswers};
use crate::model::text::{Located, Text};
use crate::text::{Place, SitePath, SourcePath};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    };
}

index! {
    /// Place of a page in [`Course::pages`].
    PageId
}
index! {
    /// Place of a section in [`Course::sections`].
    SectionId
}
index! {
    /// Place of a module in [`Course::modules`].
    ModuleId
}
index! {
    /// Place of a file in [`Course::files`].
    FileId
}

/// The whole course.
#[derive(Clone, Debug)]
pub struct Course {
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
#[derive(Clone, Debug)]
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
    /// Where its sources are; with `{path}` the whole address of a source file.
    pub repository: Option<String>,
    /// Set before module titles, with `{n}`.
    pub numbering: Option<String>,
    /// Links in the header.
    pub navigation: Vec<(Rich, Target)>,
    /// The course's own logo.
    pub logo: Option<Target>,
    /// The course's own favicon.
    pub favicon: Option<Target>,
    /// The author's own values.
    pub extra: serde_json::Value,
}

/// A text with its links resolved.
#[derive(Clone, Debug)]
pub struct Rich {
    /// What it says.
    pub fragment: Arc<Fragment>,
    /// Where each link of the fragment leads.
    pub targets: Arc<[Target]>,
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
        Self { fragment: Arc::new(Fragment::plain(text)), targets: Arc::from([]), place }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
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
    /// The author's own values.
    pub extra: serde_json::Value,
    /// Its text; the place of its checks is marked or, where they are front matter, at the end.
    pub body: Rich,
    /// Its checks.
    pub checks: Option<PageChecks>,
    /// Whether learners see the answers in its text.
    pub show_answers: ShowAnswers,
}

/// What a page is in the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
pub enum PageChecks {
    /// A group of its module's clinic, by its place there.
    OfModule(usize),
    /// A group of its own, without labels.
    Own(Box<Group>),
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its page.
    pub page: PageId,
    /// The section above it.
    pub parent: Option<SectionId>,
    /// What stands directly in it, in order.
    pub entries: Vec<Entry>,
}

/// Something that stands directly in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A module.
    Module(ModuleId),
    /// A page outside of modules.
    Page(PageId),
    /// A section below.
    Section(SectionId),
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
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
    /// Its clinic.
    pub clinic: Clinic,
}

/// What stands on a clinic page besides its body.
#[derive(Clone, Debug)]
pub struct Clinic {
    /// Which parts, in which order.
    pub parts: Vec<Part>,
    /// The radar.
    pub radar: Radar,
    /// The checks.
    pub checks: Checks,
    /// The protocol.
    pub protocol: Protocol,
    /// The log.
    pub log: Log,
    /// The completion standard.
    pub completion: Completion,
    /// The cards.
    pub cards: Cards,
    /// How its sheets are printed.
    pub sheets: SheetOptions,
    /// Whether learners see answers.
    pub show_answers: ShowAnswers,
}

/// Title and intro of a part.
#[derive(Clone, Debug)]
pub struct PartHeading {
    /// The heading.
    pub title: Rich,
    /// What stands below it.
    pub intro: Option<Rich>,
}

/// The mistake radar of a module.
#[derive(Clone, Debug)]
pub struct Radar {
    /// Title and intro.
    pub heading: PartHeading,
    /// The columns shown.
    pub columns: Vec<RadarColumn>,
    /// The traps.
    pub rows: Vec<RadarRow>,
}

/// One trap.
#[derive(Clone, Debug)]
pub struct RadarRow {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// `R3`
    pub label: String,
    /// The trap.
    pub mistake: Option<Rich>,
    /// Where it shows up.
    pub location: Option<Location>,
    /// How one notices it.
    pub symptom: Option<Rich>,
    /// What shows that it is repaired.
    pub repair: Option<Rich>,
    /// The preset that it comes from.
    pub preset: Option<String>,
    /// The page that a preset made it from.
    pub made_from: Option<PageId>,
    /// Where it was written.
    pub place: Place,
}

/// Where a trap shows up.
#[derive(Clone, Debug)]
pub enum Location {
    /// A page of the course and a place on it; the page's title is shown.
    Page {
        /// The page.
        page: PageId,
        /// A place on it.
        anchor: Option<String>,
        /// Where the reference was written.
        place: Place,
    },
    /// Plain words.
    Words(Rich),
}

/// The wrong statements of a module.
#[derive(Clone, Debug)]
pub struct Checks {
    /// Title and intro.
    pub heading: PartHeading,
    /// The groups.
    pub groups: Vec<Group>,
    /// Whether statements stand in quotation marks.
    pub quoted: bool,
}

/// The wrong statements of one practice page.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its number in the module, from 1; `None` for checks that a module leaves out.
    pub number: Option<usize>,
    /// Its title.
    pub title: Option<Rich>,
    /// The page it belongs to.
    pub source: Option<PageId>,
    /// Whether it is there only because its page is.
    pub gathered: bool,
    /// What stands above the statements.
    pub intro: Option<Rich>,
    /// The statements.
    pub statements: Vec<Statement>,
    /// Where it was written.
    pub place: Place,
}

/// One wrong claim.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// `2.4`; empty for checks that a module leaves out.
    pub label: String,
    /// What it claims, without quotation marks of its own.
    pub text: Rich,
    /// A hint.
    pub hint: Option<Rich>,
    /// What is right; `None` in an edition that withholds it.
    pub answer: Option<Answer>,
    /// Where it was written.
    pub place: Place,
}

/// What is right.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is wrong with the statement.
    pub error: Option<Rich>,
    /// Why it tempts.
    pub why: Option<Rich>,
    /// The corrected statement.
    pub correction: Option<Rich>,
}

/// The protocol of a module.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Title and intro.
    pub heading: PartHeading,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step of the protocol.
#[derive(Clone, Debug)]
pub struct Step {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What to do.
    pub text: Rich,
}

/// The log of a module.
#[derive(Clone, Debug)]
pub struct Log {
    /// Title and intro.
    pub heading: PartHeading,
    /// Blank rows on paper.
    pub rows: u32,
    /// The columns.
    pub columns: Vec<LogColumn>,
    /// Entries to begin with: a cell for each column.
    pub starter: Vec<Vec<Option<Rich>>>,
}

/// A column of the log.
#[derive(Clone, Debug)]
pub struct LogColumn {
    /// Its name in data.
    pub key: String,
    /// The built-in column that it is.
    pub field: Option<LogField>,
    /// Its heading.
    pub title: Rich,
    /// Its width in percent of the sheet.
    pub width: u32,
}

/// The completion standard of a module.
#[derive(Clone, Debug)]
pub struct Completion {
    /// Title and intro.
    pub heading: PartHeading,
    /// The criteria.
    pub criteria: Vec<Criterion>,
}

/// A criterion for being done.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What the log can measure of it.
    pub goal: Option<Goal>,
    /// True for the one that only modules with something older can meet.
    pub needs_older: bool,
    /// Its words.
    pub text: Rich,
}

/// The cards of a module.
#[derive(Clone, Debug)]
pub struct Cards {
    /// Title and intro.
    pub heading: PartHeading,
    /// The cards.
    pub cards: Vec<Card>,
}

/// A retrieval card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// The question.
    pub front: Rich,
    /// What it asks for.
    pub back: Rich,
}

/// How sheets are printed.
#[derive(Clone, Debug)]
pub struct SheetOptions {
    /// The paper.
    pub paper: Paper,
    /// Distance of ruled lines in millimetres.
    pub line: u32,
    /// Whether an edge is left free for punching.
    pub punch: bool,
    /// Keys of the header's fields: `name`, `date`, `group`.
    pub header: Vec<&'static str>,
    /// Whether hints are printed.
    pub hints: bool,
}

/// A file that is copied as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the course's folder.
    pub source: SourcePath,
    /// Its address.
    pub path: SitePath,
    /// True for those in `static/`, which are always copied; others belong to the pages around them.
    pub is_static: bool,
}

impl Course {
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

    /// The checks that a page shows.
    pub fn page_checks<'c>(&'c self, page: &'c Page) -> Option<&'c Group> {
        match page.checks.as_ref()? {
            PageChecks::Own(group) => Some(group),
            PageChecks::OfModule(index) => self.module(page.role.module()?).clinic.checks.groups.get(*index),
        }
    }
}

/// Title and intro from text with no links resolved yet.
impl From<(&Text, Arc<[Target]>)> for Rich {
    fn from((text, targets): (&Text, Arc<[Target]>)) -> Self {
        Self { fragment: Arc::clone(&text.fragment), targets, place: text.place.clone() }
    }
}
