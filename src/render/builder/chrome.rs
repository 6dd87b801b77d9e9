//! What every page has: its own data, header, navigation.

use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Entry, Module, ModuleId, Page, PageId, PageRole, SectionId};
use crate::model::kinds::{Edition, Kind, Part};
use crate::plan::{About, KINDS, Place, Plan, Subject, Title};
use crate::render::fill::escaped;
use crate::render::view::{
    Chrome, Crumb, EntryView, HeadingLink, LinkView, ModuleName, NavGroup, NavSection, PageView, Pager, SiteView,
};
use crate::text::SitePath;

/// Navigation shows this many entries before and after the one that the reader is at.
const NEARBY: usize = 15;

/// Navigation shows this many pages of a module.
const NAV_PAGES: usize = 60;

/// The kinds of pages that a module has, in the order in which they are told, with their words.
const SHELVES: [(Kind, &str); 4] = [
    (Kind::Concept, "module.concepts"),
    (Kind::Practice, "module.practices"),
    (Kind::Quiz, "module.quizzes"),
    (Kind::Page, "module.pages"),
];

impl Builder<'_> {
    pub(super) fn site(self) -> SiteView {
        let info = self.course.info();
        let filler = self.filler();
        SiteView {
            id: info.id.clone(),
            title: info.title.text().to_owned(),
            title_html: filler.title(&info.title),
            description: info.description.as_ref().map(|text| text.text().to_owned()).unwrap_or_default(),
            language: info.language.clone(),
            direction: self.strings.get("language.direction").to_owned(),
            authors_html: info.authors.iter().map(|author| filler.inline(author)).collect(),
            license_html: info.license.as_ref().map(|license| filler.inline(license)),
            edition: self.course.edition().word(),
            home: self.href(&SitePath::home()),
            logo: info.logo.as_ref().map(|target| self.style().target(self.course, target)),
            logo_size: info.logo.as_ref().and_then(|target| self.course.image_size(target)),
            icon: info.favicon.as_ref().map(|target| self.style().target(self.course, target)),
            manifest: self.manifest_href(),
            feed: self.plan.has(Subject::Feed.kind()).then(|| self.href(&Subject::Feed.kind().path())),
            extra: info.extra.0.clone(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    pub(super) fn page(self) -> PageView {
        let own = self.own_page().map(|id| (id, self.course.page(id)));
        let (title, title_html) = self.titles();
        let kind = self.artifact.subject.kind();
        let own = own.filter(|_| kind.is_text);
        let label = own.and_then(|(id, _)| self.label(id));
        let full_title = label.as_ref().map_or_else(|| title.clone(), |label| format!("{label}: {title}"));
        let own = own.map(|(_, page)| page);
        let described = own.and_then(|page| page.description.as_ref());
        let intro = kind.intro.map(|key| self.strings.get(key));
        let (description, description_html) = match described {
            Some(text) => (text.text().to_owned(), Some(self.filler().inline(text))),
            None => intro.map(|words| (words.to_owned(), Some(escaped(words)))).unwrap_or_default(),
        };
        let canonical =
            self.course.info().base_url.as_ref().map(|base| format!("{base}{}", self.artifact.path.encoded()));
        let is_missing = matches!(self.artifact.subject, Subject::NotFound | Subject::Offline);
        let is_there = kind.place != Place::Nowhere;
        let noindex = is_missing || self.course.edition() == Edition::Instructor || own.is_some_and(|page| page.draft);
        PageView {
            title: full_title,
            title_html,
            label,
            description,
            description_html,
            kind: self.word(),
            kind_name: own.and_then(|page| self.kind_in_module(page)),
            path: self.artifact.path.encoded(),
            canonical: canonical.filter(|_| is_there),
            image: self.image_elsewhere(own),
            image_size: self.image_target(own).and_then(|target| self.course.image_size(target)),
            linked_data_html: self.linked_data().filter(|_| !noindex),
            noindex,
            edit: own.and_then(|page| self.edit(page)),
            module: own.and_then(|page| page.role.module()).map(|module| self.module_name(module)),
            date: own.and_then(|page| page.date.clone()),
            updated: own.and_then(|page| page.updated.clone()),
            tags: own.map(|page| self.tag_links(page)).unwrap_or_default(),
            draft: own.is_some_and(|page| page.draft),
            extra: own.map(|page| self.course.text(page.id).extra.0.clone()).unwrap_or_default(),
        }
    }

    /// How the learner's log calls a module.
    fn module_name(self, id: ModuleId) -> ModuleName {
        let module = self.course.module(id);
        ModuleName {
            name: module.name.clone(),
            title: self.course.page(module.main).title.text().to_owned(),
            script: self.href(&Plan::module_log(self.course, id)),
        }
    }

    /// The title of this artifact in plain words and as HTML.
    fn titles(self) -> (String, String) {
        let filler = self.filler();
        let of_page = |id: PageId| {
            let title = &self.course.page(id).title;
            (title.text().to_owned(), filler.inline(title))
        };
        let words = |text: &str| (text.to_owned(), escaped(text));
        let around = |key: &str, (plain, html): (String, String)| {
            (self.strings.fill(key, &[("title", &plain)]), self.strings.fill(key, &[("title", &html)]))
        };
        let subject = &self.artifact.subject;
        match subject.kind().title {
            Title::Own => self.own_page().map_or_else(|| words(""), of_page),
            Title::Words(key) => words(self.strings.get(key)),
            Title::Around(key) => {
                let named = match subject.about() {
                    About::Tag(tag) => words(&self.plan.tags()[tag].name),
                    About::Course | About::Section(_) | About::Module(_) | About::Page(_) | About::File(_) => {
                        self.own_page().map_or_else(|| words(""), |page| self.numbered(page))
                    }
                };
                around(key, named)
            }
        }
    }

    /// The title of a page with the number set before it, in plain words and as HTML.
    fn numbered(self, id: PageId) -> (String, String) {
        let label = self.label(id).map(|label| format!("{label}: ")).unwrap_or_default();
        let html = self.filler().inline(&self.course.page(id).title);
        (self.numbered_title(id), format!("{}{html}", escaped(&label)))
    }

    /// What templates and styles call this artifact.
    fn word(self) -> &'static str {
        let own = || self.own_page().map(|id| self.course.page(id));
        let of_page = |page: &Page| match page.role {
            PageRole::Section(SectionId(0)) => "home",
            PageRole::Section(_) => "section",
            PageRole::Clinic(_) | PageRole::Guide(_) | PageRole::Inner(_) | PageRole::Loose => page.kind.word(),
        };
        self.artifact.subject.kind().word.or_else(|| own().map(of_page)).unwrap_or_default()
    }

    /// What a page is, and which of those of its kind in its module: `Practice 2 of 4`.
    fn kind_in_module(self, page: &Page) -> Option<String> {
        let name = self.kind_name(page)?;
        let Some((number, count)) = self.plan.among_kind(page.id) else { return Some(name) };
        let (n, m) = (number.to_string(), count.to_string());
        Some(self.strings.fill("kind.of", &[("kind", &name), ("n", &n), ("m", &m)]))
    }

    pub(super) fn kind_name(self, page: &Page) -> Option<String> {
        let key = match page.role {
            PageRole::Section(_) => return None,
            PageRole::Clinic(_) => "kind.clinic",
            PageRole::Guide(_) => "module.guide",
            PageRole::Inner(_) | PageRole::Loose if page.kind == Kind::Page => return None,
            PageRole::Inner(_) | PageRole::Loose => {
                return Some(self.strings.get(&format!("kind.{}", page.kind.word())).to_owned());
            }
        };
        Some(self.strings.get(key).to_owned())
    }

    /// The source of a page, for those who want to mend it.
    fn edit(self, page: &Page) -> Option<String> {
        let repository = self.course.info().repository.as_ref()?;
        let path = SitePath::new(page.source.as_str()).encoded();
        if repository.contains("{path}") {
            return Some(repository.replace("{path}", &path));
        }
        Some(format!("{repository}/edit/HEAD/{path}"))
    }

    fn tag_links(self, page: &Page) -> Vec<LinkView> {
        let tags = page.tags.iter().filter_map(|name| self.plan.tag(&name.value));
        tags.map(|tag| self.plain_link(&tag.name, &tag.path)).collect()
    }

    pub(super) fn chrome(self) -> Chrome {
        let is_read = self.artifact.subject.kind().place == Place::Reading;
        let read = self.own_page().filter(|_| is_read);
        let neighbours = read.map(|page| self.plan.neighbours(page)).unwrap_or_default();
        Chrome {
            links: self.header_links(),
            review: self.plan.has(Subject::Review.kind()).then(|| self.href(&Subject::Review.kind().path())),
            search: self.search_href(),
            breadcrumbs: self.breadcrumbs(),
            section: self.nav_section(),
            contents: self.contents(),
            previous: neighbours.0.map(|page| self.link(page)),
            next: neighbours.1.map(|page| self.link(page)),
        }
    }

    fn header_links(self) -> Vec<LinkView> {
        let named = KINDS.iter().filter_map(|kind| Some((kind, kind.header?)));
        let own = named.filter(|(kind, _)| self.plan.has(kind));
        let mut links: Vec<LinkView> =
            own.map(|(kind, key)| self.plain_link(self.strings.get(key), &kind.path())).collect();
        for link in &self.course.info().navigation {
            let href = self.style().target(self.course, &link.target);
            let title_html = self.filler().title(&link.title);
            links.push(LinkView { title_html, label: None, href, current: false, module: None });
        }
        links
    }

    pub(super) fn plain_link(self, title: &str, path: &SitePath) -> LinkView {
        LinkView {
            title_html: escaped(title),
            label: None,
            href: self.href(path),
            current: *path == self.artifact.path,
            module: None,
        }
    }

    /// A link to a page of the course.
    pub(super) fn link(self, id: PageId) -> LinkView {
        let page = self.course.page(id);
        LinkView {
            title_html: self.filler().title(&page.title),
            label: self.label(id),
            href: self.href(&page.path),
            current: page.path == self.artifact.path,
            module: None,
        }
    }

    /// The number set before a module's title.
    pub(super) fn label(self, id: PageId) -> Option<String> {
        let format = self.course.info().numbering.as_ref()?;
        let page = self.course.page(id);
        let (PageRole::Clinic(module) | PageRole::Guide(module)) = page.role else { return None };
        Some(format.replace("{n}", &self.course.module(module).number.to_string()))
    }

    /// The title of a page in plain words, with the number set before it.
    pub(super) fn numbered_title(self, id: PageId) -> String {
        let title = self.course.page(id).title.text();
        self.label(id).map_or_else(|| title.to_owned(), |label| format!("{label}: {title}"))
    }

    fn breadcrumbs(self) -> Vec<Crumb> {
        let place = self.artifact.subject.kind().place;
        if self.artifact.path == SitePath::home() || place == Place::Nowhere {
            return Vec::new();
        }
        let home = Crumb { title_html: escaped(self.strings.get("nav.home")), href: self.href(&SitePath::home()) };
        let mut crumbs = vec![home];
        let crumb = |id: PageId| {
            let page = self.course.page(id);
            Crumb { title_html: self.filler().title(&page.title), href: self.href(&page.path) }
        };
        for section in self.section_path() {
            crumbs.push(crumb(self.course.section(section).page));
        }
        if let Some(module) = self.own_page().and_then(|page| self.course.page(page).role.module()) {
            crumbs.push(crumb(self.course.module(module).main));
        }
        if place == Place::Tags {
            let href = self.href(&Subject::Tags.kind().path());
            crumbs.push(Crumb { title_html: escaped(self.strings.get("tags.title")), href });
        }
        let own = self.href(&self.artifact.path);
        crumbs.retain(|crumb| crumb.href != own);
        crumbs
    }

    /// The sections around this artifact, outermost first, without the home page's.
    fn section_path(self) -> Vec<SectionId> {
        let mut path = Vec::new();
        let mut next = self.own_page().map(|page| self.course.page(page).section);
        while let Some(section) = next.filter(|section| section.0 != 0) {
            path.push(section);
            next = self.course.section(section).parent;
        }
        path.reverse();
        path
    }

    fn nav_section(self) -> Option<NavSection> {
        let own = self.own_page()?;
        let has_section = match self.artifact.subject.kind().place {
            // The home page lists its entries itself.
            Place::Reading => self.course.page(own).role != PageRole::Section(SectionId(0)),
            Place::Section => true,
            Place::Nowhere | Place::Apart | Place::Tags => false,
        };
        if !has_section {
            return None;
        }
        let section = self.course.page(own).section;
        let entries = &self.course.section(section).entries;
        let at = self.plan.place_in_section(own);
        let start = at.saturating_sub(NEARBY);
        let end = (at + NEARBY + 1).max(2 * NEARBY + 1).min(entries.len());
        let link = self.link(self.course.section(section).page);
        let left_out = start > 0 || end < entries.len();
        let title = [("title", self.course.page(self.course.section(section).page).title.text())];
        Some(NavSection {
            link,
            entries: entries[start..end].iter().map(|entry| self.nav_entry(*entry, own)).collect(),
            before: start,
            after: entries.len() - end,
            heading: self.strings.fill("nav.more_in", &title),
            all: left_out.then(|| self.strings.fill("nav.all_of", &title)),
        })
    }

    /// Whether the page is, or lies in, what the entry is.
    fn is_around(self, entry: Entry, own: PageId) -> bool {
        match entry {
            Entry::Page(page) => page == own,
            Entry::Module(module) => self.course.page(own).role.module() == Some(module),
            Entry::Section(section) => self.course.section(section).page == own,
        }
    }

    fn nav_entry(self, entry: Entry, own: PageId) -> EntryView {
        let (kind, page) = self.entry_page(entry);
        let groups = match entry {
            Entry::Module(module) if self.is_around(entry, own) => self.nav_groups(self.course.module(module)),
            Entry::Module(_) | Entry::Page(_) | Entry::Section(_) => Vec::new(),
        };
        let link = self.link(page);
        EntryView { kind, link, context_html: Vec::new(), description_html: None, counts: Vec::new(), groups }
    }

    /// The pages of a module, by kind.
    fn nav_groups(self, module: &Module) -> Vec<NavGroup> {
        let shown = &module.pages[..module.pages.len().min(NAV_PAGES)];
        let of_kind = |(kind, key): (Kind, &str)| NavGroup {
            title: Some(self.strings.get(key).to_owned()),
            links: shown.iter().filter(|id| self.course.page(**id).kind == kind).map(|id| self.link(*id)).collect(),
        };
        let apart = (module.clinic_page != module.main).then(|| self.link(module.clinic_page));
        let apart = NavGroup { title: None, links: apart.into_iter().collect() };
        let groups = SHELVES.into_iter().map(of_kind).chain([apart]);
        groups.filter(|group| !group.links.is_empty()).collect()
    }

    pub(super) fn entry_page(self, entry: Entry) -> (&'static str, PageId) {
        match entry {
            Entry::Module(module) => ("module", self.course.module(module).main),
            Entry::Page(page) => ("page", page),
            Entry::Section(section) => ("section", self.course.section(section).page),
        }
    }

    /// The headings of the page's own text; the parts of a clinic page are in its view.
    fn contents(self) -> Vec<HeadingLink> {
        let Some(page) = self.own_page().map(|id| self.course.page(id)) else { return Vec::new() };
        let shows_body = match page.role {
            PageRole::Clinic(module) => self.course.clinic(module).parts.contains(&Part::Body),
            PageRole::Guide(_) | PageRole::Section(_) | PageRole::Inner(_) | PageRole::Loose => true,
        };
        if !(shows_body && self.artifact.subject.kind().is_text) {
            return Vec::new();
        }
        let headings =
            self.course.text(page.id).body.fragment.headings().into_iter().filter(|heading| heading.level <= 3);
        headings
            .map(|heading| HeadingLink { level: heading.level, id: heading.id.clone(), title: heading.text.clone() })
            .collect()
    }

    /// The pages before and after in a long list.
    pub(super) fn pager(self, first: &SitePath, number: usize, length: usize) -> Option<Pager> {
        self.turned(first, number, crate::plan::list_pages(length))
    }

    /// The pages before and after page `number` of `pages`.
    pub(super) fn turned(self, first: &SitePath, number: usize, pages: usize) -> Option<Pager> {
        if pages < 2 {
            return None;
        }
        let href = |number: usize| self.href(&crate::plan::Plan::list_page(first, number));
        Some(Pager {
            position: self.strings.fill("nav.page_of", &[("n", &number.to_string()), ("m", &pages.to_string())]),
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < pages).then(|| href(number + 1)),
        })
    }
}
