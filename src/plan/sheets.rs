//! The pages that are printed.

use super::holdings::Holdings;
use super::{Artifact, Plan, Subject, list_pages};
use crate::assemble::{EditionOutline, Facts, Texts};
use crate::model::course::{Entry, Location, Module, PageChecks, PageId, RadarRow, SectionId};
use crate::model::fragment::{Audience, Counts};
use crate::model::kinds::{Edition, Kind, Part, SheetKind};
use crate::text::SitePath;

/// The pack of a section turns the page after this many modules and pages: some three hundred printed pages, as
/// modules of the sample course are.
pub const PACK_PAGE: usize = 20;

pub(super) fn add(course: EditionOutline<'_>, holdings: &Holdings, packs: &[SectionId], artifacts: &mut Vec<Artifact>) {
    let mut add = |path: SitePath, subject: Subject| artifacts.push(Artifact { path, subject });
    for (id, module) in course.shown_modules() {
        let print = course.page(module.main).path.join("print");
        add(print.join("large"), Subject::PrintLarge(id));
        if course.edition() == Edition::Instructor && holdings.has_key(id) {
            add(print.join("answers"), Subject::PrintKey(id));
        }
        if holdings.leaves_out(id) {
            add(more(&print), Subject::PrintMore(id));
        }
        add(print, Subject::Print(id));
    }
    for (id, page) in course.shown_pages().filter(|(_, page)| page.sheet) {
        let print = page.path.join("print");
        if course.edition() == Edition::Instructor && holdings.is_keyed(id) {
            add(print.join("answers"), Subject::PrintPageKey(id));
        }
        add(print, Subject::PrintPage(id));
    }
    for &section in packs {
        let first = Plan::pack(course, section);
        for (number, entries) in (1..).zip(in_section(course, section).chunks(PACK_PAGE)) {
            let page = Plan::list_page(&first, number);
            if entries.iter().any(|entry| holdings.entry_leaves_out(*entry)) {
                add(more(&page), Subject::PrintSectionMore(section, number));
            }
            add(page, Subject::PrintSection(section, number));
        }
    }
    if !packs.is_empty() {
        for number in 1..=list_pages(packs.len()) {
            let packs = Subject::Packs(number);
            add(Plan::list_page(&packs.kind().path(), number), packs);
        }
    }
}

/// The address of the sheets that the page at `print` leaves out: beside it, so that addresses in them hold.
fn more(print: &SitePath) -> SitePath {
    print.file("more.js")
}

/// The kinds of sheet that a module has something for and leaves out unless a reader chooses them, in their order.
pub fn left_out<'c>(course: impl Texts<'c>, module: &Module) -> Vec<SheetKind> {
    let clinic = course.clinic(module.id);
    let is_there = |kind: &SheetKind| match kind {
        SheetKind::Start => {
            (clinic.parts.contains(&Part::Radar)
                && clinic.radar.rows.iter().any(|row| is_trap_for_learners(course, row, module)))
                || (clinic.parts.contains(&Part::Protocol) && !clinic.protocol.steps.is_empty())
        }
        SheetKind::Log => !clinic.log.columns.is_empty(),
        SheetKind::Checks => clinic.checks.groups.iter().any(|group| !group.statements.is_empty()),
        SheetKind::Cards => true,
        SheetKind::Completion => !clinic.completion.criteria.is_empty(),
        SheetKind::Protocol => !clinic.protocol.steps.is_empty(),
        // Whether what came before has statements is seen when the sheet is made.
        SheetKind::Review => module.number > 1 || !module.builds_on.is_empty(),
        SheetKind::Page | SheetKind::Reading => {
            module.pages.iter().any(|page| sheet_kind(course, *page) == Some(*kind))
        }
        SheetKind::Answers => false,
    };
    let kinds = SheetKind::for_learners().filter(|kind| kind.is_of(&clinic.parts) && is_there(kind));
    // A page of blank cards is for those alone who choose it.
    let is_blank = |kind: &SheetKind| *kind == SheetKind::Cards && clinic.cards.cards.is_empty();
    kinds.filter(|kind| is_blank(kind) || !clinic.sheets.print.contains(kind)).collect()
}

/// Whether sheets of a module, which are handed to learners whoever prints them, may tell of this page of it.
pub fn is_page_for_learners<'c>(course: impl Facts<'c>, page: PageId, module: &Module) -> bool {
    let is_hidden = |page| course.page(page).edition == Edition::Instructor;
    is_hidden(module.main) || is_hidden(module.clinic_page) || !is_hidden(page)
}

/// The same of a trap, by where it shows up.
pub fn is_trap_for_learners<'c>(course: impl Facts<'c>, row: &RadarRow, module: &Module) -> bool {
    match row.location {
        Some(Location::Page { page, .. }) => is_page_for_learners(course, page, module),
        Some(Location::Words(_)) | None => true,
    }
}

/// What a page is among the sheets of its module: one to write on, or one to be read alone; `None` where it is no sheet.
pub fn sheet_kind<'c>(course: impl Texts<'c>, page: PageId) -> Option<SheetKind> {
    if !course.page(page).sheet {
        return None;
    }
    let text = course.text(page);
    let Counts { rooms, .. } = text.body.fragment.counts;
    let has_room = text.body.fragment.counts.to_write_on() > 0
        || (rooms > 0 && text.lines.is_some_and(|lines| lines > 0))
        || (has_statements(course, page) && !checks_are_on_clinic(course, page));
    Some(if has_room { SheetKind::Page } else { SheetKind::Reading })
}

/// Whether the text of a page, but for its statements, has something for the key: answers, and notes where they are wanted.
pub fn has_notes<'c>(course: impl Texts<'c>, page: PageId) -> bool {
    let text = &course.text(page).body.fragment;
    text.speaks_to(Audience::Answer) || (wants_notes(course, page) && text.speaks_to(Audience::Instructor))
}

/// Whether the key of a page has the notes for instructors that stand in its text.
pub fn wants_notes<'c>(course: impl Texts<'c>, page: PageId) -> bool {
    let module = course.page(page).role.module();
    let own = course.text(page).sheet.as_ref().map(|sheet| sheet.notes);
    own.or_else(|| module.map(|module| course.clinic(module).sheets.notes)).unwrap_or(false)
}

/// Whether the clinic page of its module shows the checks of a page.
pub fn checks_are_on_clinic<'c>(course: impl Texts<'c>, page: PageId) -> bool {
    let page = course.page(page);
    let module = page.role.module().map(|module| course.module(module));
    matches!(course.text(page.id).checks, Some(PageChecks::OfModule(_)))
        && module.is_some_and(|module| course.clinic(module.id).parts.contains(&Part::Checks))
}

/// The forms and quizzes of a module that ask more than its statements: their text has answers or notes, or they have checks of their
/// own.
pub fn keyed_pages<'c>(course: impl Texts<'c> + 'c, module: &'c Module) -> impl Iterator<Item = PageId> + 'c {
    let has_own = move |page: PageId| has_statements(course, page) && !checks_are_on_clinic(course, page);
    let is_asked = move |page: &PageId| course.page(*page).sheet || course.page(*page).kind == Kind::Quiz;
    module.pages.iter().copied().filter(move |page| is_asked(page) && (has_notes(course, *page) || has_own(*page)))
}

pub(super) fn has_statements<'c>(course: impl Texts<'c>, page: PageId) -> bool {
    course.page_checks(page).is_some_and(|group| !group.statements.is_empty())
}

impl Plan {
    /// The address of a section's pack.
    pub fn pack<'c>(course: impl Facts<'c>, section: SectionId) -> SitePath {
        let print = course.page(course.section(section).page).path.join("print");
        // The home page's own modules share the address of the list of packs.
        if section == SectionId(0) { print.join("home") } else { print }
    }
}

/// What the pack of a section holds: its modules, and its pages with `sheet: true`, in order.
pub fn in_section<'c>(course: impl Facts<'c>, section: SectionId) -> Vec<Entry> {
    course.section(section).entries.iter().copied().filter(|entry| is_printed(course, *entry)).collect()
}

/// Whether a pack holds this entry of its section.
pub fn is_printed<'c>(course: impl Facts<'c>, entry: Entry) -> bool {
    match entry {
        Entry::Module(module) => course.shows(course.module(module).main),
        Entry::Page(page) => course.page(page).sheet && course.shows(page),
        Entry::Section(_) => false,
    }
}
