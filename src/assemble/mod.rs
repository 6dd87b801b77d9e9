//! Layer 5: documents become a course: order, inheritance, references, statements from the pages that hold them.

mod answers;
mod builds_on;
pub mod built_in;
mod clinic;
pub mod edition;
mod groups;
mod identity;
mod links;
mod lookup;
mod naming;
mod parts;
mod radar;
mod tree;

use std::sync::Arc;

use crate::config::Config;
use crate::config::settings::Settings;
use crate::finding::{Finding, Outcome};
use crate::load::Sources;
use crate::model::course::{Course, Info, NavigationLink};
use crate::model::kinds::ShowAnswers;
use crate::model::text::Located;
use crate::parse::{AnswerDocument, Document};
use crate::strings::Strings;
use crate::text::SourcePath;

pub use edition::EditionCourse;
use links::Linker;
use lookup::Lookup;
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

/// Assembles the course; what does not fit together is a finding.
pub fn assemble(inputs: Inputs<'_>) -> Outcome<Course> {
    let mut tree = Tree::grow(inputs);
    let lookup = Lookup::new(&tree, inputs);
    let mut findings = std::mem::take(&mut tree.findings);
    let linker = Linker { lookup: &lookup };
    let info = info(inputs, linker, &mut findings);
    let section_settings = section_settings(inputs.config, &tree);
    let mut course = tree.into_course(info, linker, &mut findings);
    builds_on::resolve(&mut course, inputs.documents, &lookup, &mut findings);
    for index in 0..course.modules.len() {
        let base = &section_settings[course.modules[index].section.0];
        clinic::fill(&mut course, index, base, inputs, linker, &mut findings);
    }
    for page in &mut course.pages {
        page.show_answers = match page.role.module() {
            Some(module) => course.modules[module.0].clinic.show_answers,
            None => section_settings[page.section.0].show_answers.unwrap_or(ShowAnswers::Never),
        };
    }
    clinic::remaining_checks(&mut course, inputs.documents, linker, &mut findings);
    answers::attach(&mut course, inputs, linker, &mut findings);
    identity::module_names(&course, inputs.documents, &mut findings);
    Outcome { value: course, findings }
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
