//! The script of what all worksheets of a course share: sizes, kinds of sheet, words, and the form in which readers
//! choose. It is made once, and each page names it like a file of the theme.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::builder::{DAYS, ERROR_KINDS};
use super::engine::{Engine, Unmade};
use super::packed::{PRIMER, packed};
use super::view::print::{Choice, Controls, FormView, LineChoice, RoomChoice};
use crate::model::course::SheetOptions;
use crate::model::kinds::{CardStyle, HeaderField, LogForm, Paper, SheetKind};
use crate::paper::Geometry;
use crate::strings::Strings;
use crate::theme::Asset;

/// The name by which templates ask for its address.
pub const SHEET_DATA: &str = "sheet-data.js";

/// The template of the form.
const FORM: &str = "parts/sheet-controls.html";

/// Words that the script of the worksheets fills in.
const WORDS: [&str; 13] = [
    "mark.comma",
    "print.page",
    "print.fold",
    "print.turn",
    "print.cut",
    "print.statement",
    "print.version",
    "log.column.date",
    "log.column.mistake",
    "log.column.symptom",
    "log.column.root_cause",
    "log.column.repair",
    "log.column.card",
];

/// Words that go with a number, in all forms of the language.
const COUNTED: [&str; 4] = ["print.pages", "print.about_pages", "print.total", "print.about_total"];

#[derive(Serialize)]
struct SheetData<'a> {
    /// The course's id, for the browser's storage.
    course: &'a str,
    /// Sizes in usual and in large print, and where paper is saved.
    geometry: [Geometry; 3],
    /// Distance of ruled lines in large print, in millimetres.
    large_line: u32,
    /// The same where paper is saved, and the most lines below a question there.
    saving_line: u32,
    saving_lines: u32,
    kinds: Kinds,
    /// How many kinds of mistake there are to tick, and the days of retests.
    error_kinds: usize,
    days: [u32; 4],
    /// What holds where an author says nothing else.
    options: Options<'a>,
    words: BTreeMap<String, &'a str>,
    /// The language whose rules say which form of a word goes with a number.
    plural_language: &'a str,
    form: String,
    /// What sheets that lie beside a page point back to.
    primer: &'a str,
}

/// The kinds of sheet that learners may have, by their words and in their order.
struct Kinds;

impl Serialize for Kinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = |kind: SheetKind| {
            let row = kind.row();
            (kind.word(), KindData { apart: row.apart, drawn: row.drawn })
        };
        serializer.collect_map(SheetKind::for_learners().map(data))
    }
}

#[derive(Serialize)]
struct KindData {
    apart: bool,
    drawn: bool,
}

/// The options of sheets by their names in an address.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(super) struct Options<'a> {
    pub(super) sheets: &'a [SheetKind],
    pub(super) paper: &'static str,
    pub(super) line: u32,
    pub(super) punch: bool,
    pub(super) header: &'a [HeaderField],
    pub(super) hints: bool,
    pub(super) starter: bool,
    pub(super) cards: &'static str,
    pub(super) seed: Option<u32>,
    pub(super) save: bool,
}

impl<'a> Options<'a> {
    pub(super) fn of(options: &'a SheetOptions) -> Self {
        let SheetOptions { print: sheets, paper, line, punch, header, hints, starter, cards, order, save, notes: _ } =
            options;
        Self {
            sheets,
            paper: paper.word(),
            line: *line,
            punch: *punch,
            header,
            hints: *hints,
            starter: *starter,
            cards: cards.word(),
            seed: order.seed(),
            save: *save,
        }
    }
}

/// The script for the worksheets of the course with this id.
///
/// # Errors
/// The template of the form cannot be used.
pub fn sheet_data(course: &str, strings: &Strings, engine: &Engine) -> Result<Asset, Unmade> {
    let form = engine.render(FORM, &FormView { controls: controls(strings) })?;
    let options = SheetOptions::default();
    let words = WORDS.iter().map(|key| ((*key).to_owned(), strings.get(key)));
    let data = SheetData {
        course,
        geometry: [Geometry::NORMAL, Geometry::LARGE, Geometry::SAVING],
        large_line: Geometry::LARGE_LINE,
        saving_line: Geometry::SAVING_LINE,
        saving_lines: Geometry::SAVING_LINES,
        kinds: Kinds,
        error_kinds: ERROR_KINDS.len(),
        days: DAYS,
        options: Options::of(&options),
        words: words.chain(COUNTED.iter().flat_map(|key| strings.forms(key))).collect(),
        plural_language: strings.plural_language(),
        form: form.trim().to_owned(),
        primer: PRIMER,
    };
    // Plain data: nothing in it can fail to be written. In the preview it may come after the page that it is for.
    let json = serde_json::to_string(&data).unwrap_or_default();
    let script = format!("globalThis.clinicSheets = {json};\ndocument.dispatchEvent(new Event(\"clinic:sheets\"));\n");
    Ok(Asset::new(SHEET_DATA.to_owned(), script.into_bytes()))
}

/// Everything that there may be to choose, as it is where an author says nothing else.
fn controls(strings: &Strings) -> Controls {
    let usual = SheetOptions::default();
    let titled =
        |word: &'static str, title: &str, chosen: bool| Choice { word, title: strings.get(title).to_owned(), chosen };
    let choice = |word, key: &str, chosen| titled(word, &format!("print.{key}.{word}"), chosen);
    let kinds = SheetKind::for_learners();
    Controls {
        kinds: kinds.map(|kind| titled(kind.word(), kind.row().title, usual.print.contains(&kind))).collect(),
        fields: fields(strings, &usual),
        papers: Paper::WORDS.iter().map(|(word, paper)| choice(word, "paper", usual.paper == *paper)).collect(),
        styles: CardStyle::WORDS.iter().map(|(word, style)| choice(word, "cards", usual.cards == *style)).collect(),
        forms: LogForm::WORDS.iter().map(|(word, form)| choice(word, "form", *form == LogForm::Boxes)).collect(),
        rooms: ROOMS.iter().map(|lines| room(strings, *lines)).collect(),
        lines: (7..=13).map(|line| LineChoice { line, chosen: usual.line == line }).collect(),
    }
}

/// Lines below each question, as readers may choose them.
const ROOMS: [u32; 3] = [0, 5, 8];

fn room(strings: &Strings, lines: u32) -> RoomChoice {
    let title = if lines == 0 { strings.get("print.no_room").to_owned() } else { lines.to_string() };
    RoomChoice { lines, title }
}

/// The fields at the head of a sheet with these options.
pub(super) fn fields(strings: &Strings, options: &SheetOptions) -> Vec<Choice> {
    let field = |(word, field): &(&'static str, HeaderField)| Choice {
        word,
        title: strings.get(&format!("print.{word}")).to_owned(),
        chosen: options.header.contains(field),
    };
    HeaderField::WORDS.iter().map(field).collect()
}

/// A script that hands sheets to that of their page, packed: it is `clinicSheets.more`, the text and how many digits say how
/// far back a repeat lies.
pub(super) fn handed_on(html: &str) -> String {
    let (short, width) = packed(html);
    let text = short.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${").replace('\r', "\\r");
    format!("clinicSheets.more(`{text}`, {width});\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_template_literal_is_escaped() {
        let given = |html: &str| {
            let script = handed_on(html);
            let text = script.strip_prefix("clinicSheets.more(`").and_then(|rest| rest.split_once("`, "));
            text.unwrap_or_else(|| panic!("{script}")).0.to_owned()
        };
        assert_eq!(given(r#"<i a="b">`x` ${y} $z \n</i>"#), r#"<i a="b">\`x\` \${y} $z \\n</i>"#);
        assert_eq!(given("a\r\nb"), "a\\r\nb");
    }
}
