//! Links to addresses and to places on pages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::assemble::EditionCourse;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Location, PageId, Rich, Target};
use crate::plan::{About, Plan, anchors};
use crate::text::{Place, SitePath};

/// Every link of every shown text.
pub(super) fn find(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    let mut checker = Checker { course, plan, anchors: BTreeMap::new(), findings: Vec::new(), broken: 0, compared: 0 };
    for text in texts_with_links(course) {
        for link in text.fragment.shown_links() {
            if let Some(target) = text.targets.get(link) {
                checker.target(target, || Place::new(&text.place.path, text.fragment.links[link].span));
            }
        }
    }
    for (_, module) in course.shown_modules() {
        for row in &course.clinic(module.id).radar.rows {
            if let Some(Location::Page { page, anchor: Some(anchor), place }) = &row.location {
                checker.anchor(*page, anchor, || place.clone());
            }
        }
    }
    for link in &course.info.navigation {
        checker.target(&link.target, || link.place.clone());
    }
    checker.findings
}

/// The shown texts that have links, in order; looked for on every core.
fn texts_with_links(course: &EditionCourse) -> Vec<&Rich> {
    let (pages, modules) = (course.pages.par_iter(), course.modules.par_iter());
    let of_pages = pages.filter(|page| course.shows(page.id)).flat_map_iter(|page| {
        let mut found = WithLinks::default();
        page.each_text(&mut |text| found.add(text));
        course.text(page.id).each_text(&mut |text| found.add(text));
        found.0
    });
    let of_modules = modules.filter(|module| course.shows(module.clinic_page)).flat_map_iter(|module| {
        let mut found = WithLinks::default();
        course.clinic(module.id).each_text(&mut |text| found.add(text));
        found.0
    });
    let mut of_course = WithLinks::default();
    if course.sections.first().is_some_and(|home| course.shows(home.page)) {
        course.info.each_text(&mut |text| of_course.add(text));
    }
    let mut texts = of_course.0;
    texts.par_extend(of_pages);
    texts.par_extend(of_modules);
    texts
}

/// Texts that have links.
#[derive(Default)]
struct WithLinks<'c>(Vec<&'c Rich>);

impl<'c> WithLinks<'c> {
    fn add(&mut self, text: &'c Rich) {
        if !text.fragment.links.is_empty() {
            self.0.push(text);
        }
    }
}

struct Checker<'a> {
    course: &'a EditionCourse,
    plan: &'a Plan,
    anchors: BTreeMap<PageId, BTreeSet<Cow<'a, str>>>,
    findings: Vec<Finding>,
    /// How many broken addresses were met.
    broken: usize,
    /// How many anchors were looked at for one that a broken link may mean.
    compared: usize,
}

/// After so many broken addresses one more suggestion helps nobody, and each costs a walk over all pages.
const MOST_SUGGESTIONS: usize = 100;

/// The same for anchors, of which a page has a few and may have thousands.
const MOST_COMPARED: usize = 100_000;

impl Checker<'_> {
    fn target(&mut self, target: &Target, place: impl FnOnce() -> Place) {
        match target {
            Target::Page(page, Some(anchor)) => self.anchor(*page, anchor, place),
            Target::Address(path, anchor) => self.address(path, anchor.as_deref(), place),
            Target::Page(..) | Target::File(_) | Target::External(_) | Target::Broken => {}
        }
    }

    fn anchor(&mut self, page: PageId, anchor: &str, place: impl FnOnce() -> Place) {
        let course = self.course;
        if !course.shows(page) {
            return;
        }
        let known = self.anchors.entry(page).or_insert_with(|| anchors(course, page));
        if known.contains(anchor) {
            return;
        }
        let source = &course.page(page).source;
        self.compared += known.len();
        let near = || nearest(anchor, known.iter().map(|known| &**known));
        let help = match (self.compared <= MOST_COMPARED).then(near).flatten() {
            Some(near) => format!("did you mean `#{near}`?"),
            None => {
                "after the `#` in the link, write the heading in lowercase, with hyphens instead of spaces".to_owned()
            }
        };
        let message = format!("`{source}` has no heading or other element with the id `{anchor}`");
        self.findings.push(Finding::new(Rule::BrokenAnchor, place(), message).help(help));
    }

    fn address(&mut self, path: &SitePath, anchor: Option<&str>, place: impl FnOnce() -> Place) {
        let Some(artifact) = self.plan.at(path) else {
            let message = format!("the site has no page or file at the address `/{path}`");
            self.broken += 1;
            let pages = self.plan.pages().map(|artifact| artifact.path.as_str());
            let near = (self.broken <= MOST_SUGGESTIONS).then(|| nearest(path.as_str(), pages)).flatten();
            let help = match near {
                Some(near) => format!("did you mean `/{near}`?"),
                None => "to link to a page, use the path to its file".to_owned(),
            };
            self.findings.push(Finding::new(Rule::BrokenLink, place(), message).help(help));
            return;
        };
        let subject = &artifact.subject;
        if let (true, About::Page(page), Some(anchor)) = (subject.kind().is_text, subject.about(), anchor) {
            self.anchor(page, anchor, place);
        }
    }
}
