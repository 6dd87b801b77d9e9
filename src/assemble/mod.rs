//! Layer 5: documents become a course: order, inheritance, references, statements from the pages that hold them.

mod answers;
mod builds_on;
pub mod built_in;
mod clinic;
pub mod edition;
mod folders;
mod globs;
mod groups;
mod identity;
mod left_out;
mod links;
mod lookup;
mod naming;
mod parts;
mod radar;
pub mod references;
mod scope;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::config::settings::Settings;
use crate::finding::{Finding, Outcome, Rule};
use crate::load::Sources;
use crate::model::course::{Course, Info, NavigationLink, PageId};
use crate::model::kinds::ShowAnswers;
use crate::model::text::Located;
use crate::parse::{AnswerDocument, Document};
use crate::strings::Strings;
use crate::text::SourcePath;

use answers::Owner;
pub use edition::EditionCourse;
use links::Linker;
use lookup::Lookup;
pub use lookup::key as path_key;
use references::Heard;
pub use scope::Scope;
use tree::Tree;

/// What a course is assembled from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// What lies on the disk.
    pub sources: &'a Sources,
    /// The resolved configuration.
    pub config: &'a Config,
    /// The words of its language.
    pub strings: &'a Strings,
    /// Its parsed files, in the order of `sources.pages`.
    pub documents: &'a [Arc<Document>],
    /// Its parsed files of answers, by path.
    pub answers: &'a [AnswerDocument],
    /// Markdown files in the folder of answers, with the pages that they seem to be for.
    pub answer_markdown: &'a [(SourcePath, String)],
}

/// A course and what it takes to assemble a part of it anew.
#[derive(Debug)]
pub struct Assembly {
    /// The course.
    pub course: Course,
    lookup: Lookup,
    /// What the modules of each section inherit.
    settings: Vec<Settings>,
    /// The files of answers and the pages that they are for.
    owners: Vec<Owner>,
}

/// Assembles the course; what does not fit together is a finding.
pub fn assemble(inputs: Inputs<'_>) -> Outcome<Assembly> {
    put_together(inputs, false)
}

/// The same; `is_heard` says whether references are noted while they are resolved.
fn put_together(inputs: Inputs<'_>, is_heard: bool) -> Outcome<Assembly> {
    let tree = Tree::grow(inputs);
    let mut lookup = Lookup::new(&tree, inputs);
    lookup.heard = is_heard.then(|| Heard::new(&tree));
    let mut findings = folders::check(&tree);
    // Of a page that has to become a section no clinic is missed.
    let in_the_way: BTreeSet<SourcePath> = findings.iter().map(|finding| finding.place.path.clone()).collect();
    let linker = Linker { lookup: &lookup };
    let info = info(inputs, linker, &mut findings);
    let settings = section_settings(inputs.config, &tree);
    let mut course = tree.into_course(info, linker, &mut findings);
    builds_on::resolve(&mut course, inputs.documents, &lookup, &mut findings);
    answers::markdown(inputs, &lookup, &mut findings);
    let owners = answers::owners(&course, inputs, linker, &mut findings);
    let everything = Scope::all(&course);
    let mut assembly = Assembly { course, lookup, settings, owners };
    assembly.fill(inputs, &everything, &mut findings);
    identity::module_names(&assembly.course, inputs.documents, &mut findings);
    findings.retain(|finding| !(finding.rule == Rule::NoClinic && in_the_way.contains(&finding.place.path)));
    Outcome { value: assembly, findings }
}

impl Assembly {
    /// Fills the modules and pages of `scope`, whose own texts are resolved.
    fn fill(&mut self, inputs: Inputs<'_>, scope: &Scope, findings: &mut Vec<Finding>) {
        let Self { course, lookup, settings, owners } = self;
        let linker = Linker { lookup };
        for &module in &scope.modules {
            let base = &settings[course.module(module).section.0];
            clinic::fill(course, module.0, base, inputs, linker, findings);
        }
        for &page in &scope.pages {
            let page = &mut course.pages[page.0];
            page.show_answers = match page.role.module() {
                Some(module) => course.modules[module.0].clinic.show_answers,
                None => settings[page.section.0].show_answers.unwrap_or(ShowAnswers::Never),
            };
            if let Some(options) = &mut page.sheet {
                **options = match page.role.module() {
                    Some(module) => course.modules[module.0].clinic.sheets.clone(),
                    None => parts::sheets(&settings[page.section.0].sheets),
                };
            }
        }
        clinic::remaining_checks(course, &scope.pages, inputs.documents, linker, findings);
        answers::attach(course, inputs, linker, (owners, scope), findings);
    }

    /// Assembles anew what depends on the text of `page`, whose document has changed, while nothing else has: neither
    /// what the page is, nor what others take from its front matter. Gives what was assembled, and what is wrong there.
    pub fn refresh(&mut self, inputs: Inputs<'_>, page: PageId) -> Outcome<Scope> {
        let mut findings = Vec::new();
        let scope = Scope::of(&self.course, page);
        tree::refresh(&mut self.course, page, inputs, Linker { lookup: &self.lookup }, &mut findings);
        for &page in &scope.pages {
            self.course.pages[page.0].checks = None;
        }
        self.fill(inputs, &scope, &mut findings);
        Outcome { value: scope, findings }
    }
}

fn info(inputs: Inputs<'_>, linker: Linker<'_>, findings: &mut Vec<Finding>) -> Info {
    let config = inputs.config;
    let from = links::From { file: SourcePath::new("content/clinic.yaml"), module_folder: None, page: None };
    let mut rich = |text| linker.rich(text, &from, findings);
    let title = rich(&config.title);
    let description = config.description.as_ref().map(&mut rich);
    let license = config.license.as_ref().map(&mut rich);
    let authors = config.authors.iter().map(&mut rich).collect();
    let navigation = config.navigation.iter().map(|link| NavigationLink {
        title: linker.rich(&link.title, &from, findings),
        target: linker.target(&link.to.value, false, &link.to.place, &from, findings),
        place: link.to.place.clone(),
    });
    let navigation = navigation.collect();
    let mut image = |file: &Option<Located<String>>| {
        file.as_ref().map(|file| linker.target(&file.value, true, &file.place, &from, findings))
    };
    let (logo, favicon) = (image(&config.theme.logo), image(&config.theme.favicon));
    Info {
        id: config.id.clone(),
        title,
        description,
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        authors,
        license,
        repository: config.repository.clone(),
        numbering: config.numbering.clone(),
        navigation,
        logo,
        favicon,
        extra: config.extra.clone(),
    }
}

/// What the modules of each section inherit.
fn section_settings(config: &Config, tree: &Tree<'_>) -> Vec<Settings> {
    let mut merged: Vec<Settings> = Vec::with_capacity(tree.sections.len());
    // A section stands after the one above it.
    for section in &tree.sections {
        let beneath = section.parent.map_or(&config.settings, |parent| &merged[parent.0]);
        let own = section.document.map(|document| document.front.settings.over(beneath));
        let settings = own.unwrap_or_else(|| beneath.clone());
        merged.push(settings);
    }
    merged
}
