//! Modules, clinic pages and their parts.

use serde::Serialize;

use super::chrome::LinkView;

/// A module: its guide or its clinic page.
#[derive(Debug, Serialize)]
pub struct ModuleView {
    /// What stands before `#` in the full names of its rows and statements.
    pub name: String,
    /// The clinic page, for links from the guide.
    pub clinic_href: String,
    /// The module's guide, on a clinic page that stands apart from it.
    pub guide: Option<LinkView>,
    /// The worksheets.
    pub print_href: String,
    /// True for the first module of the course, where it is told what a mistake clinic is.
    pub first: bool,
    /// Modules that it builds on.
    pub builds_on: Vec<LinkView>,
    /// Modules that build on it.
    pub built_upon_by: Vec<LinkView>,
    /// Its concept pages.
    pub concepts: Vec<LinkView>,
    /// Its practice pages.
    pub practices: Vec<LinkView>,
    /// Its quizzes.
    pub quizzes: Vec<LinkView>,
    /// Its other pages.
    pub pages: Vec<LinkView>,
    /// The parts of the clinic page in order; empty on a guide.
    pub clinic: ClinicView,
    /// The text of a guide; that of a clinic page is among its parts.
    pub body_html: String,
    /// What the module holds, in words: `6 traps`, `21 statements`.
    pub counts: Vec<String>,
}

/// The parts of a clinic page.
#[derive(Debug, Default, Serialize)]
pub struct ClinicView {
    /// In the order in which they are shown; parts without content are left out.
    pub parts: Vec<PartView>,
    /// What to do on the page, in the order of its parts; empty where there is but one thing to do.
    pub path: Vec<PathStep>,
}

/// One thing to do on a clinic page.
#[derive(Debug, Serialize)]
pub struct PathStep {
    /// The word of the part where it is done, which is also its HTML id.
    pub part: &'static str,
    /// Its number, from 1, which the heading of the part has too.
    pub number: usize,
    /// The title of the part as HTML.
    pub title_html: String,
    /// The same where there is little room: `Radar`.
    pub short_html: String,
    /// What to do there, in one line.
    pub task: String,
    /// How much of it there is, or where it is done, in words: `6 traps`, `on paper`.
    pub count: Option<String>,
}

/// One part; `kind` is its word.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartView {
    /// The text of the page.
    Body(PagePart),
    /// The mistake radar.
    Radar(RadarView),
    /// The wrong statements.
    Checks(ChecksView),
    /// The steps of a repair.
    Protocol(ProtocolView),
    /// The mistake log.
    Log(LogView),
    /// The criteria for being done.
    Completion(CompletionView),
    /// The retrieval cards.
    Cards(CardsPart),
}

impl PartView {
    /// Its heading, where it has one.
    pub(in crate::render) fn heading_mut(&mut self) -> Option<&mut PartHeadingView> {
        match self {
            Self::Body(_) => None,
            Self::Radar(part) => Some(&mut part.heading),
            Self::Checks(part) => Some(&mut part.heading),
            Self::Protocol(part) => Some(&mut part.heading),
            Self::Log(part) => Some(&mut part.heading),
            Self::Completion(part) => Some(&mut part.heading),
            Self::Cards(part) => Some(&mut part.heading),
        }
    }
}

/// The text of a page.
#[derive(Debug, Serialize)]
pub struct PagePart {
    /// As HTML.
    pub html: String,
}

/// Title and intro of a part.
#[derive(Debug, Serialize)]
pub struct PartHeadingView {
    /// The title in plain words.
    pub title: String,
    /// The title as HTML.
    pub title_html: String,
    /// The intro as blocks of HTML.
    pub intro_html: Option<String>,
    /// Its number among the things to do on the page, where there are several.
    pub step: Option<usize>,
}

/// The mistake radar.
#[derive(Debug, Serialize)]
pub struct RadarView {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The columns side by side. Where a trap shows up stands below it, and has a column only where the trap has none.
    pub columns: Vec<ColumnView>,
    /// Its rows.
    pub rows: Vec<RowView>,
}

/// A column of the radar.
#[derive(Debug, Serialize)]
pub struct ColumnView {
    /// `mistake`, `where`, `symptom` or `repair`.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
}

/// A row of the radar.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// `R3`; `R8–11` where several traps stand in one row.
    pub label: String,
    /// The traps that stand in the row: one, or those that one preset made alike.
    pub traps: Vec<TrapView>,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A trap.
#[derive(Debug, Serialize)]
pub struct TrapView {
    /// The HTML id.
    pub id: String,
    /// The full name, for `data-clinic-id`.
    pub name: String,
    /// `R3`
    pub label: String,
    /// The trap in plain words.
    pub mistake: String,
    /// Where it shows up, as HTML, to stand below the trap; missing where that has a column of its own or is not shown.
    pub place_html: Option<String>,
}

/// A cell of the radar.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// The key of its column.
    pub key: &'static str,
    /// The heading of its column, for layouts without a head.
    pub title: String,
    /// What it says, as HTML.
    pub html: String,
}

/// The wrong statements of a module.
#[derive(Debug, Serialize)]
pub struct ChecksView {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The groups.
    pub groups: Vec<GroupView>,
}

/// The statements of one page.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// The HTML id, `checks-2`.
    pub id: String,
    /// Its number; `None` for checks that the module leaves out.
    pub number: Option<usize>,
    /// Its title in plain words.
    pub title: Option<String>,
    /// Its title as HTML.
    pub title_html: Option<String>,
    /// The page that it belongs to, where that is another one.
    pub source: Option<LinkView>,
    /// What stands above the statements, as blocks of HTML.
    pub intro_html: Option<String>,
    /// The statements.
    pub statements: Vec<StatementView>,
}

/// A wrong claim.
#[derive(Debug, Serialize)]
pub struct StatementView {
    /// The HTML id.
    pub id: String,
    /// The full name, for `data-clinic-id`.
    pub name: String,
    /// `2.4`; empty for checks that the module leaves out.
    pub label: String,
    /// The claim in plain words.
    pub text: String,
    /// The claim as blocks of HTML, in the quotation marks of the course's language.
    pub html: String,
    /// A hint as blocks of HTML.
    pub hint_html: Option<String>,
    /// What is right, where this edition shows it.
    pub answer: Option<AnswerView>,
    /// Its place among all statements of the module, from 1.
    pub position: usize,
}

/// What is right.
#[derive(Debug, Serialize)]
pub struct AnswerView {
    /// Whether it is a closed disclosure.
    pub closed: bool,
    /// What is wrong, as blocks of HTML.
    pub error_html: Option<String>,
    /// Why it tempts, as blocks of HTML.
    pub why_html: Option<String>,
    /// The corrected statement, as blocks of HTML.
    pub correction_html: Option<String>,
}

/// The protocol.
#[derive(Debug, Serialize)]
pub struct ProtocolView {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The steps.
    pub steps: Vec<StepView>,
}

/// A step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// The HTML id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// What to do, as blocks of HTML.
    pub html: String,
}

/// The log.
#[derive(Debug, Serialize)]
pub struct LogView {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The full name, for `data-clinic-id`.
    pub name: String,
    /// The columns.
    pub columns: Vec<LogColumnView>,
    /// Entries to begin with, a cell for each column.
    pub starter: Vec<Vec<LogCell>>,
    /// Blank rows on paper.
    pub rows: Option<u32>,
    /// The kinds of evidence.
    pub evidence: Vec<EvidenceView>,
}

/// A kind of evidence.
#[derive(Debug, Serialize)]
pub struct EvidenceView {
    /// Its name in data.
    pub id: String,
    /// What it is called, as HTML.
    pub title_html: String,
    /// The goals that it counts for: `with_counterexample`, `changes_artifact`.
    pub counts: Vec<&'static str>,
}

/// A column of the log.
#[derive(Clone, Debug, Serialize)]
pub struct LogColumnView {
    /// Its name in data.
    pub key: String,
    /// Its heading as HTML.
    pub title_html: String,
    /// Its width in percent.
    pub width: u32,
}

/// A field of a box of the log.
#[derive(Clone, Debug, Serialize)]
pub struct LogFieldView {
    /// Its heading as HTML.
    pub title_html: String,
    /// How many stand in its row.
    pub across: usize,
}

/// A cell of the log.
#[derive(Debug, Serialize)]
pub struct LogCell {
    /// The key of its column.
    pub key: String,
    /// The heading of its column as HTML.
    pub title_html: String,
    /// What it says, as HTML; may be empty.
    pub html: String,
}

/// The completion standard.
#[derive(Debug, Serialize)]
pub struct CompletionView {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The criteria.
    pub criteria: Vec<CriterionView>,
}

/// A criterion.
#[derive(Debug, Serialize)]
pub struct CriterionView {
    /// The HTML id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// Its words as blocks of HTML.
    pub html: String,
    /// What the log counts for it: `logged` and so on.
    pub goal: Option<&'static str>,
    /// How many it asks for.
    pub count: Option<u32>,
    /// The kinds of evidence that count for it.
    pub evidence: Vec<EvidenceView>,
}

/// The cards.
#[derive(Debug, Serialize)]
pub struct CardsPart {
    /// Title and intro.
    pub heading: PartHeadingView,
    /// The cards.
    pub cards: Vec<CardView>,
    /// The file with the module's cards for Anki.
    pub anki_href: String,
}

/// A card.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// The HTML id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// `K3`
    pub label: String,
    /// Its place, from 1.
    pub position: usize,
    /// The question as blocks of HTML.
    pub front_html: String,
    /// What it asks for, as blocks of HTML.
    pub back_html: String,
}

/// A page that is neither a section nor the main page of a module.
#[derive(Debug, Serialize)]
pub struct ModulePage {
    /// Its text up to its checks.
    pub body_html: String,
    /// Its checks.
    pub checks: Option<GroupView>,
    /// Whether the heading of the checks is the last thing in `body_html`.
    pub checks_headed: bool,
    /// Its text after its checks.
    pub after_html: String,
    /// The clinic page of its module.
    pub clinic: Option<LinkView>,
    /// The traps of its module that wait here, each with its label, as links to the radar.
    pub traps: Vec<LinkView>,
    /// Its own worksheet, where it is one.
    pub print_href: Option<String>,
}
