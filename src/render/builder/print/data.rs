//! What the script of a print page needs to know of this page: the options of its authors where they are not the usual
//! ones, and the heights of what is cut into pages. All pages share what is in `render/sheet_data.rs`.

use crate::assemble::Texts as _;
use std::collections::BTreeMap;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Owner;
use super::log::is_usual;
use crate::model::course::{Log, LogColumn, Module, SheetOptions};
use crate::model::kinds::{LogField, LogForm, SheetKind};
use crate::paper::{Layout, Length, LogShape};
use crate::render::sheet_data::Options;

/// What is not said is not so, or there is none of it.
#[derive(Default, Serialize)]
pub(super) struct Data<'a> {
    #[serde(skip_serializing_if = "is_not")]
    pub(super) large: bool,
    /// The kinds of sheet that lie beside the page.
    #[serde(skip_serializing_if = "<[SheetKind]>::is_empty")]
    pub(super) more: &'a [SheetKind],
    /// Whether a statement has a hint.
    #[serde(skip_serializing_if = "is_not")]
    pub(super) hinted: bool,
    /// In the order of the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) modules: Vec<ModuleData<'a>>,
    /// Options of pages that are sheets, by the ids of these sheets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) pages: BTreeMap<String, Unusual<'a>>,
}

#[derive(Serialize)]
pub(super) struct ModuleData<'a> {
    /// Its full name.
    name: &'a str,
    /// Of its log in usual and in large print: the height of title and intro, then that of the texts of each starter entry;
    /// in boxes, then as a table.
    log: [[Vec<Length>; 2]; 2],
    /// How its log is laid out, where that is not in boxes.
    #[serde(skip_serializing_if = "is_boxes")]
    form: &'static str,
    /// The fields of a box, and the headings of all columns with their widths; nothing where these are the built-in ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Columns>,
    /// Of each card the heights of the texts of its front and back, the same twice.
    #[serde(skip_serializing_if = "has_none")]
    faces: [Vec<(Length, Length)>; 2],
    /// Blank rows of the log; `None` where they fill their page.
    rows: Option<u32>,
    #[serde(flatten)]
    options: Unusual<'a>,
}

/// The columns of a log that are not the built-in ones.
#[derive(Serialize)]
struct Columns {
    /// How many fields stand in each row of a box.
    rows: Vec<usize>,
    /// The place of the date among the columns.
    date: Option<usize>,
    /// Headings as HTML, and widths in percent.
    heads: Vec<(String, u32)>,
}

/// Options that are not those of a course that chooses none.
pub(super) struct Unusual<'a>(&'a SheetOptions);

impl Serialize for Unusual<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let usual = SheetOptions::default();
        let (own, usual) = (Options::of(self.0), Options::of(&usual));
        let mut map = serializer.serialize_map(None)?;
        macro_rules! differing {
            ($($option:ident),*) => { $(if own.$option != usual.$option {
                map.serialize_entry(stringify!($option), &own.$option)?;
            })* };
        }
        differing!(sheets, paper, line, punch, header, hints, starter, cards, seed, save);
        map.end()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(flag: &bool) -> bool {
    !flag
}

fn is_boxes(form: &&'static str) -> bool {
    *form == LogForm::Boxes.word()
}

fn has_none(faces: &[Vec<(Length, Length)>; 2]) -> bool {
    faces.iter().all(Vec::is_empty)
}

impl<'a> Data<'a> {
    /// With what belongs to these.
    pub(super) fn of(self, owners: &[Owner<'a>]) -> Self {
        let modules = owners.iter().filter_map(|owner| Some(owner.data(owner.module?)));
        let pages = owners.iter().filter(|owner| owner.is_page());
        Self {
            modules: modules.collect(),
            pages: pages.map(|owner| (owner.page_sheet_id(owner.page), Unusual(owner.layout.options))).collect(),
            ..self
        }
    }

    /// As JSON in which nothing ends a script element.
    pub(super) fn json(&self) -> String {
        // Plain data: nothing in it can fail to be written.
        serde_json::to_string(self).unwrap_or_default().replace('<', "\\u003c")
    }
}

impl<'a> Owner<'a> {
    fn columns(self, log: &Log) -> Columns {
        let filler = self.builder.filler();
        let is_date = |column: &LogColumn| log.columns.len() > 1 && column.field == Some(LogField::Date);
        Columns {
            rows: LogShape::of(log, LogForm::Boxes).rows(),
            date: log.columns.iter().position(is_date),
            heads: log.columns.iter().map(|column| (filler.inline(&column.title), column.width)).collect(),
        }
    }

    fn data(self, module: &'a Module) -> ModuleData<'a> {
        let clinic = self.builder.course.clinic(module.id);
        let layouts = [false, true].map(|large| Layout::new(self.layout.options, large));
        let log = |form| layouts.map(|layout| layout.log_heights(&clinic.log, form));
        let faces =
            |layout: Layout<'_>| layout.faces(&clinic.cards).into_iter().map(|face| (face.front, face.back)).collect();
        ModuleData {
            name: &module.name,
            log: [LogForm::Boxes, LogForm::Table].map(log),
            form: clinic.log.form.word(),
            columns: (!is_usual(&clinic.log)).then(|| self.columns(&clinic.log)),
            faces: layouts.map(faces),
            rows: clinic.log.rows.count(),
            options: Unusual(self.layout.options),
        }
    }
}
