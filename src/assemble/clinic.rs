//! Fills the clinic page of a module: what it inherits, what it says itself, and what its pages hold.

use std::sync::Arc;

use super::Inputs;
use super::groups::{self, Desk, GroupMaker};
use super::identity::Ids;
use super::links::{From, Linker};
use super::parts;
use super::radar::RowMaker;
use crate::config::own::OwnParts;
use crate::config::settings::Settings;
use crate::finding::Finding;
use crate::model::course::{
    Checks, Clinic, Completion, Course, Info, Log, LogRows, Module, ModuleId, PageChecks, PageId, PageRole,
    PartHeading, Protocol, Radar, Rich, SheetOptions,
};
use crate::model::kinds::ShowAnswers;
use crate::parse::Document;

/// What a module and its pages were read from, page by page.
pub(super) struct Material<'a> {
    pub(super) course: &'a Course,
    pub(super) module: &'a Module,
    pub(super) id: ModuleId,
    pub(super) documents: &'a [Arc<Document>],
    pub(super) settings: &'a Settings,
    pub(super) from: From,
}

impl<'a> Material<'a> {
    pub(super) fn document(&self, page: PageId) -> Option<&'a Document> {
        document_of(self.documents, self.course, page)
    }
}

/// A clinic with nothing in it yet.
pub(super) fn empty(info: &Info) -> Clinic {
    let heading = || PartHeading { title: info.title.clone(), intro: None };
    Clinic {
        parts: Vec::new(),
        radar: Radar { heading: heading(), columns: Vec::new(), rows: Vec::new() },
        checks: Checks { heading: heading(), groups: Vec::new(), quoted: true },
        protocol: Protocol { heading: heading(), steps: Vec::new() },
        log: Log {
            heading: heading(),
            rows: LogRows::Count(0),
            rows_place: info.title.place.clone(),
            columns: Vec::new(),
            starter: Vec::new(),
        },
        completion: Completion { heading: heading(), criteria: Vec::new() },
        cards: crate::model::course::Cards { heading: heading(), cards: Vec::new() },
        sheets: SheetOptions::default(),
        show_answers: ShowAnswers::Never,
    }
}

/// Fills module `index` of the course; `base` is what its section hands down.
pub(super) fn fill(
    course: &mut Course,
    index: usize,
    base: &Settings,
    inputs: Inputs<'_>,
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) {
    let module = &course.modules[index];
    let document = |page: PageId| document_of(inputs.documents, course, page);
    let main = document(module.main);
    let clinic = document(module.clinic_page);
    let mut settings = main.map_or_else(|| base.clone(), |document| document.front.settings.over(base));
    if module.main != module.clinic_page {
        settings = clinic.map_or_else(|| settings.clone(), |document| document.front.settings.over(&settings));
    }
    let from = clinic.map(|document| From::page(document, module.clinic_page));
    let Some(from) = from else { return };
    let nothing = OwnParts::default();
    let own = clinic.map_or(&nothing, |document| &document.front.own);
    let name = main.and_then(|document| document.front.id.as_ref()).map(|id| id.value.clone());
    let material =
        Material { course, module, id: ModuleId(index), settings: &settings, from, documents: inputs.documents };
    let (clinic, shown) = made(&material, own, inputs, linker, findings);
    let module = &mut course.modules[index];
    module.clinic = clinic;
    module.name = name.unwrap_or_else(|| module.name.clone());
    for (page, group) in shown {
        course.pages[page.0].checks = Some(PageChecks::OfModule(group));
    }
}

/// The file that a page was read from.
pub(super) fn document_of<'a>(documents: &'a [Arc<Document>], course: &Course, page: PageId) -> Option<&'a Document> {
    let source = &course.page(page).source;
    let at = documents.binary_search_by(|document| document.file.path().cmp(source)).ok()?;
    Some(&documents[at])
}

/// The clinic, and which page shows which of its groups.
fn made(
    material: &Material<'_>,
    own: &OwnParts,
    inputs: Inputs<'_>,
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) -> (Clinic, Vec<(PageId, usize)>) {
    let settings = material.settings;
    let heading = |heading: &crate::config::settings::Heading, findings: &mut Vec<Finding>| {
        parts::heading(heading, linker, &material.from, findings)
    };
    let mut ids = Ids::beside(&material.course.page(material.module.clinic_page).body.fragment);
    let radar_heading = heading(&settings.radar.heading, findings);
    let columns = settings.radar.columns.clone().unwrap_or_default();
    let rows = RowMaker::new(material, linker, &columns).rows(&own.rows, &mut ids, findings);
    let checks_heading = heading(&settings.checks, findings);
    let (groups, shown) = GroupMaker { material, linker }.groups(own.groups.as_deref(), &mut ids, findings);
    let clinic = Clinic {
        parts: settings.parts.clone().unwrap_or_default(),
        radar: Radar { heading: radar_heading, columns, rows },
        checks: Checks { heading: checks_heading, groups, quoted: settings.quoted.unwrap_or(true) },
        protocol: parts::protocol(&settings.protocol, linker, &material.from, &mut ids, findings),
        log: parts::log(&settings.log, inputs.strings, linker, &material.from, findings),
        completion: parts::completion(material, inputs.strings, linker, &mut ids, findings),
        cards: parts::cards(&settings.cards, &own.cards, linker, &material.from, &mut ids, findings),
        sheets: parts::sheets(&settings.sheets),
        show_answers: settings.show_answers.unwrap_or(ShowAnswers::Never),
    };
    parts::report_empty(material, &clinic, findings);
    (clinic, shown)
}

/// Gives pages outside of modules, and those that their module leaves out, checks of their own.
pub(super) fn remaining_checks(
    course: &mut Course,
    pages: &[PageId],
    documents: &[Arc<Document>],
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) {
    for &PageId(index) in pages {
        let page = &course.pages[index];
        if page.checks.is_some() || !matches!(page.role, PageRole::Inner(_) | PageRole::Loose) {
            continue;
        }
        let Some(document) = document_of(documents, course, PageId(index)) else { continue };
        let from = From::page(document, PageId(index));
        let mut ids = Ids::beside(&document.body.fragment);
        let mut desk = Desk { linker, from: &from, ids: &mut ids, findings };
        if let Some(group) = groups::of_page(document, PageId(index), None, &mut desk) {
            course.pages[index].checks = Some(PageChecks::Own(Box::new(group)));
        }
    }
}

/// Words without links, at the place of another text.
pub(super) fn words(text: &str, like: &Rich) -> Rich {
    Rich::plain(text, like.place.clone())
}
