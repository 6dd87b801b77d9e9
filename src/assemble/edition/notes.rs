//! What is noted of each part of a course while it is stripped: the files that it mentions, and what leads from it to a
//! page that is withheld.

use std::collections::BTreeSet;

use super::decisions::Decisions;
use crate::finding::{Finding, Rule};
use crate::model::course::{Clinic, FileId, Location, Module, NavigationLink, Outline, PageId, PageText, Rich, Target};
use crate::model::fragment::LinkKind;
use crate::text::Place;

/// What is noted of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// The files that it mentions to anybody.
    pub(super) mentioned: BTreeSet<FileId>,
    /// The files that it mentions to the readers of this edition.
    pub(super) kept: BTreeSet<FileId>,
    /// Of a clinic, the new place of each old group.
    pub(super) moved: Vec<Option<usize>>,
    /// What would lead readers to a page that they do not see.
    pub(super) findings: Vec<Finding>,
}

impl Notes {
    /// What is said to everybody, and what pages say on others.
    pub(super) fn of_whole_outline(whole: &Outline, decisions: &Decisions) -> Self {
        let mut notes = Self::default();
        let info = &whole.info;
        let of_course =
            info.navigation.iter().map(|link| &link.target).chain(&info.logo).chain(&info.favicon).chain(&info.image);
        notes.kept.extend(of_course.filter_map(file));
        notes.mentioned.clone_from(&notes.kept);
        for page in &whole.pages {
            page.each_text(&mut |text| notes.mentioned.extend(mentions(text).chain(taken(text))));
            notes.mentioned.extend(page.image.iter().filter_map(file));
        }
        let home = whole.sections.first().map(|section| section.page);
        if let Some(home) = home {
            info.each_text(&mut |text| notes.mentioned.extend(mentions(text).chain(taken(text))));
            info.each_text(&mut |text| notes.keep(home, text, whole, decisions));
        }
        for NavigationLink { target, place, .. } in &info.navigation {
            notes.lead(place, target, "header link", whole, decisions);
        }
        notes
    }

    /// Adds what is left of that outline.
    pub(super) fn add_outline(&mut self, stripped: &Outline, decisions: &Decisions) {
        for page in &stripped.pages {
            page.each_text(&mut |text| self.keep(page.id, text, stripped, decisions));
            if !decisions.withheld[page.id.0] {
                self.kept.extend(page.image.iter().filter_map(file));
            }
        }
    }

    /// What a whole clinic mentions, and where its groups come from.
    pub(super) fn of_whole_clinic(module: &Module, clinic: &Clinic, whole: &Outline, decisions: &Decisions) -> Self {
        let mut notes = Self::default();
        clinic.each_text(&mut |text| notes.mentioned.extend(mentions(text).chain(taken(text))));
        let shown = !decisions.withheld[module.main.0];
        for group in clinic.checks.groups.iter().filter(|group| shown && !group.gathered) {
            if let Some(page) = group.source {
                notes.lead(&group.place, &Target::Page(page, None), "`source`", whole, decisions);
            }
        }
        notes
    }

    /// Adds what is left of that clinic.
    pub(super) fn add_clinic(&mut self, module: &Module, clinic: &Clinic, whole: &Outline, decisions: &Decisions) {
        clinic.each_text(&mut |text| self.keep(module.clinic_page, text, whole, decisions));
        let shown = !decisions.withheld[module.main.0];
        for row in clinic.radar.rows.iter().filter(|_| shown) {
            if let Some(Location::Page { page, place, .. }) = &row.location {
                self.lead(place, &Target::Page(*page, None), "`where`", whole, decisions);
            }
        }
    }

    /// What stands on a whole page.
    pub(super) fn of_whole_text(text: &PageText) -> Self {
        let mut notes = Self::default();
        text.each_text(&mut |text| notes.mentioned.extend(mentions(text).chain(taken(text))));
        notes
    }

    /// Adds what is left of that page.
    pub(super) fn add_text(&mut self, page: PageId, text: &PageText, whole: &Outline, decisions: &Decisions) {
        text.each_text(&mut |text| self.keep(page, text, whole, decisions));
    }

    /// Notes what a text that stands on `page` tells its readers.
    fn keep(&mut self, page: PageId, text: &Rich, whole: &Outline, decisions: &Decisions) {
        if decisions.withheld[page.0] {
            return;
        }
        self.kept.extend(mentions(text));
        for link in text.fragment.shown_links() {
            if let Some(target) = text.targets.get(link) {
                let place = Place::new(&text.place.path, text.fragment.links[link].span);
                self.lead(&place, target, "link", whole, decisions);
            }
        }
    }

    /// Reports something that leads to a page which is withheld for certain. What is withheld in doubt has a finding of
    /// its own, which is enough.
    fn lead(&mut self, place: &Place, target: &Target, what: &str, whole: &Outline, decisions: &Decisions) {
        let Target::Page(page, _) = target else { return };
        if !decisions.certain[page.0] {
            return;
        }
        let page = whole.page(*page);
        let why = if page.draft { "a draft" } else { "withheld from learners" };
        let message = format!("this {what} points to `{}`, which is {why}", page.source);
        let finding = Finding::new(Rule::WithheldTarget, place.clone(), message);
        let help = format!(
            "remove this {what}, move it to a page that is also hidden from learners, or make the target page visible to learners"
        );
        self.findings.push(finding.help(help));
    }
}

fn mentions(text: &Rich) -> impl Iterator<Item = FileId> {
    let targets = text.fragment.shown_mentions().into_iter().filter_map(|link| text.targets.get(link));
    targets.filter_map(file)
}

/// The files that code of a text is taken from: that alone publishes none of them.
fn taken(text: &Rich) -> impl Iterator<Item = FileId> {
    let links = text.fragment.links.iter().zip(&*text.targets);
    links.filter(|(link, _)| link.kind == LinkKind::Code).filter_map(|(_, target)| file(target))
}

fn file(target: &Target) -> Option<FileId> {
    if let Target::File(file) = target { Some(*file) } else { None }
}
