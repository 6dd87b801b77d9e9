//! What learners would see that leads to a page which they do not.

use crate::finding::{Finding, Rule};
use crate::model::course::{Course, Location, PageId, Target};
use crate::text::Place;

/// Links and places of kept texts that lead to a withheld page.
pub(super) fn leading_to_withheld(course: &Course, withheld: &[bool], certain: &[bool]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |place: &Place, page: PageId, what: &str| {
        findings.push(leading(course, place, page, what));
    };
    for link in &course.info.navigation {
        if let Target::Page(page, _) = link.target
            && certain[page.0]
        {
            report(&link.place, page, "link of the header");
        }
    }
    course.each_text(&mut |page, text| {
        if withheld[page.0] {
            return;
        }
        for link in text.fragment.shown_links() {
            if let Some(Target::Page(target, _)) = text.targets.get(link)
                && certain[target.0]
            {
                let place = Place::new(&text.place.path, text.fragment.links[link].span);
                report(&place, *target, "link");
            }
        }
    });
    for module in course.modules.iter().filter(|module| !withheld[module.main.0]) {
        for row in &module.clinic.radar.rows {
            if let Some(Location::Page { page, place, .. }) = &row.location
                && certain[page.0]
            {
                report(place, *page, "`where`");
            }
        }
    }
    findings
}

/// Check groups of shown modules that take their statements from a page that is withheld for certain.
pub(super) fn sources_in_withheld(course: &Course, withheld: &[bool], certain: &[bool]) -> Vec<Finding> {
    let shown = course.modules.iter().filter(|module| !withheld[module.main.0]);
    let groups = shown.flat_map(|module| &module.clinic.checks.groups).filter(|group| !group.gathered);
    let led = groups.filter_map(|group| Some((group, group.source.filter(|page| certain[page.0])?)));
    led.map(|(group, page)| leading(course, &group.place, page, "`source`")).collect()
}

fn leading(course: &Course, place: &Place, page: PageId, what: &str) -> Finding {
    let source = &course.page(page).source;
    let why = if course.page(page).draft { "a draft" } else { "withheld from learners" };
    let message = format!("this {what} leads to `{source}`, which is {why}");
    Finding::new(Rule::WithheldTarget, place.clone(), message)
        .help("take it out, move it into a page that is withheld too, or release the page it leads to")
}
