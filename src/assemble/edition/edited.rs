//! The edition of a course of which texts have changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::course::{Earlier, EditionCourse};
use super::files::withheld_files;
use super::notes::Notes;
use super::strip::Stripper;
use crate::finding::Exchange;
use crate::model::course::{Course, ModuleId, PageId};

/// The edition of `whole`, and what becomes of its findings, over that of an earlier course of the same outline; `None`
/// where something else may be decided.
pub fn strip_edited(whole: &Course, earlier: Earlier<'_>) -> Option<(EditionCourse, Exchange)> {
    let older = earlier.whole;
    let texts: Vec<usize> = older.texts.differing(&whole.texts).collect();
    let decides_alike = |text: &usize| older.texts[*text].show_answers == whole.texts[*text].show_answers;
    if !Arc::ptr_eq(&older.outline, &whole.outline) || !texts.iter().all(decides_alike) {
        return None;
    }
    let mut course = earlier.stripped.clone();
    let decisions = Arc::clone(&course.decisions);
    let each = Stripper { outline: &whole.outline, decisions: &decisions, earlier: Some(earlier) };
    let mut pages: BTreeSet<PageId> = texts.into_iter().map(PageId).collect();
    let mut notes = Vec::new();
    for module in older.clinics.differing(&whole.clinics).map(ModuleId) {
        let (clinic, new) = each.clinic(module, Arc::clone(&whole.clinics[module.0]));
        course.course.clinics.replace(module.0, clinic);
        notes.push(replaced(course.clinic_notes.change(module.0), new));
        // Its pages show its groups.
        pages.extend(whole.module(module).all_pages());
    }
    for page in pages {
        let (text, new) = each.text(page, Arc::clone(&whole.texts[page.0]), &course.clinic_notes);
        course.course.texts.replace(page.0, text);
        notes.push(replaced(course.text_notes.change(page.0), new));
    }
    let mut exchange = Exchange::default();
    for (old, new) in &notes {
        exchange.take(&old.findings, &new.findings);
    }
    if notes.iter().any(|(old, new)| (&old.mentioned, &old.kept) != (&new.mentioned, &new.kept)) {
        course.withheld_files = Arc::new(withheld_files(&course));
    }
    Some((course, exchange))
}

/// What was there before, and what is there now.
fn replaced(notes: &mut Arc<Notes>, new: Arc<Notes>) -> (Arc<Notes>, Arc<Notes>) {
    (std::mem::replace(notes, Arc::clone(&new)), new)
}
