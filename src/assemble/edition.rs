//! The edition: a course without what its readers must not see.
//!
//! What follows works on an [`EditionCourse`] only, so nothing withheld can reach a page, a sheet or a data file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::finding::{Finding, Outcome, Rule};
use crate::model::course::{
    Clinic, Course, Entry, File, FileId, Group, Location, Module, ModuleId, Page, PageChecks, PageId, PageRole, Rich,
    SectionId, Statement, Target,
};
use crate::model::fragment::{Audience, Fragment, Reveal};
use crate::model::kinds::{Edition, ShowAnswers};
use crate::text::{Place, SourcePath};

/// A course for one kind of reader.
#[derive(Clone, Debug)]
pub struct EditionCourse {
    course: Course,
    edition: Edition,
    withheld: Vec<bool>,
    withheld_files: BTreeSet<FileId>,
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

    /// How the answers of a module are shown: `None` where they are not.
    pub fn reveal(&self, answers: ShowAnswers) -> Option<Reveal> {
        reveal(self.edition, answers)
    }
}

fn reveal(edition: Edition, answers: ShowAnswers) -> Option<Reveal> {
    match (edition, answers) {
        (Edition::Instructor, _) | (_, ShowAnswers::Open) => Some(Reveal::Open),
        (_, ShowAnswers::AfterAttempt) => Some(Reveal::Closed),
        (_, ShowAnswers::Never) => None,
    }
}

/// Makes the edition; a kept text that leads to a withheld page is a finding.
pub fn strip(mut course: Course, edition: Edition, drafts: bool) -> Outcome<EditionCourse> {
    let withheld = withheld_pages(&course, edition, drafts);
    let before = referenced_files(&course, &withheld);
    for (index, &gone) in withheld.iter().enumerate() {
        if gone {
            empty_page(&mut course.pages[index]);
        }
    }
    strip_modules(&mut course, &withheld);
    strip_lists(&mut course, &withheld);
    release(&mut course, edition);
    let after = referenced_files(&course, &withheld);
    let withheld_files = withheld_files(&course, &withheld, &before, &after);
    let findings = leading_to_withheld(&course, &withheld);
    Outcome { value: EditionCourse { course, edition, withheld, withheld_files }, findings }
}

/// Drafts and pages for instructors, with all that lies below them.
fn withheld_pages(course: &Course, edition: Edition, drafts: bool) -> Vec<bool> {
    let own =
        |page: &Page| (page.draft && !drafts) || (page.edition == Edition::Instructor && edition == Edition::Learner);
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
        for link in text.fragment.shown_links() {
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

/// With a page go the preset rows and check groups made from it; with a module goes its clinic.
fn strip_modules(course: &mut Course, withheld: &[bool]) {
    let gone = |page: PageId| withheld[page.0];
    let mut moved: Vec<Vec<Option<usize>>> = Vec::with_capacity(course.modules.len());
    for module in &mut course.modules {
        module.pages.retain(|page| !gone(*page));
        let module_gone = gone(module.main);
        if module_gone {
            empty_clinic(&mut module.clinic);
        }
        module.clinic.radar.rows.retain(|row| !row.made_from.is_some_and(gone));
        moved.push(strip_groups(&mut module.clinic.checks.groups, &gone));
    }
    for page in &mut course.pages {
        if let (Some(module), Some(PageChecks::OfModule(group))) = (page.role.module(), &mut page.checks) {
            match moved[module.0].get(*group).copied().flatten() {
                Some(now) => *group = now,
                None => page.checks = None,
            }
        }
    }
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

/// Sections and modules no longer name what is gone.
fn strip_lists(course: &mut Course, withheld: &[bool]) {
    let module_pages: Vec<PageId> = course.modules.iter().map(|module| module.main).collect();
    let section_pages: Vec<PageId> = course.sections.iter().map(|section| section.page).collect();
    let shown_module = |module: &ModuleId| !withheld[module_pages[module.0].0];
    let shown_section = |section: &SectionId| !withheld[section_pages[section.0].0];
    for section in &mut course.sections {
        section.entries.retain(|entry| match entry {
            Entry::Module(module) => shown_module(module),
            Entry::Page(page) => !withheld[page.0],
            Entry::Section(section) => shown_section(section),
        });
    }
    let mut has_older = false;
    for module in &mut course.modules {
        module.builds_on.retain(shown_module);
        module.built_upon_by.retain(shown_module);
        if !has_older && module.builds_on.is_empty() {
            module.clinic.completion.criteria.retain(|criterion| !criterion.needs_older);
        }
        has_older = has_older || !withheld[module.main.0];
    }
}

/// Drops answers and notes that this edition withholds, and says how the others are shown.
fn release(course: &mut Course, edition: Edition) {
    let policies = Policies::of(course);
    course.each_text_mut(&mut |page, text| {
        if text.fragment.has_nested() {
            let released: Fragment = text.fragment.released(&|audience| match audience {
                Audience::Instructor => (edition == Edition::Instructor).then_some(Reveal::Open),
                Audience::Answer => reveal(edition, policies.of_text(page, &text.place.path)),
            });
            text.fragment = Arc::new(released);
        }
    });
    for module in &mut course.modules {
        drop_answers(&mut module.clinic.checks.groups, |statement| {
            reveal(edition, policies.of_text(module.clinic_page, &statement.place.path)).is_none()
        });
    }
    for page in &mut course.pages {
        let kept = reveal(edition, page.show_answers).is_some();
        if let Some(PageChecks::Own(group)) = &mut page.checks {
            drop_answers(std::slice::from_mut(&mut **group), |_| !kept);
        }
    }
}

/// Who sees the answers of which page.
struct Policies {
    pages: Vec<(ShowAnswers, Option<ModuleId>)>,
    by_source: BTreeMap<SourcePath, usize>,
}

impl Policies {
    fn of(course: &Course) -> Self {
        let pages = course.pages.iter().map(|page| (page.show_answers, page.role.module())).collect();
        let by_source = course.pages.iter().enumerate().map(|(index, page)| (page.source.clone(), index)).collect();
        Self { pages, by_source }
    }

    /// Of what was written in `source` and is shown on `page`. What a module takes from another one is released only
    /// where that one releases it too.
    fn of_text(&self, page: PageId, source: &SourcePath) -> ShowAnswers {
        let (own, module) = self.pages[page.0];
        let written = self.by_source.get(source).map(|&index| self.pages[index]);
        match written {
            Some((other, Some(there))) if Some(there) != module && other == ShowAnswers::Never => other,
            _ => own,
        }
    }
}

fn drop_answers(groups: &mut [Group], withheld: impl Fn(&Statement) -> bool) {
    for statement in groups.iter_mut().flat_map(|group| &mut group.statements) {
        if withheld(statement) {
            statement.answer = None;
        }
    }
}

/// Links, places and sources of kept texts that lead to a withheld page.
fn leading_to_withheld(course: &Course, withheld: &[bool]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |place: &Place, page: PageId, what: &str| {
        let source = &course.page(page).source;
        let why = if course.page(page).draft { "a draft" } else { "withheld from learners" };
        let message = format!("this {what} leads to `{source}`, which is {why}");
        findings.push(
            Finding::new(Rule::WithheldTarget, place.clone(), message)
                .help("take it out, move it into a page that is withheld too, or release the page it leads to"),
        );
    };
    for link in &course.info.navigation {
        if let Target::Page(page, _) = link.target
            && withheld[page.0]
        {
            report(&link.place, page, "link of the header");
        }
    }
    course.each_text(&mut |page, text| {
        if withheld[page.0] {
            return;
        }
        for link in text.fragment.shown_links() {
            if let Some(Target::Page(target, _)) = text.targets.get(link)
                && withheld[target.0]
            {
                let place = Place::new(&text.place.path, text.fragment.links[link].span);
                report(&place, *target, "link");
            }
        }
    });
    for module in course.modules.iter().filter(|module| !withheld[module.main.0]) {
        for row in &module.clinic.radar.rows {
            if let Some(Location::Page { page, place, .. }) = &row.location
                && withheld[page.0]
            {
                report(place, *page, "`where`");
            }
        }
        for group in &module.clinic.checks.groups {
            if let Some(page) = group.source.filter(|page| withheld[page.0]) {
                report(&group.place, page, "`source`");
            }
        }
    }
    findings
}
