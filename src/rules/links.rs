//! Links to addresses and to places on pages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use crate::assemble::EditionCourse;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Location, PageId, Rich, Target};
use crate::plan::{About, Plan, anchors};
use crate::text::{Place, SitePath};

/// Every link of every shown text.
pub(super) fn find(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    let mut teller = Teller { course, plan, anchors: BTreeMap::new(), findings: Vec::new(), broken: 0, compared: 0 };
    for link in lost(course, plan) {
        teller.tell(link);
    }
    teller.findings
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
fn lost<'c>(course: &'c EditionCourse, plan: &'c Plan) -> Vec<Lost<'c>> {
    let (pages, modules) = (course.pages.par_iter(), course.modules.par_iter());
    let of_modules = modules.filter(|module| course.shows(module.clinic_page)).flat_map_iter(|module| {
        let mut checker = Checker::new(course, plan);
        let clinic = course.clinic(module.id);
        clinic.each_text(&mut |text| checker.text(text));
        for row in &clinic.radar.rows {
            if let Some(Location::Page { page, anchor: Some(anchor), place }) = &row.location {
                checker.anchor(*page, anchor, || place.clone());
            }
        }
        checker.lost
    });
    let of_pages = pages.filter(|page| course.shows(page.id)).flat_map_iter(|page| {
        let mut checker = Checker::new(course, plan);
        page.each_text(&mut |text| checker.text(text));
        course.text(page.id).each_text(&mut |text| checker.text(text));
        checker.lost
    });
    let mut of_course = Checker::new(course, plan);
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
struct Checker<'c> {
    course: &'c EditionCourse,
    plan: &'c Plan,
    /// The places of the pages that were linked to so far.
    anchors: HashMap<PageId, HashSet<Cow<'c, str>>>,
    lost: Vec<Lost<'c>>,
}

impl<'c> Checker<'c> {
    fn new(course: &'c EditionCourse, plan: &'c Plan) -> Self {
        Self { course, plan, anchors: HashMap::new(), lost: Vec::new() }
    }

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
        let course = self.course;
        if !course.shows(page) {
            return;
        }
        let known = self.anchors.entry(page).or_insert_with(|| anchors(course, page).collect());
        if !known.contains(anchor) {
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

/// Tells of links that lead nowhere, and where they may have been meant to lead.
struct Teller<'c> {
    course: &'c EditionCourse,
    plan: &'c Plan,
    /// The places of the pages that were told of so far.
    anchors: BTreeMap<PageId, BTreeSet<Cow<'c, str>>>,
    findings: Vec<Finding>,
    /// How many broken addresses were met.
    broken: usize,
    /// How many anchors were looked at for one that a broken link may mean.
    compared: usize,
}

impl Teller<'_> {
    fn tell(&mut self, Lost { target, place }: Lost<'_>) {
        let (rule, (message, help)) = match target {
            LostTarget::Anchor(page, anchor) => (Rule::BrokenAnchor, self.anchor(page, anchor)),
            LostTarget::Address(path) => (Rule::BrokenLink, self.address(path)),
        };
        self.findings.push(Finding::new(rule, place, message).help(help));
    }

    fn anchor(&mut self, page: PageId, anchor: &str) -> (String, String) {
        let course = self.course;
        let known = self.anchors.entry(page).or_insert_with(|| anchors(course, page).collect());
        self.compared += known.len();
        let near = || nearest(anchor, known.iter().map(|known| &**known));
        let help = match (self.compared <= MOST_COMPARED).then(near).flatten() {
            Some(near) => format!("did you mean `#{near}`?"),
            None => {
                "after the `#` in the link, write the heading in lowercase, with hyphens instead of spaces".to_owned()
            }
        };
        let source = &course.page(page).source;
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
