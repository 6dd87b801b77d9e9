//! What is true of all artifacts of one kind: the columns of the table in [`artifacts`](super::artifacts).

use crate::text::SitePath;

/// A row of the table of kinds.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct ArtifactKind {
    /// Its template; `None` for what is no page.
    pub template: Option<&'static str>,
    /// What templates and styles call it; `None` where that depends on the page of the course that it shows.
    pub word: Option<&'static str>,
    /// Its title.
    pub title: Title,
    /// The words of the line about it that no author wrote, by their key.
    pub intro: Option<&'static str>,
    /// When it is published.
    pub rank: Rank,
    /// Whether people open it as a page of its own, so that links may lead there and a sitemap lists it.
    pub listed: bool,
    /// What it prints, if it is a page of worksheets.
    pub prints: Option<Prints>,
    /// Whether it is a page of the course itself, with its text.
    pub is_text: bool,
    /// Its place in navigation.
    pub place: Place,
    /// Where it lies, if the site has only one at an address of its own; a name that content may not have.
    pub at: Option<&'static str>,
    /// The words of its link in the header of every page, by their key.
    pub header: Option<&'static str>,
    /// Whom its address comes from.
    pub address: Address,
    /// Whether a browser that keeps what was read has it from the start.
    pub shell: bool,
    /// Whether it is for a host, or for what comes to a site through one: from a folder nobody asks for it.
    pub for_host: bool,
}

/// What a title is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// That of the page of the course that it is about.
    Own,
    /// Words of the interface, by their key.
    Words(&'static str),
    /// Words of the interface, by their key, around the name of what it is about.
    Around(&'static str),
}

/// When a file of the site takes its place: whoever looks at the site while it is published never finds a name of
/// something that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// What pages name: styles, scripts, images.
    Asset,
    /// What is read.
    Page,
    /// What lists pages: home, sections, search data, the sitemap.
    Index,
    /// What says that all others are there.
    Last,
}

/// What a page of worksheets prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prints {
    /// The sheets of one module or page.
    Sheets,
    /// The same in large print.
    Large,
    /// The key to them.
    Key,
    /// The sheets of a section.
    Pack,
    /// The sheets that one of these leaves out unless a reader chooses them.
    More,
    /// Nothing itself: it leads to the packs.
    List,
}

impl Prints {
    /// Whether it is sheets, and no list that leads to them.
    pub fn are_sheets(self) -> bool {
        self != Self::List
    }
}

/// A place in navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// None: it stands in for a page that is not there.
    Nowhere,
    /// In reading order: with the way from home, the section around it, and the pages before and after.
    Reading,
    /// With the way from home and the section around it.
    Section,
    /// With the way from home.
    Apart,
    /// The same, below the list of tags.
    Tags,
}

/// Whom an address comes from, and so whoever hears of it where it cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// The name of a file or folder of the course.
    Authored,
    /// What an author typed as an alias.
    Alias,
    /// Another artifact, with which it stands and falls.
    Hanging,
    /// The site itself.
    Site,
}

impl ArtifactKind {
    /// A page of the course.
    pub(super) const TEXT: Self = Self {
        template: Some("page.html"),
        word: None,
        title: Title::Own,
        intro: None,
        rank: Rank::Page,
        listed: true,
        prints: None,
        is_text: true,
        place: Place::Reading,
        at: None,
        header: None,
        address: Address::Authored,
        shell: false,
        for_host: false,
    };

    /// A page that the site makes to lead to others.
    pub(super) const INDEX: Self =
        Self { rank: Rank::Index, is_text: false, place: Place::Apart, address: Address::Site, ..Self::TEXT };

    /// A page of worksheets.
    pub(super) const PRINT: Self = Self {
        template: Some("print.html"),
        word: Some("print"),
        title: Title::Around("print.title"),
        prints: Some(Prints::Sheets),
        rank: Rank::Page,
        address: Address::Hanging,
        ..Self::INDEX
    };

    /// The sheets that a page of worksheets leaves out, for its script.
    pub(super) const MORE: Self = Self {
        template: Some("print-more.html"),
        prints: Some(Prints::More),
        rank: Rank::Asset,
        listed: false,
        place: Place::Nowhere,
        ..Self::PRINT
    };

    /// A file for other programs.
    pub(super) const DATA: Self = Self { template: None, listed: false, place: Place::Nowhere, ..Self::INDEX };

    /// A file for a host, or for what comes through one.
    pub(super) const HOST: Self = Self { for_host: true, ..Self::DATA };
}

impl ArtifactKind {
    /// Where the only one of the site lies; the home page's address for kinds that have none of their own.
    pub fn path(&self) -> SitePath {
        SitePath::new(self.at.unwrap_or_default())
    }
}
