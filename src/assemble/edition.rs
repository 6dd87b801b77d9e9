//! The edition: a course without what its readers must not see.
//!
//! What follows works on an [`EditionCourse`] only, so nothing withheld can reach a page, a sheet or a data file.

mod leading;
mod release;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use self::leading::{leading_to_withheld, sources_in_withheld};
use self::release::{Policies, drop_answers, release, reveal};
use super::Scope;
use crate::finding::{Finding, Outcome, Rule};
use crate::model::course::{
    Clinic, Course, Entry, File, FileId, Group, Module, ModuleId, Page, PageChecks, PageId, PageRole, Rich,
    SheetOptions, Target,
};
use crate::model::fragment::Reveal;
use crate::model::kinds::{Edition, ShowAnswers};
use crate::text::{Place, SourcePath};

/// A course for one kind of reader.
#[derive(Clone, Debug)]
pub struct EditionCourse {
    course: Course,
    edition: Edition,
    withheld: Vec<bool>,
    withheld_files: BTreeSet<FileId>,
    /// Of each module whether it is shown, and whether one before it is.
    modules: Vec<(bool, bool)>,
    policies: Policies,
}

impl Deref for EditionCourse {
    type Target = Course;

    fn deref(&self) -> &Course {
        &self.course
    }
}

impl EditionCourse {
    /// For whom it is.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Whether a page is part of this edition.
    pub fn shows(&self, page: PageId) -> bool {
        !self.withheld[page.0]
    }

    /// Whether a file is copied in this edition.
    pub fn copies(&self, file: FileId) -> bool {
        !self.withheld_files.contains(&file)
    }

    /// The pages of this edition.
    pub fn shown_pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.course
            .pages
            .iter()
            .enumerate()
            .map(|(index, page)| (PageId(index), page))
            .filter(|(id, _)| self.shows(*id))
    }

    /// The modules of this edition.
    pub fn shown_modules(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        let modules = self.course.modules.iter().enumerate().map(|(index, module)| (ModuleId(index), module));
        modules.filter(|(_, module)| self.shows(module.main))
    }

    /// How the sheets of a module are printed, to be printed otherwise than its author chose.
    pub fn sheets_mut(&mut self, module: ModuleId) -> &mut SheetOptions {
        &mut self.course.modules[module.0].clinic.sheets
    }

    /// The same of a page with `sheet: true`; nothing happens to another page.
    pub fn choose_sheet(&mut self, page: PageId, choose: impl Fn(&SheetOptions) -> SheetOptions) {
        if let Some(options) = &mut self.course.pages[page.0].sheet {
            **options = choose(options);
        }
    }

    /// How the answers of a module are shown: `None` where they are not.
    pub fn reveal(&self, answers: ShowAnswers) -> Option<Reveal> {
        reveal(self.edition, answers)
    }
}

/// Makes the edition; a kept text that leads to a withheld page is a finding.
pub fn strip(course: Course, edition: Edition, drafts: bool) -> Outcome<EditionCourse> {
    let is_certain =
        |page: &Page| (page.draft && !drafts) || (page.edition == Edition::Instructor && edition == Edition::Learner);
    let certain = withheld_pages(&course, is_certain);
    let withheld = withheld_pages(&course, |page| is_certain(page) || (page.in_doubt && edition == Edition::Learner));
    let mut findings = sources_in_withheld(&course, &withheld, &certain);
    let before = referenced_files(&course, &withheld);
    let everything = Scope::all(&course);
    let policies = Policies::of(&course);
    let modules = shown_modules(&course, &withheld);
    let mut stripped = EditionCourse { course, edition, withheld, withheld_files: BTreeSet::new(), modules, policies };
    stripped.strip_sections();
    stripped.strip(&everything);
    let EditionCourse { course, withheld, .. } = &stripped;
    let after = referenced_files(course, withheld);
    let files = withheld_files(course, withheld, &before, &after);
    // What is withheld in doubt has a finding of its own, which is enough.
    findings.extend(leading_to_withheld(course, withheld, &certain));
    findings.extend(nothing_left(course, &certain));
    stripped.withheld_files = files;
    Outcome { value: stripped, findings }
}

/// The finding about a course of which nothing is shown, since its home page is withheld, and with it all below.
fn nothing_left(course: &Course, withheld: &[bool]) -> Option<Finding> {
    let home = course.sections.first()?.page;
    let message = "the home page is a draft or for instructors, so the site has no page";
    let help = "take `draft:` or `edition:` out of its front matter; `--drafts` shows drafts";
    let place = Place::file(&course.page(home).source);
    withheld[home.0].then(|| Finding::new(Rule::EmptyCourse, place, message).help(help))
}

impl EditionCourse {
    /// Takes over what was assembled anew of `whole`, the course before it was stripped. What the pages are and which
    /// of them are withheld has not changed.
    pub fn refresh(&mut self, whole: &Course, scope: &Scope) {
        for &page in &scope.pages {
            self.course.pages[page.0] = whole.page(page).clone();
            self.policies.pages[page.0].0 = whole.page(page).show_answers;
        }
        for &module in &scope.modules {
            self.course.modules[module.0] = whole.module(module).clone();
        }
        self.strip(scope);
    }

    /// Whether any page is withheld, so that the files that only it refers to are.
    pub fn withholds(&self) -> bool {
        self.withheld.contains(&true)
    }

    /// The files that texts of `scope` lead to.
    pub fn files_of(&self, scope: &Scope) -> BTreeSet<FileId> {
        let mut files = BTreeSet::new();
        let mut add = |text: &Rich| {
            let targets = text.fragment.shown_mentions().into_iter().filter_map(|link| text.targets.get(link));
            files.extend(targets.filter_map(|target| if let Target::File(file) = target { Some(*file) } else { None }));
        };
        for page in &scope.pages {
            self.course.page(*page).each_text(&mut add);
        }
        for module in &scope.modules {
            self.course.module(*module).each_text(&mut add);
        }
        files
    }

    fn strip(&mut self, scope: &Scope) {
        for &page in scope.pages.iter().filter(|page| self.withheld[page.0]) {
            empty_page(&mut self.course.pages[page.0]);
        }
        for &module in &scope.modules {
            self.strip_module(module);
        }
        for &page in &scope.pages {
            self.release_page(page);
        }
    }

    /// With a page go the preset rows and check groups made from it; with a module goes its clinic.
    fn strip_module(&mut self, id: ModuleId) {
        let Self { course, withheld, modules, policies, edition, .. } = self;
        let gone = |page: PageId| withheld[page.0];
        let shown = |module: &ModuleId| modules[module.0].0;
        let module = &mut course.modules[id.0];
        module.pages.retain(|page| !gone(*page));
        if gone(module.main) {
            empty_clinic(&mut module.clinic);
        }
        module.clinic.radar.rows.retain(|row| !row.made_from.is_some_and(gone));
        let moved = strip_groups(&mut module.clinic.checks.groups, &gone);
        for group in &mut module.clinic.checks.groups {
            if let Some(page) = group.source.take_if(|page| gone(*page)) {
                strip_source(group, &course.pages[page.0].source);
            }
        }
        module.builds_on.retain(shown);
        module.built_upon_by.retain(shown);
        if !modules[id.0].1 && module.builds_on.is_empty() {
            module.clinic.completion.criteria.retain(|criterion| !criterion.needs_older);
        }
        let page = module.clinic_page;
        module.each_text_mut(&mut |text| release(text, page, *edition, policies));
        drop_answers(&mut module.clinic.checks.groups, |statement| {
            reveal(*edition, policies.of_text(page, &statement.place.path)).is_none()
        });
        let pages: Vec<PageId> = [module.main, module.clinic_page].iter().chain(&module.pages).copied().collect();
        for page in pages {
            let page = &mut course.pages[page.0];
            if let Some(PageChecks::OfModule(group)) = &mut page.checks {
                match moved.get(*group).copied().flatten() {
                    Some(now) => *group = now,
                    None => page.checks = None,
                }
            }
        }
    }

    /// Drops notes and answers in the text of a page that this edition withholds, and says how the others are shown.
    fn release_page(&mut self, id: PageId) {
        let Self { course, policies, edition, .. } = self;
        let page = &mut course.pages[id.0];
        page.each_text_mut(&mut |text| release(text, id, *edition, policies));
        let kept = reveal(*edition, page.show_answers).is_some();
        if let Some(PageChecks::Own(group)) = &mut page.checks {
            drop_answers(std::slice::from_mut(&mut **group), |_| !kept);
        }
    }

    /// Sections no longer name what is gone.
    fn strip_sections(&mut self) {
        let Self { course, withheld, modules, .. } = self;
        let section_pages: Vec<PageId> = course.sections.iter().map(|section| section.page).collect();
        for section in &mut course.sections {
            section.entries.retain(|entry| match entry {
                Entry::Module(module) => modules[module.0].0,
                Entry::Page(page) => !withheld[page.0],
                Entry::Section(section) => !withheld[section_pages[section.0].0],
            });
        }
    }
}

/// Of each module whether it is shown, and whether one before it is.
fn shown_modules(course: &Course, withheld: &[bool]) -> Vec<(bool, bool)> {
    let shown = course.modules.iter().map(|module| !withheld[module.main.0]);
    let with_older = shown.scan(false, |older, shown| Some((shown, std::mem::replace(older, *older || shown))));
    with_older.collect()
}

/// Drafts and pages for instructors, with all that lies below them.
fn withheld_pages(course: &Course, own: impl Fn(&Page) -> bool) -> Vec<bool> {
    let mut sections = vec![false; course.sections.len()];
    // A section stands after the one above it.
    for (index, section) in course.sections.iter().enumerate() {
        let above = section.parent.is_some_and(|parent| sections[parent.0]);
        sections[index] = above || own(course.page(section.page));
    }
    let in_module = |module: ModuleId| {
        let module = course.module(module);
        own(course.page(module.main)) || own(course.page(module.clinic_page))
    };
    let pages = course
        .pages
        .iter()
        .map(|page| sections[page.section.0] || own(page) || page.role.module().is_some_and(in_module));
    pages.collect()
}

/// Every file that a shown text refers to.
fn referenced_files(course: &Course, withheld: &[bool]) -> (BTreeSet<FileId>, BTreeSet<FileId>) {
    let info = &course.info;
    let of_course = info.navigation.iter().map(|link| &link.target).chain(&info.logo).chain(&info.favicon);
    let mut kept: BTreeSet<FileId> = of_course
        .filter_map(|target| match target {
            Target::File(file) => Some(*file),
            _ => None,
        })
        .collect();
    let mut all = kept.clone();
    course.each_text(&mut |page, text| {
        for link in text.fragment.shown_mentions() {
            if let Some(Target::File(file)) = text.targets.get(link) {
                all.insert(*file);
                if !withheld[page.0] {
                    kept.insert(*file);
                }
            }
        }
    });
    (kept, all)
}

/// A file is withheld when all that refers to it is, or when it lies unmentioned in the folder of a withheld module,
/// or in one whose pages are all withheld.
fn withheld_files(
    course: &Course,
    withheld: &[bool],
    before: &(BTreeSet<FileId>, BTreeSet<FileId>),
    after: &(BTreeSet<FileId>, BTreeSet<FileId>),
) -> BTreeSet<FileId> {
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    // Whether the pages directly in a folder are all withheld.
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for (page, &gone) in course.pages.iter().zip(withheld) {
        if gone && !matches!(page.role, PageRole::Inner(_)) && page.path.is_page() {
            addresses.insert(page.path.as_str().trim_end_matches('/'));
        }
        let all = folders.entry(page.source.folder()).or_insert(true);
        *all = *all && gone;
    }
    let lies_in_withheld = |file: &File| {
        let nearest = above(file.source.as_str()).find_map(|folder| folders.get(folder));
        nearest == Some(&true) || above(file.path.as_str()).any(|folder| addresses.contains(folder))
    };
    let ids = (0..course.files.len()).map(FileId);
    ids.filter(|id| {
        let file = &course.files[id.0];
        let mentioned = before.1.contains(id);
        let kept = after.0.contains(id);
        !kept && (mentioned || (!file.is_static && lies_in_withheld(file)))
    })
    .collect()
}

/// The folders that a file lies in, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// Takes all text from a page that is not part of the edition.
fn empty_page(page: &mut Page) {
    let nothing = Rich::plain("", Place::file(&page.source));
    page.title = nothing.clone();
    page.body = nothing;
    page.description = None;
    page.tags.clear();
    page.aliases.clear();
    page.checks = None;
    page.extra = serde_json::Value::Null;
}

fn empty_clinic(clinic: &mut Clinic) {
    clinic.radar.rows.clear();
    clinic.checks.groups.clear();
    clinic.cards.cards.clear();
    clinic.log.starter.clear();
    clinic.protocol.steps.clear();
    clinic.completion.criteria.clear();
}

/// Takes the groups of pages that are gone; gives the new place of each old group.
fn strip_groups(groups: &mut Vec<Group>, gone: &impl Fn(PageId) -> bool) -> Vec<Option<usize>> {
    let mut moved = Vec::with_capacity(groups.len());
    let mut count = 0;
    groups.retain(|group| {
        let kept = !(group.gathered && group.source.is_some_and(gone));
        moved.push(kept.then_some(count));
        count += usize::from(kept);
        kept
    });
    moved
}

/// Takes from a group what it has from the page at `source`, which is gone.
fn strip_source(group: &mut Group, source: &SourcePath) {
    let is_its = |text: &Rich| text.place.path == *source;
    group.title.take_if(|title| is_its(title));
    group.intro.take_if(|intro| is_its(intro));
    group.statements.retain(|statement| statement.place.path != *source);
}
