//! Files that no page of the course stands behind: what machines read, the sitemap, and what browsers keep the site by.

use std::collections::BTreeSet;

use super::{Artifact, Plan, SITEMAP_PAGE, Subject};
use crate::assemble::{EditionOutline, Facts as _};
use crate::model::course::PageId;
use crate::model::kinds::Edition;
use crate::text::SitePath;

/// Gives `add` what machines read of modules, and their earlier addresses, from which a learner's log finds them: none that is
/// another module's today.
pub(super) fn each_of_modules(course: EditionOutline<'_>, add: &mut impl FnMut(SitePath, Subject)) {
    let names: BTreeSet<&str> = course.shown_modules().map(|(_, module)| module.name.as_str()).collect();
    for (id, _) in course.shown_modules() {
        add(Plan::module_data(course, id), Subject::ModuleData(id));
        add(Plan::module_log(course, id), Subject::ModuleLog(id));
        for earlier in Plan::earlier_names(course, id).filter(|earlier| !names.contains(earlier)) {
            add(Plan::log_of(earlier), Subject::MovedLog(id));
        }
    }
}

/// Gives `add` what hosts and robots read, where the course has no such file of its own.
pub(super) fn each_for_hosts(course: EditionOutline<'_>, add: &mut impl FnMut(SitePath, Subject)) {
    let has_aliases = course.shown_pages().any(|(_, page)| !page.aliases.is_empty());
    let files = [
        (true, "robots.txt", Subject::Robots),
        (true, "_headers", Subject::Headers),
        (has_aliases, "_redirects", Subject::Redirects),
        (true, ".nojekyll", Subject::NoJekyll),
    ];
    for (_, name, subject) in files.into_iter().filter(|(is_needed, ..)| *is_needed) {
        if !course.files().iter().any(|file| file.path.as_str() == name) {
            add(SitePath::new(name), subject);
        }
    }
}

/// Whether a site has a feed: one whose address is known and in which something tells when it changed. Instructors follow
/// none.
pub(super) fn has_feed(course: EditionOutline<'_>) -> bool {
    let is_dated = |page: PageId| course.shows(page) && course.page(page).changed().is_some();
    let mut pages = course.shown_modules().flat_map(|(_, module)| module.all_pages());
    course.info().base_url.is_some() && course.edition() == Edition::Learner && pages.any(is_dated)
}

/// Gives `add` what only a site has that browsers may keep.
pub(super) fn each_for_offline(course: EditionOutline<'_>, add: &mut impl FnMut(SitePath, Subject)) {
    if course.is_kept_offline() {
        add(SitePath::new(Plan::OFFLINE), Subject::Offline);
        add(SitePath::new(Plan::WEB_MANIFEST), Subject::WebManifest);
        add(SitePath::new(Plan::WORKER), Subject::Worker);
    }
}

/// A sitemap needs to know where the site is published, and invites search engines, which instructors do not.
pub(super) fn add_sitemaps(course: EditionOutline<'_>, artifacts: &mut Vec<Artifact>) {
    if course.info().base_url.is_none() || course.edition() == Edition::Instructor {
        return;
    }
    let pages = artifacts.iter().filter(|artifact| artifact.subject.kind().listed).count();
    let parts = pages.div_ceil(SITEMAP_PAGE);
    let list = Subject::Sitemap(0);
    artifacts.push(Artifact { path: list.kind().path(), subject: list });
    for part in (1..=parts).filter(|_| parts > 1) {
        artifacts
            .push(Artifact { path: SitePath::new(format!("sitemap-{part}.xml")), subject: Subject::Sitemap(part) });
    }
}
