//! The page that searches, and what is shown of what is found.

use super::Builder;
use crate::assemble::Facts as _;
use crate::model::course::{PageId, PageRole, Rich, SectionId};
use crate::model::kinds::SiteForm;
use crate::plan::Subject;
use crate::render::address::Style;
use crate::render::search::{Record, part, things};
use crate::render::view::SearchPage;
use crate::text::SitePath;

/// Set between what lies in each other.
const WITHIN: &str = " › ";

impl<'a> Builder<'a> {
    /// The page that searches: without scripts it leads to what lists everything.
    pub(super) fn search(self) -> SearchPage {
        let radar = self.plan.has(Subject::Radar.kind()).then(|| self.href(&Subject::Radar.kind().path()));
        SearchPage { home: self.href(&SitePath::home()), radar }
    }

    /// Where readers search, if they can.
    pub(super) fn search_href(self) -> Option<String> {
        self.plan.has(Subject::Search.kind()).then(|| self.href(&Subject::Search.kind().path()))
    }

    /// What is shown of the pages of a part.
    pub(super) fn found(self, number: usize) -> String {
        let pages = self.plan.searched(number).iter().map(|page| self.record(*page).told());
        part("p", number, &pages.collect::<Vec<_>>())
    }

    fn record(self, id: PageId) -> Record<'a> {
        let page = self.course.page(id);
        let home = SitePath::home();
        let things = things(self.course, id);
        let opening = things.first().map_or("", |page| page.opening());
        Record {
            href: Style::From(&home, SiteForm::Hosted).path(&page.path),
            kind: self.kind_name(page).unwrap_or_default(),
            place: self.place_of(id),
            label: self.label(id).map(|label| format!("{label}: ")).unwrap_or_default(),
            about: page.description.as_ref().map_or(opening, Rich::text).to_owned(),
            things,
        }
    }

    /// The titles of what a page lies in, outermost first.
    fn place_of(self, id: PageId) -> String {
        let page = self.course.page(id);
        let mut titles: Vec<&str> = Vec::new();
        if let Some(module) =
            page.role.module().map(|module| self.course.module(module).main).filter(|main| *main != id)
        {
            titles.push(self.course.page(module).title.text());
        }
        let own = matches!(page.role, PageRole::Section(_)).then_some(page.section);
        let mut next = own.map_or(Some(page.section), |own| self.course.section(own).parent);
        while let Some(section) = next.filter(|section| *section != SectionId(0)) {
            titles.push(self.course.page(self.course.section(section).page).title.text());
            next = self.course.section(section).parent;
        }
        titles.reverse();
        titles.join(WITHIN)
    }
}
