//! What the script of a print page needs to know: the table of sizes, the options, and what is cut into pages.

use crate::assemble::{Facts as _, Texts as _};
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::Owner;
use crate::model::course::{Module, SheetOptions};
use crate::model::kinds::{HeaderField, SheetKind};
use crate::paper::{Geometry, Length};
use crate::render::builder::Builder;

#[derive(Serialize)]
struct Data<'a> {
    /// The course's id, for the browser's storage.
    course: &'a str,
    large: bool,
    geometry: &'a Geometry,
    kinds: Kinds,
    /// By full name.
    modules: BTreeMap<&'a str, ModuleData<'a>>,
    /// Options of pages that are sheets, by the ids of these sheets.
    pages: BTreeMap<String, Options<'a>>,
    words: BTreeMap<String, &'a str>,
    /// The language whose rules say which form of a word goes with a number.
    plural_language: &'a str,
}

#[derive(Serialize)]
struct ModuleData<'a> {
    options: Options<'a>,
    log: LogData,
    /// Height of the front's and of the back's text of each card.
    cards: Vec<(Length, Length)>,
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

/// What is not said is not so.
#[derive(Serialize)]
struct KindData {
    #[serde(skip_serializing_if = "is_not")]
    apart: bool,
    #[serde(skip_serializing_if = "is_not")]
    drawn: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(flag: &bool) -> bool {
    !flag
}

/// The options by their names in an address.
#[derive(Serialize)]
struct Options<'a> {
    sheets: &'a [SheetKind],
    paper: &'static str,
    line: u32,
    punch: bool,
    header: &'a [HeaderField],
    hints: bool,
    starter: bool,
    cards: &'static str,
    seed: Option<u32>,
    /// Blank rows of the log; `None` where they fill their page.
    rows: Option<u32>,
}

#[derive(Serialize)]
struct LogData {
    /// Height of title and intro.
    title: Length,
    /// Heights of the texts of each starter entry.
    starter: Vec<Length>,
}

/// Words that the script fills in.
const WORDS: [&str; 7] =
    ["print.page", "print.measured", "print.fold", "print.turn", "print.cut", "print.statement", "print.version"];

/// Words that go with a number, in all forms of the language.
const COUNTED: [&str; 4] = ["print.pages", "print.about_pages", "print.total", "print.about_total"];

/// The data as JSON in which nothing ends a script element.
pub(super) fn data(builder: Builder<'_>, owners: &[Owner<'_>]) -> String {
    let modules = owners.iter().filter_map(|owner| Some((owner.module?, owner)));
    let pages = owners.iter().filter(|owner| owner.is_page());
    let first = owners.first();
    let strings = builder.strings;
    let words = WORDS.iter().map(|key| ((*key).to_owned(), strings.get(key)));
    let data = Data {
        course: &builder.course.info().id,
        large: first.is_some_and(|owner| owner.layout.large),
        geometry: first.map_or(&Geometry::NORMAL, |owner| owner.layout.geometry),
        kinds: Kinds,
        modules: modules.map(|(module, owner)| (module.name.as_str(), owner.data(module))).collect(),
        pages: pages.map(|owner| (owner.page_sheet_id(owner.page), owner.page_options())).collect(),
        words: words.chain(COUNTED.iter().flat_map(|key| strings.forms(key))).collect(),
        plural_language: strings.plural_language(),
    };
    // Plain data: nothing in it can fail to be written.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

impl<'a> Owner<'a> {
    fn data(self, module: &'a Module) -> ModuleData<'a> {
        let log = &self.builder.course.clinic(module.id).log;
        ModuleData {
            options: Options { rows: log.rows.count(), ..Options::of(self.layout.options, self.layout.line()) },
            log: LogData { title: self.layout.log_title(&log.heading), starter: self.layout.starter(log) },
            cards: self
                .layout
                .faces(&self.builder.course.clinic(module.id).cards)
                .into_iter()
                .map(|face| (face.front, face.back))
                .collect(),
        }
    }

    /// Those of a page that is a sheet by itself: it is printed whatever its module prints.
    fn page_options(self) -> Options<'a> {
        Options { sheets: &[SheetKind::Page], ..Options::of(self.layout.options, self.layout.line()) }
    }
}

impl<'a> Options<'a> {
    fn of(options: &'a SheetOptions, line: u32) -> Self {
        let SheetOptions { print: sheets, paper, line: _, punch, header, hints, starter, cards, order } = options;
        Self {
            sheets,
            paper: paper.word(),
            line,
            punch: *punch,
            header,
            hints: *hints,
            starter: *starter,
            cards: cards.word(),
            seed: order.seed(),
            rows: None,
        }
    }
}
