//! A clinic, and what stands on a page, without what is withheld.

use std::sync::Arc;

use super::course::Earlier;
use super::decisions::Decisions;
use super::notes::Notes;
use super::release::{drop_answers, release, reveal};

use crate::model::course::{Clinic, Group, Module, ModuleId, Outline, PageChecks, PageId, PageText, Rich};
use crate::model::extra::Extra;
use crate::text::{Place, SourcePath};

/// Strips the parts of a course, each by itself.
#[derive(Clone, Copy)]
pub(super) struct Stripper<'a> {
    /// Of the whole course.
    pub(super) outline: &'a Outline,
    pub(super) decisions: &'a Decisions,
    /// A course of which the same was decided.
    pub(super) earlier: Option<Earlier<'a>>,
}

impl Stripper<'_> {
    /// The clinic of a module for this edition.
    pub(super) fn clinic(self, id: ModuleId, mut clinic: Arc<Clinic>) -> (Arc<Clinic>, Arc<Notes>) {
        if let Some(Earlier { whole, stripped }) = self.earlier
            && Arc::ptr_eq(&whole.clinics[id.0], &clinic)
        {
            return (Arc::clone(&stripped.course.clinics[id.0]), Arc::clone(&stripped.clinic_notes[id.0]));
        }
        let module = self.outline.module(id);
        let mut notes = Notes::of_whole_clinic(module, &clinic, self.outline, self.decisions);
        notes.moved = self.strip_clinic(module, Arc::make_mut(&mut clinic));
        notes.add_clinic(module, &clinic, self.outline, self.decisions);
        (clinic, Arc::new(notes))
    }

    /// With a page go the preset rows and check groups made from it; with a module goes its clinic. Gives the new place
    /// of each old group.
    fn strip_clinic(self, module: &Module, clinic: &mut Clinic) -> Vec<Option<usize>> {
        let Decisions { edition, withheld, modules, policies, .. } = self.decisions;
        let gone = |page: PageId| withheld[page.0];
        if gone(module.main) {
            empty_clinic(clinic);
        }
        clinic.radar.rows.retain(|row| !row.made_from.is_some_and(gone));
        let moved = strip_groups(&mut clinic.checks.groups, &gone);
        for group in &mut clinic.checks.groups {
            if let Some(page) = group.source.take_if(|page| gone(*page)) {
                strip_source(group, &self.outline.page(page).source);
            }
        }
        let has_older = modules[module.id.0].1 || module.builds_on.iter().any(|module| modules[module.0].0);
        if !has_older {
            clinic.completion.criteria.retain(|criterion| !criterion.needs_older);
        }
        let page = module.clinic_page;
        clinic.each_text_mut(&mut |text| release(text, page, *edition, policies));
        drop_answers(&mut clinic.checks.groups, |statement| {
            reveal(*edition, policies.of_text(page, &statement.place.path)).is_none()
        });
        moved
    }

    /// What stands on a page in this edition; `moved` tells for each module where its groups are now.
    pub(super) fn text(
        self,
        id: PageId,
        mut text: Arc<PageText>,
        moved: &[&[Option<usize>]],
    ) -> (Arc<PageText>, Arc<Notes>) {
        let module = self.outline.page(id).role.module();
        if let Some(Earlier { whole, stripped }) = self.earlier
            && Arc::ptr_eq(&whole.texts[id.0], &text)
            && module.is_none_or(|module| *moved[module.0] == stripped.clinic_notes[module.0].moved)
        {
            return (Arc::clone(&stripped.course.texts[id.0]), Arc::clone(&stripped.text_notes[id.0]));
        }
        let mut notes = Notes::of_whole_text(&text);
        let moved = module.map_or(&[][..], |module| moved[module.0]);
        self.strip_text(id, Arc::make_mut(&mut text), moved);
        notes.add_text(id, &text, self.outline, self.decisions);
        (text, Arc::new(notes))
    }

    /// Drops notes and answers in the text of a page that this edition withholds, and says how the others are shown.
    fn strip_text(self, id: PageId, text: &mut PageText, moved: &[Option<usize>]) {
        let Decisions { edition, withheld, policies, .. } = self.decisions;
        if withheld[id.0] {
            text.body = Rich::plain("", Place::file(&self.outline.page(id).source));
            text.checks = None;
            text.extra = Extra::default();
        }
        if let Some(PageChecks::OfModule(group)) = &mut text.checks {
            match moved.get(*group).copied().flatten() {
                Some(now) => *group = now,
                None => text.checks = None,
            }
        }
        text.each_text_mut(&mut |text| release(text, id, *edition, policies));
        let kept = reveal(*edition, text.show_answers).is_some();
        if let Some(PageChecks::Own(group)) = &mut text.checks {
            drop_answers(std::slice::from_mut(&mut **group), |_| !kept);
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

/// Takes from a group what it has from the page at `source`, which is gone.
fn strip_source(group: &mut Group, source: &SourcePath) {
    let is_its = |text: &Rich| text.place.path == *source;
    group.title.take_if(|title| is_its(title));
    group.intro.take_if(|intro| is_its(intro));
    group.statements.retain(|statement| statement.place.path != *source);
}
