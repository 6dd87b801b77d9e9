//! The edition: a course without what its readers must not see.
//!
//! What follows works on an [`EditionCourse`] only, so nothing withheld can reach a page, a sheet or a data file.

mod course;
mod decisions;
mod edited;
mod facts;
mod files;
mod notes;
mod release;
mod strip;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rayon::prelude::*;

pub use self::course::{Earlier, EditionCourse, EditionOutline};
use self::decisions::Decisions;
pub use self::edited::strip_edited;
pub use self::facts::{Facts, Texts};
use self::files::withheld_files;
use self::notes::Notes;
use self::release::release;
use self::strip::Stripper;
use crate::model::course::{Course, Entry, ModuleId, Outline, PageId, Rich};
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
