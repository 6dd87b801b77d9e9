//! Which files come out: one for each subject and version, the key apart.

use std::collections::{BTreeMap, BTreeSet};

use super::Wanted;
use super::chosen::Chosen;
use super::names::{pdf, stems};
use super::subjects::{Subject, printed_below, sections_below, subject};
use crate::assemble::EditionCourse;
use crate::error::{Error, Result};
use crate::model::course::{Entry, ModuleId, PageId, PageRole, SectionId};
use crate::model::kinds::SheetKind;
use crate::model::kinds::{Edition, Paper};
use crate::plan::{Plan, in_section, modules_of};
use crate::text::SitePath;

/// What becomes one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The sheets of a module, or a page outside of modules that is a sheet.
    Module,
    /// The sheets of all modules directly in a section.
    Section,
}

/// One file that is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintJob {
    /// The page of the site that it is printed from.
    pub(super) page: SitePath,
    /// The modules whose options the page obeys.
    pub(super) modules: Vec<ModuleId>,
    /// The pages with `sheet: true` whose own options it obeys.
    pub(super) pages: Vec<PageId>,
    pub(super) chosen: Chosen,
    /// The name of the PDF.
    pub(super) name: String,
}

impl PrintJob {
    /// Whether it holds answers, and then nothing else.
    pub(super) fn is_key(&self) -> bool {
        self.chosen.kinds.contains(&SheetKind::Answers)
    }

    /// The file of its page. Versions stand side by side, so that the page's relative addresses hold.
    pub(super) fn file(&self) -> String {
        match self.chosen.seed {
            None => self.page.output_file(),
            Some(seed) => format!("{}v{seed}.html", self.page),
        }
    }
}

/// Units that can be rendered at once, since no module has two sets of options among them.
pub(super) fn rounds(jobs: &[PrintJob]) -> Vec<Vec<&PrintJob>> {
    let mut rounds: BTreeMap<(Option<u32>, bool), Vec<&PrintJob>> = BTreeMap::new();
    for job in jobs {
        rounds.entry((job.chosen.seed, job.is_key())).or_default().push(job);
    }
    rounds.into_values().collect()
}

/// A file for learners, or the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Learner,
    Instructor,
}

/// The files that are wanted, in the order of the course.
pub(super) fn jobs(course: &EditionCourse, plan: &Plan, wanted: &Wanted) -> Result<Vec<PrintJob>> {
    let is_named = !wanted.subjects.is_empty();
    let subjects = if is_named { named(course, wanted)? } else { all(course, wanted) };
    let stems = Stems::of(course);
    let mut jobs = Vec::new();
    for reader in readers(course, wanted) {
        let before = jobs.len();
        for subject in &subjects {
            jobs.extend(of_subject((course, plan, &stems), wanted, *subject, reader));
        }
        if jobs.len() == before && (reader == Reader::Learner || !wanted.kinds.is_empty()) {
            return Err(nothing(course, wanted, reader));
        }
    }
    // Files of one subject stand together, the key after its sheets.
    jobs.sort_by_key(|(subject, ..)| subjects.iter().position(|other| other == subject));
    Ok(jobs.into_iter().map(|(_, job)| job).collect())
}

/// For whom files are made. The key is one of them where it is asked for, and in an edition that has it by itself.
fn readers(course: &EditionCourse, wanted: &Wanted) -> Vec<Reader> {
    let key = [SheetKind::Answers].into();
    let learners = wanted.kinds != key;
    let answers = wanted.kinds.contains(&SheetKind::Answers)
        || (wanted.kinds.is_empty() && course.edition() == Edition::Instructor);
    let readers = [(Reader::Learner, learners), (Reader::Instructor, answers)];
    readers.into_iter().filter(|(_, requested)| *requested).map(|(reader, _)| reader).collect()
}

fn named(course: &EditionCourse, wanted: &Wanted) -> Result<Vec<Subject>> {
    let mut found = BTreeSet::new();
    let mut subjects = Vec::new();
    for typed in &wanted.subjects {
        let meant = match (wanted.per, subject(course, typed)?) {
            (Per::Module, Subject::Section(section)) => {
                printed_below(course, section).into_iter().filter(|subject| wanted.has(*subject)).collect()
            }
            (Per::Section, Subject::Section(section)) => {
                sections_below(course, section).into_iter().map(Subject::Section).collect()
            }
            (Per::Module, other) => vec![other],
            (Per::Section, _) => {
                return Err(Error::refused(
                    format!("`{typed}` is not a section, but `--per section` prints one file per section"),
                    "specify a section, or leave out `--per section`",
                ));
            }
        };
        subjects.extend(meant.into_iter().filter(|subject| found.insert(*subject)));
    }
    Ok(subjects)
}

fn all(course: &EditionCourse, wanted: &Wanted) -> Vec<Subject> {
    match wanted.per {
        Per::Module => printed_below(course, SectionId(0)).into_iter().filter(|subject| wanted.has(*subject)).collect(),
        Per::Section => sections_below(course, SectionId(0)).into_iter().map(Subject::Section).collect(),
    }
}

impl Wanted {
    /// Whether what stands in a section may have sheets of these kinds: a page is a sheet of one kind.
    fn has(&self, subject: Subject) -> bool {
        !matches!(subject, Subject::Page(_)) || self.kinds.is_empty() || self.kinds.contains(&SheetKind::Page)
    }
}

type Found<'a> = (&'a EditionCourse, &'a Plan, &'a Stems);

/// The files of one subject; none where the site has no such page.
fn of_subject(
    (course, plan, stems): Found<'_>,
    wanted: &Wanted,
    subject: Subject,
    reader: Reader,
) -> Vec<(Subject, PrintJob)> {
    let first = sheet_page(course, subject, reader, wanted.large);
    let is_there = |page: &SitePath| plan.artifacts.contains_key(&page.output_file());
    // A long pack turns the page.
    let mut pages = Vec::new();
    while let page = Plan::list_page(&first, pages.len() + 1)
        && is_there(&page)
    {
        pages.push(page);
    }
    let modules: Vec<ModuleId> = match subject {
        Subject::Module(module) => vec![module],
        Subject::Section(section) => modules_of(course, section).collect(),
        Subject::Page(_) => Vec::new(),
    };
    let printed = printed_pages(course, subject);
    let key = || [SheetKind::Answers].into();
    let learners = || SheetKind::for_learners().filter(|kind| wanted.kinds.contains(kind)).collect();
    let kinds: BTreeSet<SheetKind> = if reader == Reader::Instructor { key() } else { learners() };
    // Labels travel with their statements, so that one key serves all versions.
    let versions = wanted.seeds.iter().copied().map(Some).collect::<Vec<_>>();
    let seeds = if versions.is_empty() || reader == Reader::Instructor { vec![None] } else { versions };
    let paper = paper(course, wanted, &modules, &printed);
    let mut jobs = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let stem = stems.stem(subject);
        let stem = if pages.len() > 1 { format!("{stem}-part-{}", index + 1) } else { stem.to_owned() };
        for seed in &seeds {
            let chosen =
                Chosen { kinds: kinds.clone(), paper, seed: *seed, save: wanted.save && reader == Reader::Learner };
            let name = pdf(&stem, &chosen, wanted.large && reader == Reader::Learner);
            jobs.push((
                subject,
                PrintJob { page: page.clone(), modules: modules.clone(), pages: printed.clone(), chosen, name },
            ));
        }
    }
    jobs
}

/// The page of the site that holds sheets.
fn sheet_page(course: &EditionCourse, subject: Subject, reader: Reader, large: bool) -> SitePath {
    let sheets = match subject {
        Subject::Module(module) => course.page(course.module(module).main).path.join("print"),
        Subject::Section(section) => Plan::pack(course, section),
        Subject::Page(page) => course.page(page).path.join("print"),
    };
    match reader {
        Reader::Instructor => sheets.join("answers"),
        Reader::Learner if large => sheets.join("large"),
        Reader::Learner => sheets,
    }
}

/// The pages that are sheets of a pack, or of themselves; those of a module obey its options.
fn printed_pages(course: &EditionCourse, subject: Subject) -> Vec<PageId> {
    match subject {
        Subject::Module(_) => Vec::new(),
        Subject::Page(page) => vec![page],
        Subject::Section(section) => {
            let entries = in_section(course, section).into_iter();
            entries.filter_map(|entry| if let Entry::Page(page) = entry { Some(page) } else { None }).collect()
        }
    }
}

/// One file has one paper: the one that is asked for, the one that the course fixes, or A4.
fn paper(course: &EditionCourse, wanted: &Wanted, modules: &[ModuleId], pages: &[PageId]) -> Paper {
    let of_module = modules.first().map(|module| course.clinic(*module).sheets.paper);
    let of_page = || course.text(*pages.first()?).sheet.as_ref().map(|options| options.paper);
    let own = of_module.or_else(of_page);
    wanted.paper.or(own.filter(|paper| *paper != Paper::Reader)).unwrap_or(Paper::A4)
}

fn nothing(course: &EditionCourse, wanted: &Wanted, reader: Reader) -> Error {
    let what = match (reader, wanted.per) {
        (Reader::Instructor, _) => "an answer key",
        (Reader::Learner, _) if wanted.large => "sheets in large print",
        (Reader::Learner, _) => "sheets",
    };
    let who = match (wanted.subjects.as_slice(), wanted.per) {
        ([], Per::Module) => "nothing in this course has".to_owned(),
        ([], Per::Section) => "no section in this course has".to_owned(),
        ([one], _) => format!("`{one}` does not have"),
        _ => "none of these has".to_owned(),
    };
    let help = match (reader, wanted.per) {
        (Reader::Instructor, _) if course.edition() == Edition::Learner => {
            "add `--edition instructor` to print the answers"
        }
        (_, Per::Section) => "leave out `--per section` to print one file per module",
        (Reader::Instructor, Per::Module) => "write answers to the statements, or leave `answers` out of `--sheets`",
        (Reader::Learner, Per::Module) if wanted.large => "leave out `--large`",
        (Reader::Learner, Per::Module) => "specify a module, or a page that has `sheet: true` in its front matter",
    };
    Error::refused(format!("{who} {what}"), help)
}

/// What the files of each subject are called. Names depend on the whole course, never on what else is printed.
struct Stems {
    sections: Vec<String>,
    modules: Vec<String>,
    /// Of pages that are sheets themselves.
    pages: BTreeMap<PageId, String>,
}

impl Stems {
    fn of(course: &EditionCourse) -> Self {
        let path = |page: PageId| course.page(page).path.as_str();
        let sections: Vec<&str> = course.sections.iter().map(|section| path(section.page)).collect();
        let modules: Vec<&str> = course.modules.iter().map(|module| path(module.main)).collect();
        let is_sheet = |page: &PageId| {
            let page = course.page(*page);
            page.sheet && matches!(page.role, PageRole::Inner(_) | PageRole::Loose)
        };
        let pages: Vec<PageId> = (0..course.pages.len()).map(PageId).filter(is_sheet).collect();
        // A page must not be taken for a module of the same name.
        let all: Vec<&str> = modules.iter().copied().chain(pages.iter().map(|page| path(*page))).collect();
        let of_pages = stems(&all).split_off(modules.len());
        let pages = pages.into_iter().zip(of_pages).collect();
        Self { sections: stems(&sections), modules: stems(&modules), pages }
    }

    fn stem(&self, subject: Subject) -> &str {
        match subject {
            Subject::Section(SectionId(index)) => &self.sections[index],
            Subject::Module(ModuleId(index)) => &self.modules[index],
            Subject::Page(page) => self.pages.get(&page).map_or("page", String::as_str),
        }
    }
}
