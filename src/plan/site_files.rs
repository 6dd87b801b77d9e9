//! Files about the site as a whole: its sitemap, and what browsers keep it by.

use super::{Artifact, Plan, SITEMAP_PAGE, Subject};
use crate::assemble::{EditionOutline, Facts as _};
use crate::model::kinds::Edition;
use crate::text::SitePath;

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
