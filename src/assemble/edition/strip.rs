//! A clinic, and what stands on a page, without what is withheld.

use std::sync::Arc;

use super::course::Earlier;
use super::decisions::Decisions;
use super::notes::Notes;
use super::release::{drop_answers, release, reveal};

use crate::model::course::{Clinic, Group, Module, ModuleId, Outline, PageChecks, PageId, PageText, Rich, Statement};
use crate::model::extra::Extra;
use crate::model::shelves::Shelves;
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
        notes.moved = if self.keeps_all_of(module, &clinic) {
            debug_assert!(self.is_same_clinic(module, &clinic), "what is stripped is not shown as it is");
            (0..clinic.checks.groups.len()).map(Some).collect()
        } else {
            self.strip_clinic(module, Arc::make_mut(&mut clinic))
        };
        notes.add_clinic(module, &clinic, self.outline, self.decisions);
        (clinic, Arc::new(notes))
    }

    /// Whether nothing of a clinic is withheld, so that it is shown as it is.
    fn keeps_all_of(self, module: &Module, clinic: &Clinic) -> bool {
        let Decisions { edition, withheld, policies, .. } = self.decisions;
        // Whoever adds a part says here whether some of it may be withheld; what it says in texts is looked at below.
        let Clinic {
            radar,
            checks,
            completion,
            parts: _,
            protocol: _,
            log: _,
            cards: _,
            sheets: _,
            show_answers: _,
            evidence: _,
        } = clinic;
        let gone = |page: Option<PageId>| page.is_some_and(|page| withheld[page.0]);
        let mut statements = checks.groups.iter().flat_map(|group| &group.statements);
        let is_withheld = |statement: &Statement| {
            reveal(*edition, policies.of_text(module.clinic_page, &statement.place.path)).is_none()
        };
        let hides_answer = |statement: &Statement| statement.answer.is_some() && is_withheld(statement);
        let mut has_nested = false;
        clinic.each_text(&mut |text| has_nested |= text.fragment.has_nested());
        !gone(Some(module.main))
            && !radar.rows.iter().any(|row| gone(row.made_from))
            && !checks.groups.iter().any(|group| gone(group.source))
            && (self.has_older(module) || !completion.criteria.iter().any(|criterion| criterion.needs_older))
            && !has_nested
            && !statements.any(hides_answer)
    }

    fn is_same_clinic(self, module: &Module, clinic: &Clinic) -> bool {
        let mut stripped = clinic.clone();
        self.strip_clinic(module, &mut stripped);
        stripped == *clinic
    }

    fn is_same_text(self, id: PageId, text: &PageText, moved: &[Option<usize>]) -> bool {
        let mut stripped = text.clone();
        self.strip_text(id, &mut stripped, moved);
        stripped == *text
    }

    /// Whether there is something older that a module builds on or stands behind.
    fn has_older(self, module: &Module) -> bool {
        let modules = &self.decisions.modules;
        modules[module.id.0].1 || module.builds_on.iter().any(|module| modules[module.0].0)
    }

    /// With a page go the preset rows and check groups made from it; with a module goes its clinic. Gives the new place
    /// of each old group.
    fn strip_clinic(self, module: &Module, clinic: &mut Clinic) -> Vec<Option<usize>> {
        let Decisions { edition, withheld, policies, .. } = self.decisions;
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
        if !self.has_older(module) {
            clinic.completion.criteria.retain(|criterion| !criterion.needs_older);
        }
        let page = module.clinic_page;
        clinic.each_text_mut(&mut |text| release(text, page, *edition, policies));
        drop_answers(&mut clinic.checks.groups, |statement| {
            reveal(*edition, policies.of_text(page, &statement.place.path)).is_none()
        });
        moved
    }

    /// What stands on a page in this edition; `clinic_notes` are those of all modules.
    pub(super) fn text(
        self,
        id: PageId,
        mut text: Arc<PageText>,
        clinic_notes: &Shelves<Arc<Notes>>,
    ) -> (Arc<PageText>, Arc<Notes>) {
        let module = self.outline.page(id).role.module();
        if let Some(Earlier { whole, stripped }) = self.earlier
            && Arc::ptr_eq(&whole.texts[id.0], &text)
            && module.is_none_or(|module| clinic_notes[module.0].moved == stripped.clinic_notes[module.0].moved)
        {
            return (Arc::clone(&stripped.course.texts[id.0]), Arc::clone(&stripped.text_notes[id.0]));
        }
        let mut notes = Notes::of_whole_text(&text);
        let moved = module.map_or(&[][..], |module| &clinic_notes[module.0].moved);
        if self.keeps_all_on(id, &text, moved) {
            debug_assert!(self.is_same_text(id, &text, moved), "what is stripped is not shown as it is");
        } else {
            self.strip_text(id, Arc::make_mut(&mut text), moved);
        }
        notes.add_text(id, &text, self.outline, self.decisions);
        (text, Arc::new(notes))
    }

    /// Whether nothing of what stands on a page is withheld, so that it is shown as it is.
    fn keeps_all_on(self, id: PageId, text: &PageText, moved: &[Option<usize>]) -> bool {
        let Decisions { edition, withheld, .. } = self.decisions;
        let PageText { checks, show_answers, body: _, sheet: _, lines: _, extra: _ } = text;
        let keeps_checks = match checks {
            Some(PageChecks::OfModule(group)) => moved.get(*group).copied().flatten() == Some(*group),
            Some(PageChecks::Own(group)) => {
                let has_answers = group.statements.iter().any(|statement| statement.answer.is_some());
                !has_answers || reveal(*edition, *show_answers).is_some()
            }
            None => true,
        };
        let mut has_nested = false;
        text.each_text(&mut |text| has_nested |= text.fragment.has_nested());
        !withheld[id.0] && keeps_checks && !has_nested
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
