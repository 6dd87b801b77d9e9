//! Course and plan → views.

mod chrome;
mod clinic;
mod index;
mod module;
mod print;

pub(super) use clinic::full_name;
pub use print::SheetCount;

use std::collections::BTreeMap;

use super::address::Style;
use super::fill::Filler;
use super::view::{Assets, Subject as SubjectView, View};
use crate::assemble::EditionCourse;
use crate::model::course::{PageId, PageRole};
use crate::plan::{Artifact, Plan, Subject};
use crate::strings::Strings;
use crate::text::SitePath;
use crate::text::anchor::of_path;

/// What views are built from.
#[derive(Clone, Copy)]
pub(super) struct Builder<'a> {
    pub(super) course: &'a EditionCourse,
    pub(super) plan: &'a Plan,
    pub(super) strings: &'a Strings,
    /// The theme's files by name.
    pub(super) assets: &'a BTreeMap<String, SitePath>,
    /// Path of the site on its host.
    pub(super) base_path: &'a str,
    /// The artifact that the view is for.
    pub(super) artifact: &'a Artifact,
    /// Set before ids, on pages that show several modules or pages. It comes from their paths, never from their places
    /// in the course, so that no page changes with those before it.
    pub(super) prefix: &'a str,
}

impl<'a> Builder<'a> {
    /// The template of this artifact and what it shows; `None` for artifacts without a template.
    pub(super) fn view(self) -> Option<(&'static str, View)> {
        let (template, subject) = self.subject()?;
        let assets = self.assets.iter().map(|(name, path)| (name.clone(), self.style().path(path))).collect();
        let view =
            View { site: self.site(), page: self.page(), chrome: self.chrome(), assets: Assets(assets), subject };
        Some((template, view))
    }

    fn subject(self) -> Option<(&'static str, SubjectView)> {
        Some(match self.artifact.subject {
            Subject::Section(section, number) if section.0 == 0 && number == 1 => {
                ("home.html", SubjectView::Home(self.home()))
            }
            Subject::Section(section, number) => ("section.html", SubjectView::Section(self.section(section, number))),
            Subject::Page(page) => match self.course.page(page).role {
                PageRole::Clinic(module) => ("clinic.html", SubjectView::Module(self.module(module, page))),
                PageRole::Guide(module) => ("guide.html", SubjectView::Module(self.module(module, page))),
                _ => ("page.html", SubjectView::Content(self.content(page))),
            },
            Subject::Print(module) => ("print.html", printed(self.print(module, false))),
            Subject::PrintLarge(module) => ("print.html", printed(self.print(module, true))),
            Subject::PrintKey(module) => ("print.html", printed(self.print_key(module))),
            Subject::PrintPage(page) => ("print.html", printed(self.print_page(page))),
            Subject::PrintPageKey(page) => ("print.html", printed(self.print_page_key(page))),
            Subject::PrintSection(section, number) => ("print.html", printed(self.print_section(section, number))),
            Subject::Packs(number) => ("packs.html", SubjectView::Packs(self.packs(number))),
            Subject::Radar => ("radar.html", SubjectView::Radar(self.radar_index())),
            Subject::SectionRadar(section, number) => {
                ("section-radar.html", SubjectView::SectionRadar(self.section_radar(section, number)))
            }
            Subject::Tags => ("tags.html", SubjectView::Tags(self.tags())),
            Subject::Tag(tag, number) => ("tag.html", SubjectView::Tag(self.tag(tag, number))),
            Subject::NotFound => ("404.html", SubjectView::Missing(self.missing())),
            Subject::Alias(page) => ("alias.html", SubjectView::Alias(self.alias(page))),
            Subject::Sitemap(_) | Subject::Robots | Subject::CourseData | Subject::ModuleData(_) | Subject::Copy(_) => {
                return None;
            }
        })
    }

    /// How addresses are written here: relative, but for the page that is served at any address.
    fn style(self) -> Style<'a> {
        match self.artifact.subject {
            Subject::NotFound => Style::Rooted(self.base_path),
            _ => Style::From(&self.artifact.path),
        }
    }

    fn filler(self) -> Filler<'a> {
        // What is not there yet when a page is printed is missing on paper.
        let waits = !self.artifact.subject.is_print();
        let nested = waits || matches!(self.artifact.subject, Subject::PrintKey(_) | Subject::PrintPageKey(_));
        let (course, strings, style) = (self.course, self.strings, self.style());
        Filler { course, strings, style, prefix: self.prefix, nested, waits }
    }

    fn href(self, path: &SitePath) -> String {
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
        match self.artifact.subject {
            Subject::Page(page) | Subject::Alias(page) | Subject::PrintPage(page) | Subject::PrintPageKey(page) => {
                Some(page)
            }
            Subject::Section(section, _) | Subject::SectionRadar(section, _) | Subject::PrintSection(section, _) => {
                Some(self.course.section(section).page)
            }
            Subject::Print(module) | Subject::PrintLarge(module) | Subject::PrintKey(module) => {
                Some(self.course.module(module).clinic_page)
            }
            _ => None,
        }
    }
}

fn printed(print: crate::render::view::Print) -> SubjectView {
    SubjectView::Print(Box::new(print))
}
