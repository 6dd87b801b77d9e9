//! Pages that lead to other pages.

use serde::Serialize;

use super::chrome::{EntryView, LinkView, Pager};
use super::clinic::RowView;

/// The home page.
#[derive(Debug, Serialize)]
pub struct Home {
    /// Its text.
    pub body_html: String,
    /// Its text up to the first heading, which says welcome.
    pub welcome_html: String,
    /// Its text from the first heading on.
    pub more_html: String,
    /// The sections directly below it.
    pub sections: Vec<SectionCard>,
    /// Modules and pages that stand in no section.
    pub entries: Vec<EntryView>,
    /// The first module.
    pub start: Option<LinkView>,
    /// What the course holds, in words.
    pub counts: Vec<String>,
    /// The pages of a long list.
    pub pager: Option<Pager>,
}

/// A section on the home page.
#[derive(Debug, Serialize)]
pub struct SectionCard {
    /// The section.
    pub link: LinkView,
    /// One line about it as HTML.
    pub description_html: Option<String>,
    /// What it holds, in words.
    pub counts: Vec<String>,
    /// Its first modules.
    pub modules: Vec<LinkView>,
    /// How many more there are.
    pub more: usize,
}

/// A section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its text.
    pub body_html: String,
    /// What stands in it.
    pub entries: Vec<EntryView>,
    /// Its radar, where its modules have traps.
    pub radar_href: Option<String>,
    /// The worksheets of what stands in it, where there are some.
    pub print_href: Option<String>,
    /// The pages of a long list.
    pub pager: Option<Pager>,
}

/// The radar of the course.
#[derive(Debug, Serialize)]
pub struct RadarIndex {
    /// The traps that return most, most frequent first.
    pub repeated: Vec<RepeatedTrap>,
    /// The sections with their counts.
    pub sections: Vec<SectionCard>,
}

/// A trap of several modules.
#[derive(Debug, Serialize)]
pub struct RepeatedTrap {
    /// The trap as HTML.
    pub mistake_html: String,
    /// How one notices it, as HTML.
    pub symptom_html: Option<String>,
    /// What shows the repair, as HTML.
    pub repair_html: Option<String>,
    /// In how many modules it waits.
    pub modules: usize,
    /// In how many places.
    pub rows: usize,
    /// Both in words.
    pub counts: Vec<String>,
    /// The first of the modules.
    pub examples: Vec<LinkView>,
}

/// The radar of a section.
#[derive(Debug, Serialize)]
pub struct SectionRadar {
    /// Its modules with their traps.
    pub modules: Vec<ModuleRadar>,
    /// The pages of a long list.
    pub pager: Option<Pager>,
}

/// The traps of one module.
#[derive(Debug, Serialize)]
pub struct ModuleRadar {
    /// The radar on its clinic page.
    pub link: LinkView,
    /// Its columns.
    pub columns: Vec<super::clinic::ColumnView>,
    /// The traps; their HTML ids carry a prefix of the module.
    pub rows: Vec<RowView>,
}

/// A page that scripts fill from the learner's log.
#[derive(Debug, Serialize)]
pub struct LearnerPage {
    /// The log.
    pub log_href: String,
    /// The review.
    pub review_href: String,
    /// The worksheets of the course, where there are some.
    pub print_href: Option<String>,
    /// The cards of the course for Anki, where there are some.
    pub cards: Option<String>,
}

/// All tags.
#[derive(Debug, Serialize)]
pub struct Tags {
    /// Each tag with the number of its pages.
    pub tags: Vec<TagCount>,
}

/// A tag.
#[derive(Debug, Serialize)]
pub struct TagCount {
    /// The tag's page.
    pub link: LinkView,
    /// `3 pages`
    pub count: String,
}

/// The pages of one tag.
#[derive(Debug, Serialize)]
pub struct TagView {
    /// The pages.
    pub entries: Vec<EntryView>,
    /// The pages of a long list.
    pub pager: Option<Pager>,
}

/// The page for addresses that do not exist.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// The home page.
    pub home: String,
}

/// An earlier address of a page.
#[derive(Debug, Serialize)]
pub struct Alias {
    /// Where the page is now.
    pub to: LinkView,
}

/// The page that searches.
#[derive(Debug, Serialize)]
pub struct SearchPage {
    /// The home page, from which everything is reached.
    pub home: String,
    /// The radar of the course, where there is one.
    pub radar: Option<String>,
}
