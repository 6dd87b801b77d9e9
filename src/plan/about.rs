//! What of a course each artifact is about.

use super::Subject;
use crate::model::course::{FileId, ModuleId, PageId, SectionId};

/// What of a course an artifact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// All of it.
    Course,
    /// A section.
    Section(SectionId),
    /// A module.
    Module(ModuleId),
    /// A page.
    Page(PageId),
    /// A tag, by its place in [`Plan::tags`].
    Tag(usize),
    /// A file that is no page.
    File(FileId),
}

impl Subject {
    /// What of the course it is about.
    pub fn about(&self) -> About {
        match *self {
            Self::Home => About::Section(SectionId(0)),
            Self::Section(section)
            | Self::SectionList(section, _)
            | Self::SectionRadar(section, _)
            | Self::PrintSection(section, _)
            | Self::PrintSectionMore(section, _) => About::Section(section),
            Self::Print(module)
            | Self::PrintMore(module)
            | Self::PrintLarge(module)
            | Self::PrintKey(module)
            | Self::ModuleData(module)
            | Self::ModuleCards(module)
            | Self::ModuleLog(module)
            | Self::MovedLog(module) => About::Module(module),
            Self::Clinic(page)
            | Self::Guide(page)
            | Self::Page(page)
            | Self::PrintPage(page)
            | Self::PrintPageKey(page)
            | Self::Alias(page) => About::Page(page),
            Self::Tag(tag, _) => About::Tag(tag),
            Self::Copy(file) => About::File(file),
            Self::Radar
            | Self::Log
            | Self::Missed
            | Self::Review
            | Self::Packs(_)
            | Self::Tags
            | Self::NotFound
            | Self::Sitemap(_)
            | Self::Feed
            | Self::Robots
            | Self::Headers
            | Self::Redirects
            | Self::NoJekyll
            | Self::CourseData
            | Self::Cards
            | Self::Offline
            | Self::Search
            | Self::SearchTable
            | Self::SearchTerms(_)
            | Self::SearchPages(_)
            | Self::WebManifest
            | Self::Worker => About::Course,
        }
    }
}
