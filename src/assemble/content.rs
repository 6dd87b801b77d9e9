//! What stands on the pages of a module, and on pages of none.

use std::sync::Arc;

use super::answers;
use super::groups;
use super::identity::Ids;
use super::links::Resolver;
use super::maker::ClinicMaker;
use super::parts;
use super::reader::Reader;
use super::reference::LinkBase;
use crate::config::own::OwnParts;
use crate::config::settings::Settings;
use crate::model::course::{Clinic, Group, ModuleId, PageChecks, PageId, PageRole, PageText, Rich, SheetOptions};
use crate::model::extra::Extra;
use crate::model::fragment::Fragment;
use crate::model::kinds::{Kind, ShowAnswers};
use crate::parse::Document;
use crate::strings::Strings;

/// What a page takes from its module or section.
struct Inherited<'i> {
    show_answers: ShowAnswers,
    sheets: &'i SheetOptions,
}

/// The clinic of a module and what stands on its pages; `base` is what its section hands down.
pub(super) fn of_module<'a>(
    id: ModuleId,
    base: &Settings,
    strings: &'a Strings,
    reader: &mut Reader<'a>,
    resolver: &mut Resolver<'a>,
) -> (Clinic, Vec<(PageId, PageText)>) {
    let module = reader.module(id);
    let apart = (module.main != module.clinic_page).then_some(module.clinic_page);
    let mut settings = base.clone();
    for page in [module.main].into_iter().chain(apart) {
        if let Some(document) = reader.document(page) {
            settings = document.front.settings.over(&settings);
        }
    }
    let nothing = OwnParts::default();
    let document = reader.document(module.clinic_page);
    let own = document.map_or(&nothing, |document| &document.front.own);
    if let Some(document) = document {
        resolver.stand(LinkBase::page(document, module.clinic_page));
        resolver.ids = Ids::beside(&document.body.fragment);
    }
    let maker = ClinicMaker { reader, resolver, strings, module, settings: &settings };
    let (clinic, shown) = maker.clinic(own);
    let inherited = Inherited { show_answers: clinic.show_answers, sheets: &clinic.sheets };
    let text = |page: PageId| {
        let of_module = shown.iter().rev().find(|(other, _)| *other == page).map(|(_, group)| *group);
        (page, text(page, of_module, &inherited, reader, resolver))
    };
    let texts = module.all_pages().map(text).collect();
    (clinic, texts)
}

/// Lines below each question of a quiz whose author asks for none.
const QUIZ_LINES: u32 = 5;

/// What stands on a page of no module; `base` is what its section hands down.
pub(super) fn of_page(id: PageId, base: &Settings, reader: &mut Reader<'_>, resolver: &mut Resolver<'_>) -> PageText {
    let Settings { show_answers, sheets, .. } = base;
    let sheets = parts::sheets(sheets);
    let inherited = Inherited { show_answers: show_answers.unwrap_or(ShowAnswers::Never), sheets: &sheets };
    text(id, None, &inherited, reader, resolver)
}

/// `of_module` is the group of its module's clinic that the page shows.
fn text(
    id: PageId,
    of_module: Option<usize>,
    inherited: &Inherited<'_>,
    reader: &mut Reader<'_>,
    resolver: &mut Resolver<'_>,
) -> PageText {
    let page = reader.page(id);
    let sheet = page.sheet.then(|| Box::new(inherited.sheets.clone()));
    let show_answers = inherited.show_answers;
    let Some(document) = reader.document(id) else {
        let body = Rich {
            fragment: Arc::new(Fragment::default()),
            targets: Box::default(),
            place: crate::text::Place::file(&page.source),
        };
        return PageText { body, checks: None, show_answers, sheet, lines: None, extra: Extra::default() };
    };
    resolver.stand(LinkBase::page(document, id));
    let body = resolver.body(&document.body.fragment, document.file.path());
    let own = || own_checks(id, page.role, document, reader, resolver).map(|group| PageChecks::Own(Box::new(group)));
    let checks = of_module.map(PageChecks::OfModule).or_else(own);
    // A quiz is written on, whatever its author says of lines.
    let lines = document.front.lines.or((page.kind == Kind::Quiz).then_some(QUIZ_LINES));
    PageText { body, checks, show_answers, sheet, lines, extra: Extra(document.front.extra.clone()) }
}

/// The checks of a page outside of modules, or of one that its module leaves out.
fn own_checks(
    id: PageId,
    role: PageRole,
    document: &Document,
    reader: &mut Reader<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Group> {
    if !matches!(role, PageRole::Inner(_) | PageRole::Loose) {
        return None;
    }
    resolver.ids = Ids::beside(&document.body.fragment);
    let mut group = groups::of_page(document, id, None, resolver)?;
    answers::attach_own(&mut group, reader);
    Some(group)
}
