//! Views: everything that a template can see, and nothing else. These types are the contract with templates.
//!
//! Names that end in `_html` hold finished HTML and are written with `| safe`; all other strings are plain text.
//! Every `href` is ready for the page that the view is for.

mod chrome;
mod clinic;
mod index;
pub mod print;

pub use chrome::{Assets, Chrome, Crumb, Entry, HeadingLink, Link, NavSection, Page, Pager, Site};
pub use clinic::{
    Answer, Card, CardsPart, Cell, Checks, Clinic, Column, Completion, Criterion, Group, Log, LogCell, LogColumn,
    Module, ModulePage, PagePart, Part, PartHeading, PathStep, Protocol, Radar, Row, Statement, Step,
};
pub use index::{
    Alias, Home, ModuleRadar, NotFound, RadarIndex, RepeatedTrap, Section, SectionCard, SectionRadar, Tag, TagCount,
    Tags,
};

use serde::Serialize;

use print::{Packs, Print};

/// A whole view: what every page has, and the subject of this one under the name of its template.
#[derive(Debug, Serialize)]
pub struct View {
    /// What is true of the whole site, seen from this page.
    pub site: Site,
    /// What every page says about itself.
    pub page: Page,
    /// Header, navigation and footer.
    pub chrome: Chrome,
    /// Addresses of the theme's files.
    pub assets: Assets,
    /// What this page is about.
    #[serde(flatten)]
    pub subject: Subject,
}

/// What a page is about; the key in the template is the variant's name in lower case.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// `home.html`
    Home(Home),
    /// `section.html`
    Section(Section),
    /// `clinic.html`, and `guide.html` where the clinic page stands apart
    Module(Module),
    /// `page.html`
    Content(ModulePage),
    /// `print.html`
    Print(Box<Print>),
    /// `packs.html`
    Packs(Packs),
    /// `radar.html`
    Radar(RadarIndex),
    /// `section-radar.html`
    SectionRadar(SectionRadar),
    /// `tags.html`
    Tags(Tags),
    /// `tag.html`
    Tag(Tag),
    /// `404.html`
    Missing(NotFound),
    /// `alias.html`
    Alias(Alias),
}

impl Subject {
    /// Whether it is a page of sheets that has something to print, whatever its template makes of it.
    pub fn prints(&self) -> bool {
        matches!(self, Self::Print(print) if print.prints())
    }
}
