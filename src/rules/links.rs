//! Links to addresses and to places on pages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::assemble::EditionCourse;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Location, PageId, Rich, Target};
use crate::plan::{About, Plan, anchors};
use crate::text::{Place, SitePath};

/// Every link of every shown text.
pub(super) fn find(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    let anchors = Anchors { course, of_pages: course.pages.iter().map(|_| OnceLock::new()).collect() };
    let mut reporter = Reporter { plan, anchors: &anchors, findings: Vec::new(), broken: 0, compared: 0 };
    for link in lost_links(course, plan, &anchors) {
        reporter.report(link);
    }
    reporter.findings
}

/// The places of pages that links lead to, each page looked at once.
struct Anchors<'c> {
    course: &'c EditionCourse,
    of_pages: Vec<OnceLock<BTreeSet<Cow<'c, str>>>>,
}

impl<'c> Anchors<'c> {
    fn of(&self, page: PageId) -> &BTreeSet<Cow<'c, str>> {
        self.of_pages[page.0].get_or_init(|| anchors(self.course, page))
    }
}

/// A link that leads nowhere.
struct Lost<'c> {
    target: LostTarget<'c>,
    place: Place,
}

enum LostTarget<'c> {
    /// A place that a page does not have.
    Anchor(PageId, &'c str),
    /// An address at which the site has nothing.
    Address(&'c SitePath),
}

/// All links that lead nowhere; looked for on every core.
fn lost_links<'c>(course: &'c EditionCourse, plan: &'c Plan, anchors: &Anchors<'c>) -> Vec<Lost<'c>> {
    let checker = || Checker { course, plan, anchors, lost: Vec::new() };
    let (pages, modules) = (course.pages.par_iter(), course.modules.par_iter());
    let of_pages = pages.filter(|page| course.shows(page.id)).flat_map_iter(|page| {
        let mut checker = checker();
        page.each_text(&mut |text| checker.text(text));
        course.text(page.id).each_text(&mut |text| checker.text(text));
        checker.lost
    });
    let of_modules = modules.filter(|module| course.shows(module.clinic_page)).flat_map_iter(|module| {
        let mut checker = checker();
        let clinic = course.clinic(module.id);
        clinic.each_text(&mut |text| checker.text(text));
        for row in &clinic.radar.rows {
            if let Some(Location::Page { page, anchor: Some(anchor), place }) = &row.location {
                checker.anchor(*page, anchor, || place.clone());
            }
        }
        checker.lost
    });
    let mut of_course = checker();
    if course.sections.first().is_some_and(|home| course.shows(home.page)) {
        course.info.each_text(&mut |text| of_course.text(text));
    }
    for link in &course.info.navigation {
        of_course.target(&link.target, || link.place.clone());
    }
    let mut lost = of_course.lost;
    lost.par_extend(of_pages);
    lost.par_extend(of_modules);
    lost
}

/// Looks for links of a part of the course that lead nowhere.
struct Checker<'a, 'c> {
    course: &'c EditionCourse,
    plan: &'c Plan,
    anchors: &'a Anchors<'c>,
    lost: Vec<Lost<'c>>,
}

impl<'c> Checker<'_, 'c> {
    fn text(&mut self, text: &'c Rich) {
        if text.fragment.links.is_empty() {
            return;
        }
        for link in text.fragment.shown_links() {
            if let Some(target) = text.targets.get(link) {
                self.target(target, || Place::new(&text.place.path, text.fragment.links[link].span));
            }
        }
    }

    fn target(&mut self, target: &'c Target, place: impl FnOnce() -> Place) {
        match target {
            Target::Page(page, Some(anchor)) => self.anchor(*page, anchor, place),
            Target::Address(path, anchor) => self.address(path, anchor.as_deref(), place),
            Target::Page(..) | Target::File(_) | Target::External(_) | Target::Broken => {}
        }
    }

    fn anchor(&mut self, page: PageId, anchor: &'c str, place: impl FnOnce() -> Place) {
        if self.course.shows(page) && !self.anchors.of(page).contains(anchor) {
            self.lost.push(Lost { target: LostTarget::Anchor(page, anchor), place: place() });
        }
    }

    fn address(&mut self, path: &'c SitePath, anchor: Option<&'c str>, place: impl FnOnce() -> Place) {
        let Some(artifact) = self.plan.at(path) else {
            self.lost.push(Lost { target: LostTarget::Address(path), place: place() });
            return;
        };
        let subject = &artifact.subject;
        if let (true, About::Page(page), Some(anchor)) = (subject.kind().is_text, subject.about(), anchor) {
            self.anchor(page, anchor, place);
        }
    }
}

/// After so many broken addresses one more suggestion helps nobody, and each costs a walk over all pages.
const MOST_SUGGESTIONS: usize = 100;

/// The same for anchors, of which a page has a few and may have thousands.
const MOST_COMPARED: usize = 100_000;

/// Reports links that lead nowhere, and suggests where they were meant to lead.
struct Reporter<'a, 'c> {
    plan: &'c Plan,
    anchors: &'a Anchors<'c>,
    findings: Vec<Finding>,
    /// How many broken addresses were met.
    broken: usize,
    /// How many anchors were looked at for one that a broken link may mean.
    compared: usize,
}

impl Reporter<'_, '_> {
    fn report(&mut self, Lost { target, place }: Lost<'_>) {
        let (rule, (message, help)) = match target {
            LostTarget::Anchor(page, anchor) => (Rule::BrokenAnchor, self.anchor(page, anchor)),
            LostTarget::Address(path) => (Rule::BrokenLink, self.address(path)),
        };
        self.findings.push(Finding::new(rule, place, message).help(help));
    }

    fn anchor(&mut self, page: PageId, anchor: &str) -> (String, String) {
        let known = self.anchors.of(page);
        self.compared += known.len();
        let near = || nearest(anchor, known.iter().map(|known| &**known));
        let help = match (self.compared <= MOST_COMPARED).then(near).flatten() {
            Some(near) => format!("did you mean `#{near}`?"),
            None => {
                "after the `#` in the link, write the heading in lowercase, with hyphens instead of spaces".to_owned()
            }
        };
        let source = &self.anchors.course.page(page).source;
        (format!("`{source}` has no heading or other element with the id `{anchor}`"), help)
    }

    fn address(&mut self, path: &SitePath) -> (String, String) {
        self.broken += 1;
        let pages = self.plan.pages().map(|artifact| artifact.path.as_str());
        let near = (self.broken <= MOST_SUGGESTIONS).then(|| nearest(path.as_str(), pages)).flatten();
        let help = match near {
            Some(near) => format!("did you mean `/{near}`?"),
            None => "to link to a page, use the path to its file".to_owned(),
        };
        (format!("the site has no page or file at the address `/{path}`"), help)
    }
}
