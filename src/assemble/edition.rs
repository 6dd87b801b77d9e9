//! The edition: a course without what its readers must not see.
//!
//! What follows works on an [`EditionCourse`] only, so nothing withheld can reach a page, a sheet or a data file.

mod course;
mod decisions;
mod edited;
mod facts;
mod notes;
mod release;
mod strip;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use self::course::{Earlier, EditionCourse, EditionOutline};
use self::decisions::Decisions;
pub use self::edited::strip_edited;
pub use self::facts::{Facts, Texts};
use self::notes::Notes;
use self::release::release;
use self::strip::Stripper;
use crate::finding::{Finding, Rule};
use crate::model::course::{Course, Entry, File, FileId, ModuleId, Outline, Page, PageId, PageRole, Rich};
use crate::model::kinds::Edition;
use crate::text::Place;

/// Makes the edition; a kept text that leads to a withheld page is one of its findings. What is the same as in `earlier` is taken
/// over from there.
pub fn strip(whole: Course, edition: Edition, drafts: bool, earlier: Option<Earlier<'_>>) -> EditionCourse {
    let answers = whole.texts.iter().map(|text| text.show_answers);
    let decisions = Arc::new(Decisions::of(&whole.outline, answers, edition, drafts));
    let earlier = earlier.filter(|earlier| earlier.is_like(&whole, &decisions));
    let decisions = earlier.map_or(decisions, |earlier| Arc::clone(&earlier.stripped.decisions));
    let Course { outline, texts, clinics } = whole;
    let each = Stripper { outline: &outline, decisions: &decisions, earlier };
    let (clinics, clinic_notes): (Vec<_>, Vec<_>) = clinics
        .into_vec()
        .into_par_iter()
        .enumerate()
        .map(|(index, clinic)| each.clinic(ModuleId(index), clinic))
        .unzip();
    let clinic_notes = clinic_notes.into_iter().collect();
    let text = |(index, text)| each.text(PageId(index), text, &clinic_notes);
    let (texts, text_notes): (Vec<_>, Vec<_>) = texts.into_vec().into_par_iter().enumerate().map(text).unzip();
    let (outline, outline_notes) = match earlier {
        Some(Earlier { stripped, .. }) => (Arc::clone(&stripped.course.outline), Arc::clone(&stripped.outline_notes)),
        None => stripped_outline(outline, &decisions),
    };
    let (texts, clinics) = (texts.into_iter().collect(), clinics.into_iter().collect());
    let (course, text_notes) = (Course { outline, texts, clinics }, text_notes.into_iter().collect());
    let nothing = Arc::default();
    let mut stripped =
        EditionCourse { course, decisions, withheld_files: nothing, clinic_notes, text_notes, outline_notes };
    stripped.withheld_files = Arc::new(withheld_files(&stripped));
    stripped
}

/// The outline without what is withheld, and what is noted of it.
fn stripped_outline(mut whole: Arc<Outline>, decisions: &Decisions) -> (Arc<Outline>, Arc<Notes>) {
    let mut notes = Notes::of_whole_outline(&whole, decisions);
    let Decisions { edition, withheld, modules: shown, policies, .. } = decisions;
    let outline = Arc::make_mut(&mut whole);
    let of_sections: Vec<bool> = outline.sections.iter().map(|section| withheld[section.page.0]).collect();
    for section in &mut outline.sections {
        section.entries.retain(|entry| match entry {
            Entry::Module(module) => shown[module.0].0,
            Entry::Page(page) => !withheld[page.0],
            Entry::Section(section) => !of_sections[section.0],
        });
    }
    for module in &mut outline.modules {
        module.pages.retain(|page| !withheld[page.0]);
        module.builds_on.retain(|module| shown[module.0].0);
        module.built_upon_by.retain(|module| shown[module.0].0);
    }
    for page in &mut outline.pages {
        if withheld[page.id.0] {
            page.title = Rich::plain("", Place::file(&page.source));
            page.description = None;
            page.tags.clear();
            page.aliases.clear();
        }
        let id = page.id;
        page.each_text_mut(&mut |text| release(text, id, *edition, policies));
    }
    notes.add_outline(&whole, decisions);
    (whole, Arc::new(notes))
}

/// The finding about a course of which nothing is shown, since its home page is withheld, and with it all below.
fn nothing_left(course: &Course, withheld: &[bool]) -> Option<Finding> {
    let home = course.sections.first()?.page;
    let message = "the home page is a draft or is only for instructors, so the site has no pages";
    let help = "remove `draft:` or `edition:` from its front matter; to see drafts, use `--drafts`";
    let place = Place::file(&course.page(home).source);
    withheld[home.0].then(|| Finding::new(Rule::EmptyCourse, place, message).help(help))
}

/// Of each module whether it is shown, and whether one before it is.
fn shown_modules(course: &Outline, withheld: &[bool]) -> Vec<(bool, bool)> {
    let shown = course.modules.iter().map(|module| !withheld[module.main.0]);
    let with_older = shown.scan(false, |older, shown| Some((shown, std::mem::replace(older, *older || shown))));
    with_older.collect()
}

/// Drafts and pages for instructors, with all that lies below them.
fn withheld_pages(course: &Outline, own: impl Fn(&Page) -> bool) -> Vec<bool> {
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

/// A file is withheld when all that refers to it is, or when it lies unmentioned in the folder of a withheld module,
/// or in one whose pages are all withheld.
fn withheld_files(course: &EditionCourse) -> BTreeSet<FileId> {
    let (mut mentioned, mut kept): (BTreeSet<FileId>, BTreeSet<FileId>) = Default::default();
    for notes in course.notes() {
        mentioned.extend(&notes.mentioned);
        kept.extend(&notes.kept);
    }
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    // Whether the pages directly in a folder are all withheld.
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for (page, &gone) in course.pages.iter().zip(&course.decisions.withheld) {
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
    let is_withheld = |id: &FileId| {
        let file = &course.files[id.0];
        !kept.contains(id) && (mentioned.contains(id) || (!file.is_static && lies_in_withheld(file)))
    };
    (0..course.files.len()).map(FileId).filter(is_withheld).collect()
}

/// The folders that a file lies in, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}
