//! The feed: the modules that changed last, in the form of RFC 4287 (Atom).

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::Outward;
use super::xml::{element, escaped};
use crate::assemble::Facts as _;
use crate::model::course::{Module, Page, Rich};
use crate::plan::Subject;

/// So many modules are in a feed at most.
const LONGEST: usize = 50;

/// A module that says when it changed.
struct Entry<'a> {
    page: &'a Page,
    changed: &'a str,
}

impl<'a> Outward<'a> {
    /// The feed of the modules that changed last, the newest first.
    pub(in crate::render) fn feed(self) -> String {
        let info = self.course.info();
        let entries = self.entries();
        let title = info.title.text();
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let language = escaped(&info.language);
        let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">");
        element(&mut xml, "id", self.base);
        element(&mut xml, "title", title);
        if let Some(description) = &info.description {
            element(&mut xml, "subtitle", description.text());
        }
        let newest = entries.first().map(|entry| entry.changed);
        // A feed is planned where something has a day.
        element(&mut xml, "updated", &moment(newest.unwrap_or("1970-01-01")));
        let own = escaped(&self.url(&Subject::Feed.kind().path()));
        let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>");
        let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(self.base));
        let _ = writeln!(xml, "<generator version=\"{}\">clinic</generator>", env!("CARGO_PKG_VERSION"));
        // Every feed has an author.
        let authors = info.authors.iter().map(Rich::text).collect::<Vec<_>>();
        for author in if authors.is_empty() { vec![title] } else { authors } {
            let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(author));
        }
        if let Some(license) = &info.license {
            element(&mut xml, "rights", license.text());
        }
        for entry in entries {
            self.entry(&entry, &mut xml);
        }
        xml.push_str("</feed>\n");
        xml
    }

    /// The modules that say when they changed, the newest first, and of one day in the order of the course.
    fn entries(self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> =
            self.course.shown_modules().filter_map(|(_, module)| self.changed(module)).collect();
        entries.sort_by_key(|entry| Reverse(entry.changed));
        entries.truncate(LONGEST);
        entries
    }

    /// A module with the day on which one of its pages changed last.
    fn changed(self, module: &Module) -> Option<Entry<'a>> {
        let pages = module.all_pages().filter(|page| self.course.shows(*page));
        let changed = pages.filter_map(|page| self.course.page(page).changed()).max()?;
        Some(Entry { page: self.course.page(module.main), changed })
    }

    fn entry(self, entry: &Entry<'_>, xml: &mut String) {
        let Entry { page, changed } = entry;
        let url = self.url(&page.path);
        xml.push_str("<entry>\n");
        element(xml, "id", &url);
        element(xml, "title", page.title.text());
        element(xml, "updated", &moment(changed));
        if let Some(date) = &page.date {
            element(xml, "published", &moment(date));
        }
        let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&url));
        if let Some(description) = &page.description {
            element(xml, "summary", description.text());
        }
        xml.push_str("</entry>\n");
    }
}

/// A day as a moment: authors tell days, and feeds want moments.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
