//! Worksheets.

use std::sync::Arc;

use serde::Serialize;

use super::chrome::{LinkView, Pager};
use super::clinic::{AnswerView, ColumnView, CriterionView, LogCell, LogColumnView, LogFieldView, StepView};
use crate::paper::Code;

/// A page of worksheets.
#[derive(Debug, Serialize)]
pub struct Print {
    /// What the sheets belong to: `module`, `section` or `page`.
    pub of: &'static str,
    /// That page.
    pub back: LinkView,
    /// True for large print.
    pub large: bool,
    /// The same sheets in the other size of print.
    pub other_size: Option<String>,
    /// The key, in the instructor edition.
    pub key: Option<String>,
    /// The sheets in order.
    pub sheets: Vec<SheetView>,
    /// The sheets as a list; one that is cut into pages is one entry.
    pub outline: Vec<SheetLink>,
    /// QR codes, each used by the sheets that name it.
    pub codes: Vec<SheetCode>,
    /// The room for the form in which readers choose: how many lines each of its groups has. None where there is no form.
    pub room: Vec<usize>,
    /// Sizes and options for the page's script, as JSON that may stand in HTML.
    pub data: String,
    /// The pages of a long pack.
    pub pager: Option<Pager>,
}

impl Print {
    /// Whether any of its sheets is printed unless a reader chooses others.
    pub fn prints(&self) -> bool {
        self.sheets.iter().any(|sheet| !sheet.hidden)
    }
}

/// Where all worksheets are.
#[derive(Debug, Serialize)]
pub struct Packs {
    /// The packs, each of a section with its modules and pages.
    pub packs: Vec<Pack>,
    /// The pages of a long list.
    pub pager: Option<Pager>,
}

/// The worksheets of a section.
#[derive(Debug, Serialize)]
pub struct Pack {
    /// All of them.
    pub link: LinkView,
    /// Those of its first modules and pages.
    pub entries: Vec<LinkView>,
    /// How many more there are.
    pub more: usize,
}

/// A line of the list of sheets.
#[derive(Debug, Serialize)]
pub struct SheetLink {
    /// The sheet's word.
    pub kind: &'static str,
    /// The full name of its module; empty for a page of no module.
    pub module: String,
    /// Its title as HTML, on a pack with that of its module.
    pub title_html: String,
    /// Id of its first page.
    pub id: String,
    /// How many printed pages it takes, in words.
    pub pages: String,
    /// The same as a number.
    pub count: u32,
    /// Whether it is left out unless chosen.
    pub hidden: bool,
}

/// A QR code.
#[derive(Debug, Serialize)]
pub struct SheetCode {
    /// Its HTML id.
    pub id: String,
    /// What it looks like.
    pub code: Code,
}

/// The form in which readers choose, which all print pages of a course share.
#[derive(Debug, Serialize)]
pub struct FormView {
    /// What there is to choose.
    pub controls: Controls,
}

/// What a reader can choose; the script of a page leaves out what that has not, and shows what its author chose.
#[derive(Debug, Serialize)]
pub struct Controls {
    /// The kinds of sheet.
    pub kinds: Vec<Choice>,
    /// The fields of the header.
    pub fields: Vec<Choice>,
    /// The papers.
    pub papers: Vec<Choice>,
    /// How cards are made.
    pub styles: Vec<Choice>,
    /// How the log is laid out.
    pub forms: Vec<Choice>,
    /// Lines below each question.
    pub rooms: Vec<RoomChoice>,
    /// Distances of ruled lines in millimetres.
    pub lines: Vec<LineChoice>,
}

/// One of several words.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The word of the format.
    pub word: &'static str,
    /// Its name in the course's language.
    pub title: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A distance of ruled lines.
#[derive(Debug, Serialize)]
pub struct LineChoice {
    /// Millimetres.
    pub line: u32,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// How many lines stand below each question.
#[derive(Debug, Serialize)]
pub struct RoomChoice {
    /// How many.
    pub lines: u32,
    /// The same in words.
    pub title: String,
}

/// One sheet, or a page of one that is cut into pages.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// Its HTML id.
    pub id: String,
    /// Its word: the key of its content.
    pub kind: &'static str,
    /// `pages` where it is cut into pages, `rows` where it is rows of a table with a head on every page, else `free`.
    pub flow: &'static str,
    /// Classes for what the style obeys: paper, lines, holes, each after a blank.
    pub classes: String,
    /// Its name for those who cannot see it.
    pub label: String,
    /// Whether it is left out unless chosen.
    pub hidden: bool,
    /// The full name of its module; empty for a page of no module.
    pub module: String,
    /// Its number, from 1; 0 where it is not cut into pages.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// `page 1 of 2`, where it is cut into pages.
    pub position: Option<String>,
    /// What stands at its head.
    pub head: SheetHead,
    /// What it holds.
    #[serde(flatten)]
    pub content: SheetContent,
}

impl SheetView {
    /// Whether it is a page of cards whose other side of the paper is printed too.
    pub fn is_two_sided(&self) -> bool {
        matches!(&self.content, SheetContent::Cards(cards) if cards.side.is_some())
    }
}

/// What stands at the head of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetHead {
    /// The course.
    pub course: String,
    /// The module with its number, or the section.
    pub module: String,
    /// The sheet's title as HTML.
    pub title_html: String,
    /// What stands below it as HTML.
    pub intro_html: Option<String>,
    /// The address that the sheet leads back to, short enough to type.
    pub address: String,
    /// Id of the QR code with that address, where the course knows where it is published.
    pub code: Option<String>,
    /// Fields to fill in.
    pub fields: Vec<Choice>,
    /// `Version 17`, where the order of statements was drawn.
    pub version: Option<String>,
}

/// What a sheet holds, under the name of its kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetContent {
    /// The radar and the protocol.
    Start(StartSheet),
    /// A page of the log.
    Log(LogSheet),
    /// The statements to repair.
    Checks(ChecksSheet),
    /// A page of cards.
    Cards(CardsSheet),
    /// The completion standard.
    Completion {
        /// The criteria.
        criteria: Vec<CriterionView>,
    },
    /// The protocol.
    Protocol {
        /// The steps.
        steps: Vec<StepView>,
    },
    /// Statements of earlier modules.
    Review(ChecksSheet),
    /// A page with `sheet: true`.
    Page(PageSheet),
    /// A page with `sheet: true` that has no room to write.
    Reading(PageSheet),
    /// The key.
    Answers(ChecksSheet),
}

/// A page of the log.
#[derive(Debug, Serialize)]
pub struct LogSheet {
    /// The log's full name.
    pub name: String,
    /// `boxes` or `table`.
    pub form: &'static str,
    /// Its columns, which all pages share.
    pub columns: Arc<[LogColumnView]>,
    /// The fields of a box: its columns without the date.
    pub fields: Arc<[LogFieldView]>,
    /// Whether the columns are the built-in ones, so that the style sheet tells their names and widths.
    pub is_usual: bool,
    /// Whether a box has a place for the date in its corner.
    pub is_dated: bool,
    /// Entries to begin with.
    pub starter: Vec<Vec<LogCell>>,
    /// Whether they are left out unless chosen.
    pub starter_hidden: bool,
    /// Numbers of the blank rows of this page, from 1.
    pub blank: Vec<u32>,
    /// How much higher each row of fields in a box is than it must be, in half millimetres, since its page has room for it.
    pub more: u32,
    /// The same on A4.
    pub more_on_a4: u32,
    /// Kinds of mistake to tick.
    pub kinds: Arc<[String]>,
    /// Days after which a repair is tested again.
    pub retests: [u32; 4],
}

/// What is read before anything is written.
#[derive(Debug, Serialize)]
pub struct StartSheet {
    /// The title of the radar as HTML.
    pub radar_title_html: String,
    /// The columns of the radar, without that for places.
    pub columns: Vec<ColumnView>,
    /// The traps.
    pub traps: Vec<Trap>,
    /// The title of the protocol as HTML.
    pub protocol_title_html: String,
    /// The steps as blocks of HTML.
    pub steps: Vec<String>,
}

/// A trap on paper, or several that differ in their place alone.
#[derive(Debug, Serialize)]
pub struct Trap {
    /// `R3`, or `R8–11`.
    pub label: String,
    /// A cell for each column, as HTML; below the mistake of one trap its place, where there is room.
    pub cells: Vec<String>,
    /// The pages of several, each after its label, as HTML.
    pub places_html: Option<String>,
}

/// Statements with room to write.
#[derive(Debug, Serialize)]
pub struct ChecksSheet {
    /// The groups.
    pub groups: Vec<AskedGroup>,
    /// How many statements there are.
    pub total: usize,
}

/// Statements that belong together.
#[derive(Debug, Serialize)]
pub struct AskedGroup {
    /// Its number in the module.
    pub number: Option<usize>,
    /// Its title as HTML.
    pub title_html: Option<String>,
    /// What stands above the statements.
    pub intro_html: Option<String>,
    /// The statements in printed order.
    pub statements: Vec<Asked>,
}

/// A statement on paper.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// Its full name.
    pub name: String,
    /// `2.4`, on a review sheet `M3 · 2.4`
    pub label: String,
    /// `7 of 21`
    pub position: String,
    /// Its place in the authored order of its group, from 0.
    pub place: usize,
    /// The module it comes from, on a review sheet.
    pub module: Option<String>,
    /// The statement as HTML.
    pub html: String,
    /// Its hint as HTML.
    pub hint_html: Option<String>,
    /// Whether the hint is left out unless chosen.
    pub hint_hidden: bool,
    /// What is right; on the key alone.
    pub answer: Option<AnswerView>,
}

/// A page of cards.
#[derive(Debug, Serialize)]
pub struct CardsSheet {
    /// `fold`, `duplex` or `single`.
    pub style: &'static str,
    /// `front` or `back` where the two are printed on two sides of the paper.
    pub side: Option<&'static str>,
    /// The cards, row by row.
    pub rows: Vec<CardsRow>,
    /// Days after which a card is due again, by boxes.
    pub boxes: [u32; 4],
}

/// Cards side by side.
#[derive(Debug, Serialize)]
pub struct CardsRow {
    /// Height in millimetres.
    pub height: u32,
    /// The cards.
    pub cards: Vec<PaperCard>,
}

/// A card on paper; a blank one has no name.
#[derive(Debug, Serialize)]
pub struct PaperCard {
    /// Its full name.
    pub name: Option<String>,
    /// `K3`
    pub label: String,
    /// Its front as HTML.
    pub front_html: String,
    /// Its back as HTML.
    pub back_html: String,
}

/// A page that is a sheet.
#[derive(Debug, Serialize)]
pub struct PageSheet {
    /// Its address from the site's root, without a leading `/`.
    pub path: crate::text::SitePath,
    /// Its text, as far as its checks.
    pub body_html: String,
    /// Its checks.
    pub checks: Option<AskedGroup>,
    /// How many statements they have.
    pub total: usize,
    /// Whether there is room below its questions, however many lines it has.
    pub has_room: bool,
    /// Whether the heading of the checks is part of the text.
    pub checks_headed: bool,
    /// Where its checks are, where they are on another sheet of its module.
    pub checks_elsewhere: Option<String>,
    /// Its text after the checks.
    pub after_html: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(hidden: bool) -> SheetView {
        let head = SheetHead {
            course: String::new(),
            module: String::new(),
            title_html: "A hidden log".to_owned(),
            intro_html: None,
            address: String::new(),
            code: None,
            fields: Vec::new(),
            version: None,
        };
        SheetView {
            id: "sheet-protocol".to_owned(),
            kind: "protocol",
            classes: "sheet hidden".to_owned(),
            label: String::new(),
            hidden,
            module: String::new(),
            number: 0,
            count: 0,
            position: None,
            head,
            flow: "free",
            content: SheetContent::Protocol { steps: Vec::new() },
        }
    }

    fn prints(sheets: Vec<SheetView>) -> bool {
        let back =
            LinkView { title_html: String::new(), href: String::new(), label: None, current: false, module: None };
        let print = Print {
            of: "module",
            back,
            large: false,
            other_size: None,
            key: None,
            sheets,
            outline: Vec::new(),
            codes: Vec::new(),
            room: Vec::new(),
            data: String::new(),
            pager: None,
        };
        print.prints()
    }

    #[test]
    fn a_page_is_printed_for_its_sheets_that_are_not_hidden() {
        assert!(prints(vec![sheet(true), sheet(false)]));
        assert!(!prints(vec![sheet(true), sheet(true)]));
        assert!(!prints(Vec::new()));
    }
}
