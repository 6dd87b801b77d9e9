//! What stands on a clinic page: radar, checks, protocol, log, completion standard, cards.

use serde::{Deserialize, Serialize};

use crate::model::course::{PageId, Rich};
use crate::model::kinds::{
    CardStyle, Goal, GoalKind, HeaderField, LogField, LogForm, Paper, Part, RadarColumn, SheetKind, ShowAnswers,
};
use crate::text::Place;

/// What stands on a clinic page besides its body.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// What shows that a mistake is repaired.
    pub evidence: Evidence,
}

impl Clinic {
    /// Whether the page shows cards.
    pub fn has_cards(&self) -> bool {
        self.parts.contains(&Part::Cards) && !self.cards.cards.is_empty()
    }
}

/// The kinds of evidence that learners give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The kinds.
    pub kinds: Vec<EvidenceKind>,
    /// Where they were written.
    pub place: Place,
}

impl Evidence {
    /// The kinds that count for a goal.
    pub fn counting(&self, goal: GoalKind) -> impl Iterator<Item = &EvidenceKind> {
        self.kinds.iter().filter(move |kind| kind.counts.contains(&goal))
    }
}

/// A kind of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceKind {
    /// Unique among the kinds of the module.
    pub id: String,
    /// What it is called.
    pub title: Rich,
    /// The goals that it counts for.
    pub counts: Vec<GoalKind>,
}

/// Title and intro of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartHeading {
    /// The heading.
    pub title: Rich,
    /// What stands below it.
    pub intro: Option<Rich>,
}

/// The mistake radar of a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Radar {
    /// Title and intro.
    pub heading: PartHeading,
    /// The columns shown.
    pub columns: Vec<RadarColumn>,
    /// The traps.
    pub rows: Vec<RadarRow>,
}

/// One trap.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checks {
    /// Title and intro.
    pub heading: PartHeading,
    /// The groups.
    pub groups: Vec<Group>,
    /// Whether statements stand in quotation marks.
    pub quoted: bool,
}

/// The wrong statements of one practice page.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// `2.4`; empty for checks that a module leaves out.
    pub label: String,
    /// What it claims, without quotation marks of its own.
    pub text: Rich,
    /// A hint, which few have.
    pub hint: Option<Box<Rich>>,
    /// What is right; `None` in an edition that withholds it.
    pub answer: Option<Box<Answer>>,
    /// Where it was written.
    pub place: Place,
}

/// What is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What is wrong with the statement.
    pub error: Option<Rich>,
    /// Why it tempts.
    pub why: Option<Rich>,
    /// The corrected statement.
    pub correction: Option<Rich>,
}

/// The protocol of a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Protocol {
    /// Title and intro.
    pub heading: PartHeading,
    /// The steps.
    pub steps: Vec<ProtocolStep>,
}

/// A step of the protocol.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProtocolStep {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What to do.
    pub text: Rich,
}

/// The log of a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Log {
    /// Title and intro.
    pub heading: PartHeading,
    /// How it is laid out on paper.
    pub form: LogForm,
    /// Blank rows on paper.
    pub rows: LogRows,
    /// Where their number was written.
    pub rows_place: Place,
    /// The columns.
    pub columns: Vec<LogColumn>,
    /// Entries to begin with: a cell for each column.
    pub starter: Vec<Vec<Option<Rich>>>,
}

/// How many blank rows a log has on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LogRows {
    /// This many.
    Count(u32),
    /// As many as fill the page on which they begin.
    Fill,
}

impl LogRows {
    /// Their number; `None` where they fill their page.
    pub fn count(self) -> Option<u32> {
        if let Self::Count(rows) = self { Some(rows) } else { None }
    }
}

/// In which order the statements of a group are printed; their labels go with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// As they were written.
    Authored,
    /// Drawn from this seed.
    Shuffled(u32),
}

impl Order {
    /// What the order is drawn from, where it is drawn.
    pub fn seed(self) -> Option<u32> {
        if let Self::Shuffled(seed) = self { Some(seed) } else { None }
    }
}

/// A column of the log.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Completion {
    /// Title and intro.
    pub heading: PartHeading,
    /// The criteria.
    pub criteria: Vec<Criterion>,
}

/// A criterion for being done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Criterion {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What the log can measure of it.
    pub goal: Option<Goal>,
    /// Where the number of the goal was written.
    pub goal_place: Option<Place>,
    /// True for the one that only modules with something older can meet.
    pub needs_older: bool,
    /// Its words.
    pub text: Rich,
}

/// The cards of a module.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cards {
    /// Title and intro.
    pub heading: PartHeading,
    /// The cards.
    pub cards: Vec<Card>,
}

/// A retrieval card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Unique in the module.
    pub id: String,
    /// Earlier ids.
    pub was: Vec<String>,
    /// `K3`
    pub label: String,
    /// The question.
    pub front: Rich,
    /// What it asks for.
    pub back: Rich,
}

/// How sheets are printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct SheetOptions {
    /// Which sheets are printed unless a reader chooses others, in the order of the pack.
    pub print: Vec<SheetKind>,
    /// The paper.
    pub paper: Paper,
    /// Distance of ruled lines in millimetres.
    pub line: u32,
    /// Whether an edge is left free for punching.
    pub punch: bool,
    /// The fields of the header.
    pub header: Vec<HeaderField>,
    /// Whether hints are printed.
    pub hints: bool,
    /// Whether the log begins with its starter entries.
    pub starter: bool,
    /// How cards are made.
    pub cards: CardStyle,
    /// The order of the statements in each group.
    pub order: Order,
    /// Whether paper is saved: smaller letters, fewer lines, one page of the log.
    pub save: bool,
    /// Whether the key has the notes for instructors that stand in the texts of its pages.
    pub notes: bool,
}

impl SheetOptions {
    /// The distance of ruled lines that style sheets and scripts have without being told.
    pub const USUAL_LINE: u32 = 9;
}

/// How sheets are printed where nobody says otherwise.
impl Default for SheetOptions {
    fn default() -> Self {
        Self {
            print: SheetKind::all().filter(|kind| kind.row().default).collect(),
            paper: Paper::Reader,
            line: Self::USUAL_LINE,
            punch: true,
            header: vec![HeaderField::Name, HeaderField::Date, HeaderField::Group],
            hints: false,
            starter: true,
            cards: CardStyle::Fold,
            order: Order::Authored,
            save: false,
            notes: false,
        }
    }
}
