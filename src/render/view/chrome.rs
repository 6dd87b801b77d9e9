//! What every page has.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::image::Size;

/// What is true of the whole site.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The course's id, for the browser's storage.
    pub id: String,
    /// The title of the course in plain words.
    pub title: String,
    /// The same as HTML.
    pub title_html: String,
    /// One line about the course in plain words.
    pub description: String,
    /// Language tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The authors, each as HTML.
    pub authors_html: Vec<String>,
    /// The license as HTML.
    pub license_html: Option<String>,
    /// `learner` or `instructor`.
    pub edition: &'static str,
    /// The home page.
    pub home: String,
    /// The course's own logo.
    pub logo: Option<String>,
    /// How large that is, where its file tells it.
    pub logo_size: Option<Size>,
    /// The course's own favicon, which replaces the theme's.
    pub icon: Option<String>,
    /// The web manifest, where learners' browsers may keep what was read.
    pub manifest: Option<String>,
    /// The feed of modules that changed, where there is one.
    pub feed: Option<String>,
    /// The author's own values from `clinic.yaml`.
    pub extra: serde_json::Value,
    /// Version of the program.
    pub version: &'static str,
}

/// What every page says about itself.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Its title in plain words, with its number where modules have one.
    pub title: String,
    /// Its title as HTML, without number.
    pub title_html: String,
    /// The number set before its title, such as `Module 3`.
    pub label: Option<String>,
    /// One line about it in plain words.
    pub description: String,
    /// The same as HTML.
    pub description_html: Option<String>,
    /// What it is for the reader: `home`, `section`, `module`, `practice`, `concept`, `quiz`, `page`, `print`, `radar`,
    /// `log`, `missed`, `review`, `tags`, `missing`, `offline`.
    pub kind: &'static str,
    /// `kind` in the course's language, where it is worth showing, and which of its kind it is in its module: `Practice 2 of
    /// 4`.
    pub kind_name: Option<String>,
    /// Its address from the site's root, without a leading `/`.
    pub path: String,
    /// Its whole address, where the course knows where it is published.
    pub canonical: Option<String>,
    /// Whole address of the image that links to it are shown with elsewhere, where the course knows where it is published.
    pub image: Option<String>,
    /// How large that is, where its file tells it.
    pub image_size: Option<Size>,
    /// What search engines read of it, as JSON that may stand in an element `script`; of the home page and those of modules.
    pub linked_data_html: Option<String>,
    /// True where search engines should not list it.
    pub noindex: bool,
    /// Where its source can be changed.
    pub edit: Option<String>,
    /// The module that it belongs to.
    pub module: Option<ModuleName>,
    /// Day of publication.
    pub date: Option<String>,
    /// Day of the last change.
    pub updated: Option<String>,
    /// Its subjects.
    pub tags: Vec<LinkView>,
    /// True for a draft.
    pub draft: bool,
    /// The author's own values from its front matter.
    pub extra: serde_json::Value,
}

/// How the learner's log calls a module.
#[derive(Debug, Serialize)]
pub struct ModuleName {
    /// What stands before `#` in the full names of what is in it.
    pub name: String,
    /// Its title in plain words.
    pub title: String,
    /// The script by which the log knows it.
    pub script: String,
}

/// Header, navigation and footer.
#[derive(Debug, Serialize)]
pub struct Chrome {
    /// Links in the header: radar, worksheets, log, tags, and the author's own.
    pub links: Vec<LinkView>,
    /// The page that shows what is due for review, where there is one.
    pub review: Option<String>,
    /// The page that searches, where there is one.
    pub search: Option<String>,
    /// The way from the home page to this one, itself not included.
    pub breadcrumbs: Vec<Crumb>,
    /// The section around this page; never more than some forty lines.
    pub section: Option<NavSection>,
    /// The headings of this page.
    pub contents: Vec<HeadingLink>,
    /// The page before in reading order.
    pub previous: Option<LinkView>,
    /// The page after.
    pub next: Option<LinkView>,
}

/// A step of the way to this page.
#[derive(Debug, Serialize)]
pub struct Crumb {
    /// Its title as HTML.
    pub title_html: String,
    /// Its address.
    pub href: String,
}

/// A link with what may be shown about its target.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The title as HTML.
    pub title_html: String,
    /// The number set before a module's title.
    pub label: Option<String>,
    /// Where it leads.
    pub href: String,
    /// True where this is the page itself.
    pub current: bool,
    /// In lists of modules, the name of the module, so that a script can mark it.
    pub module: Option<String>,
}

/// The section around a page.
#[derive(Debug, Serialize)]
pub struct NavSection {
    /// The section itself.
    pub link: LinkView,
    /// Its modules and pages around this one, in order.
    pub entries: Vec<EntryView>,
    /// How many entries before those shown are left out.
    pub before: usize,
    /// How many entries after those shown are left out.
    pub after: usize,
    /// Words for the list where it is closed.
    pub heading: String,
    /// Words of the link to all entries, where some are left out.
    pub all: Option<String>,
}

/// Something that stands in a section.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// `module`, `page` or `section`.
    pub kind: &'static str,
    /// Where it leads.
    pub link: LinkView,
    /// Where the list spans several modules, what kind of page it is and the module it belongs to, each as HTML.
    pub context_html: Vec<String>,
    /// One line about it as HTML.
    pub description_html: Option<String>,
    /// What it holds, in words: `6 traps`, `21 statements`.
    pub counts: Vec<String>,
    /// In navigation, the pages of the module that the reader is in, by kind.
    pub groups: Vec<NavGroup>,
}

/// Pages of one kind.
#[derive(Debug, Serialize)]
pub struct NavGroup {
    /// What they are, in words; nothing for the clinic page where it stands apart.
    pub title: Option<String>,
    /// The pages.
    pub links: Vec<LinkView>,
}

/// A heading of the page.
#[derive(Debug, Serialize)]
pub struct HeadingLink {
    /// Level, 2 or 3.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
}

/// The pages over which a long list runs.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// `Page 2 of 3`
    pub position: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// Addresses of the theme's files by name: `assets["site.css"]`.
#[derive(Debug, Serialize)]
pub struct Assets(pub BTreeMap<String, String>);
