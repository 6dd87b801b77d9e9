//! Facts by names that hold from run to run, since numbers say only where something stands in a course.

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use super::facts::{Fact, State};
use crate::model::course::{FileId, ModuleId, PageId, SectionId};
use crate::plan::KINDS;
use crate::text::{SitePath, SourcePath};

/// A fact by names that the next run knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NamedFact {
    Info,
    Lists,
    Page(String),
    Text(String),
    Shows(String),
    Section(String),
    Module(String),
    Clinic(String),
    File(String),
    Neighbours(String),
    PlaceInSection(String),
    AmongKind(String),
    HasRadar(String),
    Packs,
    Tags,
    Tag(String),
    Addresses,
    Aliases,
    IsAt(String),
    HasKind(String),
    Searched(usize),
    Index,
}

impl State<'_> {
    /// The name of a fact of this state.
    pub fn name(self, fact: &Fact) -> NamedFact {
        let page = |id: PageId| self.source(id).map(ToString::to_string).unwrap_or_default();
        let section = |id: SectionId| page(self.course.section(id).page);
        let module = |id: ModuleId| page(self.course.module(id).main);
        match fact {
            Fact::Info => NamedFact::Info,
            Fact::Lists => NamedFact::Lists,
            Fact::Page(id) => NamedFact::Page(page(*id)),
            Fact::Text(id) => NamedFact::Text(page(*id)),
            Fact::Shows(id) => NamedFact::Shows(page(*id)),
            Fact::Section(id) => NamedFact::Section(section(*id)),
            Fact::Module(id) => NamedFact::Module(module(*id)),
            Fact::Clinic(id) => NamedFact::Clinic(module(*id)),
            Fact::File(id) => NamedFact::File(self.course.files[id.0].source.to_string()),
            Fact::Neighbours(id) => NamedFact::Neighbours(page(*id)),
            Fact::PlaceInSection(id) => NamedFact::PlaceInSection(page(*id)),
            Fact::AmongKind(id) => NamedFact::AmongKind(page(*id)),
            Fact::HasRadar(id) => NamedFact::HasRadar(section(*id)),
            Fact::Packs => NamedFact::Packs,
            Fact::Tags => NamedFact::Tags,
            Fact::Tag(name) => NamedFact::Tag(name.to_string()),
            Fact::Addresses => NamedFact::Addresses,
            Fact::Aliases => NamedFact::Aliases,
            Fact::IsAt(path) => NamedFact::IsAt(path.to_string()),
            Fact::HasKind(at) => NamedFact::HasKind((*at).to_owned()),
            Fact::Searched(part) => NamedFact::Searched(*part),
            Fact::Index => NamedFact::Index,
        }
    }
}

/// Finds what the names of facts stand for in a state.
pub struct Directory<'a> {
    pages: HashMap<&'a str, PageId>,
    sections: HashMap<&'a str, SectionId>,
    modules: HashMap<&'a str, ModuleId>,
    files: HashMap<&'a str, FileId>,
}

impl<'a> Directory<'a> {
    /// The names of everything in `state`.
    pub fn of(state: State<'a>) -> Self {
        let course = state.course;
        let source = |page: PageId| state.source(page).map_or("", SourcePath::as_str);
        let sections = course.sections.iter().enumerate();
        Self {
            pages: course.pages.iter().map(|page| (page.source.as_str(), page.id)).collect(),
            sections: sections.map(|(index, section)| (source(section.page), SectionId(index))).collect(),
            modules: course.modules.iter().map(|module| (source(module.main), module.id)).collect(),
            files: course.files.iter().enumerate().map(|(at, file)| (file.source.as_str(), FileId(at))).collect(),
        }
    }

    /// The fact of this name; `None` where it is about something that is not there.
    pub fn fact(&self, named: &NamedFact) -> Option<Fact> {
        let page = |name: &String| self.pages.get(name.as_str()).copied();
        let section = |name: &String| self.sections.get(name.as_str()).copied();
        let module = |name: &String| self.modules.get(name.as_str()).copied();
        Some(match named {
            NamedFact::Info => Fact::Info,
            NamedFact::Lists => Fact::Lists,
            NamedFact::Page(name) => Fact::Page(page(name)?),
            NamedFact::Text(name) => Fact::Text(page(name)?),
            NamedFact::Shows(name) => Fact::Shows(page(name)?),
            NamedFact::Section(name) => Fact::Section(section(name)?),
            NamedFact::Module(name) => Fact::Module(module(name)?),
            NamedFact::Clinic(name) => Fact::Clinic(module(name)?),
            NamedFact::File(name) => Fact::File(*self.files.get(name.as_str())?),
            NamedFact::Neighbours(name) => Fact::Neighbours(page(name)?),
            NamedFact::PlaceInSection(name) => Fact::PlaceInSection(page(name)?),
            NamedFact::AmongKind(name) => Fact::AmongKind(page(name)?),
            NamedFact::HasRadar(name) => Fact::HasRadar(section(name)?),
            NamedFact::Packs => Fact::Packs,
            NamedFact::Tags => Fact::Tags,
            NamedFact::Tag(name) => Fact::Tag(name.as_str().into()),
            NamedFact::Addresses => Fact::Addresses,
            NamedFact::Aliases => Fact::Aliases,
            NamedFact::IsAt(path) => Fact::IsAt(SitePath::new(path.as_str())),
            NamedFact::Searched(part) => Fact::Searched(*part),
            NamedFact::Index => Fact::Index,
            NamedFact::HasKind(at) => Fact::HasKind(KINDS.iter().find_map(|kind| kind.at.filter(|own| own == at))?),
        })
    }
}
