//! Course and plan → views.
#![warn(clippy::wildcard_enum_match_arm)]

mod chrome;
mod clinic;
mod index;
mod linked_data;
mod logged;
mod module;
mod path;
mod print;
mod radar;
mod search;

pub(super) use clinic::full_name;
pub use print::SheetCount;
pub(super) use print::{DAYS, ERROR_KINDS};

use crate::render::reader::{PlanReader, Reader};
use std::collections::BTreeMap;

use super::address::Style;
use super::anki::Anki;
use super::codes::Codes;
use super::data::Data;
use super::fill::{Filler, Room};
use super::offline::leaving_worker;
use super::outward::Outward;
use super::view::{Assets, SubjectView, View};
use crate::assemble::Facts as _;
use crate::model::course::{PageId, PageRole};
use crate::model::kinds::SiteForm;
use crate::plan::{About, Artifact, Prints, Subject};
use crate::strings::Strings;
use crate::text::anchor::of_path;
use crate::text::{SitePath, SourcePath};

/// What views are built from.
#[derive(Clone, Copy)]
pub(super) struct Builder<'a> {
    pub(super) course: Reader<'a>,
    pub(super) plan: PlanReader<'a>,
    pub(super) strings: &'a Strings,
    /// The theme's files by name.
    pub(super) assets: &'a BTreeMap<String, SitePath>,
    /// QR codes that were made.
    pub(super) codes: &'a Codes,
    /// Path of the site on its host.
    pub(super) base_path: &'a str,
    /// The ground of light pages, as CSS writes it.
    pub(super) ground: Option<&'a str>,
    /// What the site is opened from.
    pub(super) form: SiteForm,
    /// The artifact that the view is for.
    pub(super) artifact: &'a Artifact,
    /// Set before ids, on pages that show several modules or pages. It comes from their paths, never from their places
    /// in the course, so that no page changes with those before it.
    pub(super) prefix: &'a str,
    /// Whether notes for instructors are shown where texts for some readers are.
    pub(super) notes: bool,
    /// The room below questions; `None` where nothing is to be written.
    pub(super) room: Option<Room>,
}

/// What an artifact is made of.
pub(super) enum Made {
    /// What its template shows of its subject.
    Page(Box<SubjectView>),
    /// Sheets that the script of a page hands on.
    Sheets(Box<SubjectView>),
    /// Its text as it is.
    Text(String),
    /// A file of the course.
    Copy(SourcePath),
}

impl<'a> Builder<'a> {
    /// What a page with this subject shows.
    pub(super) fn view(self, subject: SubjectView) -> View {
        let assets = self.assets.iter().map(|(name, path)| (name.clone(), self.style().path(path))).collect();
        View { site: self.site(), page: self.page(), chrome: self.chrome(), assets: Assets(assets), subject }
    }

    /// What this artifact is made of.
    pub(super) fn made(self) -> Made {
        let printed = |print| SubjectView::Print(Box::new(print));
        let subject = match self.artifact.subject {
            Subject::Home => SubjectView::Home(self.home()),
            Subject::Section(section) => SubjectView::Section(self.section(section, 1)),
            Subject::SectionList(section, number) => SubjectView::Section(self.section(section, number)),
            Subject::Clinic(page) | Subject::Guide(page) | Subject::Page(page) => self.shown_page(page),
            Subject::Print(module) => printed(self.print(module)),
            Subject::PrintLarge(module) => printed(self.print_large(module)),
            Subject::PrintMore(module) => return Made::Sheets(Box::new(printed(self.print_more(module)))),
            Subject::PrintSectionMore(section, number) => {
                return Made::Sheets(Box::new(printed(self.print_section_more(section, number))));
            }
            Subject::PrintKey(module) => printed(self.print_key(module)),
            Subject::PrintPage(page) => printed(self.print_page(page)),
            Subject::PrintPageKey(page) => printed(self.print_page_key(page)),
            Subject::PrintSection(section, number) => printed(self.print_section(section, number)),
            Subject::Packs(number) => SubjectView::Packs(self.packs(number)),
            Subject::Radar => SubjectView::Radar(self.radar_index()),
            Subject::SectionRadar(section, number) => SubjectView::SectionRadar(self.section_radar(section, number)),
            Subject::Log | Subject::Missed | Subject::Review => SubjectView::Log(self.learner_page()),
            Subject::Tags => SubjectView::Tags(self.tags()),
            Subject::Tag(tag, number) => SubjectView::Tag(self.tag(tag, number)),
            Subject::NotFound | Subject::Offline => SubjectView::Missing(self.missing()),
            Subject::Alias(page) => SubjectView::Alias(self.alias(page)),
            Subject::Sitemap(part) => return Made::Text(self.out().sitemap(part)),
            Subject::Feed => return Made::Text(self.out().feed()),
            Subject::Robots => return Made::Text(self.out().robots()),
            Subject::Headers => return Made::Text(self.out().headers()),
            Subject::Redirects => return Made::Text(self.out().redirects()),
            Subject::NoJekyll => return Made::Text(String::new()),
            Subject::CourseData => return Made::Text(self.data().course()),
            Subject::ModuleData(module) => return Made::Text(self.data().module(module)),
            Subject::Cards => return Made::Text(self.anki().course()),
            Subject::ModuleCards(module) => return Made::Text(self.anki().module(module)),
            Subject::Search => SubjectView::Search(self.search()),
            Subject::SearchTable => return Made::Text(self.plan.index().table().to_owned()),
            Subject::SearchTerms(part) => return Made::Text(self.plan.index().terms(part).to_owned()),
            Subject::SearchPages(part) => return Made::Text(self.found(part)),
            Subject::WebManifest => return Made::Text(self.web_manifest()),
            Subject::Worker => return Made::Text(leaving_worker()),
            Subject::ModuleLog(module) => return Made::Text(self.module_log(module)),
            Subject::MovedLog(module) => return Made::Text(self.moved_log(module)),
            Subject::Copy(file) => return Made::Copy(self.course.file(file).source.clone()),
        };
        Made::Page(Box::new(subject))
    }

    /// A page of the course.
    fn shown_page(self, id: PageId) -> SubjectView {
        match self.course.page(id).role {
            PageRole::Clinic(module) | PageRole::Guide(module) => SubjectView::Module(self.module(module, id)),
            PageRole::Section(_) | PageRole::Inner(_) | PageRole::Loose => SubjectView::Content(self.content(id)),
        }
    }

    /// What writes files for other programs.
    fn data(self) -> Data<'a> {
        let base = self.course.info().base_url.as_deref().unwrap_or(self.base_path);
        Data { course: self.course, strings: self.strings, base }
    }

    /// What writes files for search engines, hosts and readers of feeds.
    fn out(self) -> Outward<'a> {
        let base = self.course.info().base_url.as_deref().unwrap_or(self.base_path);
        Outward { course: self.course, plan: self.plan, assets: self.assets, base, base_path: self.base_path }
    }

    /// What writes cards for Anki.
    fn anki(self) -> Anki<'a> {
        Anki { course: self.course, strings: self.strings }
    }

    /// How addresses are written here: relative, but for the page that is served at any address.
    fn style(self) -> Style<'a> {
        if self.artifact.subject == Subject::NotFound {
            return Style::Rooted(self.base_path);
        }
        Style::From(&self.artifact.path, self.form)
    }

    fn filler(self) -> Filler<'a> {
        // What is not there yet when a page is printed is missing on paper.
        let prints = self.artifact.subject.kind().prints;
        let waits = prints.is_none();
        let nested = waits || prints == Some(Prints::Key);
        let (course, strings, style) = (self.course, self.strings, self.style());
        Filler { course, strings, style, prefix: self.prefix, nested, notes: self.notes, room: self.room, waits }
    }

    pub(super) fn href(self, path: &SitePath) -> String {
        self.style().path(path)
    }

    /// The name of a page in ids, where others of its section stand beside it.
    fn name_in_section(self, id: PageId) -> String {
        let page = self.course.page(id);
        let section = self.course.section(page.section).page;
        of_path(page.path.below(&self.course.page(section).path))
    }

    /// The page of the course that the artifact shows or belongs to.
    fn own_page(self) -> Option<PageId> {
        match self.artifact.subject.about() {
            About::Page(page) => Some(page),
            About::Section(section) => Some(self.course.section(section).page),
            About::Module(module) => Some(self.course.module(module).clinic_page),
            About::Course | About::Tag(_) | About::File(_) => None,
        }
    }
}
