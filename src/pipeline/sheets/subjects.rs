//! What the words of whoever prints mean: modules, sections, and pages that are sheets.

use std::collections::BTreeMap;

use crate::assemble::{EditionCourse, path_key};
use crate::error::{Error, Result};
use crate::finding::suggest::nearest;
use crate::model::course::{Entry, ModuleId, PageId, PageRole, SectionId};
use crate::model::kinds::Edition;
use crate::plan::is_printed;

/// Something that has sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Section(SectionId),
    Module(ModuleId),
    Page(PageId),
}

/// What `typed` names: a path from `content/`, with or without numbers and endings.
pub(super) fn subject(course: &EditionCourse, typed: &str) -> Result<Subject> {
    let mut known: BTreeMap<String, PageId> = BTreeMap::new();
    for (index, page) in course.pages.iter().enumerate() {
        known.entry(path_key(page.source.in_content())).or_insert(PageId(index));
    }
    let slashes = typed.replace('\\', "/");
    let key = path_key(slashes.trim_start_matches("./"));
    let inside = key.strip_prefix("content/").map(str::to_owned);
    let Some(&page) = known.get(&key).or_else(|| known.get(inside.as_deref()?)) else {
        return Err(unknown(course, typed, &key, &known));
    };
    if !course.shows(page) {
        return Err(withheld(course, typed, page));
    }
    Ok(match course.page(page).role {
        PageRole::Section(section) => Subject::Section(section),
        PageRole::Clinic(module) | PageRole::Guide(module) => Subject::Module(module),
        PageRole::Inner(_) | PageRole::Loose => Subject::Page(page),
    })
}

fn unknown(course: &EditionCourse, typed: &str, key: &str, known: &BTreeMap<String, PageId>) -> Error {
    let shown = |page: &PageId| course.shows(*page);
    let is_whole = |page: &PageId| !matches!(course.page(*page).role, PageRole::Inner(_) | PageRole::Loose);
    let candidates = || {
        let kept = known.iter().filter(|(key, page)| !key.is_empty() && shown(page) && is_whole(page));
        kept.map(|(key, _)| key.as_str())
    };
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let same_name = || candidates().find(|candidate| last(candidate) == last(key));
    let near_name = || {
        let names: Vec<(String, &str)> = candidates().map(|candidate| (last(candidate), candidate)).collect();
        let near = nearest(&last(key), names.iter().map(|(name, _)| name.as_str()))?.to_owned();
        names.into_iter().find(|(name, _)| *name == near).map(|(_, candidate)| candidate)
    };
    let help = match same_name().or_else(|| nearest(key, candidates())).or_else(near_name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => match candidates().find(|key| matches!(course.page(known[*key]).role, PageRole::Clinic(_))) {
            Some(example) => format!("use a path under `content/`, such as `{example}`"),
            None => "create a module with `clinic new`: this course has no modules yet".to_owned(),
        },
    };
    Error::refused(format!("this course has no module or section `{typed}`"), help)
}

fn withheld(course: &EditionCourse, typed: &str, page: PageId) -> Error {
    let help = if course.edition() == Edition::Learner {
        "add `--drafts` to print drafts, and `--edition instructor` to print pages for instructors"
    } else {
        "add `--drafts` to print drafts"
    };
    let why = if course.page(page).draft { "is a draft" } else { "is not part of this edition" };
    Error::refused(format!("`{typed}` {why}"), help)
}

/// What is printed of a section and of those below it, in order: modules, and pages outside of modules that are sheets.
pub(super) fn printed_below(course: &EditionCourse, section: SectionId) -> Vec<Subject> {
    let subjects = course.section(section).entries.iter().flat_map(|entry| match *entry {
        Entry::Section(section) => printed_below(course, section),
        entry if !is_printed(course, entry) => Vec::new(),
        Entry::Module(module) => vec![Subject::Module(module)],
        Entry::Page(page) => vec![Subject::Page(page)],
    });
    subjects.collect()
}

/// A section and those below it, in order.
pub(super) fn sections_below(course: &EditionCourse, section: SectionId) -> Vec<SectionId> {
    let below = course.section(section).entries.iter().flat_map(|entry| match entry {
        Entry::Section(section) => sections_below(course, *section),
        Entry::Module(_) | Entry::Page(_) => Vec::new(),
    });
    [section].into_iter().chain(below).collect()
}
