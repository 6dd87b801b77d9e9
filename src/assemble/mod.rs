//! Layer 5: documents become a course: order, inheritance, references, statements from the pages that hold them.
//!
//! First the shape of the course, then its outline, both of one piece; then each part by itself, on every core: what is
//! for the statements of one page, the clinic of one module with its pages, a page of none. A part knows what it was
//! made from, so that it is made anew only where that has changed.

mod answers;
mod builds_on;
pub mod built_in;
mod clinic;
mod content;
pub mod edition;
mod folders;
mod groups;
mod identity;
mod left_out;
mod links;
mod lookup;
mod naming;
mod outline;
mod part;
mod parts;
mod radar;
mod reader;
pub mod references;
#[cfg(test)]
pub(crate) mod tests;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::config::settings::Settings;
use crate::finding::{Finding, Outcome, Rule};
use crate::load::Sources;
use crate::model::course::{Course, Outline};
use crate::parse::{AnswerDocument, Documents};
use crate::strings::Strings;
use crate::text::SourcePath;

use answers::Owners;
pub use edition::EditionCourse;
use identity::Ids;
use links::{From, Resolver};
use lookup::Lookup;
pub use lookup::key as path_key;
use part::Parts;
use references::Reference;
use tree::Tree;

/// What a course is assembled from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// What lies on the disk.
    pub sources: &'a Sources,
    /// The resolved configuration.
    pub config: &'a Config,
    /// The words of its language.
    pub strings: &'a Arc<Strings>,
    /// Its parsed files.
    pub documents: &'a Documents,
    /// Its parsed files of answers, by path.
    pub answers: &'a Arc<[AnswerDocument]>,
    /// Markdown files in the folder of answers, with the pages that they seem to be for.
    pub answer_markdown: &'a [(SourcePath, String)],
}

/// A course and what it was made from. Clones share all of it.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The course.
    pub course: Course,
    basis: Arc<Basis>,
    parts: Parts,
}

/// What all parts of a course share.
#[derive(Debug)]
struct Basis {
    lookup: Lookup,
    /// What the modules of each section inherit.
    settings: Vec<Settings>,
    owners: Owners,
    strings: Arc<Strings>,
    documents: Documents,
    answers: Arc<[AnswerDocument]>,
}

impl Assembled {
    /// The course alone; nothing is made over it any more.
    pub fn into_course(self) -> Course {
        self.course
    }
}

impl Basis {
    /// Whether parts of both may be compared fact by fact: each page, file and document has the same id in both, and
    /// means and hands down the same.
    fn is_like(&self, other: &Self) -> bool {
        // The documents and answers themselves are facts of parts.
        let Self { lookup, settings, owners, strings, documents, answers } = self;
        Arc::ptr_eq(strings, &other.strings)
            && answers.len() == other.answers.len()
            && documents.have_files_of(&other.documents)
            && *lookup == other.lookup
            && *settings == other.settings
            && *owners == other.owners
    }
}

/// Assembles the course; what does not fit together is a finding. Parts of `before` that are made from the same are
/// taken over.
pub fn assemble(inputs: Inputs<'_>, before: Option<&Assembled>) -> Outcome<Assembled> {
    let (outcome, _) = put_together(inputs, before, false);
    outcome
}

/// The course, and every reference in the order in which they were resolved.
fn listened(inputs: Inputs<'_>) -> (Assembled, Vec<Reference>) {
    let (outcome, heard) = put_together(inputs, None, true);
    (outcome.value, heard)
}

fn put_together(inputs: Inputs<'_>, before: Option<&Assembled>, listens: bool) -> (Outcome<Assembled>, Vec<Reference>) {
    let (outline, basis, mut findings, mut heard) = outlined(inputs, listens);
    // Of a page that has to become a section no clinic is missed.
    let folders = findings.iter().filter(|finding| finding.rule == Rule::DuplicateAddress);
    let in_the_way: BTreeSet<SourcePath> = folders.map(|finding| finding.place.path.clone()).collect();
    let parts = Parts::of(&outline, &basis, before, listens);
    findings.extend(parts.findings().cloned());
    heard.extend(parts.heard().cloned());
    findings.retain(|finding| !(finding.rule == Rule::NoClinic && in_the_way.contains(&finding.place.path)));
    let (texts, clinics) = parts.content(&outline);
    let same = before.map(|before| &before.course.outline).filter(|before| ***before == outline);
    let outline = same.map_or_else(|| Arc::new(outline), Arc::clone);
    let course = Course { outline, texts, clinics };
    (Outcome { value: Assembled { course, basis: Arc::new(basis), parts }, findings }, heard)
}

/// The outline of the course, and what else is found before its texts are looked at.
fn outlined(inputs: Inputs<'_>, listens: bool) -> (Outline, Basis, Vec<Finding>, Vec<Reference>) {
    let tree = Tree::grow(inputs);
    let lookup = Lookup::new(&tree, inputs);
    let settings = section_settings(inputs.config, &tree);
    let mut findings = folders::check(&tree);
    let nowhere = From { file: SourcePath::new("content/clinic.yaml"), module_folder: None, page: None };
    let mut resolver = Resolver::new(&lookup, nowhere, Ids::default(), listens);
    let outline = outline::outline(tree, &lookup, inputs, &mut resolver);
    answers::of_markdown(inputs, &mut resolver);
    let owners = Owners::of(&outline, inputs, &mut resolver);
    let Resolver { findings: found, heard, .. } = resolver;
    findings.extend(found);
    let (strings, answers) = (Arc::clone(inputs.strings), Arc::clone(inputs.answers));
    let basis = Basis { lookup, settings, owners, strings, documents: inputs.documents.clone(), answers };
    (outline, basis, findings, heard.unwrap_or_default())
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
