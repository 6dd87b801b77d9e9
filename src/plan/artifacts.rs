//! What a site consists of: every kind of artifact in one table, and where those of a course lie.

use serde::Serialize;

use super::holdings::Holdings;
use super::kind::{Address, ArtifactKind, Place, Prints, Rank, Title};
use super::tags::TagPages;
use super::{CARDS, Plan, list_pages, order, search, sheets, site_files};
use crate::assemble::{EditionOutline, Facts as _};
use crate::model::course::{FileId, ModuleId, PageId, PageRole, SectionId};
use crate::text::SitePath;

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it lies.
    pub path: SitePath,
    /// What it is.
    pub subject: Subject,
}

impl Artifact {
    /// Whether it stands at an earlier address of a page.
    pub(super) fn is_alias(&self) -> bool {
        self.subject.kind().address == Address::Alias
    }
}

/// Makes the type of all subjects, and the table of their kinds.
macro_rules! subjects {
    ($($(#[$doc:meta])* $name:ident $(($($part:ty),*))? = $kind:expr,)*) => {
        /// What an artifact is. Numbers of list pages count from 1.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub enum Subject { $($(#[$doc])* $name $(($($part),*))?,)* }

        /// What is true of all artifacts of each kind.
        pub const KINDS: &[&ArtifactKind] = &[$(&$kind),*];

        impl Subject {
            /// What is true of all artifacts of its kind.
            pub fn kind(&self) -> &'static ArtifactKind {
                match self { $(Self::$name { .. } => const { &$kind },)* }
            }
        }
    };
}

subjects! {
    /// The home page.
    Home = ArtifactKind { template: Some("home.html"), rank: Rank::Index, shell: true, ..ArtifactKind::TEXT },
    /// A section.
    Section(SectionId) = ArtifactKind { template: Some("section.html"), rank: Rank::Index, ..ArtifactKind::TEXT },
    /// A page after the first of a long section, or of the home page.
    SectionList(SectionId, usize) = ArtifactKind {
        template: Some("section.html"),
        rank: Rank::Index,
        is_text: false,
        address: Address::Site,
        ..ArtifactKind::TEXT
    },
    /// A clinic page.
    Clinic(PageId) = ArtifactKind { template: Some("clinic.html"), ..ArtifactKind::TEXT },
    /// The guide of a module whose clinic page stands apart.
    Guide(PageId) = ArtifactKind { template: Some("guide.html"), ..ArtifactKind::TEXT },
    /// Any other page of the course.
    Page(PageId) = ArtifactKind::TEXT,
    /// The radar of the course.
    Radar = ArtifactKind {
        template: Some("radar.html"),
        word: Some("radar"),
        title: Title::Words("radar.course_title"),
        intro: Some("radar.course_intro"),
        at: Some("radar/"),
        header: Some("nav.radar"),
        ..ArtifactKind::INDEX
    },
    /// The radar of a section.
    SectionRadar(SectionId, usize) = ArtifactKind {
        template: Some("section-radar.html"),
        word: Some("radar"),
        title: Title::Around("radar.section_title"),
        intro: Some("radar.section_intro"),
        place: Place::Section,
        address: Address::Hanging,
        ..ArtifactKind::INDEX
    },
    /// Where all worksheets are.
    Packs(usize) = ArtifactKind {
        template: Some("packs.html"),
        title: Title::Words("print.packs"),
        intro: Some("print.packs_intro"),
        rank: Rank::Index,
        prints: Some(Prints::List),
        at: Some("print/"),
        header: Some("nav.worksheets"),
        ..ArtifactKind::PRINT
    },
    /// The worksheets of a section's own modules and pages.
    PrintSection(SectionId, usize) = ArtifactKind { rank: Rank::Index, prints: Some(Prints::Pack), ..ArtifactKind::PRINT },
    /// Those of them that are left out unless a reader chooses them.
    PrintSectionMore(SectionId, usize) = ArtifactKind::MORE,
    /// The worksheets of a module.
    Print(ModuleId) = ArtifactKind::PRINT,
    /// Those of its worksheets that are left out unless a reader chooses them.
    PrintMore(ModuleId) = ArtifactKind::MORE,
    /// The worksheets of a module in large print.
    PrintLarge(ModuleId) = ArtifactKind {
        title: Title::Around("print.large_title"),
        prints: Some(Prints::Large),
        ..ArtifactKind::PRINT
    },
    /// The key of a module, for instructors.
    PrintKey(ModuleId) = ArtifactKind { title: Title::Around("print.key_title"), prints: Some(Prints::Key), ..ArtifactKind::PRINT },
    /// The sheet of a page with `sheet: true`.
    PrintPage(PageId) = ArtifactKind { title: Title::Around("print.page_title"), ..ArtifactKind::PRINT },
    /// The key of such a page, for instructors.
    PrintPageKey(PageId) = ArtifactKind { title: Title::Around("print.key_title"), prints: Some(Prints::Key), ..ArtifactKind::PRINT },
    /// The learner's own log over all modules.
    Log = ArtifactKind {
        template: Some("log.html"),
        word: Some("log"),
        title: Title::Words("mylog.title"),
        intro: Some("mylog.intro"),
        at: Some("log/"),
        shell: true,
        header: Some("nav.log"),
        ..ArtifactKind::INDEX
    },
    /// What a learner missed, as worksheets.
    Missed = ArtifactKind {
        template: Some("missed.html"),
        word: Some("missed"),
        title: Title::Words("missed.title"),
        listed: false,
        at: Some("log/print/"),
        shell: true,
        ..ArtifactKind::INDEX
    },
    /// What is due for review.
    Review = ArtifactKind {
        template: Some("review.html"),
        word: Some("review"),
        title: Title::Words("review.title"),
        intro: Some("review.intro"),
        at: Some("review/"),
        shell: true,
        ..ArtifactKind::INDEX
    },
    /// All tags.
    Tags = ArtifactKind {
        template: Some("tags.html"),
        word: Some("tags"),
        title: Title::Words("tags.title"),
        intro: Some("tags.intro"),
        at: Some("tags/"),
        header: Some("nav.tags"),
        ..ArtifactKind::INDEX
    },
    /// One tag, by its place in [`Plan::tags`].
    Tag(usize, usize) = ArtifactKind {
        template: Some("tag.html"),
        word: Some("tags"),
        title: Title::Around("tag.title"),
        place: Place::Tags,
        ..ArtifactKind::INDEX
    },
    /// Where readers search.
    Search = ArtifactKind {
        template: Some("search.html"),
        word: Some("search"),
        title: Title::Words("search.title"),
        intro: Some("search.intro"),
        at: Some("search/"),
        shell: true,
        ..ArtifactKind::INDEX
    },
    /// What the parts are that a site is searched by.
    SearchTable = ArtifactKind { shell: true, ..ArtifactKind::DATA },
    /// A part of the words that a site is searched by.
    SearchTerms(usize) = ArtifactKind::DATA,
    /// What is shown of some of the pages that a site is searched for.
    SearchPages(usize) = ArtifactKind::DATA,
    /// The page for addresses that do not exist.
    NotFound = ArtifactKind {
        template: Some("404.html"),
        word: Some("missing"),
        title: Title::Words("missing.title"),
        rank: Rank::Page,
        listed: false,
        place: Place::Nowhere,
        at: Some("404.html"),
        for_host: true,
        ..ArtifactKind::INDEX
    },
    /// An earlier address of a page.
    Alias(PageId) = ArtifactKind {
        template: Some("alias.html"),
        word: Some("missing"),
        title: Title::Words("moved.title"),
        listed: false,
        place: Place::Nowhere,
        address: Address::Alias,
        ..ArtifactKind::INDEX
    },
    /// A part of the sitemap; 0 is the list of parts.
    Sitemap(usize) = ArtifactKind { at: Some("sitemap.xml"), ..ArtifactKind::HOST },
    /// The modules that changed last, for readers of feeds.
    Feed = ArtifactKind { at: Some("feed.xml"), ..ArtifactKind::HOST },
    /// What robots may read, where the author does not say it.
    Robots = ArtifactKind::HOST,
    /// What hosts that read such a file send with each answer, where the author does not say it.
    Headers = ArtifactKind::HOST,
    /// Where hosts that read such a file lead from earlier addresses, where the author does not say it.
    Redirects = ArtifactKind::HOST,
    /// It keeps a host from making a site of its own out of this one.
    NoJekyll = ArtifactKind::HOST,
    /// The course for other programs.
    CourseData = ArtifactKind { at: Some("course.json"), ..ArtifactKind::DATA },
    /// A module for other programs.
    ModuleData(ModuleId) = ArtifactKind { rank: Rank::Page, address: Address::Hanging, ..ArtifactKind::DATA },
    /// A module for the scripts of the learner's log.
    ModuleLog(ModuleId) = ArtifactKind { rank: Rank::Asset, address: Address::Hanging, ..ArtifactKind::DATA },
    /// The cards of the course, for Anki.
    Cards = ArtifactKind { at: Some(CARDS), ..ArtifactKind::DATA },
    /// The cards of a module, for Anki.
    ModuleCards(ModuleId) = ArtifactKind { rank: Rank::Page, address: Address::Hanging, ..ArtifactKind::DATA },
    /// What a browser shows that has no connection and has not kept the page that is asked for.
    Offline = ArtifactKind {
        template: Some("offline.html"),
        word: Some("offline"),
        title: Title::Words("offline.title"),
        listed: false,
        place: Place::Nowhere,
        shell: true,
        for_host: true,
        ..ArtifactKind::INDEX
    },
    /// What a device shows of the course among its programs.
    WebManifest = ArtifactKind { shell: true, ..ArtifactKind::HOST },
    /// The script by which a browser keeps what was read. It is made from all other files.
    Worker = ArtifactKind { rank: Rank::Last, ..ArtifactKind::HOST },
    /// At an earlier address of a module, where its script for the log is now.
    MovedLog(ModuleId) = ArtifactKind { rank: Rank::Asset, address: Address::Hanging, ..ArtifactKind::DATA },
    /// A file that is copied.
    Copy(FileId) = ArtifactKind { rank: Rank::Asset, address: Address::Authored, ..ArtifactKind::DATA },
}

/// All artifacts of a course. Where two have one address, the first of them is there.
pub(super) fn artifacts(
    course: EditionOutline<'_>,
    holdings: &Holdings,
    tags: &[TagPages],
    radars: &[SectionId],
    packs: &[SectionId],
) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    let mut add = |path: SitePath, subject: Subject| artifacts.push(Artifact { path, subject });
    for (id, page) in course.shown_pages() {
        let subject = match page.role {
            PageRole::Section(SectionId(0)) => Subject::Home,
            PageRole::Section(section) => Subject::Section(section),
            PageRole::Clinic(_) => Subject::Clinic(id),
            PageRole::Guide(_) => Subject::Guide(id),
            PageRole::Inner(_) | PageRole::Loose => Subject::Page(id),
        };
        add(page.path.clone(), subject);
        if let PageRole::Section(section) = page.role {
            for number in 2..=list_pages(course.section(section).entries.len()) {
                add(Plan::list_page(&page.path, number), Subject::SectionList(section, number));
            }
        }
    }
    site_files::each_of_modules(course, &mut add);
    search::each_for_search(course, holdings, &mut add);
    for &section in radars {
        let first = Plan::section_radar(course, section);
        for number in 1..=list_pages(order::modules_of(course, section).count()) {
            add(Plan::list_page(&first, number), Subject::SectionRadar(section, number));
        }
    }
    let with_cards: Vec<ModuleId> =
        course.shown_modules().map(|(id, _)| id).filter(|id| holdings.has_cards(*id)).collect();
    for &id in &with_cards {
        add(Plan::module_cards(course, id), Subject::ModuleCards(id));
    }
    let has_modules = course.shown_modules().next().is_some();
    let once = [
        (!radars.is_empty(), Subject::Radar),
        (has_modules, Subject::Log),
        (has_modules, Subject::Missed),
        (has_modules, Subject::Review),
        (!tags.is_empty(), Subject::Tags),
        (!with_cards.is_empty(), Subject::Cards),
        (site_files::has_feed(course), Subject::Feed),
    ];
    for (_, subject) in once.into_iter().filter(|(is_there, _)| *is_there) {
        add(subject.kind().path(), subject);
    }
    for (index, tag) in tags.iter().enumerate() {
        for number in 1..=list_pages(tag.pages.len()) {
            add(Plan::list_page(&tag.path, number), Subject::Tag(index, number));
        }
    }
    for subject in [Subject::NotFound, Subject::CourseData] {
        add(subject.kind().path(), subject);
    }
    site_files::each_for_offline(course, &mut add);
    site_files::each_for_hosts(course, &mut add);
    for (index, file) in course.files().iter().enumerate() {
        if course.copies(FileId(index)) {
            add(file.path.clone(), Subject::Copy(FileId(index)));
        }
    }
    sheets::add(course, holdings, packs, &mut artifacts);
    site_files::add_sitemaps(course, &mut artifacts);
    // Whatever an alias meets was there before it.
    for (id, page) in course.shown_pages() {
        artifacts.extend(
            page.aliases.iter().map(|alias| Artifact { path: alias.value.clone(), subject: Subject::Alias(id) }),
        );
    }
    artifacts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn each_template_is_that_of_a_kind_and_each_kind_has_one_that_is_there() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files = walkdir::WalkDir::new(folder).max_depth(1).into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != "base.html");
        let there: BTreeSet<String> = files.map(|entry| entry.file_name().to_str().unwrap().to_owned()).collect();
        let named: BTreeSet<String> = KINDS.iter().filter_map(|kind| kind.template).map(str::to_owned).collect();
        assert_eq!(there, named);
    }

    #[test]
    fn what_stands_in_the_header_has_one_address_of_its_own() {
        let mut addresses = BTreeSet::new();
        for at in KINDS.iter().filter_map(|kind| kind.at) {
            assert!(addresses.insert(at), "two kinds lie at {at}");
        }
        let header: Vec<&ArtifactKind> = KINDS.iter().copied().filter(|kind| kind.header.is_some()).collect();
        assert!(header.len() > 2 && header.iter().all(|kind| kind.at.is_some() && kind.listed), "{header:?}");
    }
}
