//! Where all worksheets are.

use crate::assemble::Facts as _;
use crate::model::course::{Entry, SectionId};
use crate::plan::{LIST_PAGE, Plan, Subject, in_section};
use crate::render::builder::Builder;
use crate::render::view::LinkView;
use crate::render::view::print::{Pack, Packs};

/// A pack shows this many of its modules and pages.
const ENTRIES: usize = 30;

impl Builder<'_> {
    /// The list of packs.
    pub(in crate::render::builder) fn packs(self, number: usize) -> Packs {
        let all = self.plan.packs();
        let start = (number - 1) * LIST_PAGE;
        let shown = &all[start.min(all.len())..(start + LIST_PAGE).min(all.len())];
        Packs {
            packs: shown.iter().map(|section| self.pack(*section)).collect(),
            pager: self.pager(&Subject::Packs(1).kind().path(), number, all.len()),
        }
    }

    fn pack(self, section: SectionId) -> Pack {
        let page = self.course.section(section).page;
        let entries = in_section(self.course, section);
        let link = self.link(page);
        let shown = entries.iter().take(ENTRIES);
        Pack {
            link: LinkView { href: self.href(&Plan::pack(self.course, section)), ..link },
            entries: shown.map(|entry| self.printed(*entry)).collect(),
            more: entries.len().saturating_sub(ENTRIES),
        }
    }

    /// A link to the worksheets of a module or page.
    fn printed(self, entry: Entry) -> LinkView {
        let (_, page) = self.entry_page(entry);
        let link = self.link(page);
        LinkView { href: self.href(&self.course.page(page).path.join("print")), ..link }
    }
}
