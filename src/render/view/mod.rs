//! Views: everything that a template can see, and nothing else. These types are the contract with templates.
//!
//! Names that end in `_html` hold finished HTML and are written with `| safe`; all other strings are plain text.
//! Every `href` is ready for the page that the view is for.

mod chrome;
mod clinic;
mod index;
pub mod print;

pub use chrome::{
    Assets, Chrome, Crumb, EntryView, HeadingLink, LinkView, ModuleName, NavGroup, NavSection, PageView, Pager,
    SiteView,
};
pub use clinic::{
    AnswerView, CardView, CardsPart, Cell, ChecksView, ClinicView, ColumnView, CompletionView, CriterionView,
    EvidenceView, GroupView, LogCell, LogColumnView, LogFieldView, LogView, ModulePage, ModuleView, PagePart,
    PartHeadingView, PartView, PathStep, ProtocolView, RadarView, RowView, StatementView, StepView, TrapView,
};
pub use index::{
    Alias, Home, LearnerPage, ModuleRadar, NotFound, RadarIndex, RepeatedTrap, SearchPage, SectionCard, SectionRadar,
    SectionView, TagCount, TagView, Tags,
};

use serde::Serialize;

use print::{Packs, Print};

/// A whole view: what every page has, and the subject of this one under the name of its template.
#[derive(Debug, Serialize)]
pub struct View {
    /// What is true of the whole site, seen from this page.
    pub site: SiteView,
    /// What every page says about itself.
    pub page: PageView,
    /// Header, navigation and footer.
    pub chrome: Chrome,
    /// Addresses of the theme's files.
    pub assets: Assets,
    /// What this page is about.
    #[serde(flatten)]
    pub subject: SubjectView,
}

/// What a page is about; the key in the template is the variant's name in lower case.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectView {
    /// `home.html`
    Home(Home),
    /// `section.html`
    Section(SectionView),
    /// `clinic.html`, and `guide.html` where the clinic page stands apart
    Module(ModuleView),
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
    /// `log.html`, `missed.html` and `review.html`
    Log(LearnerPage),
    /// `tags.html`
    Tags(Tags),
    /// `tag.html`
    Tag(TagView),
    /// `404.html`
    Missing(NotFound),
    /// `search.html`
    Search(SearchPage),
    /// `alias.html`
    Alias(Alias),
}

impl SubjectView {
    /// Whether it is a page of sheets that has something to print, whatever its template makes of it.
    pub fn prints(&self) -> bool {
        matches!(self, Self::Print(print) if print.prints())
    }
}
